"""Search: own language first, then the others; only what the public may read."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Page

from cms.core import content_version, people, publication, search_terms, site, translation
from cms.core.models import ContactPerson
from events.models import EventPage
from home import gathering
from home.search import synonyms, vocabulary
from home.search.asking import Asked
from home.search.databases import engine
from home.search.excerpts import Piece, excerpt
from home.search.questions import Question
from home.search.stems import stem, stems

MOST_RESULTS = 20
MOST_FOREIGN = 10
# Of so many the best are chosen by what the database cannot weigh.
CANDIDATES = 60
FEW_RESULTS = 5
MOST_TERMS = 3
MOST_PEOPLE = 4
MOST_CORRECTED = 2
SHORTEST_PART = 3


@dataclass(frozen=True)
class Result:
    """One page that was found."""

    title: str
    teaser: str
    url: str
    code: str
    direction: str
    # The language to mark the title with, where it is not that of the text: names stay German.
    title_code: str = ""
    # Which part of the site it belongs to, in its own language: says what kind of page it is.
    section: str = ""
    # Where the words stand in the text, if neither title nor teaser has them.
    excerpt: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Hit:
    """A row that the database has found."""

    pk: int
    key: uuid.UUID
    locale_id: int
    title: str


@dataclass
class Hits:
    """What was found so far: in the reader's language, and in others."""

    mine: dict[uuid.UUID, Hit] = field(default_factory=dict)
    others: dict[uuid.UUID, list[Hit]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.mine or self.others)


def find(query: str) -> dict[str, Any]:
    """Return results in the reader's language and in others, words, people and numbers to call.

    Where nothing has all the words, `better` is the query as it was probably meant, and
    `is_partial` says that the results have only some of them.
    """
    asked = Asked.of(query)
    better, is_partial = "", False
    hits, terms = Hits(), []
    if asked.slots:
        hits, terms = _pages(asked), _terms(asked)
        if not (hits or terms or asked.synonyms.groups):
            corrected = _corrected(asked)
            if corrected is not None:
                hits, terms = _pages(corrected), _terms(corrected)
                if hits or terms or corrected.synonyms.groups:
                    asked, better = corrected, corrected.text
        if not hits and len(asked.slots) > 1:
            _look(hits, asked, asked.loose())
            is_partial = bool(hits)
    mine, others = _chosen(hits, asked)
    numbers = asked.synonyms.codes("number")
    return {
        "mine": _results(mine, asked),
        "others": _results(others, asked),
        "has_more": len(hits.mine) > MOST_RESULTS,
        "terms": terms,
        "people": _people(asked),
        "numbers": [number for number in site.emergency_numbers() if number.dial in numbers],
        "better": better,
        "is_partial": is_partial,
    }


# ---------------------------------------------------------------- pages


def _pages(asked: Asked) -> Hits:
    """Return synonyms’ targets, what has all words, and, where that is little, what means it."""
    hits = Hits()
    _take(hits, _targets(asked.synonyms.codes("page")))
    _look(hits, asked, asked.narrow())
    if len(hits.mine) < FEW_RESULTS:
        _look(hits, asked, asked.wide())
    _prefer_own_language(hits)
    return hits


def _look(hits: Hits, asked: Asked, question: Question) -> None:
    own = translation.active_locale_id()
    served = [each.locale_id for each in translation.served_languages()]
    for locale_ids in ([own], [each for each in served if each != own]):
        codes = asked.codes[:1] if locale_ids == [own] else asked.codes[1:]
        rows = engine().best(
            locale_ids,
            question,
            asked.text,
            codes,
            most=CANDIDATES,
            # Who has enough to read need not know where else the word stands in a text.
            has_texts=len(hits.mine) < MOST_RESULTS,
        )
        _take(hits, [Hit(*row) for row in rows])


