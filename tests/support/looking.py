"""How a page looks in one window after another: sizes, colours, barriers, what is cut off."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

from tests.support.browser import AXE_TAGS
from tests.support.places import Place

WIDTHS = (320, 768, 1280)
SCHEMES = ("light", "dark", "forced")
HEIGHTS = {320: 640, 360: 740, 768: 1024, 1280: 800}
# All that colours alone can change. Sizes, names, order and roles stay as they are.
RULES_OF_COLOUR = ("color-contrast", "link-in-text-block")


@dataclass(frozen=True)
class Look:
    """The window of a reader: how wide it is, and which colours she has chosen."""

    width: int
    scheme: str


EVERY_LOOK = tuple(Look(width, scheme) for width, scheme in product(WIDTHS, SCHEMES))


def some_looks(place: int, language: int) -> tuple[Look, ...]:
    """Return one look for a place in a language; all together leave nothing out.

    Three languages in a row give a place every width and every scheme; nine places in a row give
    a language every look there is.
    """
    width = WIDTHS[(place + language) % 3]
    return (Look(width, SCHEMES[(place + place // 3 + 2 * language) % 3]),)


def take(page: Page, look: Look) -> None:
    """Give the window its size and its colours."""
    page.set_viewport_size({"width": look.width, "height": HEIGHTS[look.width]})
    page.emulate_media(
        color_scheme="dark" if look.scheme == "dark" else "light",
        forced_colors="active" if look.scheme == "forced" else "none",
    )


def arrive(page: Page, place: Place) -> None:
    """Open a place the way a reader comes there."""
    page.goto(place.url)
    if place.sends:
        # As a browser that checks nothing would: what the server says is to be seen.
        with page.expect_navigation():
            page.locator(place.sends).first.evaluate("""form => {
                form.noValidate = true;
                form.requestSubmit(form.querySelector('button'));
            }""")


def unfold(page: Page) -> None:
    """Open what is folded in the text; not the menus of the page, which cover it."""
    page.evaluate("""() => {
        const folded = document.querySelectorAll('main details:not(.c-share)');
        for (const each of folded) each.open = true;
    }""")


# ---------------------------------------------------------------- barriers


# axe asks for the colour that fills letters, for which Chromium names the author's also where the
# system has replaced it; without an answer axe takes the colour that is seen. The site sets none.
AS_SEEN = """() => {
    const {getPropertyValue} = CSSStyleDeclaration.prototype;
    CSSStyleDeclaration.prototype.getPropertyValue = function (name) {
        return name === '-webkit-text-fill-color' ? '' : getPropertyValue.call(this, name);
    };
}"""


@cache
def _axe() -> str:
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()


def barriers(page: Page, looks: Sequence[Look]) -> list[str]:
    """Return what axe finds in these looks, each with its places.

    Where only the colours differ from a look before, only colours are looked at again.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe())
        page.evaluate(AS_SEEN)
    found: list[str] = []
    widths: set[int] = set()
    for look in looks:
        take(page, look)
        rules = RULES_OF_COLOUR if look.width in widths else ()
        widths.add(look.width)
        found += [f"{look.width} {look.scheme}: {each}" for each in _violations(page, rules)]
    return found


def _violations(page: Page, rules: Sequence[str]) -> list[str]:
    only: dict[str, Any] = {"type": "tag", "values": AXE_TAGS}
    if rules:
        only = {"type": "rule", "values": rules}
    options = {"resultTypes": ["violations"], "runOnly": only}
    found = page.evaluate(
        """async options => (await axe.run(options)).violations.map(each => [
            each.id, each.nodes.slice(0, 3).map(node => [
                node.html.slice(0, 160), node.any[0]?.message.slice(0, 160)])
        ])""",
        options,
    )
    return [f"{name}: {json.dumps(nodes, ensure_ascii=False)}" for name, nodes in found]


# ---------------------------------------------------------------- reflow

# A text is lost when it ends outside of what cuts it off. What scrolls by itself, like the row of
# tools, is within reach; what is one pixel large is for screen readers; strips are for paper.
CUT_OFF = """() => {
    const found = new Set(), page = document.documentElement, roots = [page, document.body];
    const boxOf = (element, style) => {
        if (roots.includes(element)) {
            return {left: 0, right: page.clientWidth, top: -1e6, bottom: 1e6};
        }
        const box = element.getBoundingClientRect(), cuts = value => /hidden|clip/.test(value);
        return {
            left: cuts(style.overflowX) ? box.left : -1e6,
            right: cuts(style.overflowX) ? box.right : 1e6,
            top: cuts(style.overflowY) ? box.top : -1e6,
            bottom: cuts(style.overflowY) ? box.bottom : 1e6,
        };
    };
    const edgesOf = element => {
        const edges = [];
        for (let each = element; each; each = each.parentElement) {
            const style = getComputedStyle(each), {width, height} = each.getBoundingClientRect();
            if (each.matches('[aria-hidden=true], .c-skip')) return null;
            if (style.position === 'absolute' && (width <= 1 || height <= 1)) return null;
            if (/auto|scroll/.test(style.overflowX) && !roots.includes(each)) return edges;
            edges.push(boxOf(each, style));
        }
        return edges;
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const text = texts.currentNode, parent = text.parentElement;
        if (!text.data.trim() || !parent.checkVisibility({visibilityProperty: true})) continue;
        const edges = edgesOf(parent), range = document.createRange();
        if (!edges) continue;
        range.selectNodeContents(text);
        for (const {left, right, top, bottom, width} of range.getClientRects()) {
            // Letters of a line may be taller than the line; what is lost is more than half of it.
            const middle = (top + bottom) / 2;
            if (width > 1 && edges.some(edge => left < edge.left - 1 || right > edge.right + 1
                    || middle < edge.top || middle > edge.bottom)) {
                found.add(`cut off: ${text.data.trim().slice(0, 60)}`);
            }
        }
    }
    return [...found];
}"""


def misfits(page: Page, width: int, letters: int = 100) -> list[str]:
    """Return what does not fit a window of this width, with letters of this size in percent."""
    take(page, Look(width, "light"))
    page.evaluate("size => { document.documentElement.style.fontSize = size }", f"{letters}%")
    wider = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    found = [*([f"{wider} px too wide"] if wider > 0 else []), *page.evaluate(CUT_OFF)]
    page.evaluate("document.documentElement.style.fontSize = ''")
    return [f"{width} px, {letters} %: {each}" for each in found]
