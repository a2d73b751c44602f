"""The small markup of the content: turned into rich text, or taken out of plain text."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

MARK = re.compile(r"\[\[(\w+):([^\]|]+)(?:\|([^\]]*))?\]\]")
STRONG = re.compile(r"\*\*(.+?)\*\*", re.S)
# Keeps the groups of a number in order where the text runs from right to left.
NO_BREAK_SPACE = "\u00a0"

Link = Callable[[str, str, str], str]


def plain(text: str) -> str:
    """Return the words without any markup."""
    words = MARK.sub(lambda found: found[3] or found[2], text)
    return STRONG.sub(r"\1", words)


def line(text: str) -> str:
    """Return the words without markup, in one line."""
    return " ".join(plain(text).split("\n"))


def rich(text: str, link: Link) -> str:
    """Return HTML that the editor's rich text knows: bold, links, line breaks.

    `link` gives the opening tag for a kind, a target and the words of the link.
    """

    def replace(found: re.Match[str]) -> str:
        kind, target, words = found[1], found[2], found[3] or found[2]
        if kind == "de":
            return target
        if kind == "tel":
            words = words.replace(" ", NO_BREAK_SPACE)
        return f"{link(kind, target, words)}{words}</a>"

    html = MARK.sub(replace, escape(text, quote=False))
    return STRONG.sub(r"<b>\1</b>", html).replace("\n", "<br/>")
