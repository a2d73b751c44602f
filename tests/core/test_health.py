"""Whether the site lives and whether it can work, told to machines and to nobody's harm."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.core.mail import EmailMessage
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.core import health, scheduling
from cms.core.models import ContentVersion, JobRun

pytestmark = pytest.mark.django_db


class Usage(NamedTuple):
    """What shutil.disk_usage returns."""

    total: int
    used: int
    free: int


@pytest.fixture(autouse=True)
def _sound_machine(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(health.shutil, "disk_usage", lambda path: Usage(100, 50, 50))
    now = timezone.now()
    JobRun.objects.update_or_create(name=scheduling.PUBLISH_JOB, defaults={"last_finished_at": now})


def finding(client: Client, name: str) -> tuple[int, str]:
    response = client.get("/readyz")
    assert response["Cache-Control"].startswith("max-age=0")
    return response.status_code, response.json()["checks"][name]


def test_process_says_that_it_lives(client: Client) -> None:
    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"alive": True})
    assert not response.cookies


def test_process_lives_without_a_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise OperationalError

    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", fail)

    assert client.get("/healthz").status_code == 200


def test_sound_machine_is_ready(client: Client) -> None:
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {"ready": True, "checks": dict.fromkeys(health.CHECKS, "ok")}
    assert not response.cookies


def test_question_changes_nothing(client: Client, tmp_path: Path) -> None:
    ContentVersion.objects.update_or_create(pk=ContentVersion.ONLY, defaults={"token": "before"})

    client.get("/readyz")

    assert ContentVersion.objects.get().token == "before"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_broken_database_is_told_without_its_message(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise OperationalError("connection to 192.0.2.1 failed for user canary")

    monkeypatch.setitem(health.CHECKS, "database", fail)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["checks"]["database"] == "failed"
    assert b"canary" not in response.content
    assert "canary" in caplog.text


def test_old_database_is_not_ready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_: ["a migration"])

    assert finding(client, "migrations") == (503, "the database is older than the program")


def test_media_folder_that_cannot_be_written_is_not_ready(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    settings.MEDIA_ROOT = tmp_path / "file"

    assert finding(client, "media") == (503, "failed")


def test_full_disk_is_not_ready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health.shutil, "disk_usage", lambda path: Usage(100, 95, 5))

    assert finding(client, "disk") == (503, "the disk is nearly full")


@pytest.mark.parametrize("minutes", [None, 11])
def test_scheduler_that_stands_still_is_not_ready(client: Client, minutes: int | None) -> None:
    last = timezone.now() - timedelta(minutes=minutes) if minutes else None
    JobRun.objects.update(last_finished_at=last)

    status, text = finding(client, "scheduler")

    assert status == 503
    assert "scheduler" in text


@pytest.mark.parametrize(("minutes", "is_ready"), [(1, True), (16, False)])
def test_mails_that_wait_too_long_are_not_ready(
    minutes: int, is_ready: bool, client: Client, settings: Any
) -> None:
    settings.TASKS_BACKEND = "database"
    settings.TASKS = {
        **settings.TASKS,
        "background": {
            "BACKEND": "django_tasks_db.DatabaseBackend",
            "QUEUES": ["default", "mail"],
        },
    }
    settings.EMAIL_BACKEND = "cms.core.mail.QueueBackend"
    EmailMessage("Grüße", "Text", to=["canary@example.org"]).send()
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(minutes=minutes))

    status, text = finding(client, "mails")

    assert (status == 200, text == "ok") == (is_ready, is_ready)
    assert b"canary" not in client.get("/readyz").content


def test_health_is_only_asked_not_told(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
    assert client.post("/readyz").status_code == 405
