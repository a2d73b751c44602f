"""wagtail-localize's own doors, open only to those who may publish without review.

Its editor can only publish, and several of its views publish, unpublish or overwrite live text
past the page permissions. Translators write in the ordinary editor under the ordinary workflow,
so nobody else needs these views.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, include, path
from wagtail_localize import wagtail_hooks as stock

from cms.core import moderation

# They show, and change nothing.
HARMLESS = {
    "javascript_catalog",
    "translations_report",
    "translations_report_results",
    "snippets_api_listing",
    "snippets_api_detail",
}


def urls() -> list[Any]:
    """Return a guard before each view of wagtail-localize that can change something."""
    guarded = [
        _guarded_pattern(pattern)
        for group in stock.register_admin_urls()
        for pattern in group.url_patterns
        if pattern.name not in HARMLESS
    ]
    return [path("localize/", include(guarded))]


def refuse_restart(request: HttpRequest) -> None:
    """Refuse to take a page out of the ordinary editor, which a hand edit would not survive."""
    asked = {"localize-restart-translation", "localize-convert-to-alias"} & set(request.POST)
    if asked and not moderation.may_publish_alone(request.user):
        raise PermissionDenied


def _guarded_pattern(pattern: URLPattern) -> URLPattern:
    name = f"guarded_localize_{pattern.name}"
    return path(str(pattern.pattern), _guarded(pattern.callback), name=name)


def _guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def guarded_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not moderation.may_publish_alone(request.user):
            raise PermissionDenied
        # A whole subtree at once leaves parents that do not count their children.
        if request.POST.get("include_subtree"):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded_view
