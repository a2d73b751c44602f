"""A page can stand in a language only below its parent; which pages come first."""

from __future__ import annotations

from typing import Any

import pytest

from home.models import StandardPage
from tests.factories import pages, tree
from tests.support import roles, site, translating
from translations import parents, states
from translations.targets import targets

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


@pytest.fixture
def family() -> tuple[Any, Any, Any]:
    """Return three pages below each other, none of them translated."""
    top = pages.text_page(title="Oben")
    middle = tree.add(top, StandardPage(title="Mitte"))
    return top, middle, tree.add(middle, StandardPage(title="Unten"))


def first_on_the_board(page: Any, code: str = "ar") -> str:
    found = states.all_subjects()
    ids = [each.locale_id for each in targets()]
    missing = parents.missing_above(found, states.states_of(found, ids), ids)
    subject = missing.get((page.translation_key, translating.locale_id(code)))
    return subject.title if subject is not None else ""


def first_of_one_page(page: Any, code: str = "ar") -> str:
    locale_id = translating.locale_id(code)
    found = parents.missing_above_page(page, [locale_id]).get(locale_id)
    return found.title if found is not None else ""


@pytest.mark.parametrize("first_of", [first_on_the_board, first_of_one_page])
def test_the_highest_missing_page_comes_first(first_of: Any, family: Any) -> None:
    top, middle, bottom = family

    assert (first_of(top), first_of(middle), first_of(bottom)) == ("", "Oben", "Oben")


@pytest.mark.parametrize("first_of", [first_on_the_board, first_of_one_page])
def test_a_page_that_is_begun_makes_room_below_it(first_of: Any, family: Any) -> None:
    top, middle, bottom = family
    translating.hand_in(top, author=roles.person("translator_ar"))

    assert (first_of(middle), first_of(bottom)) == ("", "Mitte")
    assert first_of(bottom, "uk") == "Oben"


@pytest.mark.parametrize("first_of", [first_on_the_board, first_of_one_page])
def test_records_and_pages_of_the_first_level_wait_for_nobody(first_of: Any) -> None:
    assert first_of(pages.topic(label="Wohnen")) == ""
    assert first_of(site.home()) == ""
    assert first_of(site.page(live=True)) == ""
