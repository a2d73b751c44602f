"""The sitemap: every public page in every language, with its other languages."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from wagtail.models import Page

from cms.core import publication, translation


def sitemap(request: HttpRequest) -> StreamingHttpResponse:
    """List what search engines may know; Leichte Sprache has no language code for them."""
    return StreamingHttpResponse(_lines(), content_type="application/xml; charset=utf-8")


def robots(request: HttpRequest) -> HttpResponse:
    """Tell robots to leave the admin and the search alone, and where the sitemap is."""
    searches = "".join(
        f"Disallow: {served.home_url}suche/\n" for served in translation.served_languages()
    )
    text = (
        "User-agent: *\nDisallow: /admin/\nDisallow: /documents/\n"
        f"{searches}\nSitemap: {settings.WAGTAILADMIN_BASE_URL}/sitemap.xml\n"
    )
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _lines() -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    )
    for versions in _pages_by_key().values():
        alternates = "".join(
            f'<xhtml:link rel="alternate" hreflang={quoteattr(hreflang)} href={quoteattr(url)}/>'
            for hreflang, url, _changed in versions
        )
        for _hreflang, url, changed in versions:
            yield f"<url><loc>{escape(url)}</loc>{changed}"
            yield f"{alternates if len(versions) > 1 else ''}</url>\n"
    yield "</urlset>\n"


def _pages_by_key() -> dict[uuid.UUID, list[tuple[str, str, str]]]:
    found: dict[uuid.UUID, list[tuple[str, str, str]]] = defaultdict(list)
    pages = publication.published(Page.objects.filter(depth__gte=2, alias_of=None))
    rows = pages.order_by("path").values_list(
        "translation_key", "locale_id", "url_path", "last_published_at"
    )
    for key, locale_id, url_path, changed in rows.iterator(chunk_size=2_000):
        served = translation.language_of_locale(locale_id)
        if served is None or served.hreflang is None:
            continue
        url = translation.public_url(locale_id=locale_id, url_path=url_path)
        if url is not None:
            absolute = f"{settings.WAGTAILADMIN_BASE_URL}{url}"
            last_change = f"<lastmod>{changed.date().isoformat()}</lastmod>" if changed else ""
            found[key].append((served.hreflang, absolute, last_change))
    return found
