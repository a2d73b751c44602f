"""What search engines and other machines ask for: sitemaps, robots.txt, security.txt."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from wagtail.models import Page

from cms.core import publication, site, translation
from cms.core.languages import SOURCE_LANGUAGE

XML = "application/xml; charset=utf-8"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
# Whoever finds a hole shall not write to an address that was right years ago.
CONTACT_HOLDS_FOR = timedelta(days=180)


def sitemap(request: HttpRequest) -> HttpResponse:
    """Name the sitemap of each language; Leichte Sprache has no language code for machines."""
    lines = [
        f"<sitemap><loc>{settings.WAGTAILADMIN_BASE_URL}/sitemap-{served.code}.xml</loc></sitemap>"
        for served in translation.served_languages()
        if served.hreflang
    ]
    text = (
        f"{DECLARATION}"
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        + "\n".join(lines)
        + "\n</sitemapindex>\n"
    )
    return HttpResponse(text, content_type=XML)


def sitemap_of_language(request: HttpRequest, code: str) -> StreamingHttpResponse:
    """List the public pages of a language, each with its real translations."""
    served = translation.served_language(code)
    if served is None or served.hreflang is None:
        raise Http404
    return StreamingHttpResponse(_lines(served.hreflang), content_type=XML)


def security(request: HttpRequest) -> HttpResponse:
    """Say whom to tell about a hole (RFC 9116); without an address there is nothing to say."""
    chosen = site.site_settings()
    contacts = [
        *([f"Contact: mailto:{chosen.email}"] if chosen.email else []),
        *([f"Contact: tel:{chosen.phone_dial}"] if chosen.phone_dial else []),
    ]
    if not contacts:
        raise Http404
    expires = (timezone.now() + CONTACT_HOLDS_FOR).replace(hour=0, minute=0, second=0)
    lines = [
        *contacts,
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: de, en",
        f"Canonical: {settings.WAGTAILADMIN_BASE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def robots(request: HttpRequest) -> HttpResponse:
    """Tell robots to leave admin, search and choice of language alone, and where the sitemap is."""
    searches = "".join(
        f"Disallow: {served.home_url}{route}/\n"
        for served in translation.served_languages()
        for route in ("suche", "sprachen")
    )
    text = (
        "User-agent: *\nDisallow: /admin/\nDisallow: /documents/\n"
        f"{searches}\nSitemap: {settings.WAGTAILADMIN_BASE_URL}/sitemap.xml\n"
    )
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _lines(language: str) -> Iterator[str]:
    yield DECLARATION
    yield (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    )
    for versions in _pages_by_key().values():
        alternates = "".join(
            f'<xhtml:link rel="alternate" hreflang={quoteattr(hreflang)} href={quoteattr(url)}/>'
            for hreflang, url in _alternates(versions)
        )
        for hreflang, url, changed in versions:
            if hreflang == language:
                yield f"<url><loc>{escape(url)}</loc>{changed}{alternates}</url>\n"
    yield "</urlset>\n"


def _alternates(versions: list[tuple[str, str, str]]) -> list[tuple[str, str]]:
    """Return the languages of a page as its own head names them; nothing where there is one."""
    if len(versions) < 2:
        return []
    german = [
        ("x-default", url) for hreflang, url, _changed in versions if hreflang == SOURCE_LANGUAGE
    ]
    return [*((hreflang, url) for hreflang, url, _changed in versions), *german]


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
