# ruff: noqa: RUF001 - letters of other scripts are the subject here
"""What people type into a search, and what stands in texts, as words that can be compared.

SQLite's engine answers a stray quotation mark with an error, PostgreSQL's a NUL; both take some
words and signs for orders. Words are what a search needs, so only words are left. Two spellings
of a word that people think of as the same become the same: capitals, umlauts written out or left
out, the Ukrainian apostrophe in its three forms, Arabic vowel signs and seats of the hamza,
Persian letters from an Arabic keyboard.
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
# What stands inside a word and is no letter: the dot of Leichte Sprache and invisible signs.
INVISIBLE = re.compile("[\u00ad\u00b7\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
APOSTROPHES = "'\u2019\u2018\u02bc\u02b9`\u00b4"
# French articles are words of their own; elsewhere an apostrophe is part of the word.
ELISION = re.compile(rf"\b([cdjlmnst]|qu)[{APOSTROPHES}](?=[aàâeéèêhiîoôuû])", re.IGNORECASE)
INNER_APOSTROPHE = re.compile(rf"(?<=[^\W\d_])[{APOSTROPHES}](?=[^\W\d_])")

SAME_LETTERS = str.maketrans(
    {
        "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي", "ہ": "ه", "ھ": "ه", "ٱ": "ا", "ء": "",
        "ґ": "г", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe",
    }
)  # fmt: skip
# “ae” for “ä”, but not in “neue”, where it is no umlaut.
WRITTEN_OUT = re.compile(r"(?<![aeiouyq])([aou])e")


def clean(typed: str) -> str:
    """Return the words of a query, without anything a search engine could read as an order.

    Nothing is left of a query without words; then there is nothing to search for.
    """
    text = typed[:LONGEST_QUERY].encode("utf-8", "ignore").decode("utf-8")
    return " ".join(word[:LONGEST_WORD] for word in words(text)[:MOST_WORDS])


def words(text: str) -> list[str]:
    """Return the words of a text in their order, as people would write them."""
    text = unicodedata.normalize("NFKC", INVISIBLE.sub("", text))
    text = OPTIONAL_SIGNS.sub("", ELISION.sub(r"\1 ", text))
    text = INNER_APOSTROPHE.sub("", text)
    kept = "".join(char if _belongs_to_word(char) else " " for char in text)
    # A sign without a letter before it is no word.
    return [word for word in kept.split() if WORD.search(word)]


def fold(word: str) -> str:
    """Return a word as it is compared: one spelling for all that people think of as the same."""
    decomposed = unicodedata.normalize("NFD", word.casefold())
    bare = "".join(char for char in decomposed if unicodedata.category(char) != "Mn")
    folded = unicodedata.normalize("NFC", bare).translate(SAME_LETTERS)
    return WRITTEN_OUT.sub(r"\1", _with_plain_digits(folded))


def _with_plain_digits(word: str) -> str:
    if word.isascii() or not any(char.isdecimal() for char in word):
        return word
    return "".join(str(unicodedata.decimal(char, char)) for char in word)


def _belongs_to_word(char: str) -> bool:
    return bool(WORD.match(char)) or unicodedata.category(char) in {"Mn", "Mc"}
