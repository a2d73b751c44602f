"""What happens by itself: on time, one by one, and whatever else goes wrong."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.utils import timezone
from wagtail.models import Page, PageLogEntry
from wagtail.signals import page_published, page_unpublished

from cms.core import content_version, scheduling
from cms.core.management.commands import run_schedule
from cms.core.models import JobRun, Topic
from news.models import NewsPage
from tests.factories import pages

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def poison() -> Iterator[set[int]]:
    """Make receivers fail for the pages of these ids."""
    ids: set[int] = set()

    def fail(instance: Any, **kwargs: Any) -> None:
        if instance.pk in ids:
            raise RuntimeError("the cache cannot be reached")

    for signal in (page_published, page_unpublished):
        signal.connect(fail, dispatch_uid="test: poison")
    yield ids
    for signal in (page_published, page_unpublished):
        signal.disconnect(dispatch_uid="test: poison")


@pytest.fixture
def only_jobs(monkeypatch: pytest.MonkeyPatch) -> dict[str, scheduling.Job]:
    jobs: dict[str, scheduling.Job] = {}
    monkeypatch.setattr(scheduling, "_jobs", jobs)
    return jobs


def expired_page() -> NewsPage:
    page = pages.news()
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - MINUTE)
    return page


def scheduled_page() -> NewsPage:
    page = pages.news(live=False)
    page.go_live_at = timezone.now() + MINUTE
    page.save_revision().publish()
    return page


def publish_later() -> list[scheduling.Outcome]:
    """Do what the scheduler does two minutes from now."""
    with time_machine.travel(timezone.now() + 2 * MINUTE):
        return scheduling.publish_due(timezone.now())


def live_ids() -> set[int]:
    return set(Page.objects.live().values_list("pk", flat=True))


def test_page_appears_and_expires_on_its_day() -> None:
    coming, going = scheduled_page(), expired_page()
    assert coming.pk not in live_ids()

    outcomes = publish_later()

    assert [(each.action, each.is_done) for each in outcomes] == [
        ("publish", True),
        ("expire", True),
    ]
    assert coming.pk in live_ids()
    assert going.pk not in live_ids()
    assert Page.objects.get(pk=going.pk).expired


def test_page_whose_time_has_not_come_stays_as_it_is() -> None:
    coming, staying = scheduled_page(), pages.news()

    assert scheduling.publish_due(timezone.now()) == []
    assert coming.pk not in live_ids()
    assert staying.pk in live_ids()


def test_one_page_that_fails_does_not_keep_the_others(
    poison: set[int], caplog: pytest.LogCaptureFixture
) -> None:
    going = [expired_page() for _ in range(3)]
    coming = [scheduled_page() for _ in range(3)]
    poison |= {going[0].pk, coming[0].pk}
    entries = PageLogEntry.objects.filter(page__in=poison).count()

    outcomes = publish_later()

    assert sorted(each.is_done for each in outcomes) == [False] * 2 + [True] * 4
    assert live_ids() >= {going[0].pk, *(page.pk for page in coming[1:])}
    assert not live_ids() & {coming[0].pk, *(page.pk for page in going[1:])}
    assert PageLogEntry.objects.filter(page__in=poison).count() == entries
    assert caplog.text.count("the next run tries again") == 2


def test_page_that_failed_is_tried_again(poison: set[int]) -> None:
    page = expired_page()
    poison.add(page.pk)
    scheduling.publish_due(timezone.now())

    poison.clear()
    scheduling.publish_due(timezone.now())

    assert page.pk not in live_ids()


def test_second_run_changes_nothing() -> None:
    expired_page()
    scheduled_page()
    publish_later()
    entries = PageLogEntry.objects.count()

    assert publish_later() == []
    assert PageLogEntry.objects.count() == entries


def test_page_renewed_as_it_expires_is_never_away() -> None:
    page = expired_page()
    page.expire_at = timezone.now() + timedelta(days=30)
    revision = page.save_revision()
    revision.approved_go_live_at = timezone.now() - MINUTE
    revision.save()

    scheduling.publish_due(timezone.now())

    assert page.pk in live_ids()
    assert not PageLogEntry.objects.filter(
        page=page.pk, action="wagtail.unpublish.scheduled"
    ).exists()


def test_records_appear_and_expire_like_pages() -> None:
    coming, going = pages.topic(live=False), pages.topic()
    coming.go_live_at = timezone.now() + MINUTE
    coming.save_revision().publish()
    Topic.objects.filter(pk=going.pk).update(expire_at=timezone.now() - MINUTE)

    publish_later()

    assert Topic.objects.get(pk=coming.pk).live
    assert not Topic.objects.get(pk=going.pk).live


def test_command_says_line_by_line_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    page = expired_page()

    call_command("publish_due")

    assert capsys.readouterr().out == f"expire wagtailcore.page {page.pk}: done\n"


def test_command_fails_when_something_failed(
    poison: set[int], capsys: pytest.CaptureFixture[str]
) -> None:
    poison.add(expired_page().pk)
    expired_page()

    with pytest.raises(CommandError, match="Failed: 1 of 2"):
        call_command("publish_due")

    assert "FAILED" in capsys.readouterr().out


# ---------------------------------------------------------------- regular jobs


def test_job_runs_when_its_interval_has_passed(only_jobs: dict[str, scheduling.Job]) -> None:
    runs: list[datetime] = []
    scheduling.register("test", every=10 * MINUTE, run=runs.append)
    now = timezone.now()

    for minutes in (0, 1, 9, 10, 11, 20):
        scheduling.run_due_jobs(now + minutes * MINUTE)

    assert [(each - now) // MINUTE for each in runs] == [0, 10, 20]


def test_second_scheduler_finds_the_job_taken(only_jobs: dict[str, scheduling.Job]) -> None:
    runs: list[datetime] = []
    scheduling.register("test", every=MINUTE, run=runs.append)
    now = timezone.now()

    scheduling.run_due_jobs(now)
    scheduling.run_due_jobs(now)

    assert len(runs) == 1


def test_job_that_raises_stops_only_itself(
    only_jobs: dict[str, scheduling.Job], caplog: pytest.LogCaptureFixture
) -> None:
    runs: list[datetime] = []

    def fail(now: datetime) -> None:
        raise RuntimeError("broken")

    scheduling.register("broken", every=MINUTE, run=fail)
    scheduling.register("sound", every=MINUTE, run=runs.append)

    outcomes = scheduling.run_due_jobs(timezone.now())

    assert [each.is_done for each in outcomes] == [False, True]
    assert len(runs) == 1
    assert "broken" in caplog.text
    assert scheduling.last_run("sound")
    assert scheduling.last_run("broken") is None
    assert JobRun.objects.get(name="broken").last_failed_at


def test_clock_put_back_does_not_stop_a_job(only_jobs: dict[str, scheduling.Job]) -> None:
    runs: list[datetime] = []
    scheduling.register("test", every=MINUTE, run=runs.append)
    scheduling.run_due_jobs(timezone.now() + timedelta(hours=1))

    scheduling.run_due_jobs(timezone.now())

    assert len(runs) == 2


def test_job_is_no_change_of_content(only_jobs: dict[str, scheduling.Job]) -> None:
    token = content_version.current_token()
    scheduling.register("test", every=MINUTE, run=lambda now: None)

    scheduling.run_due_jobs(timezone.now())

    assert content_version.current_token() == token


def test_pages_and_mails_are_among_the_jobs() -> None:
    assert {"publish and expire", "tidy mails", "report orphan files"} <= {
        job.name for job in scheduling.jobs()
    }


def test_scheduler_does_one_round_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    page = expired_page()

    call_command("run_schedule", once=True)

    assert page.pk not in live_ids()
    assert "run publish and expire: done" in capsys.readouterr().out


def test_scheduler_survives_a_database_that_went_away(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    closed: list[bool] = []

    def fail(now: datetime) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(scheduling, "run_due_jobs", fail)
    monkeypatch.setattr(run_schedule, "close_old_connections", lambda: None)
    monkeypatch.setattr(run_schedule.connections, "close_all", lambda: closed.append(True))

    run_schedule.Command().round()

    assert closed == [True]
    assert "the next one tries again" in caplog.text
    assert connection.is_usable()


def test_scheduler_stops_when_it_is_told(
    monkeypatch: pytest.MonkeyPatch, only_jobs: dict[str, scheduling.Job]
) -> None:
    command = run_schedule.Command()
    rounds: list[int] = []

    def one_round() -> None:
        rounds.append(1)
        command.stopped.set()

    monkeypatch.setattr(command, "round", one_round)
    monkeypatch.setattr(run_schedule.signal, "signal", lambda *_: None)

    command.handle(once=False)

    assert rounds == [1]
