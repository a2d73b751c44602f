"""Advice on Leichte Sprache stands beside the editor, about what was typed a moment ago."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from playwright.sync_api import Page, expect

from cms.core import moderation
from home import site_setup
from tests.e2e.pages.editor import Desk
from tests.support import browser as browsing
from tests.support import roles, site

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1400, "height": 900}


@pytest.fixture
def address(transactional_db: None, live_server: Any) -> str:
    site_setup.set_up()
    writer = roles.person("plain", "schreiberin")
    writer.groups.add(Group.objects.get(name=moderation.translators("de-simple")))
    return str(live_server.url)


@pytest.fixture
def editor(address: str) -> str:
    """Return the address of the editor of a text in Leichte Sprache."""
    german = site.page(live=True, teaser="Ab Montag in der Lindenstraße.")
    easy = german.copy_for_translation(site.locale("de-simple"))
    easy.save_revision().publish()
    return reverse("wagtailadmin_pages:edit", args=[easy.pk])


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def window(
    address: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Page]:
    # Playwright keeps an event loop running in this thread, where Django would refuse to work.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with browsing.launched() as browser:
        visitor = browsing.Visitor(
            browser, address, locale="de-DE", viewport=request.param, reduced_motion="reduce"
        )
        visitor.context.set_default_timeout(30_000)
        yield visitor.page
        visitor.close()
    assert [each for each in visitor.complaints if "asked" in each or "script:" in each] == []


def test_advice_is_about_what_was_typed_and_leads_to_its_place(editor: str, window: Page) -> None:
    Desk(window, "schreiberin")
    window.goto(editor)
    window.locator("#id_teaser").fill("Der Antrag wird bearbeitet.")

    window.get_by_role("link", name="Text prüfen").click()

    panel = window.get_by_role("complementary", name="Text prüfen")
    expect(panel).to_contain_text("wird … bearbeitet")
    expect(panel).to_be_focused()
    window.locator("#id_teaser").fill("Wir bearbeiten den Antrag.")
    panel.locator("[data-easy-again]").click()
    expect(panel).not_to_contain_text("wird … bearbeitet")
    window.locator("#id_teaser").fill("Es könnte regnen.")
    panel.locator("[data-easy-again]").click()
    panel.get_by_role("button", name="Teaser").click()
    expect(window.locator("#id_teaser")).to_be_focused()
    panel.get_by_role("status").click()
    panel.press("Escape")
    expect(panel).to_be_hidden()
    expect(window.get_by_role("link", name="Text prüfen")).to_be_focused()
