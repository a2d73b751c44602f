"""The county's own words for German office words, beside the sentences in which they occur."""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cms.core import translation
from cms.core.models import GlossaryTerm

# Endings by which German words change in a sentence; the longest first.
ENDINGS = ("ern", "em", "en", "er", "es", "e", "n", "s")
ENDING = f"(?:{'|'.join(ENDINGS)})?"
# Up to this length a beginning says little: “Amt” begins many words, and only “Amtes” is meant.
SHORT = 5
# What must stay of a word when its ending is taken off.
SHORTEST_STEM = 4


@dataclass(frozen=True)
class Hint:
    """A German word of the glossary, and what the county calls it in another language."""

    term: str
    equivalent: str
    explanation: str


def hints_for(texts: Mapping[str, str], locale_id: int) -> dict[str, list[Hint]]:
    """Return for each German text, by the name it was given, the words to use; two queries.

    Words that nobody has agreed on yet are left out. A sentence names each word once, in the
    order of the glossary.
    """
    entries = _german_entries()
    folded = {name: fold(text) for name, text in texts.items()}
    occurring = {
        name: [key for key, pattern in entries.items() if pattern.search(text)]
        for name, text in folded.items()
    }
    hints = _hints({key for keys in occurring.values() for key in keys}, locale_id)
    return {name: [hints[key] for key in keys if key in hints] for name, keys in occurring.items()}


def _german_entries() -> dict[uuid.UUID, re.Pattern[str]]:
    rows = GlossaryTerm.objects.filter(locale_id=translation.source_locale_id(), live=True)
    return {
        key: pattern_for([term, *aliases.split(",")])
        for key, term, aliases in rows.order_by("term").values_list(
            "translation_key", "term", "aliases"
        )
    }


def _hints(keys: Iterable[uuid.UUID], locale_id: int) -> dict[uuid.UUID, Hint]:
    rows = GlossaryTerm.objects.filter(
        translation_key__in=list(keys), locale_id=locale_id, live=True
    ).exclude(equivalent="")
    return {
        key: Hint(term, equivalent, explanation)
        for key, term, equivalent, explanation in rows.values_list(
            "translation_key", "term", "equivalent", "explanation"
        )
    }


# ---------------------------------------------------------------- finding a word in its forms


def pattern_for(names: Iterable[str]) -> re.Pattern[str]:
    """Return what finds a word in folded text under any of its names, in its usual forms."""
    wanted = [_words_pattern(fold(name).split()) for name in names if name.strip()]
    return re.compile("|".join(f"(?:{each})" for each in wanted) or r"(?!)")


def fold(text: str) -> str:
    """Return a text without capitals and dots: “Ämter” counts as a form of “Amt”."""
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("\u00ad", ""))
    return "".join(each for each in decomposed if unicodedata.category(each) != "Mn")


def _words_pattern(words: list[str]) -> str:
    return r"\b" + r"\s+".join(_word_pattern(word) for word in words)


def _word_pattern(word: str) -> str:
    if len(word) <= SHORT:
        return rf"{re.escape(word)}{ENDING}\b"
    return rf"{re.escape(_stem(word))}\w*"


def _stem(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word.removesuffix(ending)
    return word
