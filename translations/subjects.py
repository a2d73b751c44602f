"""What can be translated, and where its German row and its other rows are."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.models import Page

from cms.core import translation
from cms.core.languages import SOURCE_LANGUAGE
from cms.core.models import BasePage, TranslatableSnippet
from translations.models import SourceText


def page_models() -> list[Any]:
    """Return the page types that are translated."""
    return [model for model in apps.get_models() if issubclass(model, BasePage)]


def record_models() -> list[Any]:
    """Return the kinds of reusable records that are translated."""
    return [model for model in apps.get_models() if issubclass(model, TranslatableSnippet)]


def is_subject(instance: Any) -> bool:
    """Tell whether this is a page or record whose translations are looked after here."""
    return isinstance(instance, BasePage | TranslatableSnippet)


def is_german(instance: Any) -> bool:
    """Tell whether this is the row that everything else is translated from."""
    return is_subject(instance) and translation.is_source(instance)


def german_row(translation_key: uuid.UUID) -> Any:
    """Return the published German page or record; None where there is none any more."""
    source = SourceText.objects.filter(pk=translation_key).select_related("content_type").first()
    model = source.content_type.model_class() if source is not None else None
    if model is None:
        return None
    return model._default_manager.filter(
        translation_key=translation_key, locale_id=translation.source_locale_id(), live=True
    ).first()


def german_of(instance: Any) -> Any:
    """Return the German row of a translated one, live or not; None where there is none."""
    return (
        type(instance)
        ._default_manager.filter(
            translation_key=instance.translation_key, locale_id=translation.source_locale_id()
        )
        .first()
    )


def row_in(german: Any, locale_id: int) -> Any:
    """Return the row of a page or record in a language; None where nobody has begun it."""
    return (
        type(german)
        ._default_manager.filter(translation_key=german.translation_key, locale_id=locale_id)
        .first()
    )


def rows_of(german: Any) -> models.QuerySet[Any]:
    """Return the rows of a page or record in all languages but German."""
    return (
        type(german)
        ._default_manager.filter(translation_key=german.translation_key)
        .exclude(locale_id=translation.source_locale_id())
    )


def base_model(model: type[models.Model]) -> type[models.Model]:
    """Return the model under which Wagtail files revisions and reviews: all pages are pages."""
    return Page if issubclass(model, Page) else model


def content_types(found: Iterable[type[models.Model]]) -> dict[type[models.Model], ContentType]:
    """Return the content types of models; no query once they are known."""
    return {model: ContentType.objects.get_for_model(model) for model in found}


def target_locale_ids() -> dict[str, int]:
    """Return the locale ids of the languages that are translated into, by code."""
    return {code: pk for code, pk in translation.locale_ids().items() if code != SOURCE_LANGUAGE}


def is_easy(locale_id: int) -> bool:
    """Tell whether a language is Leichte Sprache: a text of its own, not sentence by sentence."""
    return translation.locale_ids().get("de-simple") == locale_id
