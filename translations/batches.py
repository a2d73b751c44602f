"""Many pages at once, in the background: asked for, or translated by machine.

A batch is a list of items, each done in a transaction of its own and marked as done within it: a
worker that is killed loses nothing but the item in its hands, which is done anew. One worker at a
time has the turn at a batch. It works for a while and then stands in line again, so that mails do
not wait behind a thousand pages.
"""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable, Collection
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task
from django_tasks_db.backend import DatabaseBackend

from cms.core import content_version, scheduling
from translations import asking, drafts, subjects
from translations.models import TranslationBatch, TranslationBatchItem, TranslationRecord

logger = logging.getLogger(__name__)

Item = TranslationBatchItem
Kind = TranslationBatch.Kind
State = TranslationBatchItem.State

BACKEND = "background"
# Longer than this nobody else in the queue waits for a batch.
LONGEST_TURN = 20.0  # seconds
# A batch that has not moved for so long has lost its worker. A long page may keep a machine busy
# for a while, and nothing is heard of it meanwhile.
STANDS_STILL = {Kind.REQUEST.value: timedelta(minutes=2), Kind.MACHINE.value: timedelta(minutes=15)}
# What a batch did is of interest for a while; then who started it is forgotten.
KEPT = timedelta(days=90)


class SkippedError(Exception):
    """There was nothing to do for an item; the text says why."""


# What is done with an item of each kind of batch. A processor returns the state of the item and a
# text for people, or nothing when it is done; it may also raise SkippedError or ValidationError
# with a text. It is called again for an item whose worker was killed, and finds what it had done.
Processor = Callable[[Item], tuple[str, str] | None]
PROCESSORS: dict[str, Processor] = {}
# Quick enough to hold the database's lock for writing; what asks other servers is not.
WITHIN_A_TRANSACTION = {Kind.REQUEST.value}


# ---------------------------------------------------------------- starting


@transaction.atomic
def start(
    *,
    kind: str,
    keys: Collection[uuid.UUID],
    locale_ids: Collection[int],
    user: Any,
    needed_by: date | None = None,
) -> TranslationBatch:
    """Store a batch for pages in languages, and put it into the queue."""
    batch = TranslationBatch.objects.create(kind=kind, started_by=user, needed_by=needed_by)
    Item.objects.bulk_create(
        [
            Item(batch=batch, translation_key=key, locale_id=locale_id)
            for key in dict.fromkeys(keys)
            for locale_id in dict.fromkeys(locale_ids)
        ],
        batch_size=500,
    )
    _stand_in_line(batch.pk, batch.last_progress_at)
    return batch


@transaction.atomic
def try_again(batch: TranslationBatch) -> int:
    """Put the items that failed back among those that wait; tell how many."""
    is_being_worked_on = batch.items.filter(state=State.WAITING).exists()
    count = batch.items.filter(state=State.FAILED).update(state=State.WAITING, message="")
    if count and not is_being_worked_on:
        # The batch is over: nobody has a turn that could be in the way.
        now = TranslationBatch.objects.values_list("last_progress_at", flat=True).get(pk=batch.pk)
        _call_a_worker(batch.pk, now)
    return count


def kinds_offered() -> list[str]:
    """Return what can be done with many pages here; machines only where one is set up."""
    return [
        kind
        for kind in PROCESSORS
        if kind != Kind.MACHINE or settings.MACHINE_TRANSLATION_KIND != "off"
    ]


# ---------------------------------------------------------------- how far it is


@dataclass(frozen=True)
class Progress:
    """How many items of a batch are in which state."""

    waiting: int = 0
    done: int = 0
    skipped: int = 0
    failed: int = 0

    @property
    def total(self) -> int:
        return self.waiting + self.finished

    @property
    def finished(self) -> int:
        return self.done + self.skipped + self.failed

    @property
    def is_over(self) -> bool:
        return not self.waiting


def progress_of(batch_ids: Collection[int]) -> dict[int, Progress]:
    """Return how far batches are; one query."""
    counts: dict[int, dict[str, int]] = {pk: {} for pk in batch_ids}
    rows = (
        Item.objects.filter(batch_id__in=batch_ids)
        .values_list("batch_id", "state")
        .annotate(count=Count("pk"))
        .order_by()
    )
    for batch_id, state, count in rows:
        counts[batch_id][state] = count
    return {pk: Progress(**found) for pk, found in counts.items()}


# ---------------------------------------------------------------- working


@task(queue_name="default", backend=BACKEND)
def work(batch_id: int, turn: str) -> str:
    """Work on a batch for a while; `turn` is the moment at which the turn was given.

    Whoever has the turn renews it with each item. Whoever comes with an older one has been taken
    for dead and lost it, so no item is done by two.
    """
    # This process lives for weeks: what it remembered of the content may be of yesterday.
    content_version.begin_request()
    given = datetime.fromisoformat(turn)
    started = time.monotonic()
    while renewed := _renew_turn(batch_id, given):
        given = renewed
        if not _do_next(batch_id):
            return "finished"
        if time.monotonic() - started > LONGEST_TURN:
            _stand_in_line(batch_id, given)
            return "to be continued"
    return "somebody else has the turn"


