"""From an address to a page, with as few questions to the database as that takes."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from wagtail import views as wagtail_views
from wagtail.models import Page

from cms.core import content_version, easy_language, publication, translation


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
    if any(page.path.startswith(restricted) for restricted in publication.restricted_paths()):
        response: HttpResponse = wagtail_views.serve(request, path)
    else:
        response = page.check_request_method(request) or page.serve(request)
    if easy_language.is_easy(served.code) and isinstance(response, TemplateResponse):
        response.add_post_render_callback(easy_language.divide)
    return response


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
