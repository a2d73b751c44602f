"""What readers do: with the keyboard, without scripts, from one language to the next."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import Visitor
from tests.support.demo import DemoPage

pytestmark = [pytest.mark.e2e, pytest.mark.look]

FOCUS = """() => {
    const element = document.activeElement, style = getComputedStyle(element);
    return {
        tag: element.tagName,
        href: element.getAttribute('href'),
        ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
            || style.boxShadow !== 'none',
        seen: element.getBoundingClientRect().bottom > 0
            && element.getBoundingClientRect().width > 0,
    };
}"""


@pytest.fixture
def without_scripts(browser: Browser, demo_server: str) -> Iterator[Visitor]:
    """Return a reader whose browser runs no scripts, on a phone."""
    visitor = Visitor(
        browser, demo_server, java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    yield visitor
    visitor.close()
    assert visitor.complaints == []


def translated_event(pages: list[DemoPage]) -> tuple[DemoPage, DemoPage]:
    """Return an event in German and in Arabic."""
    events = [page for page in pages if page.model == "EventPage"]
    arabic = next(page for page in events if page.code == "ar")
    return next(page for page in events if page.url == arabic.source_url), arabic


def press_tab(page: Page, times: int) -> list[dict[str, object]]:
    """Return what has the focus after each step."""
    stops = []
    for _each in range(times):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUS))
    return stops


def test_the_first_key_offers_to_skip_to_the_content(visitor: Visitor) -> None:
    page = visitor.open("/de/")

    (first,) = press_tab(page, 1)
    page.keyboard.press("Enter")

    assert (first["href"], first["seen"]) == ("#main", True)
    expect(page.locator("#main")).to_be_focused()


@pytest.mark.parametrize("code", ["de", "ar"])
def test_the_focus_is_always_seen(code: str, visitor: Visitor) -> None:
    page = visitor.open(f"/{code}/")

    stops = press_tab(page, 30)

    assert [stop for stop in stops if not (stop["ring"] and stop["seen"])] == []


def test_the_language_switch_leads_to_the_same_page_in_arabic(
    visitor: Visitor, demo_pages: list[DemoPage]
) -> None:
    german, arabic = translated_event(demo_pages)
    page = visitor.open(german.url)

    page.locator(".c-language-switch summary").click()
    page.get_by_role("link", name="العربية").first.click()

    expect(page).to_have_url(re.compile(re.escape(arabic.url) + "$"))
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_language_switch_works_without_scripts(
    without_scripts: Visitor, demo_pages: list[DemoPage]
) -> None:
    german, arabic = translated_event(demo_pages)
    page = without_scripts.open(german.url)
    link = page.get_by_role("link", name="العربية").first
    expect(link).to_be_hidden()

    page.locator(".c-language-switch summary").click()
    link.click()

    expect(page).to_have_url(re.compile(re.escape(arabic.url) + "$"))


def test_the_menu_opens_without_scripts(without_scripts: Visitor) -> None:
    page = without_scripts.open("/de/")
    link = page.locator(".c-nav a[href='/de/termine/']")
    expect(link).to_be_hidden()

    page.locator(".c-menu summary").click()
    link.click()

    expect(page).to_have_url(re.compile("/de/termine/$"))


def test_a_list_is_filtered_without_scripts(without_scripts: Visitor) -> None:
    page = without_scripts.open("/de/initiativen/")

    page.locator(".c-filter summary").click()
    page.get_by_label("Stufenlos").check()
    page.locator(".c-filter button[type=submit]").click()

    expect(page).to_have_url(re.compile("stufenlos=on"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_search_from_the_front_page_finds_a_demo_page(visitor: Visitor) -> None:
    visitor.page.set_viewport_size({"width": 1280, "height": 800})
    page = visitor.open("/de/")

    page.get_by_role("searchbox").first.fill("Sprachcafé")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("/de/suche/"))
    expect(page.locator("main .c-card-result a").first).to_be_visible()


def test_the_arabic_page_is_mirrored(visitor: Visitor) -> None:
    visitor.page.set_viewport_size({"width": 1280, "height": 800})
    logo_at = {}
    for code in ("de", "ar"):
        page = visitor.open(f"/{code}/")
        box = page.locator(".c-logo").bounding_box()
        assert box is not None
        logo_at[code] = box["x"] + box["width"] / 2

    assert logo_at["de"] < 640 < logo_at["ar"]


def test_a_phone_number_reads_left_to_right_on_an_arabic_page(visitor: Visitor) -> None:
    page = visitor.open("/ar/")

    number = page.locator("footer a[href^='tel:'] bdi").first

    expect(number).to_have_attribute("dir", "ltr")
    assert number.evaluate("element => getComputedStyle(element).direction") == "ltr"
