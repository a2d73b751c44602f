"""Where the links of German sentences lead, in words that a translator can use."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from wagtail.documents import get_document_model
from wagtail.models import Page

from cms.core.models import GlossaryTerm
from translations import inline_markup
from translations.segments import Segment

# The title of a page, and the one it has in the translator's language, if any.
Titles = tuple[str, str]


@dataclass(frozen=True)
class LinkTarget:
    """A link of a German sentence: its number, its words, and what it opens."""

    number: str
    words: str
    title: str = ""
    # What the page is called in the translator's language.
    own_title: str = ""
    address: str = ""


@dataclass(frozen=True)
class Known:
    """The pages, documents and words of the glossary that a text links to, by their ids."""

    pages: Mapping[int, Titles]
    documents: Mapping[int, str]
    terms: Mapping[int, Titles] = field(default_factory=dict)

    def targets_of(self, segment: Segment) -> list[LinkTarget]:
        """Return the links of one sentence."""
        return [
            self._target(link, segment.attributes.get(f"a{link.number}", {}))
            for link in inline_markup.links_in(segment.html)
        ]

    def _target(self, link: inline_markup.Link, attributes: Mapping[str, str]) -> LinkTarget:
        kind, row_id = attributes.get("linktype"), _row_id(attributes)
        if row_id is None:
            return LinkTarget(
                link.number, link.words, address=_readable(attributes.get("href", ""))
            )
        if kind == "page" and row_id in self.pages:
            title, own_title = self.pages[row_id]
            return LinkTarget(link.number, link.words, title=title, own_title=own_title)
        if kind == "term" and row_id in self.terms:
            title, own_title = self.terms[row_id]
            return LinkTarget(link.number, link.words, title=title, own_title=own_title)
        if kind == "document" and row_id in self.documents:
            return LinkTarget(link.number, link.words, title=self.documents[row_id])
        return LinkTarget(link.number, link.words, address=_readable(attributes.get("href", "")))


def known_to(segments: Iterable[Segment], locale_id: int) -> Known:
    """Return what the links of a text lead to; one query for each kind of target."""
    linked = list(_linked(segments))
    return Known(
        pages=_pages({row_id for kind, row_id in linked if kind == "page"}, locale_id),
        documents=_documents({row_id for kind, row_id in linked if kind == "document"}),
        terms=_terms({row_id for kind, row_id in linked if kind == "term"}, locale_id),
    )


def _linked(segments: Iterable[Segment]) -> Iterator[tuple[str, int]]:
    for segment in segments:
        for attributes in segment.attributes.values():
            row_id = _row_id(attributes)
            if row_id is not None:
                yield attributes.get("linktype", ""), row_id


def _row_id(attributes: Mapping[str, str]) -> int | None:
    value = str(attributes.get("id", ""))
    return int(value) if value.isascii() and value.isdigit() else None


def _pages(ids: set[int], locale_id: int) -> dict[int, Titles]:
    if not ids:
        return {}
    keys = Page.objects.filter(pk__in=ids).values("translation_key")
    titles: dict[int, tuple[uuid.UUID, str]] = {}
    own_titles: dict[uuid.UUID, str] = {}
    rows = Page.objects.filter(translation_key__in=keys)
    for pk, key, locale, title in rows.values_list("pk", "translation_key", "locale_id", "title"):
        if pk in ids:
            titles[pk] = key, title
        if locale == locale_id:
            own_titles[key] = title
    return {pk: (title, own_titles.get(key, "")) for pk, (key, title) in titles.items()}


def _documents(ids: set[int]) -> dict[int, str]:
    if not ids:
        return {}
    return dict(get_document_model().objects.filter(pk__in=ids).values_list("pk", "title"))


def _terms(ids: set[int], locale_id: int) -> dict[int, Titles]:
    """Return the German words, and what the county calls them in the translator's language."""
    if not ids:
        return {}
    keys = GlossaryTerm.objects.filter(pk__in=ids).values("translation_key")
    rows = list(GlossaryTerm.objects.filter(translation_key__in=keys))
    own = {row.translation_key: row.equivalent for row in rows if row.locale_id == locale_id}
    return {row.pk: (str(row), own.get(row.translation_key, "")) for row in rows if row.pk in ids}


def _readable(address: str) -> str:
    """Return an address without what says nothing to people."""
    return re.sub(r"^(https?://(www\.)?|mailto:|tel:)", "", address).rstrip("/")
