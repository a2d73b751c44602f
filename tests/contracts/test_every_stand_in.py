"""What holds for every page holds for the German pages that stand in for missing ones."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from tests.contracts.test_every_page import CHECKS, Answer, Check
from tests.support.demo import DemoPage

pytestmark = pytest.mark.look

LANGUAGES = ("de-simple", "uk", "ar")


@pytest.fixture(scope="module")
def answers(demo: list[DemoPage], django_db_blocker: Any) -> list[Answer]:
    """Ask once for every page that a language shows in German."""
    found = []
    with django_db_blocker.unblock():
        for page in demo:
            for code in LANGUAGES if page.code == "de" else ():
                url = page.url.replace("/de/", f"/{code}/nicht-uebersetzt/", 1)
                response = Client().get(url)
                if response.status_code != 302:
                    found.append(Answer(replace(page, url=url, code=code), response))
    return found


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_every_stand_in(check: Check, answers: list[Answer]) -> None:
    found = {answer.page.url: check(answer) for answer in answers}

    assert {url: problems[:3] for url, problems in found.items() if problems} == {}


def test_the_demo_has_pages_that_stand_in_every_language(answers: list[Answer]) -> None:
    assert {answer.page.code for answer in answers} == {*LANGUAGES}
