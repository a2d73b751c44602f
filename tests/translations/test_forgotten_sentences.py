"""Sentences that nothing says any more are forgotten; those that something needs are kept."""

from __future__ import annotations

import uuid

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import String, StringTranslation, TranslationContext

from tests.support import roles, site
from translations import checking, drafts, segments, sentences
from translations.models import SourceText, TranslationRecord

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


def sentence(text: str) -> String:
    return String.objects.create(
        locale=site.locale("de"), data=text, data_hash=uuid.UUID(segments.hash_of(text))
    )


def kept(*rows: String) -> list[bool]:
    segments.forget_unused_strings()
    return [String.objects.filter(pk=row.pk).exists() for row in rows]


def test_a_sentence_that_nothing_says_is_forgotten() -> None:
    assert kept(sentence("Das sagt niemand.")) == [False]


def test_the_nightly_check_forgets() -> None:
    row = sentence("Das sagt auch niemand.")

    checking.run_nightly(timezone.now())

    assert not String.objects.filter(pk=row.pk).exists()


def test_more_sentences_than_go_into_one_statement_are_forgotten() -> None:
    rows = [sentence(f"Satz {number}.") for number in range(segments.FORGOTTEN_AT_ONCE + 1)]

    assert kept(*rows) == [False] * len(rows)


def test_what_german_texts_say_and_translations_answer_is_kept() -> None:
    said, answered = sentence("Das steht da."), sentence("Das stand da.")
    SourceText.objects.create(
        translation_key=uuid.uuid4(),
        content_type=ContentType.objects.get_for_model(Page),
        strings={"title": [str(said.data_hash)]},
    )
    TranslationRecord.objects.create(
        translation_key=uuid.uuid4(),
        locale=site.locale("ar"),
        made_from={"title": [str(answered.data_hash)]},
    )

    assert kept(said, answered) == [True, True]


def test_what_somebody_has_translated_is_kept() -> None:
    page = site.page(title="Das Fest fällt aus", live=True)
    author = roles.person("translator_ar")
    locale = site.locale("ar")
    (segment,) = (each for each in segments.segments_of(page) if each.place == "title")
    record = drafts.prepare(page, locale.pk)
    sentences.save(page, record, {("title", segment.hash): "أُلغي الحفل"}, author=author)
    row = String.objects.get(data_hash=uuid.UUID(segment.hash))
    SourceText.objects.all().delete()
    assert StringTranslation.objects.filter(translation_of=row).exists()

    assert kept(row) == [True]
    assert TranslationContext.objects.exists()
