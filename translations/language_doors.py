"""Doors of Wagtail's admin that show or change a page before they ask who may."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from wagtail.models import Page
from wagtail.permissions import page_permission_policy


def require_mover(request: HttpRequest, page: Page, destination: Page) -> None:
    """Refuse the question whether to move a page to whoever may not move it.

    The question names both pages; a translator of one language has no business with drafts of
    another. Wagtail asks for the right only when the answer is sent.
    """
    if not page.permissions_for_user(request.user).can_move():
        raise PermissionDenied


def require_withdrawer(request: HttpRequest, page: Page) -> None:
    """Let nobody end what a public page follows who may not take it back either.

    Wagtail asks only whether a person may edit; from then on readers miss what is published.
    """
    if page.live and not page.permissions_for_user(request.user).can_unpublish():
        raise PermissionDenied


def require_explorer(
    parent_page: Page, pages: QuerySet[Page], request: HttpRequest
) -> QuerySet[Page]:
    """Refuse the list below a page, which says how the page stands, to who has no right there.

    Whoever reads German and writes another language has the root in common with all languages.
    """
    readable = page_permission_policy.explorable_instances(request.user)
    if not readable.filter(pk=parent_page.pk).exists():
        raise PermissionDenied
    return pages


def only_readable(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """Leave drafts of other languages out of what links can lead to."""
    readable = page_permission_policy.explorable_instances(request.user)
    return pages.filter(Q(live=True) | Q(pk__in=readable.values_list("pk", flat=True)))
