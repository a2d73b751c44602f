"""What holds for every page holds for what is no page: search, forms, handouts, error pages."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contracts.test_every_page import CHECKS, Answer, Check, is_answered
from tests.support import places
from tests.support.demo import DemoPage

pytestmark = pytest.mark.look

CODES = ("de", "de-simple", "en", "uk", "ar")
# Answers to forms and addresses that lead nowhere have a status of their own.
HERE = [check for check in CHECKS if check is not is_answered]


@pytest.fixture(scope="module")
def answers(demo: list[DemoPage], django_db_blocker: Any) -> list[Answer]:
    """Ask for every place once, in every language."""
    found = []
    with django_db_blocker.unblock():
        for code in CODES:
            for place in places.of_reader(demo, code):
                response = places.answer(place)
                # A wish is answered in the language that is wished for.
                code_of_answer = str(response["Content-Language"])
                page = DemoPage(place.name, code_of_answer, place.url, "", "", "")
                found.append(Answer(page, response))
    return found


@pytest.mark.parametrize("check", HERE, ids=lambda check: check.__name__)
def test_every_place(check: Check, answers: list[Answer]) -> None:
    found = {f"{answer.page.url} ({answer.page.model})": check(answer) for answer in answers}

    assert {url: problems[:3] for url, problems in found.items() if problems} == {}
