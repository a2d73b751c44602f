"""PO files go out with everything an agency needs, and come back whatever happens to them."""

from __future__ import annotations

import random
import uuid
from pathlib import Path

import polib
import pytest
from django.utils import timezone

from translations import po_files
from translations.sheets import Sheet, Unit, UnreadableFileError

SHEET = Sheet(
    translation_key=uuid.UUID(int=7),
    code="ar",
    title="Das Sprachcafé\nzieht um",
    fingerprint="0123456789abcdef",
    exported_at=timezone.now(),
    units=(
        Unit("title:0", "Das „Café“ \\ zieht \"um\"", "", False, "", "Titel", (), 60),
        Unit(
            "body.x:1", 'Mehr <a id="a1">hier</a>\u2028und dort', "مزيد <a id=\"a1\">هنا</a>", True,
            "Mehr dort", "Text: Absatz", ("Link a1 führt zu: https://example.org",), None,
        ),
    ),
)  # fmt: skip


def test_file_says_what_it_is_and_what_each_sentence_needs() -> None:
    catalogue = polib.pofile(po_files.write(SHEET).decode())

    first, second = list(catalogue)
    assert catalogue.metadata["X-Bruckenwerk-Page"] == str(SHEET.translation_key)
    assert catalogue.metadata["X-Bruckenwerk-Language"] == "ar"
    assert catalogue.metadata["X-Bruckenwerk-Text"] == SHEET.fingerprint
    assert catalogue.metadata["Content-Type"] == "text/plain; charset=UTF-8"
    assert (first.msgctxt, first.msgid, first.fuzzy) == ("title:0", SHEET.units[0].german, False)
    assert "60" in first.comment
    assert (second.previous_msgid, second.fuzzy) == ("Mehr dort", True)
    assert "https://example.org" in second.comment


def test_file_comes_back_as_it_went() -> None:
    received = po_files.read(po_files.write(SHEET))

    assert (received.translation_key, received.code) == (SHEET.translation_key, "ar")
    assert received.exported_at == SHEET.exported_at
    assert [entry.key for entry in received.entries] == ["title:0", "body.x:1"]
    assert [entry.is_unsure for entry in received.entries] == [False, True]
    assert received.entries[0].german == SHEET.units[0].german
    assert received.entries[1].text == SHEET.units[1].text


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_line_ends_and_byte_order_mark_of_other_systems_are_read(line_end: str) -> None:
    content = po_files.write(SHEET).decode().replace("\n", line_end)

    received = po_files.read(b"\xef\xbb\xbf" + content.encode())

    assert len(received.entries) == 2


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no-page"),
        (b'msgid "a"\nmsgstr "b"\n', "no-page"),
        (b'msgid ""\nmsgstr "X-Bruckenwerk-Page: 12\\n"\n', "no-page"),
        (b"Sehr geehrte Damen und Herren,", "damaged"),
        (b'msgid "a', "damaged"),
        (po_files.write(SHEET)[:-6], "damaged"),
        (po_files.write(SHEET).decode().encode("utf-16"), "encoding"),
        ('msgid "Größe"'.encode("latin-1"), "encoding"),
        (b"#\n" * (po_files.MOST_LINES + 1), "too-large"),
        (b'msgid "a"\nmsgstr "halb\\"', "damaged"),
        (b"#" * (po_files.LARGEST + 1), "too-large"),
    ],
)
def test_file_that_is_none_of_ours_is_refused_with_a_reason(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        po_files.read(content)

    assert refused.value.code == code


def test_text_that_names_a_file_of_the_server_does_not_open_it(tmp_path: Path) -> None:
    secret = tmp_path / "secret.po"
    secret.write_bytes(po_files.write(SHEET))

    with pytest.raises(UnreadableFileError):
        po_files.read(str(secret).encode())


def test_obsolete_entries_and_plural_forms_are_left_alone() -> None:
    more = '\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n\n#~ msgid "alt"\n#~ msgstr "x"\n'

    received = po_files.read(po_files.write(SHEET) + more.encode())

    assert len(received.entries) == 2


def test_damage_of_any_kind_never_raises_anything_else() -> None:
    chance = random.Random(11)  # noqa: S311 - repeatable
    whole = po_files.write(SHEET)
    pieces = [b"msgid ", b"msgstr[9] ", b"#| ", b'"', b"\\", b"\n", b"\x00", b"#~ ", b"\xff"]
    outcomes = set()

    for _round in range(3_000):
        content = bytearray(whole)
        for _change in range(chance.randint(1, 5)):
            at = chance.randrange(len(content) + 1)
            content[at : at + chance.randrange(40)] = chance.choice([b"", *pieces])
        try:
            po_files.read(bytes(content))
            outcomes.add("read")
        except UnreadableFileError as error:
            outcomes.add(error.code)

    assert outcomes >= {"read", "damaged", "encoding", "no-page"}
