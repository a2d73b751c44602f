"""Search: own language first, then German; only what the public may read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import Truncator
from wagtail.models import Page

from cms.core import content_version, people, publication, search_terms, site, translation
from cms.core.models import SynonymGroup
from home import gathering

MOST_RESULTS = 40
LONGEST_QUERY = 100
FEW_RESULTS = 5
MOST_TERMS = 6
SHORTEST_PART = 3


@dataclass(frozen=True)
class Result:
    """One page that was found."""

    title: str
    teaser: str
    url: str
    code: str
    direction: str
    # Which part of the site it belongs to, in its own language: says what kind of page it is.
    section: str = ""


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
        "numbers": found.get("numbers", []),
        "glossary_url": gathering.glossary_url(),
        "people": people.speakers_of_the_active_language() if query else [],
    }
    return render(request, "home/search.html", context)


def find(query: str) -> dict[str, list[Any]]:
    """Return results in the reader's language and in German, office words, and numbers to call.

    A word that the county's synonyms know leads to its target first, whatever language it is in.
    """
    targets = _targets(query)
    words = {query, *targets["term"]}
    mine = _pages(words, targets["page"], translation.active_locale_id())
    known = {page.translation_key for page in mine}
    german = []
    if translation.active_code() != translation.SOURCE_LANGUAGE:
        german = _pages(words, targets["page"], translation.source_locale_id())
    return {
        "mine": [_as_result(page) for page in mine],
        "german": [_as_result(page) for page in german if page.translation_key not in known],
        "terms": _terms(query, targets["term"]),
        "numbers": [
            number for number in site.emergency_numbers() if number.dial in targets["number"]
        ],
    }


def _pages(words: set[str], slugs: list[str], locale_id: int) -> list[Page]:
    """Return public pages: the synonyms' targets, then what the index finds.

    The database is asked again about what the index may remember wrongly.
    """
    found: dict[int, None] = dict.fromkeys(_target_ids(slugs, locale_id))
    candidates = Page.objects.filter(live=True, locale_id=locale_id)
    for word in sorted(words, key=len, reverse=True):
        found.update(dict.fromkeys(page.pk for page in candidates.search(word)[:MOST_RESULTS]))
    if len(found) < FEW_RESULTS:
        for word in sorted(words):
            beginnings = candidates.autocomplete(word)[:MOST_RESULTS]
            found.update(dict.fromkeys(page.pk for page in beginnings))
    allowed = publication.published(Page.objects.filter(pk__in=found, alias_of=None))
    public = set(allowed.values_list("pk", flat=True))
    wanted = [pk for pk in found if pk in public][:MOST_RESULTS]
    specific = {page.pk: page for page in Page.objects.filter(pk__in=wanted).specific()}
    return [specific[pk] for pk in wanted if pk in specific]


def _target_ids(slugs: list[str], locale_id: int) -> list[int]:
    """Return the pages of a language whose German page has one of these addresses."""
    if not slugs:
        return []
    german = Page.objects.filter(slug__in=slugs, locale_id=translation.source_locale_id())
    pages = Page.objects.filter(
        translation_key__in=german.values("translation_key"), locale_id=locale_id
    )
    return list(pages.order_by("path").values_list("pk", flat=True))


def _as_result(page: Page) -> Result:
    served = translation.language_of_locale(page.locale_id)
    return Result(
        title=page.title,
        teaser=getattr(page, "teaser", "") or page.search_description,
        url=translation.public_url(locale_id=page.locale_id, url_path=page.url_path) or "",
        code=served.code if served else "",
        direction=served.direction if served else "ltr",
        section=_section_of(page),
    )


def _section_of(page: Page) -> str:
    """Return the title of the page that stands over this one below the home page, if any."""
    sections = site.breadcrumbs(page)[1:2]
    return sections[0].title if sections else ""


def _targets(query: str) -> dict[str, list[str]]:
    """Return what a word of any language leads to: codes of office words, addresses, numbers."""
    typed = query.casefold()
    groups: list[SynonymGroup] = content_version.remember(
        "synonym groups", lambda: list(SynonymGroup.objects.all())
    )
    targets: dict[str, list[str]] = {"term": [], "page": [], "number": []}
    for group in groups:
        if typed in {word.casefold() for listed in group.words.values() for word in listed}:
            kind, _colon, code = group.target.partition(":")
            targets[kind].append(code)
    return targets


def _terms(query: str, codes: list[str]) -> list[gathering.TermEntry]:
    """Return office words: the synonyms' targets, then those in whose names the query stands."""
    entries = gathering.glossary()
    targets = [entry for entry in entries if entry.code in codes]
    typed = query.casefold()
    named = [
        entry
        for entry in entries
        if len(typed) >= SHORTEST_PART
        and entry not in targets
        and typed in f"{entry.term} {entry.aliases} {entry.equivalent}".casefold()
    ]
    return [*targets, *named][:MOST_TERMS]
