"""Who may do what with a translation; asked at every door."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from cms.core import moderation, translation
from translations import subjects


def may_translate(user: moderation.Person, locale_id: int) -> bool:
    """Tell whether a person writes in a language that is translated into."""
    return locale_id != translation.source_locale_id() and moderation.writes_in(user, locale_id)


def may_review(user: moderation.Person, locale_id: int) -> bool:
    """Tell whether a person reads and approves what is handed in in a language."""
    return locale_id != translation.source_locale_id() and _publishes_in(user, locale_id)


def may_coordinate(user: moderation.Person) -> bool:
    """Tell whether a person plans translations: whoever decides on German pages does."""
    return _publishes_in(user, translation.source_locale_id())


def may_ask_for(user: moderation.Person, german: Any) -> bool:
    """Tell whether a person may say which languages this page or record needs, and by when."""
    if not user.is_active:
        return False
    if isinstance(german, Page):
        return bool(german.permissions_for_user(user).can_edit())
    meta = german._meta
    return may_coordinate(user) or (
        user.has_perm(f"{meta.app_label}.change_{meta.model_name}")
        and moderation.writes_in(user, translation.source_locale_id())
    )


def own_locale_ids(user: moderation.Person) -> list[int]:
    """Return the languages a person translates into, in the county's order."""
    return [pk for pk in subjects.target_locale_ids().values() if may_translate(user, pk)]


def require_translator(user: moderation.Person, locale_id: int) -> None:
    """Refuse everybody who does not write in this language."""
    if not may_translate(user, locale_id):
        raise PermissionDenied


def locale_id_of(code: str) -> int:
    """Return the locale of a code in an address; an unknown one and German are not found."""
    try:
        return subjects.target_locale_ids()[code]
    except KeyError:
        raise Http404 from None


def _publishes_in(user: moderation.Person, locale_id: int) -> bool:
    if not user.is_active:
        return False
    if user.is_superuser:
        return True
    return any(
        granted.page.depth == 1 or granted.page.locale_id == locale_id
        for granted in page_permission_policy.get_cached_permissions_for_user(user)
        if granted.permission.codename == "publish_page"
    )
