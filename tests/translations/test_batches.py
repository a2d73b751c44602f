"""Many pages at once, in the background: nothing is lost, nothing is done twice."""

from __future__ import annotations

import logging
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.core import scheduling
from home import benchmark
from news.models import NewsIndexPage, NewsPage
from tests.support import roles, site, translating
from translations import asking, batches, sources
from translations.batches import Item, Kind, State
from translations.models import TranslationBatch, TranslationRecord

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

TODAY = timezone.localdate()
DATABASE = {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}


@pytest.fixture
def page() -> Any:
    return site.page(live=True)


@pytest.fixture
def queue(settings: Any) -> None:
    """Let batches wait in the database for a worker."""
    settings.TASKS = {**settings.TASKS, "background": DATABASE}


def start(*pages: Any, codes: tuple[str, ...] = ("ar", "uk"), **fields: Any) -> TranslationBatch:
    return batches.start(
        kind=fields.pop("kind", Kind.REQUEST),
        keys=[page.translation_key for page in pages],
        locale_ids=[translating.locale_id(code) for code in codes],
        user=roles.person("moderator"),
        **fields,
    )


def work(batch: TranslationBatch) -> str:
    """Do what a worker does that has just been given the turn."""
    batch.refresh_from_db()
    return str(batches.work.call(batch.pk, batch.last_progress_at.isoformat()))


def progress(batch: TranslationBatch) -> batches.Progress:
    return batches.progress_of([batch.pk])[batch.pk]


def states_of(batch: TranslationBatch) -> list[str]:
    return list(batch.items.order_by("pk").values_list("state", flat=True))


# ---------------------------------------------------------------- asking for languages


def test_a_batch_asks_for_each_page_in_each_language_by_one_day(
    page: Any, django_capture_on_commit_callbacks: Any
) -> None:
    other = site.page(live=True, title="Noch eine", slug="noch-eine")
    day = TODAY + timedelta(days=14)

    with django_capture_on_commit_callbacks(execute=True):
        batch = start(page, other, page, needed_by=day)

    asked = TranslationRecord.objects.filter(is_needed=True, needed_by=day)
    assert asked.count() == 4
    assert progress(batch) == batches.Progress(done=4)


def test_a_batch_without_a_day_leaves_the_days_of_the_pages(page: Any, queue: None) -> None:
    own = TODAY + timedelta(days=3)
    asking.note_needed(page.translation_key, translating.locale_id("ar"), own)
    batch = start(page)

    assert work(batch) == "finished"

    days = [translating.record(page, code).needed_by for code in ("ar", "uk")]
    assert days == [own, None]


def test_what_is_there_and_up_to_date_is_skipped_with_a_reason(page: Any, queue: None) -> None:
    translating.published(
        page, author=roles.person("translator_ar"), reviewer=roles.person("reviewer_ar")
    )
    batch = start(page)

    work(batch)

    skipped = batch.items.get(state=State.SKIPPED)
    assert skipped.locale == site.locale("ar")
    assert skipped.message
    assert not translating.record(page).is_needed


def test_a_page_that_is_not_public_fails_with_a_reason_and_can_be_tried_again(
    page: Any, queue: None
) -> None:
    batch = start(page, codes=("ar",))
    page.unpublish()
    work(batch)
    assert batch.items.get().message
    assert states_of(batch) == [State.FAILED]

    page.save_revision().publish()
    assert batches.try_again(batch) == 1
    work(batch)

    assert states_of(batch) == [State.DONE]
    assert batch.items.get().message == ""


def test_trying_again_does_not_touch_what_has_not_failed(page: Any, queue: None) -> None:
    batch = start(page)
    work(batch)

    assert batches.try_again(batch) == 0
    assert states_of(batch) == [State.DONE, State.DONE]


# ---------------------------------------------------------------- one by one


@pytest.fixture
def fragile(monkeypatch: pytest.MonkeyPatch) -> dict[str, BaseException]:
    """Make items fail: the error for each language code."""
    errors: dict[str, BaseException] = {}

    def process(item: Item) -> None:
        TranslationRecord.objects.create(
            translation_key=item.translation_key, locale_id=item.locale_id, is_needed=True
        )
        if item.locale.language_code in errors:
            raise errors[item.locale.language_code]

    monkeypatch.setitem(batches.PROCESSORS, Kind.REQUEST, process)
    return errors


def test_one_item_that_fails_does_not_keep_the_others(
    page: Any, queue: None, fragile: dict[str, BaseException], caplog: pytest.LogCaptureFixture
) -> None:
    fragile["ar"] = ValidationError("Dieses Feld ist zu lang.")
    fragile["uk"] = RuntimeError("secret of the server")
    batch = start(page, codes=("ar", "uk", "en"))

    assert work(batch) == "finished"

    assert states_of(batch) == [State.FAILED, State.FAILED, State.DONE]
    messages = list(batch.items.order_by("pk").values_list("message", flat=True))
    assert messages[0] == "Dieses Feld ist zu lang."
    assert messages[1]
    assert "secret" not in messages[1]
    assert "secret of the server" in caplog.text
    # Half of what failed is not kept.
    assert TranslationRecord.objects.filter(translation_key=page.translation_key).count() == 1


