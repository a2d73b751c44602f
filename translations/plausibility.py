"""Doubts about a text that somebody else has translated: guesses, said aloud, never certainties.

A doubtful sentence is not taken over unless a person says so. What is certainly wrong (broken
markup, too long) is not decided here; see sentences.error_in and translations.markup.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.core.languages import language


@dataclass(frozen=True)
class Doubt:
    """Something about a text that can hardly be meant."""

    problem: str
    advice: str


# How Unicode begins the names of the letters of a script.
SCRIPTS = {"Latn": "LATIN", "Cyrl": "CYRILLIC", "Arab": "ARABIC", "Ethi": "ETHIOPIC"}
# A name or an abbreviation in other letters is no wrong language.
FEWEST_LETTERS = 4
# Words that no other language of the site has, not even as another word.
GERMAN_WORDS = frozenset(
    """
    aber auch auf bei beim das der durch ein eine einen einer eines für haben ihr ihre ihren ist
    kann können mit nach nicht oder sich sie sind über und vom wenn werden wir wird zum zur
    """.split()  # noqa: SIM905 - thirty quotes less to read
)
FEWEST_GERMAN_WORDS = 3
# Letters that one of two languages with the same script has and the other has not.
OWN_LETTERS = {
    "uk": frozenset("іїєґ"),
    "ru": frozenset("ыэёъ"),
    "ar": frozenset("ةيكىأإ"),
    "fa": frozenset("پچژگکی"),
}
NEIGHBOURS = {"uk": "ru", "ru": "uk", "ar": "fa", "fa": "ar"}

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"']*[\w/]", re.IGNORECASE)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
PHONE = re.compile(r"(?:\+|\b0)\d[\d\s()/–-]{4,}\d")
TIME = re.compile(r"\b([01]?\d|2[0-4])[:.]([0-5]\d)\b(?!\.)")
HOUR = re.compile(r"\b([01]?\d|2[0-4])(?=\s*(?:Uhr\b|h\b|bis\b|–|-))")
DATE = re.compile(r"\b([0-3]?\d)\.\s?([01]?\d)\.(?:\s?(\d{4}|\d{2}))?(?!\d)")
THOUSANDS = re.compile(r"(?<=\d)[.,\u00a0\u202f'’](?=\d{3}(?!\d))")
NUMBER = re.compile(r"\d{2,}")


def doubts(german: str, text: str, code: str) -> list[Doubt]:
    """Return what is doubtful about one sentence, both without markup."""
    untranslated = _untranslated(german, text, code)
    if untranslated:
        return untranslated
    return [
        *_wrong_script(german, text, code),
        *_wrong_neighbour(text, code),
        *lost_facts(german, text),
        *_lost_numbers(german, text),
        *_odd_length(german, text),
    ]


def is_wrong_language(pairs: Iterable[tuple[str, str]], code: str) -> bool:
    """Tell whether most sentences of a file (German, text) are in another language.

    One such sentence may be a name; a whole file is a mix-up.
    """
    judged = [
        bool(
            _untranslated(german, text, code)
            or _wrong_script(german, text, code)
            or _wrong_neighbour(text, code)
        )
        for german, text in pairs
        if sum(letter.isalpha() for letter in text) >= 3 * FEWEST_LETTERS
    ]
    return len(judged) >= 3 and sum(judged) * 2 > len(judged)


# ---------------------------------------------------------------- which language


def _untranslated(german: str, text: str, code: str) -> list[Doubt]:
    if not _is_german(german, text):
        return []
    return [
        Doubt(
            _("This looks like German, not like %(language)s.") % {"language": _name(code)},
            _("Please translate the sentence. Leave it empty if it is not translated yet."),
        )
    ]


def _is_german(german: str, text: str) -> bool:
    if _words(german) == _words(text):
        # A sentence of names, such as “Café International”, is the same everywhere.
        return any(word[:1].islower() and len(word) > 2 for word in re.findall(r"[^\W\d]+", german))
    words = _words(text)
    found = [word for word in words if word in GERMAN_WORDS]
    return len(found) >= FEWEST_GERMAN_WORDS and len(found) * 4 >= len(words)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d]+", text.lower())


def _wrong_script(german: str, text: str, code: str) -> list[Doubt]:
    known = language(code)
    wanted = SCRIPTS.get(known.script) if known is not None else None
    if wanted is None:
        return []
    kept = {*re.findall(r"[^\W\d]+", german)}
    foreign = [
        word for word in re.findall(r"[^\W\d]+", _without_addresses(text)) if word not in kept
    ]
    letters = [script for word in foreign for letter in word if (script := _script(letter))]
    right = sum(script == wanted for script in letters)
    if len(letters) < FEWEST_LETTERS or right * 2 >= len(letters):
        return []
    return [
        Doubt(
            _("Most letters are not those of %(language)s.") % {"language": _name(code)},
            _("Please check whether the text is in the right language and in the right place."),
        )
    ]


def _wrong_neighbour(text: str, code: str) -> list[Doubt]:
    neighbour = NEIGHBOURS.get(code)
    if neighbour is None:
        return []
    letters = text.lower()
    own = sum(letter in OWN_LETTERS[code] for letter in letters)
    others = sum(letter in OWN_LETTERS[neighbour] for letter in letters)
    if others < 2 or own >= others:
        return []
    return [
        Doubt(
            _("This looks like %(other)s, not like %(language)s.")
            % {"other": _name(neighbour), "language": _name(code)},
            _("Please check whether the text is in the right language."),
        )
    ]


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    """Return the script of a letter; nothing for marks and for what has no name."""
    return unicodedata.name(letter, "").partition(" ")[0] if letter.isalpha() else ""


def _without_addresses(text: str) -> str:
    return ADDRESS.sub(" ", EMAIL.sub(" ", text))


def _name(code: str) -> str:
    known = language(code)
    if known is None:
        return code
    return known.german_name if get_language() == "de" else known.english_name


# ---------------------------------------------------------------- what got lost


def lost_facts(german: str, text: str) -> list[Doubt]:
    """Return addresses, placeholders and telephone numbers that a text has lost."""
    lost = [
        *(each for each in EMAIL.findall(german) if each.lower() not in text.lower()),
        *(each for each in ADDRESS.findall(german) if each.lower() not in text.lower()),
        *(each for each in PLACEHOLDER.findall(german) if each not in text),
        *_lost_phones(german, text),
    ]
    return [
        Doubt(
            _("This is missing or changed: %(what)s") % {"what": each},
            _("Please copy it from the German text as it is."),
        )
        for each in lost
    ]


def _lost_phones(german: str, text: str) -> list[str]:
    there = _only_digits(text)
    return [
        phone.strip()
        for phone in PHONE.findall(_without_addresses(german))
        # With or without the code of the country: what follows the first zeros is the same.
        if re.sub(r"^(?:49)?0*", "", _only_digits(phone)) not in there
    ]


def _lost_numbers(german: str, text: str) -> list[Doubt]:
    """Return numbers a text has lost; days, hours and small numbers may be words elsewhere."""
    rest = PHONE.sub(" ", _without_addresses(PLACEHOLDER.sub(" ", german)))
    rest = DATE.sub(lambda date: f" {date[3] or ''} ", rest)
    rest = HOUR.sub(" ", TIME.sub(lambda time: f" {time[2]} " if time[2] != "00" else " ", rest))
    there = _western(text)
    numbers = set(NUMBER.findall(THOUSANDS.sub("", there)))
    together = _only_digits(text)
    lost = [
        number
        for number in dict.fromkeys(NUMBER.findall(THOUSANDS.sub("", rest)))
        # A number may have been written in groups, as the language does it.
        if number not in numbers and number not in together
    ]
    if not lost:
        return []
    return [
        Doubt(
            _("Numbers of the German text are missing: %(numbers)s")
            % {"numbers": ", ".join(lost[:5])},
            _("Please compare dates, times, prices and house numbers with the German text."),
        )
    ]


def _western(text: str) -> str:
    """Return a text with Arabic, Persian and other digits as 0 to 9."""
    return "".join(
        str(unicodedata.digit(letter)) if letter.isdecimal() else letter for letter in text
    )


def _only_digits(text: str) -> str:
    return "".join(letter for letter in _western(text) if letter.isdigit() and letter.isascii())


def _odd_length(german: str, text: str) -> list[Doubt]:
    expected, found = len(german), len(text)
    if expected >= 60 and found * 5 < expected:
        problem = _("The text is much shorter than the German one.")
    elif expected >= 20 and found > expected * 5:
        problem = _("The text is much longer than the German one.")
    else:
        return []
    return [Doubt(problem, _("Please check whether it belongs to this sentence."))]
