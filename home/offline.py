"""The site without a network: what a saved page needs, and how the site stands on a home screen."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from cms.core import languages, people, site, translation

WORKER = Path(settings.BASE_DIR) / "static" / "js" / "worker.js"


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Give out the service worker from the root, so that it may look after every page."""
    response = HttpResponse(
        WORKER.read_text(encoding="utf-8"), content_type="text/javascript; charset=utf-8"
    )
    # Browsers compare it byte by byte; a new version must arrive with the next visit.
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def frame(request: HttpRequest) -> HttpResponse:
    """Show emergency numbers, people to call and the pages saved on this device."""
    context = {
        "people": people.speakers_of_the_active_language(),
        "canonical_url": "",
    }
    return render(request, "home/offline.html", context)


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """Say how the site stands on a home screen, in the language and direction of the reader."""
    served = translation.served_language(translation.active_code())
    if served is None:
        raise Http404
    chosen = site.site_settings()
    return JsonResponse(
        {
            "id": served.home_url,
            "name": chosen.site_name,
            "short_name": chosen.site_name[:12].strip(),
            "lang": served.code,
            "dir": languages.direction(served.code),
            "start_url": served.home_url,
            "scope": "/",
            "display": "minimal-ui",
            "background_color": "#FFFBF4",
            "theme_color": chosen.colour,
            "icons": [
                {
                    "src": static("images/favicon.svg"),
                    "type": "image/svg+xml",
                    "sizes": "any",
                },
                *(
                    {
                        "src": static(f"images/icon-{size}.png"),
                        "type": "image/png",
                        "sizes": f"{size}x{size}",
                        "purpose": purpose,
                    }
                    for size in (192, 512)
                    for purpose in ("any", "maskable")
                ),
            ],
        },
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )
