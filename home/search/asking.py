# ruff: noqa: RUF001 - letters of other scripts are words here
"""What a reader asks: her words, in which languages they may be, and what else to look for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from cms.core import search_terms, translation
from home.search import synonyms, vocabulary
from home.search.questions import All, Question, Word, all_of, any_of
from home.search.stems import stem, stems

MOST_WORDS = 8
# What begins with one or two letters is too much to be meant.
SHORTEST_BEGINNING = 3

# Words that stand in every text; a query of nothing else keeps them.
EVERYWHERE = frozenset(
    """
    der die das den dem des ein eine einen einem einer und oder in im ins an am auf aus bei fur mit
    nach von vom zu zum zur ist sind wo wie was wer wann ich wir sie es man mein meine gibt kann
    the a an and or of to for from at on with is are where how what who when i my we can do
    і й та або в у на з із за до від для про як де що хто коли я ми є мій моя мне мой и или с к от
    في من على الى عن مع هل اين كيف ماذا متى هو هي انا و او
    le la les un une et ou de du des a au aux en dans pour ve ile bir icin
    """.split()  # noqa: SIM905 - a list of words reads best as words
)


@dataclass(frozen=True)
class Asked:
    """The words of a query as they were typed, without signs."""

    words: tuple[str, ...]

    @classmethod
    def of(cls, query: str) -> Asked:
        """Read a query; words that stand everywhere count only where there are no others."""
        typed = search_terms.clean(query).split()
        telling = [word for word in typed if search_terms.fold(word) not in EVERYWHERE]
        return cls(tuple((telling or typed)[:MOST_WORDS]))

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The languages the words may be in: the reader's own first."""
        served = [each.code for each in translation.served_languages()]
        return tuple(dict.fromkeys([translation.active_code(), *served]))

    @cached_property
    def slots(self) -> tuple[tuple[str, ...], ...]:
        """The stems that each word may have."""
        found = [_without_empty(stems(word, self.codes)) for word in self.words]
        return tuple(slot for slot in found if slot)

    @cached_property
    def stems(self) -> frozenset[str]:
        """All stems of all words."""
        return frozenset(each for slot in self.slots for each in slot)

    @cached_property
    def synonyms(self) -> synonyms.Found:
        """What the words lead to."""
        return synonyms.find(self.words, self.codes)

    # ------------------------------------------------------------ questions

    def narrow(self) -> Question:
        """Ask for every word, or for two neighbours written as one."""
        slots = [_beginnings(slot) for slot in self.slots]
        return any_of([all_of(slots), *self._with_neighbours_joined(slots)])

    def wide(self) -> Question:
        """Ask for every word, or what it means elsewhere: synonyms, compounds, their parts."""
        slots = self._wide_slots()
        questions = [all_of(slots), *self._with_neighbours_joined(slots)]
        for first, end, group in self.synonyms.groups:
            if end - first > 1 and end <= len(slots):
                questions.append(all_of([*slots[:first], _phrases(group), *slots[end:]]))
        return any_of(questions)

    def loose(self) -> Question:
        """Ask for any of the words."""
        return any_of(self._wide_slots())

    def _wide_slots(self) -> list[Question]:
        parts = vocabulary.parts_of({stem(word, "de") for word in self.words})
        compounds = vocabulary.compounds_of(self.stems)
        found = []
        for place, slot in enumerate(self.slots):
            choices = [_beginnings(slot)]
            for each in slot:
                choices += [Word(compound) for compound in compounds.get(each, ())]
                if each in parts:
                    choices.append(All(tuple(_beginnings([part]) for part in parts[each])))
            for first, end, group in self.synonyms.groups:
                if (first, end) == (place, place + 1):
                    choices.append(_phrases(group))
            found.append(any_of(choices))
        return found

    def _with_neighbours_joined(self, slots: Sequence[Question]) -> list[Question]:
        """“Kinder Betreuung” is “Kinderbetreuung” too."""
        if len(self.words) != len(slots):
            return []
        joined = []
        for place, (one, other) in enumerate(pairwise(self.words)):
            word = _beginnings(_without_empty(stems(one + other, self.codes)))
            joined.append(all_of([*slots[:place], word, *slots[place + 2 :]]))
        return joined


def _without_empty(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(each for each in found if each)


def _beginnings(found: Iterable[str]) -> Question:
    """Ask for words with these stems; the words themselves count more than longer ones."""
    choices: list[Question] = []
    for each in found:
        choices.append(Word(each))
        if len(each) >= SHORTEST_BEGINNING:
            choices.append(Word(each, is_beginning=True))
    return any_of(choices)


def _phrases(group: synonyms.Group) -> Question:
    phrases = []
    for language, phrase in group.words:
        found = _without_empty(stem(word, language) for word in search_terms.clean(phrase).split())
        if found:
            phrases.append(all_of(Word(each, len(each) > SHORTEST_BEGINNING) for each in found))
    return any_of(phrases)
