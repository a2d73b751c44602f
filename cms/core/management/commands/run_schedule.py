"""Run the regular jobs, minute by minute, until somebody stops it."""

from __future__ import annotations

import logging
import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections, connections
from django.utils import timezone

from cms.core import scheduling

logger = logging.getLogger(__name__)

PAUSE = 60.0  # seconds


class Command(BaseCommand):
    """Loop over the jobs; a failing job or an absent database ends a round, not the loop."""

    help = "Runs the scheduler: publishes and expires on time and runs the regular jobs."

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stopped = threading.Event()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do one round and end")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        if once:
            for outcome in scheduling.run_due_jobs(timezone.now()):
                self.stdout.write(str(outcome))
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stopped.set())
        while not self.stopped.is_set():
            self.round()
            self.stopped.wait(PAUSE)

    def round(self) -> None:
        """Do one round and survive whatever happens in it."""
        try:
            close_old_connections()
            scheduling.run_due_jobs(timezone.now())
        except Exception:
            logger.exception("This round of the scheduler failed; the next one tries again.")
            # The database may have been restarted: begin anew.
            connections.close_all()
