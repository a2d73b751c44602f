"""One address for all: it opens in the language of whoever opens it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe
from wagtail.models import Page

from cms.core import short_links, translation


@require_safe
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Lead to a page in the reader's language, or to what stands in for it there.

    The middleware has chosen the language, as for every address that names none. What the
    public cannot open does not exist here.
    """
    page = _german_page(code)
    addresses = {each.code: each.url for each in translation.addresses_of(page)} if page else {}
    german = addresses.get(translation.SOURCE_LANGUAGE)
    if german is None:
        raise Http404
    reader = translation.active_code()
    target = addresses.get(reader) or translation.stand_in_url(german, reader) or german
    # Not for ever: a translation may appear, or be taken back.
    response = redirect(target)
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    return response


def _german_page(code: str) -> Page | None:
    german_id = short_links.german_id_of(code)
    if german_id is None:
        return None
    pages = Page.objects.filter(locale_id=translation.source_locale_id(), alias_of=None)
    return pages.filter(pk=german_id, depth__gte=translation.HOME_DEPTH).first()
