"""Whatever bytes somebody uploads, she gets a page that says so, and nothing is left lying."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.urls import reverse

from tests.support import agency
from translations import po_files, sheets, subjects, xliff_files
from translations.models import TranslationRecord

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


@pytest.fixture(autouse=True)
def _english_admin(settings: Any) -> None:
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def german() -> Any:
    return agency.page()


def examined(content: bytes, name: str = "a.po", **wishes: str) -> str:
    """Bring a file and return what the page says; it always says something."""
    answer = agency.bring(reverse("translations_import"), content, name=name, **wishes)
    assert answer.status_code == 200
    return agency.words(answer)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "a.po"),
        (b"\x00" * 1_000, "a.po"),
        (b"\xff\xfe" + "msgid".encode("utf-16-le"), "a.po"),
        (b"%PDF-1.7", "a.pdf"),
        (b"PK\x03\x04", "a.zip"),
        (b"<xliff/>", "a.xlf"),
        (b"<!DOCTYPE html><html></html>", "a.html"),
        (b"/etc/passwd", "a.po"),
        (b'msgid ""\nmsgstr ""\n', "\x00../../a.po"),
        (agency.zipped({"../a.po": b"x", "b.zip": b"PK"}), "a.zip"),
        (agency.zipped({}), "a.zip"),
        (agency.zipped({"readme.txt": b"x"}), "a.zip"),
    ],
)
def test_file_of_any_kind_gets_an_answer(german: Any, content: bytes, name: str) -> None:
    assert examined(content, name)
    assert not TranslationRecord.objects.filter(sentences_done__gt=0).exists()


def test_form_without_a_file_gets_an_answer(german: Any) -> None:
    client = agency.client_of("translator_ar")

    assert client.post(reverse("translations_import")).status_code == 200
    assert client.post(reverse("translations_import"), {"file": "text"}).status_code == 200


def test_damaged_files_of_a_real_page_get_answers(german: Any) -> None:
    chance = random.Random(23)  # noqa: S311 - repeatable
    whole = str(agency.filled(german)).encode()
    pieces = [
        b"\x00",
        b"\xff",
        b'"',
        b"\\",
        b"<",
        b"<!--",
        b"<b>",
        b"msgstr ",
        b"\n",
        b"&#0;",
        b"%",
    ]

    for _round in range(60):
        content = bytearray(whole)
        for _change in range(chance.randint(1, 6)):
            at = chance.randrange(len(content))
            content[at : at + chance.randrange(8)] = chance.choice(pieces)
        examined(bytes(content), with_doubts="on")

    for each in agency.typed(german).values():
        assert "\x00" not in each.html
        assert "<!" not in each.html


@pytest.mark.parametrize(
    "key", ["", "0", "x" * 200, "23b60320-9f1a-4968-b910-bfdb488975b4", "{}", "\u0660"]
)
def test_any_page_number_gets_an_answer(german: Any, key: str) -> None:
    catalogue = agency.filled(german)
    catalogue.metadata[po_files.PAGE] = key

    examined(str(catalogue).encode())

    assert agency.typed(german) == {}


@pytest.mark.parametrize(
    "moment",
    ["", "gestern", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-01-01"],
)
def test_any_moment_of_export_is_survived(german: Any, moment: str) -> None:
    catalogue = agency.filled(german)
    agency.save(german, agency.TITLE, "قديم", author="reviewer_ar")
    catalogue.metadata[po_files.EXPORTED] = moment

    assert examined(str(catalogue).encode())


@pytest.mark.parametrize(
    "place", ["", ":", "title", "title:0:0", "body.x.y:0", "x" * 5_000, "id:0"]
)
def test_any_place_is_survived(german: Any, place: str) -> None:
    catalogue = agency.filled(german)
    for entry in catalogue:
        entry.msgctxt = place

    assert examined(str(catalogue).encode())


def test_thousands_of_sentences_are_too_many(german: Any) -> None:
    sheet = sheets.sheet_of(german, "ar", subjects.target_locale_ids()["ar"])
    unit = '<trans-unit id="title:0"><source>x</source><target>y</target></trans-unit>'
    content = xliff_files.write(sheet).decode().replace("</body>", f"{unit * 3_000}</body>")

    assert "too large for one page" in examined(content.encode(), "a.xlf")


@pytest.mark.parametrize("size", [100, 3 * 1024 * 1024])
def test_no_file_is_left_in_the_temporary_folder(
    german: Any, size: int, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    written: list[str] = []
    whole = TemporaryFileUploadHandler.file_complete

    def noted(self: Any, file_size: int) -> Any:
        file = whole(self, file_size)
        if file is not None:
            written.append(file.temporary_file_path())
        return file

    monkeypatch.setattr(TemporaryFileUploadHandler, "file_complete", noted)

    examined(b"#" * size)
    examined(agency.zipped({"a.po": b"#" * size}), "a.zip")

    # The larger one did lie there while it was read.
    assert bool(written) == (size > settings.FILE_UPLOAD_MAX_MEMORY_SIZE)
    assert list(tmp_path.iterdir()) == []
