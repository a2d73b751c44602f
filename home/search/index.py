"""Keep the index as the public pages are: one page at a time, within the change itself.

What is in the index says nothing about what is public. Who searches asks the pages themselves
about that, so a forgotten entry costs a little room and shows nothing to anybody.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from wagtail.models import Locale, Page

from cms.core import content_version, translation
from home.search import vocabulary
from home.search.content import entry_of, facts_by_locale, words_of
from home.search.databases import engine
from home.search.models import SearchEntry

AT_A_TIME = 100
STORED = ["title", "teaser", "text", "facts"]


def put(page: Any) -> None:
    """Take a page in as it is published; a German one renews the facts of its translations."""
    if page.alias_of_id is not None:
        return
    facts = facts_by_locale(page)
    _write(entry_of(page, facts.get(page.locale_id, "")), _code_of(page.locale_id))
    if translation.is_source(page):
        _renew_facts(page, facts)


def remove(page_ids: Iterable[int]) -> None:
    """Forget pages."""
    ids = list(page_ids)
    engine().remove(ids)
    SearchEntry.objects.filter(pk__in=ids).delete()


def rebuild() -> int:
    """Read all live pages anew and forget everything else; return how many there are."""
    with transaction.atomic():
        engine().clear()
        SearchEntry.objects.all().delete()
        vocabulary.clear()
    return complete()


def complete() -> int:
    """Take in live pages that are missing, as after an update; return how many there were.

    Each hundred pages are a transaction, so that nobody has to wait for the whole site.
    """
    count = 0
    remove(SearchEntry.objects.filter(page__live=False).values_list("pk", flat=True))
    while True:
        missing = list(_missing()[:AT_A_TIME])
        with transaction.atomic():
            for page in missing:
                facts = facts_by_locale(page)
                _write(entry_of(page, facts.get(page.locale_id, "")), _code_of(page.locale_id))
        count += len(missing)
        if len(missing) < AT_A_TIME:
            return count


def forget_unused_words(now: datetime) -> int:
    """Forget words that stand on no page any more, such as a name; return how many."""
    del now
    stems: set[str] = set()
    for entry in SearchEntry.objects.select_related("page").iterator():
        stems |= vocabulary.stems_in(_all_text(entry), _code_of(entry.page.locale_id))
    return vocabulary.forget_all_but(stems)


def is_possible() -> bool:
    """Tell whether the tables are there and the site has a language to read them in."""
    tables = connection.introspection.table_names()
    needed = {SearchEntry._meta.db_table, Page._meta.db_table, "home_searchwords"}
    if not needed.issubset(tables):
        return False
    content_version.forget_all()
    return Locale.objects.filter(language_code=translation.SOURCE_LANGUAGE).exists()


def _missing() -> QuerySet:
    pages = Page.objects.filter(live=True, alias_of=None, depth__gte=translation.HOME_DEPTH)
    return pages.filter(search_entry=None).order_by("pk").specific()


def _renew_facts(page: Any, facts: dict[int, str]) -> None:
    others = SearchEntry.objects.filter(page__translation_key=page.translation_key)
    for entry in others.exclude(pk=page.pk).select_related("page"):
        changed = facts.get(entry.page.locale_id, "")
        if entry.facts != changed:
            entry.facts = changed
            _write(entry, _code_of(entry.page.locale_id))


def _write(entry: SearchEntry, code: str) -> None:
    # In bulk, because that sends no signals: the index is no content of its own.
    SearchEntry.objects.bulk_create(
        [entry], update_conflicts=True, unique_fields=["page"], update_fields=STORED
    )
    engine().put(entry, words_of(entry, code), code)
    vocabulary.learn(_all_text(entry), code)


def _all_text(entry: SearchEntry) -> str:
    return f"{entry.title} {entry.facts} {entry.teaser} {entry.text}"


def _code_of(locale_id: int) -> str:
    for code, each in translation.locale_ids().items():
        if each == locale_id:
            return code
    return translation.SOURCE_LANGUAGE
