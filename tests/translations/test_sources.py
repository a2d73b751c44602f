"""What German says is remembered on each publication; what no longer answers it is outdated."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.core.forms import SMALL_CORRECTION
from tests.support import agency, roles, site, translating
from tests.support.agency import CALL, FIRST, SECOND, TEASER, TITLE
from translations import drafts, segments, sources
from translations.models import SourceText, TranslationRecord

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

NEW_TEASER = "Ab Juni treffen wir uns im alten Rathaus."


@pytest.fixture
def german() -> Any:
    return agency.page()


def author() -> Any:
    return roles.person("translator_ar")


def reviewer() -> Any:
    return roles.person("reviewer_ar")


def paragraphs(*texts: tuple[str, str]) -> list[dict[str, str]]:
    return [{"type": "paragraph", "id": name, "value": f"<p>{text}</p>"} for name, text in texts]


def correct(german: Any, **fields: Any) -> Any:
    """Publish a German page as a small correction."""
    return translating.change(german, remarks=(SMALL_CORRECTION,), **fields)


def text_of(german: Any) -> SourceText:
    return SourceText.objects.get(pk=german.translation_key)


def test_the_text_of_a_page_is_kept_as_hashes_with_its_size(german: Any) -> None:
    found = text_of(german)

    assert found.strings["title"] == [segments.hash_of(TITLE)]
    assert (found.sentences, list(found.strings)) == (
        4,
        ["title", "teaser", f"body.{FIRST}", f"body.{SECOND}"],
    )
    assert found.words == sum(len(each.split()) for each in (TITLE, TEASER, CALL)) + 5


def test_the_day_of_change_moves_with_the_text_only(german: Any) -> None:
    before = text_of(german).changed_at

    translating.change(german, show_in_menus=True)
    same = text_of(german).changed_at
    translating.change(german, teaser=NEW_TEASER)

    assert same == before
    assert text_of(german).changed_at > before


def test_one_changed_paragraph_leaves_one_place_behind_in_each_language(german: Any) -> None:
    translating.published(german, author=author(), reviewer=reviewer())
    translating.published(
        german, "uk", author=roles.person("translator_uk"), reviewer=roles.person("reviewer_uk")
    )

    translating.change(german, body=paragraphs((FIRST, "Kommen Sie einfach."), (SECOND, "Mehr.")))

    for code in ("ar", "uk"):
        record = translating.record(german, code)
        assert record.changed_places == [f"body.{FIRST}", f"body.{SECOND}"]
        assert record.source_changed_at is not None


def test_a_paragraph_that_only_moves_leaves_nothing_behind() -> None:
    german = agency.page(body=paragraphs((FIRST, "Eins kommt."), (SECOND, "Zwei geht.")))
    translating.published(german, author=author(), reviewer=reviewer())

    translating.change(german, body=paragraphs((SECOND, "Zwei geht."), (FIRST, "Eins kommt.")))

    assert translating.record(german).changed_places == []


def test_german_that_becomes_what_it_was_is_answered_again(german: Any) -> None:
    translating.published(german, author=author(), reviewer=reviewer())
    translating.change(german, teaser=NEW_TEASER)
    since = translating.record(german).source_changed_at

    translating.change(german, teaser=TEASER)

    record = translating.record(german)
    assert since is not None
    assert (record.changed_places, record.source_changed_at) == ([], None)


def test_a_second_change_keeps_the_day_of_the_first(german: Any) -> None:
    translating.published(german, author=author(), reviewer=reviewer())
    translating.change(german, teaser=NEW_TEASER)
    first = translating.record(german).source_changed_at

    translating.change(german, title="Das Sprachcafé zieht wieder um")

    record = translating.record(german)
    assert record.source_changed_at == first
    assert record.changed_places == ["teaser", "title"]


def test_what_nobody_has_translated_is_not_outdated(german: Any) -> None:
    translating.type_text(german, author=author(), most=1)

    translating.change(german, teaser=NEW_TEASER)

    record = translating.record(german)
    assert (record.changed_places, record.source_changed_at) == ([], None)


# ---------------------------------------------------------------- small corrections


def test_a_small_correction_leaves_nothing_behind_and_keeps_what_was_typed(german: Any) -> None:
    translating.published(german, author=author(), reviewer=reviewer())

    correct(german, teaser=NEW_TEASER)

    record = translating.record(german)
    assert record.changed_places == []
    assert record.made_from["teaser"] == [segments.hash_of(NEW_TEASER)]
    assert record.sentences_done == 4
    assert agency.typed(german)[TITLE].html == f"ar: {TITLE}"


def test_a_small_correction_does_not_hide_a_larger_change_before_it(german: Any) -> None:
    translating.published(german, author=author(), reviewer=reviewer())
    translating.change(german, teaser="Etwas ganz anderes.")

    correct(german, title="Das Sprach-Café zieht um")

    assert translating.record(german).changed_places == ["teaser"]


def test_a_small_correction_of_what_is_outdated_keeps_it_outdated(german: Any) -> None:
    translating.published(german, author=author(), reviewer=reviewer())
    translating.change(german, teaser="Etwas ganz anderes.")

    correct(german, teaser="Etwas ganz Anderes.")

    assert translating.record(german).changed_places == ["teaser"]


def test_a_paragraph_that_a_small_correction_takes_out_is_missed_by_nobody(german: Any) -> None:
    translating.published(german, author=author(), reviewer=reviewer())

    correct(german, body=paragraphs((FIRST, CALL)))

    record = translating.record(german)
    assert record.changed_places == []
    assert f"body.{SECOND}" not in record.made_from


def test_a_text_under_review_stays_current_through_a_small_correction(german: Any) -> None:
    translating.hand_in(german, author=author())

    correct(german, teaser=NEW_TEASER)
    translating.approve(german, reviewer=reviewer())

    record = translating.record(german)
    assert (record.is_checked, record.changed_places) == (True, [])


def test_a_text_under_review_is_older_than_german_that_changes_meanwhile(german: Any) -> None:
    translating.hand_in(german, author=author())

    translating.change(german, teaser=NEW_TEASER)
    translating.approve(german, reviewer=reviewer())

    record = translating.record(german)
    assert (record.is_checked, record.changed_places) == (True, ["teaser"])


def test_the_tick_for_a_small_correction_survives_the_review_of_the_german_page(
    django_capture_on_commit_callbacks: Any,
) -> None:
    editor, moderator = roles.person("editor"), roles.person("moderator")
    german = agency.page()
    translating.published(german, author=author(), reviewer=reviewer())
    german.teaser = NEW_TEASER
    german.remarks = (SMALL_CORRECTION,)
    german.save_revision(user=editor)
    site.hand_in(german, author=editor)
    case = type(german).objects.get(pk=german.pk).current_workflow_state.current_task_state

    with django_capture_on_commit_callbacks(execute=True):
        case.task.specific.on_action(case, moderator, "approve")

    assert text_of(german).strings["teaser"] == [segments.hash_of(NEW_TEASER)]
    assert translating.record(german).changed_places == []


# ---------------------------------------------------------------- around it


def test_readers_hear_of_it_at_once(german: Any, client: Client) -> None:
    row = translating.published(german, author=author(), reviewer=reviewer())
    before = client.get(row.url).content.decode()

    translating.change(german, body=paragraphs((FIRST, "Kommen Sie einfach."), (SECOND, "Mehr.")))

    assert "c-outdated" not in before
    assert "c-outdated" in client.get(row.url).content.decode()


def test_more_languages_cost_no_more_queries(german: Any) -> None:
    def cost(teaser: str) -> int:
        page = type(german).objects.get(pk=german.pk)
        page.teaser = teaser
        page.save()
        with CaptureQueriesContext(connection) as queries:
            sources.remember(page)
        return len(queries)

    translating.published(german, author=author(), reviewer=reviewer())
    cost("Erstens.")
    with_one = cost("Zweitens.")
    for code in ("uk", "en"):
        record = TranslationRecord(
            translation_key=german.translation_key, locale=site.locale(code), made_from={"x": []}
        )
        record.save()

    assert cost("Drittens.") == with_one


def test_a_text_that_is_forgotten_leaves_no_record(german: Any) -> None:
    translating.published(german, author=author(), reviewer=reviewer())

    sources.forget(german.translation_key)

    assert not SourceText.objects.filter(pk=german.translation_key).exists()
    assert not TranslationRecord.objects.filter(translation_key=german.translation_key).exists()
    assert sources.current_strings(german.translation_key) == {}


def test_what_german_said_then_can_still_be_read(german: Any) -> None:
    translating.published(german, author=author(), reviewer=reviewer())
    translating.change(german, teaser=NEW_TEASER)

    names = translating.record(german).made_from["teaser"]

    assert list(segments.texts_of_hashes(names, german.locale_id).values()) == [TEASER]


def test_a_draft_in_german_changes_nothing_for_translators(german: Any) -> None:
    translating.published(german, author=author(), reviewer=reviewer())
    german.teaser = NEW_TEASER
    german.save_revision()

    assert text_of(german).strings["teaser"] == [segments.hash_of(TEASER)]
    assert translating.record(german).changed_places == []
    assert drafts.require_translatable(german) == text_of(german)
