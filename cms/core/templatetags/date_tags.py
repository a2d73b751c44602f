"""Dates and times in templates; what they look like is decided in ``cms.core.dates``.

Every filter gives nothing for nothing, so that templates need no question around it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from cms.core import dates

register = template.Library()

_STYLES: dict[str, Callable[[Any], str]] = {
    "long": dates.date_long,
    "short": dates.date_short,
    "clock": dates.clock,
    "month": dates.month_year,
    "when": dates.when,
}
_WITH_TIME = frozenset({"clock", "when"})


@register.filter
def date_long(value: date | datetime | None) -> str:
    """Return “Dienstag, 8. Dezember 2026”."""
    return dates.date_long(value) if value else ""


@register.filter
def date_short(value: date | datetime | None) -> str:
    """Return “Di 8. Dez”."""
    return dates.date_short(value) if value else ""


@register.filter
def month_year(value: date | datetime | None, precision: str | None = "month") -> str:
    """Return “Dezember 2026”, or the day or the year, as exactly as the date is known."""
    return dates.month_year(value, precision or "month") if value else ""


@register.filter
def clock(value: time | datetime | None) -> str:
    """Return “17:30 Uhr”; midnight is a time too."""
    return dates.clock(value) if value is not None else ""


@register.filter
def until(start: time | datetime | None, end: time | datetime | None) -> str:
    """Return “17:30 bis 19:00 Uhr”."""
    return dates.clock_range(start, end) if start is not None else ""


@register.filter
def weekday_name(value: int | date | datetime | None) -> str:
    """Return “Dienstag” for a date or a number, Monday being 0."""
    return dates.weekday_name(value) if value is not None else ""


@register.filter
def weekday_short(value: int | date | datetime | None) -> str:
    """Return “Di”."""
    return dates.weekday_short(value) if value is not None else ""


@register.filter
def month_name(value: date | datetime | None) -> str:
    """Return “Dezember”."""
    return dates.month_name(value) if value else ""


@register.filter
def month_short(value: date | datetime | None) -> str:
    """Return “Dez”."""
    return dates.month_short(value) if value else ""


@register.filter
def day_number(value: date | datetime | None) -> str:
    """Return “8”: the day of the month here, where the event is."""
    return str(dates.local_day(value).day) if value else ""


@register.simple_tag
def time_tag(value: date | datetime | time | None, style: str = "long") -> SafeString:
    """Return a time element; style is long, short, clock, month or when (date and time)."""
    if value is None:
        return mark_safe("")
    return _element(value, _STYLES[style](value), with_time=style in _WITH_TIME)


@register.simple_tag
def when_tag(
    start: date | datetime | None,
    end: date | datetime | None = None,
    all_day: bool = False,
) -> SafeString:
    """Return a time element that says when something takes place, on one day or over several."""
    if start is None:
        return mark_safe("")
    return _element(start, dates.when(start, end, all_day=all_day), with_time=not all_day)


def _element(value: date | datetime | time, shown: str, *, with_time: bool) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', _machine(value, with_time=with_time), shown)


def _machine(value: date | datetime | time, *, with_time: bool) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, datetime) and with_time:
        return dates.local_moment(value).isoformat(timespec="minutes")
    return dates.local_day(value).isoformat()
