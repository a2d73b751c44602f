"""Dates of the demo: counted from the day of loading, so that a demo is never stale."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKS = {"first": 1, "second": 2, "third": 3, "fourth": 4}


def today() -> date:
    """Return the day it is in Germany."""
    return datetime.now(BERLIN).date()


def clock(text: str) -> time:
    """Return a time of day written as 17:00."""
    return time.fromisoformat(text)


class Dates:
    """Reads the date rules of the content for one day of loading."""

    def __init__(self, loaded_on: date) -> None:
        self.loaded_on = loaded_on

    def day(self, rule: dict[str, Any] | None) -> date | None:
        """Return the day of a rule: N days on, then forward to the weekday it names."""
        if not rule:
            return None
        if "date" in rule:
            return date.fromisoformat(rule["date"])
        day = self.loaded_on + timedelta(days=rule["day"])
        weekday = rule.get("weekday")
        if weekday == "mon-fri":
            return day if day.weekday() < 5 else day + timedelta(days=7 - day.weekday())
        if weekday:
            return day + timedelta(days=(WEEKDAYS.index(weekday) - day.weekday()) % 7)
        return day

    def moment(self, rule: dict[str, Any], key: str = "time") -> datetime:
        """Return the moment on German clocks at which a rule starts, or ends with key “end”."""
        day = self.day(rule)
        assert day is not None  # noqa: S101 - a rule with a time has a day
        return datetime.combine(day, clock(rule[key]), tzinfo=BERLIN)

    def end_of(self, rule: dict[str, Any] | None) -> datetime | None:
        """Return the midnight after the day of a rule."""
        day = self.day(rule)
        if day is None:
            return None
        return datetime.combine(day + timedelta(days=1), time.min, tzinfo=BERLIN)

    def first_meeting(
        self, rule: dict[str, Any], recurrence: dict[str, Any] | None
    ) -> dict[str, Any]:
        """Return the rule with the day moved on to the first one that the rhythm allows."""
        week, weekdays = rhythm(recurrence)
        if week is None:
            return rule
        day = self.day(rule)
        assert day is not None  # noqa: S101 - a rule with a time has a day
        while WEEKDAYS[day.weekday()] not in weekdays or (day.day - 1) // 7 + 1 != week:
            day += timedelta(days=1)
        return {**rule, "date": day.isoformat()}


def rhythm(recurrence: dict[str, Any] | None) -> tuple[int | None, list[str]]:
    """Return week of the month and weekdays of “first thu” or “tue,thu”."""
    if not recurrence:
        return None, []
    words = recurrence["by"].replace(",", " ").split()
    week = next((WEEKS[word] for word in words if word in WEEKS), None)
    return week, [word for word in words if word in WEEKDAYS]
