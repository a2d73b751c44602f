"""A browser without a window that notes what readers should never get."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    sync_playwright,
)

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    # Whatever a page asks of others is noted, and never leaves this machine.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
AXE_OPTIONS = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": AXE_TAGS}}


@contextmanager
def launched() -> Iterator[Browser]:
    """Yield Chromium. Django is told to work although its event loop runs in this thread."""
    unsafe = mock.patch.dict(os.environ, {"DJANGO_ALLOW_ASYNC_UNSAFE": "true"})
    with unsafe, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=[*ARGUMENTS]
        )
        try:
            yield browser
        finally:
            browser.close()


class Visitor:
    """One anonymous reader with a page of her own; `complaints` must stay empty."""

    def __init__(self, browser: Browser, address: str, **options: Any) -> None:
        self.host = urlsplit(address).netloc
        self.complaints: list[str] = []
        self.context: BrowserContext = browser.new_context(base_url=address, **options)
        self.context.set_default_timeout(10_000)
        # Only listened to: a browser whose requests are held asks for each style sheet again.
        self.context.on("request", self._note_request)
        self.page: Page = self.context.new_page()
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))

    def open(self, path: str) -> Page:
        """Go to an address of the site; anything but a page is a complaint."""
        response = self.page.goto(path, wait_until="load")
        if response is None or response.status != 200:
            self.complaints.append(f"{path}: {response and response.status}")
        return self.page

    def close(self) -> None:
        self.context.close()

    def _note_request(self, request: Request) -> None:
        url = urlsplit(request.url)
        if url.netloc != self.host and url.scheme != "data":
            self.complaints.append(f"asked {url.netloc} for {request.url}")

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{self.page.url}: {message.text}")


class Windows:
    """The windows of a test in which somebody works; they share nothing, not even a session."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.visitors: list[Visitor] = []

    def open(self, **options: Any) -> Page:
        """Return a new window of somebody who reads German."""
        visitor = Visitor(self.browser, self.address, locale="de-DE", **options)
        # Saving a page takes its time where several tests share a processor.
        visitor.context.set_default_timeout(30_000)
        self.visitors.append(visitor)
        return visitor.page

    def close(self) -> None:
        """Close them all, even when one cannot be closed."""
        with ExitStack() as stack:
            for visitor in self.visitors:
                stack.callback(visitor.close)

    @property
    def complaints(self) -> list[str]:
        """Return what went wrong: a question to another host, an error in a script."""
        found = [each for visitor in self.visitors for each in visitor.complaints]
        return [each for each in found if "asked" in each or "script:" in each]


def barriers(page: Page) -> list[str]:
    """Return what axe finds, each with its places."""
    found = Axe().run(page, options=AXE_OPTIONS).response["violations"]
    return [
        f"{each['id']}: {json.dumps([node['html'][:160] for node in each['nodes'][:3]])}"
        for each in found
    ]


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than the window."""
    width: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return width
