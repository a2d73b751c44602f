"""A month has so many characters; they are taken before anything is sent, and only once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine

from translations.machine import adapters, budget
from translations.models import MachineUsage

SERVICE = adapters.LibreTranslate("http://127.0.0.1:1", "")


@pytest.fixture(autouse=True)
def _month_of_a_hundred_characters(settings: Any) -> Iterator[None]:
    settings.MACHINE_TRANSLATION_KIND = "libretranslate"
    settings.MACHINE_TRANSLATION_URL = SERVICE.url
    settings.MACHINE_TRANSLATION_MONTHLY_CHARACTERS = 100
    with time_machine.travel("2026-11-23 12:00+01:00", tick=False):
        yield


def used() -> int:
    found = budget.usage()
    assert found is not None
    return found.used


@pytest.mark.django_db
def test_reserved_characters_are_gone_until_they_are_given_back() -> None:
    reservation = budget.reserve(SERVICE, 80)

    assert used() == 80
    with pytest.raises(budget.BudgetError):
        budget.reserve(SERVICE, 21)
    budget.give_back(reservation, 50)
    assert used() == 30
    budget.reserve(SERVICE, 70)
    assert used() == 100


@pytest.mark.django_db
def test_usage_says_what_is_left() -> None:
    budget.reserve(SERVICE, 75)

    usage = budget.usage()

    assert usage == budget.Usage("libretranslate", 75, 100)
    assert (usage.left, usage.percent) == (25, 75)
    assert budget.Usage("x", 7, 5).left == 0
    assert budget.Usage("x", 0, 0).percent == 100


@pytest.mark.django_db
def test_each_month_and_each_service_counts_for_itself() -> None:
    with time_machine.travel("2026-10-31 23:30+01:00", tick=False):
        of_october = budget.reserve(SERVICE, 90)
    budget.reserve(adapters.DeepL(SERVICE.url, ""), 90)
    assert used() == 0

    budget.give_back(of_october)

    rows = MachineUsage.objects.values_list("month", "service", "characters")
    assert set(rows) == {
        (date(2026, 10, 1), "libretranslate", 0),
        (date(2026, 11, 1), "deepl", 90),
    }


@pytest.mark.django_db
def test_more_than_was_reserved_is_never_given_back() -> None:
    reservation = budget.reserve(SERVICE, 10)

    budget.give_back(reservation)
    budget.give_back(reservation)

    assert used() == 0


@pytest.mark.django_db
def test_budget_of_nothing_sends_nothing(settings: Any) -> None:
    settings.MACHINE_TRANSLATION_MONTHLY_CHARACTERS = 0

    with pytest.raises(budget.BudgetError):
        budget.reserve(SERVICE, 1)


def test_there_is_no_budget_where_there_is_no_service(settings: Any) -> None:
    settings.MACHINE_TRANSLATION_KIND = "off"

    assert budget.usage() is None
