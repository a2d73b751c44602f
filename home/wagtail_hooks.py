"""What the site as a whole adds to Wagtail's admin; registrations only."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.models import WorkflowState

from home import desk, glossary_editor
from home.feedback import admin as feedback_admin

# What a reviewer and an author want to do most often, in the words of Wagtail's action menu.
USUAL_STEPS = ("approve", "action-submit")


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    """Return the addresses of what readers report."""
    return feedback_admin.URLS


@hooks.register("register_admin_menu_item")
def register_reports() -> feedback_admin.ReportsMenuItem:
    """Return the entry of the menu for everybody who looks after pages."""
    return feedback_admin.ReportsMenuItem(
        gettext_lazy("Reports from readers"),
        reverse("reader_reports"),
        name="reader-reports",
        icon_name="mail",
        order=160,
    )


@hooks.register("register_rich_text_features")
def explain_office_words(features: Any) -> None:
    """See glossary_editor.register_feature."""
    glossary_editor.register_feature(features)


@hooks.register("construct_homepage_panels")
def add_desk(request: HttpRequest, panels: list[Any]) -> None:
    """Put the desk first."""
    panels.append(desk.Desk())


@hooks.register("construct_help_menu")
def keep_help_at_home(request: HttpRequest, menu_items: list[Any]) -> None:
    """Leave out what leads to other sites."""
    menu_items[:] = [item for item in menu_items if not _leads_away(item)]


def _leads_away(item: Any) -> bool:
    return str(getattr(item, "url", "")).startswith("http")


@hooks.register("construct_page_action_menu", order=10)
@hooks.register("construct_snippet_action_menu", order=10)
def put_the_usual_step_first(menu_items: list[Any], request: HttpRequest, context: Any) -> None:
    """Offer a reviewer first to approve and an author to hand in.

    Wagtail offers “Save draft” first. A reviewer who takes that is the last editor, and may no
    longer approve.
    """
    for name in USUAL_STEPS:
        for item in menu_items:
            if item.name == name:
                menu_items.remove(item)
                menu_items.insert(0, item)
                return


@hooks.register("insert_editor_js")
def press_no_button_by_enter() -> SafeString:
    """Return the script that keeps Enter in a field from pressing the first button."""
    return format_html('<script src="{}" defer></script>', static("admin/enter.js"))


@hooks.register("before_edit_page")
def repeat_what_the_reviewer_said(request: HttpRequest, page: Any) -> None:
    """Show the comment where the text is mended, not on the desk only."""
    state = page.current_workflow_state
    if request.method != "GET" or state is None:
        return
    case = state.current_task_state
    if state.status == WorkflowState.STATUS_NEEDS_CHANGES and case is not None and case.comment:
        messages.info(request, _("Sent back to you: %(comment)s") % {"comment": case.comment})
