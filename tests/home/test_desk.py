"""People who sign in see what waits for them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from home import desk
from home.models import LegalPage
from tests.factories import pages
from tests.support import admin, roles, site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


def shown(role: str) -> str:
    return roles.client_of(role).get(reverse("wagtailadmin_home")).content.decode()


def titles(entries: list[desk.Entry]) -> list[str]:
    return [entry.title for entry in entries]


def test_editor_starts_in_three_places_and_section_editor_in_hers() -> None:
    assert len(desk.shortcuts_for(roles.person("editor"))) == 3
    assert len(desk.shortcuts_for(roles.person("section_editor"))) == 1


def test_translator_is_led_to_the_tree_of_her_language() -> None:
    (entry,) = desk.shortcuts_for(roles.person("translator_ar"))

    assert entry.url == reverse("wagtailadmin_explore", args=[site.home("ar").pk])


def test_what_was_handed_in_waits_for_moderators_but_not_for_its_author() -> None:
    author = roles.person("moderator")
    site.hand_in(site.page(author=author), author=author)

    assert desk.waiting_for(author) == 0
    assert desk.waiting_for(roles.person("moderator", "second")) == 1
    assert desk.waiting_for(roles.person("reviewer_ar")) == 0


def test_text_that_came_back_shows_the_comment() -> None:
    editor = roles.person("editor")
    page = site.page(author=editor)
    case = site.hand_in(page, author=editor).current_task_state
    case.task.specific.on_action(
        case, roles.person("moderator"), "reject", comment="Bitte die Uhrzeit."
    )

    (entry,) = desk.sent_back_to(editor)

    assert (entry.title, entry.comment) == (page.title, "Bitte die Uhrzeit.")
    assert "Bitte die Uhrzeit." in shown("editor")


def test_draft_stands_on_the_desk_until_it_is_handed_in() -> None:
    editor = roles.person("editor")
    page = site.page(author=editor, title="Noch nicht fertig")
    assert titles(desk.drafts_of(editor)) == ["Noch nicht fertig"]

    site.hand_in(page, author=editor)

    assert desk.drafts_of(editor) == []


def buttons(role: str, page: Page) -> list[str]:
    """Return the buttons at the foot of the editor, as they stand."""
    html = roles.client_of(role).get(admin.edit_url(page)).content.decode()
    found = BeautifulSoup(html, "html.parser").select("footer .actions button")
    return [
        button.get("data-workflow-action-name") or button.get("name") or button.get_text()
        for button in found
    ]


def test_handing_in_and_approving_are_offered_before_saving_a_draft() -> None:
    editor = roles.person("editor")
    page, waiting = site.page(author=editor), site.page(author=editor)
    site.hand_in(waiting, author=editor)

    assert buttons("editor", page)[0] == "action-submit"
    assert buttons("moderator", waiting)[0] == "approve"
    assert len(buttons("editor", page)) > 1


def test_comment_of_the_reviewer_stands_where_the_text_is_mended() -> None:
    editor = roles.person("editor")
    page = site.page(author=editor)
    case = site.hand_in(page, author=editor).current_task_state
    client = roles.client_of("editor")
    comment = "Bitte die <b>Uhrzeit</b>."

    def said() -> list[str]:
        html = client.get(admin.edit_url(page)).content.decode()
        found = BeautifulSoup(html, "html.parser").select(".messages li")
        return [each.get_text(" ", strip=True) for each in found]

    assert not any("Uhrzeit" in each for each in said())
    case.task.specific.on_action(case, roles.person("moderator"), "reject", comment=comment)
    assert any(comment in each for each in said())

    page.current_workflow_state.resume(user=editor)
    assert not any("Uhrzeit" in each for each in said())


def test_help_leads_to_no_other_site() -> None:
    html = shown("editor")
    menu = BeautifulSoup(html, "html.parser").find(id="wagtail-sidebar-props").string

    assert "//" not in menu.replace(r"\/", "/")


def test_administrators_are_reminded_of_unwritten_legal_pages() -> None:
    LegalPage.objects.filter(slug="impressum").update(must_edit=False)

    assert len(desk.unwritten_pages()) == 2
    assert "/datenschutz/" not in shown("editor")


def test_admin_carries_the_name_and_colours_of_the_site() -> None:
    for page in (shown("editor"), Client().get(reverse("wagtailadmin_login")).content.decode()):
        assert "admin/brand.css" in page
        assert "Brückenwerk</title>" in page
        assert "wagtailadmin/images/favicon.ico" not in page


def test_a_page_that_nobody_has_checked_for_long_waits_on_the_desk_of_editors() -> None:
    today = timezone.localdate()
    pages.text_page(
        title="Fällig", last_reviewed_on=today - timedelta(days=91), review_after_days=90
    )
    pages.text_page(
        title="Frisch", last_reviewed_on=today - timedelta(days=9), review_after_days=90
    )
    pages.text_page(title="Übliche Frist", last_reviewed_on=today - timedelta(days=400))

    found = titles(desk.pages_due_for(roles.person("editor")))

    assert found == ["Übliche Frist", "Fällig"]
    assert desk.pages_due_for(roles.person("translator_ar")) == []
