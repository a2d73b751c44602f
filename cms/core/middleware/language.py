"""Decide which language a request is answered in.

The address decides, nothing else: one address is one language. Only where the address says
nothing (the start "/", and addresses that do not exist) the reader's browser is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import translation as django_translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from cms.core import translation
from cms.core.languages import SOURCE_LANGUAGE, first_match, is_declared

# Answers without words. Whether the site is up must not depend on the languages in its database.
WORDLESS_PATHS = (
    "/healthz",
    "/readyz",
    "/robots.txt",
    "/sitemap",
    "/.well-known/",
    "/worker.js",
    "/static/",
    "/media/",
)


class LanguageMiddleware:
    """Takes the place of Django's LocaleMiddleware.

    Django's serves every declared language, also those nobody has translated yet, and leaves the
    language active in the thread. Here a language without a live home page is an address that
    does not exist, and the thread is left as it was found.
    """

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        path = request.path_info
        if getattr(request, "is_dummy", False):
            # The preview of a page in the admin, perhaps in a language that is not served yet.
            return self._answer(request, _language_of_path(path) or SOURCE_LANGUAGE)
        if path.startswith(WORDLESS_PATHS):
            return self._answer(request, SOURCE_LANGUAGE)
        if path.startswith(reverse("wagtailadmin_home")):
            # Wagtail goes on from here to the language that the user has set in her account.
            return self._answer(request, _language_of_the_admin(request), is_negotiated=True)
        code = _language_of_path(path)
        if code is not None and translation.is_served(code):
            return self._answer(request, code, is_stated=True)
        if path == "/" and request.method in {"GET", "HEAD"} and translation.served_languages():
            return _send_to_start_page(request)
        # No address of ours begins like this, so what follows is the page that says so.
        code = language_of_reader(request)
        return self._answer(request, code, is_stated=True, is_negotiated=True)

    def _answer(
        self,
        request: HttpRequest,
        code: str,
        *,
        is_stated: bool = False,
        is_negotiated: bool = False,
    ) -> HttpResponseBase:
        with django_translation.override(code):
            request.LANGUAGE_CODE = code
            response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if is_stated and is_page:
            response.headers.setdefault("Content-Language", code)
        if is_negotiated and is_page:
            _vary(response)
        return response


def _language_of_path(path: str) -> str | None:
    first = path.lstrip("/").partition("/")[0]
    return first if is_declared(first) else None


def language_of_reader(request: HttpRequest) -> str:
    """The served language that suits the reader best; German when none does."""
    served = [each.code for each in translation.served_languages()]
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if chosen in served:
        return str(chosen)
    return first_match(_accepted(request), served) or SOURCE_LANGUAGE


def _language_of_the_admin(request: HttpRequest) -> str:
    permitted = [code for code, _name in settings.WAGTAILADMIN_PERMITTED_LANGUAGES]
    return first_match(_accepted(request), permitted) or SOURCE_LANGUAGE


def _accepted(request: HttpRequest) -> Iterable[str]:
    header = request.headers.get("Accept-Language", "")
    return [code for code, weight in parse_accept_lang_header(header) if weight > 0 and code != "*"]


def _send_to_start_page(request: HttpRequest) -> HttpResponse:
    served = translation.served_language(language_of_reader(request))
    target = served or translation.served_languages()[0]
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponseRedirect(f"{target.home_url}?{query}" if query else target.home_url)
    _vary(response)
    return response


def _vary(response: HttpResponseBase) -> None:
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
