"""What browsers are told to refuse, on every answer, those to errors included."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

# Readers' pages: everything from here, nothing inline, in nobody's frame.
PUBLIC_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "media-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "object-src": "'none'",
}
# Wagtail's editor writes scripts and styles into its pages and frames its previews. Still
# nothing comes from, or goes to, another host.
ADMIN_POLICY = PUBLIC_POLICY | {
    "script-src": "'self' 'unsafe-inline'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "frame-src": "'self'",
    "frame-ancestors": "'self'",
    "base-uri": "'self'",
}
# A draft looks and behaves like the page it will be, but in the frame of the editor.
PREVIEW_POLICY = PUBLIC_POLICY | {"frame-ancestors": "'self'"}
SWITCHED_OFF = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture",
    "encrypted-media", "geolocation", "gyroscope", "magnetometer", "microphone", "midi",
    "payment", "picture-in-picture", "publickey-credentials-get", "screen-wake-lock", "usb",
    "xr-spatial-tracking",
)  # fmt: skip
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in SWITCHED_OFF),
}
# The same for every user, and their addresses change with their content.
CACHEABLE_IN_ADMIN = {"wagtailadmin_sprite", "wagtailadmin_javascript_catalog"}


def policy(directives: dict[str, str]) -> str:
    """Return the directives as the value of a header."""
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


class SecurityHeadersMiddleware:
    """Adds what a view has not already said itself, more strictly, about its answer."""

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.public_policy = policy(PUBLIC_POLICY)
        self.admin_policy = policy(ADMIN_POLICY)
        self.preview_policy = policy(PREVIEW_POLICY)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in EVERYWHERE.items():
            response.headers.setdefault(name, value)
        if request.path_info.startswith(reverse("wagtailadmin_home")):
            self._protect_admin(request, response)
        elif getattr(request, "is_dummy", False):
            # Wagtail asks this way for a preview and passes the answer on from the admin.
            response.headers.setdefault("Content-Security-Policy", self.preview_policy)
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        else:
            response.headers.setdefault("Content-Security-Policy", self.public_policy)
            response.headers["X-Frame-Options"] = "DENY"
        return response

    def _protect_admin(self, request: HttpRequest, response: HttpResponseBase) -> None:
        response.headers.setdefault("Content-Security-Policy", self.admin_policy)
        response.headers.setdefault("X-Frame-Options", "SAMEORIGIN")
        match = request.resolver_match
        if match is None or match.url_name not in CACHEABLE_IN_ADMIN:
            # Nothing of the admin stays behind on a shared computer.
            response.headers["Cache-Control"] = "private, no-store"