def _targets(slugs: list[str]) -> list[Hit]:
    """Return the pages, in every language, whose German page has one of these addresses."""
    if not slugs:
        return []
    german = Page.objects.filter(slug__in=slugs, locale_id=translation.source_locale_id())
    served = [each.locale_id for each in translation.served_languages()]
    pages = publication.published(
        Page.objects.filter(
            translation_key__in=german.values("translation_key"),
            locale_id__in=served,
            alias_of=None,
        )
    )
    rows = pages.order_by("path").values_list("pk", "translation_key", "locale_id", "title")
    return [Hit(*row) for row in rows]


def _take(hits: Hits, found: Iterable[Hit]) -> None:
    own = translation.active_locale_id()
    for hit in found:
        if hit.locale_id == own:
            hits.mine.setdefault(hit.key, hit)
        elif hit not in hits.others.setdefault(hit.key, []):
            hits.others[hit.key].append(hit)


def _prefer_own_language(hits: Hits) -> None:
    """Show a page that has the words in another language in the reader's, where it exists."""
    keys = [key for key in hits.others if key not in hits.mine]
    if keys:
        own = publication.published(
            Page.objects.filter(
                translation_key__in=keys, locale_id=translation.active_locale_id(), alias_of=None
            )
        )
        rows = own.values_list("pk", "translation_key", "locale_id", "title")
        versions = {row[1]: Hit(*row) for row in rows}
        for key in keys:
            if key in versions:
                hits.mine[key] = versions[key]
    for key in hits.mine:
        hits.others.pop(key, None)


def _chosen(hits: Hits, asked: Asked) -> tuple[list[Hit], list[Hit]]:
    """Return the best of what was found; of other languages German first, each page once."""
    order = [each.locale_id for each in translation.served_languages()]
    foreign = [
        min(versions, key=lambda hit: order.index(hit.locale_id))
        for key, versions in hits.others.items()
        if key not in hits.mine
    ]
    over = _over([*hits.mine, *hits.others])
    targets = set(asked.synonyms.codes("page"))
    target_keys = {hit.key for hit in _targets(list(targets))} if targets else set()

    def place(hit: Hit) -> tuple[int, bool]:
        return _tier(hit, asked, target_keys), hit.key in over

    mine = sorted(hits.mine.values(), key=place)
    foreign.sort(key=lambda hit: (hit.locale_id != translation.source_locale_id(), *place(hit)))
    return mine[:MOST_RESULTS], foreign[:MOST_FOREIGN]


def _tier(hit: Hit, asked: Asked, target_keys: set[uuid.UUID]) -> int:
    """Tell how sure it is that this is meant: the very title, a synonym's target, in the title."""
    code = _code_of(hit.locale_id)
    title = {stem(word, code) for word in search_terms.words(hit.title)}
    has_all = all(title.intersection(slot) for slot in asked.slots)
    if has_all and len(title) <= len(asked.slots):
        return 0
    if hit.key in target_keys:
        return 1
    if has_all:
        return 2
    return 3


