"""What a translator needs to know about each sentence: one card for each, in reading order."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

from django.db import models
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail_localize.models import StringTranslation

from translations import glossary_hints, inline_markup, link_targets, segments, sentences, word_diff
from translations.glossary_hints import Hint
from translations.link_targets import LinkTarget
from translations.models import TranslationRecord
from translations.segments import Segment
from translations.sentences import Key, Typed

# Two German sentences with fewer words in common are not two versions of one.
LEAST_ALIKE = 0.4


class State(models.TextChoices):
    """How far one sentence is."""

    MISSING = "missing", gettext_lazy("missing")
    CHANGED = "changed", gettext_lazy("German text changed")
    MACHINE = "machine", gettext_lazy("machine draft, please check")
    WRONG = "wrong", gettext_lazy("needs a correction")
    DONE = "done", gettext_lazy("done")


@dataclass(frozen=True)
class Mark:
    """A button that puts signs around the chosen words."""

    label: str
    before: str
    after: str
    # What stands between them where nothing is chosen.
    words: str = ""


@dataclass(frozen=True)
class Old:
    """The sentence that stood there before, in German and as it was translated."""

    changes: word_diff.Pieces
    text: str


@dataclass(frozen=True)
class Card:
    """One sentence, what stands for it, and what helps to translate it."""

    segment: Segment
    label: str
    typed: Typed | None = None
    limit: int | None = None
    links: Sequence[LinkTarget] = ()
    terms: Sequence[Hint] = ()
    old: Old | None = None
    # What was written for the same German sentence on another page.
    elsewhere: str = ""
    # How often the sentence stands in this place.
    count: int = 1
    # What was typed and could not be saved, and what somebody else has saved instead.
    unsaved: str | None = None
    conflict: Typed | None = None

    @property
    def key(self) -> Key:
        return self.segment.place, self.segment.hash

    @property
    def name(self) -> str:
        """Return by what name the form knows this sentence."""
        return name_of(self.key)

    @property
    def anchor(self) -> str:
        """Return the id under which the page can be opened at this sentence."""
        return anchor_of(self.name)

    @property
    def version(self) -> str:
        return self.typed.version if self.typed else ""

    @property
    def stored_text(self) -> str:
        """Return what was saved last, as translators see it."""
        return shown(self.segment, self.typed) if self.typed else ""

    @property
    def text(self) -> str:
        """Return what stands in the field."""
        return self.stored_text if self.unsaved is None else self.unsaved

    @property
    def problem(self) -> str:
        return self.typed.error if self.typed else ""

    @property
    def other_text(self) -> str:
        """Return what somebody else has saved meanwhile."""
        return shown(self.segment, self.conflict) if self.conflict else ""

    @property
    def state(self) -> State:
        if self.typed is None:
            return State.MISSING if self.old is None else State.CHANGED
        if self.typed.error:
            return State.WRONG
        return State.MACHINE if self.typed.is_machine else State.DONE

    @property
    def state_when_empty(self) -> State:
        return State.MISSING if self.old is None else State.CHANGED

    @property
    def is_open(self) -> bool:
        return self.state != State.DONE

    @cached_property
    def german(self) -> SafeString:
        """Return the German sentence to be looked at."""
        return inline_markup.to_display(self.segment.html)

    @cached_property
    def german_text(self) -> str:
        """Return the German sentence as one would type it."""
        return written(self.segment, self.segment.html)

    @cached_property
    def rows(self) -> int:
        """Return how tall the field is before anybody types."""
        longest = max(len(self.german_text), len(self.text))
        return min(12, max(2, longest // 45 + self.german_text.count("\n") + 1))

    @cached_property
    def marks(self) -> list[Mark]:
        """Return buttons for what the German sentence has; others would only be in the way."""
        if not self.segment.is_rich:
            return []
        found = [
            Mark(label, sign, sign)
            for tag, sign, label in (("b", "**", _("Bold")), ("i", "__", _("Italic")))
            if inline_markup.has_tag(self.segment.html, tag)
        ]
        found += [
            Mark(f"<{tag}>", f"{{{{{tag}|", "}}")
            for tag in inline_markup.NAMED_TAGS
            if tag not in inline_markup.TOGGLES and inline_markup.has_tag(self.segment.html, tag)
        ]
        links = inline_markup.links_in(self.segment.html)
        return found + [
            Mark(_("Link %(number)s") % {"number": link.number}, f"[[{link.number}|", "]]")
            for link in links
        ]


@dataclass(frozen=True)
class Progress:
    """How far a text is, counted in sentences."""

    total: int
    done: int
    open: int

    @property
    def percent(self) -> int:
        return round(100 * self.done / self.total) if self.total else 100


def name_of(key: Key) -> str:
    """Return the name of a sentence in forms and addresses."""
    place, name = key
    return f"{place}:{name}"


def key_of(name: str) -> Key:
    """Return the sentence that a name stands for."""
    place, _colon, digest = name.rpartition(":")
    return place, digest


def anchor_of(name: str) -> str:
    """Return the id of a sentence on the page."""
    return f"s-{name}"


def written(segment: Segment, html: str) -> str:
    """Return a stored text as a translator types it for this sentence."""
    return inline_markup.to_notation(html) if segment.is_rich else inline_markup.to_plain(html)


def shown(segment: Segment, typed: Typed) -> str:
    """Return what was typed, the way it was typed: also where its signs did not fit together."""
    if segment.is_rich and typed.error:
        as_typed = inline_markup.to_notation(typed.html, guarded=False)
        again = inline_markup.from_notation(as_typed, german_html=segment.html)
        if again.html == typed.html:
            return as_typed
    return written(segment, typed.html)


# ---------------------------------------------------------------- making the cards


def cards_of(german: Any, record: TranslationRecord) -> list[Card]:
    """Return a card for each sentence; the same few queries however many there are."""
    found = _unique(segments.segments_of(german))
    typed = sentences.typed_for(record.translation_key, record.locale_id)
    missing = [segment for segment, _count in found if _key(segment) not in typed]
    old = _old_texts(german, record, missing, typed)
    elsewhere = _written_elsewhere(german, record.locale_id, missing)
    links = link_targets.known_to((segment for segment, _count in found), record.locale_id)
    terms = glossary_hints.hints_for(
        {segment.key: segment.text for segment, _count in found}, record.locale_id
    )
    return [
        Card(
            segment=segment,
            label=segments.label_of(german, segment.place),
            typed=typed.get(_key(segment)),
            limit=segments.max_length_of(german, segment.place),
            links=links.targets_of(segment),
            terms=terms[segment.key],
            old=old.get(_key(segment)),
            elsewhere=elsewhere.get(segment.hash, ""),
            count=count,
        )
        for segment, count in found
    ]


def plain_cards_of(german: Any, record: TranslationRecord) -> list[Card]:
    """Return the cards with what was typed and nothing else; one query."""
    typed = sentences.typed_for(record.translation_key, record.locale_id)
    return [
        Card(segment=segment, label="", typed=typed.get(_key(segment)), count=count)
        for segment, count in _unique(segments.segments_of(german))
    ]


def progress_of(cards: Iterable[Card]) -> Progress:
    """Return how far a text is; a machine's sentence counts once somebody has looked at it."""
    counted = [(card.state, card.count) for card in cards]
    return Progress(
        total=sum(count for _state, count in counted),
        done=sum(count for state, count in counted if state == State.DONE),
        open=sum(count for state, count in counted if state != State.DONE),
    )


