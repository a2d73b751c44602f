"""A change in the admin is kept whole or not at all, and reading takes no lock."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page, PageLogEntry, Revision
from wagtail.signals import page_published

from cms.core.models import Town
from cms.core.transactions import AdminTransactionMiddleware
from news.models import NewsIndexPage
from tests.factories import tree


class Somebody:
    """Who is signed in, without a database."""

    is_authenticated = True


def request(method: str, path: str = "/admin/pages/", **data: Any) -> HttpRequest:
    built = getattr(RequestFactory(), method)(path, data)
    built.user = Somebody()
    return built


def answer(status: int = 200) -> Any:
    """Return a view that writes a row and answers with this status."""

    def view(_request: HttpRequest) -> HttpResponse:
        Town.objects.create(name="Musterort", code="musterort")
        return HttpResponse(status=status)

    return view


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "path", "is_wrapped"),
    [
        ("post", "/admin/pages/", True),
        ("put", "/admin/pages/", True),
        ("delete", "/admin/pages/", True),
        ("get", "/admin/pages/", False),
        ("head", "/admin/pages/", False),
        ("post", "/de/", False),
    ],
)
def test_only_changes_in_the_admin_are_wrapped(method: str, path: str, is_wrapped: bool) -> None:
    depth = len(connection.savepoint_ids)
    seen = []

    def view(_request: HttpRequest) -> HttpResponse:
        seen.append(len(connection.savepoint_ids) > depth)
        return HttpResponse()

    AdminTransactionMiddleware(view)(request(method, path))

    assert seen == [is_wrapped]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "is_kept"),
    [(200, True), (302, True), (400, True), (429, True), (500, False), (503, False)],
)
def test_answer_decides_what_is_kept(status: int, is_kept: bool) -> None:
    AdminTransactionMiddleware(answer(status))(request("post"))

    assert Town.objects.exists() is is_kept


@pytest.mark.django_db
def test_refusal_by_exception_keeps_nothing() -> None:
    built = request("post")
    middleware = AdminTransactionMiddleware(answer(403))
    middleware.process_exception(built, PermissionDenied())

    middleware(built)

    assert not Town.objects.exists()


@pytest.mark.django_db
def test_body_is_read_before_the_transaction_begins() -> None:
    built = request("post", title="Titel")
    was_read = []

    def view(seen: HttpRequest) -> HttpResponse:
        was_read.append(hasattr(seen, "_post"))
        return HttpResponse()

    AdminTransactionMiddleware(view)(built)

    assert was_read == [True]


@pytest.mark.django_db(transaction=True)
def test_publishing_that_fails_half_way_leaves_nothing(admin_client: Client) -> None:
    section = tree.section(NewsIndexPage)
    Page.objects.filter(pk=section.pk).update(live=False)
    before = Revision.objects.count(), PageLogEntry.objects.count()

    def fail(**kwargs: Any) -> None:
        raise RuntimeError("the process dies here")

    page_published.connect(fail, dispatch_uid="test: fail")
    admin_client.raise_request_exception = False
    try:
        response = admin_client.post(
            reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
            + f"?id={section.pk}&next=/admin/",
        )
    finally:
        page_published.disconnect(dispatch_uid="test: fail")

    assert response.status_code == 500
    assert not Page.objects.get(pk=section.pk).live
    assert (Revision.objects.count(), PageLogEntry.objects.count()) == before


@pytest.mark.django_db(transaction=True)
def test_reading_the_admin_takes_no_lock(admin_client: Client) -> None:
    admin_client.get(reverse("wagtailadmin_home"))

    with CaptureQueriesContext(connection) as queries:
        admin_client.get(reverse("wagtailadmin_home"))

    assert not [each for each in queries if each["sql"].startswith("BEGIN")]
    assert not transaction.get_connection().in_atomic_block
