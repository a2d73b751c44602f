"""Search: own language first, then German; only what the public may read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import Truncator
from wagtail.models import Page

from cms.core import content_version, people, publication, search_terms, translation
from cms.core.models import SynonymGroup
from home import gathering

MOST_RESULTS = 40
LONGEST_QUERY = 100


@dataclass(frozen=True)
class Result:
    """One page that was found."""

    title: str
    teaser: str
    url: str
    code: str
    direction: str


def search(request: HttpRequest) -> HttpResponse:
    """Answer a search; any sequence of bytes is a question, none is an error."""
    typed = request.GET.get("q", "")
    query = search_terms.clean(typed)[:LONGEST_QUERY]
    found = find(query) if query else {}
    context = {
        "query": Truncator(typed).chars(LONGEST_QUERY) if query else "",
        "has_searched": bool(query),
        "results": found.get("mine", []),
        "results_in_german": found.get("german", []),
        "terms": found.get("terms", []),
        "glossary_url": gathering.glossary_url(),
        "people": people.speakers_of_the_active_language() if query else [],
    }
    return render(request, "home/search.html", context)


def find(query: str) -> dict[str, list[Any]]:
    """Return results in the reader's language, in German, and office words."""
    code = translation.active_code()
    words = {query, *_synonyms(query)}
    mine = _pages(words, translation.active_locale_id())
    german = (
        [] if code == translation.SOURCE_LANGUAGE else _pages(words, translation.source_locale_id())
    )
    known = {page.translation_key for page in mine}
    german = [page for page in german if page.translation_key not in known]
    return {
        "mine": [_as_result(page) for page in mine],
        "german": [_as_result(page) for page in german],
        "terms": _terms(words),
    }


def _pages(words: set[str], locale_id: int) -> list[Page]:
    """Return public pages that match; the database filters again what the index may remember."""
    candidates = Page.objects.filter(live=True, locale_id=locale_id)
    found: dict[int, Page] = {}
    for word in sorted(words, key=len, reverse=True):
        for page in candidates.search(word, operator="and")[:MOST_RESULTS]:
            found.setdefault(page.pk, page)
    if len(found) < 5:
        for word in words:
            for page in candidates.autocomplete(word, operator="and")[:MOST_RESULTS]:
                found.setdefault(page.pk, page)
    allowed = set(
        publication.published(Page.objects.filter(pk__in=found, alias_of=None)).values_list(
            "pk", flat=True
        )
    )
    public = [pk for pk in found if pk in allowed][:MOST_RESULTS]
    specific = {page.pk: page for page in Page.objects.filter(pk__in=public).specific(defer=False)}
    return [specific[pk] for pk in public if pk in specific]


def _as_result(page: Page) -> Result:
    served = translation.language_of_locale(page.locale_id)
    return Result(
        title=page.title,
        teaser=getattr(page, "teaser", "") or page.search_description,
        url=translation.public_url(locale_id=page.locale_id, url_path=page.url_path) or "",
        code=served.code if served else "",
        direction=served.direction if served else "ltr",
    )


def _synonyms(query: str) -> list[str]:
    """Return German words for what was typed in any language."""
    typed = query.casefold()
    groups: list[SynonymGroup] = content_version.remember(
        "synonym groups", lambda: list(SynonymGroup.objects.all())
    )
    found = []
    for group in groups:
        words = {word.casefold() for listed in group.words.values() for word in listed}
        if typed in words:
            kind, _colon, code = group.target.partition(":")
            found.append(code.replace("-", " "))
            if kind == "term":
                found.extend(group.words.get("de", [])[:1])
    return [search_terms.clean(word) for word in found]


def _terms(words: set[str]) -> list[gathering.TermEntry]:
    wanted = {word.casefold() for word in words}
    return [
        entry
        for entry in gathering.glossary()
        if entry.code.replace("-", " ") in wanted
        or any(
            word in f"{entry.term} {entry.aliases} {entry.equivalent}".casefold()
            for word in wanted
            if len(word) > 2
        )
    ][:6]
