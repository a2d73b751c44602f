"""Readers are told how a translation was made, and never more than is known."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cms.core import translation
from tests.factories import pages, tree
from translations.models import TranslationRecord

pytestmark = pytest.mark.django_db


def record(page, **fields) -> TranslationRecord:
    return TranslationRecord.objects.create(
        translation_key=page.translation_key, locale=page.locale, **fields
    )


def test_a_german_page_has_no_notice():
    assert translation.notice_for(pages.news()) is None


def test_a_machine_draft_says_so():
    page = tree.translate(pages.news(), "ar", title="خبر")
    record(page, origin=TranslationRecord.Origin.MACHINE)

    assert translation.notice_for(page).is_machine


def test_the_label_leaves_when_a_person_has_checked(django_user_model):
    page = tree.translate(pages.news(), "ar", title="خبر")
    checker = django_user_model.objects.create(username="lina", first_name="Lina")
    record(
        page,
        origin=TranslationRecord.Origin.MACHINE,
        checked_at=timezone.now(),
        checked_by=checker,
    )

    notice = translation.notice_for(page)

    assert (notice.is_machine, notice.checked_by) == (False, "Lina")


def test_leichte_sprache_is_a_draft_until_a_reader_group_has_checked_it():
    page = tree.translate(pages.news(), "de-simple", title="Neu")

    before = translation.notice_for(page).is_easy_language_draft
    record(page, reader_group="Lesegruppe Nord", reader_group_checked_on=timezone.localdate())
    after = translation.notice_for(page).is_easy_language_draft

    assert (before, after) == (True, False)


def test_a_reader_check_needs_group_and_day():
    page = tree.translate(pages.news(), "de-simple", title="Neu")

    with pytest.raises(IntegrityError), transaction.atomic():
        record(page, reader_group="Lesegruppe Nord")


def test_nothing_is_claimed_about_a_translation_without_a_record():
    page = tree.translate(pages.news(), "ar", title="خبر")

    assert translation.notice_for(page) is None
