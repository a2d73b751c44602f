"""German beside another language, paragraph by paragraph: for reading together, and for offices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation as django_translation
from django.views.decorators.http import require_safe

from cms.core import sheets, translation
from cms.core.languages import SOURCE_LANGUAGE
from home import fact_lines, handouts, page_parts
from home.handouts import Handout

# In columns half as wide as a sheet.
DENSITIES = ((1780, "denser"), (900, "dense"))


@dataclass(frozen=True)
class Row:
    """A piece of text in German and in the other language; a missing one is None."""

    german: page_parts.Piece | None
    own: page_parts.Piece | None
    # Whether the German text is newer than the other one.
    is_outdated: bool


@dataclass(frozen=True)
class Section:
    """What a field of the page says, in both languages."""

    german_heading: str
    own_heading: str
    rows: list[Row]


@require_safe
def show(request: HttpRequest, path: str) -> HttpResponse:
    """Show a page in German and in the reader's language; to readers of German in a chosen one."""
    german = handouts.page_to_take_along(path)
    reader = translation.active_code()
    others = [each.code for each in german.addresses if each.code != SOURCE_LANGUAGE]
    code = _chosen(request, others) if reader == SOURCE_LANGUAGE else reader
    own = handouts.in_language(german, code) if code in others else None
    if own is None:
        return redirect(handouts.address_for_reader(german))
    # The frame of the page: its languages, the way to it.
    request.served_page = german if reader == SOURCE_LANGUAGE else own  # type: ignore[attr-defined]
    sections = _sections(german, own, code)
    facts = _facts(german, code)
    length = page_parts.LAST_LINE * len(facts) + sum(_length(section) for section in sections)
    context = {
        "handout": Handout(own),
        "sheet": sheets.sheet_of(own, sheets.PAGE),
        "page_url": request.served_page.url,  # type: ignore[attr-defined]
        "code": code,
        "choices": others if reader == SOURCE_LANGUAGE and len(others) > 1 else [],
        "facts": facts,
        "sections": sections,
        "density": handouts.step(DENSITIES, length),
        "alternates": [],
    }
    return render(request, "home/two_languages.html", context)


def _chosen(request: HttpRequest, others: list[str]) -> str:
    """Return the language that is asked for, or else the first one that is not German too."""
    wanted = request.GET.get("mit", "")
    foreign = [code for code in others if translation.is_foreign_to_german(code)]
    return wanted if wanted in others else next(iter([*foreign, *others]), "")


def _facts(german: Any, code: str) -> list[tuple[fact_lines.Fact, fact_lines.Fact]]:
    both = []
    for each in (SOURCE_LANGUAGE, code):
        with django_translation.override(each):
            both.append([*fact_lines.facts_of(german), *fact_lines.contact_facts(german)])
    return list(zip(*both, strict=True))


def _sections(german: Any, own: Any, code: str) -> list[Section]:
    with django_translation.override(SOURCE_LANGUAGE):
        german_parts = {part.name: part for part in page_parts.parts_of(german)}
    with django_translation.override(code):
        own_parts = {part.name: part for part in page_parts.parts_of(own)}
    notice = translation.notice_for(own)
    changed = notice.changed_blocks if notice else frozenset()
    sections = []
    for name in page_parts.PARTS:
        sides = [parts[name].pieces if name in parts else () for parts in (german_parts, own_parts)]
        pairs = page_parts.pairs_of(*sides)
        if pairs:
            rows = [Row(*pair, _is_outdated(pair.own, changed)) for pair in pairs]
            sections.append(Section(_heading(name, SOURCE_LANGUAGE), _heading(name, code), rows))
    return sections


def _is_outdated(piece: page_parts.Piece | None, changed: frozenset[str]) -> bool:
    return piece is not None and piece.block_id in changed


def _heading(name: str, code: str) -> str:
    with django_translation.override(code):
        return str(page_parts.PARTS[name])


def _length(section: Section) -> int:
    """Return how many characters the longer side of a section has."""
    sides = ([row.german for row in section.rows], [row.own for row in section.rows])
    return max(sum(piece.length for piece in side if piece) for side in sides)
