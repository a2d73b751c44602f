"""Advice on Leichte Sprache finds what is hard, and leaves good texts alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support import product
from translations.easy_language_rules import ADVICE, NAMES, Finding, Rule, findings_in, sentences_in

DEMO = product.ROOT / "home" / "demo"


def rules(text: str) -> list[Rule]:
    return [found.rule for found in findings_in(text)]


def excerpts(text: str) -> list[str]:
    return [found.excerpt for found in findings_in(text)]


# ---------------------------------------------------------------- sentences


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("Sie bekommen einen Brief.", 1),
        ("Sie bekommen einen Brief. Lesen Sie ihn.", 2),
        ("Kommen Sie? Ja!", 2),
        ("Der Kurs beginnt am 3. Mai.", 1),
        ("1. Der Kurs", 1),
        ("Das ist Dr. Sander.", 1),
        ("Bus Nr. 5 fährt um 10.30 Uhr.", 1),
        ("Er sagt: „Guten Tag.“ Dann geht er.", 2),
        ("Das kostet 3.500 Euro.", 1),
        ("", 0),
    ],
)
def test_line_is_cut_into_its_sentences(line: str, count: int) -> None:
    assert len(sentences_in(line)) == count


def test_sentences_in_one_line_are_to_have_lines_of_their_own() -> None:
    assert rules("Sie kommen. Wir helfen.") == [Rule.LINE]
    assert rules("Sie kommen.\nWir helfen.") == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (15, []),
        (16, [Rule.LONG_SENTENCE]),
        (20, [Rule.LONG_SENTENCE]),
        (21, [Rule.VERY_LONG_SENTENCE]),
    ],
)
def test_long_sentences_get_advice_and_very_long_ones_more(
    words: int, expected: list[Rule]
) -> None:
    found = findings_in(" ".join(["Wort"] * words) + ".")

    assert [each.rule for each in found] == expected
    assert [each.is_strong for each in found] == [words > 20] * len(expected)


def test_words_with_dots_and_dates_count_once() -> None:
    text = "Am 24.12.2026 um 10:30 Uhr treffen sich die Ehren·amtlichen im Kreis·haus."

    assert findings_in(text) == []


# ---------------------------------------------------------------- words


@pytest.mark.parametrize(
    "text",
    ["Das Vernetzungstreffen ist heute.", "Sie brauchen die Meldebescheinigung-Nummer."],
)
def test_long_words_are_to_be_divided(text: str) -> None:
    assert rules(text) == [Rule.LONG_WORD]


@pytest.mark.parametrize(
    "text",
    [
        "Das Vernetzungs·treffen ist heute.",
        "Das Vernetzungs-Treffen ist heute.",
        "Es gibt unterschiedliche Kurse.",
        "Schreiben Sie an vernetzungstreffen-talbruecken@example.org.",
        "Das steht auf www.vernetzungstreffen-talbruecken.example.",
    ],
)
def test_divided_words_and_addresses_are_no_long_words(text: str) -> None:
    assert findings_in(text) == []


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("Der Antrag wird bearbeitet.", "wird … bearbeitet"),
        ("Die Briefe werden verschickt.", "werden … verschickt"),
        ("Das Fest wurde verschoben.", "wurde … verschoben"),
        ("Sie werden heute angerufen.", "werden … angerufen"),
        ("Wir sagen, wann der Antrag bearbeitet wird.", "bearbeitet wird"),
        ("Der Antrag muss unterschrieben werden.", "unterschrieben werden"),
        ("Der Brief ist verschickt worden.", "verschickt worden"),
        ("Hier wird repariert und gekocht.", "wird … repariert"),
    ],
)
def test_passive_is_noticed(text: str, excerpt: str) -> None:
    assert [(each.rule, each.excerpt) for each in findings_in(text)] == [(Rule.PASSIVE, excerpt)]


@pytest.mark.parametrize(
    "text",
    [
        "Ich werde Lehrerin.",
        "Morgen wird es kalt.",
        "Sie werden eine Karte bekommen.",
        "Wir werden Ihnen helfen.",
        "Wie sage ich Nein, ohne hart zu werden?",
        "Wir haben den Antrag bearbeitet.",
        "Der Kurs ist schon bezahlt.",
        "Wenn Sie krank werden, gehen Sie zum Arzt.",
        "Das Wetter wird gut und wir haben gekocht.",
        "Sie werden bald gehen.",
    ],
)
def test_other_sentences_with_werden_are_no_passive(text: str) -> None:
    assert Rule.PASSIVE not in rules(text)


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("Das Haus des Lehrers ist alt.", "des Lehrers"),
        ("Hier ist das Büro der Beratung.", "das Büro der Beratung"),
        ("Wegen des Wetters bleibt es zu.", "des Wetters"),
        ("Während der Ferien ist zu.", "Während der Ferien"),
        ("Runde der Initiativen", "Runde der Initiativen"),
    ],
)
def test_genitive_is_noticed(text: str, excerpt: str) -> None:
    assert [(each.rule, each.excerpt) for each in findings_in(text)] == [(Rule.GENITIVE, excerpt)]


@pytest.mark.parametrize(
    "text",
    [
        "Das Haus von dem Lehrer ist alt.",
        "Sie sind in der Schule.",
        "In der Schule.",
        "Am Montag kommt der Arzt.",
        "Wir helfen am Montag der Familie.",
        "Das ist der Mann, der die Stadt kennt.",
        "Unter der Woche ist offen.",
    ],
)
def test_other_sentences_with_der_are_no_genitive(text: str) -> None:
    assert findings_in(text) == []


@pytest.mark.parametrize(
    ("text", "rule", "excerpt"),
    [
        ("Morgen könnte es regnen.", Rule.SUBJUNCTIVE, "könnte"),
        ("Würden Sie bitte kommen?", Rule.SUBJUNCTIVE, "Würden"),
        ("Niemand darf nichts sagen.", Rule.NEGATION, "Niemand … nichts"),
        ("Weder Montag noch Dienstag.", Rule.NEGATION, "Weder Montag noch Dienstag."),
        ("Sie haben zwei Wochen Zeit.", Rule.NUMBER_WORD, "zwei"),
        ("Es kommen fünfundzwanzig Leute.", Rule.NUMBER_WORD, "fünfundzwanzig"),
        ("Das sind 12.500 Menschen.", Rule.HARD_NUMBER, "12.500"),
        ("Das sind 30 Prozent.", Rule.HARD_NUMBER, "30 Prozent"),
        ("Das sind 30 % mehr.", Rule.HARD_NUMBER, "30 %"),
        ("Hier leben 2 Millionen Menschen.", Rule.HARD_NUMBER, "2 Millionen"),
        ("Das Haus ist von 1867.", Rule.HARD_NUMBER, "1867"),
        ("Bringen Sie z. B. den Pass mit.", Rule.SHORT_FORM, "z. B."),
        ("Das BAMF entscheidet.", Rule.SHORT_FORM, "BAMF"),
        ("Die Genehmigung kommt bald.", Rule.HARD_WORD, "Genehmigung"),
        ("Rufen Sie umgehend an.", Rule.HARD_WORD, "umgehend"),
    ],
)
def test_hard_words_and_numbers_are_noticed(text: str, rule: Rule, excerpt: str) -> None:
    assert [(each.rule, each.excerpt) for each in findings_in(text)] == [(rule, excerpt)]


def test_usual_easier_word_is_named() -> None:
    assert findings_in("Die Genehmigung kommt bald.")[0].instead == "Erlaubnis"


@pytest.mark.parametrize(
    "text",
    [
        "Die Würde von dem Menschen ist wichtig.",
        "Sie möchten einen Kurs machen.",
        "Sie müssen sich nicht anmelden.",
        "Es kostet nichts.",
        "Sie haben 2 Wochen Zeit.",
        "Rufen Sie 116 117 an.",
        "Die Adresse ist: Allee 1, 64295 Talbrücken.",
        "Das Fest ist am 24.12.2026.",
        "Das Bundes·amt (kurz: BAMF) entscheidet.",
        "Eine Frau und ein Mann kommen.",
    ],
)
def test_easy_words_and_numbers_get_no_advice(text: str) -> None:
    assert findings_in(text) == []


def test_all_advice_has_a_name_and_says_what_to_do() -> None:
    assert set(NAMES) == set(ADVICE) == set(Rule)
    found = Finding(Rule.PASSIVE, "wird gemacht", "Das wird gemacht.")
    assert str(found.name)
    assert str(found.advice)


# ---------------------------------------------------------------- good texts


def easy_texts(value: Any) -> Iterator[str]:
    """Return everything in Leichte Sprache of the demo."""
    if isinstance(value, dict):
        if "de-simple" in value:
            yield from strings(value["de-simple"])
        for each in value.values():
            yield from easy_texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from easy_texts(each)


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        # Links and fat words, as the demo writes them.
        yield re.sub(r"\[\[[^|\]]*\|([^\]]*)\]\]", r"\1", value).replace("**", "")
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)
    elif isinstance(value, dict):
        for name in ("text", "label", "items", "question", "answer"):
            yield from strings(value.get(name, ""))


def test_good_texts_get_next_to_no_advice() -> None:
    texts = [
        text
        for path in DEMO.glob("*.json")
        if path.name != "meta.json"
        for text in easy_texts(json.loads(path.read_text()))
    ]
    sentences = sum(len(sentences_in(line)) for text in texts for line in text.splitlines())

    found = [each for text in texts for each in findings_in(text)]

    assert sentences > 500
    assert len(found) * 100 <= sentences, [(each.rule, each.excerpt) for each in found]
