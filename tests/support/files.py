"""Files as people upload them, and as they had better not."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms

GPS = 0x8825
ORIENTATION = 0x0112
MAKER = 0x010F
DOCX_TYPES = (
    b'<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType='
    b'"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def picture(
    file_format: str = "JPEG", *, size: tuple[int, int] = (60, 40), **options: Any
) -> bytes:
    """Return a plain picture."""
    output = BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(output, file_format, **options)
    return output.getvalue()


def photo(file_format: str = "JPEG") -> bytes:
    """Return a photo as a phone takes it: lying, and knowing where."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[MAKER] = "Telefonwerk"
    position = exif.get_ifd(GPS)
    position[1], position[2] = "N", (49.0, 44.0, 12.0)
    position[3], position[4] = "E", (8.0, 6.0, 30.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options: dict[str, Any] = {"exif": exif, "icc_profile": profile}
    if file_format == "JPEG":
        options |= {"comment": b"<script>alert(1)</script>", "xmp": b"<x:xmpmeta>Haus 4"}
    return picture(file_format, **options)


def bomb(side: int) -> bytes:
    """Return a small PNG of a very large picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((side // 8 + 1) * side))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def pdf(*, pages: int = 1, active: bool = False) -> bytes:
    """Return a PDF; an active one runs a script, starts a program and carries a file."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    if active:
        name = pikepdf.Name
        script = pikepdf.Dictionary(S=name.JavaScript, JS="app.alert('canary')")
        launch = pikepdf.Dictionary(S=name.Launch, F="canary.exe")
        link = pikepdf.Dictionary(S=name.URI, URI="https://example.org/kept")
        document.Root.OpenAction = document.make_indirect(script)
        document.attachments["canary.exe"] = b"canary"
        document.pages[0].Annots = pikepdf.Array(
            [
                pikepdf.Dictionary(Type=name.Annot, Subtype=name.Link, A=launch),
                pikepdf.Dictionary(Type=name.Annot, Subtype=name.Link, A=link),
            ]
        )
    output = BytesIO()
    document.save(output)
    return output.getvalue()


def archive(parts: dict[str, bytes]) -> bytes:
    """Return a packed archive of these parts."""
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return output.getvalue()


def docx(extra: dict[str, bytes] | None = None, *, types: bytes = DOCX_TYPES) -> bytes:
    """Return a Word file."""
    parts = {"[Content_Types].xml": types, "word/document.xml": b"<document/>"}
    return archive({**parts, **(extra or {})})


def odt(extra: dict[str, bytes] | None = None) -> bytes:
    """Return a LibreOffice file."""
    kind = b"application/vnd.oasis.opendocument.text"
    return archive({"mimetype": kind, "content.xml": b"<content/>", **(extra or {})})


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    """Return the content as an upload of this name."""
    return SimpleUploadedFile(name, content)
