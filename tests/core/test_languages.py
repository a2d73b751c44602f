from __future__ import annotations

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import check_for_language, get_language_info, gettext, to_locale

from cms.core import languages
from cms.core.languages import DECLARED

CODES = [each.code for each in DECLARED]


def test_readers_find_german_first_and_leichte_sprache_second() -> None:
    assert CODES[:5] == list(languages.LIVE_AT_START)
    assert CODES[:2] == [languages.SOURCE_LANGUAGE, languages.EASY_LANGUAGE]
    assert len(CODES) == len(set(CODES)) == 12


def test_settings_declare_the_same_languages() -> None:
    assert settings.LANGUAGES == languages.LANGUAGES
    assert settings.LANGUAGE_CODE == languages.SOURCE_LANGUAGE


@pytest.mark.parametrize("code", CODES)
def test_django_can_work_with_every_declared_language(code: str) -> None:
    known = languages.language(code)
    assert known is not None

    # Without a compiled catalogue Django would send readers to another language.
    assert check_for_language(code)
    assert get_language_info(code)["code"] == code
    assert known.gettext_directory == to_locale(code)


@pytest.mark.parametrize("code", CODES)
def test_django_writes_every_language_in_its_direction(code: str) -> None:
    with translation.override(code):
        is_right_to_left = translation.get_language_bidi()

    assert languages.direction(code) == ("rtl" if is_right_to_left else "ltr")


def test_arabic_and_farsi_run_from_right_to_left() -> None:
    assert [code for code in CODES if languages.direction(code) == "rtl"] == ["ar", "fa"]


def test_leichte_sprache_stays_out_of_search_engines_language_lists() -> None:
    without = [each.code for each in DECLARED if each.hreflang is None]

    assert without == ["de-simple"]


@pytest.mark.parametrize("code", ["xx", "", None, "DE", "de-at"])
def test_what_is_not_declared_is_not_known(code: str | None) -> None:
    assert not languages.is_declared(code)
    assert languages.language(code) is None
    assert languages.direction(code) == "ltr"


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (["ar-SY", "en"], "ar"),
        (["pl", "en-GB"], "en"),
        (["de-simple"], "de-simple"),
        (["de-AT"], "de"),
        (["kmr-Latn-TR"], "ku"),
        (["prs"], "fa"),
        (["pl", "ja"], None),
        ([], None),
    ],
)
def test_the_first_wanted_language_that_is_available(
    wanted: list[str], expected: str | None
) -> None:
    assert languages.first_match(wanted, CODES) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("de", "Zum Inhalt springen"),
        ("de-simple", "Zum Text springen"),
        ("en", "Skip to content"),
        ("uk", "Перейти до вмісту"),
        ("ar", "انتقل إلى المحتوى"),
        # Nobody has translated these yet: German stands in, never English.
        ("fa", "Zum Inhalt springen"),
        ("ti", "Zum Inhalt springen"),
    ],
)
def test_interface_texts_speak_the_language_or_else_german(code: str, expected: str) -> None:
    with translation.override(code):
        assert gettext("Skip to content") == expected
