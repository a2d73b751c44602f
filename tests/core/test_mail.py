"""Mail goes through the queue: stored with what caused it, delivered later, never twice new."""

from __future__ import annotations

import smtplib
import socket
from datetime import timedelta
from email.mime.image import MIMEImage
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AbstractUser
from django.core import mail as django_mail
from django.core.mail import BadHeaderError, EmailMessage, EmailMultiAlternatives, send_mail
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from cms.core import mail
from tests.support import files

pytestmark = pytest.mark.django_db

DATABASE = {
    "BACKEND": "django_tasks_db.DatabaseBackend",
    "QUEUES": ["default", "mail"],
}


@pytest.fixture(autouse=True)
def queue(settings: Any) -> None:
    settings.EMAIL_BACKEND = "cms.core.mail.QueueBackend"
    settings.TASKS = {**settings.TASKS, "background": DATABASE}
    settings.TASKS_BACKEND = "database"


def message(**fields: Any) -> EmailMultiAlternatives:
    fields = {"subject": "Grüße", "body": "Guten Tag", "to": ["a@example.org"], **fields}
    return EmailMultiAlternatives(**fields)


def work() -> None:
    """Do what the worker does, until nothing is due."""
    worker = Worker(
        queue_names=["mail"],
        interval=0,
        batch=True,
        backend_name="background",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
        excluded_queue_names=[],
    )
    while row := DBTaskResult.objects.ready().filter(backend_name="background").first():
        row.claim(worker.worker_id)
        worker.run_task(row)


def waiting() -> list[DBTaskResult]:
    return list(DBTaskResult.objects.filter(status=TaskResultStatus.READY))


@pytest.fixture
def failing_server(monkeypatch: pytest.MonkeyPatch) -> list[Exception]:
    failures: list[Exception] = []

    def send(self: Any, messages: Any) -> int:
        if failures:
            raise failures[0]
        django_mail.outbox.extend(messages)
        return len(messages)

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", send)
    return failures


def test_message_arrives_as_it_was_written() -> None:
    written = message(
        cc=["c@example.org"], bcc=["b@example.org"], reply_to=["r@example.org"],
        from_email="Brücke <s@example.org>", headers={"List-Id": "<brief.example.org>"},
    )  # fmt: skip
    written.attach_alternative("<p>Guten Tag</p>", "text/html")
    written.attach("termin.ics", "BEGIN:VCALENDAR", "text/calendar")
    written.attach("heft.pdf", files.pdf(), "application/pdf")
    picture = MIMEImage(files.picture("PNG"))
    picture.add_header("Content-ID", "<logo>")
    written.attach(picture)

    written.send()
    work()

    arrived = django_mail.outbox[0]
    assert isinstance(arrived, EmailMultiAlternatives)
    for name in ("subject", "body", "from_email", "to", "cc", "bcc", "reply_to"):
        assert getattr(arrived, name) == getattr(written, name)
    assert arrived.extra_headers["List-Id"] == "<brief.example.org>"
    assert arrived.alternatives == [("<p>Guten Tag</p>", "text/html")]
    assert tuple(arrived.attachments[0]) == ("termin.ics", "BEGIN:VCALENDAR", "text/calendar")
    assert tuple(arrived.attachments[1]) == ("heft.pdf", files.pdf(), "application/pdf")
    parts = list(arrived.message().walk())
    logo = next(part for part in parts if part["Content-ID"] == "<logo>")
    assert logo.get_payload(decode=True) == files.picture("PNG")


def test_mail_of_a_change_that_is_taken_back_is_never_sent() -> None:
    with transaction.atomic():
        message().send()
        transaction.set_rollback(True)

    work()

    assert django_mail.outbox == []


