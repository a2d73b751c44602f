"""The page where a reader chooses her language; here it is remembered without a script, too."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cms.core import site, translation
from home import routing

LONGEST_ADDRESS = 500
# Long enough not to be asked again, short enough to be forgotten on a borrowed computer.
REMEMBERED_FOR = 365 * 24 * 60 * 60


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Show the languages of the page a reader comes from; take and remember what she chooses.

    Exempt from Django's check against foreign forms, which needs a cookie: all that another site
    could do with this one is to choose a language that we serve.
    """
    if request.method == "POST":
        return _go_on(request)
    address = request.GET.get("von", "")[:LONGEST_ADDRESS]
    page = routing.public_page_at(address)
    context = {
        "choices": site.language_links(page),
        "is_about_a_page": page is not None,
        "address": address if page is not None else "",
        # In the switcher of this page, this page is meant.
        "languages": _this_page(address if page is not None else ""),
    }
    return render(request, "home/languages.html", context)


def _go_on(request: HttpRequest) -> HttpResponse:
    chosen = translation.served_language(request.POST.get("sprache"))
    if chosen is None:
        return redirect("languages")
    page = routing.public_page_at(request.POST.get("von", "")[:LONGEST_ADDRESS])
    link = next(each for each in site.language_links(page) if each.code == chosen.code)
    response = redirect(link.page_url or link.stand_in_url or link.home_url)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen.code,
        max_age=REMEMBERED_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


def _this_page(address: str) -> list[Any]:
    return site.language_links_to("languages", {"von": address} if address else {})
