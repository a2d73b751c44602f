"""Keep what is known about translations right, whatever door a change came through."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from treebeard.mp_tree import nodes_deleted
from wagtail.models import Page, Revision
from wagtail.signals import post_page_move, published, unpublished

from cms.core import translation
from cms.core.forms import SMALL_CORRECTION
from translations import lifecycle, publishing, sources, subjects
from translations.models import SourceText


def connect() -> None:
    """Listen to what happens to pages and records in all languages."""
    published.connect(_published, dispatch_uid="translations: published")
    post_save.connect(_revision_saved, sender=Revision, dispatch_uid="translations: revision")
    unpublished.connect(_unpublished, dispatch_uid="translations: unpublished")
    post_page_move.connect(_moved, dispatch_uid="translations: moved")
    nodes_deleted.connect(_tree_in_order, dispatch_uid="translations: pages deleted")
    for model in (*subjects.page_models(), *subjects.record_models()):
        post_save.connect(_row_made, sender=model, dispatch_uid=f"translations: {model.__name__}")
        post_delete.connect(
            _row_deleted, sender=model, dispatch_uid=f"translations: {model.__name__} deleted"
        )


def _published(instance: Any, revision: Revision | None = None, **kwargs: Any) -> None:
    # A date in the future: the row is not public yet, and this signal comes again when it is.
    if not subjects.is_subject(instance) or not instance.live:
        return
    if translation.is_source(instance):
        is_small = bool(revision and revision.content.get(SMALL_CORRECTION))
        sources.remember(instance, is_small_correction=is_small)
        lifecycle.copy_dates(instance)
        lifecycle.bring_back(instance)
    else:
        publishing.note_published(instance, revision)
        lifecycle.keep_in_step(instance)


def _unpublished(instance: Any, **kwargs: Any) -> None:
    row = _specific(instance)
    if not subjects.is_subject(row):
        return
    if translation.is_source(row):
        lifecycle.withdraw(row)
    else:
        lifecycle.note_unpublished(row)


def _moved(
    instance: Page, parent_page_before: Page, parent_page_after: Page, **kwargs: Any
) -> None:
    # Another place among the same pages: lists follow the order of the German ones anyway.
    if parent_page_before.pk == parent_page_after.pk:
        return
    if subjects.is_german(instance.specific):
        lifecycle.follow_move(instance)


def _row_deleted(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    if not translation.is_source(instance):
        lifecycle.forget_translation(instance)
    elif isinstance(instance, Page):
        lifecycle.note_deleted_page(instance)
    else:
        lifecycle.remove_translations(sender, [instance.translation_key])


def _tree_in_order(**kwargs: Any) -> None:
    lifecycle.remove_translations_of_deleted_pages()


def _row_made(
    sender: type[Model], instance: Any, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    """Notice rows that code puts straight before the public, without a revision."""
    if raw or not created or not instance.live:
        return
    if translation.is_source(instance):
        if not SourceText.objects.filter(pk=instance.translation_key).exists():
            sources.remember(instance)
    else:
        publishing.note_published(instance, None)


def _revision_saved(
    instance: Revision, raw: bool = False, update_fields: Any = None, **kwargs: Any
) -> None:
    if raw or (update_fields is not None and "content" not in update_fields):
        return
    found = instance.content_object
    if subjects.is_subject(found) and not translation.is_source(found):
        publishing.note_revision(instance, found)


def _specific(row: Any) -> Any:
    """Return a page as the type it is; Wagtail's scheduler knows it as a page only."""
    return row.specific if isinstance(row, Page) else row
