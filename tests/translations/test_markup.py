"""Markup from outside is read strictly and written anew; nothing two parsers could disagree on."""

from __future__ import annotations

import random
import time

import pytest

from translations import markup


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Guten Tag", "Guten Tag"),
        ("a & b < c", "a &amp; b &lt; c"),
        ("<b>eins</b><br>zwei", "<b>eins</b><br/>zwei"),
        ("<a id='a12'>hier</a>", '<a id="a12">hier</a>'),
        ("  zwei\n\tZeilen\u2028 und&#10;drei ", "zwei Zeilen und drei"),
        ("&lt;script&gt;", "&lt;script&gt;"),
        ("geschütztes\xa0Leerzeichen", "geschütztes\xa0Leerzeichen"),
    ],
)
def test_known_tags_are_kept_in_their_one_form(given: str, kept: str) -> None:
    assert markup.clean(given) == kept


@pytest.mark.parametrize(
    "given",
    [
        # Browsers end this comment after five characters, Python's parser at its end.
        "<!--><script>alert(1)</script>-->",
        "<![CDATA[x]]>",
        "x<![weird[",
        "<!DOCTYPE html>",
        "<?php echo 1 ?>",
        "<script>alert(1)</script>",
        "<p>Absatz</p>",
        "<a id='a1' onclick='x()'>x</a>",
        "<a href='https://example.org'>x</a>",
        "<a id='x1'>x</a>",
        "<b class='x'>x</b>",
        "<br class='x'>",
        "<b>nicht zu",
        "nicht auf</b>",
        "<b><i>über Kreuz</b></i>",
        "\x00",
        "\ud800",
        "\x1b[0m",
        "<b>" * 20 + "</b>" * 20,
        "x" * (markup.LONGEST + 1),
    ],
)
def test_everything_else_is_refused(given: str) -> None:
    with pytest.raises(markup.MarkupError):
        markup.clean(given)


def test_no_input_is_read_in_two_ways_or_raises_anything_else() -> None:
    chance = random.Random(7)  # noqa: S311 - repeatable
    pieces = ["<", ">", "/", "b", "a", "!", "-", "[", "]", "&", ";", "#", "x", " ", '"', "=", "?",
              "id", "1", "\x00", "\u2028", "&#10;", "<b>", "</b>", "<br/>"]  # fmt: skip

    for _round in range(20_000):
        given = "".join(chance.choices(pieces, k=chance.randint(0, 20)))
        try:
            kept = markup.clean(given)
        except markup.MarkupError:
            continue
        assert markup.clean(kept) == kept.strip()


@pytest.mark.parametrize("piece", ["<", "<!", "<a ", "<!--", "<b><", "&", "&#", "]]>"])
def test_repeated_brackets_cost_no_time(piece: str) -> None:
    given = (piece * markup.LONGEST)[: markup.LONGEST]
    begun = time.process_time()

    try:
        kept = markup.clean(given)
    except markup.MarkupError:
        kept = ""

    assert time.process_time() - begun < 1
    assert len(kept) <= 5 * markup.LONGEST


def test_plain_text_has_no_tags_and_no_entities() -> None:
    assert markup.plain('<b>Ä &amp; B</b><br/>&lt;c&gt;<a id="a1">d</a>') == "Ä & B <c>d"
