"""A reader chooses her language once; it is remembered then, and nothing before."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client, override_settings
from wagtail.models import PageViewRestriction

from cms.core import content_version
from tests.factories import pages, tree

pytestmark = pytest.mark.django_db

COOKIE = "django_language"
STRANGE = (
    "//evil.example/", "https://evil.example/", "javascript:alert(1)", "/\\evil.example/",
    "/de/../../etc/passwd", "\x00", "/de/\x00/", "\ud800", "/de/%FF/", "/xx/a/", "/ar", "/", "",
    "a" * 9_000, "/de/" + "a/" * 4_000, "/de/?von=/de/", "/de/ /", "/de/\r\nSet-Cookie: a=b/",
    "<script>", "/de/nicht-uebersetzt/", "/ar/nicht-uebersetzt/nicht-uebersetzt/", "/admin/",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _three_languages() -> None:
    """Serve German, Ukrainian and Arabic."""
    for code in ("uk", "ar"):
        tree.translate(tree.german_home(), code)


def choose(client: Client, code: str, von: str = "", **options: str) -> HttpResponse:
    """Choose a language the way the page without scripts does."""
    return client.post("/ar/sprachen/", {"sprache": code, "von": von}, **options)


def groups(client: Client, address: str) -> list[list[str]]:
    """Return the languages that the page offers, group by group."""
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    return [
        [str(button["value"]) for button in group.select("button")]
        for group in soup.select(".c-choose section")
    ]


def test_the_first_visit_is_answered_in_the_language_of_the_browser_and_kept_by_nobody(
    client: Client,
) -> None:
    response = client.get("/", headers={"Accept-Language": "uk"}, follow=True)

    assert response.redirect_chain == [("/uk/", 302)]
    assert client.cookies == {}


def test_the_choice_holds_at_the_next_visit_whatever_the_browser_says(client: Client) -> None:
    choose(client, "ar")

    response = client.get("/", headers={"Accept-Language": "uk"})

    assert response["Location"] == "/ar/"
    assert client.cookies[COOKIE]["max-age"] == 365 * 24 * 60 * 60


def test_the_choice_changes_no_address_that_names_its_language(client: Client) -> None:
    choose(client, "ar")

    assert client.get("/uk/").status_code == 200


def test_reading_sets_no_cookie(client: Client) -> None:
    page = pages.news()
    for address in (
        "/de/", page.get_url(), "/ar/sprachen/", f"/ar/sprachen/?von={page.get_url()}",
        page.get_url().replace("/de/", "/ar/nicht-uebersetzt/", 1), "/ar/gibt-es-nicht/",
    ):  # fmt: skip
        client.get(address)

    assert client.cookies == {}


def test_the_cookie_says_a_language_and_goes_to_nobody_else(client: Client) -> None:
    cookie = choose(client, "uk").cookies[COOKIE]

    assert (cookie.value, cookie["samesite"], cookie["path"]) == ("uk", "Lax", "/")
    # The script of the switcher writes the same cookie.
    assert not cookie["httponly"]


@override_settings(SESSION_COOKIE_SECURE=True)
def test_the_cookie_travels_encrypted_where_the_site_does(client: Client) -> None:
    assert choose(client, "uk").cookies[COOKIE]["secure"]


def test_the_reader_goes_on_with_the_page_she_came_from(client: Client) -> None:
    page = pages.news()
    arabic = tree.translate(page, "ar")

    assert choose(client, "ar", page.get_url())["Location"] == arabic.get_url()
    assert choose(client, "de", arabic.get_url())["Location"] == page.get_url()


def test_where_the_page_is_missing_she_gets_the_german_one_in_her_frame(client: Client) -> None:
    page = pages.news()
    stand_in = page.get_url().replace("/de/", "/{}/nicht-uebersetzt/", 1)

    assert choose(client, "uk", page.get_url())["Location"] == stand_in.format("uk")
    assert choose(client, "uk", stand_in.format("ar"))["Location"] == stand_in.format("uk")
    assert choose(client, "de", stand_in.format("ar"))["Location"] == page.get_url()


def test_the_page_says_what_each_language_has(client: Client) -> None:
    page = pages.news()
    tree.translate(page, "ar")

    assert groups(client, f"/uk/sprachen/?von={page.get_url()}") == [["de", "ar"], ["uk"]]
    assert groups(client, "/uk/sprachen/") == [["de", "uk", "ar"]]


def test_a_page_that_is_not_public_is_not_told_apart_from_one_that_is_not_there(
    client: Client,
) -> None:
    draft, private = pages.news(live=False), pages.news()
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    content_version.renew()

    for page in (draft, private):
        assert groups(client, f"/ar/sprachen/?von={page.get_url()}") == [["de", "uk", "ar"]]
        assert choose(client, "uk", page.get_url())["Location"] == "/uk/"


@pytest.mark.parametrize("von", STRANGE, ids=lambda von: ascii(von)[:30])
def test_no_address_leads_away_or_to_an_error(von: str, client: Client) -> None:
    typed = von.encode("utf-8", "surrogatepass").decode("latin-1")

    assert client.get("/ar/sprachen/", {"von": typed}).status_code == 200
    assert choose(client, "uk", typed)["Location"] == "/uk/"


def test_broken_bytes_are_no_error(client: Client) -> None:
    assert client.get("/ar/sprachen/?von=%FF%00%ED%A0%80").status_code == 200
    assert client.get("/ar/sprachen/?von=/de/&von=x&von[]=").status_code == 200


@pytest.mark.parametrize("code", ["", "xx", "fa", "//evil.example", "uk; Path=/", "\x00", "DE"])
def test_a_language_that_is_not_served_cannot_be_chosen(code: str, client: Client) -> None:
    tree.translate(tree.german_home(), "fa", live=False)

    response = choose(client, code, "/de/")

    assert (response.status_code, response["Location"]) == (302, "/ar/sprachen/")
    assert client.cookies == {}


def test_the_page_is_not_for_search_engines_and_caches(client: Client) -> None:
    response = client.get("/ar/sprachen/")
    soup = BeautifulSoup(response.content, "html.parser")

    assert soup.select_one("meta[name=robots]")["content"] == "noindex"
    assert "no-store" in response["Cache-Control"]


def test_every_page_leads_to_the_choice_without_a_script(client: Client) -> None:
    page = pages.news()

    soup = BeautifulSoup(client.get(page.get_url()).content, "html.parser")

    link = soup.select_one(".c-switch__more a")
    assert link["href"] == f"/de/sprachen/?von={page.get_url()}"
    assert soup.select_one("script[src*='js/site'][defer]")["data-language-cookie"] == COOKIE