def grouped(cards: Iterable[Card]) -> list[tuple[str, list[Card]]]:
    """Return the cards place by place, each with its name; neighbours of one name go together."""
    return [(label, list(group)) for label, group in groupby(cards, key=lambda card: card.label)]


def _key(segment: Segment) -> Key:
    return segment.place, segment.hash


def _unique(found: Iterable[Segment]) -> list[tuple[Segment, int]]:
    """Return each sentence once: two equal ones in one place have one translation."""
    first: dict[Key, Segment] = {}
    counts: dict[Key, int] = {}
    for segment in found:
        first.setdefault(_key(segment), segment)
        counts[_key(segment)] = counts.get(_key(segment), 0) + 1
    return [(segment, counts[key]) for key, segment in first.items()]


# ---------------------------------------------------------------- what stood there before


@dataclass
class _Before:
    """The German sentences that stood in a place and stand there no more, with their texts."""

    germans: Mapping[str, str]
    typed: Mapping[Key, Typed]
    # By place, the one that was translated last at the end.
    gone: dict[str, list[str]] = field(default_factory=dict)

    def most_alike(self, segment: Segment, *, is_alone: bool) -> str | None:
        """Return the old sentence that this one was probably made from."""
        candidates = [name for name in self.gone.get(segment.place, ()) if name in self.germans]
        if is_alone and candidates:
            return candidates[-1]
        alike = {name: _likeness(self.germans[name], segment.html) for name in candidates}
        best = max(alike, key=alike.__getitem__, default=None)
        return best if best is not None and alike[best] >= LEAST_ALIKE else None


def _old_texts(
    german: Any,
    record: TranslationRecord,
    missing: Sequence[Segment],
    typed: Mapping[Key, Typed],
) -> dict[Key, Old]:
    """Return what stood where sentences without a text stand now; one query."""
    if not missing:
        return {}
    current = segments.strings_of(segments.segments_of(german))
    replaced = {
        (place, new): old
        for place, names in current.items()
        for new, old in segments.predecessors(record.made_from.get(place, []), names).items()
    }
    gone = dict(_gone(typed, current))
    wanted = {*replaced.values(), *(name for names in gone.values() for name in names)}
    before = _Before(segments.texts_of_hashes(wanted, german.locale_id), typed, gone)
    found = {}
    for segment in missing:
        is_alone = len(current[segment.place]) == 1
        name = replaced.get(_key(segment)) or before.most_alike(segment, is_alone=is_alone)
        if name is not None and name in before.germans:
            found[_key(segment)] = _old(segment, name, before)
    return found


def _old(segment: Segment, name: str, before: _Before) -> Old:
    german = inline_markup.to_plain(before.germans[name])
    old = before.typed.get((segment.place, name))
    return Old(
        changes=word_diff.words(german, segment.text),
        text=shown(segment, old) if old is not None else "",
    )


def _gone(typed: Mapping[Key, Typed], current: segments.Strings) -> Iterator[tuple[str, list[str]]]:
    """Yield for each place what was translated there and is no longer in the German text."""
    places: dict[str, list[str]] = {}
    for place, name in sorted(typed, key=lambda key: typed[key].saved_at):
        if place in current and name not in current[place]:
            places.setdefault(place, []).append(name)
    yield from places.items()


def _likeness(one: str, other: str) -> float:
    """Return which share of their words two sentences have in common."""
    first, second = _words(one), _words(other)
    if not first or not second:
        return 0.0
    return 2 * len(first & second) / (len(first) + len(second))


def _words(html: str) -> set[str]:
    return set(inline_markup.to_plain(html).casefold().split())


def _written_elsewhere(german: Any, locale_id: int, missing: Sequence[Segment]) -> dict[str, str]:
    """Return what people have written for the same sentences in other places; one query."""
    by_hash = {segment.hash: segment for segment in missing}
    if not by_hash:
        return {}
    rows = (
        StringTranslation.objects.filter(
            locale_id=locale_id,
            translation_of__locale_id=german.locale_id,
            translation_of__data_hash__in=[uuid.UUID(name) for name in by_hash],
            translation_type=sentences.MANUAL,
            has_error=False,
        )
        .order_by("updated_at")
        .values_list("translation_of__data_hash", "data")
    )
    return {str(name): written(by_hash[str(name)], html) for name, html in rows}
