"""What people take along, printed by a real browser and looked at on a phone."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from playwright.sync_api import Browser

from tests.support.browser import Visitor, barriers, overflow
from tests.support.demo import DemoPage

pytestmark = [pytest.mark.e2e, pytest.mark.look]

WIDTHS = (360, 1280)
BOTH = "/{code}/zweisprachig/{path}"


def found(pages: list[DemoPage], model: str, code: str) -> DemoPage:
    return next(page for page in pages if page.model == model and page.code == code)


def both_of(page: DemoPage) -> str:
    """Return where a page stands beside the German one; slugs are the same in every language."""
    return BOTH.format(code=page.code, path=page.url.split("/", 2)[2])


def sheets_of_paper(visitor: Visitor) -> int:
    """Return on how many sheets the page in front of the visitor is printed."""
    printed = visitor.page.pdf(prefer_css_page_size=True)
    with pikepdf.open(BytesIO(printed)) as pdf:
        return len(pdf.pages)


@pytest.mark.parametrize("code", ["de", "ar"])
@pytest.mark.parametrize("wanted", ["1", "aushang"])
def test_an_event_fits_on_one_sheet(
    visitor: Visitor, demo_pages: list[DemoPage], code: str, wanted: str
) -> None:
    visitor.open(f"{found(demo_pages, 'EventPage', code).url}?druck={wanted}")

    assert sheets_of_paper(visitor) == 1


@pytest.mark.parametrize("code", ["uk", "ar"])
def test_two_languages_fit_on_one_sheet(
    visitor: Visitor, demo_pages: list[DemoPage], code: str
) -> None:
    visitor.open(both_of(found(demo_pages, "TopicPage", code)))

    assert sheets_of_paper(visitor) == 1


@pytest.mark.parametrize("width", WIDTHS)
def test_two_languages_and_paper_fit_every_screen_and_have_no_barriers(
    browser: Browser, demo_server: str, demo_pages: list[DemoPage], width: int
) -> None:
    topic, event = (found(demo_pages, model, "ar") for model in ("TopicPage", "EventPage"))
    addresses = (both_of(topic), f"{topic.url}?druck=1", f"{event.url}?druck=aushang")
    for scheme in ("light", "dark"):
        visitor = Visitor(
            browser,
            demo_server,
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
            reduced_motion="reduce",
        )
        for address in addresses:
            page = visitor.open(address)
            assert overflow(page) == 0, address
            assert barriers(page) == [], address
        visitor.close()
        assert visitor.complaints == []


def test_german_stands_on_the_left_of_arabic(
    browser: Browser, demo_server: str, demo_pages: list[DemoPage]
) -> None:
    visitor = Visitor(browser, demo_server, viewport={"width": 1280, "height": 800})
    page = visitor.open(both_of(found(demo_pages, "TopicPage", "ar")))

    german = page.locator(".c-bilingual__text .c-pair__german").first.bounding_box()
    own = page.locator(".c-bilingual__text .c-pair__own").first.bounding_box()

    visitor.close()
    assert german
    assert own
    assert german["x"] + german["width"] <= own["x"]
    assert german["y"] == own["y"]
