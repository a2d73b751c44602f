"""Who is asking: the address of the client, as far as it can be believed."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the address that the outermost proxy of our own has seen.

    Each proxy appends the address it was called from. Whatever stands further left in the
    header was written by the client and is not believed.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    if not settings.PROXY_COUNT:
        return direct
    forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", ""))
    addresses = [address.strip() for address in forwarded.split(",") if address.strip()]
    if len(addresses) < settings.PROXY_COUNT:
        return direct
    return addresses[-settings.PROXY_COUNT]
