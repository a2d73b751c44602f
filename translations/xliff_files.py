"""Sheets as XLIFF 1.2, which agencies’ programs like better than PO: inline tags are tags there.

Tags carry their names in their ids (“b1”, “a2”, “br1”), so that nothing but the file itself is
needed to read it back.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from html.parser import HTMLParser
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree  # type: ignore[import-untyped]
from wagtail_localize.strings import INLINE_TAGS

from translations.sheets import Entry, Received, Sheet, Unit, UnreadableFileError, received

EXTENSION = "xlf"
CONTENT_TYPE = "application/xliff+xml; charset=utf-8"

LARGEST = 1024 * 1024
MOST_ELEMENTS = 20_000
NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# What XML cannot hold.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
INLINE_ID = re.compile(r"([a-z]+)([0-9]{1,3})")
# How programs say that a text is not finished.
UNSURE_STATES = {
    "needs-translation", "needs-adaptation", "needs-l10n", "needs-review-adaptation",
    "needs-review-l10n", "needs-review-translation", "new",
}  # fmt: skip


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


# ---------------------------------------------------------------- writing


def write(sheet: Sheet) -> bytes:
    """Return a sheet as an XLIFF file."""
    root = etree.Element(_name("xliff"), nsmap={None: NAMESPACE}, version="1.2")
    file = etree.SubElement(
        root,
        _name("file"),
        {
            "original": str(sheet.translation_key),
            "source-language": "de",
            "target-language": sheet.code,
            "datatype": "html",
            "date": sheet.exported_at.isoformat(),
            "product-name": "Brückenwerk",
            "build-num": sheet.fingerprint,
        },
    )
    header = etree.SubElement(file, _name("header"))
    _text(etree.SubElement(header, _name("note")), sheet.title)
    body = etree.SubElement(file, _name("body"))
    for unit in sheet.units:
        _append(body, unit)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _append(body: Any, unit: Unit) -> None:
    attributes = {"id": unit.key, "resname": FORBIDDEN.sub("", unit.label), SPACE: "preserve"}
    if unit.max_length is not None:
        attributes |= {"maxwidth": str(unit.max_length), "size-unit": "char"}
    element = etree.SubElement(body, _name("trans-unit"), attributes)
    _fill(etree.SubElement(element, _name("source")), unit.german)
    if unit.text:
        target = etree.SubElement(element, _name("target"))
        target.set("state", "needs-review-translation" if unit.is_unsure else "translated")
        _fill(target, unit.text)
    for note in (unit.label, *unit.notes):
        _text(etree.SubElement(element, _name("note"), {"from": "developer"}), note)
    if unit.previous_german:
        before = etree.SubElement(element, _name("alt-trans"), {"alttranstype": "previous-version"})
        _fill(etree.SubElement(before, _name("source")), unit.previous_german)
        _fill(etree.SubElement(before, _name("target")), unit.text)


def _fill(element: Any, markup: str) -> None:
    writer = _Writer(element)
    try:
        writer.feed(FORBIDDEN.sub("", markup))
        writer.close()
    except AssertionError:
        # Somebody typed “<![…”, which is kept and marked, and which Python's parser gives up on.
        element.clear(keep_tail=True)
        _text(element, markup)


def _text(element: Any, text: str) -> None:
    element.text = FORBIDDEN.sub("", text)


class _Writer(HTMLParser):
    """Turns the markup of a sentence into inline elements."""

    def __init__(self, element: Any) -> None:
        super().__init__(convert_charrefs=True)
        self._path = [element]
        self._counts: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._counts[tag] += 1
        name = dict(attrs).get("id") or f"{tag}{self._counts[tag]}"
        if tag == "br":
            etree.SubElement(self._path[-1], _name("x"), {"id": name, "ctype": "lb"})
            return
        kind = {"a": "link", "b": "bold", "strong": "bold", "i": "italic", "em": "italic"}
        ctype = kind.get(tag, f"x-html-{tag}")
        self._path.append(
            etree.SubElement(self._path[-1], _name("g"), {"id": name, "ctype": ctype})
        )

    def handle_endtag(self, tag: str) -> None:
        if tag != "br" and len(self._path) > 1:
            self._path.pop()

    def handle_data(self, data: str) -> None:
        parent = self._path[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + data
        else:
            parent.text = (parent.text or "") + data


# ---------------------------------------------------------------- reading


def read(content: bytes) -> Received:
    """Return what an XLIFF file says.

    Raises:
        UnreadableFileError: it is none, or not one of ours.
    """
    root = _parsed(content)
    files = root.findall(_name("file"))
    if root.tag != _name("xliff") or len(files) != 1:
        raise UnreadableFileError(
            _("This is no XLIFF 1.2 file with one page in it."), code="damaged"
        )
    file = files[0]
    return received(
        page=file.get("original", ""),
        code=file.get("target-language", ""),
        fingerprint=file.get("build-num", ""),
        exported=file.get("date", ""),
        entries=[
            _entry(element) for element in file.iterfind(f"{_name('body')}//{_name('trans-unit')}")
        ],
    )


def _parsed(content: bytes) -> Any:
    if len(content) > LARGEST or content.count(b"<") > MOST_ELEMENTS:
        raise UnreadableFileError(_("The file is too large for one page."), code="too-large")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFileError(
            _("This is no XLIFF file, or it is damaged in line %(number)s.")
            % {"number": getattr(error, "lineno", None) or 1},
            code="damaged",
        ) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFileError(
            _("The file declares words of its own (DOCTYPE), which no XLIFF file needs."),
            code="doctype",
        )
    return root


def _entry(element: Any) -> Entry:
    source, target = element.find(_name("source")), element.find(_name("target"))
    state = target.get("state", "") if target is not None else ""
    return Entry(
        key=element.get("id", ""),
        german=_markup(source) if source is not None else "",
        text=_markup(target) if target is not None else "",
        is_unsure=state in UNSURE_STATES or element.get("translate") == "no",
    )


def _markup(element: Any) -> str:
    """Return an element's text with inline elements as tags.

    What is not known becomes a tag that the check of the markup refuses, with its name.
    """
    parts = [html.escape(element.text or "", quote=False)]
    for child in element:
        parts.append(_inline(child))
        parts.append(html.escape(child.tail or "", quote=False))
    return "".join(parts)


def _inline(child: Any) -> str:
    name = etree.QName(child).localname
    if name == "mrk":
        # Where the program has cut the sentence, or what it has marked for itself.
        return _markup(child)
    match = INLINE_ID.fullmatch(child.get("id", ""))
    tag = match[1] if match is not None and match[1] in INLINE_TAGS else ""
    if name == "x" and tag == "br":
        return "<br/>"
    if name != "g" or tag in {"", "br"}:
        return f"<{name}>"
    identity = f' id="{child.get("id")}"' if tag == "a" else ""
    return f"<{tag}{identity}>{_markup(child)}</{tag}>"
