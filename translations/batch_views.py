"""The pages on which a co-ordinator asks for many translations at once and sees how far it is."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from translations import addresses, batches, board, rights, states
from translations.asking import NeededByField
from translations.models import TranslationBatch, TranslationBatchItem
from translations.targets import Target, targets

FOLDER = "wagtailadmin/translations/"
MOST_LISTED = 200

State = TranslationBatchItem.State
View = Callable[..., HttpResponse]


class BatchForm(forms.Form):
    """What is done with the chosen pages, in which languages, and by when."""

    kind = forms.ChoiceField(label=gettext_lazy("What"), widget=forms.RadioSelect)
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Please choose at least one language.")},
    )
    needed_by = NeededByField(
        label=gettext_lazy("Needed by (optional)"),
        help_text=gettext_lazy("Pages keep a day of their own where you leave this empty."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = dict(TranslationBatch.Kind.choices)
        offered = [(kind, kinds[kind]) for kind in batches.kinds_offered()]
        self.by_code = {each.code: each for each in targets()}
        for name, choices in (
            ("kind", offered),
            ("languages", [(code, each.name) for code, each in self.by_code.items()]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the types
            field.choices = choices
        self.initial.setdefault("kind", TranslationBatch.Kind.REQUEST.value)
        if len(offered) == 1:
            self.fields["kind"].widget = forms.HiddenInput()

    @property
    def locale_ids(self) -> list[int]:
        return [self.by_code[code].locale_id for code in self.cleaned_data["languages"]]


def for_coordinators(view: View) -> View:
    """Refuse everybody who does not plan translations."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not rights.may_coordinate(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


# ---------------------------------------------------------------- starting


@require_http_methods(["GET", "POST"])
@for_coordinators
def new_view(request: HttpRequest) -> HttpResponse:
    """Ask what to do with the pages that were chosen on the board, then begin."""
    looked_for = QueryDict(request.POST.get("looked_for", ""))
    keys = _chosen(request, looked_for)
    if not keys:
        if request.method == "POST":
            messages.warning(request, _("Please choose pages first."))
        return redirect(f"{reverse('translations_board')}?{looked_for.urlencode()}")
    if "start" not in request.POST:
        return _ask(request, BatchForm(initial=_as_looked_for(looked_for)), keys, looked_for)
    form = BatchForm(request.POST)
    if not form.is_valid():
        return _ask(request, form, keys, looked_for)
    batch = batches.start(
        kind=form.cleaned_data["kind"],
        keys=keys,
        locale_ids=form.locale_ids,
        user=request.user,
        needed_by=form.cleaned_data["needed_by"],
    )
    return redirect("translations_batch", batch.pk)


def _chosen(request: HttpRequest, looked_for: QueryDict) -> list[uuid.UUID]:
    """Return the pages that were ticked, or all that the board was showing."""
    if request.POST.get("scope") == "all":
        return [row.subject.translation_key for row in board.board_for(looked_for).rows]
    ticked = {each for text in request.POST.getlist("key") if (each := _as_key(text)) is not None}
    if not ticked:
        return []
    known = [each.translation_key for each in states.all_subjects()]
    return [key for key in known if key in ticked]


def _as_key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _as_looked_for(looked_for: QueryDict) -> dict[str, Any]:
    return {"languages": looked_for.getlist("language")}


def _ask(
    request: HttpRequest, form: BatchForm, keys: list[uuid.UUID], looked_for: QueryDict
) -> HttpResponse:
    context = {
        "breadcrumbs_items": [*_above(), {"url": "", "label": _("Ask for translations")}],
        "header_title": _("Ask for translations"),
        "form": form,
        "count": len(keys),
        # “All” is worked out anew: a thousand names need not travel.
        "keys": [] if request.POST.get("scope") == "all" else keys,
        "scope": request.POST.get("scope", ""),
        "looked_for": looked_for.urlencode(),
    }
    return render(request, f"{FOLDER}batch_new.html", context)


def _above() -> list[dict[str, str]]:
    return [
        {"url": reverse("translations_desk"), "label": _("Translations")},
        {"url": reverse("translations_board"), "label": _("Coverage")},
    ]


# ---------------------------------------------------------------- how far it is


@require_GET
@for_coordinators
def list_view(request: HttpRequest) -> HttpResponse:
    """Show what was asked for lately, by whom, and how far it is."""
    found = list(TranslationBatch.objects.select_related("started_by")[:50])
    progress = batches.progress_of([each.pk for each in found])
    context = {
        "breadcrumbs_items": [*_above(), {"url": "", "label": _("Batches")}],
        "header_title": _("Batches"),
        "batches": [(each, progress[each.pk]) for each in found],
    }
    return render(request, f"{FOLDER}batch_list.html", context)


@require_GET
@for_coordinators
def batch_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far a batch is, what failed and why."""
    batch = get_object_or_404(TranslationBatch.objects.select_related("started_by"), pk=pk)
    context = {
        "breadcrumbs_items": [
            *_above(),
            {"url": reverse("translations_batches"), "label": _("Batches")},
            {"url": "", "label": str(batch)},
        ],
        "header_title": str(batch),
        "batch": batch,
        "progress": batches.progress_of([pk])[pk],
        "failed": _named(batch.items.filter(state=State.FAILED).order_by("pk")[:MOST_LISTED]),
        "skipped": batch.items.filter(state=State.SKIPPED)
        .values_list("message")
        .annotate(count=Count("pk"))
        .order_by("-count"),
    }
    return render(request, f"{FOLDER}batch.html", context)


def _named(items: Iterable[TranslationBatchItem]) -> list[dict[str, Any]]:
    """Return items with the titles of their pages and the names of their languages."""
    found = list(items)
    if not found:
        return []
    known = {each.translation_key: each for each in states.all_subjects()}
    by_locale: dict[int, Target] = {each.locale_id: each for each in targets()}
    named = []
    for item in found:
        subject, target = known.get(item.translation_key), by_locale.get(item.locale_id)
        named.append(
            {
                "title": subject.title if subject is not None else _("A page that is gone"),
                "language": target.name if target is not None else "",
                "url": addresses.of_languages(subject, target) if subject is not None else "",
                "message": item.message,
            }
        )
    return named


@require_GET
@for_coordinators
def status_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the figures of a batch for the script that moves the bar."""
    get_object_or_404(TranslationBatch, pk=pk)
    progress = batches.progress_of([pk])[pk]
    return JsonResponse(
        {
            "finished": progress.finished,
            "total": progress.total,
            "is_over": progress.is_over,
            "text": text_of(progress),
        }
    )


def text_of(progress: batches.Progress) -> str:
    """Return how far a batch is, in words."""
    return _("%(finished)s of %(total)s") % {
        "finished": progress.finished,
        "total": progress.total,
    }


@require_POST
@for_coordinators
def retry_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Try what failed again."""
    count = batches.try_again(get_object_or_404(TranslationBatch, pk=pk))
    if not count:
        messages.warning(request, _("Nothing of this batch has failed."))
    return redirect("translations_batch", pk)


URLS: list[Any] = [
    path("translations/batches/", list_view, name="translations_batches"),
    path("translations/batches/new/", new_view, name="translations_batch_new"),
    path("translations/batches/<int:pk>/", batch_view, name="translations_batch"),
    path("translations/batches/<int:pk>/status/", status_view, name="translations_batch_status"),
    path("translations/batches/<int:pk>/again/", retry_view, name="translations_batch_again"),
]
