"""What is shown beside each other belongs together, and what is new in it is marked."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.support import agency, roles, site, translating
from tests.support.agency import CALL, FIRST, SECOND, TEASER, TITLE
from translations import claims, drafts, segments, sentences, side_by_side, subjects
from translations.models import TranslationRecord
from translations.side_by_side import Comparison, Row, pairs_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

NEW_CALL = "Rufen Sie uns bitte an: 069 90009 201."


@pytest.fixture
def german() -> Any:
    return agency.page()


def author() -> Any:
    return roles.person("translator_ar")


def publish(german: Any) -> Any:
    return translating.published(german, author=author(), reviewer=roles.person("reviewer_ar"))


def body(*paragraphs: tuple[str, str]) -> list[dict[str, str]]:
    return [
        {"type": "paragraph", "id": name, "value": f"<p>{text}</p>"} for name, text in paragraphs
    ]


def handed_in(german: Any, **texts: str) -> Any:
    """Hand in the sentences as they are typed, some of them mended; returns the revision."""
    for old, new in texts.items():
        agency.save(german, old, new, author="translator_ar")
    return drafts.hand_in(german, locale_id=site.locale("ar").pk, user=author())


def compared(german: Any, code: str = "ar") -> Comparison:
    row = subjects.row_in(german, site.locale(code).pk)
    record = claims.record_of(translation_key=german.translation_key, locale_id=row.locale_id)
    return side_by_side.of_revision(
        german=german, row=row, revision=row.latest_revision, record=record
    )


def row_at(found: Comparison, place: str) -> Row:
    return next(row for row in found.rows if row.place == place)


def test_a_first_translation_is_all_new_and_marks_nothing(german: Any) -> None:
    translating.hand_in(german, author=author())

    found = compared(german)

    assert (found.has_public, found.is_by_sentence, found.unchanged) == (False, True, [])
    assert [row.label for row in found.changed] == [
        "Titel",
        "Teaser",
        "Text: Absatz",
        "Text: Absatz",
    ]
    title = row_at(found, "title")
    assert (title.german, title.text) == ([[("same", TITLE)]], [[("same", f"ar: {TITLE}")]])
    assert title.public == []


def test_a_mended_word_is_marked_beside_what_is_public(german: Any) -> None:
    publish(german)
    handed_in(german, **{TITLE: "ar: Das Lesecafé zieht um"})

    found = compared(german)

    assert [row.place for row in found.changed] == ["title"]
    assert len(found.unchanged) == 3
    title = row_at(found, "title")
    assert ("added", "Lesecafé") in title.text[0]
    assert ("removed", "Sprachcafé") in title.public[0]
    assert {change for change, _text in title.german[0]} == {"same"}


def test_german_is_compared_with_what_the_public_text_was_made_from(german: Any) -> None:
    publish(german)
    german = translating.change(german, body=body((FIRST, NEW_CALL)))
    translating.hand_in(german, author=author())

    row = row_at(compared(german), f"body.{FIRST}")

    assert ("added", "bitte ") in row.german[0]
    assert row.is_changed
    assert row.public[0][0][1].startswith("ar: Rufen")


def test_what_german_has_lost_is_shown_as_gone(german: Any) -> None:
    publish(german)
    german = translating.change(german, body=body((FIRST, CALL)))
    translating.hand_in(german, author=author())

    row = row_at(compared(german), f"body.{SECOND}")

    assert row.text == []
    assert {change for change, _text in row.german[0]} == {"removed"}
    assert {change for change, _text in row.public[0]} == {"removed"}
    assert row.label == "Text: Absatz"


def test_german_that_changes_after_the_hand_in_is_pointed_out(german: Any) -> None:
    translating.hand_in(german, author=author())
    german = translating.change(
        german, teaser="Ab Juni treffen wir uns.", body=body((FIRST, CALL), ("neu", "Kommt alle."))
    )

    found = compared(german)

    assert found.since_count == 3
    assert ("added", "Juni") in row_at(found, "teaser").german_since[0]
    assert row_at(found, "body.neu").german_since == [[("added", "Kommt alle.")]]
    assert {c for c, _t in row_at(found, f"body.{SECOND}").german_since[0]} == {"removed"}
    assert row_at(found, "title").german_since == []


def test_two_sentences_of_a_paragraph_stay_beside_their_german_ones() -> None:
    texts = "Erstens kommen Sie.</p><p>Zweitens gehen Sie."
    german = agency.page(body=body((FIRST, texts)))
    publish(german)
    german = translating.change(german, body=body((FIRST, "Ganz neu ist dies.</p><p>" + texts)))
    translating.hand_in(german, author=author())

    rows = [row for row in compared(german).rows if row.place == f"body.{FIRST}"]

    assert [row.is_changed for row in rows] == [True, False, False]
    assert [row.public == [] for row in rows] == [True, False, False]


def test_a_machine_sentence_is_marked_until_somebody_changes_it(german: Any) -> None:
    translating.type_text(german, is_machine=True)
    handed_in(german, **{TITLE: "ar: von Hand"})

    found = compared(german)

    assert found.machine_count == 3
    assert not row_at(found, "title").is_machine


def test_a_machine_sentence_has_to_be_read_even_if_it_is_public(german: Any) -> None:
    translating.type_text(german, is_machine=True)
    drafts.publish_without_review(
        german, locale_id=site.locale("ar").pk, user=roles.person("administrator")
    )
    handed_in(german)

    found = compared(german)

    assert len(found.changed) == 4
    assert not any(row.is_changed for row in found.changed)


def test_another_markup_of_the_same_words_is_said(german: Any) -> None:
    publish(german)
    public = agency.typed(german)[CALL].html
    record = TranslationRecord.objects.get(translation_key=german.translation_key)
    key = (f"body.{FIRST}", segments.hash_of(CALL))
    sentences.save(german, record, {key: public.replace("uns", "<b>uns</b>")}, author=author())
    handed_in(german)

    row = row_at(compared(german), f"body.{FIRST}")

    assert (row.is_changed, row.is_marked_up_anew) == (True, True)


def test_links_are_named_with_where_they_lead(german: Any) -> None:
    translating.hand_in(german, author=author())

    row = row_at(compared(german), f"body.{SECOND}")

    assert [(link.words, link.address) for link in row.links] == [("dieser Seite", "example.org")]


def test_leichte_sprache_is_shown_field_by_field_whatever_its_blocks_are(german: Any) -> None:
    easy = german.copy_for_translation(site.locale("de-simple"))
    easy.title = "Das Café ist weg"
    easy.body = body(("andere", "Rufen Sie an."))
    easy.save_revision(user=roles.person("administrator")).publish()
    easy.body = body(("andere", "Rufen Sie uns an."), ("mehr", "Danke."))
    easy.save_revision(user=roles.person("administrator"))

    found = compared(german, "de-simple")

    assert not found.is_by_sentence
    assert [row.place for row in found.rows] == ["title", "teaser", "body"]
    whole = row_at(found, "body")
    assert len(whole.german) == 2
    assert ("added", "uns ") in whole.text[0]
    assert whole.text[1] == [("added", "Danke.")]
    assert whole.public == [[("same", "Rufen Sie an.")]]
    assert [row.place for row in found.unchanged] == ["title", "teaser"]


def test_german_since_is_shown_beside_leichte_sprache(german: Any) -> None:
    easy = german.copy_for_translation(site.locale("de-simple"))
    easy.title = "Das Café ist weg"
    easy.save_revision(user=roles.person("administrator")).publish()
    answers = TranslationRecord.objects.get(translation_key=german.translation_key).made_from
    german = translating.change(german, teaser="Ab Juni treffen wir uns im alten Rathaus.")

    found = side_by_side.since(german=german, row=easy, answers=answers)

    assert [row.place for row in found.changed] == ["teaser"]
    teaser = found.changed[0]
    assert (("removed", "Mai") in teaser.german[0], ("added", "Juni") in teaser.german[0]) == (
        True,
        True,
    )
    assert teaser.text == [[("same", TEASER)]]


def test_a_long_text_costs_no_more_queries_than_a_short_one(german: Any) -> None:
    long = agency.page(body=body(*((f"p{n}", f"Satz Nummer {n}.") for n in range(30))))
    for page in (german, long):
        translating.hand_in(page, author=author())
    compared(german)

    counts = []
    for page in (german, long):
        with CaptureQueriesContext(connection) as queries:
            compared(page)
        counts.append(len(queries))

    # The short one has a link in it, whose address is no page: nothing to look up either.
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        ("", "ab", [(None, 0), (None, 1)]),
        ("ab", "ab", [(0, 0), (1, 1)]),
        ("ab", "xab", [(None, 0), (0, 1), (1, 2)]),
        ("abc", "ac", [(0, 0), (1, None), (2, 1)]),
        ("abc", "axyc", [(0, 0), (1, 1), (None, 2), (2, 3)]),
        ("aa", "a", [(0, 0), (1, None)]),
    ],
)
def test_neighbours_stand_beside_each_other(old: str, new: str, pairs: list[Any]) -> None:
    assert pairs_of(old, new) == pairs
