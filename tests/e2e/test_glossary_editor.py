"""An editor marks an office word with a button, once, and sees what else she could explain."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, expect

from cms.core.models import GlossaryTerm
from home.models import StandardPage
from tests.e2e.pages.editor import Desk
from tests.support import admin, roles, site

pytestmark = pytest.mark.e2e

TEXT = "Sie bekommen einen Bescheid"
BLOCK = "5b1f2a54-3a77-4f0b-9c50-0c2d5e6f7a81"


def test_an_editor_marks_a_word_and_it_is_stored(new_window: Callable[[], Page]) -> None:
    term = GlossaryTerm.objects.create(
        term="Bescheid",
        code="bescheid",
        article="der",
        explanation="Ein Brief vom Amt.",
        locale=site.locale("de"),
    )
    body = json.dumps([{"type": "paragraph", "value": f"<p>{TEXT}</p>", "id": BLOCK}])
    page = site.page(StandardPage, author=roles.person("editor"), title="Briefe", body=body)
    editor = Desk(new_window(), "editor")
    window = editor.page
    window.goto(admin.edit_url(page))
    expect(window.get_by_role("main")).to_contain_text("der Bescheid")

    text = window.locator(".public-DraftEditor-content").first
    text.click()
    window.keyboard.press("Control+End")
    for _letter in range(len("Bescheid")):
        window.keyboard.press("Shift+ArrowLeft")
    window.locator('button[name="TERM"]').first.click()
    dialog = window.locator(".modal-content")
    dialog.get_by_role("link", name="der Bescheid").click()

    expect(dialog).to_have_count(0)
    expect(text.locator(".TooltipEntity")).to_have_text("Bescheid")
    # The field that is sent gets what was typed a moment later.
    expect(window.locator("input[type=hidden][value*='TERM']")).not_to_have_count(0)
    editor.hand_in()

    draft = StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    mark = BeautifulSoup(draft.body[0].value.source, "html.parser").a
    assert mark is not None
    assert (mark.get_text(), mark.attrs) == ("Bescheid", {"id": str(term.pk), "linktype": "term"})
