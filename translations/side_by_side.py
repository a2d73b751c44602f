"""German, a translated text, and what is public of it, in columns beside each other.

A text that was built from sentences is shown sentence by sentence. Leichte Sprache, and whatever
else was written in one piece, is shown field by field: nobody can say which of its sentences
answers which German one.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wagtail_localize.strings import StringValue

from translations import link_targets, segments, sentences, sources, subjects, word_diff
from translations.link_targets import LinkTarget
from translations.models import TranslatedRevision, TranslationRecord
from translations.segments import Segment, Strings
from translations.word_diff import Pieces

# The places of two lists that belong together; one of them may have no counterpart.
Pair = tuple[int | None, int | None]


@dataclass(frozen=True)
class Row:
    """A sentence, or a whole field, in German, as translated, and as readers see it today."""

    place: str
    label: str
    # What German was when the public text was made, against what it was for this one.
    german: list[Pieces]
    # What is new in the translated text, and what of the public one is gone; nothing else.
    text: list[Pieces]
    public: list[Pieces]
    is_changed: bool = False
    is_machine: bool = False
    # The words are the same, but not what is fat, slanted or a link.
    is_marked_up_anew: bool = False
    # What German has become since this text was made from it; empty where it is the same.
    german_since: list[Pieces] = field(default_factory=list)
    links: list[LinkTarget] = field(default_factory=list)


@dataclass(frozen=True)
class Comparison:
    """A text in columns, and what has to be said about it as a whole."""

    rows: list[Row]
    is_by_sentence: bool
    has_public: bool

    @property
    def changed(self) -> list[Row]:
        """Return what has to be read."""
        return [row for row in self.rows if row.is_changed or row.is_machine]

    @property
    def unchanged(self) -> list[Row]:
        """Return what is public already, word for word, and answers the same German."""
        return [row for row in self.rows if not (row.is_changed or row.is_machine)]

    @property
    def machine_count(self) -> int:
        return sum(row.is_machine for row in self.rows)

    @property
    def since_count(self) -> int:
        return sum(bool(row.german_since) for row in self.rows)


@dataclass(frozen=True)
class Version:
    """A translated text, place by place, with the German sentences it answers."""

    sentences: Mapping[str, Sequence[Segment]]
    answers: Strings

    @property
    def is_there(self) -> bool:
        return bool(self.sentences)

    def can_be_paired(self, place: str) -> bool:
        """Tell whether it is known which sentence of a place answers which German one."""
        return len(self.sentences.get(place, ())) == len(self.answers.get(place, ()))

    def at(self, place: str) -> Sequence[Segment]:
        return self.sentences.get(place, ())


NOTHING = Version({}, {})


def version_of(instance: Any, answers: Strings) -> Version:
    """Return the text of a page or record; no query for a loaded one."""
    return Version(_by_place(segments.segments_of(instance)), answers)


def _by_place(found: Iterable[Segment]) -> dict[str, list[Segment]]:
    places: dict[str, list[Segment]] = {}
    for each in found:
        places.setdefault(each.place, []).append(each)
    return places


# ---------------------------------------------------------------- what is stored


def of_revision(*, german: Any, row: Any, revision: Any, record: TranslationRecord) -> Comparison:
    """Compare a revision that was handed in with what is public, and with German.

    `row` is the public row; a handful of queries.
    """
    current = sources.current_strings(german.translation_key)
    noted = TranslatedRevision.objects.filter(pk=revision.pk).first()
    answers = (noted.made_from if noted is not None else {}) or current
    instance = revision.as_object()
    text = version_of(instance, answers)
    public = version_of(row, record.made_from or answers) if row.live else NOTHING
    table = Table(
        german=german,
        others=(instance, row),
        words=_words(answers, public.answers, current, locale_id=german.locale_id),
        current=current,
    )
    if subjects.is_easy(row.locale_id) or not _shares_places(text, current):
        return Comparison(
            list(table.fields(text, public)), is_by_sentence=False, has_public=public.is_there
        )
    typed = sentences.typed_for(german.translation_key, row.locale_id)
    machine = {key: each.html for key, each in typed.items() if each.is_machine}
    linked = [each for found in text.sentences.values() for each in found]
    known = link_targets.known_to(linked, row.locale_id)
    return Comparison(
        list(table.sentences(text, public, machine=machine, known=known)),
        is_by_sentence=True,
        has_public=public.is_there,
    )


def between(*, german: Any, old: Any, new: Any) -> list[Row]:
    """Return what differs between two revisions of a text; the older one is in column `public`.

    A handful of queries.
    """
    current = sources.current_strings(german.translation_key)
    noted = TranslatedRevision.objects.in_bulk([old.pk, new.pk])
    answers = [
        (noted[each.pk].made_from if each.pk in noted else {}) or current for each in (old, new)
    ]
    texts = [each.as_object() for each in (old, new)]
    before, after = (version_of(*each) for each in zip(texts, answers, strict=True))
    table = Table(
        german=german,
        others=tuple(texts),
        words=_words(*answers, current, locale_id=german.locale_id),
        current=current,
    )
    locale_id = texts[1].locale_id
    if subjects.is_easy(locale_id) or not _shares_places(after, current):
        rows = table.fields(after, before)
    else:
        linked = [each for found in after.sentences.values() for each in found]
        known = link_targets.known_to(linked, locale_id)
        rows = table.sentences(after, before, machine={}, known=known)
    return [row for row in rows if row.is_changed]


def since(*, german: Any, row: Any, answers: Strings) -> Comparison:
    """Show what German has become since a text in one piece was made, beside that text.

    `row` is the text as it stands in the editor. What German no longer says is marked as gone.
    """
    current = sources.current_strings(german.translation_key)
    table = Table(
        german=german,
        others=(row,),
        words=_words(answers, current, locale_id=german.locale_id),
        current=current,
    )
    text = version_of(row, current)
    rows = table.fields(text, Version(text.sentences, answers))
    return Comparison(list(rows), is_by_sentence=False, has_public=False)


def _words(*strings: Strings, locale_id: int) -> dict[str, str]:
    """Return the German sentences, without markup, that hashes stand for; one query."""
    hashes = {name for each in strings for names in each.values() for name in names}
    found = segments.texts_of_hashes(hashes, locale_id)
    return {name: StringValue(html).render_text() for name, html in found.items()}


def _shares_places(text: Version, current: Strings) -> bool:
    """Tell whether most of a text stands in the places of the German one."""
    places = set(text.sentences)
    return not places or len(places & set(current)) * 2 >= len(places)


# ---------------------------------------------------------------- the columns


@dataclass(frozen=True)
class Table:
    """Everything that rows are made from; no query."""

    german: Any
    # Where places that German has lost are still called by their names.
    others: tuple[Any, ...]
    # The German sentences by their hashes.
    words: Mapping[str, str]
    current: Strings

    def sentences(
        self,
        text: Version,
        public: Version,
        *,
        machine: Mapping[tuple[str, str], str],
        known: link_targets.Known,
    ) -> Iterator[Row]:
        """Return a row for each sentence."""
        for place in _order(text.sentences, public.sentences, text.answers, self.current):
            if text.can_be_paired(place) and public.can_be_paired(place):
                yield from self._sentences_at(place, text, public, machine, known)
            else:
                yield self._whole(place, self.label(place), [place], text, public)

    def fields(self, text: Version, public: Version) -> Iterator[Row]:
        """Return a row for each field, however many blocks it has."""
        places = _order(self.current, text.answers, public.answers)
        shown = _order(text.sentences, public.sentences)
        for name in _order(each.partition(".")[0] for each in (*places, *shown)):
            within = [place for place in places if place.partition(".")[0] == name]
            yield self._whole(name, segments.label_of(self.german, name), within, text, public)

    def label(self, place: str) -> str:
        """Return what editors call a place, also one that the German text no longer has."""
        if place in self.current:
            return segments.label_of(self.german, place)
        # Only a text that still has the block knows what kind of block it is.
        return max((segments.label_of(each, place) for each in self.others), key=len)

    def _sentences_at(
        self,
        place: str,
        text: Version,
        public: Version,
        machine: Mapping[tuple[str, str], str],
        known: link_targets.Known,
    ) -> Iterator[Row]:
        before = public.answers.get(place, []) if public.is_there else []
        now = text.answers.get(place, [])
        later = dict(pairs_of(now, self.current.get(place, [])))
        label = self.label(place)
        for old, new in pairs_of(before, now):
            yield self._sentence(
                place,
                label,
                german=(_at(before, old), _at(now, new)),
                later=_at(self.current.get(place, []), later.get(new)) if new is not None else "",
                shown=(_at(public.at(place), old), _at(text.at(place), new)),
                has_public=public.is_there,
                machine=machine,
                known=known,
            )
        for index in _unpaired(now, self.current.get(place, [])):
            words = self._german(self.current[place][index])
            yield Row(place, label, [], [], [], True, german_since=[[("added", words)]])

    def _sentence(
        self,
        place: str,
        label: str,
        *,
        german: tuple[str | None, str | None],
        later: str | None,
        shown: tuple[Segment | None, Segment | None],
        has_public: bool,
        machine: Mapping[tuple[str, str], str],
        known: link_targets.Known,
    ) -> Row:
        old_german, new_german = (self._german(name) for name in german)
        old, new = shown
        old_words, new_words = _plain(old), _plain(new)
        changes: Pieces = [("same", new_words)]
        if has_public:
            changes = word_diff.words(old_words, new_words)
        is_same = old is not None and new is not None and _is_same(old, new)
        name = german[1] or ""
        return Row(
            place=place,
            label=label,
            german=[word_diff.words(old_german if has_public else new_german, new_german)],
            text=[_without(changes, "removed")] if new is not None else [],
            public=[_without(changes, "added")] if old is not None else [],
            is_changed=not is_same or german[0] != german[1],
            is_machine=new is not None and machine.get((place, name)) == new.html,
            is_marked_up_anew=has_public and not is_same and old_words == new_words,
            german_since=self._since(name, later) if new is not None else [],
            links=known.targets_of(new) if new is not None else [],
        )

    def _whole(
        self, name: str, label: str, places: Sequence[str], text: Version, public: Version
    ) -> Row:
        """Return a row for several places at once."""
        has_public = public.is_there
        before = _all(public.answers if has_public else text.answers, places)
        now = _all(text.answers, places)
        old, new = _within(public.sentences, name), _within(text.sentences, name)
        shown = _paragraphs(
            [each.text for each in old] if has_public else None, [each.text for each in new]
        )
        is_same = [(e.html, e.attributes) for e in old] == [(e.html, e.attributes) for e in new]
        german = self._paragraphs(before, now)
        return Row(
            place=name,
            label=label,
            german=german,
            text=[kept for each in shown if (kept := _without(each, "removed"))],
            public=[kept for each in shown if (kept := _without(each, "added"))]
            if has_public
            else [],
            is_changed=not (is_same and before == now),
            is_marked_up_anew=has_public and not is_same and not _has_changes(shown),
            german_since=self._since_of(now, _all(self.current, places)),
        )

    def _paragraphs(self, before: Sequence[str], now: Sequence[str]) -> list[Pieces]:
        return _paragraphs([self._german(each) for each in before], [self._german(e) for e in now])

    def _since(self, name: str, later: str | None) -> list[Pieces]:
        if not name or later == name:
            return []
        return [word_diff.words(self._german(name), self._german(later))]

    def _since_of(self, answered: Sequence[str], current: Sequence[str]) -> list[Pieces]:
        if sorted(answered) == sorted(current):
            return []
        return [each for each in self._paragraphs(answered, current) if _has_changes([each])]

    def _german(self, name: str | None) -> str:
        return self.words.get(name, "") if name else ""


# ---------------------------------------------------------------- what belongs together


def pairs_of(old: Sequence[Any], new: Sequence[Any]) -> list[Pair]:
    """Return which entry of an old list stands where which entry of a new one does."""
    found: list[Pair] = []
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    for _kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        length = max(old_to - old_from, new_to - new_from)
        for step in range(length):
            before = old_from + step if old_from + step < old_to else None
            after = new_from + step if new_from + step < new_to else None
            found.append((before, after))
    return found


def _unpaired(old: Sequence[Any], new: Sequence[Any]) -> list[int]:
    return [after for before, after in pairs_of(old, new) if before is None and after is not None]


def _paragraphs(old: Sequence[str] | None, new: Sequence[str]) -> list[Pieces]:
    """Return paragraphs with their changed words; plain ones where there is nothing to compare."""
    if old is None:
        return [[("same", text)] for text in new]
    return [
        word_diff.words(_at(old, before) or "", _at(new, after) or "")
        for before, after in pairs_of(old, new)
    ]


def _order(*places: Iterable[str]) -> list[str]:
    """Return the places of several texts, each once, in the order of the first that has it."""
    return list(dict.fromkeys(place for each in places for place in each))


def _within(sentences_of: Mapping[str, Sequence[Segment]], name: str) -> list[Segment]:
    """Return the sentences of a place, or of all places in a field."""
    return [
        each
        for place, found in sentences_of.items()
        if place == name or place.startswith(f"{name}.")
        for each in found
    ]


def _all(strings: Strings, places: Iterable[str]) -> list[str]:
    return [name for place in places for name in strings.get(place, ())]


def _at(found: Sequence[Any], index: int | None) -> Any:
    return None if index is None else found[index]


def _is_same(one: Segment, other: Segment) -> bool:
    return (one.html, dict(one.attributes)) == (other.html, dict(other.attributes))


def _plain(segment: Segment | None) -> str:
    return segment.text if segment is not None else ""


def _without(pieces: Pieces, kind: str) -> Pieces:
    kept: Pieces = []
    for change, text in pieces:
        if change == kind:
            continue
        if kept and kept[-1][0] == change:
            text = kept.pop()[1] + text
        kept.append((change, text))
    return kept


def _has_changes(paragraphs: Iterable[Pieces]) -> bool:
    return any(change != "same" for each in paragraphs for change, _text in each)
