"""What translating adds to Wagtail's admin; registrations only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import BaseButton, Button
from wagtail.models import Page

from cms.core.moderation import Person
from translations import (
    batch_views,
    beginning,
    board,
    desk,
    easy_language_desk,
    editing,
    exchange_views,
    guarded_localize,
    language_doors,
    languages_panel,
    lifecycle,
    moving,
    previews,
    reader_checks,
    reviewing,
)
from translations.machine import views as machine_views

guarded_localize.close()


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    """Return the addresses of this app."""
    return [
        path(
            "translations/begin/<int:page_id>/<slug:code>/",
            beginning.begin_view,
            name="begin_translation",
        ),
        *exchange_views.URLS,
        *machine_views.URLS,
        *desk.URLS,
        *board.URLS,
        *batch_views.URLS,
        *languages_panel.URLS,
        *editing.URLS,
        *previews.URLS,
        *reviewing.URLS,
        *easy_language_desk.URLS,
    ]


@hooks.register("register_admin_menu_item")
def register_menu_item() -> desk.TranslationsMenuItem:
    """Return the entry of the menu for everybody who works on languages."""
    return desk.TranslationsMenuItem(
        gettext_lazy("Translations"),
        reverse("translations_desk"),
        name="translations",
        icon_name="globe",
        order=150,
    )


@hooks.register("register_page_header_buttons")
def show_languages(page: Page, user: Person, view_name: str, **kwargs: Any) -> Iterator[Button]:
    """Lead from the editor of a German page to its languages, and say how they stand."""
    yield from languages_panel.button(page, user, with_summary=view_name == "edit")


@hooks.register("register_page_listing_buttons")
def list_languages(page: Page, user: Person, next_url: str | None = None) -> Iterator[BaseButton]:
    """Lead from a line of the explorer to the languages of the page."""
    yield from languages_panel.listing_button(page, user)


@hooks.register("register_snippet_listing_buttons")
def list_record_languages(
    snippet: Any, user: Person, next_url: str | None = None
) -> Iterator[BaseButton]:
    """Lead from a line of a list of records to the languages of the record."""
    yield from languages_panel.listing_button(snippet, user)


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


@hooks.register("before_edit_page", order=-10)
@hooks.register("before_edit_snippet", order=-10)
def lead_to_sentences(request: HttpRequest, row: Any) -> HttpResponse | None:
    """See editing.lead_to_sentences."""
    return editing.lead_to_sentences(request, row)


@hooks.register("before_edit_page")
@hooks.register("before_edit_snippet")
def offer_easy_language_tools(request: HttpRequest, row: Any) -> None:
    """See easy_language_desk.offer_tools."""
    easy_language_desk.offer_tools(request, row)


@hooks.register("insert_editor_js")
def easy_language_script() -> SafeString:
    """Return what shows advice beside the editor; it does nothing in other languages."""
    return format_html(
        '<script src="{}" data-style="{}" defer></script>',
        static("admin/easy.js"),
        static("admin/review.css"),
    )


hooks.register("construct_translated_pages_to_cascade_actions", lifecycle.going_along)
hooks.register("before_move_page", language_doors.require_mover)
hooks.register("before_move_page", moving.warn_before_move, order=10)
hooks.register("after_bulk_action", moving.tell_after_bulk_move)
hooks.register("before_convert_alias_page", language_doors.require_withdrawer)
hooks.register("construct_explorer_page_queryset", language_doors.require_explorer)
hooks.register("construct_page_chooser_queryset", language_doors.only_readable)


@hooks.register("before_bulk_action")
def delete_once(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> None:
    """See lifecycle.drop_what_goes_along."""
    if action_type == "delete" and action.model is Page:
        lifecycle.drop_what_goes_along(objects)


@hooks.register("register_log_actions")
def name_what_follows(actions: Any) -> None:
    """Name in the history of a translation what its German page has brought about."""
    withdrawn = gettext_lazy("Taken back with the German version")
    actions.register_action(lifecycle.WITHDRAWN, withdrawn, withdrawn)
    restored = gettext_lazy("Public again with the German version")
    actions.register_action(lifecycle.RESTORED, restored, restored)
    checked = gettext_lazy("Read and understood by a reader group")
    actions.register_action(reader_checks.CHECKED, checked, checked)
    kept = gettext_lazy("Small correction, the check by the reader group holds")
    actions.register_action(reader_checks.CARRIED_ALONG, kept, kept)
    ended = gettext_lazy("The check by the reader group has ended")
    actions.register_action(reader_checks.ENDED, ended, ended)
