"""What every template may use."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from cms.core import site


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Return the frame of public pages; the admin has its own."""
    if request.path.startswith("/admin/"):
        return {}
    return site.chrome(request)
