"""A light way to write what stands inside a sentence, for people who do not write HTML.

    **fat words**      __slanted words__      [[1|words of the first link]]      {{code|ls}}

A line break is a line break. A backslash takes the meaning from the sign behind it. Whatever is
stored can be shown this way and comes back as it was; whatever is typed can be stored: signs
without a partner stay signs, and the translator is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

from bs4 import BeautifulSoup, NavigableString, Tag
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail_localize.strings import INLINE_TAGS

# What the editor of the site makes, and what people know from their messengers.
TOGGLES = {"b": "**", "i": "__"}
TAG_OF_TOGGLE = {sign: tag for tag, sign in TOGGLES.items()}
# All others, and a fat word within fat words.
NAMED_TAGS = sorted(set(INLINE_TAGS) - {"a", "br"})

SIGN = re.compile(
    r"(?P<literal>\\[\\*_\[\]{}|])"
    r"|(?P<toggle>\*\*|__)"
    r"|(?P<link>\[\[(?P<number>[\w.-]*)\|)"
    r"|(?P<named>\{\{(?P<tag>" + "|".join(NAMED_TAGS) + r")\|)"
    r"|(?P<close>\]\]|\}\})"
    r"|(?P<line>\r\n|\r|\n)"
)
LINK_ID = re.compile(r"a([1-9][0-9]*)")
DOUBLED = "*_[]{}"
# Nobody writes marks within marks within marks; who tries gets signs.
DEEPEST = 12


@dataclass(frozen=True)
class Reading:
    """What was typed, as it is stored, and what is wrong with it in plain words."""

    html: str
    problem: str = ""


@dataclass(frozen=True)
class Link:
    """A link within a sentence: its number as typed, and its words."""

    number: str
    words: str


# ---------------------------------------------------------------- from the store to people


def to_notation(html: str, *, guarded: bool = True) -> str:
    """Return a stored sentence as translators see and type it.

    Unguarded, signs that were stored as signs look like marks again: for showing a text whose
    marks did not fit together as it was typed.
    """
    soup = _soup(html)
    has_marks = soup.find(lambda tag: tag.name != "br") is not None

    def words(text: str) -> str:
        return _guarded(text, is_beside_marks=has_marks) if guarded else text

    return "".join(_written(soup, within=(), words=words))


def to_plain(html: str) -> str:
    """Return a sentence of a place that knows no markup: words and line breaks."""
    return "".join(
        "\n" if isinstance(node, Tag) else str(node)
        for node in _soup(html).descendants
        if isinstance(node, NavigableString) or (isinstance(node, Tag) and node.name == "br")
    )


def to_display(html: str) -> SafeString:
    """Return a sentence to be looked at: fat words fat, links with their number."""
    return format_html_join("", "{}", ((each,) for each in _displayed(_soup(html))))


def links_in(html: str) -> list[Link]:
    """Return the links of a sentence in their order."""
    found = _soup(html).find_all("a")
    return [Link(_number_of(str(tag.get("id", ""))), tag.get_text()) for tag in found]


def has_tag(html: str, name: str) -> bool:
    """Tell whether a sentence has this kind of markup."""
    return _soup(html).find(name) is not None


def _soup(html: str) -> Tag:
    # wagtail-localize reads with the same parser, so both see the same text. A lone address is
    # no markup to it, and it warns; within an element it does not.
    found = BeautifulSoup(f"<div>{html}</div>", "html.parser").div
    assert found is not None  # noqa: S101 - for the types
    return found


def _written(parent: Tag, *, within: Sequence[str], words: Callable[[str], str]) -> Iterator[str]:
    for child in parent.children:
        if isinstance(child, NavigableString):
            yield words(str(child))
        elif isinstance(child, Tag):
            before, after = _signs(child, within)
            yield before
            yield from _written(child, within=(*within, child.name), words=words)
            yield after


def _signs(tag: Tag, within: Sequence[str]) -> tuple[str, str]:
    if tag.name == "br":
        return "\n", ""
    if tag.name == "a":
        return f"[[{_number_of(str(tag.get('id', '')))}|", "]]"
    if tag.name in TOGGLES and tag.name not in within:
        return TOGGLES[tag.name], TOGGLES[tag.name]
    if tag.name in NAMED_TAGS:
        return f"{{{{{tag.name}|", "}}"
    return "", ""


def _number_of(link_id: str) -> str:
    """Return how a link is named to people: the first one is “1”."""
    found = LINK_ID.fullmatch(link_id)
    return found[1] if found else link_id


def _guarded(text: str, *, is_beside_marks: bool) -> str:
    """Take the meaning from signs that are only signs; a single star stays a single star."""
    last = len(text) - 1

    def is_ambiguous(index: int, sign: str) -> bool:
        if sign == "\\":
            return True
        if sign not in DOUBLED:
            return False
        if is_beside_marks and index in {0, last}:
            return True
        return sign in {text[index - 1 : index], text[index + 1 : index + 2]}

    return "".join(
        f"\\{sign}" if is_ambiguous(index, sign) else sign for index, sign in enumerate(text)
    )


def _displayed(parent: Tag) -> Iterator[SafeString]:
    for child in parent.children:
        if isinstance(child, NavigableString):
            yield format_html("{}", str(child))
        elif isinstance(child, Tag):
            inner = format_html_join("", "{}", ((each,) for each in _displayed(child)))
            yield _shown_tag(child, inner)


def _shown_tag(tag: Tag, inner: SafeString) -> SafeString:
    if tag.name == "br":
        return mark_safe("<br>")
    if tag.name == "a":
        return format_html(
            '<span class="translate-link">{}<sup>{}</sup></span>',
            inner,
            _number_of(str(tag.get("id", ""))),
        )
    if tag.name in NAMED_TAGS:
        # The name is one of a short list of our own.
        return format_html("<{}>{}</{}>", mark_safe(tag.name), inner, mark_safe(tag.name))  # noqa: S308
    return inner


# ---------------------------------------------------------------- from people to the store


def from_plain(text: str, *, german_html: str) -> Reading:
    """Read what was typed for a place that knows no markup.

    Lines end where the German text has lines as well; elsewhere one too many is a slip.
    """
    lines = re.split(r"\r\n|\r|\n", text)
    glue = "<br/>" if has_tag(german_html, "br") else " "
    return Reading(glue.join(escape(line, quote=False) for line in lines))


def from_notation(text: str, *, german_html: str) -> Reading:
    """Read what was typed for a sentence with markup.

    Signs that do not fit together are kept as signs; the first problem is named.
    """
    reader = _Reader()
    position = 0
    for found in SIGN.finditer(text):
        reader.words(text[position : found.start()])
        reader.sign(found)
        position = found.end()
    reader.words(text[position:])
    html = reader.result()
    return Reading(html, reader.problem or _problem_with_links(html, german_html))


def _problem_with_links(html: str, german_html: str) -> str:
    german = links_in(german_html)
    typed = [link.number for link in links_in(html)]
    known = {link.number for link in german}
    for number in typed:
        if number not in known:
            return _("The German text has no link %(number)s.") % {"number": number or "?"}
    for link in german:
        if link.number not in typed:
            return _("Link %(number)s of the German text is missing here: “%(words)s”.") % {
                "number": link.number,
                "words": link.words,
            }
    return ""


@dataclass
class _Open:
    """A mark that waits for its end."""

    sign: str
    start: str
    end: str
    closed_by: str
    parts: list[str] = field(default_factory=list)

    @property
    def closed(self) -> str:
        return f"{self.start}{''.join(self.parts)}{self.end}"

    @property
    def as_typed(self) -> str:
        return f"{escape(self.sign, quote=False)}{''.join(self.parts)}"


class _Reader:
    """Puts the pieces together; `problem` is the first thing that did not fit."""

    def __init__(self) -> None:
        self.problem = ""
        self._open = [_Open("", "", "", "")]

    def words(self, text: str) -> None:
        self._add(escape(text, quote=False))

    def sign(self, found: re.Match[str]) -> None:
        kind = found.lastgroup
        if found["literal"]:
            self.words(found["literal"][1])
        elif found["line"]:
            self._add("<br/>")
        elif found["toggle"]:
            self._toggle(found["toggle"])
        elif found["close"]:
            self._close(found["close"])
        elif found["link"]:
            number = found["number"]
            self._begin(found[0], _link_start(number), "</a>", "]]")
        else:
            assert kind is not None  # noqa: S101 - for the types
            self._begin(found[0], f"<{found['tag']}>", f"</{found['tag']}>", "}}")

    def result(self) -> str:
        while len(self._open) > 1:
            self._give_up()
        return "".join(self._open[0].parts)

    def _add(self, html: str) -> None:
        self._open[-1].parts.append(html)

    def _begin(self, sign: str, start: str, end: str, closed_by: str) -> None:
        if len(self._open) > DEEPEST:
            self._note(_("Too many marks inside each other."))
            self.words(sign)
            return
        self._open.append(_Open(sign, start, end, closed_by))

    def _toggle(self, sign: str) -> None:
        if any(each.closed_by == sign for each in self._open):
            self._close(sign)
        else:
            tag = TAG_OF_TOGGLE[sign]
            self._begin(sign, f"<{tag}>", f"</{tag}>", sign)

    def _close(self, sign: str) -> None:
        if all(each.closed_by != sign for each in self._open):
            if sign == "]]":
                self._note(_("Nothing opens the link that ends with ]]."))
            self.words(sign)
            return
        while self._open[-1].closed_by != sign:
            self._give_up()
        finished = self._open.pop()
        self._add(finished.closed)

    def _give_up(self) -> None:
        """Take a mark that nothing closes for what it looks like."""
        unfinished = self._open.pop()
        self._note(
            _("%(sign)s begins something that is not ended with %(end)s.")
            % {"sign": unfinished.sign, "end": unfinished.closed_by}
        )
        self._add(unfinished.as_typed)

    def _note(self, problem: str) -> None:
        self.problem = self.problem or problem


def _link_start(number: str) -> str:
    if not number:
        return "<a>"
    return f'<a id="a{number}">' if re.fullmatch("[1-9][0-9]*", number) else f'<a id="{number}">'
