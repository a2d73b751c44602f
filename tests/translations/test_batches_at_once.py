"""Workers that are killed, and two workers at one batch: real processes, a real database."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.utils import timezone

from tests.support import roles, site, translating
from tests.support.processes import ENVIRONMENT
from tests.support.product import ROOT
from translations import batches
from translations.batches import Item, Kind, State
from translations.models import TranslationBatch, TranslationRecord

pytestmark = pytest.mark.usefixtures("own_site")

CODES = ("de-simple", "en", "uk", "ar")
PATIENCE = 60  # seconds

# A worker that gets as far as the third item and then waits for its death.
WORKER = """
import sys, time, django
django.setup()
from translations import batches
ask, seen = batches.PROCESSORS["request"], []
def ask_slowly(item):
    ask(item)
    seen.append(item)
    if len(seen) == 3:
        print("in the middle of the third", flush=True)
        time.sleep(600)
batches.PROCESSORS["request"] = ask_slowly
batches.work.call(int(sys.argv[1]), sys.argv[2])
"""


@pytest.fixture(scope="module")
def keys(own_site: Any) -> list[Any]:
    return [
        site.page(live=True, title=f"Seite {number}", slug=f"s{number}").translation_key
        for number in range(2)
    ]


@pytest.fixture
def batch(keys: list[Any], settings: Any) -> Iterator[TranslationBatch]:
    """Return a batch of eight items that waits for a worker."""
    database = {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}
    ordinary = settings.TASKS
    settings.TASKS = {**ordinary, "background": database}
    TranslationRecord.objects.all().delete()
    started = batches.start(
        kind=Kind.REQUEST,
        keys=keys,
        locale_ids=[translating.locale_id(code) for code in CODES],
        user=roles.person("moderator"),
    )
    # From here on whoever is called does the work at once.
    settings.TASKS = ordinary
    yield started
    started.delete()


def address_of_database() -> str:
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return re.sub(r"/[^/]*$", f"/{name}", os.environ["DATABASE_URL"])


def killed_worker(batch: TranslationBatch, folder: Path) -> None:
    """Let another process work on a batch and kill it in the middle of the third item."""
    environment = ENVIRONMENT | {
        "DJANGO_SETTINGS_MODULE": "cms.settings",
        "DATA_DIR": str(folder),
        "DATABASE_URL": address_of_database(),
        "TASKS_BACKEND": "immediate",
        "CACHE_URL": "locmemcache://",
        "EMAIL_URL": "dummymail://",
        "BASE_URL": "http://testserver",
    }
    turn = batch.last_progress_at.isoformat()
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(batch.pk), turn],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout is not None
    said = worker.stdout.readline()
    worker.kill()
    worker.wait(timeout=PATIENCE)
    worker.stdout.close()
    assert said == "in the middle of the third\n"


def states_of(batch: TranslationBatch) -> Counter[str]:
    return Counter(batch.items.values_list("state", flat=True))


def test_a_killed_worker_loses_nothing(batch: TranslationBatch, tmp_path: Path) -> None:
    killed_worker(batch, tmp_path)
    assert states_of(batch) == {State.DONE: 2, State.WAITING: 6}
    assert TranslationRecord.objects.filter(is_needed=True).count() == 2

    too_early = batches.resume(timezone.now() + timedelta(minutes=1))
    in_time = batches.resume(timezone.now() + timedelta(minutes=3))

    assert (too_early, in_time) == (0, 1)
    assert states_of(batch) == {State.DONE: 8}
    assert TranslationRecord.objects.filter(is_needed=True).count() == 8


class Worker(threading.Thread):
    """A worker on a connection of its own."""

    def __init__(self, batch: TranslationBatch, turn: str) -> None:
        super().__init__(daemon=True)
        self.batch_id, self.turn = batch.pk, turn
        self.said = ""

    def run(self) -> None:
        try:
            self.said = batches.work.call(self.batch_id, self.turn)
        finally:
            connections.close_all()


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[int]:
    """Count how often each item is done."""
    found: Counter[int] = Counter()
    ask = batches.PROCESSORS[Kind.REQUEST]

    def count(item: Item) -> Any:
        found[item.pk] += 1
        return ask(item)

    monkeypatch.setitem(batches.PROCESSORS, Kind.REQUEST, count)
    return found


def test_of_two_workers_with_the_same_turn_one_works(
    batch: TranslationBatch, counted: Counter[int]
) -> None:
    turn = batch.last_progress_at.isoformat()
    workers = [Worker(batch, turn) for _each in range(2)]

    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=PATIENCE)

    assert sorted(worker.said for worker in workers) == ["finished", "somebody else has the turn"]
    assert states_of(batch) == {State.DONE: 8}
    assert set(counted.values()) == {1}


def test_a_worker_taken_for_dead_does_nothing_after_its_item(
    batch: TranslationBatch, counted: Counter[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    is_in_the_middle, may_go_on = threading.Event(), threading.Event()
    count = batches.PROCESSORS[Kind.REQUEST]

    def wait_at_the_first(item: Item) -> Any:
        outcome = count(item)
        if threading.current_thread() is slow:
            is_in_the_middle.set()
            may_go_on.wait(PATIENCE)
        return outcome

    monkeypatch.setitem(batches.PROCESSORS, Kind.REQUEST, wait_at_the_first)
    slow = Worker(batch, batch.last_progress_at.isoformat())
    slow.start()
    assert is_in_the_middle.wait(PATIENCE)
    # SQLite has one lock for writing, and the slow one holds it until then.
    threading.Timer(1.0, may_go_on.set).start()
    outcomes = {(1, "somebody else has the turn")}
    if connection.vendor == "sqlite":
        # Both wait for the lock: the slow one may be heard of first, and is not dead then.
        outcomes.add((0, "finished"))

    taken_up = batches.resume(timezone.now() + timedelta(minutes=3))
    slow.join(timeout=PATIENCE)

    assert (taken_up, slow.said) in outcomes
    assert states_of(batch) == {State.DONE: 8}
    assert set(counted.values()) == {1}
