"""What the guards of pictures and documents share: refusing a file, and exchanging its content."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db.models.fields.files import FieldFile


class RefusedFileError(ValueError):
    """A file that must not be stored; the message is for whoever wanted to store it."""


def plain_file(content: File[bytes]) -> File[bytes]:
    """Return the file itself where a record's field stands for it."""
    return content.file if isinstance(content, FieldFile) else content


def replace_content(content: File[bytes], data: bytes) -> None:
    """Let the file in hand hold these bytes, so that all who share it read them.

    An upload is rewritten, in memory or on disk. A file that somebody has on the disk stays
    as it is; only what is read through this object changes.
    """
    if isinstance(content, UploadedFile):
        held: Any = content.file
        held.seek(0)
        held.truncate()
        held.write(data)
        held.flush()
    else:
        if content.file is not None:
            content.file.close()
        content.file = BytesIO(data)
        content.mode = "rb"
    content.size = len(data)
    content.seek(0)
