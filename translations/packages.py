"""What somebody uploads: one file, or a zip of them; read in memory, within limits, never unpacked.

No name in a zip is ever used as a path: which page a file belongs to stands in the file.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import gettext as _

from translations import po_files, xliff_files
from translations.sheets import UnreadableFileError

LARGEST_ZIP = 5 * 1024 * 1024
LARGEST_FILE = max(po_files.LARGEST, xliff_files.LARGEST)
# All files of a zip together, unpacked.
MOST_BYTES = 10 * 1024 * 1024
MOST_FILES = 200

XLIFF = {".xlf", ".xliff"}
READ = {".po", *XLIFF}
# What we put into our own packages, and what computers put into theirs.
PASSED_OVER = {".txt", ".ds_store"}
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
ENCRYPTED = 0x1
SIGN_OF_ZIP = b"PK"


@dataclass(frozen=True)
class Upload:
    """One file, or why it is not read."""

    name: str
    content: bytes
    problem: str = ""

    @property
    def extension(self) -> str:
        return PurePosixPath(self.name).suffix.lower()


def unpack(file: Any) -> list[Upload]:
    """Return what is in an uploaded file: itself, or the files of a zip.

    Raises:
        UnreadableFileError: too large, a damaged zip, or too many files in it.
    """
    is_zip = file.read(len(SIGN_OF_ZIP)) == SIGN_OF_ZIP
    file.seek(0)
    if file.size > (LARGEST_ZIP if is_zip else LARGEST_FILE):
        raise UnreadableFileError(_("The file is too large."), code="too-large")
    if not is_zip:
        return [Upload(_shown(str(file.name)), file.read(LARGEST_FILE + 1))]
    try:
        with zipfile.ZipFile(file) as package:
            return _members(package)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as error:
        raise UnreadableFileError(_("The zip is damaged."), code="damaged") from error


def _members(package: zipfile.ZipFile) -> list[Upload]:
    members = [each for each in package.infolist() if not _is_passed_over(each)]
    if len(members) > MOST_FILES:
        raise UnreadableFileError(
            _("There are too many files in the zip: %(count)s. At most %(limit)s are read.")
            % {"count": len(members), "limit": MOST_FILES},
            code="too-many",
        )
    uploads, left = [], MOST_BYTES
    for each in members:
        upload = _member(package, each)
        left -= len(upload.content)
        if left < 0:
            raise UnreadableFileError(_("The zip is too large when unpacked."), code="too-large")
        uploads.append(upload)
    return uploads


def _is_passed_over(member: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(member.filename)
    return (
        # Not is_dir(), which fails over a name that is empty.
        member.filename.endswith("/")
        or path.parts[:1] == ("__MACOSX",)
        or path.suffix.lower() in PASSED_OVER
        or path.name.lower() in PASSED_OVER
    )


def _member(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> Upload:
    name = _shown(member.filename)
    problem = _problem_of(member)
    if problem:
        return Upload(name, b"", problem)
    try:
        with package.open(member) as file:
            # The size that a zip claims for a file is only a claim.
            content = file.read(LARGEST_FILE + 1)
    except (
        zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, OSError,
        EOFError,
    ):  # fmt: skip
        return Upload(name, b"", _("This file of the zip is damaged."))
    if len(content) > LARGEST_FILE:
        return Upload(name, b"", _("The file is too large for one page."))
    return Upload(name, content)


def _problem_of(member: zipfile.ZipInfo) -> str:
    path = PurePosixPath(member.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in member.filename:
        return _("The name of the file leads out of the zip.")
    if stat.S_ISLNK(member.external_attr >> 16):
        return _("This is a link to another file, not a file.")
    if member.flag_bits & ENCRYPTED:
        return _("The file has a password.")
    if path.suffix.lower() not in READ:
        return _("Only files that end in .po, .xlf or .xliff are read.")
    if member.compress_type not in METHODS:
        return _("The file is packed in a way that is not read. Please use an ordinary zip.")
    if member.file_size > LARGEST_FILE:
        return _("The file is too large for one page.")
    return ""


def _shown(name: str) -> str:
    """Return the last part of a name, for people."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(each for each in last if each.isprintable())[:100] or "–"
