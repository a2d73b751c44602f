"""An editor writes, a moderator decides, a reader reads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from cms.core.languages import LIVE_AT_START
from tests.e2e.pages.editor import Desk
from tests.support import files, roles

pytestmark = pytest.mark.e2e

TITLE = "Das Sprachcafé zieht um"
TEASER = "Ab Dienstag sind wir im Haus am Markt."
MENDED = "Ab Dienstag, 17 Uhr, sind wir im Haus am Markt."
ADDRESS = "/de/aktuelles/das-sprachcafe-zieht-um/"
COMMENT = "Bitte noch die Uhrzeit."


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "sprachcafe.png"
    path.write_bytes(files.picture("PNG", size=(800, 600)))
    return path


def expect_nowhere(reader: Page) -> None:
    """Look in every place in which a reader could come across the news item."""
    fetch = reader.context.request
    assert fetch.get(ADDRESS).status == 404
    places = ["/sitemap.xml"]
    for code in LIVE_AT_START:
        assert fetch.get(ADDRESS.replace("/de/", f"/{code}/")).status == 404
        places += [f"/{code}/", f"/{code}/aktuelles/", f"/{code}/aktuelles.atom"]
        places += [f"/{code}/suche/?q=Haus+am+Markt"]
    for place in places:
        answer = fetch.get(place)
        assert answer.status == 200, place
        assert TITLE not in answer.text(), place
        assert "Haus am Markt." not in answer.text(), place


def expect_in_the_list(reader: Page) -> None:
    reader.goto("/de/aktuelles/")
    today = timezone.localdate()
    item = reader.get_by_role("main")
    expect(item.get_by_role("link", name=TITLE)).to_be_visible()
    expect(item).to_contain_text(MENDED)
    expect(item.locator(f"time[datetime^='{today:%Y-%m-%d}']").first).to_be_visible()


def test_news_item_from_the_first_word_to_the_reader(
    new_window: Callable[[], Page], picture: Path
) -> None:
    for role in ("editor", "moderator"):
        roles.person(role)
    editor, moderator = Desk(new_window(), "editor"), Desk(new_window(), "moderator")
    reader = new_window()

    editor.write_news(title=TITLE, teaser=TEASER, picture=picture)
    editor.hand_in()
    expect_nowhere(reader)

    moderator.open_for_review(TITLE)
    press_enter_in_a_line_of_the_form(moderator)
    expect_nowhere(reader)
    moderator.send_back(COMMENT)
    expect_nowhere(reader)

    expect(editor.home().locator(".desk")).to_contain_text(COMMENT)
    editor.open(TITLE)
    expect(editor.page.locator(".messages")).to_contain_text(COMMENT)
    editor.page.locator("#id_teaser").fill(MENDED)
    editor.hand_in()
    expect_nowhere(reader)
    expect_no_way_to_approve(editor, moderator)
    expect_nowhere(reader)

    moderator.open_for_review(TITLE)
    moderator.approve()

    expect_in_the_list(reader)
    reader.get_by_role("link", name=TITLE).first.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(reader.get_by_role("img", name="Vier Menschen am Tisch")).to_be_visible()


def press_enter_in_a_line_of_the_form(desk: Desk) -> None:
    """Press the key with which browsers send a form by its first button: here to approve."""
    address = desk.page.url
    line = desk.page.locator("#id_seo_title")
    desk.page.get_by_role("tab", name="Menü und Suche").click()
    line.focus()
    line.press("Enter")
    desk.page.wait_for_timeout(1_000)
    assert desk.page.url.partition("#")[0] == address.partition("#")[0]
    desk.page.get_by_role("tab", name="Text").click()


def expect_no_way_to_approve(editor: Desk, moderator: Desk) -> None:
    """Let the editor try the moderator's own buttons on her own text."""
    links: Any = moderator.home().locator("[data-workflow-action-url]")
    expect(links.first).to_be_attached()
    for address in {link.get_attribute("data-workflow-action-url") for link in links.all()}:
        token = editor.page.evaluate(
            "JSON.parse(document.getElementById('wagtail-config').textContent).CSRF_TOKEN"
        )
        answer = editor.page.context.request.post(
            address, form={"csrfmiddlewaretoken": token, "comment": ""}, max_redirects=0
        )
        assert answer.status in {302, 403}
    editor.home()
    expect(editor.page.locator("[data-workflow-action-url]")).to_have_count(0)
