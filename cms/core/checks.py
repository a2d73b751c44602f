"""Rules about our own code that Django's checks can see."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004
from django.template import TemplateDoesNotExist
from django.template.loader import get_template


@register()
def check_page_types(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse to start when a page type does not say where it stands and how it looks."""
    from cms.core.models import BasePage

    messages: list[CheckMessage] = []
    for model in apps.get_models():
        if not issubclass(model, BasePage):
            continue
        unsaid = [
            name for name in ("parent_page_types", "subpage_types") if name not in model.__dict__
        ]
        if unsaid:
            messages.append(Error(f"{model.__name__} does not say its {unsaid}.", id="core.E001"))
        missing = [name for name in model.fact_fields if not _has_field(model, name)]
        if missing:
            messages.append(Error(f"{model.__name__} has no fields {missing}.", id="core.E002"))
        try:
            get_template(model.template)
        except TemplateDoesNotExist:
            messages.append(Warning(f"{model.__name__} has no {model.template}.", id="core.W003"))
    return messages


def _has_field(model: Any, name: str) -> bool:
    return any(field.name == name for field in model._meta.get_fields())
