"""From an address to a page, with as few questions to the database as that takes."""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from wagtail import views as wagtail_views
from wagtail.models import Page

from cms.core import content_version, easy_language, publication, translation

_PATH = re.compile(r"(?:[\w-]+/)*")


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Answer with the page at an address of the language in the address.

    Takes the place of Wagtail's view, which asks twice for every level of the tree. Pages behind
    a privacy setting still go through Wagtail's view, which knows how to ask for a password.
    """
    served = translation.served_language(translation.active_code())
    if served is None:
        raise Http404
    # Wagtail's tags and settings look here before they ask the database for the site.
    request._wagtail_site = translation.default_site()  # type: ignore[attr-defined]
    if request.method == "OPTIONS":
        return HttpResponse(headers={"Allow": "GET, HEAD, OPTIONS"})
    page = _live_page(f"{served.home_url_path}{path}")
    if page is None:
        raise Http404
    if _is_restricted(page):
        response: HttpResponse = wagtail_views.serve(request, path)
    else:
        response = page.check_request_method(request) or page.serve(request)
    return _divided(response, served.code)


def serve_stand_in(request: HttpRequest, path: str) -> HttpResponse:
    """Answer with a German page in the frame of a language that does not have it yet.

    The facts come in the reader's language, the text is marked as German. Whatever is not public
    in German does not open, and what exists in the language is where the reader is sent instead.
    """
    served = translation.served_language(translation.active_code())
    german = translation.served_language(translation.SOURCE_LANGUAGE)
    if served is None or german is None:
        raise Http404
    request._wagtail_site = translation.default_site()  # type: ignore[attr-defined]
    if request.method == "OPTIONS":
        return HttpResponse(headers={"Allow": "GET, HEAD, OPTIONS"})
    page: Any = _live_page(f"{german.home_url_path}{path}")
    if page is None or _is_restricted(page) or not page.is_public:
        raise Http404
    own = next((each.url for each in page.addresses if each.code == served.code), None)
    if own is not None:
        # Not for ever: a translation can be taken back.
        return redirect(own)
    return _divided(page.check_request_method(request) or page.serve(request), served.code)


def _is_restricted(page: Page) -> bool:
    return any(page.path.startswith(each) for each in publication.restricted_paths())


def _divided(response: HttpResponse, code: str) -> HttpResponse:
    if easy_language.is_easy(code) and isinstance(response, TemplateResponse):
        response.add_post_render_callback(easy_language.divide)
    return response


def public_page_at(address: str) -> Any | None:
    """Return the page that an address of a page or of its stand-in names, if it is public."""
    code, _slash, path = address.removeprefix("/").partition("/")
    if path.startswith(f"{translation.UNTRANSLATED}/"):
        code, path = translation.SOURCE_LANGUAGE, path.partition("/")[2]
    served = translation.served_language(code)
    if served is None or not address.startswith("/") or not _PATH.fullmatch(path):
        return None
    page: Any = _live_page(f"{served.home_url_path}{path}")
    return page if page is not None and not _is_restricted(page) and page.is_public else None


def _live_page(url_path: str) -> Page | None:
    # Only hits are remembered: misses are as many as there are robots.
    found = content_version.remember_if_found(("page at", url_path), lambda: _look_up(url_path))
    if found is None:
        return None
    model, pk = found
    return model.objects.select_related("locale").filter(pk=pk, live=True).first()


def _look_up(url_path: str) -> tuple[type[Page], int] | None:
    # The slug has an index, the path has none.
    slug = url_path.rstrip("/").rsplit("/", 1)[-1]
    page = (
        Page.objects.filter(slug=slug, url_path=url_path, live=True)
        .only("pk", "content_type_id")
        .order_by("pk")
        .first()
    )
    if page is None or page.specific_class is None:
        return None
    return page.specific_class, page.pk
