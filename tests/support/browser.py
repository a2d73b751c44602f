"""A browser without a window that notes what readers should never get."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.db import connections
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Route,
    sync_playwright,
)

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
)
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
AXE_OPTIONS = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": AXE_TAGS}}


@contextmanager
def launched() -> Iterator[Browser]:
    """Yield Chromium; its event loop must not outlive the module, or the database is lost to it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=[*ARGUMENTS]
        )
        yield browser
        # Django keeps those apart that were opened while the event loop ran; nobody else ends them.
        connections.close_all()
        browser.close()


class Visitor:
    """One anonymous reader with a page of her own; `complaints` must stay empty."""

    def __init__(self, browser: Browser, address: str, **options: Any) -> None:
        self.host = urlsplit(address).netloc
        self.complaints: list[str] = []
        self.context: BrowserContext = browser.new_context(base_url=address, **options)
        self.context.set_default_timeout(10_000)
        self.context.route("**/*", self._let_through_our_own)
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

    def _let_through_our_own(self, route: Route) -> None:
        url = urlsplit(route.request.url)
        if url.netloc == self.host or url.scheme == "data":
            route.continue_()
            return
        self.complaints.append(f"asked {url.netloc} for {route.request.url}")
        route.abort()

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{self.page.url}: {message.text}")


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
