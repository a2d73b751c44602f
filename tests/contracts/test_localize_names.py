"""What we use of wagtail-localize and Wagtail without their promising it, one test each.

An upgrade that takes a name away, adds a door or changes what a function takes fails here first.
"""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from django.apps import apps
from django.db.models.signals import post_delete
from wagtail import hooks
from wagtail.models import Page
from wagtail_localize import models, synctree, wagtail_hooks
from wagtail_localize.fields import SynchronizedField
from wagtail_localize.locales import components
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import INLINE_TAGS, StringValue, extract_ids

from tests.support import stock_localize
from translations import choke_point


def parameters(function: Any) -> list[str]:
    return list(inspect.signature(function).parameters)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "create_or_update_translation",
            ["self", "locale", "user", "publish", "copy_parent_pages", "fallback"],
        ),
        ("sync_view_restrictions", ["self", "original", "translation_page"]),
        ("cleanup_translation_on_delete", ["instance", "kwargs"]),
        ("synchronize_tree", ["source_locale", "target_locale", "page_index"]),
        ("create_aliases_for_new_page", ["page"]),
    ],
)
def test_what_is_replaced_is_called_as_before(name: str, expected: list[str]) -> None:
    assert parameters(choke_point.ORIGINALS[name]) == expected


def test_everything_that_is_replaced_is_replaced() -> None:
    assert choke_point.ORIGINALS.keys() == {name for _owner, name, _new in choke_point.REPLACED}
    for owner, name, replacement in choke_point.REPLACED:
        assert getattr(owner, name) is replacement


def test_every_page_that_is_written_goes_through_the_choke_point() -> None:
    saving = inspect.getsource(models.Translation.save_target)

    assert "self.source.create_or_update_translation(" in saving


def test_cleaning_up_goes_through_the_function_that_is_replaced() -> None:
    assert "cleanup_translation_on_delete(" in inspect.getsource(
        models.handle_translation_on_delete
    )
    listening = {receiver[0][0] for receiver in post_delete.receivers}
    assert id(models.handle_translation_on_delete) in listening


def test_a_translation_is_built_in_memory() -> None:
    build = models.TranslationSource.get_ephemeral_translated_instance

    assert parameters(build) == ["self", "locale", "fallback"]
    assert ".save(" not in inspect.getsource(build)


def test_a_source_is_made_from_a_page() -> None:
    make = models.TranslationSource.update_or_create_from_instance

    assert parameters(make) == ["instance"]


def test_a_sentence_is_known_by_its_hash_and_a_place_by_its_path() -> None:
    assert str(models.String._get_data_hash("Hallo")) == "625e5f50-e42e-5720-b33a-6e3ef97a6d3a"
    assert (
        str(models.TranslationContext._get_path_id("title"))
        == "f749566c-8a06-5c72-89b8-682e4e49f74f"
    )


def test_one_sentence_has_one_text_in_each_place_and_language() -> None:
    assert models.StringTranslation._meta.unique_together == (
        ("locale", "translation_of", "context"),
    )


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (models.String, {"locale", "data", "data_hash"}),
        (models.TranslationContext, {"object", "path", "path_id"}),
        (models.TranslatableObject, {"translation_key", "content_type"}),
        (
            models.StringTranslation,
            {
                "translation_of", "locale", "context", "data", "translation_type", "tool_name",
                "last_translated_by", "created_at", "updated_at", "has_error", "field_error",
            },
        ),
        (models.TranslationLog, {"source", "locale", "revision"}),
        (models.LocaleSynchronization, {"locale", "sync_from"}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)  # fmt: skip
def test_tables_have_the_columns_that_we_write(model: Any, fields: set[str]) -> None:
    assert fields <= {field.name for field in model._meta.get_fields()}


def test_a_text_is_taken_apart_into_places_strings_and_links() -> None:
    assert parameters(extract_segments) == ["instance"]
    value = StringSegmentValue("body.x", StringValue('Zum <a id="a1">Amt</a>'))
    assert (value.path, value.string.data, value.order) == ("body.x", 'Zum <a id="a1">Amt</a>', 0)
    assert extract_ids(value.string.data) == {"a1"}
    assert "a" in INLINE_TAGS


def test_a_fact_can_be_kept_from_translators() -> None:
    assert SynchronizedField("slug", overridable=False).is_overridable(None) is False


def test_the_setting_that_copies_languages_is_offered_to_nobody() -> None:
    offered = [each["model"] for each in components.get_locale_components()]

    assert offered == []


# ---------------------------------------------------------------- doors

KNOWN_ADDRESSES = [
    "convert_to_alias", "download_pofile", "edit_override", "edit_string_translation",
    "javascript_catalog", "machine_translate", "preview_translation", "snippets_api_detail",
    "snippets_api_listing", "stop_translation", "submit_page_translation",
    "submit_snippet_translation", "translations_report", "translations_report_results",
    "update_translations", "upload_pofile",
]  # fmt: skip


def test_wagtail_localize_has_the_doors_that_we_know_of() -> None:
    assert stock_localize.names() == KNOWN_ADDRESSES


def test_all_that_it_puts_into_the_admin_comes_from_hooks_that_can_be_taken_out() -> None:
    registered = {name: list(found) for name, found in hooks._hooks.items()}

    ours_too = {
        name
        for name, found in registered.items()
        for fn, _order in found
        if fn.__module__ in {wagtail_hooks.__name__, synctree.__name__}
    }

    assert ours_too == {"register_icons", "register_log_actions"}


@pytest.mark.parametrize(
    "name", ["wagtail.contrib.simple_translation", "wagtail_localize.modeladmin"]
)
def test_apps_with_more_doors_of_this_kind_are_not_installed(name: str) -> None:
    assert not apps.is_installed(name)


# ---------------------------------------------------------------- Wagtail itself


def test_wagtail_looks_for_free_addresses_as_before() -> None:
    assert parameters(Page._slug_is_available) == ["slug", "parent_page", "page"]
