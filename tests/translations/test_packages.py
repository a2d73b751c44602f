"""A zip is read in memory and within limits; nothing in it is ever unpacked or followed."""

from __future__ import annotations

import io
import random
import stat
import zipfile
from collections.abc import Iterator, Mapping

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from translations import packages
from translations.sheets import UnreadableFileError


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def uploaded(content: bytes, name: str = "texte.zip") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def zipped(files: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return target.getvalue()


def test_single_file_is_read_as_it_is() -> None:
    [upload] = packages.unpack(uploaded(b"msgid", "C:\\Texte\\seite.po"))

    assert (upload.name, upload.content, upload.problem) == ("seite.po", b"msgid", "")


def test_files_of_a_zip_are_read_and_what_computers_add_is_passed_over() -> None:
    content = zipped(
        {
            "readme.txt": b"x",
            "__MACOSX/._a.po": b"x",
            ".DS_Store": b"x",
            "a.po": b"1",
            "o/b.xlf": b"2",
        }
    )

    found = packages.unpack(uploaded(content))

    assert [(each.name, each.content) for each in found] == [("a.po", b"1"), ("b.xlf", b"2")]


@pytest.mark.parametrize(
    "name", ["../a.po", "/etc/a.po", "x/../../a.po", "..\\a.po", "C:\\a.po", "a.zip", "a.exe", "a"]
)
def test_file_that_leads_elsewhere_or_is_no_text_is_named_and_not_read(name: str) -> None:
    good, refused = packages.unpack(uploaded(zipped({"gut.po": b"1", name: b"2"})))

    assert (good.content, good.problem) == (b"1", "")
    assert refused.content == b""
    assert refused.problem


def test_link_to_a_file_of_the_server_is_not_followed() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        link = zipfile.ZipInfo("a.po")
        link.create_system = 3
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        package.writestr(link, "/etc/passwd")

    [upload] = packages.unpack(uploaded(target.getvalue()))

    assert upload.content == b""
    assert "link" in upload.problem


def test_file_with_a_password_is_named() -> None:
    content = bytearray(zipped({"a.po": b"1"}))
    content[content.index(b"PK\x01\x02") + 8] |= packages.ENCRYPTED

    [upload] = packages.unpack(uploaded(bytes(content)))

    assert "password" in upload.problem


def test_bomb_is_refused_by_its_claim_and_by_its_bytes() -> None:
    bomb = zipped({"a.po": b"\0" * (packages.LARGEST_FILE + 1)})
    liar = bomb.replace(
        (packages.LARGEST_FILE + 1).to_bytes(4, "little"), (100).to_bytes(4, "little")
    )
    many = zipped({f"{n}.po": b"\0" * packages.LARGEST_FILE for n in range(11)})

    assert packages.unpack(uploaded(bomb))[0].problem
    assert packages.unpack(uploaded(liar))[0].problem
    with pytest.raises(UnreadableFileError, match="unpacked"):
        packages.unpack(uploaded(many))


def test_too_many_files_are_refused() -> None:
    content = zipped({f"{n}.po": b"" for n in range(packages.MOST_FILES + 1)})

    with pytest.raises(UnreadableFileError, match=str(packages.MOST_FILES)):
        packages.unpack(uploaded(content))


@pytest.mark.parametrize(
    "content",
    [
        b"PK",
        b"PK\x03\x04" + b"x" * 100,
        b"PK" + b"\0" * packages.LARGEST_ZIP,
        zipped({"a.po": b""})[:-5],
    ],
)
def test_damaged_zip_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFileError):
        packages.unpack(uploaded(content))


def test_too_large_a_file_is_refused() -> None:
    with pytest.raises(UnreadableFileError):
        packages.unpack(uploaded(b"#" * (packages.LARGEST_FILE + 1), "a.po"))


def test_damage_of_any_kind_never_raises_anything_else() -> None:
    chance = random.Random(17)  # noqa: S311 - repeatable
    whole = zipped({"a.po": b"msgid" * 50, "b.xlf": b"<xliff/>", "readme.txt": b"x"})
    outcomes = set()

    for _round in range(4_000):
        content = bytearray(whole)
        for _change in range(chance.randint(1, 4)):
            content[chance.randrange(2, len(content))] = chance.randrange(256)
        try:
            outcomes |= {bool(each.problem) for each in packages.unpack(uploaded(bytes(content)))}
        except UnreadableFileError:
            outcomes.add("refused")

    assert outcomes == {True, False, "refused"}
