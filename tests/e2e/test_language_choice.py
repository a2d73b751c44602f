"""A reader says once which language she reads; her browser remembers, with scripts or without."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.support import browser as browsing
from tests.support.browser import Visitor
from tests.support.demo import DemoPage

pytestmark = [pytest.mark.e2e, pytest.mark.look]


@pytest.fixture
def without_scripts(browser: Browser, demo_server: str) -> Iterator[Visitor]:
    """Return a reader whose browser runs no scripts and prefers Ukrainian."""
    visitor = Visitor(browser, demo_server, java_script_enabled=False, locale="uk")
    yield visitor
    visitor.close()
    assert visitor.complaints == []


def missing_in(code: str, demo_pages: list[DemoPage]) -> DemoPage:
    """Return a German page that a language does not have."""
    there = {page.source_url for page in demo_pages if page.code == code}
    return next(
        page
        for page in demo_pages
        if page.code == "de" and page.url not in there and page.url.count("/") > 3
    )


def test_a_click_in_the_switcher_is_remembered_and_nothing_before(visitor: Visitor) -> None:
    page = visitor.open("/de/")
    page.click(".c-switch summary")
    assert visitor.context.cookies() == []

    page.click(".c-switch a[data-language=ar]")
    page.wait_for_url("**/ar/")
    (cookie,) = visitor.context.cookies()
    visitor.open("/")

    assert (cookie["value"], cookie["sameSite"]) == ("ar", "Lax")
    assert cookie["expires"] > 0  # it survives closing the browser
    assert page.evaluate("document.documentElement.lang") == "ar"


def test_without_scripts_the_page_of_languages_remembers(without_scripts: Visitor) -> None:
    page = without_scripts.open("/")
    assert page.url.endswith("/uk/")
    assert without_scripts.context.cookies() == []

    page.click(".c-switch summary")
    page.click(".c-switch__more a")
    page.click("main button[value=ar]")
    assert page.url.endswith("/ar/")

    without_scripts.open("/")
    assert page.url.endswith("/ar/")


@pytest.mark.parametrize("width", [320, 1280])
def test_a_page_that_stands_in_has_no_barriers_and_no_second_scrollbar(
    width: int, visitor: Visitor, demo_pages: list[DemoPage]
) -> None:
    german = missing_in("ar", demo_pages)
    visitor.page.set_viewport_size({"width": width, "height": 800})

    page = visitor.open(german.url.replace("/de/", "/ar/nicht-uebersetzt/", 1))

    assert page.locator("html[lang=ar][dir=rtl]").count() == 1
    assert page.locator("h1").evaluate("each => getComputedStyle(each).direction") == "ltr"
    assert browsing.overflow(page) <= 0
    assert browsing.barriers(page) == []


def test_the_choice_has_no_barriers(visitor: Visitor, demo_pages: list[DemoPage]) -> None:
    german = missing_in("ar", demo_pages)
    visitor.page.set_viewport_size({"width": 320, "height": 800})

    page = visitor.open(f"/ar/sprachen/?von={german.url}")

    assert browsing.overflow(page) <= 0
    assert browsing.barriers(page) == []
