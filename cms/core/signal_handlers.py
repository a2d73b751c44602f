"""Say that content changed, whatever door the change came through."""

from __future__ import annotations

from typing import Any

from django.core.signals import request_started
from django.db.models import Model
from django.db.models.signals import (
    m2m_changed,
    post_delete,
    post_migrate,
    post_save,
    pre_delete,
    pre_save,
)
from wagtail.models import Locale, Page, PageViewRestriction, Revision, Site
from wagtail.signals import page_published, page_unpublished, post_page_move, published, unpublished

from cms.core import content_version, moderation, translation

OUR_APPS = ("core", "home", "news", "events", "initiatives", "newsletter", "translations")
# What a revision that is not published changes on the page or record itself.
DRAFT_FIELDS = {
    "latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes",
    "locked", "locked_at", "locked_by",
}  # fmt: skip
# Rows that change without any reader seeing a difference.
SILENT = {
    "core.ContentVersion", "core.JobRun", "core.SiteRendition", "home.DemoRecord",
    "home.FeedbackReceipt", "home.PageVotes", "home.ReaderReport",
    "translations.MachineUsage", "translations.SourceText", "translations.TranslatedRevision",
    "translations.TranslationBatch", "translations.TranslationBatchItem",
    "translations.TranslationWish",
}  # fmt: skip


def connect() -> None:
    """Listen to everything that readers could notice."""
    # Before, so that the token's row is the first that each transaction locks: two people who
    # publish several pages at once then wait for each other instead of blocking each other.
    pre_save.connect(_row_changed, dispatch_uid="content version: will be saved")
    pre_delete.connect(_row_changed, dispatch_uid="content version: will be deleted")
    # After, because what was remembered in between was made from the old rows.
    post_save.connect(_row_changed, dispatch_uid="content version: saved")
    post_delete.connect(_row_changed, dispatch_uid="content version: deleted")
    m2m_changed.connect(_relation_changed, dispatch_uid="content version: relations")
    page_published.connect(_follow_the_address, dispatch_uid="addresses: same in all languages")
    for signal in (page_published, page_unpublished, published, unpublished, post_page_move):
        signal.connect(_content_changed, dispatch_uid="content version: wagtail")
    post_save.connect(_revision_saved, sender=Revision, dispatch_uid="moderation: revision saved")
    request_started.connect(_request_started, dispatch_uid="content version: request")
    post_migrate.connect(_migrated, dispatch_uid="content version: migrated")


def is_content(model: type[Model]) -> bool:
    """Tell whether rows of this model show on public pages."""
    if model.__module__ == "__fake__":
        # A model as a migration sees it; the table of the token may not exist yet.
        return False
    if issubclass(model, Page | Locale | Site | PageViewRestriction):
        return True
    return model._meta.app_label in OUR_APPS and model._meta.label not in SILENT


def _row_changed(sender: type[Model], **kwargs: Any) -> None:
    if is_content(sender) and not kwargs.get("raw") and not _is_draft_only(**kwargs):
        content_version.renew()


def _is_draft_only(update_fields: Any = None, **_kwargs: Any) -> bool:
    """Tell whether only a draft was saved, as autosave does every few seconds."""
    return update_fields is not None and set(update_fields) <= DRAFT_FIELDS


def _relation_changed(instance: Any, **kwargs: Any) -> None:
    # The sender is the table between; migrations send rows of models that are no real classes.
    model = instance if isinstance(instance, type) else type(instance)
    if is_content(model):
        content_version.renew()


def _content_changed(**kwargs: Any) -> None:
    content_version.renew()


def _revision_saved(
    instance: Revision, update_fields: Any = None, raw: bool = False, **kwargs: Any
) -> None:
    if not raw and (update_fields is None or "content" in update_fields):
        moderation.follow_edit(instance)


def _follow_the_address(instance: Any, **kwargs: Any) -> None:
    """Give the translations of a German page its address, and their children with them."""
    if instance.depth <= translation.HOME_DEPTH or not translation.is_source(instance):
        return
    for page in instance.get_translations().exclude(slug=instance.slug):
        # Saving takes the address of the German page; see BasePage.full_clean().
        page.specific.save()


def _request_started(**kwargs: Any) -> None:
    content_version.begin_request()


def _migrated(**kwargs: Any) -> None:
    content_version.forget_all()
