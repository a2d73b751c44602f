"""What the site as a whole adds to Wagtail's admin; registrations only."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from home import desk


@hooks.register("construct_homepage_panels")
def add_desk(request: HttpRequest, panels: list[Any]) -> None:
    """Put the desk first."""
    panels.append(desk.Desk())
