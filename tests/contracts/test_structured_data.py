"""What machines read about a page is what people read, and nothing that a page keeps to itself."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from cms.core.models import SiteSettings
from tests.factories import pages, tree

pytestmark = pytest.mark.django_db

STREET = "Schutzweg 7"


def soup_of(page: Any) -> BeautifulSoup:
    answer = Client().get(page.get_url())
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def graph(page: Any) -> dict[str, dict[str, Any]]:
    """Return what the page tells machines, by kind."""
    (script,) = soup_of(page).find_all("script", type="application/ld+json")
    data = json.loads(script.string)
    assert data["@context"] == "https://schema.org"
    return {part["@type"]: part for part in data["@graph"]}


def preview(page: Any) -> dict[str, str]:
    """Return what a messenger shows of the address."""
    tags = soup_of(page).select('meta[property^="og:"]')
    return {tag["property"]: tag["content"] for tag in tags}


def test_an_event_says_when_and_whether_it_takes_place() -> None:
    page = pages.event(cost="free", capacity=10, places_taken=3)

    event = graph(page)["Event"]

    assert event["startDate"] == timezone.localtime(page.starts_at).isoformat()
    assert event["eventStatus"].endswith("EventScheduled")
    assert event["isAccessibleForFree"] is True
    assert event["remainingAttendeeCapacity"] == 7


def test_a_moved_event_names_both_days_and_a_cancelled_one_says_so() -> None:
    start = pages.event().starts_at
    moved = pages.event(state="moved", moved_from=start - timedelta(days=7))
    cancelled = pages.event(state="cancelled")

    assert graph(moved)["Event"]["eventStatus"].endswith("EventRescheduled")
    assert "previousStartDate" in graph(moved)["Event"]
    assert graph(cancelled)["Event"]["eventStatus"].endswith("EventCancelled")


def test_an_event_without_a_day_is_no_event_for_machines() -> None:
    page = pages.event(starts_at=None, state="date_open")

    assert "Event" not in graph(page)


def test_a_day_without_a_time_has_none() -> None:
    page = pages.event(is_all_day=True)

    assert (
        graph(page)["Event"]["startDate"] == timezone.localtime(page.starts_at).date().isoformat()
    )


def test_a_translation_speaks_its_language_and_keeps_the_facts() -> None:
    page = pages.event(cost="free")
    arabic = tree.translate(page, "ar", title="لقاء")

    event = graph(arabic)["Event"]

    assert (event["name"], event["inLanguage"]) == ("لقاء", "ar")
    assert event["startDate"] == graph(page)["Event"]["startDate"]


def test_a_protected_place_stays_protected() -> None:
    venue = pages.venue(street=STREET, is_protected=True, town=pages.town(name="Weidenrode"))
    page = pages.event(venue=venue)
    initiative = pages.initiative(venue=pages.venue(street=STREET), is_address_protected=True)

    assert graph(page)["Event"]["location"]["name"] == "Weidenrode"
    for each in (page, initiative):
        assert STREET not in str(graph(each))


def test_a_group_says_how_to_reach_it() -> None:
    group = graph(pages.initiative())["NGO"]

    assert group["telephone"] == "+496990009201"


def test_news_say_their_day() -> None:
    page = pages.news()

    assert graph(page)["NewsArticle"]["datePublished"] == page.date.isoformat()


def test_the_way_to_a_page_ends_with_the_page() -> None:
    page = pages.news(title="Neues vom Radwerk")

    steps = graph(page)["BreadcrumbList"]["itemListElement"]

    assert [step["position"] for step in steps] == [1, 2, 3]
    assert steps[-1]["name"] == "Neues vom Radwerk"
    assert steps[-1]["item"] == f"http://testserver{page.get_url()}"


def test_no_title_ends_the_script() -> None:
    nasty = "</script><script>alert(1)</script>"
    page = pages.news(title=nasty)

    assert graph(page)["NewsArticle"]["headline"] == nasty
    assert b"<script>alert" not in Client().get(page.get_url()).content


def test_a_passed_on_address_shows_title_and_teaser_in_its_language() -> None:
    page = pages.news(title="Neues", teaser="Was es gibt.")
    arabic = tree.translate(page, "ar", title="جديد", teaser="ما الجديد")

    assert preview(page)["og:title"] == "Neues"
    assert preview(arabic) | {"og:title": "جديد", "og:locale": "ar_AR"} == preview(arabic)
    assert preview(page)["og:url"] == f"http://testserver{page.get_url()}"


def test_the_start_page_says_who_is_behind_the_site() -> None:
    home = tree.german_home()
    chosen = SiteSettings.load()
    chosen.county_name, chosen.phone_dial = "Landkreis Talbrücken", "+496990009101"
    chosen.save()

    publisher = graph(home)["GovernmentOrganization"]

    assert (publisher["name"], publisher["telephone"]) == (
        "Landkreis Talbrücken",
        "+496990009101",
    )