def test_a_worker_that_dies_between_two_items_loses_neither(
    page: Any, queue: None, fragile: dict[str, BaseException]
) -> None:
    fragile["uk"] = SystemExit("killed")
    batch = start(page, codes=("ar", "uk", "en"))
    with pytest.raises(SystemExit):
        work(batch)
    assert states_of(batch) == [State.DONE, State.WAITING, State.WAITING]

    fragile.clear()
    DBTaskResult.objects.all().delete()
    assert batches.resume(timezone.now() + timedelta(minutes=1)) == 0
    assert batches.resume(timezone.now() + timedelta(minutes=3)) == 1
    (task,) = DBTaskResult.objects.all()
    batches.work.call(*task.args_kwargs["args"])

    assert states_of(batch) == [State.DONE] * 3
    assert TranslationRecord.objects.filter(translation_key=page.translation_key).count() == 3


def test_a_machine_may_be_silent_for_longer_before_it_is_given_up(
    page: Any, queue: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(batches.PROCESSORS, Kind.MACHINE, lambda item: None)
    start(page, kind=Kind.MACHINE)

    assert batches.resume(timezone.now() + timedelta(minutes=5)) == 0
    assert batches.resume(timezone.now() + timedelta(minutes=16)) == 1


def test_nobody_comes_for_a_batch_that_is_done(page: Any, queue: None) -> None:
    work(start(page))

    assert batches.resume(timezone.now() + timedelta(hours=1)) == 0


def test_whoever_comes_with_an_old_turn_does_nothing(page: Any, queue: None) -> None:
    batch = start(page)
    old = batch.last_progress_at.isoformat()
    batches.resume(timezone.now() + timedelta(minutes=3))

    assert batches.work.call(batch.pk, old) == "somebody else has the turn"
    assert states_of(batch) == [State.WAITING, State.WAITING]
    assert work(batch) == "finished"


def test_a_worker_stands_in_line_again_so_that_mails_get_through(
    page: Any, queue: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "LONGEST_TURN", -1.0)
    batch = start(page)
    DBTaskResult.objects.all().delete()

    assert work(batch) == "to be continued"

    (task,) = DBTaskResult.objects.all()
    assert states_of(batch) == [State.DONE, State.WAITING]
    assert batches.work.call(*task.args_kwargs["args"]) == "to be continued"
    assert states_of(batch) == [State.DONE, State.DONE]


def test_a_batch_of_a_kind_that_is_switched_off_says_so(
    page: Any, queue: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(batches.PROCESSORS, Kind.MACHINE, raising=False)
    batch = start(page, kind=Kind.MACHINE, codes=("ar",))

    work(batch)

    assert states_of(batch) == [State.FAILED]
    assert batch.items.get().message


def test_what_a_processor_says_of_an_item_is_kept(
    page: Any, queue: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(
        batches.PROCESSORS, Kind.MACHINE, lambda item: (State.SKIPPED, "Nichts fehlt.")
    )
    batch = start(page, kind=Kind.MACHINE, codes=("ar",))

    work(batch)

    item = batch.items.get()
    assert (item.state, item.message) == (State.SKIPPED, "Nichts fehlt.")


def test_a_machine_is_offered_only_where_one_is_set_up(settings: Any) -> None:
    settings.MACHINE_TRANSLATION_KIND = "off"
    without = batches.kinds_offered()
    settings.MACHINE_TRANSLATION_KIND = "deepl"

    assert without == [Kind.REQUEST]
    assert set(batches.kinds_offered()) <= {Kind.REQUEST, Kind.MACHINE}


# ---------------------------------------------------------------- afterwards


def test_a_batch_is_forgotten_after_three_months_unless_it_waits(page: Any, queue: None) -> None:
    done, waiting = start(page), start(page)
    work(done)
    old = timezone.now() - timedelta(days=91)
    TranslationBatch.objects.update(last_progress_at=old)

    batches.resume(timezone.now())

    assert list(TranslationBatch.objects.all()) == [waiting]


def test_the_scheduler_looks_every_minute() -> None:
    job = {each.name: each for each in scheduling.jobs()}["resume batches of translations"]

    assert job.every == timedelta(minutes=1)


def test_five_hundred_pages_are_asked_for_in_the_background(
    queue: None, caplog: pytest.LogCaptureFixture
) -> None:
    section = site.place_of(NewsPage)
    assert isinstance(section, NewsIndexPage)
    benchmark.grow(section, NewsPage, until=500)
    pages = list(NewsPage.objects.child_of(section))
    for page in pages:
        sources.remember(page)
    day = TODAY + timedelta(days=30)
    with caplog.at_level(logging.WARNING):
        batch = start(*pages, codes=("ar",), needed_by=day)
        assert progress(batch).waiting == 500
        turns = 0
        while not progress(batch).is_over:
            work(batch)
            turns += 1

    assert progress(batch) == batches.Progress(done=500)
    assert TranslationRecord.objects.filter(is_needed=True, needed_by=day).count() == 500
    assert turns < 10
    assert caplog.text == ""


def test_a_batch_of_pages_that_do_not_exist_ends_with_reasons(queue: None) -> None:
    batch = batches.start(
        kind=Kind.REQUEST,
        keys=[uuid.uuid4()],
        locale_ids=[translating.locale_id("ar")],
        user=None,
    )

    work(batch)

    assert states_of(batch) == [State.FAILED]
