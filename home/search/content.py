"""What the search reads of a page, and how a text becomes words."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page
from wagtail.search import index

from cms.core import search_terms, translation
from cms.core.templatetags.core_tags import plain
from home.search.models import SearchEntry
from home.search.stems import stem

LONGEST_TEXT = 100_000
HYPHENATED = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)+")

# Relations to the words of vocabularies; what they are called stands on their rows.
VOCABULARIES = ("topics", "audience", "spoken_languages", "interpreting")
APART = ("title", "teaser")


@dataclass(frozen=True)
class Words:
    """The stems of a page by where they stand, in their order."""

    title: tuple[str, ...]
    lead: tuple[str, ...]
    text: tuple[str, ...]


def entry_of(page: Any, facts: str) -> SearchEntry:
    """Return what the search keeps of a page of its own type, as it is at this moment."""
    return SearchEntry(
        page_id=page.pk,
        title=plain(page.title),
        teaser=plain(page.teaser if hasattr(page, "teaser") else page.search_description),
        text=_text_of(page)[:LONGEST_TEXT],
        facts=facts,
    )


def words_of(entry: SearchEntry, code: str) -> Words:
    """Return the stems of an entry in a language."""
    return Words(
        title=stems_of(entry.title, code),
        lead=stems_of(f"{entry.teaser} {entry.facts}", code),
        text=stems_of(entry.text, code),
    )


def stems_of(text: str, code: str) -> tuple[str, ...]:
    """Return the stems of a text; words with hyphens also as one word."""
    found = [stem(word, code) for word in search_terms.words(text) if fits(word)]
    for joined in HYPHENATED.findall(text):
        word = "".join(search_terms.words(joined))
        if fits(word):
            found.append(stem(word, code))
    return tuple(each for each in found if each)


def fits(word: str) -> bool:
    """Tell whether this is a word that people search for, and no address of a hundred letters."""
    return len(word) <= search_terms.LONGEST_WORD


def _text_of(page: Any) -> str:
    names = [
        field.field_name
        for field in type(page).search_fields
        if type(field) is index.SearchField and field.field_name not in APART
    ]
    parts = [field for name in dict.fromkeys(names) for field in _pieces(page, name)]
    parts += [offer.note for offer in _children(page, "offers") if hasattr(offer, "note")]
    parts += [module.title for module in _children(page, "modules")]
    return " ".join(plain(part) for part in parts if part)


def _pieces(page: Any, name: str) -> Iterator[str]:
    value = index.SearchField(name).get_value(page)
    if isinstance(value, list | tuple):
        yield from (str(each) for each in value)
    elif value:
        yield str(value)


def _children(page: Any, name: str) -> list[Any]:
    manager: Any = getattr(page, name, None)
    return list(manager.all()) if hasattr(manager, "all") else []


# ---------------------------------------------------------------- facts


def facts_by_locale(page: Page) -> dict[int, str]:
    """Return, for each language, the names of what the German page says in facts.

    A word without a name in a language keeps the German one there. A protected address adds its
    town and nothing that leads there.
    """
    source = translation.source_of(page)
    names = " ".join(_names_of_places(source))
    labels = _labels(_terms_of(source))
    german = translation.source_locale_id()
    return {
        locale_id: " ".join(
            [names, *(each.get(locale_id) or each.get(german, "") for each in labels.values())]
        ).strip()
        for locale_id in translation.locale_ids().values()
    }


def _names_of_places(source: Any) -> Iterator[str]:
    town, venue = getattr(source, "town", None), getattr(source, "venue", None)
    if town is not None:
        yield town.name
    if venue is None or not venue.is_public:
        return
    if venue.town is not None:
        yield venue.town.name
    if not (venue.is_protected or getattr(source, "has_protected_address", False)):
        yield venue.name


def _terms_of(source: Any) -> list[Any]:
    terms = [term for name in VOCABULARIES for term in _children(source, name)]
    terms += [
        offer.offer_type for offer in _children(source, "offers") if hasattr(offer, "offer_type")
    ]
    terms += [getattr(source, name, None) for name in ("topic", "region")]
    return [term for term in terms if term is not None]


def _labels(terms: Iterable[Any]) -> dict[uuid.UUID, dict[int, str]]:
    """Return what terms are called, by key and language; one query for each vocabulary."""
    keys: dict[Any, list[uuid.UUID]] = {}
    for term in terms:
        keys.setdefault(type(term), []).append(term.translation_key)
    labels: dict[uuid.UUID, dict[int, str]] = {}
    for model, wanted in keys.items():
        rows = model.objects.published().filter(translation_key__in=wanted)
        for key, locale_id, label in rows.values_list("translation_key", "locale_id", "label"):
            labels.setdefault(key, {})[locale_id] = label
    return labels
