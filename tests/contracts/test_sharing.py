"""What somebody is told who gets a page sent: title, day and place in the sender's language."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from cms.core import short_links
from tests.factories import pages, tree

pytestmark = pytest.mark.django_db


def share(page: Any) -> Tag:
    soup = BeautifulSoup(Client().get(page.get_url()).content, "html.parser")
    found = soup.select_one(".c-share")
    assert found is not None
    return found


def text(page: Any) -> str:
    found = share(page).select_one(".c-share__text")
    assert found is not None
    return found.get_text()


def test_a_message_about_an_event_says_when_and_where() -> None:
    start = pages.berlin(2031, 12, 16, 17)
    venue = pages.venue(name="Kreishaus", town=pages.town(name="Talbrücken"))
    page = pages.event(title="Treffen", starts_at=start, ends_at=None, venue=venue)
    arabic = tree.translate(page, "ar", title="لقاء")

    assert text(page).splitlines() == [
        "Treffen",
        "Dienstag, 16. Dezember 2031, 17:00 Uhr",
        "Kreishaus, Talbrücken",
    ]
    assert text(arabic).splitlines()[:2] == ["لقاء", "الثلاثاء، 16 ديسمبر 2031، 17:00"]


def test_nobody_is_sent_to_an_event_that_is_cancelled() -> None:
    assert "Fällt aus" in text(pages.event(state="cancelled"))


def test_a_protected_place_is_not_passed_on() -> None:
    venue = pages.venue(name="Schutzhaus", street="Schutzweg 7", is_protected=True)

    assert "Schutz" not in text(pages.event(venue=venue))


def test_each_way_carries_text_and_address_and_asks_nobody_before() -> None:
    page = pages.news(title="Neues & Altes: 50 %?")
    address = short_links.address_of(page.pk)

    links = {urlsplit(link["href"]): link for link in share(page).select("a")}

    hosts = {url.netloc or url.scheme: parse_qs(url.query) for url in links}
    assert hosts["wa.me"]["text"] == [f"Neues & Altes: 50 %?\n{address}"]
    assert hosts["t.me"] == {"url": [address], "text": ["Neues & Altes: 50 %?"]}
    assert hosts["mailto"]["subject"] == ["Neues & Altes: 50 %?"]
    assert not share(page).select("img, script, iframe")
