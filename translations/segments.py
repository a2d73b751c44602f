"""The text of a page or record as single sentences, and where in it each of them stands.

wagtail-localize takes the text apart; this module names the pieces in one way for everybody:
by their place (“title”, “body.<block id>”) and their position in it. A sentence is known by the
hash of its text, so that a paragraph that only moved counts as unchanged.
"""

from __future__ import annotations

import difflib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail_localize.models import String
from wagtail_localize.segments import StringSegmentValue, TemplateSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import StringValue

from translations.models import SourceText, TranslatedRevision, TranslationRecord

# {place: [hash, …]}, as stored in SourceText and TranslationRecord.
Strings = dict[str, list[str]]

# A statement can name only so many rows.
FORGOTTEN_AT_ONCE = 500


@dataclass(frozen=True)
class Segment:
    """One sentence or paragraph of a text, with its inline markup but without addresses."""

    place: str
    position: int
    html: str
    order: int
    # {"a1": {"href": "…"}}: what the links in it lead to.
    attributes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    # Whether it can hold links and fat words; else it is words only.
    is_rich: bool = False

    @property
    def hash(self) -> str:
        """Return what the sentence is known by, in every place and on every page."""
        return hash_of(self.html)

    @property
    def key(self) -> str:
        """Return a name that is unique within the page."""
        return f"{self.place}:{self.position}"

    @property
    def text(self) -> str:
        """Return the sentence without markup; line breaks stay."""
        return StringValue(self.html).render_text()

    @property
    def field_name(self) -> str:
        """Return the name of the model's field it belongs to."""
        return self.place.partition(".")[0]

    @property
    def block_id(self) -> str:
        """Return the id of the outermost block it belongs to; empty outside of a body."""
        return self.place.partition(".")[2].partition(".")[0]


def hash_of(html: str) -> str:
    """Return the hash under which wagtail-localize stores a sentence."""
    return str(String._get_data_hash(html))


def segments_of(instance: Any) -> list[Segment]:
    """Return the sentences of a page or record in reading order; no query for a loaded one.

    Numbers, times and addresses are no sentences: they are the same in every language.
    """
    found: list[Segment] = []
    counts: dict[str, int] = {}
    rich_places: set[str] = set()
    for value in extract_segments(instance):
        # Of a rich text its frame comes first, then the sentences in it.
        if isinstance(value, TemplateSegmentValue):
            rich_places.add(value.path)
        if not isinstance(value, StringSegmentValue):
            continue
        # Counted even when left out, because the position says which string of a rich text it is.
        position = counts.get(value.path, 0)
        counts[value.path] = position + 1
        if not _has_letters(value.string.data):
            continue
        found.append(
            Segment(
                place=value.path,
                position=position,
                html=value.string.data,
                order=value.order,
                attributes=value.attrs or {},
                is_rich=value.path in rich_places,
            )
        )
    return found


def strings_of(segments: Iterable[Segment]) -> Strings:
    """Return the hashes of a text, place by place."""
    strings: Strings = {}
    for segment in segments:
        strings.setdefault(segment.place, []).append(segment.hash)
    return strings


def count_words(segments: Iterable[Segment]) -> int:
    """Return how many words there are to translate."""
    return sum(len(segment.text.split()) for segment in segments)


def remember_strings(segments: Iterable[Segment], locale_id: int) -> None:
    """Make sure that each sentence can be found by its hash later; two queries."""
    texts = {segment.hash: segment.html for segment in segments}
    known = set(
        String.objects.filter(locale_id=locale_id, data_hash__in=texts).values_list(
            "data_hash", flat=True
        )
    )
    String.objects.bulk_create(
        [
            String(locale_id=locale_id, data_hash=uuid.UUID(name), data=html)
            for name, html in texts.items()
            if uuid.UUID(name) not in known
        ],
        ignore_conflicts=True,
    )


def texts_of_hashes(hashes: Iterable[str], locale_id: int) -> dict[str, str]:
    """Return the sentences that hashes stand for; one query."""
    wanted = {uuid.UUID(each) for each in hashes}
    if not wanted:
        return {}
    rows = String.objects.filter(locale_id=locale_id, data_hash__in=wanted)
    return {str(name): data for name, data in rows.values_list("data_hash", "data")}


