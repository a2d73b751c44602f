"""The place of a text in which the searched words stand."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from cms.core import search_terms
from home.search.stems import stem

# A word with what may stand inside of it; search_terms takes it apart the same way.
TOKEN = re.compile(r"[^\W_]+(?:['’\u02bc·\u00ad\u0300-\u036f\u064b-\u065f]+[^\W_]+)*")
LONGEST_READ = 20_000
WIDTH = 160
BEFORE = 50


@dataclass(frozen=True)
class Piece:
    """A piece of a text; the words that were searched for are marked."""

    text: str
    is_hit: bool = False


def excerpt(text: str, *, shown: str, wanted: Collection[str], code: str) -> tuple[Piece, ...]:
    """Return where the wanted words stand in a text; nothing if what is shown has them."""
    if _places(shown, wanted, code):
        return ()
    text = text[:LONGEST_READ]
    places = _places(text, wanted, code)
    return _around(text, places) if places else ()


def _places(text: str, wanted: Collection[str], code: str) -> list[tuple[int, int]]:
    places = []
    for found in TOKEN.finditer(text):
        for word in search_terms.words(found.group())[:1]:
            each = stem(word, code)
            if each in wanted or any(each.startswith(one) for one in wanted if len(one) > 3):
                places.append(found.span())
    return places


def _around(text: str, places: list[tuple[int, int]]) -> tuple[Piece, ...]:
    start = max(0, places[0][0] - BEFORE)
    if start:
        # Not in the middle of a word.
        start = text.find(" ", start, places[0][0]) + 1 or places[0][0]
    end = min(len(text), start + WIDTH)
    if end < len(text):
        end = max(text.rfind(" ", start, end), places[0][1])
    pieces = [Piece("… ")] if start else []
    for first, last in places:
        if last > end:
            break
        pieces += [Piece(text[start:first]), Piece(text[first:last], is_hit=True)]
        start = last
    pieces.append(Piece(text[start:end] + (" …" if end < len(text) else "")))
    return tuple(piece for piece in pieces if piece.text)
