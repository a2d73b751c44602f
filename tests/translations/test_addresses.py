"""Where in the admin somebody works on a text; every address opens."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories import pages
from tests.support import roles, site, translating
from translations import addresses, drafts, states
from translations.targets import targets

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


def editor_of(german: Any, code: str) -> str:
    target = next(each for each in targets() if each.code == code)
    return addresses.of_editor(states.subject_of(german), target, translating.state(german, code))


@pytest.mark.parametrize("kind", ["page", "record"])
@pytest.mark.parametrize("code", ["ar", "de-simple"])
def test_the_editor_of_a_text_opens(kind: str, code: str) -> None:
    german = site.page(live=True) if kind == "page" else pages.topic(label="Wohnen")
    drafts.row_for(german, translating.locale_id(code), roles.person("administrator"))

    answer = roles.client_of("administrator").get(editor_of(german, code))

    assert answer.status_code == 200


def test_leichte_sprache_that_nobody_has_begun_has_no_editor_yet() -> None:
    assert editor_of(site.page(live=True), "de-simple") == ""


def test_a_line_of_the_languages_can_be_addressed() -> None:
    subject = states.subject_of(site.page(live=True))
    arabic = next(each for each in targets() if each.code == "ar")

    assert addresses.of_languages(subject, arabic).endswith("/#ar")
    assert "#" not in addresses.of_languages(subject)
