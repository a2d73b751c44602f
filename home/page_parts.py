"""The text of a page as single pieces, each rendered, for sheets and for two languages at once.

A piece knows the block it comes from, and translations keep the ids of the German blocks: so the
same piece is found in every language.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from cms.core.templatetags import core_tags

# What a page says in words, in the order of reading, and the heading of each part.
PARTS = {
    "state_reason": "",
    "subtitle": "",
    "motto": "",
    "rhythm_in_words": "",
    "teaser": "",
    "record": _("What came of it"),
    "body": "",
    "requirements": _("Is this for me?"),
    "support": _("We pay and provide"),
    "modules": _("Modules"),
    "goals": _("What it is for"),
    "aims": _("What it is for"),
    "offers": _("What is offered"),
    "fields_of_use": _("Where it helps"),
    "stages": _("Stages"),
    "variants": _("Variants"),
    "agenda": _("Agenda"),
    "equipment": _("What you need"),
    "needs": _("We need"),
}
# On paper and beside another language they say nothing, or need the screen.
LEFT_OUT = frozenset({"image", "gallery", "external_content", "document"})

# What a piece wastes at its end and below it, in characters.
LAST_LINE = 60


@dataclass(frozen=True)
class Piece:
    """A paragraph, a heading, a step: what is read in one go."""

    key: str
    html: SafeString
    block_id: str = ""

    @property
    def length(self) -> int:
        """Return how much room it takes: its characters, and as many as fit in its last line."""
        return len(strip_tags(self.html)) + LAST_LINE


@dataclass(frozen=True)
class Part:
    """What one field of a page says."""

    name: str
    heading: str
    pieces: tuple[Piece, ...]

    @property
    def length(self) -> int:
        """Return how much room it takes, in characters."""
        return sum(piece.length for piece in self.pieces)


def parts_of(page: Any) -> list[Part]:
    """Return what a page says, in its own language, which must be the active one."""
    found = (
        Part(name, str(heading), tuple(_pieces(page, name))) for name, heading in PARTS.items()
    )
    return [part for part in found if part.pieces]


def _pieces(page: Any, name: str) -> Iterator[Piece]:
    if name == "modules":
        yield from _modules(page)
        return
    if name not in {field.name for field in page._meta.concrete_fields}:
        return
    field = page._meta.get_field(name)
    value = getattr(page, name)
    if not isinstance(field, StreamField):
        if value:
            yield Piece(name, format_html("<p>{}</p>", core_tags.text(value)))
    elif name == "agenda":
        if value:
            items = core_tags.stream_values(value)
            yield Piece(name, _render("components/agenda.html", {"items": items}))
    else:
        for block in value:
            yield from _pieces_of_block(block)


def _modules(page: Any) -> Iterator[Piece]:
    for module in page.modules.all() if hasattr(page, "modules") else ():
        words = format_html(
            "<p><strong>{} {}</strong><br>{}</p>",
            module.number,
            core_tags.text(module.title),
            core_tags.text(module.goal),
        )
        yield Piece(str(module.translation_key), words)


def _pieces_of_block(block: Any) -> Iterator[Piece]:
    if block.block_type in LEFT_OUT:
        return
    if block.block_type == "line":
        yield _piece(block.id, format_html("<ul><li>{}</li></ul>", core_tags.text(block.value)))
    elif block.block_type in {"steps", "list", "accordion"}:
        yield from _pieces_of_list(block)
    else:
        html = block.render()
        if strip_tags(html).strip():
            yield _piece(block.id, html)


def _pieces_of_list(block: Any) -> Iterator[Piece]:
    is_numbered = block.block_type == "steps" or block.value.get("style") == "number"
    for number, item in enumerate(block.value["items"].bound_blocks, start=1):
        if block.block_type == "accordion":
            html = _render("home/question.html", {"item": item.value})
        elif is_numbered:
            html = format_html(
                '<ol start="{}"><li>{}</li></ol>', number, core_tags.rich(item.value)
            )
        else:
            html = format_html("<ul><li>{}</li></ul>", core_tags.rich(item.value))
        yield _piece(block.id, html, item.id or str(number))


def _piece(block_id: str, html: SafeString, item: str = "") -> Piece:
    return Piece(f"{block_id}.{item}" if item else block_id, html, block_id)


def _render(template: str, context: dict[str, Any]) -> SafeString:
    return render_to_string(template, context)


class Pair(NamedTuple):
    """The same piece in German and in another language; one of both may be missing."""

    german: Piece | None
    own: Piece | None


def pairs_of(german: Sequence[Piece], own: Sequence[Piece]) -> list[Pair]:
    """Return what belongs side by side, in the German order; what only one has stands alone.

    Lists that have no piece in common but are equally long go side by side as they stand.
    """
    own_by_key = {piece.key: piece for piece in own}
    if len(german) == len(own) and not any(piece.key in own_by_key for piece in german):
        return [Pair(*both) for both in zip(german, own, strict=True)]
    pairs: list[Pair] = []
    waiting = list(own)
    german_keys = {piece.key for piece in german}
    for piece in german:
        while waiting and waiting[0].key not in german_keys:
            pairs.append(Pair(None, waiting.pop(0)))
        partner = own_by_key.get(piece.key)
        pairs.append(Pair(piece, partner))
        if partner in waiting:
            waiting.remove(partner)
    pairs += [Pair(None, piece) for piece in waiting]
    return pairs
