"""Pages on paper: the way back, and strips to tear off; search engines never meet them."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from cms.core import short_links
from tests.factories import pages, tree

pytestmark = pytest.mark.django_db


def soup_of(page: Any, wanted: str) -> BeautifulSoup:
    answer = Client().get(f"{page.get_url()}?druck={wanted}")
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


@pytest.mark.parametrize("wanted", ["1", "aushang"])
def test_paper_shows_the_way_back_as_a_code_and_in_clear(wanted: str) -> None:
    page = pages.event()
    arabic = tree.translate(page, "ar")

    for each in (page, arabic):
        foot = soup_of(each, wanted).select_one(".c-print-foot")
        assert foot.select_one("svg path")
        assert short_links.address_of(page.pk).partition("://")[2] in foot.get_text()


def test_an_ordinary_view_carries_no_code() -> None:
    assert not soup_of(pages.event(), "").select(".c-print-foot")


def test_a_notice_has_strips_with_the_day_and_a_number_to_call() -> None:
    person = pages.contact_person(phone_display="069 90009 105")
    start = pages.berlin(2031, 12, 16, 17)
    page = pages.event(title="Treffen", starts_at=start, ends_at=None, contact=person)

    strips = soup_of(page, "aushang").select(".c-print-foot__strips li")

    assert len(strips) == 8
    for words in ("Treffen", "16. Dezember 2031", "069 90009 105"):
        assert words in strips[0].get_text()
    assert not soup_of(page, "1").select(".c-print-foot__strips")


def test_a_sheet_is_no_page_for_search_engines() -> None:
    page = pages.event()

    soup = soup_of(page, "1")

    assert soup.find("meta", {"name": "robots"})["content"] == "noindex"
    assert soup.find("link", rel="canonical")["href"] == f"http://testserver{page.get_url()}"


def test_only_what_can_be_pinned_to_a_wall_offers_a_notice() -> None:
    def ways(page: Any) -> set[str]:
        links = BeautifulSoup(Client().get(page.get_url()).content, "html.parser").select(
            ".c-page-tools > a"
        )
        return {link["href"] for link in links}

    assert ways(pages.event()) == {"?druck=1", "?druck=aushang"}
    assert ways(pages.news()) == {"?druck=1"}


def test_a_list_is_printed_as_it_stands() -> None:
    event = pages.event()

    for page, links, buttons in ((event, 1, 0), (event.get_parent().specific, 0, 1)):
        tools = soup_of(page, "").select_one(".c-page-tools")
        assert len(tools.select("a[href='?druck=1']")) == links
        assert len(tools.select("button[data-print][hidden]")) == buttons
