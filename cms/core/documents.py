"""Documents from outside are examined: they are what their name says, and nothing in them acts.

A PDF is rid of scripts, of programs it would start and of files it carries; an office file must
be an ordinary archive of modest size without macros.
"""

from __future__ import annotations

import logging
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

import pikepdf
from django.core.files import File
from django.utils.translation import gettext_lazy as _

from cms.core.file_contents import RefusedFileError, replace_content

logger = logging.getLogger(__name__)

MEGABYTE = 1024 * 1024
LARGEST_UNPACKED = 100 * MEGABYTE
LARGEST_RATIO = 100
MOST_ENTRIES = 5_000
MOST_PDF_OBJECTS = 500_000
DEEPEST_NESTING = 60

# Entries of a PDF that act by themselves or carry other files.
ACTIVE_KEYS = {
    "/AA", "/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/AF", "/XFA",
    "/RichMediaContent", "/RichMediaSettings",
}  # fmt: skip
# What a link or a button may not do.
ACTIVE_ACTIONS = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition",
    "/Movie", "/Sound", "/RichMediaExecute", "/GoTo3DView",
}  # fmt: skip
ACTIVE_ANNOTATIONS = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}

ACTIVE_OFFICE_PARTS = re.compile(
    r"(^|/)(vbaProject[^/]*|vbaData\.xml|activeX\d*\.\w+|oleObject[^/]*|Basic/.*|Scripts/.*)$", re.I
)
TELLING_PARTS = re.compile(r"\.rels$|^\[Content_Types\]\.xml$|^mimetype$")
RELATIONSHIP = re.compile(rb"<Relationship\b[^>]*>")
ODT_TYPE = b"application/vnd.oasis.opendocument.text"
END_OF_ARCHIVE = b"PK\x05\x06"
LENGTH_OF_END = 22


@dataclass(frozen=True)
class Examined:
    """What the examination found out."""

    pages: int | None = None


def examine_in_place(content: File[bytes], name: str) -> Examined:
    """Refuse what is not the document its name says; take out what acts by itself."""
    known: Examined | None = getattr(content, "examined", None)
    if known is not None:
        return known
    examiner = EXAMINERS.get(PurePosixPath(name).suffix.lower())
    if examiner is None:
        raise RefusedFileError(_("Only PDF, ODT and DOCX files can be uploaded."))
    content.seek(0)
    data = content.read()
    harmless, examined = examiner(data)
    if harmless != data:
        replace_content(content, harmless)
    content.seek(0)
    content.examined = examined  # type: ignore[attr-defined]
    return examined


# ---------------------------------------------------------------- PDF


def _examine_pdf(data: bytes) -> tuple[bytes, Examined]:
    if not data.startswith(b"%PDF-"):
        raise RefusedFileError(_("This file is called PDF but is none. Please export it again."))
    try:
        harmless, pages = _harmless_pdf(data)
    except pikepdf.PasswordError as error:
        raise RefusedFileError(
            _("This PDF is protected by a password, so nobody could read it here.")
        ) from error
    except RefusedFileError:
        raise
    except Exception as error:  # qpdf tells of broken files in many ways.
        raise _damaged_pdf() from error
    if not pages:
        raise _damaged_pdf()
    return harmless, Examined(pages)


def _harmless_pdf(data: bytes) -> tuple[bytes, int]:
    """Return the PDF, written anew if something had to go or to be mended, and its pages."""
    with pikepdf.open(BytesIO(data)) as pdf:
        removed = _remove_active_parts(pdf)
        pages = len(pdf.pages)
        if removed:
            logger.info("Removed from an uploaded PDF: %s", ", ".join(sorted(removed)))
        elif not pdf.get_warnings() and not _has_tail(data):
            return data, pages
        output = BytesIO()
        pdf.save(output, encryption=False)
        return output.getvalue(), pages


def _damaged_pdf() -> RefusedFileError:
    return RefusedFileError(
        _("This PDF is damaged or incomplete. Please export it again and retry.")
    )


def _has_tail(data: bytes) -> bool:
    _, _, tail = data.rpartition(b"%%EOF")
    return bool(tail.strip(b"\r\n\t \x00"))


def _remove_active_parts(pdf: pikepdf.Pdf) -> set[str]:
    if len(pdf.objects) > MOST_PDF_OBJECTS:
        raise RefusedFileError(
            _("This PDF has too many parts. Please export it again, more simply.")
        )
    removed: set[str] = set()
    _scrub(pdf.trailer, removed, 0)
    for part in pdf.objects:
        _scrub(part, removed, 0)
    return removed


