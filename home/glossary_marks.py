"""Office words that an editor has marked in running text, explained where they stand.

A mark is stored as a link of a kind of its own, `<a linktype="term" id="…">`, to the German row
of the glossary, so translators carry it over like any other link. Readers get a link to the
glossary in their language; a script turns it into a button that opens the explanation in place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.utils.html import format_html
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.rich_text import LinkHandler

from cms.core import content_version, translation
from cms.core.models import GlossaryTerm
from home import gathering
from translations import glossary_hints, segments

LINK_TYPE = "term"
# More words than these in a hint are a reproach, not a help.
MOST_HINTS = 8

_LINK = re.compile(r"<a\s[^>]*>")
_IS_MARK = re.compile(r'\slinktype="term"')
_ROW_ID = re.compile(r'\sid="([0-9]{1,18})"')


class TermLinkHandler(LinkHandler):  # type: ignore[misc]
    """Leads from a marked word to its place in the glossary, in the language of the reader."""

    identifier = LINK_TYPE

    @staticmethod
    def get_model() -> type[GlossaryTerm]:
        return GlossaryTerm

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        """Return the opening tag; one without an address where nothing explains the word."""
        code = _codes().get(attrs.get("id", ""))
        glossary = gathering.glossary_url()
        if not glossary or code not in _entries():
            return "<a>"
        return format_html('<a class="word" href="{0}#{1}" data-term="{1}">', glossary, code)

    @classmethod
    def extract_references(cls, attrs: dict[str, str]) -> Iterator[tuple[Any, str, str, str]]:
        """Yield what Wagtail needs to say in how many places a word of the glossary is marked."""
        row_id = attrs.get("id", "")
        if row_id.isascii() and row_id.isdigit():
            yield cls.get_model(), row_id, "", ""


def explained_on(page: Page) -> list[gathering.TermEntry]:
    """Return the explanations of the words that are marked on a page, in their order there."""
    codes, entries = _codes(), _entries()
    found = dict.fromkeys(codes[row_id] for row_id in _marked_ids(page) if row_id in codes)
    return [entries[code] for code in found if code in entries]


def words_to_explain(page: Page) -> list[str]:
    """Return the German office words in the text of a page that it does not explain yet."""
    codes = _codes()
    marked = {codes.get(row_id) for row_id in _marked_ids(page)}
    running_text = glossary_hints.fold(
        "\n".join(each.text for each in segments.segments_of(page) if each.is_rich)
    )
    found = [
        str(term)
        for term in GlossaryTerm.objects.published().at_the_source().order_by("term")
        if term.code not in marked and _pattern_of(term).search(running_text)
    ]
    return found[:MOST_HINTS]


def _pattern_of(term: GlossaryTerm) -> re.Pattern[str]:
    # “Anmeldung (Wohnsitz)”: what stands in brackets tells two words apart, and is in no text.
    names = [term.term.partition("(")[0], *term.aliases.split(",")]
    return glossary_hints.pattern_for(names)


def _codes() -> dict[str, str]:
    """Return the code of each row of the glossary, whatever its language; remembered."""
    return content_version.remember("codes of glossary terms", _read_codes)


def _read_codes() -> dict[str, str]:
    return {str(pk): code for pk, code in GlossaryTerm.objects.values_list("pk", "code")}


def _entries() -> dict[str, gathering.TermEntry]:
    key = ("glossary by code", translation.active_code())
    return content_version.remember(
        key, lambda: {entry.code: entry for entry in gathering.glossary()}
    )


# ---------------------------------------------------------------- finding marks


def _marked_ids(page: Page) -> Iterator[str]:
    for text in _rich_texts(page):
        for tag in _LINK.findall(text):
            row_id = _ROW_ID.search(tag)
            if row_id is not None and _IS_MARK.search(tag):
                yield row_id[1]


def _rich_texts(page: Page) -> Iterator[str]:
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            # As it is stored: nothing is fetched for pictures and pages in it.
            yield from _strings_in(field.value_from_object(page).get_prep_value())
        elif isinstance(field, RichTextField):
            yield str(field.value_from_object(page) or "")


def _strings_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings_in(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _strings_in(each)
