"""Words are compared as people mean them: spellings, endings, compounds, typing mistakes."""

# ruff: noqa: RUF001 - letters of other scripts are what is tested

from __future__ import annotations

import itertools

import pytest

from cms.core import search_terms
from home.search import vocabulary
from home.search.stems import stem


@pytest.mark.parametrize(
    "spellings",
    [
        ("Ausländerbehörde", "Auslaenderbehoerde", "AUSLANDERBEHORDE", "Auslän\u00adder·behörde"),
        ("Straße", "strasse", "STRASSE"),
        ("сім'я", "сімʼя", "сім’я", "сімя"),
        ("أحمد", "احمد", "إحمد"),
        ("مدرسة", "مدرسه", "مَدْرَسَة", "مدرســة"),
        ("مستشفى", "مستشفي"),
        ("کودک", "كودك"),
        ("٢٠٢٦", "2026", "２０２６"),
        ("Ёлка", "елка"),
    ],
)
def test_spellings_that_people_mix_are_one_word(spellings: tuple[str, ...]) -> None:
    folded = {search_terms.fold(word) for each in spellings for word in search_terms.words(each)}

    assert len(folded) == 1


@pytest.mark.parametrize(
    ("code", "forms"),
    [
        ("de", "Kurs Kurse Kursen Kurses"),
        ("de", "Kind Kinder Kindern Kindes"),
        ("de", "Haus Häuser Häusern Hauses"),
        ("de", "Beratung Beratungen"),
        ("de", "Termin Termine Terminen"),
        ("de", "Sprachkurs Sprachkurse Sprachkurses"),
        ("de", "Kita Kitas"),
        ("de", "Schule Schulen"),
        ("de", "neue neuen neuer neues"),
        ("en", "doctor doctors"),
        ("en", "family families"),
        ("uk", "школа школи школі школу школою школам школах"),
        ("uk", "реєстрація реєстрації реєстрацію реєстрацією"),
        ("uk", "лікар лікаря лікарі лікарів"),
        ("uk", "дитячий дитяча дитячого дитячі"),
        ("ru", "школа школы школе школу школой"),
        ("ar", "مدرسة المدرسة والمدرسة بالمدرسة"),
        ("ar", "استمارة الاستمارات استمارات"),
        ("fa", "کتاب کتاب‌ها کتابهای"),
    ],
)
def test_forms_of_a_word_have_one_stem(code: str, forms: str) -> None:
    assert len({stem(word, code) for word in search_terms.words(forms)}) == 1


@pytest.mark.parametrize(
    ("code", "words"),
    [("de", "Kurs Kur"), ("de", "Amt Arm"), ("uk", "мова мама"), ("ar", "مدرسة مستشفى")],
)
def test_other_words_have_other_stems(code: str, words: str) -> None:
    one, other = words.split()

    assert stem(one, code) != stem(other, code)


def test_a_foreign_word_in_a_text_follows_its_own_script() -> None:
    assert stem("Kurse", "ar") == stem("Kurs", "de")
    assert stem("школи", "de") == stem("школа", "uk")


@pytest.mark.parametrize(
    ("one", "other", "mistakes"),
    [
        ("kurs", "kurs", 0),
        ("schwimkurs", "schwimmkurs", 1),
        ("anmeldng", "anmeldung", 1),
        ("sparche", "sprache", 1),
        ("termin", "garten", 3),
    ],
)
def test_mistakes_are_counted_as_people_make_them(one: str, other: str, mistakes: int) -> None:
    assert vocabulary.distance(one, other, 2) == min(mistakes, 3)


def test_the_distance_is_the_same_both_ways() -> None:
    words = ["", "a", "ab", "ba", "schule", "shcule", "школа"]

    for one, other in itertools.combinations(words, 2):
        assert vocabulary.distance(one, other, 9) == vocabulary.distance(other, one, 9)
