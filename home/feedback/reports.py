"""Reports and votes of readers: taking them, whose they are, and when they are forgotten."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from cms.core import translation
from cms.core.dates import date_long
from cms.core.languages import SOURCE_LANGUAGE
from cms.core.moderation import Person
from home.feedback import tokens
from home.models import PageVotes, ReaderReport

# The law gives a month; whoever waits for an answer cannot use the page until then.
BARRIER_DUE_AFTER = timedelta(days=14)
# Long enough to look up what was answered; named in the form and in docs/privacy.md.
KEPT_AFTER_DONE = timedelta(days=90)

# ---------------------------------------------------------------- taking them


@transaction.atomic
def take_vote(token: tokens.Token, *, locale_id: int, is_helpful: bool) -> bool:
    """Count an answer to “Was this page helpful?”; tell whether it had not been counted before."""
    if not tokens.use_up(token, "vote"):
        return False
    month = timezone.localdate().replace(day=1)
    row, _is_new = PageVotes.objects.get_or_create(
        page_key=token.page_key, locale_id=locale_id, month=month
    )
    column = "yes" if is_helpful else "no"
    PageVotes.objects.filter(pk=row.pk).update(**{column: F(column) + 1})
    return True


@transaction.atomic
def take_report(token: tokens.Token, *, locale_id: int, answers: dict[str, str]) -> bool:
    """Keep a report and tell the people it concerns; tell whether it had not been kept before."""
    kind = answers["kind"]
    if not tokens.use_up(token, kind):
        return False
    is_barrier = kind == ReaderReport.Kind.BARRIER
    report = ReaderReport.objects.create(
        kind=kind,
        page_key=None if token.page_key == tokens.NO_PAGE else token.page_key,
        locale_id=locale_id,
        address=answers["address"],
        message=answers["message"],
        contact=answers["contact"],
        due_on=timezone.localdate() + BARRIER_DUE_AFTER if is_barrier else None,
    )
    if is_barrier:
        _tell_people(report)
    return True


def _tell_people(report: ReaderReport) -> None:
    """Put a mail for everybody responsible into the queue; what the reader wrote stays here."""
    page = page_of(report) or _home()
    if page is None or report.due_on is None:
        return
    url = settings.WAGTAILADMIN_BASE_URL + reverse("reader_report", args=[report.pk])
    with override(SOURCE_LANGUAGE):
        subject = _("A reader reports a barrier")
        body = "\n\n".join(
            [
                _("Page: %(title)s") % {"title": page.title},
                _("To be answered by: %(date)s") % {"date": date_long(report.due_on)},
                _("What the reader wrote stands here:"),
                url,
            ]
        )
    people = page_permission_policy.users_with_permission_for_instance("change", page)
    for address in sorted(set(people.exclude(email="").values_list("email", flat=True))):
        EmailMessage(subject, body, to=[address]).send()


# ---------------------------------------------------------------- whose they are


def pages_of(user: Person) -> QuerySet[Page]:
    """Return the German pages that a person may change: reports on these are hers to answer."""
    if not user.is_active or user.is_anonymous:
        return Page.objects.none()
    found = page_permission_policy.instances_user_has_permission_for(user, "change")
    return found.filter(locale_id=translation.source_locale_id(), depth__gte=translation.HOME_DEPTH)


def visible_to(user: Person) -> QuerySet[ReaderReport]:
    """Return the reports that a person may read and answer.

    What is about no page, or about one that is gone, goes to who may change the home page.
    """
    mine = pages_of(user)
    on_mine = Q(page_key__in=mine.values("translation_key"))
    if not mine.filter(depth=translation.HOME_DEPTH).exists():
        return ReaderReport.objects.filter(on_mine)
    german = Page.objects.filter(
        translation_key=OuterRef("page_key"), locale_id=translation.source_locale_id()
    )
    return ReaderReport.objects.filter(on_mine | Q(page_key=None) | ~Q(Exists(german)))


def still_open(reports: QuerySet[ReaderReport]) -> QuerySet[ReaderReport]:
    """Return what nobody has answered, what has to be answered soonest first."""
    waiting = reports.filter(done_at=None)
    return waiting.order_by(F("due_on").asc(nulls_last=True), "received_at", "pk")


def page_of(report: ReaderReport) -> Page | None:
    """Return the German page that a report is about."""
    return german_pages([report]).get(report.page_key) if report.page_key else None


def german_pages(rows: Any) -> dict[uuid.UUID | None, Page]:
    """Return the German pages of reports or votes by their keys; one query."""
    keys = {row.page_key for row in rows if row.page_key}
    found = Page.objects.filter(translation_key__in=keys, locale_id=translation.source_locale_id())
    return {page.translation_key: page for page in found}


def _home() -> Page | None:
    site = translation.default_site()
    return site.root_page if site is not None else None


# ---------------------------------------------------------------- answering


def mark_done(report: ReaderReport, *, user: Any, note: str) -> None:
    """Note that a report was answered, by whom, and what was done."""
    report.done_at, report.done_by, report.note = timezone.now(), user, note
    report.save(update_fields=["done_at", "done_by", "note"])


def open_again(report: ReaderReport) -> None:
    """Take “done” back; what was noted stays."""
    report.done_at = report.done_by = None
    report.save(update_fields=["done_at", "done_by"])


def votes_since(user: Person, first_month: date) -> QuerySet[PageVotes]:
    """Return the votes on the pages of a person since a month."""
    keys = pages_of(user).values("translation_key")
    return PageVotes.objects.filter(page_key__in=keys, month__gte=first_month)


# ---------------------------------------------------------------- forgetting


def forget(now: datetime) -> int:
    """Delete what was done long ago and the numbers of old forms; return how many reports."""
    tokens.forget_used(now)
    return ReaderReport.objects.filter(done_at__lt=now - KEPT_AFTER_DONE).delete()[0]