def _scrub(part: Any, removed: set[str], depth: int) -> None:
    """Take what acts out of one object and out of those written inside it."""
    if depth > DEEPEST_NESTING:
        raise RefusedFileError(
            _("This PDF is nested too deeply. Please export it again, more simply.")
        )
    for key in _keys(part):
        value = part[key]
        reason = key if key in ACTIVE_KEYS else _active(value)
        if reason:
            del part[key]
            removed.add(reason)
        elif isinstance(value, pikepdf.Object) and not value.is_indirect:
            _scrub(value, removed, depth + 1)


def _keys(part: Any) -> list[Any]:
    """Return the keys of a dictionary; the places of an array, last first, so one can go."""
    if isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
        return list(part.keys())
    if isinstance(part, pikepdf.Array):
        return list(range(len(part) - 1, -1, -1))
    return []


def _active(value: Any) -> str | None:
    """Return what a dictionary would do by itself, None if it does nothing."""
    if not isinstance(value, pikepdf.Dictionary):
        return None
    for key, forbidden in (("/S", ACTIVE_ACTIONS), ("/Subtype", ACTIVE_ANNOTATIONS)):
        kind = value.get(key)
        if isinstance(kind, pikepdf.Name) and str(kind) in forbidden:
            return str(kind)
    return None


# ---------------------------------------------------------------- office files


def _examine_docx(data: bytes) -> tuple[bytes, Examined]:
    parts = _unpacked(data)
    types = parts.get("[Content_Types].xml", b"")
    if "word/document.xml" not in parts or b"wordprocessingml" not in types:
        raise RefusedFileError(_("This file is called DOCX but is none. Please save it again."))
    if b"macroenabled" in types.lower():
        raise _active_office_file()
    for name, part in parts.items():
        if name.endswith(".rels"):
            _refuse_outside_parts(part)
    return data, Examined()


def _examine_odt(data: bytes) -> tuple[bytes, Examined]:
    parts = _unpacked(data)
    if parts.get("mimetype", b"").strip() != ODT_TYPE or "content.xml" not in parts:
        raise RefusedFileError(_("This file is called ODT but is none. Please save it again."))
    return data, Examined()


def _unpacked(data: bytes) -> dict[str, bytes]:
    """Return all parts by name, with the content of those that tell what the file is."""
    if not data.startswith(b"PK\x03\x04") or data[-LENGTH_OF_END:-18] != END_OF_ARCHIVE:
        raise RefusedFileError(
            _("This is not an ordinary office file. Please save it again as ODT or DOCX.")
        )
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _refuse_strange_archive(archive.infolist(), len(data))
            return {entry.filename: _read(archive, entry) for entry in archive.infolist()}
    except RefusedFileError:
        raise
    except Exception as error:  # zipfile and zlib tell of broken files in many ways.
        raise RefusedFileError(
            _("This file is damaged or incomplete. Please save it again and retry.")
        ) from error


def _refuse_strange_archive(entries: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > min(LARGEST_UNPACKED, size * LARGEST_RATIO):
        raise RefusedFileError(
            _("Unpacked, this file would be far too large. Please make it smaller.")
        )
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names) or any(_is_strange(name) for name in names):
        raise RefusedFileError(
            _("This is not an ordinary office file. Please save it again as ODT or DOCX.")
        )
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise RefusedFileError(
            _("This file is protected by a password, so nobody could read it here.")
        )
    if any(ACTIVE_OFFICE_PARTS.search(name) for name in names):
        raise _active_office_file()


def _is_strange(name: str) -> bool:
    return (
        name.startswith("/")
        or "\\" in name
        or ":" in name
        or ".." in PurePosixPath(name).parts
        or not name.isprintable()
    )


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Read a part to its end, which also checks it; keep it if the examination needs it."""
    is_needed = bool(TELLING_PARTS.search(entry.filename))
    if is_needed and entry.file_size > MEGABYTE:
        raise zipfile.BadZipFile
    kept: list[bytes] = []
    with archive.open(entry) as part:
        while chunk := part.read(MEGABYTE):
            if is_needed:
                kept.append(chunk)
    return b"".join(kept)


def _refuse_outside_parts(relationships: bytes) -> None:
    """Refuse a file that fetches templates, pictures or objects from elsewhere when opened."""
    for relationship in RELATIONSHIP.findall(relationships):
        is_outside = re.search(rb"TargetMode\s*=\s*[\"']External", relationship)
        if is_outside and b"/hyperlink" not in relationship:
            raise RefusedFileError(
                _("This file fetches parts of itself from elsewhere. Please embed them.")
            )


def _active_office_file() -> RefusedFileError:
    return RefusedFileError(_("This file contains macros or objects. Please save it without them."))


EXAMINERS: dict[str, Callable[[bytes], tuple[bytes, Examined]]] = {
    ".pdf": _examine_pdf,
    ".docx": _examine_docx,
    ".odt": _examine_odt,
}