def test_mail_waits_for_the_commit_where_the_queue_is_elsewhere(
    settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.TASKS = {
        **settings.TASKS,
        "background": {**DATABASE, "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    }

    with django_capture_on_commit_callbacks(execute=True):
        message().send()
        assert django_mail.outbox == []

    assert len(django_mail.outbox) == 1


def test_line_break_in_a_subject_fails_where_it_is_written() -> None:
    with pytest.raises(BadHeaderError):
        send_mail("Hallo\nBcc: alle@example.org", "Text", None, ["a@example.org"])

    assert waiting() == []


def test_nobody_to_write_to_is_no_task() -> None:
    assert EmailMessage("Grüße", "Guten Tag", to=[]).send() == 0
    assert waiting() == []


def test_password_reset_talks_to_no_server(
    client: Client, django_user_model: type[AbstractUser], monkeypatch: pytest.MonkeyPatch
) -> None:
    django_user_model.objects.create_superuser("chef", "chef@example.org", "ein-langes-passwort")

    def refuse(*args: Any, **kwargs: Any) -> None:
        pytest.fail("a request must not wait for a mail server")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getfqdn", refuse)
    address = reverse("wagtailadmin_password_reset")

    known = client.post(address, {"email": "chef@example.org"})
    unknown = client.post(address, {"email": "niemand@example.org"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(waiting()) == 1
    work()
    assert django_mail.outbox[0].to == ["chef@example.org"]


@pytest.mark.parametrize(
    "failure",
    [
        ConnectionRefusedError(),
        TimeoutError(),
        smtplib.SMTPServerDisconnected("gone"),
        smtplib.SMTPDataError(451, b"grey-listed"),
        smtplib.SMTPAuthenticationError(535, b"wrong password"),
    ],
    ids=repr,
)
def test_mail_comes_back_later_as_the_same_message(
    failure: Exception, failing_server: list[Exception]
) -> None:
    failing_server.append(failure)
    message().send()
    work()
    assert django_mail.outbox == []
    first, second = (
        row.args_kwargs["args"] for row in DBTaskResult.objects.order_by("enqueued_at")
    )

    failing_server.clear()
    with time_machine.travel(timezone.now() + mail.BACK_OFF[0] + timedelta(seconds=1)):
        work()

    assert len(django_mail.outbox) == 1
    assert first[0]["headers"]["Message-ID"] == second[0]["headers"]["Message-ID"]
    assert django_mail.outbox[0].message()["Message-ID"] == first[0]["headers"]["Message-ID"]


@pytest.mark.parametrize(
    ("failure", "attempts"),
    [
        (ConnectionRefusedError(), len(mail.BACK_OFF) + 1),
        (smtplib.SMTPRecipientsRefused({"a@example.org": (550, b"unknown")}), 1),
        (smtplib.SMTPDataError(554, b"refused"), 1),
    ],
    ids=repr,
)
def test_attempts_have_an_end_that_can_be_seen(
    failure: Exception, attempts: int, failing_server: list[Exception],
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    failing_server.append(failure)
    message().send()
    now = timezone.now()

    for day in range(30):
        with time_machine.travel(now + timedelta(days=day)):
            work()

    assert DBTaskResult.objects.count() == attempts
    assert DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).count() == 1
    assert waiting() == []
    ours = [record.getMessage() for record in caplog.records if record.name == mail.__name__]
    assert "given up" in ours[-1]
    assert not any("example.org" in line for line in ours)


def test_mail_of_a_worker_that_died_is_brought_back(failing_server: list[Exception]) -> None:
    message().send()
    now = timezone.now()
    DBTaskResult.objects.update(
        status=TaskResultStatus.RUNNING, started_at=now - timedelta(hours=1)
    )

    assert mail.tidy(now) == 1
    work()

    assert len(django_mail.outbox) == 1


def test_delivered_mails_are_forgotten_after_a_day() -> None:
    message().send()
    work()

    mail.tidy(timezone.now())
    assert DBTaskResult.objects.count() == 1
    mail.tidy(timezone.now() + timedelta(days=1, minutes=1))

    assert DBTaskResult.objects.count() == 0


def test_files_of_mails_can_be_read_by_people(settings: Any, tmp_path: Path) -> None:
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)

    message().send()
    work()

    assert "Guten Tag" in next(tmp_path.iterdir()).read_text()


def test_silent_server_is_given_up_in_time(settings: Any) -> None:
    assert 0 < settings.EMAIL_TIMEOUT <= 10
