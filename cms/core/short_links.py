"""Short codes for pages: the same for all languages, to be typed from paper, good for ever.

A code is the number of the German page in other digits, with a check character behind them: a
slip of the finger leads nowhere instead of to another page. It says nothing that the list of all
public pages does not say, and who opens it decides what is public.
"""

from __future__ import annotations

from django.urls import reverse

from cms.core.structured_data import absolute

# Without vowels no code is a word, and none of these is taken for another one on paper. Their
# number is a prime: the check finds every wrong character and all neighbours that changed places.
DIGITS = "23456789bcdfghjkmnpqrst"
SHORTEST = 3
# What the ids of a database can need.
LONGEST = 8


def code_of(number: int) -> str:
    """Return the code for the number of a German page."""
    values: list[int] = []
    while number or len(values) < SHORTEST:
        number, value = divmod(number, len(DIGITS))
        values.insert(0, value)
    return "".join(DIGITS[value] for value in [*values, _check(values)])


def german_id_of(code: str) -> int | None:
    """Return the id of the German page that a code stands for; None for a mistake.

    Capital letters, which telephones put at the beginning, are no mistake.
    """
    values = [DIGITS.find(character) for character in code.lower()]
    if not SHORTEST < len(values) <= LONGEST or -1 in values or values[-1] != _check(values[:-1]):
        return None
    number = 0
    for value in values[:-1]:
        number = number * len(DIGITS) + value
    return number


def address_of(german_id: int) -> str:
    """Return the address, with its host, that opens a page in the language of the recipient."""
    return absolute(reverse("short_link", args=[code_of(german_id)]))


def _check(values: list[int]) -> int:
    """Return what makes the sum, with a weight for each place from behind, divisible."""
    weighted = sum(weight * value for weight, value in enumerate(reversed(values), start=2))
    return -weighted % len(DIGITS)
