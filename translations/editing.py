"""The editor in which volunteers translate a text sentence by sentence."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cms.core import moderation
from translations import (
    beginning,
    cards,
    claims,
    drafts,
    editor_page,
    rights,
    saving,
    states,
    subjects,
)
from translations.drafts import IncompleteError
from translations.editor_page import Sheet, Shown, Work
from translations.saving import Kept
from translations.sentences import Key

TEMPLATE = "wagtailadmin/translations/edit.html"

# What the fields of a sentence are called, with its name behind.
TEXT = "text-"
SEEN = "seen-"


# ---------------------------------------------------------------- the page


@require_http_methods(["GET", "POST"])
def edit_view(request: HttpRequest, translation_key: uuid.UUID, code: str) -> HttpResponse:
    """Show the sentences of a text; save those that are sent."""
    work = editor_page.open_work(request.user, translation_key, code)
    if work.target.is_easy:
        return beginning.easy_view(request, work)
    shown = _shown(request.GET)
    if request.method == "GET":
        return _page(request, editor_page.sheet_of(work), shown)
    answer = _kept_or_page(request, work, shown)
    if answer is not None:
        return answer
    messages.success(request, _("Saved."))
    return redirect(_back(work, shown, request.POST))


def _shown(query: Mapping[str, str]) -> Shown:
    return Shown(only_open=query.get("show") == "open", is_checked=bool(query.get("check")))


def _page(
    request: HttpRequest, sheet: Sheet, shown: Shown, extra: Mapping[str, Any] | None = None
) -> HttpResponse:
    return render(request, TEMPLATE, editor_page.context_of(sheet, shown) | dict(extra or {}))


def _back(work: Work, shown: Shown, sent: Mapping[str, str]) -> str:
    """Return where to go on: at the sentence whose button was pressed."""
    address = f"{work.url('translations_edit')}{shown.query}"
    _what, _colon, name = sent.get("take", "").partition(":")
    return f"{address}#{quote(cards.anchor_of(name), safe=':.')}" if name else address


def _kept_or_page(request: HttpRequest, work: Work, shown: Shown) -> HttpResponse | None:
    """Save what was sent; where something could not be saved, show the page with it."""
    texts = _texts(work, request.POST)
    try:
        kept = saving.keep(
            work.german,
            locale_id=work.locale_id,
            user=request.user,
            texts=texts,
            versions=_versions(request.POST),
            confirmed={cards.key_of(name) for name in request.POST.getlist("confirmed")},
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return _page(request, _with_unsaved(editor_page.sheet_of(work), texts, Kept()), shown)
    if kept.is_whole:
        return None
    messages.warning(request, _("Not everything could be saved. Please look at the marked places."))
    unsaved = {key: texts[key] for key in kept.conflicts}
    sheet = _with_unsaved(editor_page.sheet_of(work), unsaved, kept)
    return _page(request, sheet, shown, {"gone": list(kept.gone.values())})


def _texts(work: Work, sent: QueryDict) -> dict[Key, str]:
    """Return the texts of a form; those of a pressed button take the place of typed ones."""
    texts = {
        cards.key_of(name.removeprefix(TEXT)): str(text)
        for name, text in sent.items()
        if name.startswith(TEXT)
    }
    what, _colon, name = sent.get("take", "").partition(":")
    if what:
        offered = _offered(work, what, cards.key_of(name))
        if offered is None:
            texts.pop(cards.key_of(name), None)
        else:
            texts[cards.key_of(name)] = offered
    return texts


def _offered(work: Work, what: str, key: Key) -> str | None:
    """Return the text that a button offers; none where it takes what somebody else has saved."""
    card = next((each for each in editor_page.sheet_of(work).cards if each.key == key), None)
    if card is None or what == "theirs":
        return None
    offers = {
        "german": card.german_text,
        "old": card.old.text if card.old else "",
        "elsewhere": card.elsewhere,
    }
    return offers.get(what)


def _versions(sent: QueryDict) -> dict[Key, str]:
    return {
        cards.key_of(name.removeprefix(SEEN)): str(version)
        for name, version in sent.items()
        if name.startswith(SEEN)
    }


def _with_unsaved(sheet: Sheet, texts: Mapping[Key, str], kept: Kept) -> Sheet:
    """Return the page with what was typed in its fields, saved or not."""
    return dataclasses.replace(
        sheet,
        cards=[
            dataclasses.replace(
                card, unsaved=texts.get(card.key), conflict=kept.conflicts.get(card.key)
            )
            for card in sheet.cards
        ],
    )


# ---------------------------------------------------------------- one sentence


@require_http_methods(["GET", "POST"])
def sentence_view(request: HttpRequest, translation_key: uuid.UUID, code: str) -> HttpResponse:
    """Save one sentence for the script of the page; asked without one, give a fresh token."""
    work = editor_page.open_work(request.user, translation_key, code)
    if work.target.is_easy:
        raise PermissionDenied
    if request.method == "GET":
        return JsonResponse({"token": get_token(request)})
    key = cards.key_of(request.POST.get("name", ""))
    try:
        kept = saving.keep(
            work.german,
            locale_id=work.locale_id,
            user=request.user,
            texts={key: request.POST.get("text", "")},
            versions={key: request.POST.get("seen", "")},
            confirmed={key} if request.POST.get("confirmed") else (),
        )
    except ValidationError as error:
        message = " ".join(error.messages)
        return JsonResponse({"status": "refused", "message": message}, status=HTTPStatus.LOCKED)
    return _answer(work, key, kept)


def _answer(work: Work, key: Key, kept: Kept) -> JsonResponse:
    record = claims.record_of(translation_key=work.german.translation_key, locale_id=work.locale_id)
    found = cards.plain_cards_of(work.german, record)
    card = next((each for each in found if each.key == key), None)
    if card is None:
        message = _(
            "The German sentence has changed while you were typing. Please copy your text and "
            "load the page again."
        )
        return JsonResponse({"status": "gone", "message": message}, status=HTTPStatus.CONFLICT)
    if key in kept.conflicts:
        return JsonResponse(
            {"status": "conflict", "text": card.stored_text, "version": card.version},
            status=HTTPStatus.CONFLICT,
        )
    progress = cards.progress_of(found)
    return JsonResponse(
        {
            "status": "saved",
            "version": card.version,
            "state": card.state.value if card.typed else "",
            "problem": card.problem,
            "total": progress.total,
            "done": progress.done,
            "open": progress.open,
        }
    )


# ---------------------------------------------------------------- in and out of the review


@require_POST
def hand_in_view(request: HttpRequest, translation_key: uuid.UUID, code: str) -> HttpResponse:
    """Save what was sent, and put the text before the reviewers."""
    work = editor_page.open_work(request.user, translation_key, code)
    if work.target.is_easy:
        raise PermissionDenied
    answer = _kept_or_page(request, work, Shown())
    if answer is not None:
        return answer
    try:
        drafts.hand_in(work.german, locale_id=work.locale_id, user=request.user)
    except IncompleteError:
        return redirect(f"{work.url('translations_edit')}?check=1#problems")
    except ValidationError as error:
        messages.error(request, _in_words(work.german, error))
        return redirect(work.url("translations_edit"))
    messages.success(
        request,
        _("Thank you! “%(title)s” is handed in. Next, somebody else reads it.")
        % {"title": work.title},
    )
    return redirect("translations_desk")


def _in_words(german: Any, error: ValidationError) -> str:
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(
        text if name == NON_FIELD_ERRORS else f"{german._meta.get_field(name).verbose_name}: {text}"
        for name, texts in error.message_dict.items()
        for text in texts
    )


@require_POST
def take_back_view(request: HttpRequest, translation_key: uuid.UUID, code: str) -> HttpResponse:
    """Take a text out of the review again, to go on working on it."""
    work = editor_page.open_work(request.user, translation_key, code)
    try:
        drafts.take_back(work.german, locale_id=work.locale_id, user=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Taken back. You can go on working on it."))
    return redirect(work.url("translations_edit"))


# ---------------------------------------------------------------- instead of the ordinary editor


def lead_to_sentences(request: HttpRequest, row: Any) -> HttpResponse | None:
    """Send translators who open the ordinary editor to this one, reviewers to what waits.

    Whoever may publish alone gets the ordinary editor; so does everybody for Leichte Sprache,
    which is a text of its own, and for rows whose German page is not public.
    """
    user = request.user
    if not _is_translated_by_sentences(row) or moderation.may_publish_alone(user):
        return None
    german = subjects.german_row(row.translation_key)
    if german is None:
        return None
    is_waiting = states.state_of(german, row.locale_id).review
    if is_waiting and not is_waiting.is_sent_back and rights.may_review(user, row.locale_id):
        return _lead_to("translations_review", row)
    if rights.may_translate(user, row.locale_id):
        return _lead_to("translations_edit", row)
    return None


def _is_translated_by_sentences(row: Any) -> bool:
    return (
        subjects.is_subject(row)
        and not subjects.is_german(row)
        and not subjects.is_easy(row.locale_id)
        # Such as what an office word is called in a language, which German does not say.
        and not getattr(row, "translation_only_fields", ())
    )


def _lead_to(name: str, row: Any) -> HttpResponse:
    code = next(code for code, pk in subjects.target_locale_ids().items() if pk == row.locale_id)
    return redirect(name, row.translation_key, code)


FOLDER = "translations/<uuid:translation_key>/<slug:code>/"
URLS: list[Any] = [
    path(FOLDER, edit_view, name="translations_edit"),
    path(f"{FOLDER}sentence/", sentence_view, name="translations_sentence"),
    path(f"{FOLDER}hand-in/", hand_in_view, name="translations_hand_in"),
    path(f"{FOLDER}take-back/", take_back_view, name="translations_take_back"),
]
