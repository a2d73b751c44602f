"""On which days something that repeats takes place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def takes_place_between(event: Any, first: date, after: date) -> bool:
    """Tell whether a repeating event takes place from the first day on, before another day."""
    return next(days_of(event, first, after), None) is not None


def days_of(event: Any, first: date, after: date) -> Iterator[date]:
    """Yield the days of a repeating event from the first day on, before another day."""
    if event.starts_at is None:
        return
    start = timezone.localtime(event.starts_at, timezone.get_default_timezone()).date()
    last = event.repeats_until or start
    weekdays = {WEEKDAYS.index(code) for code in event.weekdays if code in WEEKDAYS}
    weekdays = weekdays or {start.weekday()}
    day = max(first, start)
    while day < after and day <= last:
        if (
            day.weekday() in weekdays
            and (event.week_of_month is None or _is_in_week(day, event.week_of_month))
            and day.isoformat() not in event.except_on
        ):
            yield day
        day += timedelta(days=1)


def _is_in_week(day: date, week_of_month: int) -> bool:
    """Tell whether a day is the first, second … or last of its weekday in the month."""
    if week_of_month > 0:
        return (day.day - 1) // 7 + 1 == week_of_month
    return (day + timedelta(days=7)).month != day.month
