"""Sheets as PO files, which every translator's program knows."""

from __future__ import annotations

import re
from collections.abc import Iterable

import polib
from django.utils.translation import gettext as _

from translations.sheets import Entry, Received, Sheet, Unit, UnreadableFileError, received

EXTENSION = "po"
CONTENT_TYPE = "text/x-gettext-translation; charset=utf-8"

LARGEST = 512 * 1024
# polib copies a text for each of its lines; so many lines are still read in a moment.
MOST_LINES = 10_000

# A keyword and a text in quotation marks, or a text alone.
WHOLE_LINE = re.compile(r'(?:msg[a-z_]+(?:\[[0-9]\])?\s*)?"(?:[^"\\]|\\.)*"')

PAGE = "X-Bruckenwerk-Page"
LANGUAGE = "X-Bruckenwerk-Language"
TEXT = "X-Bruckenwerk-Text"
EXPORTED = "X-Bruckenwerk-Exported"


def write(sheet: Sheet) -> bytes:
    """Return a sheet as a PO file."""
    catalogue = polib.POFile()
    catalogue.header = sheet.title
    catalogue.metadata = {
        "Project-Id-Version": "Brückenwerk",
        "POT-Creation-Date": f"{sheet.exported_at:%Y-%m-%d %H:%M%z}",
        "Language": sheet.code,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        PAGE: str(sheet.translation_key),
        LANGUAGE: sheet.code,
        TEXT: sheet.fingerprint,
        EXPORTED: sheet.exported_at.isoformat(),
    }
    for unit in sheet.units:
        catalogue.append(_entry(unit))
    return str(catalogue).encode()


def _entry(unit: Unit) -> polib.POEntry:
    notes = [unit.label, *unit.notes]
    if unit.max_length is not None:
        notes.append(_("At most %(count)s characters") % {"count": unit.max_length})
    return polib.POEntry(
        msgctxt=unit.key,
        msgid=unit.german,
        msgstr=unit.text,
        previous_msgid=unit.previous_german or None,
        # One line each: a line break would begin a line of its own in the file.
        comment="\n".join(" ".join(note.split()) for note in notes),
        flags=["fuzzy"] if unit.is_unsure else [],
    )


def read(content: bytes) -> Received:
    """Return what a PO file says.

    Raises:
        UnreadableFileError: it is none, or not one of ours.
    """
    catalogue = _parsed(_decoded(content))
    metadata = catalogue.metadata
    _require_one_language(metadata.get(LANGUAGE, ""), metadata.get("Language", ""))
    return received(
        page=metadata.get(PAGE, ""),
        code=metadata.get(LANGUAGE, ""),
        fingerprint=metadata.get(TEXT, ""),
        exported=metadata.get(EXPORTED, ""),
        entries=[
            Entry(
                key=entry.msgctxt or "",
                german=entry.msgid,
                text=entry.msgstr,
                is_unsure=entry.fuzzy,
            )
            for entry in catalogue
            if not entry.obsolete and not entry.msgid_plural
        ],
    )


def _require_one_language(asked: str, said: str) -> None:
    """Refuse a file that a program has marked as another language; “uk_UA” is the same as “uk”."""
    first, second = (re.split("[-_]", each.strip().lower())[0] for each in (asked, said))
    if first and second and first != second:
        raise UnreadableFileError(
            _(
                "The file was downloaded for the language “%(asked)s”, and its header now says "
                "“%(said)s”. Please translate the file for the language it was made for."
            )
            % {"asked": asked, "said": said[:20]},
            code="language",
        )


def _decoded(content: bytes) -> str:
    if len(content) > LARGEST or content.count(b"\n") + content.count(b"\r") > MOST_LINES:
        raise UnreadableFileError(_("The file is too large for one page."), code="too-large")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableFileError(
            _("The file is not saved as UTF-8. Please save it with this encoding."),
            code="encoding",
        ) from None


def _parsed(text: str) -> polib.POFile:
    # polib opens a text that is the name of a file. And it breaks lines at characters that PO
    # files may hold within a line.
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    _require_whole_lines(lines)
    safe = "\n".join(["#", *(" ".join(line.splitlines()) for line in lines)])
    try:
        return polib.pofile(safe, encoding="utf-8", check_for_duplicates=False)
    except (OSError, ValueError, IndexError, AttributeError, TypeError) as error:
        _before, _found, number = str(error).partition(")")[0].rpartition("line ")
        # One line was put before those of the file.
        raise _damaged(int(number) - 1 if number.isdigit() else 1) from None


def _require_whole_lines(lines: Iterable[str]) -> None:
    """Refuse a file that was cut off: polib would take half a sentence for a whole one."""
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.startswith("#") and not WHOLE_LINE.fullmatch(line.strip()):
            raise _damaged(number)


def _damaged(line: int) -> UnreadableFileError:
    return UnreadableFileError(
        _("This is no PO file, or it is damaged in line %(number)s.") % {"number": line},
        code="damaged",
    )
