"""German beside another language: what belongs together stands side by side, and is public."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from home.page_parts import Pair, Piece, pairs_of
from tests.factories import pages, tree

pytestmark = pytest.mark.django_db

GERMAN = [
    {"type": "paragraph", "value": "<p>Erst zur Gemeinde.</p>", "id": "a"},
    {"type": "paragraph", "value": "<p>Dann zur Bank.</p>", "id": "b"},
]
ARABIC = [{"type": "paragraph", "value": "<p>إلى البلدية أولاً.</p>", "id": "a"}]
MOST_QUERIES = 10


def bilingual(**fields: Any) -> tuple[Any, Any]:
    """Return a German page of text and its Arabic translation, which lacks the last block."""
    page = pages.text_page(title="Erste Schritte", body=GERMAN, **fields)
    return page, tree.translate(page, "ar", title="الخطوات الأولى", body=ARABIC)


def address(page: Any, code: str = "ar") -> str:
    return f"/{code}/zweisprachig/{page.get_url().removeprefix('/de/')}"


def soup_of(path: str) -> BeautifulSoup:
    answer = Client().get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def rows(soup: BeautifulSoup) -> list[Tag]:
    return list(soup.select(".c-bilingual__text .c-pair"))


def test_each_paragraph_stands_beside_its_german_one() -> None:
    page, _arabic = bilingual()

    first = rows(soup_of(address(page)))[0]

    own, german = first.select_one(".c-pair__own"), first.select_one(".c-pair__german")
    assert own
    assert german
    assert (own["lang"], own["dir"], own.text.strip()) == ("ar", "rtl", "إلى البلدية أولاً.")
    assert (german["lang"], german["dir"]) == ("de", "ltr")
    assert german.text.strip() == "Erst zur Gemeinde."


def test_what_only_the_german_page_says_is_marked() -> None:
    page, _arabic = bilingual()

    last = rows(soup_of(address(page)))[-1]

    assert "Dann zur Bank." in last.text
    note = last.select_one(".c-pair__note")
    assert note is not None
    assert note.get("lang") is None


def test_facts_stand_on_top_in_both_languages() -> None:
    venue = pages.venue(name="Kreishaus")
    start = pages.berlin(2031, 12, 16, 17)
    page = pages.event(title="Treffen", starts_at=start, ends_at=None, venue=venue)
    tree.translate(page, "ar", title="لقاء")

    facts = soup_of(address(page)).select_one(".c-bilingual__facts")

    assert facts is not None
    assert "Dienstag, 16. Dezember 2031" in facts.text
    assert "الثلاثاء، 16 ديسمبر 2031" in facts.text
    assert facts.text.count("Kreishaus") == 2


def test_readers_of_german_choose_the_other_language() -> None:
    page, _arabic = bilingual()
    tree.translate(page, "uk", title="Перші кроки", body=ARABIC)

    default = soup_of(address(page, "de"))
    chosen = soup_of(f"{address(page, 'de')}?mit=ar")

    assert [link["href"] for link in default.select(".c-bilingual__choices a")] == [
        "?mit=uk",
        "?mit=ar",
    ]
    assert default.h1 is not None
    assert default.h1.text == "Erste Schritte"
    assert chosen.select(".c-pair__own[lang=ar]")
    assert not chosen.select(".c-pair__own[lang=uk]")


def test_search_engines_are_led_to_the_page() -> None:
    page, arabic = bilingual()

    soup = soup_of(address(page))

    robots, canonical = soup.find("meta", {"name": "robots"}), soup.find("link", rel="canonical")
    assert isinstance(robots, Tag)
    assert isinstance(canonical, Tag)
    assert robots["content"] == "noindex"
    assert canonical["href"] == f"http://testserver{arabic.get_url()}"
    assert not soup.select("link[hreflang]")


def test_without_a_public_translation_the_reader_gets_what_stands_in_for_it() -> None:
    page = pages.text_page(body=GERMAN)
    tree.translate(page, "ar", live=False)

    answer = Client().get(address(page))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/ar/nicht-uebersetzt/")


def test_what_is_not_public_does_not_open() -> None:
    draft, private, expired = (bilingual()[0] for _number in range(3))
    draft.unpublish()
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    over = timezone.now() - timedelta(minutes=1)
    type(expired).objects.filter(pk=expired.pk).update(expire_at=over)

    for page in (draft, private, expired):
        assert Client().get(address(page)).status_code == 404


def test_lists_and_the_start_page_have_no_such_view() -> None:
    event = pages.event()
    tree.translate(event, "ar")

    for path in ("/ar/zweisprachig/", f"/ar/zweisprachig/{event.get_parent().slug}/"):
        assert Client().get(path).status_code == 404


def test_a_page_in_two_languages_leads_there() -> None:
    page, arabic = bilingual()
    alone = pages.text_page(body=GERMAN)

    for each in (page, arabic):
        tools = soup_of(each.get_url()).select(".c-page-tools a")
        assert any("/zweisprachig/" in link["href"] for link in tools)
    tools = soup_of(alone.get_url()).select(".c-page-tools a")
    assert not any("/zweisprachig/" in link["href"] for link in tools)


def test_the_view_asks_the_database_few_questions() -> None:
    page, _arabic = bilingual()
    Client().get(address(page))

    with CaptureQueriesContext(connection) as queries:
        Client().get(address(page))

    assert len(queries) <= MOST_QUERIES


def pieces(*keys: str) -> list[Piece]:
    return [Piece(key, "") for key in keys]


def test_pieces_go_together_by_their_key_in_the_german_order() -> None:
    one, two, three, own = pieces("1", "2", "3", "own")

    assert pairs_of([one, two, three], [own, three, one]) == [
        Pair(None, own),
        Pair(one, one),
        Pair(two, None),
        Pair(three, three),
    ]


def test_lists_without_a_key_in_common_go_together_as_they_stand() -> None:
    german, own = pieces("1", "2"), pieces("x", "y")

    assert pairs_of(german, own) == [Pair(german[0], own[0]), Pair(german[1], own[1])]
    assert pairs_of(german, own[:1]) == [
        Pair(None, own[0]),
        Pair(german[0], None),
        Pair(german[1], None),
    ]
