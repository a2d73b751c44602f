"""Whatever is typed into the search, both databases answer."""

from __future__ import annotations

import random
import unicodedata
from typing import Any

import pytest
from wagtail.models import Page

from cms.core import search_terms
from news.models import NewsPage
from tests.factories import pages

HOSTILE = [
    '"', '""', '"a b', 'a "b', "'", "a'b", '(', ')', 'a(b', '*', 'a*', '*a', '^a', 'a^', '-a',
    'a:b c:"d e"', "title:a", "{a b}:c", "a AND", "AND", "AND AND", "OR b", "NOT a", "NEAR(a b)",
    "NEAR", "a + b", "a & b", "a | b", "!a", "a <-> b", "a:*", "\\", "a\\", "%", "_", "%s", "%%",
    "\x00", "a\x00b", "\x1a", "\u202ea", "\ud800", "a\udfffb", "\ufeff", "\u200b", "💥",
    "a" * 10_000,
    "wort " * 2_000, "a" + "\u0301" * 2_000, "\u0301", "<script>", "; DROP TABLE x", "--", "/*",
    "${7*7}", "{{7*7}}", "\n\r\t", "०१२", "½", "ß", "İ", "ﬁ", "中文", "ትግርኛ", "مُتَطَوِّع", "п'ять",
]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Sprachkurs", "Sprachkurs"),
        ("  Sprachkurs   Rathaus ", "Sprachkurs Rathaus"),
        ('"Tandem-Treffen"', "Tandem Treffen"),
        ("E-Mail: kreis@example.org", "E Mail kreis example org"),
        ("a:b c:\"d e\"", "a b c d e"),
        ("Straße 5", "Straße 5"),
        ("п'ять", "пять"),
        ("l'école d’été", "l école d été"),
        ("Sprach·kurs", "Sprachkurs"),
        ("مُتَطَوِّع", "متطوع"),
        ("हिन्दी", "हिन्दी"),
        ("ትግርኛ", "ትግርኛ"),
        ("a\x00b", "a b"),
        ("a\ud800b", "ab"),
        ("***", ""),
        ("", ""),
        ("\u0301", ""),
    ],
)  # fmt: skip
def test_only_words_are_left(typed: str, words: str) -> None:
    assert search_terms.clean(typed) == words


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_no_sign_that_could_be_an_order_is_left(typed: str) -> None:
    cleaned = search_terms.clean(typed)

    assert len(cleaned) <= search_terms.LONGEST_QUERY * 4
    for char in cleaned:
        assert char == " " or unicodedata.category(char)[0] in "LNM"


@pytest.mark.django_db
@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_database_answers_every_query(typed: str) -> None:
    cleaned = search_terms.clean(typed)

    if cleaned:
        assert list(Page.objects.live().search(cleaned)) == []
        assert list(Page.objects.live().autocomplete(cleaned)) == []


@pytest.mark.django_db
def test_database_answers_random_queries() -> None:
    chance = random.Random(4711)  # noqa: S311 - repeatable, not secret
    signs = "".join(map(chr, [*range(0x250), *range(0x300, 0x370), 0x1F4A5, 0xD800, 0x2028]))
    for _ in range(300):
        typed = "".join(chance.choices(signs, k=chance.randrange(1, 40)))
        cleaned = search_terms.clean(typed)

        if cleaned:
            assert not list(Page.objects.live().search(cleaned)), repr(typed)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["Wörterbuch", '"Wörterbuch"', "wörterbuch!", "Wo\u0308rterbuch"])
def test_page_is_found_whatever_stands_around_the_word(typed: str) -> None:
    page = pages.news(title="Ein Wörterbuch für alle")

    found: Any = NewsPage.objects.search(search_terms.clean(typed))

    assert [each.pk for each in found] == [page.pk]
