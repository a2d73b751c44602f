"""How a translation will look to readers, with what was typed last; nothing is published by it."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from cms.core import content_version
from translations import cards, claims, drafts, editor_page
from translations.editor_page import Work

# As wide as the phones most readers have.
PHONE_WIDTH = 360


@require_GET
def preview_view(request: HttpRequest, translation_key: uuid.UUID, code: str) -> HttpResponse:
    """Show the translation in a frame as narrow as a phone, or as wide as there is room."""
    work = _open(request, translation_key, code)
    record = claims.record_of(translation_key=translation_key, locale_id=work.locale_id)
    context = {
        "breadcrumbs_items": editor_page.breadcrumbs(work, leads_to_editor=True),
        "header_title": work.title,
        "target": work.target,
        "is_wide": request.GET.get("width") == "wide",
        "phone_width": PHONE_WIDTH,
        "here": request.path,
        "frame": work.url("translations_preview_frame"),
        "editor": work.url("translations_edit"),
        "still_german": sum(
            card.count for card in cards.plain_cards_of(work.german, record) if card.typed is None
        ),
    }
    return render(request, "wagtailadmin/translations/preview.html", context)


@require_GET
@xframe_options_sameorigin
def frame_view(request: HttpRequest, translation_key: uuid.UUID, code: str) -> HttpResponse:
    """Show the page itself, built from the sentences; German where one is missing."""
    work = _open(request, translation_key, code)
    try:
        response = rendered(work, request)
    except ValidationError as error:
        context = {"problem": " ".join(error.messages), "target": work.target}
        response = render(request, "wagtailadmin/translations/preview_problem.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _open(request: HttpRequest, translation_key: uuid.UUID, code: str) -> Work:
    work = editor_page.open_for_reading(request.user, translation_key, code)
    if work.target.is_easy:
        # Written in the ordinary editor, which has a preview of its own.
        raise PermissionDenied
    return work


def rendered(work: Work, request: HttpRequest) -> HttpResponse:
    """Return the page as Wagtail previews it; a row that it needs for that is not kept.

    Raises:
        ValidationError: the page above it does not exist in this language yet.
    """
    try:
        with transaction.atomic():
            drafts.row_for(work.german, work.locale_id, work.user)
            instance = drafts.build(work.german, work.locale_id)
            _lead_into_its_language(instance, work)
            response: HttpResponse = instance.make_preview_request(
                request, instance.default_preview_mode
            )
            transaction.set_rollback(True)
    finally:
        # Whatever was read inside belongs to a version of the content that never was.
        content_version.begin_request()
    return response


def _lead_into_its_language(instance: Any, work: Work) -> None:
    """Tell the language by the address, also where there is none: records, and new languages."""
    if not instance.full_url:
        instance._get_dummy_header_url = lambda request: request.build_absolute_uri(
            f"/{work.target.code}/"
        )


FOLDER = "translations/<uuid:translation_key>/<slug:code>/preview/"
URLS: list[Any] = [
    path(FOLDER, preview_view, name="translations_preview"),
    path(f"{FOLDER}frame/", frame_view, name="translations_preview_frame"),
]
