"""Style sheets and scripts mean the same after they have been made smaller."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from cms.core import static_files
from tests.support import product

SHEETS = sorted([*product.STATIC.glob("css/*.css"), *product.STATIC.glob("admin/*.css")])
# The minifier takes the blank before a colon: "main :lang(de)" would become "main:lang(de)".
_BLANK_BEFORE_COLON = re.compile(r"[\w)\]-] :[a-z]")


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_no_selector_hangs_on_a_blank_before_a_colon(path: Path) -> None:
    rules = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)

    assert _BLANK_BEFORE_COLON.findall(rules) == []


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_style_sheet_keeps_its_rules(path: Path) -> None:
    source = path.read_text()

    smaller = static_files._minified(f"css/{path.name}", ContentFile(source.encode())).read()

    assert smaller.decode().count("{") == re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL).count(
        "{"
    )
    assert len(smaller) <= len(source.encode())


def test_what_others_bring_stays_as_it_is() -> None:
    content = ContentFile(b"a { color : red }")

    assert static_files._minified("wagtailadmin/css/core.css", content) is content
