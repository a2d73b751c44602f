"""Several workers spend from the same month."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection

from translations.machine import adapters, budget

pytestmark = pytest.mark.usefixtures("own_site")

SERVICE = adapters.LibreTranslate("http://127.0.0.1:1", "")


def test_two_workers_at_the_same_moment_cannot_overspend_together(settings: Any) -> None:
    settings.MACHINE_TRANSLATION_KIND = SERVICE.name
    settings.MACHINE_TRANSLATION_MONTHLY_CHARACTERS = 100
    start = threading.Barrier(4, timeout=20)
    taken: list[int] = []

    def work() -> None:
        try:
            start.wait()
            for _round in range(10):
                try:
                    budget.reserve(SERVICE, 7)
                    taken.append(7)
                except budget.BudgetError:
                    continue
        finally:
            connection.close()

    workers = [threading.Thread(target=work, daemon=True) for _number in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=30)

    assert sum(taken) == 98
    assert budget.usage() == budget.Usage("libretranslate", 98, 100)
