"""What is handed in is built in memory, put before the reviewers, and public only by them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from wagtail.models import Locale, Page, WorkflowState
from wagtail_localize.models import TranslationLog

from cms.core.models import Topic
from home.models import StandardPage
from news.models import NewsPage
from tests.factories import tree
from tests.support import agency, roles, site, translating
from tests.support.agency import LINK, TEASER, TITLE
from translations import claims, drafts, segments, sentences, subjects
from translations.drafts import IncompleteError
from translations.models import SourceText, TranslatedRevision, TranslationRecord

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


@pytest.fixture
def german() -> Any:
    return agency.page()


def arabic_id() -> int:
    return int(site.locale("ar").pk)


def amal() -> Any:
    return roles.person("translator_ar")


def row_in(german: Any) -> Any:
    return subjects.row_in(german, arabic_id())


def hand_in(german: Any, user: Any = None) -> Any:
    return drafts.hand_in(german, locale_id=arabic_id(), user=user or amal())


# ---------------------------------------------------------------- beginning


def test_a_text_that_is_not_public_is_not_translated() -> None:
    draft = site.page(title="Noch nicht fertig")

    with pytest.raises(ValidationError, match="nicht veröffentlicht"):
        drafts.require_translatable(draft)


def test_a_german_text_that_nobody_has_noted_is_noted(german: Any) -> None:
    SourceText.objects.filter(pk=german.translation_key).delete()

    assert drafts.require_translatable(german).sentences == 4


def test_a_page_is_begun_as_a_draft_that_nobody_sees(german: Any) -> None:
    row = drafts.row_for(german, arabic_id(), amal())

    assert (row.live, row.owner, row.locale_id) == (False, amal(), arabic_id())
    assert drafts.row_for(german, arabic_id(), amal()) == row
    assert NewsPage.objects.filter(translation_key=german.translation_key).count() == 2


def test_a_page_whose_parent_is_missing_waits_for_it() -> None:
    above = site.page(StandardPage, title="Oben", live=True)
    below = tree.add(above, StandardPage(title="Unten", locale=site.locale("de")))

    with pytest.raises(ValidationError, match="Oben"):
        drafts.row_for(below, arabic_id(), amal())


def test_a_record_is_begun_as_a_draft() -> None:
    topic = Topic.objects.create(code="health", label="Gesundheit", locale=site.locale("de"))
    topic.save_revision().publish()

    row = drafts.row_for(topic, arabic_id(), amal())

    assert (row.live, row.code, row.locale_id) == (False, "health", arabic_id())


# ---------------------------------------------------------------- building


def test_a_text_is_built_from_sentences_and_german_where_they_are_missing(german: Any) -> None:
    translating.type_text(german, most=1)
    row = drafts.row_for(german, arabic_id(), amal())

    built = drafts.build(german, arabic_id())

    assert (built.pk, built.title, built.teaser) == (row.pk, f"ar: {TITLE}", TEASER)
    assert type(row).objects.get(pk=row.pk).title == TITLE


def test_links_lead_where_the_german_ones_lead(german: Any) -> None:
    translating.type_text(german)
    drafts.row_for(german, arabic_id(), amal())

    built = drafts.build(german, arabic_id())

    assert '<a href="https://example.org/">' in str(built.body[1].value.source)


def test_nothing_is_built_that_nobody_has_begun(german: Any) -> None:
    with pytest.raises(ValidationError):
        drafts.build(german, arabic_id())


# ---------------------------------------------------------------- handing in


def test_what_is_handed_in_waits_as_a_revision(german: Any) -> None:
    revision = translating.hand_in(german, author=amal())

    row = row_in(german)
    assert (row.live, row.title) == (False, TITLE)
    assert revision.as_object().title == f"ar: {TITLE}"
    assert row.current_workflow_state.status == WorkflowState.STATUS_IN_PROGRESS
    assert row.current_workflow_state.current_task_state.revision == revision


def test_the_revision_says_what_it_was_made_from_and_by_whom(german: Any) -> None:
    revision = translating.hand_in(german, author=amal())

    noted = TranslatedRevision.objects.get(revision=revision)
    assert noted.made_from == segments.strings_of(segments.segments_of(german))
    assert (set(noted.authors.all()), noted.is_from_strings) == ({amal()}, True)
    assert noted.source_revision_id == german.live_revision_id
    assert TranslationLog.objects.filter(revision=revision).exists()


def test_everybody_whose_words_are_in_it_is_an_author(german: Any) -> None:
    samir = roles.person("translator_ar", "samir")
    translating.type_text(german, author=samir)
    agency.save(german, TITLE, "عنوان", author="translator_ar")

    revision = hand_in(german)

    noted = TranslatedRevision.objects.get(revision=revision)
    assert set(noted.authors.all()) == {amal(), samir}


def test_the_claim_ends_with_the_hand_in(german: Any) -> None:
    translating.type_text(german)
    claims.take(translation_key=german.translation_key, locale_id=arabic_id(), user=amal())

    hand_in(german)

    assert not translating.record(german).is_claimed


def test_a_gap_is_named_and_nothing_is_handed_in(german: Any) -> None:
    translating.type_text(german, most=3)

    with pytest.raises(IncompleteError) as refused:
        hand_in(german)

    last = segments.segments_of(german)[-1]
    assert refused.value.keys == [(last.place, last.hash)]
    assert row_in(german) is None


def test_a_sentence_that_cannot_be_used_is_named(german: Any) -> None:
    translating.type_text(german)
    agency.save(german, TITLE, "ع" * 256, author="translator_ar")

    with pytest.raises(IncompleteError) as refused:
        hand_in(german)

    assert [place for place, _hash in refused.value.keys] == ["title"]


@pytest.mark.parametrize("role", ["editor", "moderator", "translator_uk"])
def test_only_who_writes_in_a_language_hands_in(german: Any, role: str) -> None:
    translating.type_text(german)

    with pytest.raises(PermissionDenied):
        hand_in(german, roles.person(role))


def test_a_text_that_somebody_else_is_working_on_is_not_handed_in(german: Any) -> None:
    translating.type_text(german)
    samir = roles.person("translator_ar", "samir")
    claims.take(translation_key=german.translation_key, locale_id=arabic_id(), user=samir)

    with pytest.raises(claims.ClaimedError, match="samir"):
        hand_in(german)


def test_a_locked_page_is_not_handed_in(german: Any) -> None:
    translating.type_text(german)
    row = drafts.row_for(german, arabic_id(), amal())
    type(row).objects.filter(pk=row.pk).update(
        locked=True, locked_by=roles.person("reviewer_ar"), locked_at=timezone.now()
    )

    with pytest.raises(ValidationError, match="gesperrt"):
        hand_in(german)


def test_handing_in_again_puts_the_new_text_before_the_reviewers(german: Any) -> None:
    translating.hand_in(german, author=amal())
    agency.save(german, TITLE, "عنوان أفضل", author="translator_ar")

    revision = hand_in(german)

    state = row_in(german).current_workflow_state
    assert WorkflowState.objects.filter(object_id=str(row_in(german).pk)).count() == 1
    assert state.current_task_state.revision == revision


def test_what_was_sent_back_goes_into_the_same_review(german: Any) -> None:
    translating.hand_in(german, author=amal())
    translating.send_back(german, reviewer=roles.person("reviewer_ar"), comment="Kürzer.")
    before = row_in(german).current_workflow_state

    hand_in(german)

    after = row_in(german).current_workflow_state
    assert (after.pk, after.status) == (before.pk, WorkflowState.STATUS_IN_PROGRESS)


def test_typing_during_a_review_changes_nothing_for_the_reviewers(
    german: Any, django_capture_on_commit_callbacks: Any
) -> None:
    translating.hand_in(german, author=amal())
    agency.save(german, TITLE, "لم يقرأه أحد", author="translator_ar")

    with django_capture_on_commit_callbacks(execute=True):
        translating.approve(german, reviewer=roles.person("reviewer_ar"))

    assert (row_in(german).live, row_in(german).title) == (True, f"ar: {TITLE}")


def test_machine_sentences_make_a_machine_text(german: Any) -> None:
    translating.type_text(german, is_machine=True)
    agency.save(german, TITLE, "عنوان", author="translator_ar")

    revision = hand_in(german)

    noted = TranslatedRevision.objects.get(revision=revision)
    assert noted.origin == TranslationRecord.Origin.MACHINE


# ---------------------------------------------------------------- back again


def test_who_has_handed_in_takes_it_back(german: Any) -> None:
    translating.hand_in(german, author=amal())

    drafts.take_back(german, locale_id=arabic_id(), user=amal())

    assert row_in(german).current_workflow_state is None
    assert translating.record(german).claimed_by == amal()


def test_others_do_not_take_it_back_but_a_reviewer_does(german: Any) -> None:
    translating.hand_in(german, author=amal())
    samir = roles.person("translator_ar", "samir")

    with pytest.raises(PermissionDenied):
        drafts.take_back(german, locale_id=arabic_id(), user=samir)
    drafts.take_back(german, locale_id=arabic_id(), user=roles.person("reviewer_ar"))

    assert row_in(german).current_workflow_state is None


def test_what_is_not_under_review_is_not_taken_back(german: Any) -> None:
    with pytest.raises(ValidationError):
        drafts.take_back(german, locale_id=arabic_id(), user=amal())


# ---------------------------------------------------------------- alone


def test_who_may_publish_alone_does_and_the_text_counts_as_unchecked(
    german: Any, django_capture_on_commit_callbacks: Any
) -> None:
    translating.type_text(german, is_machine=True)

    with django_capture_on_commit_callbacks(execute=True):
        drafts.publish_without_review(
            german, locale_id=arabic_id(), user=roles.person("administrator")
        )

    record = translating.record(german)
    assert row_in(german).live
    assert (record.origin, record.is_checked) == (TranslationRecord.Origin.MACHINE, False)


def test_the_claim_ends_when_somebody_publishes_alone(german: Any) -> None:
    translating.type_text(german)
    administrator = roles.person("administrator")
    claims.take(translation_key=german.translation_key, locale_id=arabic_id(), user=administrator)

    drafts.publish_without_review(german, locale_id=arabic_id(), user=administrator)

    assert not translating.record(german).is_claimed


def test_a_home_page_needs_nothing_above_it(german: Any) -> None:
    english = Locale.objects.get(language_code="en")
    Page.objects.get(depth=2, locale=english).delete()

    row = drafts.row_for(site.home(), english.pk, amal())

    assert (row.locale, row.depth, row.live) == (english, 2, False)


def test_nobody_else_publishes_alone(german: Any) -> None:
    translating.type_text(german)

    with pytest.raises(PermissionDenied):
        drafts.publish_without_review(
            german, locale_id=arabic_id(), user=roles.person("reviewer_ar")
        )


def test_links_that_are_lost_are_noticed_before_anything_is_built(german: Any) -> None:
    translating.type_text(german)
    link = next(each for each in segments.segments_of(german) if each.html == LINK)
    sentences.save(german, translating.record(german), {(link.place, link.hash): "بلا رابط"})

    with pytest.raises(IncompleteError):
        hand_in(german)
