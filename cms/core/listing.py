"""Lists of pages: one slice at a time, and never a COUNT over the whole site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.forms import Form
from django.http import QueryDict
from wagtail.models import Page

from cms.core import publication, translation

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


def in_my_language(pages: QuerySet) -> QuerySet:
    """Narrow German pages to those that the reader can read in her language; no query more."""
    if translation.active_code() == translation.SOURCE_LANGUAGE:
        return pages
    mine = publication.published(
        Page.objects.filter(locale_id=translation.active_locale_id(), alias_of=None)
    )
    return pages.filter(translation_key__in=mine.values("translation_key"))


def offer_my_language(form: Form) -> None:
    """Take “only in my language” out of a form for readers of German, who have everything."""
    if translation.active_code() == translation.SOURCE_LANGUAGE:
        form.fields.pop("meine_sprache", None)


def _query(parameters: QueryDict, number: int) -> str:
    changed = parameters.copy()
    changed[PAGE_PARAMETER] = str(number)
    if number <= 1:
        del changed[PAGE_PARAMETER]
    return f"?{changed.urlencode()}" if changed else "?"
