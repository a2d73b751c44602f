"""Lists show everything with a word about its language; one tick leaves what one can read."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from cms.core.models import SiteSettings
from events.models import EventIndexPage, MethodPage
from home.models import TopicPage
from initiatives.models import InitiativeIndexPage, ProjectIndexPage, ProjectPage
from news.models import NewsIndexPage
from newsletter.models import NewsletterArchivePage, NewsletterIssuePage
from tests.factories import pages, tree

pytestmark = pytest.mark.django_db


def project(**fields: Any) -> Page:
    fields.setdefault("title", f"Projekt {tree.number()}")
    return tree.add(tree.section(ProjectIndexPage), ProjectPage(**fields))


LISTS = {
    "news": (NewsIndexPage, pages.news),
    "events": (EventIndexPage, pages.event),
    "initiatives": (InitiativeIndexPage, pages.initiative),
    "projects": (ProjectIndexPage, project),
}


@pytest.fixture(params=LISTS)
def kind(request: pytest.FixtureRequest) -> Any:
    """Return one of the lists, as the type of its page and how its records are made."""
    SiteSettings.load()
    return LISTS[request.param]


def address_of(section: type[Page], code: str) -> str:
    """Return where the list is in a language."""
    page = tree.section(section)
    found = page.get_translation_or_none(tree.locale(code))
    return (found or tree.translate(page, code)).specific.get_url()


def cards(client: Client, address: str) -> list[Any]:
    """Return the entries of a list."""
    response = client.get(address)
    assert response.status_code == 200
    soup = BeautifulSoup(response.content, "html.parser")
    return soup.main.select(".c-card, .c-event")


def test_a_list_shows_everything_and_says_what_is_german(kind: Any, client: Client) -> None:
    section, make = kind
    tree.translate(make(), "ar", title="مترجم")
    make(title="Nur deutsch")

    found = {card.a.text: bool(card.select(".c-chip--german")) for card in cards(client, address_of(section, "ar"))}  # noqa: E501  # fmt: skip

    assert found == {"مترجم": False, "Nur deutsch": True}


def test_one_tick_leaves_what_is_in_the_readers_language(kind: Any, client: Client) -> None:
    section, make = kind
    tree.translate(make(), "ar", title="مترجم")
    tree.translate(make(), "uk", title="Українською")
    tree.translate(make(), "ar", live=False, title="مسودة")
    make(title="Nur deutsch")

    found = cards(client, f"{address_of(section, 'ar')}?meine_sprache=on")

    assert [card.a.text for card in found] == ["مترجم"]


def test_readers_of_german_have_everything_and_are_not_asked(kind: Any, client: Client) -> None:
    section, make = kind
    make(title="Nur deutsch")
    address = tree.section(section).get_url()

    soup = BeautifulSoup(client.get(address).content, "html.parser")

    assert soup.select("[name=meine_sprache]") == []
    assert [card.a.text for card in cards(client, f"{address}?meine_sprache=on")] == ["Nur deutsch"]


def test_the_form_keeps_the_tick(kind: Any, client: Client) -> None:
    section, _make = kind

    response = client.get(f"{address_of(section, 'ar')}?meine_sprache=on")

    box = BeautifulSoup(response.content, "html.parser").select_one("[name=meine_sprache]")
    assert box.has_attr("checked")


def test_the_tick_goes_with_other_filters(client: Client) -> None:
    topic = pages.topic(code="housing", label="Wohnen")
    tree.translate(pages.event(topics=[topic], cost="free"), "ar", title="سكن")
    tree.translate(pages.event(cost="free"), "ar", title="غيره")
    pages.event(topics=[topic], title="Nur deutsch")
    address = address_of(EventIndexPage, "ar")

    found = cards(client, f"{address}?meine_sprache=on&thema=housing&kostenlos=on")

    assert [card.a.text for card in found] == ["سكن"]


def test_the_tick_costs_no_more_on_a_large_site(kind: Any) -> None:
    section, make = kind
    address = f"{address_of(section, 'ar')}?meine_sprache=on"
    tree.translate(make(), "ar", title="مترجم")
    few = questions(address)
    for _each in range(6):
        tree.translate(make(), "ar", title="مترجم")

    assert len(questions(address)) == len(few)


def questions(address: str) -> list[str]:
    """Return the questions that a warm list asks the database."""
    for _warm_up in range(2):
        assert Client().get(address).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        Client().get(address)
        return [query["sql"] for query in captured.captured_queries]


def test_the_newsletter_archive_and_its_issues_say_what_is_german(client: Client) -> None:
    archive = tree.section(NewsletterArchivePage)
    issue = tree.add(archive, NewsletterIssuePage(title="Brief"))
    arabic = tree.translate(archive, "ar")

    (link,) = BeautifulSoup(client.get(arabic.get_url()).content, "html.parser").select(
        "main .c-card"
    )

    assert link.a["href"] == issue.get_url().replace("/de/", "/ar/nicht-uebersetzt/", 1)
    assert link.select_one(".c-chip--german")


def test_a_topic_says_what_of_it_is_german(client: Client) -> None:
    topic = pages.topic()
    page = tree.add(tree.german_home(), TopicPage(title="Wohnen", topic=topic))
    pages.news(title="Nur deutsch", topics=[topic])
    arabic = tree.translate(page, "ar")

    (card,) = cards(client, arabic.get_url())

    assert card.select_one(".c-chip--german")


def test_what_stands_beside_the_dates_obeys_the_tick(client: Client) -> None:
    section = tree.section(EventIndexPage)
    tree.add(section, MethodPage(title="Nur deutsch"))
    tree.translate(tree.add(section, MethodPage(title="Deutsch")), "ar", title="طريقة")
    address = address_of(EventIndexPage, "ar")

    assert len(cards(client, address)) == 2
    assert [card.a.text for card in cards(client, f"{address}?meine_sprache=on")] == ["طريقة"]
