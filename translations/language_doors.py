"""A door of Wagtail's admin that shows a page before it asks who wants to see it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail.models import Page


def require_mover(request: HttpRequest, page: Page, destination: Page) -> None:
    """Refuse the question whether to move a page to whoever may not move it.

    The question names both pages; a translator of one language has no business with drafts of
    another. Wagtail asks for the right only when the answer is sent.
    """
    if not page.permissions_for_user(request.user).can_move():
        raise PermissionDenied
