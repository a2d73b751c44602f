"""Addresses that lead nowhere: what the reader may have meant, and where to go instead."""

from __future__ import annotations

import difflib
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.models import Page

from cms.core import content_version, publication, translation
from cms.core.translation import TranslatedTitle

# An address that was mistyped or cut off begins like the right one.
SHORTEST_BEGINNING = 4
MOST_COMPARED = 50
MOST_SIMILAR = 3
LIKENESS = 0.6


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is no such page, or that it was taken down; takes the place of Django's."""
    path = request.path_info
    # Without its slash an address is not yet the right one: Django leads to that next.
    url_path = _url_path(path) if path.endswith("/") else None
    if url_path is not None and _was_public(url_path) and not _leads_on(request):
        return render(request, "410.html", status=HTTPStatus.GONE)
    return render(request, "404.html", status=HTTPStatus.NOT_FOUND)


def _url_path(path: str) -> str | None:
    """Return how pages store an address of the reader's language; None for other addresses."""
    served = translation.served_language(translation.active_code())
    if served is None or not path.startswith(served.home_url) or "\0" in path:
        return None
    return served.home_url_path + path.removeprefix(served.home_url).rstrip("/") + "/"


def _was_public(url_path: str) -> bool:
    """Tell whether readers could open this address once; of private parts of the tree never."""
    # The slug has an index, the path has none.
    slug = url_path.rstrip("/").rsplit("/", 1)[-1]
    found = Page.objects.filter(slug=slug, url_path=url_path, first_published_at__isnull=False)
    path = found.values_list("path", flat=True).first()
    return path is not None and not any(
        path.startswith(private) for private in publication.restricted_paths()
    )


def _leads_on(request: HttpRequest) -> bool:
    """Tell whether somebody has set another address; Wagtail's middleware goes there next."""
    return get_redirect(request, request.path_info.rstrip("/")) is not None


# ---------------------------------------------------------------- what helps


def similar_pages(path: str) -> list[TranslatedTitle]:
    """Return public pages of the reader's language whose address resembles this one; two queries.

    Only what begins alike is compared, which an index finds however large the site is.
    """
    url_path = _url_path(path)
    slug = (url_path or "").rstrip("/").rsplit("/", 1)[-1]
    beginning = slug[:SHORTEST_BEGINNING]
    if url_path is None or len(beginning) < SHORTEST_BEGINNING or not beginning.isascii():
        return []
    pages = publication.published(
        Page.objects.filter(
            slug__startswith=beginning, locale_id=translation.active_locale_id(), alias_of=None
        )
    )
    by_slug = {page.slug: page for page in pages.order_by("slug")[:MOST_COMPARED]}
    alike = difflib.get_close_matches(slug, by_slug, n=MOST_SIMILAR, cutoff=LIKENESS)
    if not alike:
        return []
    found = [by_slug[each] for each in alike]
    titles = translation.titles_of(found)
    return [titles[page.translation_key] for page in found if page.translation_key in titles]


def home_page() -> Any | None:
    """Return the start page in the reader's language, for its doors; remembered."""
    return content_version.remember(("home page", translation.active_code()), _find_home_page)


def _find_home_page() -> Any | None:
    served = translation.served_language(translation.active_code())
    page = Page.objects.filter(pk=served.home_id).first() if served else None
    return page.specific if page is not None else None
