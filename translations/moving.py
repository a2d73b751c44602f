"""Say to whoever moves a German page in which languages it goes off line for want of a place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page

from translations import subjects
from translations.targets import Target, targets


def without_a_place(german: Page, destination: Page) -> list[Target]:
    """Return the languages in which a page is public and a parent for it is missing; two queries.

    Below such a parent the page is taken back, see lifecycle.follow_move().
    """
    rows = Page.objects.filter(translation_key=german.translation_key, live=True)
    public = set(rows.exclude(pk=german.pk).values_list("locale_id", flat=True))
    places = Page.objects.filter(translation_key=destination.translation_key)
    has_a_place = set(places.values_list("locale_id", flat=True))
    return [each for each in targets() if each.locale_id in public - has_a_place]


def warn_before_move(request: HttpRequest, page: Page, destination: Page) -> None:
    """Say on the page that asks whether to move what would be lost."""
    if request.method != "GET" or not subjects.is_german(page.specific):
        return
    lost = without_a_place(page, destination)
    if lost:
        messages.warning(
            request,
            _(
                "“%(destination)s” is missing in these languages: %(languages)s. When you move "
                "the page there, it goes off line in them until “%(destination)s” is translated."
            )
            % {"destination": destination.title, "languages": _names(lost)},
        )


def tell_after_bulk_move(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> None:
    """Say after several pages were moved at once which of them are off line in which language."""
    if action_type != "move" or action.model is not Page:
        return
    for page in Page.objects.filter(pk__in=[each.pk for each in objects]).specific():
        if not subjects.is_german(page):
            continue
        lost = _left_behind(page)
        if lost:
            messages.warning(
                request,
                _("“%(page)s” is off line in %(languages)s until “%(destination)s” is translated.")
                % {
                    "page": page.title,
                    "languages": _names(lost),
                    "destination": page.get_parent().title,
                },
            )


def _left_behind(german: Page) -> list[Target]:
    above = german.get_parent()
    rows = Page.objects.filter(translation_key=german.translation_key, live=False)
    hidden = {
        row.locale_id for row in rows if row.get_parent().translation_key != above.translation_key
    }
    return [each for each in targets() if each.locale_id in hidden]


def _names(languages: Iterable[Target]) -> str:
    return ", ".join(str(each.name) for each in languages)
