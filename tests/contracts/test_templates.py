"""Templates and style sheets keep the house rules that a machine can check."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import engines

from tests.support import product

TEMPLATES = [path for path in product.templates("*") if path.is_file()]
PAGES = product.templates()
COMPONENTS = [path for path in PAGES if path.is_relative_to(product.TEMPLATES / "components")]
STYLE_SHEETS = product.static_files(".css")
SCRIPTS = product.static_files(".js")

# Addresses that name a standard; nothing is fetched from them.
NAMES_ONLY = re.compile(r"https?://(www\.w3\.org|www\.sitemaps\.org|schema\.org)/")
COMMENT = re.compile(r"/\*.*?\*/|{% comment.*?{% endcomment %}|{#.*?#}", re.DOTALL)
PHYSICAL_SIDE = re.compile(
    r"(?<![\w-])(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)\b"
    r"|(?<![\w-])border-(?:top|bottom)-(?:left|right)-radius\b"
    r"|(?<![\w-])(?:left|right)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
)
INLINE = re.compile(
    r"\sstyle\s*=|<style\b|<script(?![^>]*\bsrc=)[^>]*>|\son[a-z]+\s*=\s*[\"']", re.I
)


@pytest.mark.parametrize("path", TEMPLATES, ids=product.name)
def test_template_compiles(path: Path) -> None:
    name = path.relative_to(product.TEMPLATES).as_posix()

    assert engines["django"].get_template(name)


@pytest.mark.parametrize("path", PAGES, ids=product.name)
def test_every_include_says_only(path: Path) -> None:
    includes = re.findall(r"{%\s*include\s.*?%}", path.read_text(), re.DOTALL)

    assert [tag for tag in includes if not re.search(r"\bonly\s*%}$", tag)] == []


@pytest.mark.parametrize("path", COMPONENTS, ids=product.name)
def test_component_begins_with_its_contract(path: Path) -> None:
    assert path.read_text().startswith('{% comment "text/markdown" %}')


@pytest.mark.parametrize("path", PAGES, ids=product.name)
def test_template_trusts_no_text_and_carries_no_code(path: Path) -> None:
    source = COMMENT.sub("", path.read_text())

    assert not re.search(r"\|\s*safe\b|{%\s*autoescape\s+off", source)
    assert INLINE.findall(source) == []


@pytest.mark.parametrize("path", [*PAGES, *STYLE_SHEETS, *SCRIPTS], ids=product.name)
def test_nothing_comes_from_another_server(path: Path) -> None:
    source = NAMES_ONLY.sub("", COMMENT.sub("", path.read_text()))

    assert re.findall(r"https?://[^\s\"')]*|[\"'(]//[\w.-]+", source) == []


@pytest.mark.parametrize("path", STYLE_SHEETS, ids=product.name)
def test_style_sheet_knows_no_left_and_right(path: Path) -> None:
    assert PHYSICAL_SIDE.findall(COMMENT.sub("", path.read_text())) == []


@pytest.mark.parametrize("path", STYLE_SHEETS, ids=product.name)
def test_style_sheet_fetches_only_files_that_exist(path: Path) -> None:
    source = COMMENT.sub("", path.read_text())

    for address in re.findall(r"url\(\s*[\"']?([^\"')]+)", source):
        if not address.startswith(("data:", "#")):
            assert (path.parent / address.partition("#")[0]).is_file(), address
