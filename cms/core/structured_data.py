"""What machines read about a page: schema.org as JSON-LD, and how previews of links look.

Says what the page says, in the language of the page, and nothing that the page keeps to itself:
the parts are made from what the templates show.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from cms.core import languages, site
from cms.core.places import VenueCard
from cms.core.templatetags.core_tags import plain

Data = dict[str, Any]

CONTEXT = "https://schema.org"
# As Open Graph writes languages; one that is missing here is left out.
OPEN_GRAPH_LOCALES = {
    "de": "de_DE",
    "de-simple": "de_DE",
    "en": "en_GB",
    "uk": "uk_UA",
    "ar": "ar_AR",
    "fa": "fa_IR",
    "ru": "ru_RU",
    "tr": "tr_TR",
    "fr": "fr_FR",
}
# Whoever writes into a script element must not end it.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def script(parts: list[Data]) -> SafeString:
    """Return a script element with these parts; it is data, which browsers do not run."""
    graph = {"@context": CONTEXT, "@graph": [_without_gaps(part) for part in parts]}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped


def _without_gaps(part: Mapping[str, Any]) -> Data:
    return {
        name: _without_gaps(value) if isinstance(value, Mapping) else value
        for name, value in part.items()
        if value not in (None, "", [], {})
    }


def absolute(path: str) -> str:
    """Return an address of the site with its host."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"


# ---------------------------------------------------------------- parts


def publisher() -> Data:
    """Return who is behind the site."""
    chosen = site.site_settings()
    return {
        "@type": "GovernmentOrganization",
        "@id": absolute("/#publisher"),
        "name": chosen.county_name or chosen.site_name,
        "url": absolute("/"),
        "telephone": chosen.phone_dial,
        "email": chosen.email,
    }


def breadcrumb(page: Page, crumbs: list[site.Link]) -> Data:
    """Return the way from the start page to this one."""
    steps = [(crumb.title, crumb.url) for crumb in crumbs] + [(page.title, page.url)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": number,
                "name": plain(title),
                "item": absolute(url or ""),
            }
            for number, (title, url) in enumerate(steps, start=1)
        ],
    }


def about(page: Any, kind: str) -> Data:
    """Return what every page says about itself."""
    language = languages.language(page.locale.language_code)
    return {
        "@type": kind,
        "name": plain(page.title),
        "description": plain(page.search_description or page.teaser),
        "url": absolute(page.url or ""),
        "inLanguage": (language.hreflang or languages.SOURCE_LANGUAGE) if language else None,
    }


def place(venue: VenueCard | None) -> Data | None:
    """Return a venue as far as readers see it; nothing of a protected one but the town."""
    if venue is None or venue.is_online:
        return None
    return {
        "@type": "Place",
        "name": venue.name or venue.town,
        "address": venue.address or venue.town,
    }


# ---------------------------------------------------------------- previews of links


def open_graph(page: Any, *, kind: str = "website") -> list[tuple[str, str]]:
    """Return what messengers and networks show when somebody passes the address on."""
    found = [
        ("og:type", kind),
        ("og:site_name", site.site_settings().site_name),
        ("og:title", plain(page.title)),
        ("og:description", plain(page.search_description or page.teaser)),
        ("og:url", absolute(page.url or "")),
        ("og:locale", OPEN_GRAPH_LOCALES.get(page.locale.language_code, "")),
        ("og:image", absolute(static("images/preview.png"))),
    ]
    return [(name, value) for name, value in found if value]
