"""The demo site behind a real web server, and a browser before it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.support import browser as browsing
from tests.support.demo import DemoPage, DemoTemplate


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
