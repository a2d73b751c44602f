"""Every page type, in German and Arabic, small and large, without a barrier axe knows of."""

from __future__ import annotations

import pytest

from tests.support.browser import Visitor, barriers, overflow
from tests.support.demo import DemoPage

pytestmark = pytest.mark.e2e

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
NARROWEST = {"width": 320, "height": 640}
WITHOUT_PAGE = ("suche/?q=Wohnung", "gibt-es-nicht/")


def samples(pages: list[DemoPage], code: str) -> list[DemoPage]:
    """Return one page of every type, the one with the most to say: the first of the demo."""
    found: dict[str, DemoPage] = {}
    for page in pages:
        if page.code == code:
            found.setdefault(page.model, page)
    return list(found.values())


def addresses(pages: list[DemoPage], code: str) -> list[str]:
    return [
        *(page.url for page in samples(pages, code)),
        *(f"/{code}/{path}" for path in WITHOUT_PAGE),
    ]


@pytest.mark.parametrize("code", ["de", "ar"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_no_page_type_has_a_barrier(
    code: str, size: dict[str, int], long_visit: Visitor, demo_pages: list[DemoPage]
) -> None:
    long_visit.page.set_viewport_size(size)
    found = {}

    for address in addresses(demo_pages, code):
        long_visit.page.goto(address)
        long_visit.page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
        found[address] = barriers(long_visit.page)

    assert {address: each for address, each in found.items() if each} == {}


@pytest.mark.parametrize("code", ["de", "ar"])
def test_the_dark_scheme_has_no_barrier(
    code: str, long_visit: Visitor, demo_pages: list[DemoPage]
) -> None:
    wanted = {"HomePage", "EventPage", "InitiativeIndexPage", "ProjectPage"}
    long_visit.page.set_viewport_size(PHONE)
    long_visit.page.emulate_media(color_scheme="dark")
    found = {}

    for page in samples(demo_pages, code):
        if page.model in wanted:
            long_visit.page.goto(page.url)
            found[page.url] = barriers(long_visit.page)
    long_visit.page.emulate_media(color_scheme="light")

    assert found
    assert {address: each for address, each in found.items() if each} == {}


@pytest.mark.parametrize("code", ["de", "de-simple", "en", "uk", "ar"])
def test_nothing_is_wider_than_the_smallest_screen(
    code: str, long_visit: Visitor, demo_pages: list[DemoPage]
) -> None:
    long_visit.page.set_viewport_size(NARROWEST)
    wide = {}

    for address in addresses(demo_pages, code):
        long_visit.page.goto(address, wait_until="load")
        wide[address] = overflow(long_visit.page)

    assert {address: pixels for address, pixels in wide.items() if pixels} == {}


def test_letters_of_twice_the_size_do_not_widen_the_page(
    long_visit: Visitor, demo_pages: list[DemoPage]
) -> None:
    long_visit.page.set_viewport_size(DESK)
    wide = {}

    for page in samples(demo_pages, "de"):
        long_visit.page.goto(page.url)
        long_visit.page.evaluate("document.documentElement.style.fontSize = '200%'")
        wide[page.url] = overflow(long_visit.page)

    assert {address: pixels for address, pixels in wide.items() if pixels} == {}
