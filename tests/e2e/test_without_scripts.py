"""What readers come for, with scripts switched off: on a phone, in German and in Arabic."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support import places
from tests.support.browser import Visitor
from tests.support.demo import DemoPage

pytestmark = [pytest.mark.e2e, pytest.mark.look]

CODES = ("de", "ar")
OTHER = {"de": "ar", "ar": "de"}
PHONE = {"width": 360, "height": 740}
# What only a script can do, and what nobody must be able to press in vain without one.
FOR_SCRIPTS = "[data-share], [data-copy], [data-listen], [data-save-page], [data-theme-switch]"


@pytest.fixture(scope="module")
def plain_visit(browser: Browser, demo_server: str) -> Iterator[Visitor]:
    """Return a reader whose browser runs no scripts, on a phone."""
    visitor = Visitor(browser, demo_server, java_script_enabled=False, viewport=PHONE)
    yield visitor
    visitor.close()
    assert visitor.complaints == []


def address_of(name: str, code: str, pages: list[DemoPage]) -> str:
    return next(each.url for each in places.of_reader(pages, code) if each.name == name)


def is_a_page_in(page: Page, code: str) -> None:
    expect(page.locator("html")).to_have_attribute("lang", code)
    expect(page.locator("h1")).to_have_count(1)


@pytest.mark.parametrize("code", CODES)
def test_a_reader_finds_her_way(
    code: str, plain_visit: Visitor, demo_pages: list[DemoPage]
) -> None:
    """Menu, calendar, filter, an event, and the same event in another language."""
    page = plain_visit.open(f"/{code}/")
    page.locator(".c-menu summary").click()
    page.locator(f".c-nav a[href='/{code}/termine/']").click()

    expect(page.locator("main .c-card-event").first).to_be_visible()
    before = page.locator("main .c-card-event").count()
    page.locator(".c-filter summary").click()
    page.locator(".c-filter input[name=stufenlos]").check()
    page.locator(".c-filter button[type=submit]").click()
    expect(page).to_have_url(re.compile(r"[?&]stufenlos=on"))
    cards = page.locator("main .c-card-event")
    expect(cards.first).to_be_visible()
    assert cards.count() < before

    cards.first.locator("a").first.click()
    is_a_page_in(page, code)
    page.locator(".c-switch summary").click()
    page.locator(f".c-switch a[data-language={OTHER[code]}]").click()
    is_a_page_in(page, OTHER[code])
    assert f"/{OTHER[code]}/termine/" in page.url


@pytest.mark.parametrize("code", CODES)
def test_a_reader_searches_and_has_a_word_explained(
    code: str, plain_visit: Visitor, demo_pages: list[DemoPage]
) -> None:
    page = plain_visit.open(f"/{code}/")
    page.locator("a.c-header__tool--search").click()
    page.locator("#page-search").fill("Wonung")
    page.keyboard.press("Enter")
    page.locator(".search-says__better").click()
    page.locator("main .c-card-result a").first.click()
    is_a_page_in(page, code)

    plain_visit.open(address_of("TopicPage", code, demo_pages))
    word = page.locator("main a.word").first
    term = word.get_attribute("data-term")
    word.click()
    assert page.url.endswith(f"/{code}/woerter/#{term}")
    expect(page.locator(f"#{term}")).to_be_in_viewport()


@pytest.mark.parametrize("code", CODES)
def test_a_reader_passes_a_page_on_and_prints_it(
    code: str, plain_visit: Visitor, demo_pages: list[DemoPage]
) -> None:
    page = plain_visit.open(address_of("EventPage", code, demo_pages))
    expect(page.locator(FOR_SCRIPTS).locator("visible=true")).to_have_count(0)

    page.locator(".c-share summary").click()
    links = page.locator(".c-share a").locator("visible=true")
    assert [
        re.match(r"(https://wa\.me/|https://t\.me/|mailto:)", str(link.get_attribute("href")))
        is not None
        for link in links.all()
    ] == [True] * 3
    for sheet in ("1", "aushang"):
        page.locator(f".c-page-tools a[href='?druck={sheet}']").click()
        is_a_page_in(page, code)
        expect(page.locator(".c-print-foot__code svg")).to_be_visible()
        expect(page.locator(FOR_SCRIPTS).locator("visible=true")).to_have_count(0)
        page.go_back()


@pytest.mark.parametrize("code", CODES)
def test_a_reader_says_what_she_misses(
    code: str, plain_visit: Visitor, demo_pages: list[DemoPage]
) -> None:
    """A wish for a translation, whether the page helped, and what is wrong with it."""
    address = address_of("wish received", code, demo_pages)
    page = plain_visit.open(address)
    button = page.locator("form.c-wish-form button").first
    language = button.get_attribute("lang")
    button.click()
    assert f"/{language}/uebersetzung-wuenschen/" in page.url
    is_a_page_in(page, str(language))

    plain_visit.open(address)
    page.locator(".c-page-feedback button[value=no]").click()
    assert f"/{code}/rueckmeldung/danke/" in page.url
    is_a_page_in(page, code)

    plain_visit.open(address)
    page.locator(".c-page-feedback summary").first.click()
    form = page.locator(".c-page-feedback form:has(textarea)").first
    form.locator("textarea").fill("Die Uhrzeit stimmt nicht.")
    form.locator("button").click()
    assert f"/{code}/rueckmeldung/danke/" in page.url
    is_a_page_in(page, code)
