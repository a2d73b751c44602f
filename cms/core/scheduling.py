"""What happens by itself: pages and records appear and expire on their day, jobs run.

One object that cannot be published or taken down must not keep the others from it, so each has
a transaction of its own. Everything may run twice, late, or on several machines at once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

from cms.core import content_version, mail, orphans
from cms.core.models import JobRun

logger = logging.getLogger(__name__)

# A job of every minute must not be skipped because the loop came round a moment early.
TOLERANCE = timedelta(seconds=5)


# ---------------------------------------------------------------- dates of pages and records


@dataclass(frozen=True)
class Outcome:
    """What became of one object whose time had come."""

    action: str
    label: str
    is_done: bool

    def __str__(self) -> str:
        return f"{self.action} {self.label}: {'done' if self.is_done else 'FAILED'}"


def publish_due(now: datetime) -> list[Outcome]:
    """Publish what should be live by now, then take down what has expired.

    In this order a page that is renewed the moment it expires is never away.
    """
    outcomes = [_attempt("publish", *due) for due in list(_due_revisions(now))]
    outcomes += [_attempt("expire", *due) for due in list(_due_expiries(now))]
    return outcomes


def _due_revisions(now: datetime) -> Iterator[tuple[str, Callable[[], None]]]:
    due = Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at")
    for pk, model_id, object_id in due.values_list("pk", "content_type_id", "object_id"):
        yield f"{_model_name(model_id)} {object_id}", partial(_publish, pk, now)


def _due_expiries(now: datetime) -> Iterator[tuple[str, Callable[[], None]]]:
    for model in _expiring_models():
        due = model._default_manager.filter(live=True, expire_at__lte=now).order_by("expire_at")
        for pk in due.values_list("pk", flat=True):
            label = f"{model._meta.label_lower} {pk}"
            yield label, partial(_expire, model, pk, now)


def _expiring_models() -> list[type[models.Model]]:
    """Return the models whose tables hold what can expire; pages of every type share one."""
    return [
        Page,
        *(
            model
            for model in apps.get_models()
            if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
        ),
    ]


def _attempt(action: str, label: str, work: Callable[[], None]) -> Outcome:
    try:
        with transaction.atomic():
            work()
    except Exception:
        logger.exception("Could not %s %s; the next run tries again.", action, label)
        return Outcome(action, label, is_done=False)
    return Outcome(action, label, is_done=True)


def _publish(revision_id: int, now: datetime) -> None:
    # Read again under the lock: another scheduler may have been quicker.
    revision = (
        Revision.objects.select_for_update(of=("self",))
        .filter(pk=revision_id, approved_go_live_at__lte=now)
        .first()
    )
    if revision is not None:
        revision.publish(log_action="wagtail.publish.scheduled")


def _expire(model: type[Any], pk: Any, now: datetime) -> None:
    row = (
        model._default_manager.select_for_update(of=("self",))
        .filter(pk=pk, live=True, expire_at__lte=now)
        .first()
    )
    if row is not None:
        row.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def _model_name(content_type_id: int) -> str:
    return ContentType.objects.get_for_id(content_type_id).model


# ---------------------------------------------------------------- regular jobs


@dataclass(frozen=True)
class Job:
    """Something to do again and again."""

    name: str
    every: timedelta
    run: Callable[[datetime], object]


_jobs: dict[str, Job] = {}


def register(name: str, *, every: timedelta, run: Callable[[datetime], object]) -> None:
    """Have the scheduler call something regularly; for AppConfig.ready of any app."""
    _jobs[name] = Job(name, every, run)


def jobs() -> list[Job]:
    """Return the registered jobs in the order of their registration."""
    return list(_jobs.values())


def run_due_jobs(now: datetime) -> list[Outcome]:
    """Run each job whose interval has passed; one that raises stops only itself."""
    # This process lives for weeks: what it remembered of the content may be of yesterday.
    content_version.begin_request()
    return [_run(job, now) for job in jobs() if _claim(job, now)]


def last_run(name: str) -> datetime | None:
    """Return when a job last came to its end."""
    return JobRun.objects.filter(name=name).values_list("last_finished_at", flat=True).first()


def _claim(job: Job, now: datetime) -> bool:
    """Take the job for this process; of several schedulers exactly one is told yes."""
    # Without signals: a job that ran is no change of content.
    JobRun.objects.bulk_create([JobRun(name=job.name)], ignore_conflicts=True)
    is_due = (
        Q(last_started_at=None)
        | Q(last_started_at__lte=now - job.every + TOLERANCE)
        # The clock was put back.
        | Q(last_started_at__gt=now + job.every)
    )
    return bool(JobRun.objects.filter(is_due, name=job.name).update(last_started_at=now))


def _run(job: Job, now: datetime) -> Outcome:
    row = JobRun.objects.filter(name=job.name)
    try:
        job.run(now)
    except Exception:
        logger.exception("The job “%s” failed.", job.name)
        row.update(last_failed_at=timezone.now())
        return Outcome("run", job.name, is_done=False)
    row.update(last_finished_at=timezone.now())
    return Outcome("run", job.name, is_done=True)


PUBLISH_JOB = "publish and expire"
register(PUBLISH_JOB, every=timedelta(minutes=1), run=publish_due)
register("tidy mails", every=timedelta(minutes=5), run=mail.tidy)
register("report orphan files", every=timedelta(days=1), run=orphans.report)
