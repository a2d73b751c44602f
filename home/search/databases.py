"""Which database keeps the words."""

from __future__ import annotations

from types import ModuleType

from django.db import connection

from home.search import postgres, sqlite


def engine() -> ModuleType:
    """Return the module that knows how this database searches."""
    return postgres if connection.vendor == "postgresql" else sqlite
