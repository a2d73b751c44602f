"""Ask for a draft by machine, see what became of it, and publish it unchecked if one may."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.core import moderation
from cms.core.languages import language
from cms.core.moderation import Person
from translations import claims, drafts, rights, segments, sentences, subjects
from translations.machine import budget, drafting, tasks
from translations.targets import targets

FOLDER = "wagtailadmin/translations/machine/"


@require_http_methods(["GET", "POST"])
def machine_view(request: HttpRequest, translation_key: uuid.UUID, code: str) -> HttpResponse:
    """Show whether a draft is being made and what became of it; make one when asked to."""
    german, locale_id = _page_and_language(translation_key, code)
    if not drafting.may_draft(request.user, locale_id):
        raise PermissionDenied
    if request.method == "POST":
        _ask(request, translation_key, locale_id)
        return redirect("translations_machine", translation_key, code)
    context = {
        "title": str(german),
        "language": _name(code),
        "panel": panel(request.user, german, code),
        "edit_url": _editor(translation_key, code),
    }
    return render(request, f"{FOLDER}page.html", context)


def _ask(request: HttpRequest, translation_key: uuid.UUID, locale_id: int) -> None:
    if not drafting.is_offered(locale_id):
        messages.error(request, _("No machine translates into this language here."))
        return
    try:
        claims.require_free(
            claims.record_of(translation_key=translation_key, locale_id=locale_id), request.user
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return
    tasks.ask_for_draft(translation_key=translation_key, locale_id=locale_id, user=request.user)


def panel(user: Person, german: Any, code: str) -> dict[str, Any] | None:
    """Return what to show of machine translation beside a text; None where there is none."""
    locale_id = subjects.target_locale_ids().get(code)
    if locale_id is None or not drafting.may_draft(user, locale_id):
        return None
    latest = tasks.latest_request(german.translation_key, locale_id)
    is_offered = drafting.is_offered(locale_id)
    if latest is None and not is_offered:
        return None
    is_running = latest is not None and tasks.is_running(latest)
    return {
        "url": reverse("translations_machine", args=[german.translation_key, code]),
        "publish_url": _publish_url(user, german, code),
        "is_offered": is_offered and not is_running,
        "is_running": is_running,
        "latest": latest,
        "has_died": latest is not None and latest.state == tasks.State.WAITING and not is_running,
        "usage": budget.usage(),
    }


def _publish_url(user: Person, german: Any, code: str) -> str:
    if not moderation.may_publish_alone(user):
        return ""
    return reverse("translations_publish_unchecked", args=[german.translation_key, code])


# ---------------------------------------------------------------- publishing without a check


@require_http_methods(["GET", "POST"])
def publish_view(request: HttpRequest, translation_key: uuid.UUID, code: str) -> HttpResponse:
    """Say what readers will see, then publish what stands there although nobody has checked it."""
    german, locale_id = _page_and_language(translation_key, code)
    if not moderation.may_publish_alone(request.user):
        raise PermissionDenied
    if request.method == "POST":
        try:
            drafts.publish_without_review(german, locale_id=locale_id, user=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(request.path)
        messages.success(
            request, _("“%(title)s” is public in this language, unchecked.") % {"title": german}
        )
        return redirect("translations_languages", translation_key)
    return render(request, f"{FOLDER}publish.html", _publishing(german, code, locale_id))


def _publishing(german: Any, code: str, locale_id: int) -> dict[str, Any]:
    with transaction.atomic():
        drafts.prepare(german, locale_id)
    wanted = {(each.place, each.hash) for each in segments.segments_of(german)}
    typed = {
        key: text
        for key, text in sentences.typed_for(german.translation_key, locale_id).items()
        if key in wanted
    }
    missing = len(wanted) - len(typed)
    by_machine = sum(text.is_machine for text in typed.values())
    known = language(code)
    return {
        "title": str(german),
        "language": _name(code),
        "code": code,
        "direction": known.direction if known is not None else "ltr",
        "total": len(wanted),
        "by_machine": by_machine,
        "missing": missing,
        "wrong": sum(bool(text.error) for text in typed.values()),
        "label": _label(code) if by_machine else "",
        "edit_url": _editor(german.translation_key, code),
    }


def _label(code: str) -> str:
    """Return what stands above the text for readers, in their language."""
    with translation.override(code):
        return _("Translated automatically, not yet checked. The German text applies.")


# ---------------------------------------------------------------- addresses


def _page_and_language(translation_key: uuid.UUID, code: str) -> tuple[Any, int]:
    locale_id = rights.locale_id_of(code)
    german = subjects.german_row(translation_key)
    if german is None or subjects.is_easy(locale_id):
        raise Http404
    return german, locale_id


def _editor(translation_key: uuid.UUID, code: str) -> str:
    return reverse("translations_edit", args=[translation_key, code])


def _name(code: str) -> str:
    found = next((each for each in targets() if each.code == code), None)
    return f"{found.name} ({found.autonym})" if found is not None else code


URLS: list[Any] = [
    path(
        "translations/<uuid:translation_key>/<slug:code>/machine/",
        machine_view,
        name="translations_machine",
    ),
    path(
        "translations/<uuid:translation_key>/<slug:code>/publish-unchecked/",
        publish_view,
        name="translations_publish_unchecked",
    ),
]
