"""What a diff shows joins up to both texts, and reads like a person would mark it."""

from __future__ import annotations

import random

import pytest

from translations.word_diff import Pieces, words

LETTERS = "ab cä-.1:2'’مُع\u200c\n  п"


def old_text(pieces: Pieces) -> str:
    return "".join(text for change, text in pieces if change != "added")


def new_text(pieces: Pieces) -> str:
    return "".join(text for change, text in pieces if change != "removed")


def changed(pieces: Pieces) -> list[tuple[str, str]]:
    return [(change, text) for change, text in pieces if change != "same"]


def test_pieces_join_up_to_both_texts_whatever_they_are() -> None:
    chance = random.Random(20_261_123)  # noqa: S311 - no secret

    for _attempt in range(3_000):
        old, new = (
            "".join(chance.choice(LETTERS) for _letter in range(chance.randrange(16)))
            for _text in range(2)
        )
        pieces = words(old, new)

        assert (old_text(pieces), new_text(pieces)) == (old, new)
        assert all(text for _change, text in pieces)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Um zehn Uhr.", "Um elf Uhr.", [("removed", "zehn"), ("added", "elf")]),
        ("Am 24.12.2026 um 10:30.", "Am 25.12.2026 um 10:30.",
         [("removed", "24.12.2026"), ("added", "25.12.2026")]),
        ("Kommen Sie!", "Kommen Sie gern!", [("added", " gern")]),
        ("Kommen Sie bitte gern!", "Kommen Sie gern!", [("removed", "bitte ")]),
        ("Im Müller-Haus.", "Im Müller-Heim.",
         [("removed", "Müller-Haus"), ("added", "Müller-Heim")]),
        ("Чекаємо п'ять людей.", "Чекаємо шість людей.",
         [("removed", "п'ять"), ("added", "шість")]),
        ("مَرْحَبًا بكم في المقهى", "أهلا بكم في المقهى",
         [("removed", "مَرْحَبًا"), ("added", "أهلا")]),
    ],
)  # fmt: skip
def test_words_are_compared_as_a_whole(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert changed(words(old, new)) == expected


def test_two_words_beside_each_other_change_together() -> None:
    pieces = words("Das rote Haus steht.", "Das blaue Dach steht.")

    assert pieces == [
        ("same", "Das "),
        ("removed", "rote Haus"),
        ("added", "blaue Dach"),
        ("same", " steht."),
    ]


def test_texts_with_next_to_nothing_in_common_are_shown_as_two_texts() -> None:
    old, new = "Bringen Sie einen Ausweis mit.", "Der Kurs im Mai kostet nichts."

    assert words(old, new) == [("removed", old), ("added", new)]


def test_a_long_addition_leaves_the_old_words_alone() -> None:
    old = "Wir treffen uns im Rathaus."
    new = f"{old} {'Danach gibt es Tee und Kuchen für alle, die mögen. ' * 20}"

    assert words(old, new)[0] == ("same", old)


@pytest.mark.parametrize("text", ["", "Gleich geblieben."])
def test_equal_texts_have_no_changes(text: str) -> None:
    assert changed(words(text, text)) == []


def test_very_long_texts_are_not_compared_word_by_word() -> None:
    old, new = "a b " * 2_000, "b a " * 2_000

    assert changed(words(old, new)) == [("removed", old), ("added", new)]
