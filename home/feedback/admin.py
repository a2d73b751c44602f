"""What readers report, for the people who look after the pages: reading, answering, counting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.paginator import WagtailPaginator
from wagtail.models import Page

from cms.core import translation
from cms.core.languages import language
from cms.core.moderation import Person
from home.feedback import reports
from home.feedback.forms import PlainTextField
from home.models import ReaderReport

FOLDER = "wagtailadmin/home/"
PER_PAGE = 20
STATES = ("open", "done")
MOST_VOTED = 50
# Long enough to see what a rewritten page has changed.
VOTES_OF_DAYS = 180
# From here on a page has answers, not an accident.
FEW_VOTES = 5


@dataclass(frozen=True)
class Line:
    """A report as a line of the list."""

    report: ReaderReport
    page: Page | None

    @property
    def title(self) -> str:
        if self.page is not None:
            return str(self.page.title)
        return self.report.address or str(_("The whole site"))

    @property
    def language(self) -> str:
        """Return what colleagues call the language in which the reader had the page."""
        known = language(self.report.locale.language_code)
        return known.german_name if known is not None else ""

    @property
    def url(self) -> str:
        return reverse("reader_report", args=[self.report.pk])


@dataclass(frozen=True)
class Votes:
    """How many readers found a page helpful in a language, over some months."""

    title: str
    language: str
    url: str
    yes: int
    no: int

    @property
    def percent(self) -> int:
        return round(100 * self.yes / (self.yes + self.no))

    @property
    def is_worrying(self) -> bool:
        """Tell whether enough readers answered, and most of them said no."""
        return self.yes + self.no >= FEW_VOTES and self.no > self.yes


class DoneForm(forms.Form):
    """What somebody did about a report."""

    note = PlainTextField(
        label=gettext_lazy("What was done?"),
        help_text=gettext_lazy("For colleagues; readers do not see it."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReportsMenuItem(MenuItem):  # type: ignore[misc]
    """For everybody who may change a German page."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_look(request.user)


def may_look(user: Person) -> bool:
    """Tell whether a person looks after any page."""
    return bool(reports.pages_of(user).exists())


def lines_of(found: Iterable[ReaderReport]) -> list[Line]:
    """Return reports with the pages they are about; one query."""
    rows = list(found)
    pages = reports.german_pages(rows)
    return [Line(row, pages.get(row.page_key)) for row in rows]


# ---------------------------------------------------------------- at the door


def _require_looker(request: HttpRequest) -> None:
    if not may_look(request.user):
        raise PermissionDenied


@require_GET
def list_view(request: HttpRequest) -> HttpResponse:
    """Show what waits for an answer first, what is done on demand."""
    _require_looker(request)
    state = request.GET.get("state", "")
    state = state if state in STATES else "open"
    kind = request.GET.get("kind", "")
    kind = kind if kind in ReaderReport.Kind.values else ""
    mine = reports.visible_to(request.user)
    chosen = mine.filter(kind=kind) if kind else mine
    if state == "open":
        chosen = reports.still_open(chosen)
    else:
        chosen = chosen.exclude(done_at=None).order_by("-done_at", "-pk")
    paginator = WagtailPaginator(chosen.select_related("locale", "done_by"), PER_PAGE)
    page = paginator.get_page(request.GET.get("p"))
    context = {
        **_frame(_("Reports from readers")),
        "lines": lines_of(page.object_list),
        "page": page,
        "state": state,
        "kind": kind,
        "kinds": ReaderReport.Kind.choices,
        "open_count": mine.filter(done_at=None).count(),
        "done_count": mine.exclude(done_at=None).count(),
    }
    return render(request, f"{FOLDER}reports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def report_view(request: HttpRequest, report_id: int) -> HttpResponse:
    """Show one report, and take what was done about it."""
    _require_looker(request)
    report = get_object_or_404(
        reports.visible_to(request.user).select_related("locale", "done_by"), pk=report_id
    )
    form = DoneForm(request.POST or None, initial={"note": report.note})
    if request.method == "POST":
        if "open" in request.POST:
            reports.open_again(report)
            return redirect("reader_report", report.pk)
        if form.is_valid():
            reports.mark_done(report, user=request.user, note=form.cleaned_data["note"])
            messages.success(request, _("The report is done."))
            return redirect("reader_reports")
    line = lines_of([report])[0]
    context = {
        **_frame(line.title, parent=_("Reports from readers")),
        "line": line,
        "report": report,
        "form": form,
        "text_page": _text_page(report),
        "kept_days": reports.KEPT_AFTER_DONE.days,
    }
    return render(request, f"{FOLDER}report.html", context)


@require_GET
def votes_view(request: HttpRequest) -> HttpResponse:
    """Show which pages helped and which did not, the least helpful first."""
    _require_looker(request)
    first = (timezone.localdate() - timedelta(days=VOTES_OF_DAYS)).replace(day=1)
    context = {
        **_frame(_("Was this page helpful?"), parent=_("Reports from readers")),
        "votes": votes_of(request.user, first),
        "since": first,
    }
    return render(request, f"{FOLDER}votes.html", context)


def votes_of(user: Any, first_month: date) -> list[Votes]:
    """Return the votes on a person's pages since a month, the most “no” first."""
    rows = (
        reports.votes_since(user, first_month)
        .values("page_key", "locale_id")
        .annotate(yes=Sum("yes"), no=Sum("no"))
        .order_by("-no", "yes", "page_key", "locale_id")[:MOST_VOTED]
    )
    keys = {row["page_key"] for row in rows}
    german = Page.objects.filter(translation_key__in=keys, locale_id=translation.source_locale_id())
    pages = {page.translation_key: page for page in german}
    return [
        Votes(
            title=str(pages[row["page_key"]].title),
            language=_language(row["locale_id"]),
            url=reverse("wagtailadmin_pages:edit", args=[pages[row["page_key"]].pk]),
            yes=row["yes"],
            no=row["no"],
        )
        for row in rows
    ]


def _language(locale_id: int) -> str:
    served = translation.language_of_locale(locale_id)
    return served.german_name if served is not None else ""


def _text_page(report: ReaderReport) -> Page | None:
    """Return the page in the language in which the reader had it in front of her."""
    if report.page_key is None:
        return None
    found = Page.objects.filter(translation_key=report.page_key, locale_id=report.locale_id)
    return found.first() or reports.page_of(report)


def _frame(title: str, *, parent: str = "") -> dict[str, Any]:
    crumbs = [{"url": reverse("reader_reports"), "label": parent}] if parent else []
    return {
        "breadcrumbs_items": [*crumbs, {"url": "", "label": title}],
        "header_title": title,
        "header_icon": "mail",
    }


URLS: list[Any] = [
    path("reports-of-readers/", list_view, name="reader_reports"),
    path("reports-of-readers/votes/", votes_view, name="reader_votes"),
    path("reports-of-readers/<int:report_id>/", report_view, name="reader_report"),
]
