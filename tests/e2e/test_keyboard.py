"""Everything by keyboard: in the order one reads, always in sight, in and out again."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support import looking, places
from tests.support.browser import Visitor
from tests.support.demo import DemoPage
from tests.support.places import Place

pytestmark = [pytest.mark.e2e, pytest.mark.look]

CODES = ("de", "ar")
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
# A list, facts with buttons, many results, a form.
WALKED = ("HomePage", "EventPage", "search with results", "feedback")
MOST_STOPS = 200

STOP = """() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const isRinged = style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    // A row that scrolls by itself moves with the focus; its parts stay where they are in it.
    const scrolled = element.closest('.c-page-tools')?.scrollLeft ?? 0;
    const box = element.getBoundingClientRect(), parts = [.5, .1, .9], problems = [];
    const isOnTop = ([x, y]) => {
        const top = document.elementFromPoint(x, y);
        return top && (element.contains(top) || top.contains(element)
            || top.closest('label')?.control === element);
    };
    const points = parts.flatMap(x => parts.map(
        y => [box.left + box.width * x, box.top + box.height * y]));
    // The ring of a card's link goes round the whole card.
    if (![null, '::after'].some(part => isRinged(getComputedStyle(element, part))))
        problems.push('has no ring');
    if (!points.some(isOnTop)) problems.push('is out of sight or covered');
    return {
        name: element.outerHTML.slice(0, 120), problems,
        start: box.left + scrolled, end: box.right + scrolled,
        top: box.top + scrollY, bottom: box.bottom + scrollY,
        isFact: Boolean(element.closest('.page-aside')),
        // What moves with the window has no place on the page.
        floats: Boolean(element.closest('.c-header, .c-skip')),
    };
}"""
OPERABLE = """() => [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary')].filter(
        each => each.checkVisibility({visibilityProperty: true}) && !each.disabled
            && each.tabIndex >= 0 && (each.type !== 'radio' || each.checked)).length"""


@dataclass(frozen=True)
class Walk:
    """The places where the focus stood, one after the other."""

    stops: list[dict[str, Any]]
    has_left: bool

    def disorder(self, *, is_mirrored: bool) -> list[str]:
        """Return the steps back: up in the same column, or against the direction of reading."""
        found = []
        fixed = [stop for stop in self.stops if not stop["floats"]]
        for before, after in pairwise(fixed):
            first, second = (before, after) if not is_mirrored else (after, before)
            # A new column begins beside what came before, however far up.
            is_beside = second["start"] >= first["end"] - 2
            is_below = after["top"] >= before["top"] - 2 and after["bottom"] > before["top"]
            is_in_line = after["top"] < before["bottom"] - 2 and before["top"] < after["bottom"] - 2
            # When and where come before the text, beside which they stand on a wide screen.
            is_leaving_the_facts = before["isFact"] and not after["isFact"]
            if is_beside or is_leaving_the_facts:
                continue
            if not is_below or (is_in_line and _is_apart(before, after)):
                found.append(f"{before['name']} -> {after['name']}")
        return found


def _is_apart(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Tell whether two boxes stand beside each other; a link in a line may go on in the next."""
    return bool(after["end"] <= before["start"] + 2 or after["start"] >= before["end"] - 2)


def walk(page: Page) -> Walk:
    """Press Tab until the focus leaves the page."""
    stops: list[dict[str, Any]] = []
    while len(stops) < MOST_STOPS:
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        # The browser's own buttons come next, or at once the first stop again.
        if stop is None or (stops and stop["name"] == stops[0]["name"]):
            return Walk(stops, has_left=True)
        stops.append(stop)
    return Walk(stops, has_left=False)


def place_named(name: str, code: str, pages: list[DemoPage]) -> Place:
    return next(each for each in places.of_reader(pages, code) if each.name == name)


def open_by_keyboard(page: Page, button: Locator) -> None:
    button.focus()
    page.keyboard.press("Enter")


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_focus_walks_through_the_page_as_one_reads_it(
    code: str, size: dict[str, int], long_visit: Visitor, demo_pages: list[DemoPage]
) -> None:
    page = long_visit.page
    page.set_viewport_size(size)
    found: dict[str, list[str]] = {}

    for name in WALKED:
        looking.arrive(page, place_named(name, code, demo_pages))
        operable = page.evaluate(OPERABLE)
        walked = walk(page)
        found[name] = walked.disorder(is_mirrored=code == "ar")
        found[name] += [
            f"{each['name']} {each['problems']}" for each in walked.stops if each["problems"]
        ]
        assert walked.has_left, f"{name} keeps the focus"
        assert len(walked.stops) == operable, name

    assert {name: each for name, each in found.items() if each} == {}


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("menu", [".c-menu", ".c-switch"])
def test_a_menu_opens_closes_and_gives_the_focus_back(
    code: str, menu: str, long_visit: Visitor
) -> None:
    page = long_visit.page
    page.set_viewport_size(PHONE)
    page.goto(f"/{code}/")
    button = page.locator(f"{menu} > summary")
    panel = page.locator(".c-nav" if menu == ".c-menu" else ".c-switch__panel")
    expect(panel).to_be_hidden()

    open_by_keyboard(page, button)
    expect(panel).to_be_visible()
    expect(button).to_be_focused()
    page.keyboard.press("Tab")
    expect(panel.locator("a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(button).to_be_focused()

    # By the same key; and it does not cover what comes after it.
    page.keyboard.press("Enter")
    expect(panel).to_be_visible()
    page.keyboard.press("Enter")
    expect(panel).to_be_hidden()
    page.keyboard.press("Enter")
    panel.locator("a").last.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(panel).to_be_hidden()
    assert page.evaluate(STOP)["problems"] == []


@pytest.mark.parametrize("code", CODES)
def test_a_word_explains_itself_and_gives_the_focus_back(
    code: str, long_visit: Visitor, demo_pages: list[DemoPage]
) -> None:
    page = long_visit.page
    page.set_viewport_size(PHONE)
    looking.arrive(page, place_named("TopicPage", code, demo_pages))
    word = page.locator("main button.word").first

    open_by_keyboard(page, word)
    box = page.locator("[popover]:popover-open")
    expect(box).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate(STOP)["problems"] == []
    page.keyboard.press("Escape")

    expect(box).to_have_count(0)
    expect(word).to_be_focused()


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("name", WALKED)
def test_the_first_key_leads_past_the_menu(
    name: str, code: str, long_visit: Visitor, demo_pages: list[DemoPage]
) -> None:
    page = long_visit.page
    looking.arrive(page, place_named(name, code, demo_pages))

    page.keyboard.press("Tab")
    expect(page.locator(".c-skip")).to_be_focused()
    assert page.evaluate(STOP)["problems"] == []
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")

    assert page.evaluate("Boolean(document.activeElement.closest('main'))")
