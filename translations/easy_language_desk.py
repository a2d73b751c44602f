"""What writers of Leichte Sprache find around Wagtail's own editor.

The text is written in one piece there. Here are the German text with what has changed in it, the
advice on the text, and the page on which the check by a reader group is entered.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Page

from cms.core import moderation
from cms.core.languages import EASY_LANGUAGE
from cms.core.moderation import Person
from translations import (
    addresses,
    claims,
    easy_language_rules,
    editor_page,
    reader_checks,
    rights,
    segments,
    side_by_side,
    sources,
    subjects,
)
from translations.easy_language_rules import Finding
from translations.editor_page import Work
from translations.models import TranslatedRevision

FOLDER = "wagtailadmin/translations/"


# ---------------------------------------------------------------- at the top of the editor


def offer_tools(request: HttpRequest, row: Any) -> None:
    """Say above the ordinary editor whether German has changed, and lead to what helps."""
    if request.method != "GET" or not subjects.is_subject(row):
        return
    if not subjects.is_easy(row.locale_id):
        return
    german = subjects.german_row(row.translation_key)
    if german is None:
        return
    buttons = [messages.button(_address("rules", row), _("Check the text"))]
    places = segments.changed_places(
        _answers_of(row), sources.current_strings(german.translation_key)
    )
    if places:
        buttons.insert(0, messages.button(_address("compare", row), _("What has changed?")))
        text = _("German has changed since this text was written. Passages: %(count)s")
        messages.warning(request, text % {"count": len(places)}, buttons=buttons)
        return
    buttons.append(messages.button(_address("compare", row), _("Read the German text")))
    if may_enter_checks(request.user, row.locale_id):
        buttons.append(messages.button(_address("check", row), _("Reader group")))
    messages.info(request, _("Leichte Sprache is a text of its own."), buttons=buttons)


def _address(name: str, row: Any) -> str:
    return reverse(f"translations_easy_{name}", args=[row.translation_key])


def _answers_of(row: Any) -> segments.Strings:
    """Return the German sentences that the newest draft answers."""
    noted = TranslatedRevision.objects.filter(pk=row.latest_revision_id).first()
    if noted is not None and noted.made_from:
        return noted.made_from
    record = claims.record_of(translation_key=row.translation_key, locale_id=row.locale_id)
    return record.made_from or sources.current_strings(row.translation_key)


# ---------------------------------------------------------------- German beside it


@require_GET
def compare_view(request: HttpRequest, translation_key: uuid.UUID) -> HttpResponse:
    """Show what German was and is, field by field, beside the text as it stands in the editor."""
    work, row = _open(request, translation_key)
    context = {
        **_frame(work, row, _("German beside Leichte Sprache")),
        "comparison": side_by_side.since(
            german=work.german, row=row.get_latest_revision_as_object(), answers=_answers_of(row)
        ),
    }
    return render(request, f"{FOLDER}easy_compare.html", context)


# ---------------------------------------------------------------- advice on the text


@dataclass(frozen=True)
class Advice:
    """What there is to say about one place of a text."""

    label: str
    # The field and the block of the editor, to lead to.
    field_name: str
    block_id: str
    findings: list[Finding]


def advice_on(instance: Any) -> list[Advice]:
    """Return the advice on a text, place by place; no query for a loaded one."""
    return list(_advice(instance))


def _advice(instance: Any) -> Iterator[Advice]:
    places: dict[str, list[segments.Segment]] = {}
    for segment in segments.segments_of(instance):
        places.setdefault(segment.place, []).append(segment)
    for place, found in places.items():
        findings = [each for one in found for each in easy_language_rules.findings_in(one.text)]
        if findings:
            label = segments.label_of(instance, place)
            yield Advice(label, found[0].field_name, found[0].block_id, findings)


@require_http_methods(["GET", "POST"])
def rules_view(request: HttpRequest, translation_key: uuid.UUID) -> HttpResponse:
    """Show the advice on the draft; on what is sent from the editor, without saving it."""
    work, row = _open(request, translation_key)
    draft = row.get_latest_revision_as_object()
    if request.method == "POST":
        rights.require_translator(request.user, work.locale_id)
        is_whole = _take_over(draft, request)
        context = {**_findings(draft), "is_whole": is_whole, "is_beside_editor": True}
        return render(request, f"{FOLDER}easy_findings.html", context)
    context = {**_frame(work, row, _("Check the text")), **_findings(draft), "is_whole": True}
    return render(request, f"{FOLDER}easy_rules.html", context)


def _findings(instance: Any) -> dict[str, Any]:
    places = advice_on(instance)
    return {"places": places, "count": sum(len(each.findings) for each in places)}


def _take_over(draft: Any, request: HttpRequest) -> bool:
    """Put what stands in the editor into the draft, which is not saved; tell if all of it fits."""
    if isinstance(draft, Page):
        form_class = draft.get_edit_handler().get_form_class()
        more = {"parent_page": draft.get_parent().specific}
    else:
        form_class = type(draft).snippet_viewset.get_form_class(for_update=True)
        more = {}
    form = form_class(request.POST, instance=draft, for_user=request.user, **more)
    form.defer_required_fields()
    if not form.is_valid():
        return False
    form.save(commit=False)
    return True


# ---------------------------------------------------------------- the reader group


class ReaderCheckForm(forms.Form):
    """Who has read the text and understood it, and when."""

    group = forms.CharField(
        label=gettext_lazy("Reader group"),
        max_length=120,
        help_text=gettext_lazy("Readers see this name under the title of the page."),
    )
    day = forms.DateField(
        label=gettext_lazy("Read on"),
        widget=AdminDateInput,
        input_formats=["%d.%m.%Y", "%Y-%m-%d"],
        initial=timezone.localdate,
    )


def may_enter_checks(user: Person, locale_id: int) -> bool:
    """Tell whether a person enters what a reader group has said."""
    return rights.may_review(user, locale_id) or moderation.may_publish_alone(user)


@require_http_methods(["GET", "POST"])
def check_view(request: HttpRequest, translation_key: uuid.UUID) -> HttpResponse:
    """Enter which group has read the text, or take that back."""
    work, row = _open(request, translation_key)
    if not may_enter_checks(request.user, work.locale_id):
        raise PermissionDenied
    form = ReaderCheckForm(request.POST or None)
    if "remove" in request.POST:
        reader_checks.take_away(row, user=request.user)
        messages.success(request, _("Taken back. Readers are told that the text is a draft."))
        return redirect(request.path)
    if request.method == "POST" and form.is_valid() and _is_entered(request, row, form):
        messages.success(request, _("Thank you. Readers see who has tested the text."))
        return redirect(request.path)
    context = {
        **_frame(work, row, _("Reader group")),
        "form": form,
        "record": claims.record_of(translation_key=translation_key, locale_id=work.locale_id),
        "is_public": row.live,
        "has_newer_draft": row.live and row.has_unpublished_changes,
    }
    return render(request, f"{FOLDER}easy_check.html", context)


def _is_entered(request: HttpRequest, row: Any, form: ReaderCheckForm) -> bool:
    try:
        reader_checks.note(row, user=request.user, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


# ---------------------------------------------------------------- at the doors


def _open(request: HttpRequest, translation_key: uuid.UUID) -> tuple[Work, Any]:
    """Return a text and its row in Leichte Sprache, for those who write or review it."""
    work = editor_page.open_for_reading(request.user, translation_key, EASY_LANGUAGE)
    row = subjects.row_in(work.german, work.locale_id)
    if row is None:
        raise Http404
    return work, row


def _frame(work: Work, row: Any, name: str) -> dict[str, Any]:
    """Return what the three pages have in common."""
    edit_url = addresses.of_row(type(row), row.pk)
    return {
        "breadcrumbs_items": [
            {"url": reverse("translations_desk"), "label": _("Translations")},
            {"url": edit_url, "label": work.title},
            {"url": "", "label": name},
        ],
        "header_title": f"{name}: {work.title}",
        "title": work.title,
        "target": work.target,
        "edit_url": edit_url,
        "compare_url": _address("compare", row),
        "rules_url": _address("rules", row),
        "check_url": (
            _address("check", row) if may_enter_checks(work.user, work.locale_id) else ""
        ),
    }


URLS: list[Any] = [
    path(
        "translations/<uuid:translation_key>/easy/compare/",
        compare_view,
        name="translations_easy_compare",
    ),
    path(
        "translations/<uuid:translation_key>/easy/rules/",
        rules_view,
        name="translations_easy_rules",
    ),
    path(
        "translations/<uuid:translation_key>/easy/check/",
        check_view,
        name="translations_easy_check",
    ),
]
