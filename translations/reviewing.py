"""The page on which a reviewer reads what was handed in, and says yes or no.

Whatever is decided here is decided by the task of the workflow, like at every other door; see
cms.core.models.FourEyesTask. This page adds what a reviewer needs to know before she decides.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.models import Page, Revision, TaskState, WorkflowState

from cms.core import moderation
from cms.core.forms import BROUGHT_UP_TO_DATE, SMALL_CORRECTION
from translations import (
    addresses,
    claims,
    easy_language_desk,
    editor_page,
    publishing,
    rights,
    side_by_side,
    subjects,
)
from translations.editor_page import Work
from translations.models import TranslatedRevision
from translations.targets import Target, targets

APPROVE = "approve"
SEND_BACK = "send_back"
# What the workflow calls these decisions.
ACTIONS = {APPROVE: "approve", SEND_BACK: "reject"}


class DecisionForm(forms.Form):
    """A decision on the text that the reviewer had before her eyes."""

    decision = forms.ChoiceField(choices=[(each, each) for each in ACTIONS])
    # The case, which is another one as soon as the text is.
    case = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    comment = forms.CharField(
        label=gettext_lazy("What should be better?"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("decision") == SEND_BACK and not cleaned.get("comment"):
            self.add_error("comment", _("Please say what should be better."))
        return cleaned


# ---------------------------------------------------------------- deciding


@transaction.atomic
def decide(*, row: Any, case_id: int, user: Any, decision: str, comment: str = "") -> None:
    """Approve the text of a case, which publishes exactly that text, or send it back.

    Raises:
        PermissionDenied: this person may not, somebody else has decided, or the text is another
            one than the case was opened with.
        ValidationError: the approved page cannot be saved.
    """
    case = TaskState.objects.for_instance(row).filter(pk=case_id).first()
    if case is None:
        # A draft that was saved over takes its case along; see moderation.follow_edit().
        raise PermissionDenied(_("The text was changed meanwhile. Please read it again."))
    if moderation.open_case(case).pk != case.pk:
        raise PermissionDenied(_("The text was changed meanwhile. Please read it again."))
    task = case.task.specific
    task.on_action(case.specific, user, ACTIONS[decision], comment=comment)


@dataclass(frozen=True)
class Standing:
    """What one person may do about a text that is under review."""

    may_approve: bool = False
    may_send_back: bool = False
    # Whether her own words are in it.
    is_author: bool = False
    # Who else could say yes.
    others: tuple[str, ...] = ()


def standing_of(user: Any, row: Any, case: TaskState | None) -> Standing:
    """Return what a person may do; nothing where no case is open."""
    if case is None or case.status != TaskState.STATUS_IN_PROGRESS:
        return Standing()
    actions = {name for name, *_rest in case.task.specific.get_actions(row, user)}
    return Standing(
        may_approve="approve" in actions,
        may_send_back="reject" in actions,
        is_author=user.pk in _authors_of(case.revision),
        others=tuple(_name(each) for each in _approvers(case) if each.pk != user.pk),
    )


def _authors_of(revision: Revision) -> set[int]:
    return publishing.author_ids(revision) | ({revision.user_id} - {None})


def _approvers(case: TaskState) -> Iterable[Any]:
    """Return the reviewers whose words are not in the text."""
    groups = getattr(case.task.specific, "groups", None)
    if groups is None:
        return ()
    return (
        get_user_model()
        .objects.filter(is_active=True, groups__in=groups.all())
        .exclude(pk__in=_authors_of(case.revision))
        .order_by("last_name", "first_name", "username")
        .distinct()
    )


# ---------------------------------------------------------------- what has happened


@dataclass(frozen=True)
class Event:
    """A step of a review."""

    at: datetime
    who: str
    what: str
    comment: str = ""


def history_of(review: WorkflowState) -> list[Event]:
    """Return the steps of a review, from the first hand-in to the last decision; one query."""
    cases = (
        review.task_states.select_related("finished_by", "revision__user")
        .defer("revision__content")
        .order_by("started_at", "pk")
    )
    return [event for case in cases for event in _events_of(case)]


def last_sent_back(case: TaskState) -> TaskState | None:
    """Return the last case of the same review that was sent back before this one; one query."""
    return (
        TaskState.objects.filter(
            workflow_state_id=case.workflow_state_id,
            status=TaskState.STATUS_REJECTED,
            started_at__lt=case.started_at,
        )
        .exclude(pk=case.pk)
        .select_related("finished_by", "revision")
        .order_by("-started_at", "-pk")
        .first()
    )


def _events_of(case: TaskState) -> Iterator[Event]:
    yield _handed_in(case)
    what = {
        TaskState.STATUS_APPROVED: _("approved"),
        TaskState.STATUS_REJECTED: _("sent back"),
        TaskState.STATUS_CANCELLED: _("put another text in its place, or took it back"),
    }.get(case.status)
    if what is not None and case.finished_at is not None:
        yield Event(case.finished_at, _name(case.finished_by), what, case.comment)


def _handed_in(case: TaskState) -> Event:
    return Event(case.started_at, _name(case.revision.user), _("handed in"))


def _name(user: Any) -> str:
    return (user.get_full_name() or user.get_username()) if user is not None else ""


# ---------------------------------------------------------------- what comes next


@dataclass(frozen=True)
class Waiting:
    """Another text that this reviewer could read."""

    title: str
    target: Target
    url: str


def next_for(user: Any, *, but: Any) -> Waiting | None:
    """Return the text that has waited longest for a person; two queries and one for its title."""
    cases = TaskState.objects.reviewable_by(user)
    noted = (
        TranslatedRevision.objects.filter(revision__task_states__in=cases)
        .exclude(revision__user=user)
        .exclude(authors=user)
        .exclude(record__translation_key=but.translation_key, record__locale_id=but.locale_id)
        .select_related("record")
        .order_by("revision__created_at")
    )
    by_locale = {each.locale_id: each for each in targets()}
    for each in noted[:5]:
        german = subjects.german_row(each.record.translation_key)
        target = by_locale.get(each.record.locale_id)
        if german is not None and target is not None:
            return Waiting(str(german), target, address(german, target))
    return None


def address(german: Any, target: Target) -> str:
    """Return where a text is reviewed."""
    return reverse("translations_review", args=[german.translation_key, target.code])


# ---------------------------------------------------------------- at the door


@require_http_methods(["GET", "POST"])
def review_view(request: HttpRequest, translation_key: uuid.UUID, code: str) -> HttpResponse:
    """Show a text that was handed in beside German and beside what is public; take a decision."""
    work = editor_page.open_for_reading(request.user, translation_key, code)
    row = subjects.row_in(work.german, work.locale_id)
    if row is None:
        raise Http404
    form = DecisionForm(request.POST or None)
    status = HTTPStatus.OK
    if request.method == "POST":
        if not form.is_valid():
            status = HTTPStatus.UNPROCESSABLE_ENTITY
        elif _take_decision(request, row, form.cleaned_data):
            return redirect("translations_review", translation_key, code)
        else:
            status = HTTPStatus.CONFLICT
    return _page(request, work, row, form, status)


def _take_decision(request: HttpRequest, row: Any, wanted: dict[str, Any]) -> bool:
    """Carry a decision out, or say why it was not; tell which."""
    try:
        decide(
            row=row,
            case_id=wanted["case"],
            user=request.user,
            decision=wanted["decision"],
            comment=wanted["comment"],
        )
    except PermissionDenied as refusal:
        messages.error(request, str(refusal) or _("You may not decide on this text."))
        return False
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    _say_what_happened(request, row, wanted["decision"])
    return True


def _say_what_happened(request: HttpRequest, row: Any, decision: str) -> None:
    now = type(row)._default_manager.get(pk=row.pk)
    if decision == SEND_BACK:
        messages.success(request, _("Sent back. The translator gets a mail with your comment."))
    elif now.current_workflow_state is not None:
        messages.success(request, _("Approved. Somebody else takes the next step."))
    elif not now.live:
        messages.success(request, _("Approved. It goes public on its day."))
    else:
        url = now.get_url(request) if isinstance(now, Page) else None
        buttons = [messages.button(url, _("See it"), new_window=True)] if url else []
        text = _("“%(title)s” is public now, as you have read it.") % {"title": now}
        messages.success(request, text, buttons=buttons)


def _page(
    request: HttpRequest, work: Work, row: Any, form: DecisionForm, status: HTTPStatus
) -> HttpResponse:
    review = row.current_workflow_state
    case = review.current_task_state if review is not None else None
    record = claims.record_of(translation_key=row.translation_key, locale_id=row.locale_id)
    standing = standing_of(request.user, row, case)
    context: dict[str, Any] = {
        "breadcrumbs_items": [
            {"url": reverse("translations_desk"), "label": _("Translations")},
            {"url": "", "label": _("Review")},
        ],
        "header_title": _("Review: %(title)s") % {"title": work.title},
        "title": work.title,
        "target": work.target,
        "record": record,
        "case": case,
        "is_sent_back": case is not None and case.status == TaskState.STATUS_REJECTED,
        "standing": standing,
        "form": form,
        **_ways(request, work, row, case, standing),
    }
    if case is not None:
        context["history"] = history_of(review)
        context["comparison"] = side_by_side.of_revision(
            german=work.german, row=row, revision=case.revision, record=record
        )
        context["remarks"] = list(_remarks(case.revision))
        context["handed_in"] = _handed_in(case)
        context["answer"] = _answer(work.german, case)
    else:
        last = row.workflow_states.order_by("-created_at").first()
        context["history"] = history_of(last) if last is not None else []
    if rights.may_review(request.user, row.locale_id):
        context["next"] = next_for(request.user, but=row)
    return render(request, "wagtailadmin/translations/review.html", context, status=status)


@dataclass(frozen=True)
class Answer:
    """What the translator has changed after a text was sent back, and why she was asked to."""

    who: str
    at: datetime | None
    comment: str
    rows: list[side_by_side.Row]


def _answer(german: Any, case: TaskState) -> Answer | None:
    earlier = last_sent_back(case)
    if earlier is None:
        return None
    return Answer(
        _name(earlier.finished_by),
        earlier.finished_at,
        earlier.comment,
        side_by_side.between(german=german, old=earlier.revision, new=case.revision),
    )


def _ways(
    request: HttpRequest, work: Work, row: Any, case: TaskState | None, standing: Standing
) -> dict[str, Any]:
    """Return the addresses that a reviewer may want to open."""
    german = work.german
    is_easy = work.target.is_easy
    ways = {
        "german_url": german.get_url(request) if isinstance(german, Page) else "",
        "public_url": row.get_url(request) if isinstance(row, Page) and row.live else "",
        "edit_url": (
            addresses.of_row(type(row), row.pk) if is_easy else work.url("translations_edit")
        ),
    }
    if case is not None and standing.may_send_back:
        # The text of the case, where the preview of translators shows what was typed last.
        ways["preview_url"] = _preview_of(row, case)
    elif not is_easy:
        ways["preview_url"] = work.url("translations_preview")
    if is_easy:
        ways["rules_url"] = reverse("translations_easy_rules", args=[german.translation_key])
        if easy_language_desk.may_enter_checks(request.user, row.locale_id):
            ways["check_url"] = reverse("translations_easy_check", args=[german.translation_key])
    return ways


def _preview_of(row: Any, case: TaskState) -> str:
    name = "wagtailadmin_pages:workflow_preview"
    if not isinstance(row, Page):
        name = row.snippet_viewset.get_url_name("workflow_preview")
    return reverse(name, args=[row.pk, case.task_id])


def _remarks(revision: Revision) -> Iterator[str]:
    """Return what the writer has said about this version in the ordinary editor."""
    if revision.content.get(BROUGHT_UP_TO_DATE):
        yield _("Whoever wrote this says: it says what the German text says today.")
    if revision.content.get(SMALL_CORRECTION):
        yield _("Whoever wrote this says: only a small correction, what it says is the same.")


URLS: list[Any] = [
    path(
        "translations/<uuid:translation_key>/<slug:code>/review/",
        review_view,
        name="translations_review",
    ),
]
