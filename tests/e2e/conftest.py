"""A browser, before the demo behind a real web server or before a site of the test's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.plugin import DjangoDbBlocker

from tests.support import browser as browsing
from tests.support.demo import DemoPage, DemoTemplate
from tests.support.site_server import SiteServer


@pytest.fixture(scope="session")
def demo_server(
    demo_template: DemoTemplate, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Serve the demo; tests of readers change nothing, so one copy does for all."""
    with demo_template.serve(tmp_path_factory.mktemp("demo")) as address:
        yield address


@pytest.fixture(scope="session")
def demo_pages(demo_template: DemoTemplate) -> list[DemoPage]:
    """Return every page that the public can open."""
    return demo_template.pages


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium for one module."""
    with browsing.launched() as launched:
        yield launched


@pytest.fixture(scope="module")
def long_visit(browser: Browser, demo_server: str) -> Iterator[browsing.Visitor]:
    """Return a reader who stays for all tests of the module: quicker where nothing is kept."""
    # A colour on its way to another one is nothing to measure.
    visitor = browsing.Visitor(browser, demo_server, reduced_motion="reduce")
    yield visitor
    visitor.close()


@pytest.fixture
def visitor(browser: Browser, demo_server: str) -> Iterator[browsing.Visitor]:
    """Return a reader who has never been here; she must not be asked to talk to other hosts."""
    visitor = browsing.Visitor(browser, demo_server)
    yield visitor
    visitor.close()
    assert visitor.complaints == []


# ---------------------------------------------------------------- those who work on a site


@pytest.fixture(scope="session")
def site_server() -> Iterator[SiteServer]:
    """Listen for all tests of this process; each lends it a site."""
    with SiteServer().started() as server:
        yield server


@pytest.fixture
def site_address(
    browser: Browser,
    site_server: SiteServer,
    site_database: Any,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[str]:
    """Serve a site that is only this test's; test and server see the same database."""
    with django_db_blocker.unblock(), site_database.copied(), site_server.open() as address:
        yield address


@pytest.fixture
def new_window(browser: Browser, site_address: str) -> Iterator[Callable[..., Page]]:
    """Return a maker of windows that share nothing; what they complain about is a failure."""
    windows = browsing.Windows(browser, site_address)
    try:
        yield windows.open
    finally:
        windows.close()
    assert windows.complaints == []
