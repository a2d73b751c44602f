"""Which words of a text are new and which are gone, for people to see at a glance."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Literal

Change = Literal["same", "added", "removed"]
Pieces = list[tuple[Change, str]]

# They belong to a word when they stand between two letters: “Müller-Straße”, “п’ять”, “می‌شود”.
# Apostrophes, hyphens, and the joiners of Persian.
INSIDE_WORDS = frozenset("'’\u02bc-\u2010\u2011\u00ad\u200c\u200d")
# They belong to a number when they stand between two digits: “24.12.2026”, “10:30”, “3,50”.
INSIDE_NUMBERS = frozenset(".,:/\u066b\u066c")
# Two texts with fewer words in common than this share of the shorter one are two texts, and many
# marks between the few words would only confuse.
LEAST_IN_COMMON = 0.25
FEW_PIECES = 5
# Comparing costs the product of the lengths; nobody reads what lies beyond this word by word.
MOST_COMPARISONS = 1_000_000


def words(old: str, new: str) -> Pieces:
    """Return the pieces of two plain texts in reading order, what is gone before what is new.

    Everything that is “same” or “removed” joins up to the old text, everything that is “same” or
    “added” to the new one, spaces included. Words are compared as a whole; texts that have next
    to nothing in common come as one piece each.
    """
    before, after = list(_tokens(old)), list(_tokens(new))
    head = _common_length(before, after)
    tail = _common_length(before[head:][::-1], after[head:][::-1])
    middle_before = before[head : len(before) - tail]
    middle_after = after[head : len(after) - tail]
    pieces: Pieces = [
        ("same", "".join(before[:head])),
        *_compared(middle_before, middle_after),
        ("same", "".join(before[len(before) - tail :])),
    ]
    calmed = _calmed(_joined(pieces))
    return calmed if _have_enough_in_common(calmed, old, new) else _replaced(old, new)


def _tokens(text: str) -> Iterator[str]:
    """Cut a text into words, single other characters, and runs of spaces."""
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or not _belong_together(text, index):
            yield text[start:index]
            start = index


def _belong_together(text: str, index: int) -> bool:
    """Tell whether the characters on both sides of an index are of one word or one gap."""
    left, right = text[index - 1], text[index]
    if left.isspace() or right.isspace():
        return left.isspace() and right.isspace()
    return _is_of_word(text, index - 1) and _is_of_word(text, index)


def _is_of_word(text: str, index: int) -> bool:
    if _is_letter(text[index]):
        return True
    if not 0 < index < len(text) - 1:
        return False
    left, inside, right = text[index - 1], text[index], text[index + 1]
    if inside in INSIDE_NUMBERS:
        return left.isdecimal() and right.isdecimal()
    return inside in INSIDE_WORDS and _is_letter(left) and _is_letter(right)


def _is_letter(character: str) -> bool:
    # M: the vowel signs of Arabic stand on their letters, and are no letters by themselves.
    return unicodedata.category(character)[0] in "LMN"


def _common_length(one: Sequence[str], other: Sequence[str]) -> int:
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return length


def _compared(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[Change, str]]:
    if len(before) * len(after) > MOST_COMPARISONS:
        yield from _replaced("".join(before), "".join(after))
        return
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind == "equal":
            yield "same", "".join(before[old_from:old_to])
        else:
            yield "removed", "".join(before[old_from:old_to])
            yield "added", "".join(after[new_from:new_to])


def _calmed(pieces: Pieces) -> Pieces:
    """Let a space or comma that two changes have in common belong to both of them.

    “~~rote~~ **blaue** ~~Haus~~ **Dach**” reads worse than “~~rote Haus~~ **blaue Dach**”.
    """
    spread: Pieces = []
    for index, (change, text) in enumerate(pieces):
        is_between = 0 < index < len(pieces) - 1
        if change == "same" and is_between and not any(_is_letter(each) for each in text):
            spread += [("removed", text), ("added", text)]
        else:
            spread.append((change, text))
    return _joined(spread)


def _joined(pieces: Pieces) -> Pieces:
    """Put neighbouring changes together, what is gone before what is new."""
    joined: Pieces = []
    removed, added = "", ""
    for change, text in pieces:
        if change == "removed":
            removed += text
        elif change == "added":
            added += text
        elif text:
            joined += _replaced(removed, added)
            removed, added = "", ""
            if joined and joined[-1][0] == "same":
                text = joined.pop()[1] + text
            joined.append(("same", text))
    return [*joined, *_replaced(removed, added)]


def _replaced(old: str, new: str) -> Pieces:
    pieces: Pieces = [("removed", old), ("added", new)]
    return [(change, text) for change, text in pieces if text]


def _have_enough_in_common(pieces: Pieces, old: str, new: str) -> bool:
    common = sum(_count_letters(text) for change, text in pieces if change == "same")
    if len(pieces) <= FEW_PIECES:
        return common > 0 or old == new
    return common >= LEAST_IN_COMMON * min(_count_letters(old), _count_letters(new))


def _count_letters(text: str) -> int:
    return sum(1 for each in text if _is_letter(each))
