"""Where a translation begins: sentence by sentence, or as one text for Leichte Sprache."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from wagtail.models import Locale, Page

from cms.core import moderation, translation
from translations import addresses, drafts, rights, subjects
from translations.editor_page import Work


def languages_to_begin(page: Page, user: moderation.Person) -> list[Locale]:
    """Return the languages this person writes, in which the page is missing and has a place."""
    written = set(rights.own_locale_ids(user))
    if not written or page.depth <= translation.HOME_DEPTH or not translation.is_source(page):
        return []
    present = set(page.get_translations().values_list("locale_id", flat=True))
    above = set(page.get_parent().get_translations().values_list("locale_id", flat=True))
    return list(Locale.objects.filter(pk__in=(written & above) - present).order_by("pk"))


def address(page: Page, locale: Locale) -> str:
    """Return where a translation is written."""
    return reverse("translations_edit", args=[page.translation_key, locale.language_code])


def begin_view(request: HttpRequest, page_id: int, code: str) -> HttpResponse:
    """Lead on from an address that people may have kept."""
    page = get_object_or_404(Page, pk=page_id)
    locale_id = rights.locale_id_of(code)
    rights.require_translator(request.user, locale_id)
    return redirect("translations_edit", page.translation_key, code)


# ---------------------------------------------------------------- Leichte Sprache


def easy_view(request: HttpRequest, work: Work) -> HttpResponse:
    """Lead to the ordinary editor; where there is nothing to edit yet, ask once and begin it."""
    row = subjects.row_in(work.german, work.locale_id)
    if row is None and request.method != "POST":
        return _question(request, work)
    try:
        row = row or begin(work.german, locale_id=work.locale_id, user=request.user)
    except ValidationError as error:
        return _question(request, work, " ".join(error.messages))
    return redirect(addresses.of_row(type(row), row.pk))


def _question(request: HttpRequest, work: Work, problem: str = "") -> HttpResponse:
    context: dict[str, Any] = {
        "title": work.title,
        "language": work.target.name,
        "problem": problem,
        "desk": reverse("translations_desk"),
    }
    return render(request, "wagtailadmin/translations/begin.html", context)


@transaction.atomic
def begin(german: Any, *, locale_id: int, user: Any) -> Any:
    """Return a draft that holds the German text to write over; the public sees nothing of it.

    Raises:
        PermissionDenied: this person does not write in this language, or it is not written in
            one piece.
        ValidationError: the page above it does not exist in this language yet.
    """
    rights.require_translator(user, locale_id)
    if not subjects.is_easy(locale_id):
        raise PermissionDenied
    row = subjects.row_in(german, locale_id)
    if row is not None:
        return row
    draft = drafts.row_for(german, locale_id, user)
    draft.save_revision(user=user, log_action=True)
    return draft
