"""The languages that are translated into, as the admin names them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language

from cms.core.languages import DECLARED, EASY_LANGUAGE, SOURCE_LANGUAGE, Direction
from translations import subjects


@dataclass(frozen=True)
class Target:
    """A language of the site other than German."""

    locale_id: int
    code: str
    german_name: str
    english_name: str
    autonym: str
    direction: Direction

    @property
    def name(self) -> str:
        """Return the name in the language of whoever works in the admin."""
        is_german = (get_language() or "").startswith(SOURCE_LANGUAGE)
        return self.german_name if is_german else self.english_name

    @property
    def is_easy(self) -> bool:
        """Tell whether it is Leichte Sprache: written anew in the ordinary editor."""
        return self.code == EASY_LANGUAGE


def targets() -> list[Target]:
    """Return all languages that are translated into, in the order in which readers see them."""
    ids = subjects.target_locale_ids()
    return [
        Target(
            locale_id=ids[each.code],
            code=each.code,
            german_name=each.german_name,
            english_name=each.english_name,
            autonym=each.autonym,
            direction=each.direction,
        )
        for each in DECLARED
        if each.code in ids
    ]
