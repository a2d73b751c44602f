"""Every field of a translatable model is text for translators or a fact of the German row."""

import pytest
from django.apps import apps
from django.db import models
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField, get_translatable_fields

from cms.core.models import BasePage, TranslatableSnippet

TEXT_FIELDS = (models.CharField, models.TextField, StreamField)
# What Wagtail itself keeps about rows; editors never see it as content.
BOOKKEEPING = {
    "id", "page_ptr", "demo_id", "translation_key", "locale", "live", "has_unpublished_changes",
    "first_published_at", "last_published_at", "live_revision", "go_live_at", "expire_at",
    "expired", "locked", "locked_at", "locked_by", "latest_revision",
}  # fmt: skip


def translatable_models() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models()
        if issubclass(model, (BasePage, TranslatableSnippet)) and not model._meta.abstract
    ]


def own_fields(model: type[models.Model]) -> set[str]:
    inherited = {field.name for field in Page._meta.get_fields()}
    return {
        field.name
        for field in [*model._meta.concrete_fields, *model._meta.many_to_many]
        if field.name not in inherited | BOOKKEEPING
    }


@pytest.mark.parametrize("model", translatable_models(), ids=lambda model: model.__name__)
def test_each_field_is_either_text_or_a_fact(model):
    facts = set(model.fact_fields) | set(getattr(model, "identity_fields", ()))
    text = {
        field.field_name
        for field in get_translatable_fields(model)
        if not isinstance(field, SynchronizedField)
    }

    neither = {
        name
        for name in own_fields(model) - facts - text
        if not model._meta.get_field(name).many_to_many
    }
    both = facts & text

    assert not neither, f"{model.__name__}: neither text nor fact: {sorted(neither)}"
    assert not both, f"{model.__name__}: text and fact at once: {sorted(both)}"


@pytest.mark.parametrize("model", translatable_models(), ids=lambda model: model.__name__)
def test_what_translators_get_is_text(model):
    relations = {field.name for field in model._meta.get_fields() if field.one_to_many}
    strange = [
        field.field_name
        for field in get_translatable_fields(model)
        if not isinstance(field, SynchronizedField)
        and field.field_name not in relations
        and not isinstance(model._meta.get_field(field.field_name), TEXT_FIELDS)
    ]

    assert not strange


@pytest.mark.parametrize("model", translatable_models(), ids=lambda model: model.__name__)
def test_every_fact_can_be_empty_on_a_translated_row(model):
    stuck = [
        name
        for name in model.fact_fields
        if (field := model._meta.get_field(name)).concrete
        and not field.many_to_many
        and not (field.blank if field.null else field.blank or field.has_default())
    ]

    assert not stuck


@pytest.mark.parametrize(
    "model",
    [model for model in translatable_models() if issubclass(model, Page)],
    ids=lambda model: model.__name__,
)
def test_the_address_is_the_same_in_every_language(model):
    slug = next(field for field in model.override_translatable_fields if field.field_name == "slug")

    assert isinstance(slug, SynchronizedField)
    assert slug.overridable is False
