"""What the demo has put on the site, so that exactly that can be taken away again."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import Page

from home.models import DemoRecord


def add(row: Model, *, before: dict[str, Any] | None = None) -> None:
    """Note a row that the demo has made, or changed; then `before` says what it was."""
    model = Page if isinstance(row, Page) else type(row)
    DemoRecord.objects.create(
        content_type=ContentType.objects.get_for_model(model), object_id=str(row.pk), before=before
    )


def is_loaded() -> bool:
    """Tell whether the demo is on the site."""
    return DemoRecord.objects.exists()


def made(model: type[Model]) -> list[int]:
    """Return the ids of the rows of a model that the demo has made."""
    rows = _of(model).filter(before__isnull=True)
    return [int(pk) for pk in rows.values_list("object_id", flat=True)]


def changed(model: type[Model]) -> dict[int, dict[str, Any]]:
    """Return what rows of a model were before the demo changed them."""
    rows = _of(model).filter(before__isnull=False)
    return {int(pk): before for pk, before in rows.values_list("object_id", "before")}


def models_made() -> list[type[Model]]:
    """Return the models of which the demo has made rows, pages left out."""
    kinds = ContentType.objects.filter(
        pk__in=DemoRecord.objects.filter(before__isnull=True).values("content_type")
    )
    found = [kind.model_class() for kind in kinds]
    return [model for model in found if model is not None and model is not Page]


def _of(model: type[Model]) -> Any:
    return DemoRecord.objects.filter(content_type=ContentType.objects.get_for_model(model))
