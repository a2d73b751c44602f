"""Pages on paper: one to take along, and one to pin to a wall with strips to tear off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import segno
from django.utils.safestring import SafeString, mark_safe

from cms.core import short_links
from cms.core.translation import HOME_DEPTH

PARAMETER = "druck"
PAGE, NOTICE = "1", "aushang"
STRIPS = 8
# For pages with a text; lists go on paper as they are.
TEMPLATES = {PAGE: "home/print_sheet.html", NOTICE: "home/notice_sheet.html"}
# With the quiet border that readers of such codes need, and legible when a corner is torn off.
BORDER, CORRECTION = 4, "m"


@dataclass(frozen=True)
class Sheet:
    """What stands on paper and nowhere else."""

    # Without "https://", as one types it.
    address: str
    code: SafeString
    is_notice: bool
    strips: range


def has_a_text(page: Any) -> bool:
    """Tell whether a page is more than a list: only then there is something to take along."""
    return page.depth > HOME_DEPTH and hasattr(page, "body")


def template_of(page: Any, wanted: str) -> str | None:
    """Return the template of a page on paper; None where it looks as on the screen."""
    return TEMPLATES.get(wanted) if has_a_text(page) else None


def sheet_of(page: Any, wanted: str) -> Sheet | None:
    """Return the sheet of a page by what stands in the address; None for an ordinary view."""
    if wanted not in (PAGE, NOTICE):
        return None
    address = short_links.address_of(page.facts.pk)
    return Sheet(
        address=address.partition("://")[2],
        code=_drawing(address),
        is_notice=wanted == NOTICE,
        strips=range(STRIPS),
    )


def _drawing(address: str) -> SafeString:
    """Return the code as SVG; its black is that of the text, its size that of its frame."""
    drawing = segno.make(address, error=CORRECTION, micro=False)
    svg = drawing.svg_inline(
        border=BORDER, omitsize=True, svgclass=None, lineclass=None, dark="#000"
    )
    return mark_safe(svg)  # noqa: S308 - drawn from an address of ours
