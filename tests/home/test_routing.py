"""Addresses people mistype and robots invent: an honest page, in a language that is served."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from events.models import EventIndexPage
from home.models import GlossaryPage
from initiatives.models import InitiativeIndexPage, ProjectIndexPage
from news.models import NewsIndexPage
from newsletter.models import NewsletterArchivePage
from tests.factories import pages, tree

pytestmark = pytest.mark.django_db

LISTS = (
    NewsIndexPage, EventIndexPage, InitiativeIndexPage, ProjectIndexPage, NewsletterArchivePage,
    GlossaryPage,
)  # fmt: skip
PARAMETERS = (
    "seite", "thema", "jahr", "ort", "region", "sprache", "zeitraum", "ansicht", "angebot", "fuer",
    "stand", "heute", "online", "meine_sprache", "unbekannt",
)  # fmt: skip
VALUES = (
    "", "0", "-1", "1", "2", "501", "9999", "10000", "99999999999999999999", "1e9", "NaN", "١٢",
    "²", "Ⅷ", "null", "%FF", "%00", "%ED%A0%80", "%", "'", '"', "a" * 4_000, "../..", "%0d%0a",
    "gibtesnicht", "on", "true", "1999", "2026-01-01", "<script>",
)  # fmt: skip
QUERIES = (
    "seite=2&seite=x", "thema=a&thema=b&thema=", "jahr=2025&jahr=2026", "&&&", "=", "?", "a",
    "seite[]=1", "seite=1;thema=2", "%FF=%FF", "x=" + "a" * 20_000,
    "&".join(f"k{number}=1" for number in range(900)), "zeitraum=heute&ansicht=archiv",
    "ort=x&region=y&angebot=z&sprache=q&heute=on&stufenlos=on&sucht=on&kinderbetreuung=on",
)  # fmt: skip
UNKNOWN = (
    "/fa/", "/xx/", "/fa/termine/", "/xx/termine/", "/FR/", "/de-at/", "/de-simpl/", "/gibt/es/",
    "/de/gibt-es-nicht/", "/de/aktuelles/gibt-es-nicht/", "/de/%FF/", "/de/a%00b/", "/de//",
    "/de/../admin", "/%2e%2e/", "/de/" + "a/" * 200, "/wp-login.php", "/.env", "/de/suche/x/",
    "/tr/suche/", "/ku/aktuelles.atom",
)  # fmt: skip


@pytest.fixture
def lists() -> list[str]:
    """Return the addresses of all lists, each with something in it."""
    sections = [tree.section(model) for model in LISTS]
    pages.news(topics=[pages.topic(code="housing")])
    pages.event()
    pages.initiative()
    return [section.get_url() for section in sections]


def test_no_parameter_of_a_list_is_an_error(lists: list[str], client: Client) -> None:
    page, *filters = PARAMETERS
    queries = [f"{page}={value}" for value in VALUES]
    # Every other parameter with every value, and never all of them with the same one.
    for shift in range(len(VALUES)):
        values = [VALUES[(place + shift) % len(VALUES)] for place in range(len(filters))]
        queries.append(
            "&".join(f"{name}={value}" for name, value in zip(filters, values, strict=True))
        )
    asked = [f"{each}?{query}" for each in lists for query in queries]

    assert errors(asked, client) == {}


def test_no_query_of_a_list_is_an_error(lists: list[str], client: Client) -> None:
    asked = [f"{each}?{query}" for each in lists for query in QUERIES]

    assert errors(asked, client) == {}


def errors(addresses: list[str], client: Client) -> dict[str, int]:
    """Return the addresses that are neither answered nor unknown."""
    found = {address[:200]: client.get(address).status_code for address in addresses}
    return {address: status for address, status in found.items() if status not in {200, 404}}


def test_a_flood_of_parameters_is_refused_without_a_traceback(client: Client) -> None:
    address = tree.section(NewsIndexPage).get_url()
    flood = "&".join(f"k{number}=1" for number in range(20_000))

    assert client.get(f"{address}?{flood}").status_code in {200, 400}


def test_a_page_beyond_the_last_says_so(lists: list[str], client: Client) -> None:
    for address in lists[:4]:
        response = client.get(f"{address}?seite=400")

        main = BeautifulSoup(response.content, "html.parser").main
        assert response.status_code in {200, 404}
        assert len(main.text.split()) > 5, address


@pytest.mark.parametrize("address", UNKNOWN)
def test_an_unknown_address_is_an_honest_page(address: str, client: Client) -> None:
    home = tree.german_home()
    tree.translate(home, "ar")
    tree.translate(home, "fa", live=False)

    response = client.get(address, headers={"Accept-Language": "fa, ar;q=0.5"})

    assert response.status_code == 404
    html = BeautifulSoup(response.content, "html.parser").html
    expected = ("de", "ltr") if address.startswith("/de/") else ("ar", "rtl")
    assert (html["lang"], html["dir"]) == expected


def test_the_page_that_says_not_found_helps_on(client: Client) -> None:
    tree.german_home()
    tree.section(NewsIndexPage, show_in_menus=True, menu_group="volunteers")
    from cms.core.models import SiteSettings

    settings = SiteSettings.load()
    settings.phone_display, settings.phone_dial = "069 90009 100", "+496990009100"
    settings.save()

    soup = BeautifulSoup(client.get("/de/gibt-es-nicht/").content, "html.parser")

    assert soup.main.select_one("form[role=search], search form, form[action*=suche]")
    assert soup.main.select_one("a[href='tel:+496990009100']")
    assert soup.select_one("nav a[href='/de/newsindexpage/']")
    assert soup.select_one("meta[name=robots]")["content"] == "noindex"
    assert len(soup.select("h1")) == 1


def test_a_prefix_in_another_case_is_not_german_under_another_name(client: Client) -> None:
    tree.german_home()

    assert client.get("/DE/").status_code in {301, 302, 404}


def test_a_page_without_its_slash_is_sent_to_the_address_with_it(client: Client) -> None:
    page = pages.news()

    response = client.get(page.get_url().rstrip("/"))

    assert (response.status_code, response.get("Location")) == (301, page.get_url())


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_page_answers_no_other_method(method: str, client: Client) -> None:
    page = pages.news()

    assert getattr(client, method)(page.get_url()).status_code == 405
