"""Whether what is known about translations is true: found every night, put right where possible."""

from __future__ import annotations

import uuid
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from cms.core import scheduling
from news.models import NewsPage
from tests.factories import pages
from tests.support import roles, site, translating
from translations import checking, subjects
from translations.models import SourceText, TranslatedRevision, TranslationRecord

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


@pytest.fixture
def page() -> Any:
    page = site.page(live=True, teaser="Montag.")
    translating.published(
        page, author=roles.person("translator_ar"), reviewer=roles.person("reviewer_ar")
    )
    return page


def findings(*, repair: bool = True) -> list[checking.Finding]:
    return list(checking.check(repair=repair))


def run(*arguments: str) -> str:
    said = StringIO()
    call_command("check_translations", *arguments, stdout=said)
    return said.getvalue()


def test_a_site_in_order_has_no_findings(page: Any) -> None:
    pages.topic(label="Wohnen")

    assert findings() == []
    assert "0" in run()


def test_a_text_changed_past_the_signals_is_noticed_with_its_translations(page: Any) -> None:
    NewsPage.objects.filter(pk=page.pk).update(teaser="Dienstag, und zwar immer.")

    found = findings()

    assert [each.is_repaired for each in found] == [True]
    assert page.title in found[0].text
    state = translating.state(page)
    assert (state.kind, state.changed_places) == ("outdated", ("teaser",))
    assert findings() == []


def test_a_text_that_was_never_remembered_is(page: Any) -> None:
    SourceText.objects.filter(pk=page.translation_key).delete()

    assert [each.is_repaired for each in findings()] == [True]
    assert translating.state(page).sentences == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"changed_places": ["teaser"], "source_changed_at": timezone.now()},
        {"changed_places": ["teaser"]},
        {"sentences_done": 77},
    ],
)
def test_wrong_marks_and_counts_are_put_right(page: Any, wrong: dict[str, Any]) -> None:
    TranslationRecord.objects.filter(translation_key=page.translation_key).update(**wrong)

    assert [each.is_repaired for each in findings()] == [True]
    record = translating.record(page)
    assert (record.changed_places, record.source_changed_at) == ([], None)
    assert record.sentences_done == 2
    assert findings() == []


def test_a_mark_that_is_missing_is_set(page: Any) -> None:
    translating.change(page, teaser="Dienstag.")
    TranslationRecord.objects.filter(translation_key=page.translation_key).update(
        changed_places=[], source_changed_at=None
    )

    findings()

    assert translating.state(page).kind == "outdated"


def test_counted_words_are_counted_anew(page: Any) -> None:
    SourceText.objects.filter(pk=page.translation_key).update(words=1, sentences=99)

    assert [each.is_repaired for each in findings()] == [True]
    assert SourceText.objects.get(pk=page.translation_key).sentences == 2


def test_an_upgrade_that_takes_texts_apart_in_another_way_makes_nothing_outdated(
    page: Any,
) -> None:
    """What was text for the version before, such as the name of a sign, is none any more."""
    no_text = {"body.1.icon": ["00000000-0000-0000-0000-000000000000"]}
    source = SourceText.objects.get(pk=page.translation_key)
    record = translating.record(page)
    revision = TranslatedRevision.objects.filter(record=record).latest("pk")
    for each, name in ((source, "strings"), (record, "made_from"), (revision, "made_from")):
        setattr(each, name, {**getattr(each, name), **no_text})
        each.save()

    found = findings()

    assert [each.is_repaired for each in found] == [True]
    assert translating.state(page).kind == "checked"
    assert "body.1.icon" not in translating.record(page).made_from
    assert "body.1.icon" not in TranslatedRevision.objects.get(pk=revision.pk).made_from
    assert findings() == []


def test_a_dry_run_changes_nothing(page: Any) -> None:
    NewsPage.objects.filter(pk=page.pk).update(teaser="Dienstag.")
    TranslationRecord.objects.filter(translation_key=page.translation_key).update(sentences_done=77)
    before = SourceText.objects.get(pk=page.translation_key).strings

    with pytest.raises(CommandError):
        run("--dry-run")

    assert SourceText.objects.get(pk=page.translation_key).strings == before
    assert translating.record(page).sentences_done == 77
    assert translating.state(page).kind == "checked"


def test_the_command_says_line_by_line_what_it_put_right(page: Any) -> None:
    NewsPage.objects.filter(pk=page.pk).update(teaser="Dienstag.")

    said = run()

    assert page.title in said.splitlines()[0]
    assert "1" in said.splitlines()[-1]


# ---------------------------------------------------------------- what a person has to look at


def test_a_translation_without_a_german_original_is_named(page: Any) -> None:
    arabic = subjects.row_in(page, translating.locale_id("ar"))
    Page.objects.filter(pk=arabic.pk).update(translation_key=uuid.uuid4())

    found = [each for each in findings() if not each.is_repaired]

    assert len(found) == 1
    assert str(arabic.pk) in found[0].text


def test_what_is_known_of_a_german_text_that_is_gone_is_named(page: Any) -> None:
    gone = uuid.uuid4()
    TranslationRecord.objects.create(translation_key=gone, locale=site.locale("ar"))

    with pytest.raises(CommandError, match="1"):
        run()

    assert str(gone) in " ".join(each.text for each in findings())


def test_two_sources_of_one_text_are_named(page: Any) -> None:
    source = TranslationSource.objects.get(object_id=page.translation_key)
    source.pk, source.locale = None, site.locale("uk")
    TranslationSource.objects.bulk_create([source])

    found = findings()

    assert [each.is_repaired for each in found] == [False]
    assert str(page.translation_key) in found[0].text


def test_a_broken_tree_is_named(page: Any) -> None:
    Page.objects.filter(pk=page.get_parent().pk).update(numchild=77)

    found = findings()

    assert [each.is_repaired for each in found] == [False]
    assert str(page.get_parent().pk) in found[0].text


def test_a_german_page_that_is_not_public_is_no_orphan(page: Any) -> None:
    page.unpublish()

    assert findings() == []


# ---------------------------------------------------------------- every night


def test_the_scheduler_looks_once_a_day_and_writes_it_down(
    page: Any, caplog: pytest.LogCaptureFixture
) -> None:
    NewsPage.objects.filter(pk=page.pk).update(teaser="Dienstag.")
    TranslationRecord.objects.create(translation_key=uuid.uuid4(), locale=site.locale("ar"))
    job = {each.name: each for each in scheduling.jobs()}["check translations"]

    job.run(timezone.now())

    assert job.every == timedelta(days=1)
    assert sorted(each.levelname for each in caplog.records) == ["ERROR", "WARNING"]
