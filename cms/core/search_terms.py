"""What people type into the search, made safe for every search engine.

SQLite's engine answers a stray quotation mark with an error, PostgreSQL's a NUL; both take some
words and signs for orders. Words are what a search needs, so only words are left.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST_QUERY = 200
LONGEST_WORD = 60
MOST_WORDS = 12

# A letter or digit of any script, with the signs that stand above and below it.
WORD = re.compile(r"[^\W_]+")
# Vowel signs of Arabic and Hebrew, and stretched letters: written or left out as people please.
OPTIONAL_SIGNS = re.compile("[\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")


def clean(typed: str) -> str:
    """Return the words of a query, without anything a search engine could read as an order.

    Nothing is left of a query without words; then there is nothing to search for.
    """
    text = typed[:LONGEST_QUERY].encode("utf-8", "ignore").decode("utf-8")
    text = OPTIONAL_SIGNS.sub("", unicodedata.normalize("NFKC", text))
    words = [word[:LONGEST_WORD] for word in _words(text)]
    return " ".join(words[:MOST_WORDS])


def _words(text: str) -> list[str]:
    """Split where no letter, digit or combining sign stands."""
    kept = "".join(char if _belongs_to_word(char) else " " for char in text)
    # A sign without a letter before it is no word.
    return [word for word in kept.split() if WORD.search(word)]


def _belongs_to_word(char: str) -> bool:
    return bool(WORD.match(char)) or unicodedata.category(char) in {"Mn", "Mc"}
