"""The first thing that people see who work on the site: what waits for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AbstractUser
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.auth import require_admin_access
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import HomeView
from wagtail.models import Page, TaskState, WorkflowState

from cms.core import content_version, moderation, site, translation
from cms.core.dates import date_long
from cms.core.models import BasePage, FourEyesTask
from events.models import EventIndexPage, EventPage
from home.feedback import admin as feedback_admin
from home.feedback import reports
from home.models import HomePage, LegalPage
from initiatives.models import InitiativeIndexPage, InitiativePage
from news.models import NewsIndexPage, NewsPage
from translations import desk as translators_desk

MOST_ENTRIES = 6

# What people start most often, with the kind of page it is put below.
SHORTCUTS = (
    (_("Write news"), NewsPage, NewsIndexPage),
    (_("Enter an event"), EventPage, EventIndexPage),
    (_("Enter an initiative"), InitiativePage, InitiativeIndexPage),
)


@dataclass(frozen=True)
class Entry:
    """Something to open."""

    title: str
    url: str
    comment: str = ""
    is_urgent: bool = False

    @property
    def label(self) -> str:
        return self.title


class Desk(Component):
    """Shortcuts, cases that wait, texts that came back, drafts."""

    name = "desk"
    template_name = "wagtailadmin/home/desk.html"
    order = 50

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        return {
            "shortcuts": shortcuts_for(user),
            "waiting_count": waiting_for(user),
            "may_review": FourEyesTask.objects.filter(
                active=True, groups__in=user.groups.all()
            ).exists(),
            "may_publish_alone": moderation.may_publish_alone(user),
            "sent_back": sent_back_to(user),
            "reports": reports_for(user),
            "drafts": drafts_of(user),
            "due": pages_due_for(user),
            "unwritten": unwritten_pages() if moderation.may_publish_alone(user) else [],
        }


@never_cache
@require_admin_access
def first_screen(request: HttpRequest) -> HttpResponse:
    """Show people what waits for them; whoever only translates or reviews has a desk of her own."""
    if translators_desk.is_first_screen_of(request.user):
        return redirect("translations_desk")
    return HomeView.as_view()(request)


def shortcuts_for(user: AbstractUser) -> list[Entry]:
    """Return what this person may start, in German, and the homes of her other languages."""
    found = []
    for label, model, parent_model in SHORTCUTS:
        parent = parent_model.objects.at_the_source().order_by("path").first()
        if parent is not None and parent.permissions_for_user(user).can_add_subpage():
            meta = model._meta
            address = reverse(
                "wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, parent.pk]
            )
            found.append(Entry(title=str(label), url=address))
    if found:
        return found
    homes = HomePage.objects.exclude(locale_id=translation.source_locale_id())
    return [
        Entry(
            title=str(_("Translate: %(language)s") % {"language": home.locale}),
            url=reverse("wagtailadmin_explore", args=[home.pk]),
        )
        for home in homes.select_related("locale").order_by("path")
        if moderation.writes_in(user, home.locale_id)
    ]


def waiting_for(user: AbstractUser) -> int:
    """Return how many cases this person may say yes to; her own texts are not among them."""
    cases = TaskState.objects.reviewable_by(user).exclude(revision__user=user)
    return int(cases.count())


def sent_back_to(user: AbstractUser) -> list[Entry]:
    """Return what reviewers want changed, with what they said."""
    states = (
        WorkflowState.objects.filter(status=WorkflowState.STATUS_NEEDS_CHANGES, requested_by=user)
        .select_related("current_task_state")
        .prefetch_related("content_object")
        .order_by("-current_task_state__finished_at")
    )
    finder = AdminURLFinder(user)
    found = []
    for state in states[:MOST_ENTRIES]:
        record = state.content_object
        url = finder.get_edit_url(record) if record is not None else None
        if url:
            comment = state.current_task_state.comment if state.current_task_state else ""
            title = record.get_admin_display_title() if isinstance(record, Page) else str(record)
            found.append(Entry(title=title, url=url, comment=comment))
    return found


def reports_for(user: AbstractUser) -> list[Entry]:
    """Return what readers have reported on the pages of this person, barriers first."""
    waiting = reports.still_open(reports.visible_to(user))[:MOST_ENTRIES]
    return [
        Entry(
            title=f"{line.report.get_kind_display()}: {line.title}",
            url=line.url,
            comment=_due(line.report.due_on),
            is_urgent=line.report.due_on is not None,
        )
        for line in feedback_admin.lines_of(waiting)
    ]


def _due(day: date | None) -> str:
    return str(_("to be answered by %(date)s") % {"date": date_long(day)}) if day else ""


def drafts_of(user: AbstractUser) -> list[Entry]:
    """Return the pages this person saved last and nobody reads yet."""
    in_a_workflow = {
        int(object_id)
        for object_id in WorkflowState.objects.active()
        .filter(requested_by=user)
        .values_list("object_id", flat=True)
        if object_id.isdigit()
    }
    pages = (
        Page.objects.filter(latest_revision__user=user, has_unpublished_changes=True)
        .exclude(latest_revision=F("live_revision"))
        .order_by("-latest_revision_created_at")
    )
    return [
        Entry(
            title=page.get_admin_display_title(),
            url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        )
        for page in pages[: MOST_ENTRIES * 2]
        if page.pk not in in_a_workflow
    ][:MOST_ENTRIES]


def pages_due_for(user: AbstractUser) -> list[Entry]:
    """Return the pages that want a second look, the longest overdue first, if she may edit them."""
    if not moderation.writes_in(user, translation.source_locale_id()):
        return []
    key = ("pages due for a second look", timezone.localdate())
    return [
        Entry(
            title=title,
            url=reverse("wagtailadmin_pages:edit", args=[pk]),
            comment=str(_("since %(date)s") % {"date": date_long(due_on)}),
        )
        for due_on, title, pk in content_version.remember(key, _read_due)[:MOST_ENTRIES]
    ]


def _read_due() -> list[tuple[date, str, int]]:
    """Return day, title and id of overdue pages; one query for each kind of page."""
    usual = site.site_settings().review_after_days
    today = timezone.localdate()
    found = []
    for model in apps.get_models():
        if not issubclass(model, BasePage):
            continue
        checked = model.objects.at_the_source().filter(live=True, last_reviewed_on__isnull=False)
        for pk, title, checked_on, days in checked.values_list(
            "pk", "title", "last_reviewed_on", "review_after_days"
        ):
            due_on = checked_on + timedelta(days=usual if days is None else days)
            if due_on <= today:
                found.append((due_on, title, pk))
    return sorted(found)


def unwritten_pages() -> list[Entry]:
    """Return the legal pages that the county has not written yet."""
    return [
        Entry(title=page.title, url=reverse("wagtailadmin_pages:edit", args=[page.pk]))
        for page in LegalPage.objects.at_the_source().filter(must_edit=True).order_by("path")
    ]
