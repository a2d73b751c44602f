"""The demo county, loaded once for a module of tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import transaction
from wagtail.models import Page

from cms.core import content_version
from home import site_setup
from home.demo_content import loading
from home.search import index


@dataclass(frozen=True)
class Demo:
    """The site with its demo, and how it was before."""

    rows_before: dict[str, int]
    pages_before: dict[int, tuple[Any, ...]]
    loaded: loading.Loaded


@contextmanager
def kept_for_a_module(blocker: Any) -> Iterator[Demo]:
    """Load the demo once; tests of the module undo what they do, this undoes the rest."""
    with blocker.unblock():
        content_version.forget_all()
        with transaction.atomic():
            site_setup.set_up()
            index.rebuild()
            before = rows(), pages()
            loaded = loading.load()
            assert loaded is not None
            yield Demo(*before, loaded)
            transaction.set_rollback(True)
        content_version.forget_all()


def rows() -> dict[str, int]:
    """Return how many rows each table has."""
    models = apps.get_models(include_auto_created=True)
    return {model._meta.label: model._base_manager.count() for model in models}


def pages() -> dict[int, tuple[Any, ...]]:
    """Return what can be seen of every page, and its revisions."""
    return {
        page.pk: (
            page.title, page.draft_title, page.url_path, page.live, page.show_in_menus,
            page.latest_revision_id, page.live_revision_id, page.has_unpublished_changes,
            page.expire_at, page.numchild, repr(getattr(page, "teaser", "")),
        )
        for page in Page.objects.specific(defer=False)
    }  # fmt: skip
