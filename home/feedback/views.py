"""The doors for readers: voting, reporting, and the page that says thank you.

Exempt from Django's check against foreign forms, which needs a cookie; the signed number in each
form does its work. Looking at a page never changes anything.
"""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Page

from cms.core import publication, translation
from home.feedback import reports, tokens
from home.feedback.forms import ReportForm
from home.models import ReaderReport

TOO_OLD = _("This form was open for a long time. Please send it once more.")
TOO_MANY = _("Very many messages came from your network. Please try again in an hour.")
ONCE_MORE = _("Please press “Send” once more.")


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def vote_view(request: HttpRequest) -> HttpResponse:
    """Count whether a page was helpful, and say thank you."""
    if request.method != "POST":
        return redirect("feedback")
    token = tokens.read(request.POST.get("token", ""))
    answer = request.POST.get("helpful", "")
    page = _page(token.page_key) if token is not None else None
    if token is None or page is None or answer not in {"yes", "no"}:
        return _thanks(request, page, notice=TOO_OLD, status=400)
    try:
        tokens.require_patience(request, "vote", tokens.ANSWERS_PER_HOUR)
    except tokens.TooManyError:
        return _thanks(request, page, notice=TOO_MANY, status=429)
    reports.take_vote(token, locale_id=translation.active_locale_id(), is_helpful=answer == "yes")
    return _to_thanks(token, "vote")


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_view(request: HttpRequest) -> HttpResponse:
    """Show the form by itself, or take what was written; what was typed is never lost."""
    if request.method != "POST":
        return _ask(request, _empty_form(request), _key_from(request.GET.get("page", "")))
    token = tokens.read(request.POST.get("token", ""))
    key = token.page_key if token else tokens.page_of_old(request.POST.get("token", ""))
    form = ReportForm(request.POST)
    if not form.is_valid():
        notice = ONCE_MORE if form.looks_like_a_robot else ""
        return _ask(request, form, key, notice=notice, status=400)
    if token is None:
        return _ask(request, form, key, notice=TOO_OLD, status=400)
    kind = form.cleaned_data["kind"]
    try:
        tokens.require_patience(request, "report", tokens.REPORTS_PER_HOUR)
    except tokens.TooManyError:
        return _ask(request, form, key, notice=TOO_MANY, status=429)
    reports.take_report(token, locale_id=translation.active_locale_id(), answers=form.cleaned_data)
    return _to_thanks(token, kind)


@never_cache
@require_safe
def thanks_view(request: HttpRequest) -> HttpResponse:
    """Say thank you, and lead back to the page."""
    return _thanks(request, _page(_key_from(request.GET.get("page", ""))))


def _empty_form(request: HttpRequest) -> ReportForm:
    kind = request.GET.get("kind", "")
    known = kind if kind in ReaderReport.Kind.values else ReaderReport.Kind.MISTAKE
    return ReportForm(initial={"kind": known, "address": request.GET.get("address", "")[:300]})


def _ask(
    request: HttpRequest,
    form: ReportForm,
    key: uuid.UUID,
    *,
    notice: Any = "",
    status: int = 200,
) -> HttpResponse:
    page = _page(key)
    context = {
        "form": form,
        "token": tokens.make(key if page is not None else tokens.NO_PAGE),
        "page_title": page,
        "notice": notice,
    }
    return render(request, "home/feedback.html", context, status=status)


def _to_thanks(token: tokens.Token, kind: str) -> HttpResponse:
    # Loading the answer again must not send the form again.
    query = {"kind": kind}
    if token.page_key != tokens.NO_PAGE:
        query["page"] = token.page_key.hex
    return redirect(f"{reverse('feedback_thanks')}?{urlencode(query)}")


def _thanks(
    request: HttpRequest,
    page: translation.TranslatedTitle | None,
    *,
    notice: Any = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "page_title": page,
        "notice": notice,
        "is_report": request.GET.get("kind", "") in ReaderReport.Kind.values,
        "days": reports.BARRIER_DUE_AFTER.days,
        "is_barrier": request.GET.get("kind", "") == ReaderReport.Kind.BARRIER,
    }
    return render(request, "home/feedback_thanks.html", context, status=status)


def _key_from(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(hex=text)
    except ValueError:
        return tokens.NO_PAGE


def _page(key: uuid.UUID) -> translation.TranslatedTitle | None:
    """Return a page as the reader is led to it; nothing for one that is not public."""
    if key == tokens.NO_PAGE:
        return None
    german = publication.published(
        Page.objects.filter(translation_key=key, locale_id=translation.source_locale_id())
    ).first()
    return translation.titles_of([german]).get(key) if german is not None else None
