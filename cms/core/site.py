"""What frames every page: name, menu, languages, legal pages, emergency numbers.

Everything here is remembered under the content version, so a warm page asks the database for
none of it.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation as django_translation
from wagtail.models import Locale, Page

from cms.core import content_version, people, translation
from cms.core.languages import SOURCE_LANGUAGE, direction
from cms.core.models import EmergencyNumber, SiteSettings


@dataclass(frozen=True)
class Link:
    """A title with its address."""

    title: str
    url: str
    foreign_code: str = ""
    group: str = ""
    is_current: bool = False


@dataclass(frozen=True)
class Number:
    """An emergency number with what it is for."""

    number: str
    dial: str
    label: str
    language: str
    hours: str
    is_free: bool
    # The language to mark the label with; empty in the reader's own.
    foreign_code: str


@dataclass(frozen=True)
class LanguageLink:
    """One entry of the language switcher."""

    code: str
    autonym: str
    german_name: str
    direction: str
    hreflang: str | None
    home_url: str
    page_url: str | None
    is_current: bool
    # Where the German page stands in, if it can.
    stand_in_url: str | None = None


def site_settings() -> SiteSettings:
    """Return the settings of the site; remembered."""
    found = content_version.remember("site settings", SiteSettings.load)
    _last_known["settings"] = found
    return found


_last_known: dict[str, SiteSettings] = {}


def last_known_settings() -> SiteSettings | None:
    """Return the settings that this process read last, for when the database cannot be asked."""
    return _last_known.get("settings")


def emergency_numbers() -> list[Number]:
    """Return the emergency numbers in the reader's language."""
    code = translation.active_code()
    return content_version.remember(("emergency numbers", code), _read_numbers)


def menu() -> list[Link]:
    """Return the main menu in the reader's language: newcomers' words, then volunteers'."""
    code = translation.active_code()
    return content_version.remember(("menu", code), _read_menu)


def legal_links() -> list[Link]:
    """Return the pages that the law wants one click away from everywhere."""
    code = translation.active_code()
    return content_version.remember(("legal links", code), _read_legal_links)


def footer_links() -> list[Link]:
    """Return the pages of the first level that are in no menu."""
    code = translation.active_code()
    return content_version.remember(("footer links", code), _read_footer_links)


def easy_language_link() -> Link | None:
    """Return the page about Leichte Sprache, in Leichte Sprache where it exists."""
    return content_version.remember("easy language link", _read_easy_language_link)


def sign_language_link() -> Link | None:
    """Return the page with films in sign language; in German, where the reader has none."""
    code = translation.active_code()
    return content_version.remember(("sign language link", code), _read_sign_language_link)


def funders() -> list[people.FunderLine]:
    """Return who pays for the site, in the reader's language; remembered."""
    code = translation.active_code()
    return content_version.remember(("funders of the site", code), _read_funders)


def breadcrumbs(page: Page) -> list[Link]:
    """Return the pages above this one, the home page first."""
    if page.depth <= 2:
        return []
    key = ("breadcrumbs", page.path[: -page.steplen])
    return content_version.remember(key, lambda: _read_breadcrumbs(page))


def way_to(page: Page) -> list[Link]:
    """Return the pages above this one as the reader is led to them."""
    if page.depth <= 2 or not translation.foreign_code(page):
        return breadcrumbs(page)
    key = ("way to", page.path[: -page.steplen], translation.active_code())
    return content_version.remember(key, lambda: _read_way_to(page))


def language_links(page: Any | None) -> list[LanguageLink]:
    """Return the language switcher for a page: where it is, where German stands in, or homes."""
    addresses = {address.code: address.url for address in page.addresses} if page else {}
    german = addresses.get(SOURCE_LANGUAGE)
    current = translation.active_code()
    return [
        LanguageLink(
            code=served.code,
            autonym=served.autonym,
            german_name=served.german_name,
            direction=served.direction,
            hreflang=served.hreflang,
            home_url=served.home_url,
            page_url=addresses.get(served.code),
            is_current=served.code == current,
            stand_in_url=translation.stand_in_url(german, served.code) if german else None,
        )
        for served in translation.served_languages()
    ]


