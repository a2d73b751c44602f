"""Which languages are served, where a text or a fact of a page is found, and at what address.

German is the source of everything: its rows hold the facts, the other rows hold text. All
lookups that a page view needs are either remembered (see content_version) or answered for many
pages by one query.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models
from django.utils import translation as django_translation
from wagtail.models import Locale, Page, Site
from wagtail_localize.fields import SynchronizedField

from cms.core import content_version, publication
from cms.core.languages import LANGUAGES, SOURCE_LANGUAGE, language

# The tree's root has depth one, the home page of each language two.
HOME_DEPTH = 2

# Below this a language shows German pages that it does not have yet; see decision 17.
UNTRANSLATED = "nicht-uebersetzt"

Translatable = TypeVar("Translatable", bound=models.Model)


@dataclass(frozen=True)
class ServedLanguage:
    """A language whose home page is live, hence one that readers can be sent to."""

    code: str
    autonym: str
    german_name: str
    direction: str
    hreflang: str | None
    locale_id: int
    home_id: int
    home_url_path: str

    @property
    def home_url(self) -> str:
        return f"/{self.code}/"


@dataclass(frozen=True)
class TranslatedTitle:
    """What a list says about a page in the reader's language, or else in German."""

    title: str
    teaser: str
    # The page itself, or else the German one in the frame of the reader's language.
    url: str
    code: str
    direction: str
    languages: tuple[str, ...]
    # The language of the page where it is not the reader's; else empty.
    foreign_code: str
    # The language to mark the title with: German names stay German in every language.
    title_code: str = ""


@dataclass(frozen=True)
class PageAddress:
    """One language version of a page that the public can open."""

    code: str
    url: str
    page_id: int


def locale_ids() -> dict[str, int]:
    """Return the database ids of the locales by language code."""
    return content_version.remember(
        "locale ids", lambda: dict(Locale.objects.values_list("language_code", "pk"))
    )


def source_locale_id() -> int:
    """Return the id of the language that all others are translated from."""
    return locale_ids()[SOURCE_LANGUAGE]


def default_site() -> Site | None:
    """Return the one site of this installation."""
    return content_version.remember(
        "default site",
        lambda: Site.objects.select_related("root_page").filter(is_default_site=True).first(),
    )


def served_languages() -> tuple[ServedLanguage, ...]:
    """Return the languages whose home page the public can open, in the county's order."""
    return content_version.remember("served languages", _find_served_languages)


def served_language(code: str | None) -> ServedLanguage | None:
    """Return a served language by its code."""
    return next((served for served in served_languages() if served.code == code), None)


def language_of_locale(locale_id: int | None) -> ServedLanguage | None:
    """Return the served language that a row of this locale belongs to."""
    return next((each for each in served_languages() if each.locale_id == locale_id), None)


def is_served(code: str | None) -> bool:
    """Tell whether readers may be sent to this language."""
    return served_language(code) is not None


def active_code() -> str:
    """Return the language this request is answered in; German where none is active."""
    code = django_translation.get_language()
    return code if code and code in locale_ids() else SOURCE_LANGUAGE


def active_locale_id() -> int:
    """Return the locale id of the language this request is answered in."""
    return locale_ids()[active_code()]


def _find_served_languages() -> tuple[ServedLanguage, ...]:
    site = default_site()
    if site is None:
        return ()
    homes = publication.published(
        Page.objects.filter(translation_key=site.root_page.translation_key, alias_of=None)
    ).values_list("locale__language_code", "locale_id", "pk", "url_path")
    codes = [code for code, _name in LANGUAGES]
    found = []
    for code, locale_id, home_id, url_path in homes:
        known = language(code)
        if known is None:
            continue
        served = ServedLanguage(
            code=code,
            autonym=known.autonym,
            german_name=known.german_name,
            direction=known.direction,
            hreflang=known.hreflang,
            locale_id=locale_id,
            home_id=home_id,
            home_url_path=url_path,
        )
        found.append((codes.index(code), served))
    return tuple(served for _order, served in sorted(found, key=lambda pair: pair[0]))


