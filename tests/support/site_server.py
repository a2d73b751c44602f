"""The product behind an address, in threads of the test's own process."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test import modify_settings
from django.test.testcases import LiveServerThread

HOST = "localhost"
PATIENCE = 30  # seconds


class SiteServer:
    """A server that answers while a test has its site, and is never in the middle of something.

    A page that is closed may still be saving. Were its request answered when the database is
    already the next test's, it would fail there, or write there.
    """

    def __init__(self) -> None:
        self._answer: Callable[..., Any] = lambda *_arguments: []
        self._changed = threading.Condition()
        self._is_open = False
        self._running = 0
        self._thread = LiveServerThread(HOST, static_handler=self._stand_before)
        self._thread.daemon = True

    @contextmanager
    def started(self) -> Iterator[SiteServer]:
        """Listen until the block ends."""
        self._thread.start()
        self._thread.is_ready.wait()
        if self._thread.error:
            raise self._thread.error
        with modify_settings(ALLOWED_HOSTS={"append": HOST}):
            yield self
        self._thread.terminate()

    @contextmanager
    def open(self) -> Iterator[str]:
        """Yield the address; the block ends when the last request has been answered."""
        self._is_open = True
        try:
            yield f"http://{HOST}:{self._thread.port}"
        finally:
            with self._changed:
                self._is_open = False
                idle = self._changed.wait_for(lambda: self._running == 0, PATIENCE)
            assert idle, f"requests still running: {self._running}"

    def _stand_before(self, product: Any) -> Any:
        self._answer = StaticFilesHandler(product)
        return self._let_in

    def _let_in(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        with self._changed:
            if not self._is_open:
                start_response("503 Service Unavailable", [("Content-Length", "0")])
                return []
            self._running += 1
        try:
            answer = self._answer(environ, start_response)
            try:
                return [*answer]
            finally:
                answer.close()
        finally:
            with self._changed:
                self._running -= 1
                self._changed.notify_all()
