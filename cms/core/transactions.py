"""What an editor does in one step is kept whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from cms.core import content_version, storage

SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}


class AdminTransactionMiddleware:
    """Puts one transaction around each change made in the admin.

    Wagtail publishes in several steps; a process that dies between them would leave a page live
    that no log knows of. Reading is never wrapped: on SQLite a transaction takes the one lock
    for writing, and readers would wait for each other.
    """

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not self._is_change(request):
            return self.get_response(request)
        # A slow upload must not hold the lock, so the body is read before it is taken.
        _read_body(request)
        with storage.files_of_transaction() as saved, transaction.atomic():
            content_version.take_turns()
            response = self.get_response(request)
            if _has_failed(request, response):
                transaction.set_rollback(True)
                storage.remove(saved)
            return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Remember that the view gave up, whatever answer is made of it."""
        request.has_raised = True  # type: ignore[attr-defined]

    @staticmethod
    def _is_change(request: HttpRequest) -> bool:
        return (
            request.method not in SAFE_METHODS
            and request.path_info.startswith(reverse("wagtailadmin_home"))
            # Who is not signed in changes nothing but the count of wrong passwords, which stays.
            and request.user.is_authenticated
        )


def _read_body(request: HttpRequest) -> None:
    _ = request.POST if request.content_type == "multipart/form-data" else request.body


def _has_failed(request: HttpRequest, response: HttpResponseBase) -> bool:
    return (
        getattr(request, "has_raised", False)
        or response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
        # Somebody caught an error of the database; what follows it cannot be kept.
        or transaction.get_rollback()
    )
