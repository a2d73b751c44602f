"""A page can stand in a language only below its parent; which pages have to come first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from wagtail.models import Page

from cms.core import translation
from translations.states import Cell, Subject, TranslationState


def missing_above(
    found: Iterable[Subject],
    known: Mapping[Cell, TranslationState],
    locale_ids: Collection[int],
) -> dict[Cell, Subject]:
    """Return, for pages that have no place in a language yet, the page to begin with; no query.

    `found` must hold all German pages, `known` their states.
    """
    pages = {each.path: each for each in found if each.is_page}
    waiting: dict[Cell, Subject] = {}
    for path in sorted(pages):
        page, above = pages[path], pages.get(path[: -Page.steplen])
        if above is None:
            continue
        for locale_id in locale_ids:
            first = waiting.get((above.translation_key, locale_id))
            if first is None and known[above.translation_key, locale_id].row_id is None:
                first = above
            if first is not None:
                waiting[page.translation_key, locale_id] = first
    return waiting


def missing_above_page(german: Any, locale_ids: Collection[int]) -> dict[int, Page]:
    """Return, for languages in which a page has no place yet, the page to begin with."""
    if not isinstance(german, Page):
        return {}
    above = german.get_ancestors().filter(depth__gte=translation.HOME_DEPTH).order_by("depth")
    ancestors = list(above)
    there = set(
        Page.objects.filter(
            translation_key__in=[page.translation_key for page in ancestors],
            locale_id__in=locale_ids,
        ).values_list("translation_key", "locale_id")
    )
    return {
        locale_id: missing[0]
        for locale_id in locale_ids
        if (missing := [p for p in ancestors if (p.translation_key, locale_id) not in there])
    }
