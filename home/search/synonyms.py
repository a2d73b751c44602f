"""What the county's synonyms lead to: a word of any language, whatever language the reader has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cms.core import content_version, search_terms
from cms.core.models import SynonymGroup
from home.search.stems import stem, stems

LONGEST_PHRASE = 5


@dataclass(frozen=True)
class Group:
    """Words for the same thing, and where they lead: an office word, a page, a number."""

    kind: str
    code: str
    words: tuple[tuple[str, str], ...]


@dataclass
class Found:
    """What the words of a query lead to."""

    # The groups by the places of the words that named them: the first, and the one after the last.
    groups: list[tuple[int, int, Group]] = field(default_factory=list)

    def codes(self, kind: str) -> list[str]:
        """Return where the words lead, of one kind."""
        return list(
            dict.fromkeys(group.code for *_place, group in self.groups if group.kind == kind)
        )


def find(words: Sequence[str], codes: Sequence[str]) -> Found:
    """Return the groups that the words of a query name, alone or several together."""
    known = _groups_by_phrase()
    found = Found()
    for first in range(len(words)):
        for end in range(first + 1, min(len(words), first + LONGEST_PHRASE) + 1):
            for key in dict.fromkeys(_keys(words[first:end], codes)):
                for group in known.get(key, ()):
                    if (first, end, group) not in found.groups:
                        found.groups.append((first, end, group))
    return found


def all_words() -> dict[str, str]:
    """Return the single words of all groups by their stems."""
    return content_version.remember("synonyms for spelling", _read_all_words)


def examples(code: str) -> list[str]:
    """Return a word of a language from each group, for readers whose word found nothing.

    Violence is no example.
    """
    return [
        next(word for language, word in group.words if language == code)
        for group in _groups()
        if group.kind != "number" and any(language == code for language, _word in group.words)
    ]


def _keys(words: Sequence[str], codes: Sequence[str]) -> Iterator[str]:
    """Return what a phrase is looked up by: without spaces, for “job center” is one word too."""
    yield "".join(search_terms.fold(word) for word in words)
    for code in codes:
        yield "".join(stem(word, code) for word in words)


def _groups() -> list[Group]:
    return content_version.remember("synonym groups", _read_groups)


def _groups_by_phrase() -> dict[str, tuple[Group, ...]]:
    return content_version.remember("synonyms by phrase", _read_phrases)


def _read_groups() -> list[Group]:
    groups = []
    for target, listed in SynonymGroup.objects.values_list("target", "words"):
        kind, _colon, code = target.partition(":")
        words = [(language, str(word)) for language, each in listed.items() for word in each]
        groups.append(Group(kind=kind, code=code, words=tuple(words)))
    return groups


def _read_phrases() -> dict[str, tuple[Group, ...]]:
    phrases: dict[str, tuple[Group, ...]] = {}
    for group in _groups():
        for language, phrase in group.words:
            words = search_terms.clean(phrase).split()
            for key in dict.fromkeys(_keys(words, [language])):
                if key and group not in phrases.get(key, ()):
                    phrases[key] = (*phrases.get(key, ()), group)
    return phrases


def _read_all_words() -> dict[str, str]:
    return {
        each: word
        for group in _groups()
        for language, phrase in group.words
        if len(word := search_terms.clean(phrase)) >= LONGEST_PHRASE - 1 and " " not in word
        for each in stems(word, [language])
    }
