"""The one form in which the markup of a sentence comes in from outside.

What agencies and machines send back is read by a parser of our own that knows a handful of tags
and nothing else, and written anew: no comment, no declaration and no half-open tag gets through,
which two parsers could understand in two ways.
"""

from __future__ import annotations

import html
import re
import unicodedata
from html.parser import HTMLParser

from django.utils.translation import gettext as _
from wagtail_localize.strings import INLINE_TAGS

# No sentence of ours is a tenth as long; what is longer is not even looked at.
LONGEST = 10_000
# Python's parser takes its time over brackets that are never closed.
MOST_BRACKETS = 200
DEEPEST = 12
LINK_ID = re.compile(r"a[0-9]{1,3}")
SPACES = re.compile(r"[ \t\r\n\f\v\x85\u2028\u2029]+")
LINE_BREAK = "br"


class MarkupError(ValueError):
    """A text that cannot be kept; the message says why, for people."""


def clean(markup: str) -> str:
    """Return a sentence with its inline tags in their one form and single spaces.

    Raises:
        MarkupError: too long, with characters no text has, or with other tags than the known.
    """
    if len(markup) > LONGEST:
        raise MarkupError(_("Much too long: %(length)s characters.") % {"length": len(markup)})
    if markup.count("<") > MOST_BRACKETS:
        raise MarkupError(_("Too many tags."))
    reader = _Reader()
    try:
        reader.feed(SPACES.sub(" ", markup).strip())
        reader.close()
    except AssertionError as error:
        # How Python's parser gives up on “<![…”.
        raise MarkupError(_("The markup cannot be read.")) from error
    return reader.result()


def plain(markup: str) -> str:
    """Return the words of a clean sentence; a line break counts as a space."""
    return html.unescape(re.sub(r"<[^>]*>", lambda tag: " " if tag[0] == "<br/>" else "", markup))


class _Reader(HTMLParser):
    """Writes down what it reads, and stops at the first thing it does not know."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._written: list[str] = []
        self._open: list[str] = []

    def result(self) -> str:
        if self._open:
            raise MarkupError(_("A tag is not closed: <%(tag)s>") % {"tag": self._open[-1]})
        return "".join(self._written)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in INLINE_TAGS:
            raise MarkupError(_("This tag is not allowed here: <%(tag)s>") % {"tag": tag[:40]})
        if tag == LINE_BREAK:
            _refuse_attributes(tag, attrs)
            self._written.append("<br/>")
            return
        if len(self._open) >= DEEPEST:
            raise MarkupError(_("Too many tags inside each other."))
        self._open.append(tag)
        self._written.append(f"<{tag}{_link_id(tag, attrs)}>")

    def handle_endtag(self, tag: str) -> None:
        if tag == LINE_BREAK:
            return
        if not self._open or self._open[-1] != tag:
            raise MarkupError(_("A tag is closed that is not open: </%(tag)s>") % {"tag": tag[:40]})
        self._open.pop()
        self._written.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        text = SPACES.sub(" ", data)
        _refuse_control_characters(text)
        self._written.append(html.escape(text, quote=False))

    def handle_comment(self, data: str) -> None:
        raise MarkupError(_("Comments are not allowed here."))

    def handle_decl(self, decl: str) -> None:
        raise MarkupError(_("The markup cannot be read."))

    def handle_pi(self, data: str) -> None:
        raise MarkupError(_("The markup cannot be read."))

    def unknown_decl(self, data: str) -> None:
        raise MarkupError(_("The markup cannot be read."))


def _refuse_control_characters(text: str) -> None:
    """Refuse what no database and no browser wants: a NUL, half of a character."""
    for character in text:
        if unicodedata.category(character) in {"Cc", "Cs"}:
            raise MarkupError(
                _("There is a character in it that no text has: %(code)s")
                % {"code": f"U+{ord(character):04X}"}
            )


def _link_id(tag: str, attrs: list[tuple[str, str | None]]) -> str:
    """Return what ties a link to the German one; no other attribute is known."""
    if tag == "a" and len(attrs) == 1:
        [(name, value)] = attrs
        if name == "id" and LINK_ID.fullmatch(value or ""):
            return f' id="{value}"'
    _refuse_attributes(tag, attrs)
    return ""


def _refuse_attributes(tag: str, attrs: list[tuple[str, str | None]]) -> None:
    if attrs:
        written = " ".join(f'{name}="{value or ""}"' for name, value in attrs)
        raise MarkupError(
            _("The tag <%(tag)s> must not have: %(attributes)s")
            % {"tag": tag, "attributes": written[:80]}
        )
