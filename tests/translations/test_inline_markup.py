"""Translators read and type signs instead of HTML; nothing is lost on either way."""

from __future__ import annotations

import random
from html import escape

import pytest
from bs4 import BeautifulSoup
from django.utils import translation
from wagtail_localize.strings import INLINE_TAGS, StringValue

from translations import inline_markup
from translations.inline_markup import from_notation, from_plain, to_notation, to_plain

SIGNS = ["**", "__", "[[1|", "[[2|", "[[x|", "[[|", "]]", "{{b|", "{{code|", "{{x|", "}}", "\\"]
LETTERS = "ab*_[]{}|\\1 &<>\"'عм"
LINK = 'Mehr <a id="a1">hier</a>.'


class Chance:
    """Texts that nobody would think of, the same ones in each run."""

    def __init__(self) -> None:
        self.random = random.Random(20_261_123)  # noqa: S311 - no secret

    def words(self) -> str:
        length = self.random.randrange(1, 7)
        return "".join(self.random.choice(LETTERS) for _letter in range(length))

    def html(self, depth: int = 3) -> str:
        return "".join(self._node(depth) for _node in range(self.random.randrange(5)))

    def _node(self, depth: int) -> str:
        kind = self.random.random()
        if depth == 0 or kind < 0.45:
            return escape(self.words(), quote=False)
        if kind < 0.52:
            return "<br/>"
        tag = self.random.choice([*sorted(set(INLINE_TAGS) - {"br"}), "b", "a"])
        name = f' id="{self.random.choice(["a1", "a2", "a12", "b1", "a01"])}"' if tag == "a" else ""
        return f"<{tag}{name}>{self.html(depth - 1)}</{tag}>"

    def typed(self) -> str:
        pieces = [*SIGNS, "Wort", "*", "\n", "<b>", "&amp;"]
        return "".join(self.random.choice(pieces) for _piece in range(self.random.randrange(12)))


def stored(html: str) -> str:
    """Return a sentence the way wagtail-localize's parser leaves it."""
    return BeautifulSoup(f"<div>{html}</div>", "html.parser").div.decode_contents()  # type: ignore[union-attr]


def test_what_is_stored_comes_back_as_it_was() -> None:
    chance = Chance()

    for _attempt in range(600):
        html = stored(chance.html())
        reading = from_notation(to_notation(html), german_html=html)

        assert (reading.html, reading.problem) == (html, "")


def test_whatever_is_typed_can_be_stored_and_comes_back() -> None:
    chance = Chance()

    for _attempt in range(600):
        html = from_notation(chance.typed(), german_html=LINK).html

        assert StringValue.from_translated_html(html).data == html
        assert from_notation(to_notation(html), german_html=LINK).html == html


def test_what_does_not_fit_together_is_shown_as_it_was_typed() -> None:
    text = "Ein **Wort und [[1|noch eins"

    html = from_notation(text, german_html=LINK).html

    assert to_notation(html, guarded=False) == text


@pytest.mark.parametrize(
    ("html", "notation"),
    [
        ("Ein <b>fettes</b> Wort", "Ein **fettes** Wort"),
        ("Ein <i>schräges</i> Wort", "Ein __schräges__ Wort"),
        ('Zum <a id="a2">Rathaus</a>', "Zum [[2|Rathaus]]"),
        ("Eins<br/>zwei", "Eins\nzwei"),
        ("<code>ls</code> &amp; <strong>ja</strong>", "{{code|ls}} & {{strong|ja}}"),
        ("Helfer*innen und Helfer_innen [a]", "Helfer*innen und Helfer_innen [a]"),
        ("a**b und ____", r"a\*\*b und \_\_\_\_"),
        ("<b>x<b>y</b></b>", "**x{{b|y}}**"),
        ("1 &lt; 2", "1 < 2"),
    ],
)
def test_notation_is_light(html: str, notation: str) -> None:
    assert to_notation(html) == notation
    assert from_notation(notation, german_html=html).html == html


@pytest.mark.parametrize(
    ("typed", "german", "words"),
    [
        ("Mehr.", LINK, ["Link 1", "missing", "hier"]),
        ("[[1|a]]", '<a id="a1">x</a> <a id="a2">Zweiter</a>', ["Link 2", "missing", "Zweiter"]),
        ("[[7|a]] [[1|b]]", LINK, ["no link 7"]),
        ("**fett", "x", ["**", "not ended"]),
        ("**a __b** c", "x", ["__", "not ended"]),
        ("a]]", "x", ["]]"]),
        ("{{code|a", "x", ["{{code|", "}}"]),
        ("[[1|" * 20, LINK, ["Too many marks"]),
    ],
)
def test_problems_are_said_in_plain_words(typed: str, german: str, words: list[str]) -> None:
    with translation.override("en"):
        problem = from_notation(typed, german_html=german).problem

    assert all(word in problem for word in words), problem


def test_signs_without_a_partner_stay_signs() -> None:
    assert from_notation("**a __b** c__", german_html="x").html == "<b>a __b</b> c__"


def test_html_that_is_typed_is_text() -> None:
    typed = "<script>alert(1)</script> <b>x</b>"

    html = from_notation(typed, german_html="x").html

    assert html == escape(typed, quote=False)
    assert str(inline_markup.to_display(html)) == html


def test_no_depth_of_marks_breaks_the_reader() -> None:
    html = from_notation("{{code|" * 3_000, german_html="x").html

    assert to_notation(html, guarded=False) == "{{code|" * 3_000


def test_places_without_markup_take_signs_literally() -> None:
    reading = from_plain("Ein **Wort** & [[1|x]]", german_html="Ein Wort")

    assert reading.html == "Ein **Wort** &amp; [[1|x]]"
    assert to_plain(reading.html) == "Ein **Wort** & [[1|x]]"


@pytest.mark.parametrize(
    ("german", "expected"), [("Eine Zeile", "eins zwei"), ("Zwei<br/>Zeilen", "eins<br/>zwei")]
)
def test_lines_of_plain_places_end_where_the_german_text_has_lines(
    german: str, expected: str
) -> None:
    assert from_plain("eins\r\nzwei", german_html=german).html == expected


def test_german_text_is_shown_with_its_marks_and_numbers() -> None:
    shown = inline_markup.to_display('<b>Fett</b> &amp; <a id="a1">Link</a><br/>Ende')

    assert str(shown) == (
        '<b>Fett</b> &amp; <span class="translate-link">Link<sup>1</sup></span><br>Ende'
    )


def test_an_address_alone_is_read_without_a_warning() -> None:
    assert to_notation("https://example.org/seite") == "https://example.org/seite"
