"""Readers are told how a translation was made, and never more than is known."""

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction
from django.utils import timezone

from cms.core import translation
from tests.factories import pages, tree
from translations.models import TranslationRecord

pytestmark = pytest.mark.django_db


def record(page, **fields) -> TranslationRecord:
    found, _made = TranslationRecord.objects.update_or_create(
        translation_key=page.translation_key, locale=page.locale, defaults=fields
    )
    return found


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


PARAGRAPH = "6f4c2f0e-0000-4000-8000-000000000001"
OTHER = "6f4c2f0e-0000-4000-8000-000000000002"


def body(**texts):
    return [
        {"type": "paragraph", "id": name.replace("_", "-"), "value": f"<p>{text}</p>"}
        for name, text in texts.items()
    ]


def story(first="Eins.", second="Zwei.", **more):
    return body(**{PARAGRAPH.replace("-", "_"): first, OTHER.replace("-", "_"): second}, **more)


def translated(german):
    return tree.translate(german, "ar", title="خبر", body=story("واحد.", "اثنان."))


def republish(page, text):
    page.body = text
    page.save_revision().publish()


def test_a_changed_german_paragraph_is_marked_in_the_old_translation(client, world):
    german = pages.news(body=story())
    page = translated(german)
    republish(german, story(second="Zwei, ganz anders."))

    soup = BeautifulSoup(client.get(page.url).content, "html.parser")

    marked = [each.find_all("p")[-1].get_text(strip=True) for each in soup.select(".c-outdated")]
    notice = translation.notice_for(page)
    assert marked == ["اثنان."]
    assert (notice.is_outdated, notice.has_new_german) == (True, False)


def test_a_new_german_paragraph_is_said_to_be_missing(world):
    german = pages.news(body=story())
    page = translated(german)
    republish(german, [*story(), *body(neu="Drei.")])

    notice = translation.notice_for(page)

    assert (notice.is_outdated, notice.has_new_german) == (True, True)


def test_nothing_is_marked_once_the_german_text_is_the_old_one_again(client, world):
    german = pages.news(body=story())
    page = translated(german)
    republish(german, story(second="Vertippt."))
    republish(german, story())

    assert translation.notice_for(page) is None
    assert "c-outdated" not in client.get(page.url).content.decode()


def test_a_small_correction_marks_nothing(world):
    german = pages.news(body=story(second="Zwie."))
    page = translated(german)
    german.remarks = ("is_small_correction",)
    republish(german, story(second="Zwei."))

    assert translation.notice_for(page) is None


def test_a_small_correction_does_not_hide_an_earlier_change(world):
    german = pages.news(body=story(second="Zwie."))
    page = translated(german)
    republish(german, story(first="Ganz neu.", second="Zwie."))
    german.remarks = ("is_small_correction",)
    republish(german, story(first="Ganz neu.", second="Zwei."))

    assert translation.notice_for(page).changed_blocks == {PARAGRAPH}
