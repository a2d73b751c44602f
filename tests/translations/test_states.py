"""How a page stands in a language is derived from what is stored, whatever the way there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.core.models import GlossaryTerm, Topic
from events.models import EventPage
from tests.factories import pages
from tests.support import roles, site, translating
from translations import asking, claims, drafts, states, subjects
from translations.models import TranslationRecord
from translations.states import Kind

TODAY = timezone.localdate()

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


@pytest.fixture
def translator() -> Any:
    return roles.person("translator_ar")


@pytest.fixture
def reviewer() -> Any:
    return roles.person("reviewer_ar")


@pytest.fixture
def page() -> Any:
    return site.page(live=True, teaser="Ab Montag in der Lindenstraße.")


def take(page: Any, user: Any) -> None:
    claims.take(
        translation_key=page.translation_key, locale_id=translating.locale_id("ar"), user=user
    )


def test_nobody_has_begun_a_page_that_is_missing(page: Any) -> None:
    state = translating.state(page)

    assert (state.kind, state.row_id, state.percent_done) == (Kind.MISSING, None, 0)
    assert state.sentences == 2


def test_wishes_of_readers_are_counted(page: Any) -> None:
    translating.wish(page, count=3)

    state = translating.state(page)

    assert (state.kind, state.wishes) == (Kind.WISHED, 3)
    assert translating.state(page, "uk").kind == Kind.MISSING


def test_a_claim_names_who_has_it_and_until_when(page: Any, translator: Any) -> None:
    take(page, translator)

    state = translating.state(page)

    assert (state.kind, state.claimed_by_id) == (Kind.CLAIMED, translator.pk)
    assert state.claimed_until is not None
    assert state.claimed_until > timezone.now() + timedelta(days=6)


def test_a_claim_that_has_lapsed_is_none(page: Any, translator: Any) -> None:
    take(page, translator)
    TranslationRecord.objects.update(claimed_until=timezone.now() - timedelta(minutes=1))

    state = translating.state(page)

    assert (state.kind, state.claimed_by_id) == (Kind.MISSING, None)


def test_what_is_typed_in_part_is_begun(page: Any, translator: Any) -> None:
    translating.type_text(page, author=translator, most=1)

    state = translating.state(page)

    assert (state.kind, state.percent_done) == (Kind.DRAFT, 50)


def test_sentences_by_machine_are_a_machine_draft(page: Any) -> None:
    translating.type_text(page, is_machine=True)

    state = translating.state(page)

    assert (state.kind, state.sentences_by_machine) == (Kind.MACHINE_DRAFT, 2)


def test_what_is_handed_in_names_its_author_and_revision(page: Any, translator: Any) -> None:
    revision = translating.hand_in(page, author=translator)

    state = translating.state(page)

    assert state.kind == Kind.HANDED_IN
    assert state.review is not None
    assert (state.review.by_id, state.review.author_id) == (translator.pk, translator.pk)
    assert state.review.revision_id == revision.pk
    assert not state.is_public


def test_what_is_sent_back_says_why_and_to_whom(page: Any, translator: Any, reviewer: Any) -> None:
    translating.hand_in(page, author=translator)
    translating.send_back(page, reviewer=reviewer, comment="Bitte die Uhrzeit.")

    state = translating.state(page)

    assert state.kind == Kind.SENT_BACK
    assert state.review is not None
    assert (state.review.comment, state.review.by_id) == ("Bitte die Uhrzeit.", reviewer.pk)
    assert state.review.author_id == translator.pk


def test_what_is_approved_is_checked_by_somebody_on_a_day(
    page: Any, translator: Any, reviewer: Any
) -> None:
    translating.published(page, author=translator, reviewer=reviewer)

    state = translating.state(page)

    assert (state.kind, state.is_current, state.review) == (Kind.CHECKED, True, None)
    assert state.checked_by == (reviewer.get_full_name() or reviewer.get_username())
    assert state.checked_at is not None
    assert state.percent_done == 100


def test_a_changed_german_text_leaves_the_translation_behind(
    page: Any, translator: Any, reviewer: Any
) -> None:
    translating.published(page, author=translator, reviewer=reviewer)

    translating.change(page, teaser="Ab Dienstag.")

    state = translating.state(page)
    assert (state.kind, state.changed_places) == (Kind.OUTDATED, ("teaser",))
    assert (state.is_public, state.is_current, state.percent_done) == (True, False, 50)


def test_a_small_correction_leaves_it_checked(page: Any, translator: Any, reviewer: Any) -> None:
    translating.published(page, author=translator, reviewer=reviewer)

    translating.change(
        page, teaser="Ab Montag in der Lindenstrasse.", remarks=("is_small_correction",)
    )

    assert translating.state(page).kind == Kind.CHECKED


def test_machine_text_that_is_public_is_told_from_checked_text(page: Any) -> None:
    translating.type_text(page, is_machine=True)
    drafts.publish_without_review(
        page, locale_id=translating.locale_id("ar"), user=roles.person("administrator")
    )

    state = translating.state(page)

    assert (state.kind, state.is_machine, state.is_current) == (Kind.MACHINE_PUBLIC, True, False)


def test_text_of_a_person_that_nobody_has_read_is_unchecked(page: Any) -> None:
    administrator = roles.person("administrator")
    translating.type_text(page, author=administrator)
    drafts.publish_without_review(page, locale_id=translating.locale_id("ar"), user=administrator)

    assert translating.state(page).kind == Kind.UNCHECKED


def test_a_review_goes_before_all_else(page: Any, translator: Any, reviewer: Any) -> None:
    translating.published(page, author=translator, reviewer=reviewer)
    german = translating.change(page, teaser="Ab Dienstag.")
    translating.hand_in(german, author=translator)

    state = translating.state(german)

    assert (state.kind, state.is_public) == (Kind.HANDED_IN, True)
    assert state.outdated_since is not None


def test_what_is_needed_carries_its_day(page: Any) -> None:
    day = timezone.localdate() + timedelta(days=9)
    asking.note_needed(page.translation_key, translating.locale_id("ar"), day)

    state = translating.state(page)

    assert (state.is_needed, state.needed_by, state.kind) == (True, day, Kind.MISSING)


def test_a_record_has_states_like_a_page(translator: Any, reviewer: Any) -> None:
    topic = pages.topic(label="Wohnen")
    assert translating.state(topic).kind == Kind.MISSING

    translating.published(topic, author=translator, reviewer=reviewer)

    assert translating.state(topic).kind == Kind.CHECKED
    assert Topic.objects.get(locale=site.locale("ar"), code=topic.code).live


def test_languages_do_not_touch_each_other(page: Any, translator: Any, reviewer: Any) -> None:
    translating.published(page, author=translator, reviewer=reviewer)

    assert translating.state(page, "uk").kind == Kind.MISSING


def test_the_day_of_an_event_is_that_of_german_clocks() -> None:
    just_after_midnight = pages.berlin(2027, 7, 3, 0, 30)
    page = site.page(
        EventPage,
        live=True,
        starts_at=just_after_midnight,
        ends_at=just_after_midnight + timedelta(hours=2),
    )

    subject = states.subject_of(page)

    assert subject.own_deadline == just_after_midnight.date()


def test_a_meeting_that_repeats_is_worth_translating_until_its_last_day() -> None:
    start = timezone.now() - timedelta(days=20)
    last = (timezone.now() + timedelta(days=80)).date()
    page = site.page(
        EventPage, live=True, starts_at=start, ends_at=start, rhythm="weekly", repeats_until=last
    )

    subject = states.subject_of(page)
    assert subject.own_deadline == last
    assert TODAY <= subject.next_day < TODAY + timedelta(days=7)


def test_what_is_cancelled_does_not_hurry() -> None:
    start = timezone.now() + timedelta(days=5)
    page = site.page(EventPage, live=True, starts_at=start, ends_at=start, state="cancelled")

    subject = states.subject_of(page)

    assert (subject.next_day, subject.own_deadline) == (None, TODAY + timedelta(days=5))


def test_a_meeting_that_has_been_held_for_the_last_time_keeps_its_last_day() -> None:
    start = timezone.now() - timedelta(days=40)
    last = TODAY - timedelta(days=10)
    page = site.page(
        EventPage, live=True, starts_at=start, ends_at=start, rhythm="weekly", repeats_until=last
    )

    assert states.subject_of(page).next_day == last


def test_drafts_of_german_pages_are_nobodys_task() -> None:
    draft = site.page()

    assert draft.translation_key not in {each.translation_key for each in states.all_subjects()}


def test_a_review_without_a_revision_is_still_a_review(page: Any, translator: Any) -> None:
    translating.hand_in(page, author=translator)
    row = subjects.row_in(page, translating.locale_id("ar"))
    workflow_state = row.current_workflow_state
    type(workflow_state).objects.filter(pk=workflow_state.pk).update(current_task_state=None)

    state = translating.state(page)

    assert state.kind == Kind.HANDED_IN
    assert state.review is not None
    assert state.review.author_id == translator.pk


def everything(count: int, translator: Any) -> None:
    for number in range(count):
        page = site.page(live=True, title=f"Nachricht {number}", slug=f"n{count}-{number}")
        translating.wish(page)
        translating.hand_in(page, author=translator)
        word = GlossaryTerm.objects.create(
            term=f"Wort {count} {number}",
            code=f"w{count}-{number}",
            explanation="…",
            topic=Topic.objects.first() or pages.topic(),
            locale=site.locale("de"),
        )
        asking.note_needed(word.translation_key, translating.locale_id("uk"), None)


def asked() -> int:
    with CaptureQueriesContext(connection) as captured:
        found = states.all_subjects()
        ids = list(subjects.target_locale_ids().values())
        states.states_of(found, ids)
    return len(captured)


def asked_again() -> int:
    """Return what a second call asks: types of content are looked up once in a while."""
    asked()
    return asked()


def test_ten_times_the_pages_cost_the_same_questions(translator: Any) -> None:
    everything(1, translator)
    few = asked_again()
    everything(10, translator)

    assert asked_again() == few