def is_foreign_to_german(code: str) -> bool:
    """Tell whether German words in a text of this language want marking."""
    return code.partition("-")[0] != SOURCE_LANGUAGE


# ---------------------------------------------------------------- addresses


def public_url(*, locale_id: int | None, url_path: str) -> str | None:
    """Return the address of a page from two of its columns, without a query."""
    served = language_of_locale(locale_id)
    if served is None or not url_path.startswith(served.home_url_path):
        return None
    return served.home_url + url_path[len(served.home_url_path) :]


def stand_in_url(german_url: str, code: str) -> str | None:
    """Return where a language shows a German page that it does not have, without a query."""
    served = served_language(code)
    start = f"/{SOURCE_LANGUAGE}/"
    if served is None or code == SOURCE_LANGUAGE or not german_url.startswith(start):
        return None
    return f"{served.home_url}{UNTRANSLATED}/{german_url[len(start) :]}"


def url_for_reader(*, locale_id: int | None, url_path: str) -> str | None:
    """Return where a page opens for the reader; German ones in the frame of her language."""
    url = public_url(locale_id=locale_id, url_path=url_path)
    if url is None or locale_id != source_locale_id():
        return url
    return stand_in_url(url, active_code()) or url


def addresses_of(page: Page) -> list[PageAddress]:
    """Return every language version of the page that the public can open; one query."""
    rows = publication.published(
        Page.objects.filter(translation_key=page.translation_key, alias_of=None)
    ).values_list("pk", "locale_id", "url_path")
    by_locale = {locale_id: (pk, url_path) for pk, locale_id, url_path in rows}
    found = []
    for served in served_languages():
        if served.locale_id in by_locale:
            pk, url_path = by_locale[served.locale_id]
            url = public_url(locale_id=served.locale_id, url_path=url_path)
            if url is not None:
                found.append(PageAddress(code=served.code, url=url, page_id=pk))
    return found


# ---------------------------------------------------------------- facts and text


def source_of(row: Translatable) -> Translatable:
    """Return the source-language row of a page or record; the row itself if it is the source."""
    locale_id = row.locale_id  # type: ignore[attr-defined]
    if locale_id is None or locale_id == source_locale_id():
        return row
    found = (
        type(row)
        ._default_manager.filter(
            translation_key=row.translation_key,  # type: ignore[attr-defined]
            locale_id=source_locale_id(),
        )
        .first()
    )
    return found or row


def is_source(row: Any) -> bool:
    """Tell whether a row is in the language that holds the facts."""
    locale_id = getattr(row, "locale_id", None)
    return locale_id is None or locale_id == source_locale_id()


def foreign_code(row: Any) -> str:
    """Return the language to mark the text of a row with; empty where it is the reader's.

    Only German rows are ever shown to readers of another language.
    """
    return SOURCE_LANGUAGE if is_source(row) and active_code() != SOURCE_LANGUAGE else ""


def synchronized(names: Iterable[str]) -> list[SynchronizedField]:
    """Return the rule that these fields are no text for translators."""
    return [SynchronizedField(name, overridable=False) for name in names]


def leave_facts_at_the_source(row: Any) -> None:
    """Empty the fact fields of a translated row."""
    if is_source(row):
        return
    for name in row.fact_fields:
        field = row._meta.get_field(name)
        if field.one_to_many or field.many_to_many:
            setattr(row, name, [])
        elif not field.one_to_one:
            setattr(row, field.attname, None if field.null else field.get_default())


def texts_of(rows: Sequence[Translatable]) -> dict[uuid.UUID, Translatable]:
    """Return, by translation key, the published rows in the reader's language; one query."""
    if not rows or active_locale_id() == source_locale_id():
        return {row.translation_key: row for row in rows}  # type: ignore[attr-defined]
    model = type(rows[0])
    keys = [row.translation_key for row in rows]  # type: ignore[attr-defined]
    queryset = model._default_manager.filter(
        publication.unexpired(),
        translation_key__in=keys,
        locale_id=active_locale_id(),
        live=True,
    )
    if issubclass(model, Page):
        queryset = publication.published(queryset).filter(alias_of=None).defer_streamfields()
    return {row.translation_key: row for row in queryset}  # type: ignore[attr-defined]