def _over(keys: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Return the events that are over: they come after what is still to be had."""
    past = EventPage.objects.past().at_the_source().filter(translation_key__in=list(keys))
    return set(past.values_list("translation_key", flat=True))


# ---------------------------------------------------------------- how they are shown


def _results(hits: list[Hit], asked: Asked) -> list[Result]:
    pages = Page.objects.select_related("search_entry").in_bulk([hit.pk for hit in hits])
    german = dict(
        Page.objects.filter(
            translation_key__in=[page.translation_key for page in pages.values()],
            locale_id=translation.source_locale_id(),
        ).values_list("translation_key", "title")
    )
    found = [pages[hit.pk] for hit in hits if hit.pk in pages]
    return [_as_result(page, asked, german.get(page.translation_key, "")) for page in found]


def _as_result(page: Page, asked: Asked, german_title: str) -> Result:
    served = translation.language_of_locale(page.locale_id)
    code = served.code if served else ""
    entry = getattr(page, "search_entry", None)
    teaser = entry.teaser if entry else page.search_description
    shown = f"{page.title} {teaser}"
    return Result(
        title=page.title,
        teaser=teaser,
        url=translation.url_for_reader(locale_id=page.locale_id, url_path=page.url_path) or "",
        code=code,
        direction=served.direction if served else "ltr",
        title_code=translation.SOURCE_LANGUAGE
        if page.title == german_title and translation.is_foreign_to_german(code)
        else "",
        section=_section_of(page),
        excerpt=excerpt(entry.text, shown=shown, wanted=asked.stems, code=code) if entry else (),
    )


def _section_of(page: Page) -> str:
    """Return the title of the page that stands over this one below the home page, if any."""
    sections = site.breadcrumbs(page)[1:2]
    return sections[0].title if sections else ""


def _code_of(locale_id: int) -> str:
    served = translation.language_of_locale(locale_id)
    return served.code if served else translation.SOURCE_LANGUAGE


# ---------------------------------------------------------------- words, people


def _terms(asked: Asked) -> list[gathering.TermEntry]:
    """Return office words: the synonyms' targets, then those in whose names the words stand."""
    codes = asked.synonyms.codes("term")
    entries = gathering.glossary()
    targets = [entry for entry in entries if entry.code in codes]
    names = content_version.remember(
        ("names of office words", translation.active_code()), _read_names
    )
    named = [
        entry
        for entry in entries
        if entry not in targets and _is_named(asked, *names.get(entry.code, ("", frozenset())))
    ]
    return [*targets, *named][:MOST_TERMS]


def _read_names() -> dict[str, tuple[str, frozenset[str]]]:
    found = {}
    for entry in gathering.glossary():
        words = search_terms.words(f"{entry.term} {entry.aliases} {entry.equivalent}")
        codes = (translation.SOURCE_LANGUAGE, entry.language)
        found[entry.code] = (
            "".join(search_terms.fold(word) for word in words),
            frozenset(each for word in words for each in stems(word, codes)),
        )
    return found


def _is_named(asked: Asked, joined: str, found: frozenset[str]) -> bool:
    """Tell whether the words, or the query as one word, name an office word."""
    whole = "".join(search_terms.fold(word) for word in asked.words)
    if len(whole) > SHORTEST_PART and whole in joined:
        return True
    return all(found.intersection(slot) for slot in asked.slots)


def _people(asked: Asked) -> list[people.ContactCard]:
    """Return people whose name, or what they are asked about, has all the words."""
    if not asked.slots:
        return []
    german, own = translation.source_locale_id(), translation.active_locale_id()
    rows = ContactPerson.objects.published().filter(locale_id__in={german, own})
    texts: dict[uuid.UUID, set[str]] = {}
    ids: dict[uuid.UUID, int] = {}
    for pk, key, locale_id, name, role in rows.order_by("name", "pk").values_list(
        "pk", "translation_key", "locale_id", "name", "role"
    ):
        if locale_id == german:
            ids[key] = pk
        code = _code_of(locale_id)
        words = search_terms.words(f"{name} {role}")
        texts.setdefault(key, set()).update(stem(word, code) for word in words)
    named = [
        pk for key, pk in ids.items() if all(texts[key].intersection(slot) for slot in asked.slots)
    ]
    cards = [people.contact_card(pk) for pk in named[:MOST_PEOPLE]]
    return [card for card in cards if card is not None]


# ---------------------------------------------------------------- typing mistakes


def _corrected(asked: Asked) -> Asked | None:
    """Return the query with words that stand nowhere changed into what was probably meant."""
    unknown = _unknown(asked)
    if not unknown:
        return None
    also = {**_names_for_spelling(), **synonyms.all_words()}
    better = []
    for word in asked.words:
        code = asked.codes[0]
        found = vocabulary.meant(word, code, also) if word in unknown else None
        better.append(found or word)
    return Asked(tuple(better)) if tuple(better) != asked.words else None


def _unknown(asked: Asked) -> list[str]:
    found = vocabulary.known(asked.stems)
    unknown = [word for word in asked.words if not found.intersection(stems(word, asked.codes))]
    return unknown[:MOST_CORRECTED]


def _names_for_spelling() -> dict[str, str]:
    return {
        stem(word, entry.language): word
        for entry in gathering.glossary()
        for word in search_terms.words(f"{entry.term} {entry.aliases} {entry.equivalent}")
        if len(word) > SHORTEST_PART
    }
