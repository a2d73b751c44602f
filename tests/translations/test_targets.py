"""The languages that are translated into, with names for people."""

from __future__ import annotations

import pytest
from django.utils import translation

from cms.core import content_version
from tests.factories import tree
from translations.targets import targets

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


def test_they_stand_in_the_order_in_which_readers_see_them() -> None:
    tree.locale("fa")
    content_version.forget_all()

    assert [each.code for each in targets()] == ["de-simple", "en", "uk", "ar", "fa"]


def test_each_has_a_name_in_the_language_of_the_admin() -> None:
    arabic = next(each for each in targets() if each.code == "ar")

    with translation.override("de"):
        german = arabic.name
    with translation.override("en"):
        english = arabic.name

    assert (german, english, arabic.autonym, arabic.direction) == (
        "Arabisch",
        "Arabic",
        "العربية",
        "rtl",
    )


def test_only_leichte_sprache_is_written_in_one_piece() -> None:
    assert [each.code for each in targets() if each.is_easy] == ["de-simple"]
