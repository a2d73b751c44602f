"""Doubts are raised where a text can hardly be meant, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from translations import plausibility

GERMAN = "Das Sprachcafé zieht in das alte Rathaus um."


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def problems(german: str, text: str, code: str) -> str:
    return " ".join(doubt.problem for doubt in plausibility.doubts(german, text, code))


@pytest.mark.parametrize(
    ("german", "text", "code"),
    [
        (GERMAN, "ينتقل مقهى اللغة إلى مبنى البلدية القديم.", "ar"),
        (GERMAN, "کافه زبان به شهرداری قدیمی منتقل می‌شود.", "fa"),
        (GERMAN, "Мовне кафе переїжджає до старої ратуші.", "uk"),
        (GERMAN, "Языковое кафе переезжает в старую ратушу.", "ru"),
        (GERMAN, "The language café is moving to the old town hall.", "en"),
        (GERMAN, "Le café des langues déménage dans l’ancienne mairie.", "fr"),
        (GERMAN, "Dil kafesi eski belediye binasına taşınıyor.", "tr"),  # noqa: RUF001
        ("Willkommen", "እንቋዕ ብደሓን መጻእኩም", "ti"),
        ("Willkommen bei uns", "Bi xêr hatî cem me", "ku"),
        # Names and abbreviations of offices stay as they stand on letters.
        ("Café International", "Café International", "ar"),
        ("Das Jobcenter hilft.", "يساعدك Jobcenter.", "ar"),
        ("Termin beim BAMF", "BAMF", "uk"),
        # Numbers, dates and hours in the way of the language.
        ("Am 3.10.2026 um 17:00 Uhr", "On 3 October 2026 at 5 pm", "en"),
        ("Geöffnet von 9 bis 12 Uhr", "Open from 9 am to noon", "en"),
        ("Es kostet 1.500 Euro.", "It costs 1,500 euros.", "en"),
        ("Zimmer 112, Haus 3", "الغرفة ١١٢، المبنى ٣", "ar"),
        ("Rufen Sie an: 069 9000-101", "اتصل بنا: ٠٦٩ ٩٠٠٠ ١٠١", "ar"),  # noqa: RUF001
        ("Rufen Sie an: 069 9000-101", "Call us: +49 69 9000101", "en"),
        ("Noch 3 Plätze", "ثلاثة أماكن", "ar"),
    ],
)
def test_good_translations_raise_no_doubt(german: str, text: str, code: str) -> None:
    assert problems(german, text, code) == ""


@pytest.mark.parametrize("code", ["ar", "en", "uk", "ti", "so"])
def test_german_that_was_left_is_doubted(code: str) -> None:
    assert "looks like German" in problems(GERMAN, GERMAN, code)
    assert "looks like German" in problems(GERMAN, "Wir sind umgezogen und nicht mehr da.", code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Мовне кафе переїжджає.", "ar"),
        ("ينتقل مقهى اللغة.", "uk"),
        ("The café is moving.", "ti"),
        ("ينتقل مقهى اللغة.", "en"),
        ("The café is moving.", "fa"),
    ],
)
def test_text_in_other_letters_is_doubted(text: str, code: str) -> None:
    assert "letters" in problems(GERMAN, text, code)


@pytest.mark.parametrize(
    ("text", "code", "other"),
    [
        ("Это объявление для вас, мы поможем вам.", "uk", "Russian"),
        ("Ми допоможемо її родині і її дітям.", "ru", "Ukrainian"),  # noqa: RUF001
        ("ما به شما کمک می کنیم.", "ar", "Farsi"),
        ("نحن نساعدك في أي وقت وإلى أي مكان.", "fa", "Arabic"),
    ],
)
def test_neighbouring_language_is_doubted(text: str, code: str, other: str) -> None:
    assert f"looks like {other}" in problems("Wir helfen Ihnen.", text, code)


@pytest.mark.parametrize(
    ("german", "text"),
    [
        ("Rufen Sie an: 069 9000-101", "Call us any time you like"),
        ("Rufen Sie an: 069 9000-101", "Call us: 069 9000-110"),
        ("Schreiben Sie an info@example.org.", "Write to us."),
        ("Mehr auf https://example.org/hilfe.", "More on https://example.com/hilfe."),
        ("Guten Tag %(name)s, noch {count} Plätze", "Hello %(name)s"),
    ],
)
def test_lost_numbers_to_call_and_addresses_are_doubted(german: str, text: str) -> None:
    assert "missing or changed" in problems(german, text, "en")


@pytest.mark.parametrize(
    ("german", "text"),
    [
        ("Es kostet 25 Euro.", "It costs money."),
        ("Beginn 17:30 Uhr", "Beginning at half past"),
        ("Im Jahr 2026", "In the year 2062"),
    ],
)
def test_lost_numbers_are_doubted(german: str, text: str) -> None:
    assert "Numbers" in problems(german, text, "en")


def test_much_too_short_and_much_too_long_are_doubted() -> None:
    assert "shorter" in problems(GERMAN * 2, "Moving.", "en")
    assert "longer" in problems("Das Café zieht jetzt um.", "The café is moving. " * 12, "en")


def test_one_foreign_sentence_is_no_wrong_file_but_most_are() -> None:
    good = (GERMAN, "ينتقل مقهى اللغة إلى مبنى البلدية القديم.")
    wrong = (GERMAN, "Мовне кафе переїжджає до старої ратуші.")

    assert not plausibility.is_wrong_language([good, good, good, wrong], "ar")
    assert plausibility.is_wrong_language([good, wrong, wrong], "ar")
    assert not plausibility.is_wrong_language([], "ar")
