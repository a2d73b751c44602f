"""The page of the search."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import Truncator

from cms.core import people, search_terms, translation
from home import gathering
from home.search import finding, synonyms

LONGEST_QUERY = 100
MOST_EXAMPLES = 8


def search(request: HttpRequest) -> HttpResponse:
    """Answer a search; any sequence of bytes is a question, none is an error."""
    typed = request.GET.get("q", "")
    query = search_terms.clean(typed)[:LONGEST_QUERY]
    found = finding.find(query) if query else {}
    has_found = any(found.get(name) for name in ("mine", "others", "terms", "people", "numbers"))
    named = found.get("people", [])
    is_foreign = translation.is_foreign_to_german(translation.active_code())
    speakers = people.speakers_of_the_active_language() if query and is_foreign else []
    context = {
        "query": Truncator(typed).chars(LONGEST_QUERY) if query else "",
        "has_searched": bool(query),
        "has_found": has_found,
        "results": found.get("mine", []),
        "has_more": found.get("has_more", False),
        "foreign_results": found.get("others", []),
        "better": found.get("better", ""),
        "is_partial": found.get("is_partial", False),
        "terms": found.get("terms", []),
        "numbers": found.get("numbers", []),
        "glossary_url": gathering.glossary_url(),
        "people": named,
        "speakers": [card for card in speakers if card not in named],
        "examples": [] if has_found else _examples(),
    }
    return render(request, "home/search.html", context)


def _examples() -> list[str]:
    code = translation.active_code()
    words = synonyms.examples(code) or synonyms.examples(translation.SOURCE_LANGUAGE)
    return words[:MOST_EXAMPLES]