def forget_unused_strings() -> int:
    """Delete the sentences that nothing says, answers or translates; return how many went.

    For whoever takes many texts away at once, and for the nightly check: what pages leave behind
    when they are deleted one by one is found there.
    """
    needed = {
        name
        for texts in (
            SourceText.objects.values_list("strings", flat=True),
            TranslationRecord.objects.values_list("made_from", flat=True),
            TranslatedRevision.objects.values_list("made_from", flat=True),
        )
        for strings in texts.iterator()
        for hashes in strings.values()
        for name in hashes
    }
    idle = String.objects.filter(translations=None, segments=None)
    unused = [pk for pk, name in idle.values_list("pk", "data_hash") if str(name) not in needed]
    for start in range(0, len(unused), FORGOTTEN_AT_ONCE):
        # Asked again: somebody may have typed a translation meanwhile.
        idle.filter(pk__in=unused[start : start + FORGOTTEN_AT_ONCE]).delete()
    return len(unused)


def changed_places(made_from: Strings, current: Strings) -> list[str]:
    """Return the places whose German text is another one than a translation was made from.

    The order of paragraphs within a place does not count, nor does their number of spaces.
    """
    return sorted(
        place
        for place in {*made_from, *current}
        if sorted(made_from.get(place, ())) != sorted(current.get(place, ()))
    )


def predecessors(old: Sequence[str], new: Sequence[str]) -> dict[str, str]:
    """Return, for each new sentence of a place, the old one that stood where it stands."""
    found: dict[str, str] = {}
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind == "replace":
            found.update(zip(new[new_from:new_to], old[old_from:old_to], strict=False))
    return found


def _has_letters(html: str) -> bool:
    return any(letter.isalpha() for letter in StringValue(html).render_text())


# ---------------------------------------------------------------- what a place is called


def label_of(instance: Any, place: str) -> str:
    """Return what an editor calls the place of a sentence, such as “Title” or “Body: Heading”."""
    name, *rest = place.split(".")
    try:
        found = instance._meta.get_field(name)
    except FieldDoesNotExist:
        return name
    if isinstance(found, StreamField):
        value = found.value_from_object(instance)
        return _join(found.verbose_name, _block_label(value, rest))
    if isinstance(found, models.ManyToOneRel):
        child = _child_at(instance, found, rest)
        inner = label_of(child, ".".join(rest[1:])) if child is not None else ""
        return _join(found.related_model._meta.verbose_name, inner)
    return _capital(found.verbose_name)


def max_length_of(instance: Any, place: str) -> int | None:
    """Return how many characters fit in a place; nothing where there is no limit."""
    name, *rest = place.split(".")
    try:
        found = instance._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    if isinstance(found, StreamField):
        block = _block_at(found.value_from_object(instance), rest)
        limit = getattr(getattr(block, "field", None), "max_length", None)
    elif isinstance(found, models.ManyToOneRel):
        child = _child_at(instance, found, rest)
        return max_length_of(child, ".".join(rest[1:])) if child is not None else None
    else:
        limit = found.max_length
    return int(limit) if limit else None


def _child_at(instance: Any, relation: models.ManyToOneRel, path: Sequence[str]) -> Any:
    """Return what a path names in a child relation, such as a module of a training.

    Its class says all there is to know about a field, and costs no query; of a stream only the
    row itself knows the blocks.
    """
    if len(path) < 2:
        return None
    child: Any = relation.related_model
    try:
        is_stream = isinstance(child._meta.get_field(path[1]), StreamField)
    except FieldDoesNotExist:
        return None
    if not is_stream:
        return child
    children = getattr(instance, relation.get_accessor_name() or relation.name).all()
    return next((row for row in children if str(row.translation_key) == path[0]), None)


def _block_label(value: Any, path: Sequence[str]) -> str:
    for child in value:
        if path and child.id == path[0]:
            return str(child.block.label or child.block_type)
    return ""


def _block_at(value: Any, path: Sequence[str]) -> Any:
    """Return the definition of the block at a path within a stream, a list or a struct."""
    if not path:
        return None
    head, *rest = path
    definition, inner = _step(value, head)
    if definition is None or not rest:
        return definition
    return _block_at(inner, rest)


def _step(value: Any, head: str) -> tuple[Any, Any]:
    if isinstance(value, blocks.StructValue):
        return value.block.child_blocks.get(head), value.get(head)
    children = value.bound_blocks if isinstance(value, blocks.list_block.ListValue) else value
    if not isinstance(value, blocks.StreamValue | blocks.list_block.ListValue):
        return None, None
    for child in children:
        if child.id == head:
            return child.block, child.value
    return None, None


def _join(first: Any, second: str) -> str:
    return f"{_capital(first)}: {second}" if second else _capital(first)


def _capital(text: Any) -> str:
    words = str(text)
    return words[:1].upper() + words[1:]
