"""Who wrote a translation, from what, and who stands for it: known from what is published."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import Page, Revision

from cms.core import moderation, scheduling, translation
from cms.core.forms import BROUGHT_UP_TO_DATE
from tests.support import agency, roles, site, translating
from tests.support.agency import TEASER, TITLE
from translations import drafts, publishing, segments, sentences, subjects
from translations.models import TranslatedRevision, TranslationRecord, TranslationWish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

NEW_TEASER = "Ab Juni treffen wir uns im alten Rathaus."
MACHINE = TranslationRecord.Origin.MACHINE
PERSON = TranslationRecord.Origin.PERSON


@pytest.fixture
def german() -> Any:
    return agency.page()


def author() -> Any:
    return roles.person("translator_ar")


def reviewer() -> Any:
    return roles.person("reviewer_ar")


def publish(german: Any) -> Any:
    return translating.published(german, author=author(), reviewer=reviewer())


def written(german: Any, code: str = "de-simple", **fields: Any) -> Any:
    """Return a draft from the ordinary editor."""
    row = german.copy_for_translation(site.locale(code))
    row.save_revision(user=fields.pop("user", None))
    for name, value in fields.items():
        setattr(row, name, value)
    return fresh(row)


def fresh(row: Any) -> Any:
    return Page.objects.get(pk=row.pk).specific


def save(row: Any, *, user: Any = None, publish: bool = False, **fields: Any) -> Revision:
    row = fresh(row).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(row, name, value)
    revision: Revision = row.save_revision(user=user)
    if publish:
        revision.publish()
    return revision


def noted(revision: Revision) -> TranslatedRevision:
    return TranslatedRevision.objects.get(pk=revision.pk)


def authors(revision: Revision) -> set[str]:
    return set(noted(revision).authors.values_list("username", flat=True))


# ---------------------------------------------------------------- what it was made from


def test_a_first_text_answers_the_german_of_its_day(german: Any) -> None:
    row = written(german)

    found = noted(row.latest_revision)

    assert found.made_from["teaser"] == [segments.hash_of(TEASER)]
    assert found.source_revision_id == german.live_revision_id
    assert not found.is_from_strings


def test_a_later_draft_answers_what_the_one_before_it_answered(german: Any) -> None:
    row = written(german)
    german = translating.change(german, teaser=NEW_TEASER)

    revision = save(row, title="Neuer Titel")

    assert noted(revision).made_from["teaser"] == [segments.hash_of(TEASER)]
    assert noted(revision).source_revision_id != german.live_revision_id


def test_the_tick_of_the_writer_brings_it_up_to_date(german: Any) -> None:
    row = written(german)
    german = translating.change(german, teaser=NEW_TEASER)

    revision = save(row, remarks=(BROUGHT_UP_TO_DATE,))

    assert noted(revision).made_from["teaser"] == [segments.hash_of(NEW_TEASER)]
    assert noted(revision).source_revision_id == german.live_revision_id


def test_the_tick_counts_when_the_text_goes_public_and_not_before(german: Any) -> None:
    row = written(german)
    save(row, publish=True)
    translating.change(german, teaser=NEW_TEASER)

    revision = save(row, remarks=(BROUGHT_UP_TO_DATE,))
    waiting = translating.record(german, "de-simple").changed_places
    revision.publish()

    assert (waiting, translating.record(german, "de-simple").changed_places) == (["teaser"], [])


def test_german_that_changes_between_the_tick_and_the_approval_is_newer(german: Any) -> None:
    row = written(german)
    save(row, publish=True)
    revision = save(row, remarks=(BROUGHT_UP_TO_DATE,))
    translating.change(german, teaser=NEW_TEASER)

    revision.publish()

    assert translating.record(german, "de-simple").changed_places == ["teaser"]


def test_what_was_handed_in_goes_public_with_what_it_was_made_from(german: Any) -> None:
    revision = translating.hand_in(german, author=author())
    translating.change(german, teaser=NEW_TEASER)

    translating.approve(german, reviewer=reviewer())

    record = translating.record(german)
    assert record.made_from == noted(revision).made_from
    assert record.changed_places == ["teaser"]


# ---------------------------------------------------------------- whose words are in it


def test_everybody_who_wrote_since_the_last_publication_is_an_author(german: Any) -> None:
    row = written(german, user=author())
    save(row, user=roles.person("reviewer_ar"), title="Zweiter Titel")

    revision = save(row, user=roles.person("administrator"), teaser="Kurz.")

    assert authors(revision) == {"translator_ar", "reviewer_ar", "administrator"}
    assert publishing.author_ids(revision) == set(
        noted(revision).authors.values_list("pk", flat=True)
    )


def test_authors_of_what_is_public_already_are_none_of_the_next_text(german: Any) -> None:
    row = written(german, user=author())
    save(row, user=author(), publish=True)

    revision = save(row, user=reviewer(), title="Zweiter Titel")

    assert authors(revision) == {"reviewer_ar"}


def test_whoever_wrote_a_part_of_a_draft_is_asked_as_its_editor(german: Any) -> None:
    row = written(german, user=author())
    save(row, user=reviewer(), title="Zweiter Titel")

    last = moderation.is_last_editor(fresh(row), author())

    assert last
    assert not moderation.is_last_editor(fresh(row), roles.person("reviewer_ar", "zweite"))


def test_translators_of_single_sentences_are_all_authors(german: Any) -> None:
    translating.type_text(german, author=roles.person("translator_ar", "erste"))
    agency.save(german, TITLE, "neu", author="translator_ar")

    revision = drafts.hand_in(german, locale_id=site.locale("ar").pk, user=author())

    assert authors(revision) == {"erste", "translator_ar"}
    assert noted(revision).is_from_strings


# ---------------------------------------------------------------- who stands for it


def test_a_publication_without_review_has_nobody_who_stands_for_it(german: Any) -> None:
    publish(german)
    row = subjects.row_in(german, site.locale("ar").pk)

    save(row, user=roles.person("administrator"), title="ohne Prüfung", publish=True)

    record = translating.record(german)
    assert (record.checked_at, record.checked_by) == (None, None)


def test_an_approved_text_with_a_date_is_checked_when_it_goes_public_and_not_before(
    german: Any,
) -> None:
    row = written(german)
    save(row, publish=True)
    tomorrow = timezone.now() + timedelta(days=1)
    save(row, user=author(), title="Ab morgen", go_live_at=tomorrow)
    draft = fresh(row)
    draft.get_workflow().start(draft, author())
    case = fresh(row).current_workflow_state.current_task_state
    superuser = roles.person("superuser")

    case.task.specific.on_action(case, superuser, "approve")
    before = translating.record(german, "de-simple").checked_by
    with time_machine.travel(tomorrow + timedelta(hours=1), tick=False):
        scheduling.publish_due(timezone.now())

    assert fresh(row).title == "Ab morgen"
    assert (before, translating.record(german, "de-simple").checked_by) == (None, superuser)


def test_wishes_are_fulfilled_by_a_publication_in_that_language(german: Any) -> None:
    translating.wish(german, "ar")
    translating.wish(german, "uk")

    publish(german)

    open_wishes = TranslationWish.objects.filter(is_fulfilled=False)
    assert [wish.locale_id for wish in open_wishes] == [site.locale("uk").pk]


# ---------------------------------------------------------------- by machine or by a person


def machine_text(german: Any) -> Any:
    """Publish a text that nobody has checked; returns its row."""
    translating.type_text(german, is_machine=True)
    drafts.publish_without_review(
        german, locale_id=site.locale("ar").pk, user=roles.person("administrator")
    )
    return subjects.row_in(german, site.locale("ar").pk)


def test_one_word_in_the_ordinary_editor_makes_no_persons_text_of_a_machines(
    german: Any,
) -> None:
    row = machine_text(german)

    save(row, user=roles.person("administrator"), title="ein Wort", publish=True)

    assert translating.record(german).origin == MACHINE
    notice = translation.notice_for(fresh(row))
    assert notice is not None
    assert notice.is_machine


def test_a_machine_text_that_was_approved_stays_a_persons(german: Any) -> None:
    translating.type_text(german, is_machine=True)
    drafts.hand_in(german, locale_id=site.locale("ar").pk, user=author())
    translating.approve(german, reviewer=reviewer())
    row = subjects.row_in(german, site.locale("ar").pk)

    save(row, user=roles.person("administrator"), title="ein Wort", publish=True)

    assert translating.record(german).origin == PERSON


def test_a_draft_on_top_of_a_machine_draft_is_a_machines_still(german: Any) -> None:
    translating.type_text(german, is_machine=True)
    revision = drafts.hand_in(german, locale_id=site.locale("ar").pk, user=author())
    row = subjects.row_in(german, site.locale("ar").pk)

    newer = save(row, user=roles.person("administrator"), title="ein Wort")

    assert (noted(revision).origin, noted(newer).origin) == (MACHINE, MACHINE)


def test_what_a_machine_writes_after_the_hand_in_is_not_approved_with_it(german: Any) -> None:
    translating.hand_in(german, author=author())
    german = translating.change(german, teaser=NEW_TEASER)
    agency_key = ("teaser", segments.hash_of(NEW_TEASER))
    sentences.save(german, translating.record(german), {agency_key: "maschinell"}, is_machine=True)

    translating.approve(german, reviewer=reviewer())

    record = translating.record(german)
    assert (record.sentences_done, record.sentences_by_machine) == (4, 1)
    assert agency.typed(german)[NEW_TEASER].is_machine


def test_a_page_that_code_publishes_has_a_record(german: Any) -> None:
    row = german.copy_for_translation(site.locale("ar"))
    row.title = "خبر"
    row.save_revision().publish()

    record = translating.record(german)
    assert record.made_from["title"] == [segments.hash_of(TITLE)]
    assert (record.is_checked, record.changed_places) == (False, [])
