"""A question to the index, built of words, and written as each database reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """A stem that must stand in the text, alone or at the beginning of a word."""

    stem: str
    is_beginning: bool = False


@dataclass(frozen=True)
class All:
    """Everything of this."""

    parts: tuple[Question, ...]


@dataclass(frozen=True)
class Any:
    """At least one of these."""

    parts: tuple[Question, ...]


Question = Word | All | Any


def any_of(parts: Iterable[Question]) -> Question:
    """Return a question for one of several, without needless brackets."""
    found = tuple(dict.fromkeys(parts))
    return found[0] if len(found) == 1 else Any(found)


def all_of(parts: Iterable[Question]) -> Question:
    """Return a question for several together, without needless brackets."""
    found = tuple(dict.fromkeys(parts))
    return found[0] if len(found) == 1 else All(found)


def written(question: Question, word: Callable[[Word], str], both: str, either: str) -> str:
    """Return the question in the language of a database."""
    if isinstance(question, Word):
        return word(question)
    joint = both if isinstance(question, All) else either
    return "(" + joint.join(written(part, word, both, either) for part in question.parts) + ")"
