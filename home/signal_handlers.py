"""Give a new language its groups and its workflow, wherever it was added."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from wagtail.models import Locale

from home import groups
from home.models import HomePage
from home.search import signal_handlers as search_signals


def connect() -> None:
    """Listen for languages, for their home pages, and for what the search has to know."""
    post_save.connect(_locale_saved, sender=Locale, dispatch_uid="home: language added")
    post_save.connect(_home_saved, sender=HomePage, dispatch_uid="home: home page added")
    search_signals.connect()


def _locale_saved(instance: Locale, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if created and not raw:
        groups.set_up_language(locale=instance, home=None)


def _home_saved(instance: HomePage, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if created and not raw:
        groups.set_up_language(locale=instance.locale, home=instance)
