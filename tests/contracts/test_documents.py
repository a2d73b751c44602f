"""The documents say what is there: links lead somewhere, settings and building blocks are named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.utils import translation
from wagtail.models import get_page_models

from cms.core.blocks.story import StoryBlock
from tests.support import product

DOCUMENTS = sorted([*product.ROOT.glob("*.md"), *(product.ROOT / "docs").rglob("*.md")])
CATALOGUE = product.ROOT / "docs" / "redaktion" / "bausteine.md"
OPERATIONS = product.ROOT / "docs" / "operations.md"

CODE = re.compile(r"^ *```.*?^ *```$|`[^`\n]+`", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(.+)$", re.MULTILINE)
SETTING = re.compile(r"^([A-Z_]+)=(.*)$", re.MULTILINE)
ROW = re.compile(r"^\| `([A-Z_]+)` \| ([^|]*) \|", re.MULTILINE)
COMMAND = re.compile(r"manage\.py ([a-z_]+)")
VERB = re.compile(r"\bmake ([a-z-]+)")


def prose(document: Path) -> str:
    """Return a document without its code, where brackets mean something else."""
    return CODE.sub("", document.read_text())


def anchors(document: Path) -> set[str]:
    """Return what links can point at, made of headings as the common renderers do it."""
    return {
        re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-")
        for heading in HEADING.findall(document.read_text())
    }


def is_broken(document: Path, link: str) -> bool:
    """Tell whether a link inside the repository leads nowhere."""
    if link.startswith(("http://", "https://", "mailto:")):
        return False
    path, _, anchor = link.partition("#")
    target = (document.parent / path).resolve() if path else document
    if not target.exists():
        return True
    return bool(anchor) and anchor not in anchors(target)


def page_types() -> list[str]:
    """Return the German names of the page types of the product."""
    with translation.override("de"):
        return [
            str(model._meta.verbose_name)
            for model in get_page_models()
            if model.__module__.split(".")[0] in product.PACKAGES
        ]


def building_blocks() -> list[str]:
    """Return the German names of what the text of a page is made of."""
    with translation.override("de"):
        return [str(block.label) for block in StoryBlock().child_blocks.values()]


@pytest.mark.parametrize("document", DOCUMENTS, ids=product.name)
def test_links_lead_somewhere(document: Path) -> None:
    links = LINK.findall(prose(document))

    assert [link for link in links if is_broken(document, link)] == []


def test_every_setting_stands_in_the_table_of_operations() -> None:
    settings = [
        name for name, _value in SETTING.findall((product.ROOT / ".env.example").read_text())
    ]

    assert [name for name, _default in ROW.findall(OPERATIONS.read_text())] == settings


def test_defaults_are_the_same_in_the_table_and_in_the_example() -> None:
    example = dict(SETTING.findall((product.ROOT / ".env.example").read_text()))
    table = dict(ROW.findall(OPERATIONS.read_text()))

    differing = [name for name, value in example.items() if value and f"`{value}`" != table[name]]

    assert differing == []


@pytest.mark.parametrize("name", page_types())
def test_page_type_is_described_to_editors(name: str) -> None:
    assert f"**{name}**" in CATALOGUE.read_text()


@pytest.mark.parametrize("name", building_blocks())
def test_building_block_is_described_to_editors(name: str) -> None:
    assert f"**{name}**" in CATALOGUE.read_text()


def test_every_decision_stands_in_the_index() -> None:
    folder = product.ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text()

    records = [path.name for path in sorted(folder.glob("[0-9]*.md"))]

    assert [name for name in records if f"({name})" not in index] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=product.name)
def test_verbs_of_make_exist(document: Path) -> None:
    makefile = (product.ROOT / "Makefile").read_text()
    verbs = {verb for code in CODE.findall(document.read_text()) for verb in VERB.findall(code)}

    assert [verb for verb in sorted(verbs) if not re.search(rf"^{verb}:", makefile, re.M)] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=product.name)
def test_commands_exist(document: Path) -> None:
    named = set(COMMAND.findall(document.read_text()))

    assert named - set(get_commands()) - {"rqworker"} == set()
