"""What translating adds to Wagtail's admin; registrations only."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from translations import guarded_localize

# Before wagtail-localize, which registers its own at order 0.
FIRST = -10

hooks.register("register_admin_urls", guarded_localize.urls, order=FIRST)


@hooks.register("before_edit_page", order=FIRST)
def guard_page_editor(request: HttpRequest, page: Any) -> None:
    """See guarded_localize.refuse_restart."""
    guarded_localize.refuse_restart(request)


@hooks.register("before_edit_snippet", order=FIRST)
def guard_record_editor(request: HttpRequest, record: Any) -> None:
    """See guarded_localize.refuse_restart."""
    guarded_localize.refuse_restart(request)


@hooks.register("construct_page_action_menu")
def hide_localize_actions(menu_items: list[Any], request: HttpRequest, context: Any) -> None:
    """Take away buttons that lead to guarded doors."""
    menu_items[:] = [item for item in menu_items if not item.name.startswith("localize-")]


@hooks.register("construct_snippet_action_menu")
def hide_localize_record_actions(menu_items: list[Any], request: HttpRequest, context: Any) -> None:
    """Take away buttons that lead to guarded doors."""
    menu_items[:] = [item for item in menu_items if not item.name.startswith("localize-")]
