"""Prints when readers on a poor link see what they came for, beside a page of one file.

Run as a program; `make bench-first-view` does. The poor link is slow 3G (400 kbit/s, 400 ms) with a
processor four times as slow. What is measured is the largest contentful paint on a first visit.
The page beside it has the same text, a few lines of style within, and nothing else: on the same
machine in the same minute it takes what cannot be saved. Only the ratio means anything elsewhere.
"""

from __future__ import annotations

import gzip
import re
import shutil
import statistics
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from bs4 import BeautifulSoup
from playwright.sync_api import Browser, sync_playwright

from tests.support.browser import ARGUMENTS
from tests.support.showing import shown_demo

# A home page, a page of mere text, and one with facts.
PATHS = ("", "ihre-ersten-vier-wochen/", "initiativen/cafe-ankommen-talbruecken-e-v/")
CODES = ("de", "ar")
ROUNDS = 5
GOAL = 1.4
SLOW_3G = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400 * 1000 / 8,
    "uploadThroughput": 400 * 1000 / 8,
}
SLOWER_PROCESSOR = 4
PHONE = {"width": 360, "height": 740}
STYLE = "body{font:1rem/1.5 sans-serif;margin:1rem;max-width:40rem}li{margin:.25rem 0}"
PAINT = """() => new Promise(resolve => {
    let last = 0;
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) last = entry.startTime;
    }).observe({type: "largest-contentful-paint", buffered: true});
    setTimeout(() => resolve(last), 500);
})"""


def main() -> int:
    """Measure and print; say what is missing where there is no browser."""
    if shutil.which("chromium") is None:
        sys.stderr.write("No chromium here: without a browser there is nothing to measure.\n")
        return 1
    with shown_demo() as address:
        pages = {f"/{code}/{path}": b"" for path in PATHS for code in CODES}
        for path in pages:
            pages[path] = in_one_file(_read(address + path))
        with _served(pages) as plain, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=[*ARGUMENTS]
            )
            sys.stdout.write(f"{'ms':>6} {'one file':>9} {'ratio':>6}  address\n")
            for path in pages:
                ours, limit = _measured(browser, address + path, plain + path)
                sys.stdout.write(f"{ours:>6.0f} {limit:>9.0f} {ours / limit:>6.2f}  {path}\n")
            browser.close()
    sys.stdout.write(f"The goal is a ratio of {GOAL} at most.\n")
    return 0


def in_one_file(html: str) -> bytes:
    """Return the text of a page with its headings, lists and links, and nothing to load."""
    soup = BeautifulSoup(html, "html.parser")
    main, root = soup.find("main"), soup.find("html")
    assert main is not None
    assert root is not None
    for each in main(["svg", "img", "picture", "script", "form", "button"]):
        each.decompose()
    for each in main(True):
        each.attrs = {name: each[name] for name in ("href", "lang", "dir") if each.has_attr(name)}
    title = soup.title.get_text() if soup.title else ""
    text = re.sub(r"\s+", " ", main.decode_contents())
    return (
        f"<!DOCTYPE html><html lang={root['lang']} dir={root['dir']}><meta charset=utf-8>"
        "<meta name=viewport content='width=device-width'>"
        f"<title>{title}</title><style>{STYLE}</style><main>{text}</main>"
    ).encode()


def _read(url: str) -> str:
    with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310 - our own server
        return str(answer.read().decode())


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, pages: dict[str, bytes], *args: object) -> None:
        self.pages = pages
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        page = self.pages.get(self.path)
        body = gzip.compress(page or b"")
        self.send_response(200 if page else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing; the figures stand alone."""


@contextmanager
def _served(pages: dict[str, bytes]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, pages))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def _measured(browser: Browser, ours: str, limit: str) -> tuple[float, float]:
    """Return the medians of both, measured in turns."""
    pairs = [(_paint(browser, ours), _paint(browser, limit)) for _round in range(ROUNDS)]
    return statistics.median(one for one, _ in pairs), statistics.median(two for _, two in pairs)


def _paint(browser: Browser, url: str) -> float:
    """Return after how many milliseconds the largest part of a page is seen on a first visit."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=2)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_3G)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})
    page.goto(url, wait_until="load", timeout=60_000)
    paint = float(page.evaluate(PAINT))
    context.close()
    return paint


if __name__ == "__main__":
    sys.exit(main())
