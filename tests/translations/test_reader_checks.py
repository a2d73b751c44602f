"""Leichte Sprache is called so while the text is the one that a reader group has read."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import Page, Revision

from cms.core import translation
from cms.core.forms import SMALL_CORRECTION
from tests.support import roles, site, translating
from translations import reader_checks
from translations.models import TranslationRecord

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

GROUP = "Lesegruppe Nord"
DAY = date(2026, 11, 1)


@pytest.fixture
def easy() -> Any:
    """Return a public page in Leichte Sprache."""
    german = site.page(live=True, teaser="Ab Montag in der Lindenstraße.")
    row = german.copy_for_translation(site.locale("de-simple"))
    row.title = "Das Café ist jetzt wo anders"
    row.save_revision().publish()
    return fresh(row)


def fresh(row: Any) -> Any:
    return Page.objects.get(pk=row.pk).specific


def note(row: Any) -> None:
    reader_checks.note(row, group=GROUP, day=DAY, user=roles.person("administrator"))


def publish(row: Any, **fields: Any) -> Any:
    row = fresh(row)
    for name, value in fields.items():
        setattr(row, name, value)
    row.save_revision().publish()
    return fresh(row)


def checked(row: Any) -> tuple[str, date | None]:
    record = TranslationRecord.objects.get(
        translation_key=row.translation_key, locale_id=row.locale_id
    )
    return record.reader_group, record.reader_group_checked_on


def history(row: Any) -> list[str]:
    entries = registry.get_logs_for_instance(row).order_by("timestamp", "pk")
    return [each.action for each in entries if "reader_check" in each.action]


def test_a_check_is_kept_with_group_and_day(easy: Any) -> None:
    note(easy)

    assert checked(easy) == (GROUP, DAY)
    assert history(easy) == [reader_checks.CHECKED]


def test_readers_see_who_has_tested_the_text_and_before_that_a_draft(
    easy: Any, client: Client
) -> None:
    def notice() -> Any:
        found = BeautifulSoup(client.get(easy.url).content, "html.parser")
        return found.select_one(".c-translation-notice")

    before = notice()
    note(easy)
    after = notice()

    assert GROUP not in before.text
    assert "Entwurf" in before.text
    assert GROUP in after.text
    assert "Entwurf" not in after.text
    # The sign of Leichte Sprache stands only where somebody has tested it.
    assert before.select_one("svg") != after.select_one("svg")


def test_other_words_end_the_check(easy: Any) -> None:
    note(easy)

    publish(easy, title="Das Café ist weg")

    assert checked(easy) == ("", None)
    assert history(easy) == [reader_checks.CHECKED, reader_checks.ENDED]
    notice = translation.notice_for(fresh(easy))
    assert notice is not None
    assert notice.is_easy_language_draft


def test_the_same_words_published_again_keep_the_check(easy: Any) -> None:
    note(easy)

    publish(easy, show_in_menus=True)

    assert checked(easy) == (GROUP, DAY)


def test_a_draft_ends_no_check(easy: Any) -> None:
    note(easy)
    easy.title = "Nur ein Entwurf"

    easy.save_revision()

    assert checked(easy) == (GROUP, DAY)


def test_a_small_correction_carries_the_check_along(easy: Any) -> None:
    note(easy)

    publish(easy, title="Das Café ist jetzt woanders", remarks=(SMALL_CORRECTION,))

    assert checked(easy) == (GROUP, DAY)
    assert history(easy) == [reader_checks.CHECKED, reader_checks.CARRIED_ALONG]


def test_after_a_small_correction_the_corrected_text_is_the_checked_one(easy: Any) -> None:
    note(easy)
    publish(easy, title="Das Café ist jetzt woanders", remarks=(SMALL_CORRECTION,))

    publish(easy)
    kept = checked(easy)
    publish(easy, title="Das Café ist jetzt wo anders")

    assert kept == (GROUP, DAY)
    assert checked(easy) == ("", None)


def test_a_check_whose_text_is_not_known_any_more_ends_with_the_next_publication(
    easy: Any,
) -> None:
    note(easy)
    publish(easy, show_in_menus=True)
    Revision.objects.for_instance(easy).exclude(pk=fresh(easy).latest_revision_id).delete()

    publish(easy)

    assert checked(easy) == ("", None)


def test_a_draft_that_a_group_has_read_is_checked_when_it_goes_public() -> None:
    german = site.page(live=True)
    row = german.copy_for_translation(site.locale("de-simple"))
    row.title = "Leichter Titel"
    revision = row.save_revision()
    note(fresh(row))

    revision.publish()

    assert checked(row) == (GROUP, DAY)


def test_a_german_page_that_comes_back_brings_the_check_back(easy: Any) -> None:
    note(easy)
    german = Page.objects.get(
        translation_key=easy.translation_key, locale=site.locale("de")
    ).specific

    german.unpublish()
    gone = fresh(easy).live
    translating.change(german)

    assert (gone, fresh(easy).live) == (False, True)
    assert checked(easy) == (GROUP, DAY)


def test_a_check_can_be_taken_back(easy: Any) -> None:
    note(easy)

    reader_checks.take_away(easy, user=roles.person("administrator"))

    assert checked(easy) == ("", None)
    assert history(easy) == [reader_checks.CHECKED, reader_checks.ENDED]


@pytest.mark.parametrize(
    ("group", "days"), [("", 0), ("  ", 0), (GROUP, 1)], ids=["nobody", "blank", "tomorrow"]
)
def test_a_check_needs_a_group_and_a_day_that_has_come(easy: Any, group: str, days: int) -> None:
    day = timezone.localdate() + timedelta(days=days)

    with pytest.raises(ValidationError):
        reader_checks.note(easy, group=group, day=day, user=roles.person("administrator"))

    assert checked(easy) == ("", None)


def test_no_other_language_is_checked_by_reader_groups() -> None:
    row = site.translated(site.page(live=True), "ar")

    with pytest.raises(ValidationError):
        note(row)