def titles_of(pages: Iterable[Page]) -> dict[uuid.UUID, TranslatedTitle]:
    """Return how a list names these source pages to the reader; one query.

    The German title stands in where the page is not translated; the link then leads to the German
    page in the frame of the reader's language. Pages that are not public are missing.
    """
    rows = list(pages)
    if not rows:
        return {}
    return _titles_of(type(rows[0]) if len({type(row) for row in rows}) == 1 else Page, rows)


def _titles_of(model: Any, rows: list[Page]) -> dict[uuid.UUID, TranslatedTitle]:
    columns = ["translation_key", "locale_id", "title", "url_path"]
    if hasattr(model, "teaser"):
        columns.append("teaser")
    found: dict[uuid.UUID, dict[int, tuple[str, str, str]]] = {}
    versions = publication.published(
        model.objects.filter(translation_key__in={row.translation_key for row in rows})
    ).filter(alias_of=None)
    for key, locale_id, title, url_path, *teaser in versions.values_list(*columns):
        found.setdefault(key, {})[locale_id] = (title, url_path, teaser[0] if teaser else "")
    titles = {}
    for key, by_locale in found.items():
        title = _best_title(by_locale)
        if title is not None:
            titles[key] = title
    return titles


def titles_with_teasers_of(pages: Iterable[Page]) -> dict[uuid.UUID, TranslatedTitle]:
    """Return how a list of pages of several types names them; one query for each type."""
    by_type: dict[Any, list[Page]] = {}
    for page in pages:
        by_type.setdefault(page.specific_class or Page, []).append(page)
    titles: dict[uuid.UUID, TranslatedTitle] = {}
    for model, rows in by_type.items():
        titles.update(_titles_of(model, rows))
    return titles


def _best_title(by_locale: dict[int, tuple[str, str, str]]) -> TranslatedTitle | None:
    readable = [served for served in served_languages() if served.locale_id in by_locale]
    by_code = {served.code: served for served in readable}
    served = by_code.get(active_code()) or by_code.get(SOURCE_LANGUAGE)
    if served is None:
        return None
    title, url_path, teaser = by_locale[served.locale_id]
    foreign_code = "" if served.code == active_code() else served.code
    german = by_locale.get(source_locale_id())
    is_german_name = is_foreign_to_german(served.code) and german is not None and german[0] == title
    return TranslatedTitle(
        title=title,
        teaser=teaser,
        url=url_for_reader(locale_id=served.locale_id, url_path=url_path) or "",
        code=served.code,
        direction=served.direction,
        languages=tuple(by_code),
        foreign_code=foreign_code,
        title_code=SOURCE_LANGUAGE if is_german_name else foreign_code,
    )


# ---------------------------------------------------------------- how a translation was made


@dataclass(frozen=True)
class TranslationNotice:
    """What a reader is told about the translation in front of her."""

    is_machine: bool
    checked_at: Any = None
    checked_by: str = ""
    is_outdated: bool = False
    source_changed_at: Any = None
    is_easy_language_draft: bool = False
    easy_language_group: str = ""
    easy_language_checked_on: Any = None
    # The ids of the blocks of this text whose German text is another one now.
    changed_blocks: frozenset[str] = frozenset()
    # Whether something was added to the German text that this text does not have at all.
    has_new_german: bool = False


_notice_provider: Callable[[Page], TranslationNotice | None] | None = None


def provide_notices(provider: Callable[[Page], TranslationNotice | None]) -> None:
    """Register who knows how a translation was made; called once, by the translations app."""
    global _notice_provider  # noqa: PLW0603 - one registration at start-up
    _notice_provider = provider


def notice_for(page: Page) -> TranslationNotice | None:
    """Return what to tell the reader about this translation; nothing for a source page."""
    provider = _notice_provider
    if provider is None or is_source(page):
        return None
    key = ("translation notice", page.translation_key, page.locale_id)
    return content_version.remember(key, lambda: provider(page))
