"""Who may do what with a translation: every role, every language."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.factories import pages
from tests.support import roles, site, translating
from translations import rights

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

# An "x" is a yes, a "." is a no.
TABLE = """
role            translate_ar translate_uk translate_de review_ar review_uk review_de coordinate
anonymous       .            .            .            .         .         .         .
editor          .            .            .            .         .         .         .
section_editor  .            .            .            .         .         .         .
moderator       .            .            .            .         .         .         x
translator_ar   x            .            .            .         .         .         .
reviewer_ar     x            .            .            x         .         .         .
administrator   x            x            .            x         x         .         x
superuser       x            x            .            x         x         .         x
"""
ASKING = """
role            news text topic
anonymous       .    .    .
editor          x    x    x
section_editor  x    .    x
moderator       x    x    x
translator_ar   .    .    .
reviewer_ar     .    .    .
administrator   x    x    x
superuser       x    x    x
"""


def expected(table: str) -> dict[str, list[bool]]:
    return {
        row.split()[0]: [cell == "x" for cell in row.split()[1:]]
        for row in table.strip().splitlines()[1:]
    }


def test_roles_translate_review_and_coordinate() -> None:
    codes = ("ar", "uk", "de")

    found = {}
    for role in roles.ROLES:
        user = roles.visitor(role)
        found[role] = [
            *(rights.may_translate(user, translating.locale_id(code)) for code in codes),
            *(rights.may_review(user, translating.locale_id(code)) for code in codes),
            rights.may_coordinate(user),
        ]

    assert found == expected(TABLE)


def test_those_who_write_a_german_text_say_in_which_languages_it_is_needed() -> None:
    german = (site.page(live=True), pages.text_page(), pages.topic())

    found = {
        role: [rights.may_ask_for(roles.visitor(role), each) for each in german]
        for role in roles.ROLES
    }

    assert found == expected(ASKING)


@pytest.mark.parametrize("role", ["translator_ar", "reviewer_ar", "administrator", "superuser"])
def test_somebody_who_has_left_may_nothing(role: str) -> None:
    user = roles.person(role)
    user.is_active = False
    user.save()
    arabic = translating.locale_id("ar")

    assert not rights.may_translate(user, arabic)
    assert not rights.may_review(user, arabic)
    assert not rights.may_coordinate(user)
    assert not rights.may_ask_for(user, site.page(live=True))


def test_a_language_of_others_is_refused() -> None:
    translator: Any = roles.person("translator_ar")
    rights.require_translator(translator, translating.locale_id("ar"))

    with pytest.raises(PermissionDenied):
        rights.require_translator(translator, translating.locale_id("uk"))


@pytest.mark.parametrize("code", ["de", "xx", ""])
def test_german_and_unknown_languages_are_no_target(code: str) -> None:
    with pytest.raises(Http404):
        rights.locale_id_of(code)


def test_people_have_the_languages_they_write() -> None:
    ids = [translating.locale_id(code) for code in ("de-simple", "en", "uk", "ar")]

    assert rights.own_locale_ids(roles.person("translator_ar")) == [ids[-1]]
    assert sorted(rights.own_locale_ids(roles.person("administrator"))) == sorted(ids)
    assert rights.own_locale_ids(roles.person("editor")) == []
