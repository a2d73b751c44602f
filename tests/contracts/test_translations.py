"""The catalogues hold what the code says: nothing missing, nothing stale, nothing half done."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import django
import polib
import pytest
import wagtail
import wagtail_localize

from cms.core import messages
from cms.core.languages import DECLARED, LIVE_AT_START, Language
from cms.core.messages import Message

BASE = messages.base_folder()
CODES = [each.code for each in DECLARED]
# English is what the code itself says.
TRANSLATED = [each for each in DECLARED if each.code in LIVE_AT_START and each.code != "en"]

# Wagtail's words that we say differently on purpose, in the admin too.
REWORDED = {"Caption", "Filter", "Home", "Site", "Translations", "label"}


@cache
def _found() -> dict[Message, bool]:
    return messages.find_messages(BASE)


def _catalogue(language: Language) -> polib.POFile:
    return polib.pofile(str(messages.catalogue_path(BASE, language)))


def _by_code(code: str) -> Language:
    return next(each for each in DECLARED if each.code == code)


@pytest.mark.parametrize("code", CODES)
def test_each_catalogue_has_exactly_the_texts_of_the_code(code: str) -> None:
    language = _by_code(code)
    expected = set(messages.messages_of(language, _found()))
    kept = set(messages.read_catalogue(messages.catalogue_path(BASE, language)))

    hint = "run: manage.py messages"
    assert sorted(expected - kept) == [], hint
    assert sorted(kept - expected) == [], hint


@pytest.mark.parametrize("code", [each.code for each in TRANSLATED])
def test_nothing_is_left_untranslated(code: str) -> None:
    missing = [entry.msgid for entry in _catalogue(_by_code(code)).untranslated_entries()]

    assert missing == []


@pytest.mark.parametrize("code", CODES)
def test_nothing_is_fuzzy_or_obsolete(code: str) -> None:
    catalogue = _catalogue(_by_code(code))

    assert [entry.msgid for entry in catalogue if entry.fuzzy or entry.obsolete] == []


@pytest.mark.parametrize("code", CODES)
def test_translations_keep_the_placeholders(code: str) -> None:
    wrong = [
        entry.msgid
        for entry in _catalogue(_by_code(code)).translated_entries()
        if messages.placeholders(entry.msgid) != messages.placeholders(entry.msgstr)
    ]

    assert wrong == []


@pytest.mark.parametrize("code", CODES)
def test_the_compiled_catalogue_is_the_written_one(code: str) -> None:
    path = messages.catalogue_path(BASE, _by_code(code))

    compiled = path.with_suffix(".mo").read_bytes()

    assert compiled == messages.compiled(polib.pofile(str(path))), "run: manage.py messages"


@pytest.mark.parametrize("code", ["uk", "ar"])
def test_other_scripts_are_really_written_in_them(code: str) -> None:
    """A text forgotten in German or English would pass every other test."""
    latin_only = [
        entry.msgid
        for entry in _catalogue(_by_code(code)).translated_entries()
        if entry.msgid.isascii() and entry.msgstr.isascii()
    ]

    assert latin_only in ([], ["Wi-Fi"])


def test_german_has_no_gender_stars() -> None:
    marks = ("*innen", ":innen", "_innen", "*in ", "/-in")
    starred = [
        entry.msgstr
        for code in ("de", "de-simple")
        for entry in _catalogue(_by_code(code))
        if any(mark in entry.msgstr for mark in marks)
    ]

    assert starred == []


@pytest.mark.parametrize("package", [django, wagtail, wagtail_localize])
def test_our_german_does_not_put_other_words_into_wagtails_mouth(package: object) -> None:
    """Our catalogue goes before theirs: the same English text has one German translation."""
    ours = messages.read_catalogue(messages.catalogue_path(BASE, _by_code("de")))
    folder = Path(str(package.__file__)).parent  # type: ignore[attr-defined]
    # Of Django itself the admin shows its forms, not django-admin.
    pattern = "conf/locale" if package is django else "**/locale"
    changed = {
        message.text
        for path in folder.glob(f"{pattern}/de/LC_MESSAGES/django.po")
        for message, theirs in messages.read_catalogue(path).items()
        if theirs and ours.get(message, theirs) != theirs
    }

    assert changed - REWORDED - {"Duration", "Time"} == set()


def test_catalogues_say_the_same_however_often_they_are_built() -> None:
    language = _by_code("de")
    path = messages.catalogue_path(BASE, language)

    built = messages.build_catalogue(
        language, messages.messages_of(language, _found()), messages.read_catalogue(path)
    )

    assert messages.written(built) == path.read_bytes()
