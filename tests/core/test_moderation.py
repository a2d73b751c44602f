"""Two people see everything before the public does."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import Page, PageLogEntry, TaskState, WorkflowState

from cms.core import moderation
from cms.core.models import Topic
from news.models import NewsPage
from tests.support import admin, roles, site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


def handed_in(**fields: Any) -> NewsPage:
    editor = roles.person("editor")
    page = site.page(author=editor, **fields)
    site.hand_in(page, author=editor)
    return page


def case_of(page: Page) -> TaskState:
    return Page.objects.get(pk=page.pk).specific.current_workflow_state.current_task_state


def decide(page: Page, user: Any, action: str, case: TaskState | None = None) -> None:
    case = case or case_of(page)
    case.task.specific.on_action(case, user, action)


def is_live(page: Page) -> bool:
    return Page.objects.get(pk=page.pk).live


def test_moderator_approves_and_the_page_is_live() -> None:
    page = handed_in()

    decide(page, roles.person("moderator"), "approve")

    assert is_live(page)


@pytest.mark.parametrize(
    "role", ["editor", "section_editor", "translator_ar", "reviewer_ar", "administrator"]
)
def test_nobody_but_the_reviewers_of_the_step_decides(role: str) -> None:
    page = handed_in()

    with pytest.raises(PermissionDenied):
        decide(page, roles.person(role), "approve")

    assert not is_live(page)


def test_moderator_who_handed_in_her_own_text_cannot_approve_it() -> None:
    moderator = roles.person("moderator")
    page = site.page(author=moderator)
    site.hand_in(page, author=moderator)

    with pytest.raises(PermissionDenied):
        decide(page, moderator, "approve")

    assert not is_live(page)
    assert [name for name, *_rest in page.current_workflow_task.get_actions(page, moderator)] == [
        "reject"
    ]


def test_superuser_cannot_approve_her_own_text_either() -> None:
    superuser = roles.person("superuser")
    page = site.page(author=superuser)
    site.hand_in(page, author=superuser)

    with pytest.raises(PermissionDenied):
        decide(page, superuser, "approve")


def test_moderator_who_edits_during_the_review_cannot_approve() -> None:
    page = handed_in()
    moderator = roles.person("moderator")
    page.title = "Geändert"
    page.save_revision(user=moderator)

    with pytest.raises(PermissionDenied):
        decide(page, moderator, "approve")

    assert not is_live(page)


def test_second_moderator_publishes_exactly_what_the_first_one_changed() -> None:
    page = handed_in()
    page.title = "Geändert"
    page.save_revision(user=roles.person("moderator"))

    decide(page, roles.person("moderator", "second"), "approve")

    assert Page.objects.get(pk=page.pk).title == "Geändert"
    assert is_live(page)


def test_case_opened_before_a_change_cannot_be_approved_any_more() -> None:
    page = handed_in()
    seen = case_of(page)
    page.title = "Geändert"
    page.save_revision(user=roles.person("moderator"))

    with pytest.raises(PermissionDenied):
        decide(page, roles.person("moderator", "second"), "approve", seen)

    assert not is_live(page)


def test_case_opened_before_an_autosave_cannot_be_approved_any_more() -> None:
    page = handed_in()
    moderator = roles.person("moderator")
    page.title = "Geändert"
    revision = page.save_revision(user=moderator)
    seen = case_of(page)
    page.title = "Noch einmal geändert"
    page.save_revision(user=moderator, overwrite_revision=revision)

    with pytest.raises(PermissionDenied):
        decide(page, roles.person("moderator", "second"), "approve", seen)

    assert case_of(page).revision_id == revision.pk
    assert TaskState.objects.filter(revision=revision).count() == 1


def test_moderator_may_change_a_text_and_send_it_back() -> None:
    page = handed_in()
    seen = case_of(page)
    page.title = "Vorschlag"
    page.save_revision(user=roles.person("moderator"))

    decide(page, roles.person("moderator"), "reject", seen)

    state = Page.objects.get(pk=page.pk).specific.current_workflow_state
    assert state.status == WorkflowState.STATUS_NEEDS_CHANGES


def test_second_decision_on_one_case_is_refused() -> None:
    page = handed_in()
    seen = case_of(page)
    decide(page, roles.person("moderator"), "reject", seen)

    with pytest.raises(PermissionDenied):
        decide(page, roles.person("moderator", "second"), "approve", seen)

    assert not is_live(page)


def test_approval_names_the_moderator_in_the_log() -> None:
    page = handed_in()
    moderator = roles.person("moderator")

    decide(page, moderator, "approve")

    entries = PageLogEntry.objects.filter(page=page.pk, user=moderator)
    assert set(entries.values_list("action", flat=True)) >= {
        "wagtail.workflow.approve",
        "wagtail.publish",
    }


def test_translated_page_goes_to_the_reviewers_of_its_language() -> None:
    translator = roles.person("translator_ar")
    source = site.page(live=True)
    page = site.translated(source, "ar", author=translator)
    site.hand_in(page, author=translator)

    with pytest.raises(PermissionDenied):
        decide(page, roles.person("moderator"), "approve")
    decide(page, roles.person("reviewer_ar"), "approve")

    assert is_live(page)


def test_translated_record_goes_to_the_reviewers_of_its_language() -> None:
    topic = Topic.objects.create(code="health", label="Gesundheit", locale=site.locale("de"))
    arabic = topic.copy_for_translation(site.locale("ar"))
    arabic.label = "الصحة"
    arabic.live = False
    arabic.save()
    arabic.save_revision(user=roles.person("translator_ar"))
    arabic.get_workflow().start(arabic, roles.person("translator_ar"))
    case = arabic.current_workflow_state.current_task_state

    case.task.specific.on_action(case, roles.person("reviewer_ar"), "approve")

    assert Topic.objects.get(pk=arabic.pk).live


def test_refusal_in_the_admin_is_a_message_and_no_error() -> None:
    moderator = roles.person("moderator")
    page = site.page(author=moderator)
    site.hand_in(page, author=moderator)
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", case_of(page).pk])

    response = roles.client_of("moderator").post(url, follow=True)

    assert response.status_code == 200
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert not is_live(page)


def test_moderator_who_changed_the_text_hears_why_approve_only_saved() -> None:
    page = handed_in()
    client = roles.client_of("moderator")
    admin.save(client, page, title="Geändert")

    admin.save(client, page, title="Geändert", **admin.APPROVE)

    messages = client.get(reverse("wagtailadmin_home")).context["messages"]
    assert "warning" in [message.level_tag for message in messages]
    assert not is_live(page)


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("editor", {"de"}),
        ("section_editor", {"de"}),
        ("moderator", {"de"}),
        ("translator_ar", {"ar"}),
        ("reviewer_ar", {"ar"}),
        ("administrator", {"de", "de-simple", "en", "uk", "ar"}),
        ("superuser", {"de", "de-simple", "en", "uk", "ar"}),
    ],
)
def test_who_writes_in_which_language(role: str, expected: set[str]) -> None:
    person = roles.person(role)

    written = {
        code
        for code in ("de", "de-simple", "en", "uk", "ar")
        if moderation.writes_in(person, site.locale(code).pk)
    }

    assert written == expected
