"""What translating adds to Wagtail's admin; registrations only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cms.core.moderation import Person
from translations import beginning, guarded_localize

# Before wagtail-localize, which registers its own at order 0.
FIRST = -10

hooks.register("register_admin_urls", guarded_localize.urls, order=FIRST)


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    """Return the addresses of this app."""
    return [
        path(
            "translations/begin/<int:page_id>/<slug:code>/",
            beginning.begin_view,
            name="begin_translation",
        )
    ]


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def offer_translations(
    page: Page, user: Person, next_url: str | None = None, view_name: str | None = None
) -> Iterator[Button]:
    """Offer the languages in which the page is still missing."""
    for locale in beginning.languages_to_begin(page, user):
        yield Button(
            _("Translate: %(language)s") % {"language": locale.get_display_name()},
            beginning.address(page, locale),
            icon_name="globe",
            priority=55,
        )


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
