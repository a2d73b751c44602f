"""Where in the admin somebody works on a page or record in a language."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import quote
from django.urls import reverse
from wagtail.models import Page

from translations.states import Subject, TranslationState
from translations.targets import Target


def of_editor(subject: Subject, target: Target, state: TranslationState) -> str:
    """Return where the text is written: sentence by sentence, Leichte Sprache in one piece.

    Empty where there is nothing to open yet.
    """
    if not target.is_easy:
        return reverse("translations_edit", args=[subject.translation_key, target.code])
    return of_row(subject.model, state.row_id) if state.row_id is not None else ""


def of_row(model: Any, pk: Any) -> str:
    """Return the address of Wagtail's own editor of a row."""
    if issubclass(model, Page):
        return reverse("wagtailadmin_pages:edit", args=[pk])
    return reverse(model.snippet_viewset.get_url_name("edit"), args=[quote(pk)])


def of_review(subject: Subject, target: Target) -> str:
    """Return where a reviewer reads and decides."""
    return reverse("translations_review", args=[subject.translation_key, target.code])


def of_languages(subject: Subject, target: Target | None = None) -> str:
    """Return the page about all languages of a subject, at the line of one of them."""
    address = reverse("translations_languages", args=[subject.translation_key])
    return f"{address}#{target.code}" if target is not None else address
