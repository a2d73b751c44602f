"""What repeats takes place on its weekdays, in its weeks, and not on the days left out."""

from datetime import date
from types import SimpleNamespace

import pytest

from events import recurrence
from tests.factories import pages


def event(**fields):
    fields = {
        "starts_at": pages.berlin(2026, 10, 1, 15),
        "weekdays": ["thu"],
        "week_of_month": None,
        "repeats_until": date(2026, 12, 31),
        "except_on": [],
        **fields,
    }
    return SimpleNamespace(**fields)


def days(repeating, first=date(2026, 11, 1), after=date(2026, 12, 1)) -> list[int]:
    return [day.day for day in recurrence.days_of(repeating, first, after)]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, [5, 12, 19, 26]),
        ({"weekdays": ["tue", "thu"]}, [3, 5, 10, 12, 17, 19, 24, 26]),
        ({"week_of_month": 1}, [5]),
        ({"week_of_month": -1}, [26]),
        ({"except_on": ["2026-11-12"]}, [5, 19, 26]),
        ({"repeats_until": date(2026, 11, 18)}, [5, 12]),
        ({"weekdays": []}, [5, 12, 19, 26]),
        ({"starts_at": None}, []),
    ],
)
def test_days(fields, expected):
    assert days(event(**fields)) == expected


def test_the_hour_of_summer_time_moves_no_day():
    late = event(starts_at=pages.berlin(2026, 3, 27, 23, 30), weekdays=["fri"])

    assert days(late, date(2026, 3, 27), date(2026, 4, 4)) == [27, 3]
