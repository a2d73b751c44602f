"""Give a new language its groups and its workflow, wherever it was added."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from wagtail.models import Locale

from home import groups
from home.models import HomePage


def connect() -> None:
    """Listen for languages and for their home pages."""
    post_save.connect(_locale_saved, sender=Locale, dispatch_uid="home: language added")
    post_save.connect(_home_saved, sender=HomePage, dispatch_uid="home: home page added")


def _locale_saved(instance: Locale, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if created and not raw:
        groups.set_up_language(locale=instance, home=None)


def _home_saved(instance: HomePage, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if created and not raw:
        groups.set_up_language(locale=instance.locale, home=instance)
