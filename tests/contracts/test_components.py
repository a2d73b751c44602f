"""Every component, alone, with every sample: nothing undefined, one root, valid HTML."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib
import pytest
from django.template import Context, Engine
from django.template.backends.django import get_installed_libraries
from django.utils import timezone, translation

from cms.core.templatetags import core_tags
from home.gallery import samples as component_samples
from tests.support import product

FOLDER = product.TEMPLATES / "components"
NAMES = sorted(path.stem for path in FOLDER.glob("*.html"))
# Parsed inside a list or a header, where these alone are allowed to stand.
INSIDE_A_LIST = {"language_link"}


class Undefined(str):
    """Stands for a variable that nobody gave; complains when it is shown."""

    __slots__ = ()

    def __contains__(self, part: object) -> bool:
        return part == "%s" or super().__contains__(str(part))

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"{name} is not defined")


@pytest.fixture
def engine() -> Engine:
    """Return an engine that refuses undefined variables."""
    return Engine(
        dirs=[product.TEMPLATES],
        libraries=get_installed_libraries(),
        builtins=["django.templatetags.i18n"],
        string_if_invalid=Undefined("!"),
    )


@pytest.fixture(autouse=True)
def german() -> Iterator[None]:
    """Read as a reader of German; without the database, of which components ask nothing."""
    with translation.override("de"), timezone.override("Europe/Berlin"):
        yield


def cases() -> list[Any]:
    """Return every sample of every component."""
    return [
        pytest.param(name, sample, id=f"{name}-{number}")
        for name, samples in component_samples.samples().items()
        for number, sample in enumerate(samples, start=1)
    ]


def contract(name: str) -> str:
    """Return the comment at the head of a component."""
    found = re.search(r"{% comment .*?%}(.*?){% endcomment %}", source(name), re.DOTALL)
    return found.group(1) if found else ""


def source(name: str) -> str:
    """Return the template of a component."""
    return Path(FOLDER / f"{name}.html").read_text()


def icons_in_templates() -> list[str]:
    """Return the names of icons that stand in templates."""
    sources = " ".join(path.read_text() for path in product.templates())
    return sorted(set(re.findall(r'icon(?:_name=| )"([^"]+)"', sources)))


@pytest.mark.parametrize("name", NAMES)
def test_component_has_samples(name: str) -> None:
    assert component_samples.samples().get(name)


@pytest.mark.parametrize("name", sorted(component_samples.samples()))
def test_samples_give_what_the_contract_names(name: str) -> None:
    promised = set(re.findall(r"^- `(\w+)`", contract(name), re.MULTILINE))

    for sample in component_samples.samples()[name]:
        assert set(sample) == promised


@pytest.mark.parametrize(("name", "sample"), cases())
def test_component_renders_alone_as_valid_html(
    name: str, sample: dict[str, Any], engine: Engine
) -> None:
    rendered = engine.get_template(f"components/{name}.html").render(Context(sample))

    if name in INSIDE_A_LIST:
        rendered = f"<ul>{rendered}</ul>"
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    fragment = parser.parseFragment(rendered)
    assert [error for error in parser.errors if error[1] != "unknown"] == []
    assert len([element for element in fragment if isinstance(element.tag, str)]) <= 1
    assert not (fragment.text or "").strip()


@pytest.mark.parametrize(("name", "sample"), cases())
def test_component_names_itself(name: str, sample: dict[str, Any], engine: Engine) -> None:
    rendered = engine.get_template(f"components/{name}.html").render(Context(sample)).strip()

    first_tag = re.match(r"<[a-z0-9]+\b([^>]*)>", rendered)
    assert not rendered or (first_tag and f"c-{name.replace('_', '-')}" in first_tag.group(1))


@pytest.mark.parametrize("name", icons_in_templates())
def test_icon_that_a_template_names_exists(name: str) -> None:
    assert name in core_tags.icon_names()


def test_style_sheet_of_readers_fits_the_budget() -> None:
    style_sheet = product.STATIC / "css" / "site.css"

    assert len(gzip.compress(style_sheet.read_bytes())) <= 14 * 1024
