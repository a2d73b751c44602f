"""Office words explain themselves in place, by tap, by key, and by a link where no script runs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.browser import Visitor, barriers
from tests.support.demo import DemoPage

pytestmark = [pytest.mark.e2e, pytest.mark.look]

PHONE = {"width": 360, "height": 740}
SLUG = "ihre-ersten-vier-wochen"


@pytest.fixture
def without_scripts(browser: Browser, demo_server: str) -> Iterator[Visitor]:
    """Return a reader whose browser runs no scripts, on a phone."""
    visitor = Visitor(browser, demo_server, java_script_enabled=False, viewport=PHONE)
    yield visitor
    visitor.close()
    assert visitor.complaints == []


def first_word(page: Page) -> Locator:
    return page.locator("main .word").first


def box_of(page: Page, word: Locator) -> Locator:
    return page.locator(f"#{word.evaluate('each => each.popoverTargetElement.id')}")


@pytest.mark.parametrize("code", ["de", "ar"])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_tap_opens_the_explanation_in_place(code: str, width: int, visitor: Visitor) -> None:
    visitor.page.set_viewport_size({"width": width, "height": 740})
    page = visitor.open(f"/{code}/{SLUG}/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    word = first_word(page)

    word.click()

    box = box_of(page, word)
    expect(box).to_be_visible()
    expect(box.locator("bdi[lang=de]").first).to_contain_text("Wohnungsgeber")
    place = box.bounding_box()
    assert place is not None
    assert place["x"] >= 0
    assert place["x"] + place["width"] <= width
    assert place["y"] + place["height"] <= 740.5
    # The browser fetches the sign of the site when it has time.
    assert [url for url in asked if "favicon" not in url] == []
    assert barriers(page) == []


def test_with_the_keyboard_it_opens_reads_itself_and_gives_the_focus_back(
    visitor: Visitor,
) -> None:
    page = visitor.open(f"/de/{SLUG}/")
    word = first_word(page)
    box = box_of(page, word)

    word.focus()
    page.keyboard.press("Enter")

    expect(box).to_be_focused()
    assert box.get_attribute("role") == "dialog"
    page.keyboard.press("Tab")
    expect(box.locator("a")).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(word).to_be_focused()
    page.keyboard.press("Space")
    expect(box).to_be_visible()
    box.locator("button").click()
    expect(box).to_be_hidden()


def test_only_one_explanation_is_open(visitor: Visitor) -> None:
    page = visitor.open(f"/de/{SLUG}/")
    words = page.locator("main button.word")
    assert words.count() >= 2

    for number in range(2):
        words.nth(number).focus()
        page.keyboard.press("Enter")

    expect(page.locator("[popover]:popover-open")).to_have_count(1)


@pytest.mark.parametrize("code", ["de", "uk", "ar"])
def test_without_scripts_the_word_leads_to_its_place_in_the_glossary(
    code: str, without_scripts: Visitor
) -> None:
    page = without_scripts.open(f"/{code}/{SLUG}/")
    expect(page.locator("[popover]").first).to_be_hidden()
    word = first_word(page)
    term = word.get_attribute("data-term")

    word.click()

    assert page.url.endswith(f"/{code}/woerter/#{term}")
    expect(page.locator(f"#{term}")).to_be_in_viewport()
    expect(page.locator(f"#{term}:target")).to_have_count(1)


def test_every_marked_word_of_the_demo_has_its_explanation(
    visitor: Visitor, demo_pages: list[DemoPage]
) -> None:
    topics = [page for page in demo_pages if page.model == "TopicPage"]
    found: dict[str, int] = {}

    for each in topics:
        page = visitor.open(each.url)
        found[each.code] = found.get(each.code, 0) + page.locator("main button.word").count()
        expect(page.locator("main a.word")).to_have_count(0)

    assert {code for code, count in found.items() if count} >= {"de", "en", "uk", "ar"}


def test_without_scripts_a_reader_answers_and_reports(without_scripts: Visitor) -> None:
    page = without_scripts.open(f"/ar/{SLUG}/")
    page.locator(".c-page-feedback button[value=yes]").click()
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    expect(page.locator("h1")).to_have_count(1)

    page = without_scripts.open(f"/ar/{SLUG}/")
    page.locator(".c-page-feedback summary").last.click()
    form = page.locator(".c-page-feedback form").last
    form.locator("textarea").fill("لا أستطيع قراءة الملف")
    form.locator("button").click()

    assert "/ar/rueckmeldung/danke/" in page.url
    expect(page.locator("html")).to_have_attribute("lang", "ar")
