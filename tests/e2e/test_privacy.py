"""A reader leaves nothing behind and is known to nobody."""

from __future__ import annotations

import pytest

from tests.support.browser import Visitor
from tests.support.demo import DemoPage

pytestmark = [pytest.mark.e2e, pytest.mark.look]

STORED = """async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(each => each.name),
    workers: navigator.serviceWorker
        ? (await navigator.serviceWorker.getRegistrations()).length : 0,
})"""


@pytest.mark.parametrize("code", ["de", "ar"])
def test_a_round_through_the_site_stores_nothing_and_asks_nobody_else(
    code: str, visitor: Visitor, demo_pages: list[DemoPage]
) -> None:
    seen = set()

    for page in demo_pages:
        if page.code == code and page.model not in seen:
            seen.add(page.model)
            visitor.open(page.url)
    visitor.open(f"/{code}/suche/?q=Wohnung")

    assert visitor.context.cookies() == []
    assert visitor.page.evaluate(STORED) == {
        "local": [], "session": [], "databases": [], "workers": 0,
    }  # fmt: skip


def test_every_file_a_page_needs_comes_from_the_site(
    visitor: Visitor, demo_pages: list[DemoPage]
) -> None:
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    failed: list[str] = []
    visitor.page.on("requestfailed", lambda request: failed.append(request.url))

    visitor.open("/de/")

    assert len(asked) > 1
    assert failed == []
    assert all(url.startswith((f"http://{visitor.host}/", "data:")) for url in asked)
