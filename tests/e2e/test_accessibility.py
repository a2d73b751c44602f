"""Everything a reader can have in front of her, in every window, without a barrier axe knows of.

Every place is opened once in each language, and looked at in one window after another. By
default each is looked at in one window and one set of colours, so that every template meets every
language, every width and every set of colours; `make access` looks at all of them.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product

import pytest
from playwright.sync_api import Page

from tests.support import looking, places
from tests.support.browser import Visitor
from tests.support.demo import DemoPage
from tests.support.looking import EVERY_LOOK, SCHEMES, WIDTHS, Look
from tests.support.places import Place

pytestmark = [pytest.mark.e2e, pytest.mark.look]

CODES = ("de", "uk", "ar", "de-simple")
# One language written from each side; the longest words are German.
MEASURED = ("de", "ar")
# Windows: the smallest phone, a desk, and a phone, the last two with letters of twice the size.
WINDOWS = ((320, 100), (1280, 200), (360, 200))
# From here on the menu is open already.
DESK = 1024


@dataclass(frozen=True)
class State:
    """Something a reader opens; what she presses for it."""

    name: str
    place: str
    opener: str
    widest: int = WIDTHS[-1] + 1
    # Leichte Sprache explains its words in the text.
    missing_in: str = ""


STATES = (
    State("menu open", "HomePage", ".c-menu > summary", DESK),
    State("languages open", "HomePage", ".c-switch > summary"),
    State("languages of a German text open", "NewsPage stands in", ".c-switch > summary"),
    State("word explained", "TopicPage", "main button.word", missing_in="de-simple"),
    State("share open", "TopicPage", ".c-share > summary"),
)


@dataclass
class Impressions:
    """What was found in a language, by place."""

    barriers: dict[str, list[str]] = field(default_factory=dict)
    misfits: dict[str, list[str]] = field(default_factory=dict)
    looks: dict[str, list[Look]] = field(default_factory=dict)


class Tour:
    """A reader who goes everywhere once; what she saw is remembered."""

    def __init__(self, visitor: Visitor, pages: list[DemoPage]) -> None:
        self.page: Page = visitor.page
        self.pages = pages
        self.seen: dict[str, Impressions] = {}
        self.numbers: dict[str, int] = {}

    def of(self, code: str) -> Impressions:
        """Return what is found in a language."""
        if code not in self.seen:
            self.seen[code] = Impressions()
            for place in places.of_reader(self.pages, code):
                # The same in every language, though not all have the same places.
                number = self.numbers.setdefault(place.name, len(self.numbers))
                self._visit(place, number, self.seen[code])
        return self.seen[code]

    def _visit(self, place: Place, number: int, seen: Impressions) -> None:
        language = CODES.index(place.code)
        looking.arrive(self.page, place)
        looking.unfold(self.page)
        self._look(place.name, chosen(number, language), seen)
        if place.code in MEASURED:
            seen.misfits[place.name] = [
                problem
                for width, letters in WINDOWS
                for problem in looking.misfits(self.page, width, letters)
            ]
        for count, state in enumerate(states_of(place)):
            looks = [look for look in chosen(number + count, language) if look.width < state.widest]
            self._open(state, looks or [Look(WIDTHS[0], SCHEMES[language % 3])], seen)

    def _look(self, name: str, looks: Sequence[Look], seen: Impressions) -> None:
        seen.barriers[name] = looking.barriers(self.page, looks)
        seen.looks[name] = [*looks]

    def _open(self, state: State, looks: Sequence[Look], seen: Impressions) -> None:
        looking.take(self.page, looks[0])
        opener = self.page.locator(state.opener).first
        opener.click()
        # What has scrolled under the head of the page is not too small, only half covered.
        self.page.evaluate("scrollTo(0, 0)")
        self._look(f"{state.place}: {state.name}", looks, seen)
        # A popover closes with the next click, wherever that is; a list by its own button.
        looking.take(self.page, looks[0])
        opener.click()


def states_of(place: Place) -> list[State]:
    return [each for each in STATES if each.place == place.name and each.missing_in != place.code]


def chosen(place: int, language: int) -> Sequence[Look]:
    return EVERY_LOOK if os.environ.get("EVERY_LOOK") else looking.some_looks(place, language)


@pytest.fixture(scope="module")
def tour(long_visit: Visitor, demo_pages: list[DemoPage]) -> Tour:
    """Return one tour for all tests of the module."""
    return Tour(long_visit, demo_pages)


def problems(found: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: each for name, each in found.items() if each}


@pytest.mark.parametrize("code", CODES)
def test_nothing_a_reader_meets_has_a_barrier(code: str, tour: Tour) -> None:
    assert problems(tour.of(code).barriers) == {}


@pytest.mark.parametrize("code", MEASURED)
def test_nothing_is_cut_off_on_small_screens_and_in_large_letters(code: str, tour: Tour) -> None:
    assert problems(tour.of(code).misfits) == {}


def test_the_looks_leave_no_width_and_no_colours_out(tour: Tour) -> None:
    looks: dict[str, set[Look]] = {}
    for code in CODES:
        for name, of_place in tour.of(code).looks.items():
            looks.setdefault(name, set()).update(of_place)
        assert {look for each in tour.of(code).looks.values() for look in each} == {*EVERY_LOOK}

    everywhere = {name: each for name, each in looks.items() if "open" not in name}
    assert len(everywhere) > 30
    for name, of_place in everywhere.items():
        # What only some languages lack stands in for it only there.
        if all(name in tour.of(code).looks for code in CODES):
            assert {look.width for look in of_place} == {*WIDTHS}, name
            assert {look.scheme for look in of_place} == {*SCHEMES}, name
    assert [*product(WIDTHS, SCHEMES)] == [(look.width, look.scheme) for look in EVERY_LOOK]