def _renew_turn(batch_id: int, given: datetime) -> datetime | None:
    now = max(timezone.now(), given + timedelta(microseconds=1))
    is_mine = TranslationBatch.objects.filter(pk=batch_id, last_progress_at=given).update(
        last_progress_at=now
    )
    return now if is_mine else None


def _do_next(batch_id: int) -> bool:
    """Do one item; tell whether there was one."""
    kind = TranslationBatch.objects.values_list("kind", flat=True).get(pk=batch_id)
    waiting = (
        Item.objects.filter(batch_id=batch_id, state=State.WAITING)
        .select_related("batch")
        .order_by("pk")
    )
    if kind not in WITHIN_A_TRANSACTION:
        item = waiting.first()
        if item is not None:
            _finish(item, *_outcome(kind, item))
        return item is not None
    with transaction.atomic():
        # SQLite has no such locks; there the transaction itself lets nobody else write.
        item = waiting.select_for_update(skip_locked=True, of=("self",)).first()
        if item is not None:
            _finish(item, *_outcome(kind, item))
        return item is not None


def _outcome(kind: str, item: Item) -> tuple[str, str]:
    """Return what became of an item, and what to tell people about it."""
    process = PROCESSORS.get(kind)
    if process is None:
        return State.FAILED, _("This is not available here.")
    try:
        # Half a thing is undone, so that what became of the item can still be noted.
        with transaction.atomic() if kind in WITHIN_A_TRANSACTION else nullcontext():
            outcome = process(item)
    except SkippedError as reason:
        return State.SKIPPED, str(reason)
    except ValidationError as error:
        return State.FAILED, " ".join(error.messages)
    except Exception:
        logger.exception("Item %s of batch %s failed.", item.pk, item.batch_id)
        return State.FAILED, _("Something went wrong. The log of the server says what.")
    return outcome or (State.DONE, "")


def _finish(item: Item, state: str, message: str) -> None:
    Item.objects.filter(pk=item.pk, state=State.WAITING).update(state=state, message=message)


def _stand_in_line(batch_id: int, turn: datetime) -> None:
    if isinstance(work.get_backend(), DatabaseBackend):
        # The queue is a table: the task is kept or dropped together with the batch.
        work.enqueue(batch_id, turn.isoformat())
    else:
        transaction.on_commit(lambda: work.enqueue(batch_id, turn.isoformat()))


# ---------------------------------------------------------------- after a worker has died


def resume(now: datetime) -> int:
    """Take up batches that stand still, forget old ones; returns how many were taken up."""
    is_standing = Q(pk=None)
    for kind, patience in STANDS_STILL.items():
        is_standing |= Q(kind=kind, last_progress_at__lte=now - patience)
    standing = TranslationBatch.objects.filter(is_standing, items__state=State.WAITING)
    found = list(standing.distinct().values_list("pk", "last_progress_at"))
    count = sum(_call_a_worker(pk, seen) for pk, seen in found)
    TranslationBatch.objects.filter(last_progress_at__lt=now - KEPT).exclude(
        items__state=State.WAITING
    ).delete()
    return count


@transaction.atomic
def _call_a_worker(batch_id: int, seen: datetime) -> bool:
    """Give the turn at a batch to a new worker, unless it has moved since it was looked at."""
    turn = _renew_turn(batch_id, seen)
    if turn is None:
        return False
    _stand_in_line(batch_id, turn)
    return True


def register_job() -> None:
    """Have the scheduler look for batches that stand still."""
    scheduling.register("resume batches of translations", every=timedelta(minutes=1), run=resume)


# ---------------------------------------------------------------- asking for languages


def ask(item: Item) -> None:
    """Note that a page is needed in a language; one that is there and up to date is skipped."""
    german = subjects.german_row(item.translation_key)
    drafts.require_translatable(german)
    if _is_current(german, item.locale_id):
        raise SkippedError(_("It is there, checked and up to date."))
    known = TranslationRecord.objects.filter(
        translation_key=item.translation_key, locale_id=item.locale_id
    )
    # Without a day of its own the batch leaves a day that somebody has set before.
    needed_by = item.batch.needed_by or known.values_list("needed_by", flat=True).first()
    asking.note_needed(item.translation_key, item.locale_id, needed_by)


def _is_current(german: Any, locale_id: int) -> bool:
    row = subjects.row_in(german, locale_id)
    return (
        row is not None
        and row.live
        and TranslationRecord.objects.filter(
            translation_key=german.translation_key,
            locale_id=locale_id,
            checked_at__isnull=False,
            source_changed_at=None,
        ).exists()
    )


PROCESSORS[Kind.REQUEST.value] = ask
