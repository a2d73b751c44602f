"""What translators have typed, sentence by sentence; none of it is public.

The sentences live in wagtail-localize's tables. They are written here without its signals and
without its habit of dropping what is not valid: an unfinished sentence is kept and marked.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail_localize.models import (
    String,
    StringTranslation,
    TranslatableObject,
    TranslationContext,
)
from wagtail_localize.strings import StringValue, extract_ids

from cms.core import translation
from translations import markup, segments, subjects
from translations.models import TranslationRecord
from translations.segments import Segment

MANUAL = StringTranslation.TRANSLATION_TYPE_MANUAL
MACHINE = StringTranslation.TRANSLATION_TYPE_MACHINE

# A sentence is found by its place and by the hash of the German one it answers.
Key = tuple[str, str]


@dataclass(frozen=True)
class Typed:
    """What stands in a language for one German sentence, as last saved."""

    html: str
    is_machine: bool
    error: str
    author_id: int | None
    saved_at: datetime

    @property
    def version(self) -> str:
        """Return what changes with each save, to notice that somebody else has saved."""
        return self.saved_at.isoformat()


class ConflictError(ValidationError):
    """Somebody else has saved another text for this sentence meanwhile."""


def typed_for(translation_key: uuid.UUID, locale_id: int) -> dict[Key, Typed]:
    """Return everything that was ever typed for a page in a language; one query.

    Sentences whose German is gone are among it, so that old text can be shown beside new.
    """
    rows = StringTranslation.objects.filter(
        context__object_id=translation_key, locale_id=locale_id
    ).values_list(
        "context__path", "translation_of__data_hash", "data", "translation_type", "has_error",
        "field_error", "last_translated_by_id", "updated_at",
    )  # fmt: skip
    return {
        (place, str(name)): Typed(
            html=data,
            is_machine=kind == MACHINE,
            error=(error or _("This text cannot be used yet.")) if has_error else "",
            author_id=author_id,
            saved_at=saved_at,
        )
        for place, name, data, kind, has_error, error, author_id, saved_at in rows
    }


# ---------------------------------------------------------------- writing


def error_in(segment: Segment, html: str, max_length: int | None) -> str:
    """Return why a text cannot stand for a German sentence; empty where it can."""
    try:
        # Two parsers may read a stray bracket in two ways; this one lets none through.
        markup.clean(html)
        value = StringValue.from_translated_html(html)
    except ValueError as error:
        return str(error)
    links, found = extract_ids(segment.html), extract_ids(html)
    if found - links:
        return _("There is a link that the German text does not have.")
    if links - found:
        return _("Links of the German text that are missing here: %(count)s") % {
            "count": len(links - found)
        }
    length = len(value.render_text())
    if max_length is not None and length > max_length:
        return _("Too long: %(length)s characters, and %(limit)s fit here.") % {
            "length": length,
            "limit": max_length,
        }
    return ""


@transaction.atomic
def save(
    german: Any,
    record: TranslationRecord,
    texts: Mapping[Key, str],
    *,
    author: Any = None,
    is_machine: bool = False,
    tool: str = "",
    versions: Mapping[Key, str] | None = None,
    problems: Mapping[Key, str] | None = None,
) -> dict[Key, str]:
    """Keep what was typed, valid or not; an empty text takes the sentence back.

    Returns what is wrong with which sentence. `versions` says what the author had before her
    eyes, `problems` what whoever read her typing already found wrong with it.

    Raises:
        ConflictError: another text was saved meanwhile; nothing of this call is kept.
    """
    every = segments.segments_of(german)
    known = {(each.place, each.hash): each for each in every}
    wanted = {key: html for key, html in texts.items() if key in known}
    _require_unchanged(record, wanted, versions or {})
    found = problems or {}
    errors = {
        key: problem
        for key, html in wanted.items()
        if html
        and (
            problem := found.get(key)
            or error_in(known[key], html, segments.max_length_of(german, key[0]))
        )
    }
    _write(
        german,
        record.locale_id,
        wanted,
        errors=errors,
        author=author,
        kind=MACHINE if is_machine else MANUAL,
        tool=tool,
        known=known.values(),
    )
    recount(record.translation_key, segments.strings_of(every))
    return errors


def _require_unchanged(
    record: TranslationRecord, texts: Mapping[Key, str], versions: Mapping[Key, str]
) -> None:
    seen = {key: version for key, version in versions.items() if key in texts}
    if not seen:
        return
    stored = typed_for(record.translation_key, record.locale_id)
    for key, version in seen.items():
        now = stored.get(key)
        if now is not None and now.version != version and now.html != texts[key]:
            raise ConflictError(
                _("Somebody else has changed this sentence meanwhile: %(text)s")
                % {"text": StringValue(now.html).render_text()},
                code="changed",
                params={"key": key},
            )


def _write(
    german: Any,
    locale_id: int,
    texts: Mapping[Key, str],
    *,
    errors: Mapping[Key, str],
    author: Any,
    kind: str,
    tool: str,
    known: Iterable[Segment],
) -> None:
    segments.remember_strings(known, german.locale_id)
    places = context_ids(german, {place for place, _hash in texts})
    strings = _string_ids({name for _place, name in texts}, german.locale_id)
    now = timezone.now()
    rows, emptied = [], []
    for (place, name), html in texts.items():
        if not html:
            emptied.append((places[place], strings[name]))
            continue
        rows.append(
            StringTranslation(
                translation_of_id=strings[name],
                locale_id=locale_id,
                context_id=places[place],
                data=html,
                translation_type=kind,
                tool_name=tool,
                last_translated_by=author,
                created_at=now,
                updated_at=now,
                has_error=(place, name) in errors,
                field_error=errors.get((place, name), ""),
            )
        )
    _upsert(rows)
    for context_id, string_id in emptied:
        StringTranslation.objects.filter(
            context_id=context_id, translation_of_id=string_id, locale_id=locale_id
        ).delete()


def _upsert(rows: Collection[StringTranslation]) -> None:
    StringTranslation.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["locale", "translation_of", "context"],
        update_fields=[
            "data", "translation_type", "tool_name", "last_translated_by", "updated_at",
            "has_error", "field_error",
        ],
    )  # fmt: skip


def context_ids(german: Any, places: Iterable[str]) -> dict[str, int]:
    """Return the rows by which wagtail-localize knows places of a page; two or three queries."""
    TranslatableObject.objects.get_or_create(
        translation_key=german.translation_key,
        defaults={
            "content_type": ContentType.objects.get_for_model(german.get_translation_model())
        },
    )
    wanted = {str(TranslationContext._get_path_id(place)): place for place in places}
    rows = TranslationContext.objects.filter(object_id=german.translation_key, path_id__in=wanted)
    found = dict(rows.values_list("path", "pk"))
    missing = [place for place in wanted.values() if place not in found]
    if missing:
        TranslationContext.objects.bulk_create(
            [
                TranslationContext(
                    object_id=german.translation_key,
                    path=place,
                    path_id=TranslationContext._get_path_id(place),
                )
                for place in missing
            ],
            ignore_conflicts=True,
        )
        found = dict(rows.all().values_list("path", "pk"))
    return found


def _string_ids(hashes: Iterable[str], locale_id: int) -> dict[str, int]:
    rows = String.objects.filter(
        locale_id=locale_id, data_hash__in={uuid.UUID(name) for name in hashes}
    )
    return {str(name): pk for name, pk in rows.values_list("data_hash", "pk")}


def copy_to_successors(translation_key: uuid.UUID, pairs: Mapping[Key, str]) -> None:
    """Let the text of an old German sentence stand for the new one, in every language.

    `pairs` names for each (place, new hash) the old hash. Texts that exist already stay.
    """
    source_id = translation.source_locale_id()
    strings = _string_ids({name for _place, name in pairs} | set(pairs.values()), source_id)
    rows = StringTranslation.objects.filter(
        context__object_id=translation_key,
        translation_of_id__in=[strings[old] for old in pairs.values() if old in strings],
    ).select_related("context")
    by_old: dict[tuple[str, int], list[StringTranslation]] = {}
    for row in rows:
        by_old.setdefault((row.context.path, row.translation_of_id), []).append(row)
    StringTranslation.objects.bulk_create(
        [
            StringTranslation(
                translation_of_id=strings[new],
                locale_id=row.locale_id,
                context_id=row.context_id,
                data=row.data,
                translation_type=row.translation_type,
                tool_name=row.tool_name,
                last_translated_by_id=row.last_translated_by_id,
                created_at=row.created_at,
                updated_at=row.updated_at,
                has_error=row.has_error,
                field_error=row.field_error,
            )
            for (place, new), old in pairs.items()
            if old in strings and new in strings
            for row in by_old.get((place, strings[old]), ())
        ],
        ignore_conflicts=True,
    )


def mark_checked(record: TranslationRecord) -> None:
    """Count machine sentences of the public text as a person's: somebody has approved them.

    What a machine has written since, for German that is newer, nobody has read.
    """
    hashes = {uuid.UUID(name) for names in record.made_from.values() for name in names}
    StringTranslation.objects.filter(
        context__object_id=record.translation_key,
        context__path__in=record.made_from,
        translation_of__data_hash__in=hashes,
        locale_id=record.locale_id,
        translation_type=MACHINE,
    ).update(translation_type=MANUAL)


# ---------------------------------------------------------------- taking over text that exists


def adopt(german: Any, record: TranslationRecord, row: Any) -> None:
    """Take the text of a translated row over as sentences, where none are newer.

    For translations that were written in the ordinary editor, or loaded. Where German and
    translation of a place have a different number of sentences, nobody can say which belongs to
    which; the translator then sees the old text and types anew.
    """
    revision = row.latest_revision
    stored = typed_for(record.translation_key, record.locale_id)
    if _is_adopted(stored.values(), revision):
        return
    instance = row.get_latest_revision_as_object()
    translated: dict[str, list[Segment]] = {}
    for each in segments.segments_of(instance):
        translated.setdefault(each.place, []).append(each)
    made_from = record.made_from or segments.strings_of(segments.segments_of(german))
    german_texts = segments.texts_of_hashes(
        {name for names in made_from.values() for name in names}, german.locale_id
    )
    found: dict[Key, str] = {}
    for place, names in made_from.items():
        theirs = translated.get(place, [])
        if len(theirs) != len(names):
            continue
        for name, sentence in zip(names, theirs, strict=True):
            existing = stored.get((place, name))
            is_newer = existing and (revision is None or existing.saved_at >= revision.created_at)
            is_german = not row.live and sentence.html == german_texts.get(name)
            if not is_newer and not is_german and name in german_texts:
                found[place, name] = sentence.html
    is_machine = record.origin == TranslationRecord.Origin.MACHINE and not record.is_checked
    _write(
        german,
        record.locale_id,
        found,
        errors={},
        author=revision.user if revision is not None else None,
        kind=MACHINE if is_machine else MANUAL,
        tool="",
        known=(),
    )
    recount(record.translation_key, segments.strings_of(segments.segments_of(german)))


def _is_adopted(stored: Iterable[Typed], revision: Any) -> bool:
    """Tell whether the text was taken over before; what was emptied since then stays empty."""
    newest = max((each.saved_at for each in stored), default=None)
    return newest is not None and (revision is None or newest >= revision.created_at)


# ---------------------------------------------------------------- how far it is


def recount(translation_key: uuid.UUID, strings: segments.Strings) -> None:
    """Note in every record how many of the German sentences are done; two queries."""
    wanted = Counter((place, name) for place, names in strings.items() for name in names)
    done: Counter[int] = Counter()
    by_machine: Counter[int] = Counter()
    rows = StringTranslation.objects.filter(
        context__object_id=translation_key, has_error=False
    ).values_list("locale_id", "context__path", "translation_of__data_hash", "translation_type")
    for locale_id, place, name, kind in rows:
        count = wanted.get((place, str(name)), 0)
        done[locale_id] += count
        by_machine[locale_id] += count if kind == MACHINE else 0
    records = list(TranslationRecord.objects.filter(translation_key=translation_key))
    for record in records:
        record.sentences_done = done[record.locale_id]
        record.sentences_by_machine = by_machine[record.locale_id]
    TranslationRecord.objects.bulk_update(records, ["sentences_done", "sentences_by_machine"])


def target_languages() -> dict[str, int]:
    """Return the languages that are translated sentence by sentence, by code."""
    return {
        code: pk for code, pk in subjects.target_locale_ids().items() if not subjects.is_easy(pk)
    }
