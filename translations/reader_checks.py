"""Leichte Sprache: whether readers with learning difficulties have read a text and understood it.

A check speaks about one text, word for word. The history of the page remembers which revision it
was; a publication of other words ends it, and readers are told again that the text is a draft.
The writer may say of a change that it is only a small correction. The check then goes on with the
corrected text: whoever approves it sees that it was said, and which words are others.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log, registry
from wagtail.models import Revision

from cms.core import content_version
from cms.core.forms import SMALL_CORRECTION
from translations import claims, segments, subjects
from translations.models import TranslationRecord

# Entries in the history of a page; see wagtail_hooks.register_log_actions.
CHECKED = "translations.reader_check"
CARRIED_ALONG = "translations.reader_check_kept"
ENDED = "translations.reader_check_ended"


@transaction.atomic
def note(row: Any, *, group: str, day: date, user: Any) -> None:
    """Note that a group has read the text, and when.

    The text is the public one; where there is none yet, the newest draft.

    Raises:
        ValidationError: no group, a day that has not come yet, or no text of Leichte Sprache.
    """
    if not subjects.is_easy(row.locale_id):
        raise ValidationError(_("Reader groups check Leichte Sprache only."))
    if not group.strip():
        raise ValidationError({"group": _("Please name the group.")})
    if day > timezone.localdate():
        raise ValidationError({"day": _("This day has not come yet.")})
    record = claims.record_of(translation_key=row.translation_key, locale_id=row.locale_id)
    record.reader_group = group.strip()
    record.reader_group_checked_on = day
    record.save(update_fields=["reader_group", "reader_group_checked_on"])
    data = {"group": record.reader_group, "day": day.isoformat()}
    log(instance=row, action=CHECKED, user=user, revision=_read(row), data=data)
    content_version.renew()


@transaction.atomic
def take_away(row: Any, *, user: Any) -> None:
    """Take a check back that was entered by mistake."""
    record = claims.record_of(translation_key=row.translation_key, locale_id=row.locale_id)
    if record.reader_group:
        _end(record)
        record.save(update_fields=["reader_group", "reader_group_checked_on"])
        log(instance=row, action=ENDED, user=user)
        content_version.renew()


def after_publication(record: TranslationRecord, row: Any, revision: Revision | None) -> None:
    """End a check, or carry it along, after a publication; does not save the record."""
    if not record.reader_group or not subjects.is_easy(row.locale_id):
        return
    checked = _checked_revision(row)
    if checked is not None and _text_of(checked.as_object()) == _text_of(row):
        return
    if revision is not None and revision.content.get(SMALL_CORRECTION):
        log(instance=row, action=CARRIED_ALONG, user=revision.user, revision=revision)
        return
    _end(record)
    log(instance=row, action=ENDED, user=revision.user if revision is not None else None)


def _end(record: TranslationRecord) -> None:
    record.reader_group = ""
    record.reader_group_checked_on = None


def _read(row: Any) -> Revision | None:
    """Return what a group that is named now has read."""
    return row.live_revision if row.live else row.latest_revision


def _checked_revision(row: Any) -> Revision | None:
    """Return the revision that the check speaks about; old ones may have been thrown away."""
    entry = (
        registry.get_logs_for_instance(row)
        .filter(action__in=(CHECKED, CARRIED_ALONG))
        .order_by("-timestamp", "-pk")
        .first()
    )
    if entry is None or entry.revision_id is None:
        return None
    return row.revisions.filter(pk=entry.revision_id).first()


def _text_of(instance: Any) -> list[str]:
    return [each.html for each in segments.segments_of(instance)]
