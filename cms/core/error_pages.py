"""Pages for when the site itself is not well: they ask the database for nothing."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template import loader
from django.utils import translation as django_translation
from django.utils.translation.trans_real import parse_accept_lang_header

from cms.core import languages, site

# What must go on answering while the site is being worked on.
OPEN_IN_MAINTENANCE = ("/healthz", "/static/")
COME_BACK_AFTER = 600  # seconds


def server_error(request: HttpRequest) -> HttpResponse:
    """Say in the reader's language that it was our mistake; takes the place of Django's page."""
    return _page(request, "500.html", HTTPStatus.INTERNAL_SERVER_ERROR)


class MaintenanceMiddleware:
    """Answers everything with a friendly page while MAINTENANCE is set."""

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.MAINTENANCE or request.path_info.startswith(OPEN_IN_MAINTENANCE):
            return self.get_response(request)
        response = _page(request, "503.html", HTTPStatus.SERVICE_UNAVAILABLE)
        response.headers["Retry-After"] = str(COME_BACK_AFTER)
        response.headers["Cache-Control"] = "no-store"
        return response


def _page(request: HttpRequest, template: str, status: HTTPStatus) -> HttpResponse:
    code = language_of(request)
    known = site.last_known_settings()
    context = {
        "text_language": code,
        "text_direction": languages.direction(code),
        # Known if this process has answered anybody before the trouble began.
        "phone_display": known.phone_display if known else "",
        "phone_dial": known.phone_dial if known else "",
    }
    with django_translation.override(code):
        response = HttpResponse(loader.render_to_string(template, context), status=status)
    response.headers["Content-Language"] = code
    response.headers["Vary"] = "Accept-Language"
    return response


def language_of(request: HttpRequest) -> str:
    """Return the language of the address, else of the browser, without asking what is served."""
    first = request.path_info.lstrip("/").partition("/")[0]
    if languages.is_declared(first):
        return first
    accepted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    wanted = [code for code, weight in accepted if weight > 0 and code != "*"]
    return languages.first_match(wanted, languages.LIVE_AT_START) or languages.SOURCE_LANGUAGE
