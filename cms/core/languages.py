"""The languages of the site, as plain data that settings may import before Django is ready.

Declared here does not mean served: a language is served once its home page is live
(see ``cms.core.translation``).
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Literal, TypedDict

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True)
class Language:
    """One language, with everything that can be said about it without a database."""

    code: str
    autonym: str
    german_name: str
    english_name: str
    direction: Direction
    script: str
    # Search engines take ISO 639-1 codes only; None keeps a language out of their lists.
    hreflang: str | None

    @property
    def is_right_to_left(self) -> bool:
        return self.direction == "rtl"

    @property
    def gettext_directory(self) -> str:
        """The folder below locale/, spelled as Django looks for it ("de-simple": de_Simple)."""
        language_part, _, variant = self.code.partition("-")
        return f"{language_part}_{variant.title()}" if variant else language_part


class LanguageInfo(TypedDict):
    """The form of an entry in ``django.conf.locale.LANG_INFO``."""

    bidi: bool
    code: str
    name: str
    name_local: str


SOURCE_LANGUAGE = "de"
EASY_LANGUAGE = "de-simple"

# In the order in which readers see them: a fixed one, Leichte Sprache always second.
DECLARED: tuple[Language, ...] = (
    Language("de", "Deutsch", "Deutsch", "German", "ltr", "Latn", "de"),
    # A registered variant; as hreflang it would collide with German.
    Language("de-simple", "Leichte Sprache", "Leichte Sprache", "Easy German", "ltr", "Latn", None),
    Language("en", "English", "Englisch", "English", "ltr", "Latn", "en"),
    Language("uk", "Українська", "Ukrainisch", "Ukrainian", "ltr", "Cyrl", "uk"),
    Language("ar", "العربية", "Arabisch", "Arabic", "rtl", "Arab", "ar"),
    Language("fa", "فارسی / دری", "Farsi / Dari", "Farsi / Dari", "rtl", "Arab", "fa"),
    Language("ru", "Русский", "Russisch", "Russian", "ltr", "Cyrl", "ru"),
    Language("tr", "Türkçe", "Türkisch", "Turkish", "ltr", "Latn", "tr"),
    Language("fr", "Français", "Französisch", "French", "ltr", "Latn", "fr"),
    Language("ku", "Kurdî (Kurmancî)", "Kurmandschi", "Kurmanji", "ltr", "Latn", "ku"),
    Language("ti", "ትግርኛ", "Tigrinya", "Tigrinya", "ltr", "Ethi", "ti"),
    Language("so", "Soomaali", "Somali", "Somali", "ltr", "Latn", "so"),
)

# Switched on by ``setup_site``; the others wait until somebody translates the home page.
LIVE_AT_START: tuple[str, ...] = ("de", "de-simple", "en", "uk", "ar")

# --- What settings need ----------------------------------------------------------------------

LANGUAGES: list[tuple[str, str]] = [(each.code, each.autonym) for each in DECLARED]

# Django does not know these codes; without an entry its language tags raise KeyError.
EXTRA_LANG_INFO: dict[str, LanguageInfo] = {
    each.code: LanguageInfo(
        bidi=each.is_right_to_left,
        code=each.code,
        name=each.english_name,
        name_local=each.autonym,
    )
    for each in DECLARED
    if each.code in {"de-simple", "ku", "ti", "so"}
}
EXTRA_BIDI: list[str] = [each.code for each in DECLARED if each.is_right_to_left]

# --- Questions -------------------------------------------------------------------------------

_BY_CODE = {each.code: each for each in DECLARED}

# What browsers call languages that the site has under another code.
_OTHER_NAMES = {"kmr": "ku", "prs": "fa"}


def language(code: str | None) -> Language | None:
    """The declared language of this code, or None."""
    return _BY_CODE.get(code) if code else None


def is_declared(code: str | None) -> bool:
    """Whether the site knows the language, served or not."""
    return code in _BY_CODE


def direction(code: str | None) -> Direction:
    """The writing direction; a language nobody declared counts as left to right."""
    known = language(code)
    return known.direction if known else "ltr"


def first_match(wanted: Iterable[str], available: Container[str]) -> str | None:
    """The first wanted language that is available; "ar-sy" is content with "ar"."""
    for code in wanted:
        parts = code.lower().split("-")
        for length in range(len(parts), 0, -1):
            candidate = "-".join(parts[:length])
            candidate = _OTHER_NAMES.get(candidate, candidate)
            if candidate in available:
                return candidate
    return None
