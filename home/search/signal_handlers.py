"""Keep the index within the change itself: one page at a time, never the whole site."""

from __future__ import annotations

from typing import Any as Anything

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from home.search import index


def connect() -> None:
    """Listen to what appears and what goes; where a page stands is asked when it is found."""
    page_published.connect(_published, dispatch_uid="search: published")
    page_unpublished.connect(_gone, dispatch_uid="search: unpublished")
    post_delete.connect(_gone, sender=Page, dispatch_uid="search: deleted")
    post_migrate.connect(_migrated, dispatch_uid="search: migrated")


def _published(instance: Page, **kwargs: Anything) -> None:
    index.put(instance)


def _gone(instance: Page, **kwargs: Anything) -> None:
    index.remove([instance.pk])


def _migrated(sender: AppConfig, **kwargs: Anything) -> None:
    """Take in the pages of a site that is older than the index."""
    if sender.name == "home" and index.is_possible():
        index.complete()
