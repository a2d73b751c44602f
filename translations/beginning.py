"""Begin a translation: a draft that holds the German text until somebody has replaced it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from wagtail.models import Locale, Page

from cms.core import moderation, translation


def languages_to_begin(page: Page, user: moderation.Person) -> list[Locale]:
    """Return the languages this person writes, in which the page is missing and has a place."""
    written = {
        locale_id
        for locale_id in translation.locale_ids().values()
        if locale_id != translation.source_locale_id() and moderation.writes_in(user, locale_id)
    }
    if not written or page.depth <= 2 or not translation.is_source(page):
        return []
    present = set(page.get_translations().values_list("locale_id", flat=True))
    above = set(page.get_parent().get_translations().values_list("locale_id", flat=True))
    return list(Locale.objects.filter(pk__in=(written & above) - present).order_by("pk"))


@transaction.atomic
def begin(*, page: Page, locale: Locale, user: moderation.Person) -> Page:
    """Return a new draft of the page in a language; the public sees nothing of it."""
    if locale not in languages_to_begin(page, user):
        raise PermissionDenied
    draft: Page = page.specific.copy_for_translation(locale)
    draft.owner = user
    draft.save()
    draft.save_revision(user=user, log_action=True)
    return draft


def begin_view(request: HttpRequest, page_id: int, code: str) -> HttpResponse:
    """Ask once, then open the new draft in the editor."""
    page = get_object_or_404(Page, pk=page_id)
    locale = get_object_or_404(Locale, language_code=code)
    if locale not in languages_to_begin(page, request.user):
        raise PermissionDenied
    if request.method == "POST":
        draft = begin(page=page, locale=locale, user=request.user)
        return redirect("wagtailadmin_pages:edit", draft.pk)
    context: dict[str, Any] = {"page": page, "language": locale.get_display_name()}
    return render(request, "wagtailadmin/translations/begin.html", context)


def address(page: Page, locale: Locale) -> str:
    """Return where the question is asked."""
    return reverse("begin_translation", args=[page.pk, locale.language_code])
