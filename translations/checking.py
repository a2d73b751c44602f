"""Look whether what is known about translations is true, put right what can be, name the rest.

The signals keep it right; this finds what went past them: rows changed by SQL or in bulk, a
restored backup, an upgrade that takes texts apart in another way.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Count
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from cms.core import content_version, scheduling, translation
from translations import segments, sentences, sources, subjects
from translations.models import SourceText, TranslatedRevision, TranslationRecord

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Finding:
    """Something that was not as it should be, in words for an operator."""

    text: str
    is_repaired: bool = False

    def __str__(self) -> str:
        return f"{_('put right') if self.is_repaired else _('PLEASE LOOK')}: {self.text}"


def check(*, repair: bool = True) -> Iterator[Finding]:
    """Yield what was found, each as soon as it is put right; without `repair` nothing changes."""
    yield from check_texts(repair=repair)
    yield from orphans()
    yield from duplicate_sources()
    yield from tree_problems()


# ---------------------------------------------------------------- German texts and what they left


def check_texts(*, repair: bool) -> Iterator[Finding]:
    """Compare each published German text with what is remembered of it and of its translations."""
    german = translation.source_locale_id()
    for model in (*subjects.page_models(), *subjects.record_models()):
        live = model._default_manager.filter(locale_id=german, live=True).order_by("pk")
        for pk in list(live.values_list("pk", flat=True)):
            with transaction.atomic():
                row = live.filter(pk=pk).first()
                found = list(_check_text(row, repair)) if row is not None else []
            yield from found


def _check_text(row: Any, repair: bool) -> Iterator[Finding]:
    found = segments.segments_of(row)
    strings = segments.strings_of(found)
    known = SourceText.objects.filter(pk=row.translation_key).first()
    content_type_id = subjects.content_types([type(row)])[type(row)].pk
    words = segments.count_words(found)
    if known is None or known.strings != strings or known.content_type_id != content_type_id:
        if repair:
            _forget_what_is_no_text(row, known, strings)
            sources.remember(row)
        yield Finding(
            _("The German text of “%(title)s” was not the one remembered.") % {"title": row}, repair
        )
    elif (known.sentences, known.words) != (len(found), words):
        if repair:
            SourceText.objects.filter(pk=known.pk).update(sentences=len(found), words=words)
        yield Finding(
            _("The German text of “%(title)s” was counted wrongly.") % {"title": row}, repair
        )
    yield from _check_records(row, strings, repair)


def _forget_what_is_no_text(row: Any, known: SourceText | None, strings: segments.Strings) -> None:
    """Take places out of what translations answer that were no text of a newer publication.

    Nobody has published the row since it was remembered, so no person took them out of it: an
    upgrade takes texts apart in another way. That must not make all translations outdated.
    """
    published_at = row.last_published_at
    if known is None or published_at is None or published_at > known.changed_at:
        return
    gone = set(known.strings) - set(strings)
    if not gone:
        return
    affected: tuple[Any, ...] = (
        TranslationRecord.objects.filter(translation_key=row.translation_key),
        TranslatedRevision.objects.filter(record__translation_key=row.translation_key),
    )
    for rows in affected:
        for each in rows:
            each.made_from = {
                place: names for place, names in each.made_from.items() if place not in gone
            }
        rows.model._default_manager.bulk_update(rows, ["made_from"])


def _check_records(row: Any, strings: segments.Strings, repair: bool) -> Iterator[Finding]:
    records = list(TranslationRecord.objects.filter(translation_key=row.translation_key))
    stored = {each.pk: _mark(each) for each in records}
    for record in records:
        if record.made_from:
            sources.compare(record, strings)
    wrong = [each for each in records if _mark(each) != stored[each.pk]]
    if wrong:
        if repair:
            TranslationRecord.objects.bulk_update(wrong, ["changed_places", "source_changed_at"])
            content_version.renew()
        yield Finding(
            _("Marks of outdated translations of “%(title)s” were wrong: %(count)s")
            % {"title": row, "count": len(wrong)},
            repair,
        )
    yield from _check_counts(row, strings, repair)


def _mark(record: TranslationRecord) -> tuple[list[str], bool]:
    return list(record.changed_places), record.source_changed_at is not None


def _check_counts(row: Any, strings: segments.Strings, repair: bool) -> Iterator[Finding]:
    counted = TranslationRecord.objects.filter(translation_key=row.translation_key).order_by("pk")
    columns = ("pk", "sentences_done", "sentences_by_machine")
    if not counted.exists():
        return
    with transaction.atomic():
        before = list(counted.values_list(*columns))
        sentences.recount(row.translation_key, strings)
        count = sum(
            old != new for old, new in zip(before, counted.values_list(*columns), strict=True)
        )
        if not repair:
            transaction.set_rollback(True)
    if count:
        yield Finding(
            _("Finished sentences of “%(title)s” were counted wrongly in languages: %(count)s")
            % {"title": row, "count": count},
            repair,
        )


# ---------------------------------------------------------------- what belongs to nothing


def orphans() -> Iterator[Finding]:
    """Name translations whose German page or record is gone, and what is known about such."""
    german = translation.source_locale_id()
    keys: set[uuid.UUID] = set()
    for model in _bases():
        rows = model._default_manager.all()
        if model is Page:
            rows = rows.filter(depth__gte=translation.HOME_DEPTH)
        originals = rows.filter(locale_id=german).values_list("translation_key", flat=True)
        keys.update(originals)
        translated = rows.exclude(locale_id=german).order_by("pk")
        for row in translated.exclude(translation_key__in=originals):
            yield Finding(
                _("“%(title)s” (%(kind)s %(id)s, %(language)s) has no German original.")
                % {
                    "title": row,
                    "kind": model._meta.verbose_name,
                    "id": row.pk,
                    "language": row.locale.language_code,
                }
            )
    for table in (SourceText, TranslationRecord):
        yield from _left_over(table, keys)


def _bases() -> list[Any]:
    return [Page, *subjects.record_models()]


def _left_over(table: type[models.Model], keys: set[uuid.UUID]) -> Iterator[Finding]:
    stored: Any = table._default_manager.all()
    gone = set(stored.values_list("translation_key", flat=True)) - keys
    if gone:
        yield Finding(
            _("%(table)s that belong to nothing: %(count)s (%(keys)s)")
            % {
                "table": table._meta.verbose_name_plural,
                "count": len(gone),
                "keys": ", ".join(sorted(str(each) for each in gone)[:5]),
            }
        )


def duplicate_sources() -> Iterator[Finding]:
    """Name texts that wagtail-localize knows twice, or in another language than German."""
    twice = (
        TranslationSource.objects.order_by()
        .values("object_id")
        .annotate(count=Count("pk"))
        .filter(count__gt=1)
        .values_list("object_id", flat=True)
    )
    for key in twice:
        yield Finding(_("wagtail-localize has two sources for %(key)s.") % {"key": key})
    foreign = TranslationSource.objects.exclude(locale_id=translation.source_locale_id())
    for key in foreign.exclude(object_id__in=list(twice)).values_list("object_id", flat=True):
        yield Finding(
            _("wagtail-localize has a source that is not German for %(key)s.") % {"key": key}
        )


def tree_problems() -> Iterator[Finding]:
    """Name what is wrong with the tree of pages; `manage.py fixtree` puts it right."""
    names = (
        _("pages with characters in their path that do not belong there"),
        _("pages with a path of a wrong length"),
        _("pages without a parent"),
        _("pages with a wrong depth"),
        _("pages with a wrong number of children"),
    )
    for name, ids in zip(names, Page.find_problems(), strict=True):
        if ids:
            yield Finding(
                _("The tree has %(what)s: %(ids)s. The command “fixtree” may help.")
                % {"what": name, "ids": ", ".join(str(pk) for pk in ids[:10])}
            )


# ---------------------------------------------------------------- every night


def run_nightly(now: datetime) -> None:
    """Put right what can be, and write into the log what was found."""
    for finding in check():
        logger.log(logging.WARNING if finding.is_repaired else logging.ERROR, "%s", finding)
    segments.forget_unused_strings()


def register_job() -> None:
    """Have the scheduler look once a day."""
    scheduling.register("check translations", every=timedelta(days=1), run=run_nightly)
