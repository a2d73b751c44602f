"""Lists of pages: one slice at a time, and never a COUNT over the whole site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

PAGE_PARAMETER = "seite"
# Beyond this nobody reads on; only robots ask, and an offset costs more the deeper it is.
LAST_PAGE = 500


@dataclass(frozen=True)
class Slice:
    """One page of a list, with the addresses of its neighbours."""

    items: list[Any]
    number: int
    previous_query: str | None
    next_query: str | None
    # The first row of the next page, where there is one.
    following: Any = None


def page_number(parameters: QueryDict) -> int:
    """Return the wanted page; the first one for anything that is not a number."""
    wanted = parameters.get(PAGE_PARAMETER, "1")
    # isdecimal() knows Arabic digits too, and int() reads them.
    if len(wanted) > 4 or not wanted.isdecimal():
        return 1
    return min(max(int(wanted), 1), LAST_PAGE)


def take(queryset: QuerySet, parameters: QueryDict, *, per_page: int) -> Slice:
    """Return one page of a query set; it asks for one row more to know whether others follow."""
    number = page_number(parameters)
    offset = (number - 1) * per_page
    rows = list(queryset[offset : offset + per_page + 1])
    return Slice(
        items=rows[:per_page],
        number=number,
        previous_query=_query(parameters, number - 1) if number > 1 else None,
        next_query=_query(parameters, number + 1) if len(rows) > per_page else None,
        following=rows[per_page] if len(rows) > per_page else None,
    )


def _query(parameters: QueryDict, number: int) -> str:
    changed = parameters.copy()
    changed[PAGE_PARAMETER] = str(number)
    if number <= 1:
        del changed[PAGE_PARAMETER]
    return f"?{changed.urlencode()}" if changed else "?"
