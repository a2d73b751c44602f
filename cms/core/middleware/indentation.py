"""Leave the indentation of templates behind: a twentieth of a page that nobody reads."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

# Between two tags a line break with blanks is the same as one without, but within elements that
# keep their blanks; the site has none of those around other elements.
INDENTATION = re.compile(rb">[ \t]*\n\s*<")


class IndentationMiddleware:
    """Makes readers' pages shorter without changing what they say; the admin stays as it is.

    It stands below whatever counts or packs the bytes of an answer.
    """

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and _is_readers_page(request, response):
            response.content = INDENTATION.sub(b">\n<", response.content)
        return response


def _is_readers_page(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        response.headers.get("Content-Type", "").startswith("text/html")
        and not response.has_header("Content-Length")
        and not request.path_info.startswith(reverse("wagtailadmin_home"))
    )
