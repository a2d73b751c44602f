"""What is known about translations stays right, whatever door a change came through."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import published, unpublished

from cms.core import scheduling
from cms.core.models import Topic
from news.models import NewsPage
from tests.factories import tree
from tests.support import roles, site
from translations import signal_handlers, sources
from translations.models import SourceText, TranslatedRevision, TranslationRecord

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


def record_of(german: Any) -> TranslationRecord | None:
    return TranslationRecord.objects.filter(
        translation_key=german.translation_key, locale=site.locale("ar")
    ).first()


def text_of(german: Any) -> SourceText | None:
    return SourceText.objects.filter(pk=german.translation_key).first()


def test_a_draft_is_no_german_text_and_a_published_page_is() -> None:
    page = site.page(title="Ein Fest")
    before = text_of(page)

    page.get_latest_revision().publish()

    after = text_of(page)
    assert before is None
    assert after is not None
    assert after.sentences == 1


def test_a_page_counts_from_the_day_on_which_it_is_public() -> None:
    page = site.page(title="Ein Fest")
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    before = text_of(page)

    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        scheduling.publish_due(timezone.now())

    assert (before, text_of(page) is None) == (None, False)


def test_rows_that_code_puts_before_the_public_are_noticed() -> None:
    topic = Topic.objects.create(code="health", label="Gesundheit", locale=site.locale("de"))
    arabic = topic.copy_for_translation(site.locale("ar"))
    arabic.save()

    record = record_of(topic)
    assert text_of(topic) is not None
    assert record is not None
    assert record.made_from == sources.current_strings(topic.translation_key)


def test_rows_from_a_fixture_are_left_to_the_fixture() -> None:
    topic = Topic(code="health", label="Gesundheit", locale=site.locale("de"))

    topic.save_base(raw=True)

    assert text_of(topic) is None


def test_a_draft_notes_what_it_was_made_from() -> None:
    page = site.page(title="Ein Fest", live=True)

    arabic = site.translated(page, "ar", author=roles.person("translator_ar"))

    noted = TranslatedRevision.objects.get(revision=arabic.latest_revision)
    assert noted.made_from == sources.current_strings(page.translation_key)
    assert [author.username for author in noted.authors.all()] == ["translator_ar"]


def test_who_approves_stands_for_the_text(django_capture_on_commit_callbacks: Any) -> None:
    page = site.page(title="Ein Fest", live=True)
    author, reviewer = roles.person("translator_ar"), roles.person("reviewer_ar")
    arabic = site.translated(page, "ar", author=author)
    case = site.hand_in(arabic, author=author).current_task_state

    with django_capture_on_commit_callbacks(execute=True):
        case.task.specific.on_action(case, user=reviewer, action_name="approve")

    record = record_of(page)
    assert record is not None
    assert record.checked_by == reviewer


def test_a_publication_without_review_is_checked_by_nobody() -> None:
    page = site.page(title="Ein Fest", live=True)
    tree.translate(page, "ar", title="حفلة")
    TranslationRecord.objects.update(checked_at=timezone.now())

    arabic = page.get_translation(site.locale("ar"))
    arabic.save_revision().publish()

    record = record_of(page)
    assert record is not None
    assert record.checked_at is None


def test_a_page_is_known_by_its_type_even_where_wagtail_forgets_it() -> None:
    page = site.page(title="Ein Fest", live=True)
    tree.translate(page, "ar", title="حفلة")

    unpublished.send(sender=Page, instance=Page.objects.get(pk=page.pk))
    still_public = NewsPage.objects.filter(translation_key=page.translation_key, live=True).count()
    Page.objects.get(pk=page.pk).unpublish()

    public = NewsPage.objects.filter(translation_key=page.translation_key, live=True).count()
    # The first was a page that is about to be deleted, as Wagtail tells it.
    assert (still_public, public) == (2, 0)


def test_listening_twice_hears_once() -> None:
    signals = (published, unpublished, post_save, post_delete)
    before = [len(signal.receivers) for signal in signals]

    signal_handlers.connect()

    assert [len(signal.receivers) for signal in signals] == before
