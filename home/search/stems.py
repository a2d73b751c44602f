# ruff: noqa: RUF001 - letters of other scripts are the subject here
"""The part of a word that stays when the word changes in a sentence, for each language.

PostgreSQL has no rules for Ukrainian, SQLite none at all. These few take off the commonest
endings; what they take off too much or too little, the search for beginnings of words makes up.
Texts and queries go the same way, so a stem need not be a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

from cms.core.search_terms import fold

SHORTEST = 3

GERMAN = ("ern", "em", "en", "er", "es", "e")
ENGLISH = ("ings", "ing", "s")
FRENCH = ("es", "s", "x", "e")
TURKISH = ("ları", "leri", "lar", "ler")
UKRAINIAN = (
    "ями", "ами", "ові", "еві", "єві", "ого", "ому", "ими", "їми",
    "ою", "ею", "єю", "ям", "ам", "ах", "ях", "ів", "їв", "ий", "ій", "им", "ім", "їм", "их", "їх",
    "ої", "ію", "ія", "ії",
    "а", "я", "о", "е", "є", "и", "і", "ї", "у", "ю", "й", "ь",
)  # fmt: skip
RUSSIAN = (
    "иями", "ями", "ами", "ого", "его", "ому", "ему", "ыми", "ими", "иях", "иям",
    "ою", "ею", "ям", "ам", "ах", "ях", "ов", "ев", "ей", "ий", "ый", "ой", "ая", "яя", "ое", "ее",
    "ые", "ие", "ую", "юю", "ом", "ем", "ым", "им", "ых", "их", "ию", "ия", "ии",
    "а", "я", "о", "е", "ё", "и", "ы", "у", "ю", "й", "ь",
)  # fmt: skip
CYRILLIC_REST = "аяоеєиіїуюйьёы"
ARABIC_BEGINNINGS = ("وال", "بال", "كال", "فال", "لل", "ال")
ARABIC_ENDINGS = ("ات", "ون", "ين", "ان", "يه", "ها", "ه", "ي")
PERSIAN_ENDINGS = ("هايي", "هاي", "ها")


@lru_cache(maxsize=50_000)
def stem(word: str, code: str) -> str:
    """Return the stem of a word in a text of a language; a foreign word follows its script."""
    return _RULES.get(_language_of(word, code), fold)(word)


def stems(word: str, codes: Iterable[str]) -> tuple[str, ...]:
    """Return the stems that a word can have in any of the languages, each once."""
    return tuple(dict.fromkeys(stem(word, code) for code in codes))


def _language_of(word: str, code: str) -> str:
    script = _script(word)
    language = code.partition("-")[0]
    if language in _LANGUAGES.get(script, ()):
        return language
    return _LANGUAGES.get(script, ("",))[0]


def _script(word: str) -> str:
    for char in word:
        if char.isalpha():
            return unicodedata.name(char, "").partition(" ")[0]
    return ""


# The first of each script is meant where a word stands in a text of another script.
_LANGUAGES = {
    "LATIN": ("de", "en", "fr", "tr", "ku", "so"),
    "CYRILLIC": ("uk", "ru"),
    "ARABIC": ("ar", "fa"),
}


def _without(word: str, endings: tuple[str, ...], shortest: int = SHORTEST) -> str:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            return word.removesuffix(ending)
    return word


def _german(word: str) -> str:
    word = re.sub("innen$", "in", word.casefold())
    shorter = _without(word, GERMAN)
    if shorter == word and word[-2:] in {"ln", "rn"}:
        shorter = word[:-1]
    # “die Kitas”, “des Lehrers”; not “Haus”, “Kreis” and “Sprachkurs” themselves.
    if shorter.endswith(("us", "is", "ss", "kurs")):
        return fold(shorter)
    return fold(_without(shorter, ("s",)))


def _english(word: str) -> str:
    word = re.sub("ies$", "y", word.casefold())
    if word.endswith(("ss", "us", "is")):
        return fold(word)
    return fold(_without(word, ENGLISH))


def _by_endings(endings: tuple[str, ...]) -> Callable[[str], str]:
    return lambda word: fold(_without(word.casefold(), endings))


def _cyrillic(endings: tuple[str, ...]) -> Callable[[str], str]:
    def rule(word: str) -> str:
        shorter = _without(word.casefold(), endings)
        while len(shorter) > SHORTEST and shorter[-1] in CYRILLIC_REST:
            shorter = shorter[:-1]
        return fold(shorter)

    return rule


def _arabic(word: str) -> str:
    word = fold(word)
    for beginning in ARABIC_BEGINNINGS:
        if word.startswith(beginning) and len(word) - len(beginning) >= SHORTEST:
            word = word.removeprefix(beginning)
            break
    return _without(word, ARABIC_ENDINGS)


def _persian(word: str) -> str:
    return _without(fold(word), PERSIAN_ENDINGS)


_RULES: dict[str, Callable[[str], str]] = {
    "de": _german,
    "en": _english,
    "fr": _by_endings(FRENCH),
    "tr": _by_endings(TURKISH),
    "uk": _cyrillic(UKRAINIAN),
    "ru": _cyrillic(RUSSIAN),
    "ar": _arabic,
    "fa": _persian,
}
