"""Remember what the German text says, and find out which translations it has left behind.

Runs within the transaction that publishes a German page, and costs the same few queries however
many languages there are.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cms.core import content_version
from translations import segments, sentences, subjects
from translations.models import SourceText, TranslatedRevision, TranslationRecord


@transaction.atomic
def remember(german: Any, *, is_small_correction: bool = False) -> SourceText:
    """Note the German text as it is public now, and compare each translation with it.

    A small correction carries the translations that were current along: they stay current, and
    what was outdated before stays outdated.
    """
    found = segments.segments_of(german)
    strings = segments.strings_of(found)
    content_type = subjects.content_types([type(german)])[type(german)]
    source = SourceText.objects.select_for_update().filter(pk=german.translation_key).first()
    before = source.strings if source is not None else {}
    if source is None or before != strings or source.content_type_id != content_type.pk:
        segments.remember_strings(found, german.locale_id)
        source, _made = SourceText.objects.update_or_create(
            pk=german.translation_key,
            defaults={
                "content_type": content_type,
                "strings": strings,
                "sentences": len(found),
                "words": segments.count_words(found),
                "changed_at": timezone.now(),
            },
        )
    if before != strings:
        _compare_all(german.translation_key, before, strings, is_small_correction)
    return source


def _compare_all(
    translation_key: uuid.UUID,
    before: segments.Strings,
    now: segments.Strings,
    is_small_correction: bool,
) -> None:
    records = list(
        TranslationRecord.objects.select_for_update()
        .filter(translation_key=translation_key)
        .exclude(made_from={})
    )
    for record in records:
        if is_small_correction:
            _carry_along(record, before, now)
        compare(record, now)
    if is_small_correction:
        _carry_drafts_along(translation_key, before, now)
    TranslationRecord.objects.bulk_update(
        records, ["made_from", "changed_places", "source_changed_at"]
    )
    if is_small_correction:
        _carry_sentences_along(translation_key, before, now)
    sentences.recount(translation_key, now)
    if records:
        content_version.renew()


def compare(record: TranslationRecord, now: segments.Strings) -> None:
    """Set what is outdated about a translation, and since when; does not save."""
    record.changed_places = segments.changed_places(record.made_from, now)
    if not record.changed_places:
        record.source_changed_at = None
    elif record.source_changed_at is None:
        record.source_changed_at = timezone.now()


def _carry_drafts_along(
    translation_key: uuid.UUID, before: segments.Strings, now: segments.Strings
) -> None:
    """Let what is under review stay current too: it goes public later."""
    every = TranslatedRevision.objects.filter(record__translation_key=translation_key)
    newest = every.order_by().values("record").annotate(newest=Max("pk")).values("newest")
    drafts = list(TranslatedRevision.objects.filter(pk__in=newest))
    for draft in drafts:
        _carry_along(draft, before, now)
    TranslatedRevision.objects.bulk_update(drafts, ["made_from"])


def _carry_along(
    record: TranslationRecord | TranslatedRevision,
    before: segments.Strings,
    now: segments.Strings,
) -> None:
    for place in segments.changed_places(before, now):
        if record.made_from.get(place, []) != before.get(place, []):
            continue
        if place in now:
            record.made_from[place] = now[place]
        else:
            record.made_from.pop(place, None)


def _carry_sentences_along(
    translation_key: uuid.UUID, before: segments.Strings, now: segments.Strings
) -> None:
    """Let what was typed for the old sentence stand for the corrected one, in each language."""
    pairs = {
        (place, new): old
        for place in segments.changed_places(before, now)
        for new, old in segments.predecessors(before.get(place, []), now.get(place, [])).items()
    }
    if pairs:
        sentences.copy_to_successors(translation_key, pairs)


def forget(translation_key: uuid.UUID) -> None:
    """Forget a German text that was deleted, and what was known about its translations."""
    SourceText.objects.filter(pk=translation_key).delete()
    TranslationRecord.objects.filter(translation_key=translation_key).delete()


def current_strings(translation_key: uuid.UUID) -> segments.Strings:
    """Return the German sentences as they are public now."""
    found = SourceText.objects.filter(pk=translation_key).values_list("strings", flat=True).first()
    return found or {}
