"""wagtail-localize as it comes: its addresses, and a way to let it have its will for a test."""

from __future__ import annotations

import functools
import importlib
import types
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import Signal
from django.test import override_settings
from django.urls import clear_url_caches, include, path, reverse
from treebeard.mp_tree import nodes_deleted
from wagtail import hooks
from wagtail.admin import urls as admin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.signals import post_page_move, published, unpublished, workflow_approved
from wagtail.utils.urlpatterns import decorate_urlpatterns
from wagtail_localize import synctree
from wagtail_localize import wagtail_hooks as stock

from cms.core import moderation
from cms.core.models import BasePage, TranslatableSnippet
from translations import choke_point, guarded_localize, subjects

SIGNALS = (
    pre_save, post_save, post_delete, published, unpublished, post_page_move, nodes_deleted,
    workflow_approved,
)  # fmt: skip
OURS = ("choke point: ", "translations: ")
# Whom Wagtail's and wagtail-localize's own migrations let submit, and who may here before.
SUBMITTERS = (moderation.EDITORS, moderation.MODERATORS, moderation.ADMINISTRATORS)


def patterns() -> list[Any]:
    """Return the addresses that wagtail-localize would put into the admin."""
    return list(stock.register_admin_urls())


def names() -> list[str]:
    """Return the names of its addresses."""
    return sorted({pattern.name for group in patterns() for pattern in group.url_patterns})


def url(name: str, *arguments: Any) -> str:
    """Return where a view of wagtail-localize would be, were it there."""
    return reverse(f"wagtail_localize:{name}", urlconf=_its_addresses(), args=arguments)


@functools.cache
def _its_addresses() -> Any:
    module: Any = types.ModuleType("addresses_of_wagtail_localize")
    module.urlpatterns = [path("admin/", include(patterns()))]
    return module


@contextmanager
def restored() -> Iterator[None]:
    """Take our guards away for the length of a test."""
    with ExitStack() as stack:
        for enter in (_functions, _signals, _hooks, _addresses, _fields):
            stack.enter_context(enter())
        # Both have another default there.
        stack.enter_context(
            override_settings(
                WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE=True,
                WAGTAIL_LOCALIZE_DEFAULT_TRANSLATION_MODE="synced",
            )
        )
        may_submit = Permission.objects.get(codename="submit_translation")
        for name in SUBMITTERS:
            Group.objects.get(name=name).permissions.add(may_submit)
        yield


@contextmanager
def _functions() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for owner, name, _replacement in choke_point.REPLACED:
            patch.setattr(owner, name, choke_point.ORIGINALS[name])
        yield


@contextmanager
def _signals() -> Iterator[None]:
    kept: list[tuple[Signal, Any]] = [(signal, signal.receivers) for signal in SIGNALS]
    for signal, receivers in kept:
        signal.receivers = [each for each in receivers if not _is_ours(each)]
        signal.sender_receivers_cache.clear()
    yield
    for signal, receivers in kept:
        signal.receivers = receivers
        signal.sender_receivers_cache.clear()


def _is_ours(receiver: tuple[Any, ...]) -> bool:
    name = receiver[0][0]
    return isinstance(name, str) and name.startswith(OURS)


@contextmanager
def _hooks() -> Iterator[None]:
    kept = {name: list(registered) for name, registered in hooks._hooks.items()}
    for registered in hooks._hooks.values():
        registered[:] = [each for each in registered if not _hides_something(each[0])]
    importlib.reload(stock)
    hooks.register("after_create_page", synctree.after_create_page)
    yield
    hooks._hooks.clear()
    hooks._hooks.update(kept)
    assert not any(
        guarded_localize.is_stock(fn)
        for name, registered in kept.items()
        for fn, _order in registered
        if name not in guarded_localize.KEPT
    )


def _hides_something(hook: Any) -> bool:
    return getattr(hook, "__module__", "") in {
        "translations.lifecycle",
        "translations.wagtail_hooks",
    }


@contextmanager
def _addresses() -> Iterator[None]:
    found = patterns()
    decorate_urlpatterns(found, require_admin_access)
    admin_urls.urlpatterns[:0] = found
    clear_url_caches()
    yield
    del admin_urls.urlpatterns[: len(found)]
    clear_url_caches()


@contextmanager
def _fields() -> Iterator[None]:
    """Let the slug be text, and translations follow wagtail-localize's own default."""
    with pytest.MonkeyPatch.context() as patch:
        for model in (BasePage, TranslatableSnippet):
            patch.setattr(model, "localize_default_translation_mode", "synced")
        patch.setattr(BasePage, "_take_slug_from_the_source", lambda page: None)
        for model in subjects.page_models():
            fields = [
                field for field in model.override_translatable_fields if field.field_name != "slug"
            ]
            patch.setattr(model, "override_translatable_fields", fields)
        yield