def language_links_to(route: str, parameters: dict[str, str]) -> list[LanguageLink]:
    """Return the language switcher for a route that every language has."""
    query = f"?{urlencode(parameters, safe='/')}" if parameters else ""
    links = []
    for link in language_links(None):
        with django_translation.override(link.code):
            links.append(dataclasses.replace(link, page_url=reverse(route) + query))
    return links


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Return the frame of the page for templates."""
    page = getattr(request, "served_page", None)
    code = translation.active_code()
    languages = language_links(page)
    stands_in = page is not None and bool(translation.foreign_code(page))
    return {
        "site": site_settings(),
        "is_demo": site_settings().is_demo,
        "emergency_numbers": emergency_numbers(),
        "languages": languages,
        "current_language": next((each for each in languages if each.is_current), None),
        "menu": menu(),
        "legal_links": legal_links(),
        "footer_links": footer_links(),
        "easy_language_link": easy_language_link(),
        "sign_language_link": sign_language_link(),
        "site_funders": funders(),
        "breadcrumbs": way_to(page) if page is not None else [],
        # A page that stands in for another is no version of it: search engines get the German one.
        "alternates": [] if stands_in else _alternates(languages),
        "canonical_url": _absolute(_german_address(languages) if stands_in else request.path),
        "text_language": code,
        "text_direction": direction(code),
        "languages_url": _languages_url(request.path),
        "language_cookie": settings.LANGUAGE_COOKIE_NAME,
        "base_url": settings.WAGTAILADMIN_BASE_URL,
    }


def _absolute(path: str) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"


def _german_address(languages: list[LanguageLink]) -> str:
    return next((each.page_url or "" for each in languages if each.code == SOURCE_LANGUAGE), "")


def _languages_url(path: str) -> str:
    """Return the page where a reader chooses a language for the page she comes from."""
    return f"{reverse('languages')}?{urlencode({'von': path}, safe='/')}"


def _alternates(languages: list[LanguageLink]) -> list[dict[str, str]]:
    """Return the hreflang links; search engines do not know Leichte Sprache as a language."""
    found = [
        {"hreflang": each.hreflang, "url": _absolute(each.page_url)}
        for each in languages
        if each.page_url and each.hreflang
    ]
    if len(found) < 2:
        return []
    german = _german_address(languages)
    if german:
        found.append({"hreflang": "x-default", "url": _absolute(german)})
    return found


def _as_links(pages: list[Page], groups: dict[Any, str] | None = None) -> list[Link]:
    titles = translation.titles_of(pages)
    return [
        Link(
            title=titles[page.translation_key].title,
            url=titles[page.translation_key].url,
            foreign_code=titles[page.translation_key].foreign_code,
            group=(groups or {}).get(page.translation_key, ""),
        )
        for page in pages
        if page.translation_key in titles
    ]


def _first_level() -> list[Any]:
    site = translation.default_site()
    if site is None:
        return []
    return list(Page.objects.child_of(site.root_page).live().order_by("path"))


def _read_menu() -> list[Link]:
    pages = [page for page in _first_level() if page.show_in_menus]
    groups = {page.translation_key: getattr(page.specific, "menu_group", "") for page in pages}
    links = [
        dataclasses.replace(link, title=_menu_title(page, link))
        for page in pages
        for link in _as_links([page], groups)
    ]
    return [
        *(link for link in links if link.group == "newcomers"),
        *(link for link in links if link.group != "newcomers"),
    ]


def _menu_title(page: Page, link: Link) -> str:
    """Return the short title in the language of the link."""
    code = link.foreign_code or translation.active_code()
    text = page.get_translation_or_none(Locale(pk=translation.locale_ids()[code]))
    return getattr(text.specific, "menu_title", "") or link.title if text else link.title


def _legal_pages() -> list[Page]:
    chosen = site_settings()
    pages = (chosen.imprint_page, chosen.privacy_page, chosen.accessibility_page)
    return [page for page in pages if page is not None]


def _read_legal_links() -> list[Link]:
    return _as_links(_legal_pages())


def _read_footer_links() -> list[Link]:
    elsewhere = {page.pk for page in _legal_pages()}
    elsewhere.update([site_settings().easy_language_page_id, site_settings().sign_language_page_id])
    pages = [page for page in _first_level() if not page.show_in_menus and page.pk not in elsewhere]
    return _as_links(pages)


def _read_easy_language_link() -> Link | None:
    page = site_settings().easy_language_page
    if page is None:
        return None
    addresses = {address.code: address for address in translation.addresses_of(page)}
    found = addresses.get("de-simple") or addresses.get(SOURCE_LANGUAGE)
    return Link(title="Leichte Sprache", url=found.url, foreign_code="de") if found else None


def _read_sign_language_link() -> Link | None:
    page = site_settings().sign_language_page
    return next(iter(_as_links([page])), None) if page is not None else None


def _read_funders() -> list[people.FunderLine]:
    chosen = site_settings().funders.order_by("name", "pk").values_list("pk", flat=True)
    return [line for line in map(people.funder_line, chosen) if line is not None]


def _read_way_to(page: Page) -> list[Link]:
    return _as_links(list(_above(page)))


def _above(page: Page) -> Any:
    return Page.objects.ancestor_of(page).filter(depth__gte=2, live=True).order_by("depth")


def _read_breadcrumbs(page: Page) -> list[Link]:
    return [
        Link(title=each.title, url=url)
        for each in _above(page)
        if (url := translation.public_url(locale_id=each.locale_id, url_path=each.url_path))
    ]


def _read_numbers() -> list[Number]:
    rows = list(EmergencyNumber.objects.published().at_the_source().order_by("sort_order", "pk"))
    texts = translation.texts_of(rows)
    code = translation.active_code()
    return [
        Number(
            number=row.number,
            dial=row.dial or row.number.replace(" ", ""),
            label=texts.get(row.translation_key, row).label,
            language=code if row.translation_key in texts else SOURCE_LANGUAGE,
            hours=row.hours,
            is_free=row.is_free,
            foreign_code="" if row.translation_key in texts or code == SOURCE_LANGUAGE else "de",
        )
        for row in rows
    ]
