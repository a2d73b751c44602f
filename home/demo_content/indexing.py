"""Search and reference index of many rows: built once at the end instead of at each save."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import Model
from django.db.models.signals import post_save
from modelsearch.backends import get_search_backend
from modelsearch.index import get_indexed_models
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from home.demo_content import manifest


@contextmanager
def built_at_the_end() -> Iterator[None]:
    """Let the rows of the demo enter both indexes when all of them are there."""
    models = [model for model in get_indexed_models() if getattr(model, "search_auto_update", True)]
    for model in models:
        post_save.disconnect(post_save_signal_handler, sender=model)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        for model in models:
            post_save.connect(post_save_signal_handler, sender=model)
    _build(models)


def _build(indexed: list[type[Model]]) -> None:
    search = get_search_backend("default")
    pages = [*manifest.made(Page), *manifest.changed(Page)]
    by_model: dict[type[Model], list[Model]] = {}
    for page in Page.objects.filter(pk__in=pages).specific():
        by_model.setdefault(type(page), []).append(page)
    for model in manifest.models_made():
        by_model[model] = list(model._default_manager.filter(pk__in=manifest.made(model)))
    for model, rows in by_model.items():
        if model in indexed:
            search.add_bulk(model, rows)
        if ReferenceIndex.is_indexed(model):
            for row in rows:
                ReferenceIndex.create_or_update_for_object(row)
