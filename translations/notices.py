"""What readers are told about how a translation was made."""

from __future__ import annotations

from wagtail.models import Page

from cms.core import translation
from translations.models import TranslationRecord

EASY_LANGUAGE = "de-simple"


def notice_for(page: Page) -> translation.TranslationNotice | None:
    """Return the notice at the top of a translated page; one query.

    Without a record nobody has said how the text came about: nothing is claimed then, except
    that Leichte Sprache is a draft until a reader group has checked it.
    """
    record = (
        TranslationRecord.objects.filter(
            translation_key=page.translation_key, locale_id=page.locale_id
        )
        .select_related("checked_by")
        .first()
    )
    is_easy = translation.locale_ids().get(EASY_LANGUAGE) == page.locale_id
    if record is None:
        if not is_easy:
            return None
        return translation.TranslationNotice(is_machine=False, is_easy_language_draft=True)
    if not is_easy and not _has_something_to_say(record):
        return None
    return translation.TranslationNotice(
        is_machine=record.origin == TranslationRecord.Origin.MACHINE and not record.is_checked,
        checked_at=record.checked_at,
        checked_by=record.checked_by.get_full_name() if record.checked_by else "",
        is_outdated=record.source_changed_at is not None,
        changed_blocks=frozenset(_block_id(place) for place in record.changed_places) - {""},
        has_new_german=any(place not in record.made_from for place in record.changed_places),
        source_changed_at=record.source_changed_at,
        is_easy_language_draft=is_easy and not record.reader_group,
        easy_language_group=record.reader_group,
        easy_language_checked_on=record.reader_group_checked_on,
    )


def _block_id(place: str) -> str:
    """Return the id of the outermost block of a place; the same in all languages."""
    return place.partition(".")[2].partition(".")[0]


def _has_something_to_say(record: TranslationRecord) -> bool:
    is_machine = record.origin == TranslationRecord.Origin.MACHINE
    return is_machine or record.is_checked or record.source_changed_at is not None
