"""Icons, and text that runs the other way: what every template of the public site needs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.templatetags.wagtailcore_tags import richtext

from cms.core.languages import direction, language

register = template.Library()

ICON_FOLDER = Path(settings.BASE_DIR) / "static" / "icons" / "lucide"

# Only what points along the reading direction is mirrored; a clock or a check mark never is.
MIRRORED_ICONS = frozenset({"arrow-right", "chevron-right", "external-link"})

_SVG = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
_GERMAN_MARK = re.compile(r"\[\[de:(.+?)\]\]")
# Wagtail writes the attributes of such links in no other order.
_NUMBER_LINK = re.compile(r'<a (href="(?:tel|mailto):)')
_WORD_SEPARATOR = re.compile(r"(?<=\w)·(?=\w)")


@cache
def _icon_paths() -> dict[str, str]:
    """Return the inside of every drawing by its name, read once per process."""
    return {
        file.stem: found.group(1)
        for file in ICON_FOLDER.glob("*.svg")
        if (found := _SVG.search(file.read_text(encoding="utf-8")))
    }


def icon_names() -> list[str]:
    """Return the names of the icons that can be shown."""
    return sorted(_icon_paths())


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return an icon as inline SVG, hidden from screen readers; nothing for an unknown name."""
    paths = _icon_paths().get(str(name or ""))
    if paths is None:
        return mark_safe("")
    css_class = "icon icon--dir" if name in MIRRORED_ICONS else "icon"
    # Width and height keep the icon small where the style sheet did not arrive.
    return mark_safe(  # noqa: S308 - our own files and two fixed class names
        f'<svg class="{css_class}" viewBox="0 0 24 24" width="20" height="20" '
        f'aria-hidden="true" focusable="false">{paths}</svg>'
    )


@register.filter
def phone(number: object) -> SafeString:
    """Return a phone number that keeps its order in Arabic text and never breaks over a line."""
    return _isolated(number, 'class="nowrap" dir="ltr"')


@register.filter
def email(address: object) -> SafeString:
    """Return an e-mail address that keeps its order in Arabic text."""
    return _isolated(address, 'dir="ltr" translate="no"')


@register.filter
def german_name(name: object) -> SafeString:
    """Return a German name inside a text of another language, read out as German."""
    return _isolated(name, 'lang="de" dir="ltr" translate="no"')


@register.filter
def address(line: object) -> SafeString:
    """Return a postal address as it stands on the door, in every language."""
    return _isolated(line, 'lang="de" dir="ltr" translate="no"')


@register.filter
def text(value: Any) -> SafeString:
    """Return plain text with German names isolated and one line per line of the source."""
    escaped = str(conditional_escape("" if value is None else value)).strip()
    marked = _GERMAN_MARK.sub(r'<bdi lang="de" dir="ltr">\1</bdi>', escaped)
    return mark_safe(marked.replace("\r\n", "\n").replace("\n", "<br>"))  # noqa: S308 - escaped


@register.filter
def rich(value: Any) -> SafeString:
    """Return running text whose phone numbers and addresses keep their order in Arabic.

    An element with `dir` is isolated by every browser, so the number needs no marks around it.
    """
    html = str(richtext(value))
    return mark_safe(_NUMBER_LINK.sub(r'<a dir="ltr" class="nowrap" \1', html))  # noqa: S308


@register.filter
def plain(value: object) -> str:
    """Return text for titles and descriptions: no marks, no line breaks."""
    unmarked = _GERMAN_MARK.sub(r"\1", "" if value is None else str(value))
    return " ".join(_WORD_SEPARATOR.sub("", unmarked).split())


def _isolated(value: object, attributes: str) -> SafeString:
    if value is None or value == "":
        return mark_safe("")
    opening = mark_safe(f"<bdi {attributes}>")  # noqa: S308 - fixed attributes of this module
    return format_html("{}{}</bdi>", opening, value)


@register.filter
def language_mark(code: str) -> SafeString:
    """Return the attributes that say in which language an element is; nothing for no code."""
    return format_html(' lang="{}" dir="{}"', code, direction(code)) if code else mark_safe("")


@register.filter
def spoken_name(term: Any) -> SafeString:
    """Return the name of a language that people speak, in its own words if it has such a name.

    Says which language the name is in, or it would be spelled out letter by letter.
    """
    if not term.autonym:
        return format_html("<bdi>{}</bdi>", term.label)
    return format_html('<bdi lang="{}">{}</bdi>', term.code, term.autonym)


@register.filter
def with_this_page(languages: Iterable[Any]) -> list[Any]:
    """Return the languages that the page in front of the reader is written in."""
    return [
        each
        for each in languages or ()
        if each.page_url or (each.is_current and not each.stand_in_url)
    ]


@register.filter
def with_german_text(languages: Iterable[Any]) -> list[Any]:
    """Return the languages in which the German page stands in for a missing one."""
    return [each for each in languages or () if each.stand_in_url and not each.page_url]


@register.filter
def with_start_page_only(languages: Iterable[Any]) -> list[Any]:
    """Return the languages in which this page cannot be shown at all."""
    return [
        each
        for each in languages or ()
        if not (each.page_url or each.stand_in_url or each.is_current)
    ]


@register.filter
def without_this_page(languages: Iterable[Any]) -> list[Any]:
    """Return the languages in which the reader could wish for this page."""
    return [*with_german_text(languages), *with_start_page_only(languages)]


@register.filter
def current(languages: Iterable[Any]) -> list[Any]:
    """Return the language of the reader, as a list of one."""
    return [each for each in languages or () if each.is_current]


@register.filter
def autonym(code: str) -> str:
    """Return what the speakers of a language call it."""
    known = language(code)
    return known.autonym if known else code


@register.filter
def as_list(value: Any) -> list[Any]:
    """Return one value as a list of one, for components that take several."""
    return [value]


@register.filter
def stream_values(stream: Iterable[Any]) -> list[Any]:
    """Return the values of a stream without their blocks, for components."""
    return [block.value for block in stream or ()]


@register.filter
def web_address(url: object) -> SafeString:
    """Return an address of the web as people say it: no protocol, no slash at the end."""
    return _isolated(re.sub(r"^https?://|/$", "", str(url or "")), 'dir="ltr" translate="no"')
