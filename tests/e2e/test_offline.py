"""A saved page opens where there is no network, and says of which day it is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.support.browser import Visitor
from tests.support.demo import DemoPage

pytestmark = [pytest.mark.e2e, pytest.mark.look]

PHONE = {"width": 360, "height": 740}


@pytest.mark.parametrize("code", ["de", "ar"])
def test_a_saved_page_opens_without_a_network(
    code: str, browser: Browser, demo_server: str, demo_pages: list[DemoPage]
) -> None:
    event, other = [page for page in demo_pages if page.model == "EventPage" and page.code == code][
        :2
    ]
    visitor = Visitor(browser, demo_server, viewport=PHONE)
    page = visitor.open(event.url)
    button = page.locator("[data-save-page]")
    before = button.inner_text()
    button.click()
    expect(button).to_be_disabled()
    expect(button).not_to_have_text(before)

    visitor.context.set_offline(True)
    page.reload()
    notice = page.locator(".c-offline")
    expect(notice).to_be_visible()
    expect(notice.locator("time")).to_have_count(1)
    expect(page.locator("h1")).to_have_text(page.locator("h1").inner_text())
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgba(0, 0, 0, 0)"

    # What nobody has saved: at least whom to call.
    page.goto(other.url)
    expect(page.locator("a[href='tel:112']").first).to_be_visible()
    saved = page.locator("[data-saved-pages] a")
    expect(saved).to_have_count(1)
    assert saved.get_attribute("href", timeout=1000) is not None

    visitor.context.set_offline(False)
    page.goto(f"/{code}/unterwegs/")
    page.locator("[data-saved-pages] button").click()
    expect(page.locator("[data-saved-pages]")).to_be_hidden()
    visitor.close()


def test_nothing_is_installed_until_somebody_saves(browser: Browser, demo_server: str) -> None:
    visitor = Visitor(browser, demo_server, viewport=PHONE)
    page = visitor.open("/de/")

    workers = page.evaluate(
        "navigator.serviceWorker.getRegistrations().then(found => found.length)"
    )

    visitor.close()
    assert workers == 0
