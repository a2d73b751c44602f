"""Mail leaves through the queue: no request waits for a mail server, and none loses a mail.

A message becomes a background task in the transaction that caused it. The worker hands it to
the mail server; where that fails it comes back later, with the same Message-ID, until the
intervals below are used up. Then the task stays in the database as failed.
"""

from __future__ import annotations

import base64
import logging
import smtplib
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import Message
from email.mime.base import MIMEBase
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger(__name__)

QUEUE = "mail"
BACKEND = "background"
# Servers that grey-list want a few minutes; one that is down is back within a day.
BACK_OFF = tuple(
    timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 30, 60, 120, 240, 480, 720)
)
LONGEST_RUN = timedelta(minutes=15)
KEPT_DELIVERED = timedelta(days=1)
KEPT_FAILED = timedelta(days=14)
PERMANENT = range(500, 600)

Stored = dict[str, Any]


class QueueBackend(BaseEmailBackend):
    """Puts messages into the queue instead of sending them."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        accepted = 0
        for message in email_messages:
            if message.recipients():
                _enqueue(as_stored(message))
                accepted += 1
        return accepted


@task(queue_name=QUEUE, backend=BACKEND)
def deliver(stored: Stored, attempt: int = 0) -> str:
    """Hand one message to the mail server; put it back for later when that fails for now."""
    try:
        connection = get_connection(settings.MAIL_DELIVERY_BACKEND, fail_silently=False)
        connection.send_messages([as_message(stored)])
    except (OSError, smtplib.SMTPException) as error:
        if _is_permanent(error) or attempt >= len(BACK_OFF):
            # Servers quote addresses in their answers: those stay out of the log.
            kind = type(error).__name__
            logger.error("A mail was given up after %s attempts: %s", attempt + 1, kind)  # noqa: TRY400
            raise
        if not deliver.get_backend().supports_defer:
            raise
        logger.warning("A mail waits for attempt %s: %s", attempt + 2, type(error).__name__)
        later = deliver.using(run_after=timezone.now() + BACK_OFF[attempt])
        later.enqueue(stored, attempt + 1)
        return "postponed"
    return "delivered"


def tidy(now: datetime) -> int:
    """Bring back what a worker that died has left lying; forget what was delivered.

    Messages hold addresses and links that open accounts: delivered ones go after a day, those
    that could not be delivered after two weeks.
    """
    mails = DBTaskResult.objects.filter(queue_name=QUEUE)
    rescued = mails.running().filter(started_at__lt=now - LONGEST_RUN)
    count = rescued.update(status=TaskResultStatus.READY, started_at=None)
    mails.successful().filter(finished_at__lt=now - KEPT_DELIVERED).delete()
    mails.failed().filter(finished_at__lt=now - KEPT_FAILED).delete()
    return count


def oldest_waiting(now: datetime) -> timedelta:
    """Return for how long the first mail in the queue has been due."""
    due = DBTaskResult.objects.filter(queue_name=QUEUE).ready()
    first = due.order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
    return now - first if first else timedelta()


def _enqueue(stored: Stored) -> None:
    if isinstance(deliver.get_backend(), DatabaseBackend):
        # The queue is a table: the message is kept or dropped together with what caused it.
        deliver.enqueue(stored)
    else:
        transaction.on_commit(lambda: deliver.enqueue(stored))


def _is_permanent(error: Exception) -> bool:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code in PERMANENT for code, _text in error.recipients.values())
    if isinstance(error, smtplib.SMTPAuthenticationError):
        # A wrong password is mended by the operator; the mails wait for that.
        return False
    return isinstance(error, smtplib.SMTPResponseException) and error.smtp_code in PERMANENT


# ---------------------------------------------------------------- a message as data


def as_stored(message: EmailMessage) -> Stored:
    """Return the message as plain data, with the Message-ID it keeps from now on."""
    headers = {str(name): str(value) for name, value in message.extra_headers.items()}
    if not any(name.lower() == "message-id" for name in headers):
        headers["Message-ID"] = _new_message_id(message.from_email)
    stored = {
        "subject": str(message.subject),
        "body": str(message.body),
        "subtype": message.content_subtype,
        "from": str(message.from_email),
        "to": [str(address) for address in message.to],
        "cc": [str(address) for address in message.cc],
        "bcc": [str(address) for address in message.bcc],
        "reply_to": [str(address) for address in message.reply_to],
        "headers": headers,
        "alternatives": [
            [str(content), str(mimetype)]
            for content, mimetype in getattr(message, "alternatives", [])
        ],
        "attachments": [_stored_attachment(each) for each in message.attachments],
    }
    # A message with a line break in its subject must fail where it is made, not in the worker.
    as_message(stored).message()
    return stored


def as_message(stored: Stored) -> EmailMultiAlternatives:
    """Return the message that the data describe."""
    message = EmailMultiAlternatives(
        subject=stored["subject"],
        body=stored["body"],
        from_email=stored["from"],
        to=stored["to"],
        cc=stored["cc"],
        bcc=stored["bcc"],
        reply_to=stored["reply_to"],
        headers=stored["headers"],
    )
    message.content_subtype = stored["subtype"]
    for content, mimetype in stored["alternatives"]:
        message.attach_alternative(content, mimetype)
    for attachment in stored["attachments"]:
        _attach(message, attachment)
    return message


def _new_message_id(from_email: str) -> str:
    # Not Django's own, which asks the name server for the name of this machine.
    domain = parseaddr(str(from_email))[1].rpartition("@")[2] or "localhost"
    return f"<{uuid.uuid4()}@{domain.encode('idna').decode()}>"


def _stored_attachment(attachment: Any) -> Stored:
    if isinstance(attachment, MIMEBase):
        return {"part": _as_text(attachment.as_bytes())}
    name, content, mimetype = attachment
    if isinstance(content, EmailMessage):
        content = content.message()
    if isinstance(content, Message):
        content = content.as_bytes()
    is_text = isinstance(content, str)
    return {
        "name": name,
        "mimetype": mimetype,
        "is_text": is_text,
        "content": content if is_text else _as_text(content),
    }


def _attach(message: EmailMessage, stored: Stored) -> None:
    if "part" in stored:
        message.attach(_as_part(stored))
        return
    content = stored["content"] if stored["is_text"] else base64.b64decode(stored["content"])
    message.attach(stored["name"], content, stored["mimetype"])


def _as_part(stored: Stored) -> MIMEBase:
    """Return a part with its own headers, such as a picture that the text shows."""
    parsed = message_from_bytes(base64.b64decode(stored["part"]))
    part = MIMEBase(parsed.get_content_maintype(), parsed.get_content_subtype())
    for name in list(part.keys()):
        del part[name]
    for name, value in parsed.items():
        part[name] = value
    part.set_payload(parsed.get_payload())
    return part


def _as_text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
