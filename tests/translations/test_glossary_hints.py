"""The county's words are found in the forms in which German writes them."""

from __future__ import annotations

from typing import Any

import pytest

from cms.core.models import GlossaryTerm
from tests.support import site
from translations import glossary_hints
from translations.glossary_hints import Hint, fold, pattern_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


def term(
    word: str, equivalent: str = "", code: str = "ar", *, live: bool = True, **fields: Any
) -> None:
    """Make a word of the glossary with its name in another language."""
    german = GlossaryTerm.objects.create(
        term=word,
        code=f"wort-{GlossaryTerm.objects.count()}",
        explanation="Ein Wort vom Amt.",
        locale=site.locale("de"),
        **fields,
    )
    row = german.copy_for_translation(site.locale(code))
    row.equivalent, row.live = equivalent, live
    row.save()


def found(text: str, code: str = "ar") -> list[Hint]:
    return glossary_hints.hints_for({"a": text}, site.locale(code).pk)["a"]


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("Anmeldung", "Die Anmeldungen sind im Rathaus."),
        ("Anmeldung", "zur anmeldung gehen"),
        ("Anmeldung", "das Anmeldungsformular"),
        ("Behörde", "bei den Behörden"),
        ("Ausweis", "Bringen Sie Ausweise mit."),
        ("Pass", "Die Pässe liegen bereit."),
        ("Amt", "im Laufe des Amtes, in den Ämtern"),
        ("Leichte Sprache", "Texte in Leichter Sprache"),
        ("ärztliches Attest", "mit einem ärztlichen Attest"),
        ("BAMF", "Das BAMF schreibt."),
        ("SGB II", "nach SGB II"),
    ],
)
def test_words_are_found_in_their_forms(word: str, text: str) -> None:
    assert pattern_for([word]).search(fold(text))


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("Amt", "Die Amtssprache ist Deutsch."),
        ("Pass", "Das passiert."),
        ("Anmeldung", "Die Abmeldung"),
        ("Duldung", "Geduldung"),
        ("Wohnung", "Wohnen"),
        ("", "Irgendetwas"),
    ],
)
def test_other_words_are_left_alone(word: str, text: str) -> None:
    assert not pattern_for([word]).search(fold(text))


def test_a_sentence_gets_the_equivalents_of_its_words() -> None:
    term("Anmeldung", "تسجيل السكن")
    term("Bescheid", "قرار")

    hints = found("Mit der Anmeldung kommt später ein Bescheid, der Bescheid gilt.")

    assert [(hint.term, hint.equivalent) for hint in hints] == [
        ("Anmeldung", "تسجيل السكن"),
        ("Bescheid", "قرار"),
    ]


def test_other_names_of_a_word_count_as_well() -> None:
    term("Arbeitsagentur", "وكالة العمل", aliases="Agentur für Arbeit, Arbeitsamt")

    assert found("Fragen Sie das Arbeitsamt.") == found("Fragen Sie die Agentur für Arbeit.") != []


def test_words_nobody_has_agreed_on_are_left_out() -> None:
    term("Anmeldung", "")
    term("Bescheid", "قرار", live=False)
    term("Duldung", "толерантність", code="uk")

    assert found("Anmeldung, Bescheid, Duldung") == []


def test_many_sentences_cost_two_queries(django_assert_num_queries: Any) -> None:
    term("Anmeldung", "تسجيل السكن")
    arabic = site.locale("ar").pk
    glossary_hints.hints_for({}, arabic)

    with django_assert_num_queries(2):
        hints = glossary_hints.hints_for(
            {str(number): "Die Anmeldung" for number in range(60)}, arabic
        )

    assert all(len(each) == 1 for each in hints.values())
