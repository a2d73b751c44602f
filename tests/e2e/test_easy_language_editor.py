"""Advice on Leichte Sprache stands beside the editor, about what was typed a moment ago."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from playwright.sync_api import Page, expect

from cms.core import moderation
from tests.e2e.pages.editor import Desk
from tests.support import roles, site

pytestmark = pytest.mark.e2e

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1400, "height": 900}
WRITER = "schreiberin"


@pytest.fixture
def editor(site_address: str) -> str:
    """Return the address of the editor of a text in Leichte Sprache, which the writer may write."""
    writer = roles.person("plain", WRITER)
    writer.groups.add(Group.objects.get(name=moderation.translators("de-simple")))
    german = site.page(live=True, teaser="Ab Montag in der Lindenstraße.")
    easy = german.copy_for_translation(site.locale("de-simple"))
    easy.save_revision().publish()
    return reverse("wagtailadmin_pages:edit", args=[easy.pk])


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def window(new_window: Callable[..., Page], request: pytest.FixtureRequest) -> Page:
    return new_window(viewport=request.param, reduced_motion="reduce")


def test_advice_is_about_what_was_typed_and_leads_to_its_place(editor: str, window: Page) -> None:
    Desk(window, WRITER)
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
