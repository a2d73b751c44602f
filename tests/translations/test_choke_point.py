"""wagtail-localize writes no page, whoever asks it to; languages stay apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize import operations, synctree
from wagtail_localize.models import LocaleSynchronization, Translation, TranslationSource

from cms.core.models import Topic
from news.models import NewsIndexPage, NewsPage
from tests.factories import tree
from tests.support import roles, site
from translations import segments
from translations.choke_point import ClosedError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


@pytest.fixture(autouse=True)
def _tree_stays_whole() -> Iterator[None]:
    yield
    assert not any(Page.find_problems())


@pytest.fixture
def page() -> NewsPage:
    """Return a German page that is public in Arabic as well."""
    german = site.page(title="Das Sprachcafé zieht um", live=True)
    tree.translate(german, "ar", title="خبر")
    return german


@pytest.mark.parametrize(
    "stored",
    [
        {"type": "quote", "value": {"text": "Wir sind da."}},
        {"type": "quote", "value": {"text": "Wir sind da.", "person": None, "role": None}},
        {"type": "paragraph", "value": None},
    ],
)
def test_a_field_without_a_stored_value_does_not_stop_a_publication(
    stored: dict[str, Any], page: NewsPage
) -> None:
    page.body = [{"id": "2b7f1f4e-0000-4000-8000-00000000000f", **stored}]

    page.save_revision().publish()

    found = {each.html for each in segments.segments_of(page)}
    assert "Wir sind da." in found or stored["type"] == "paragraph"


def source_of(german: Any) -> TranslationSource:
    return TranslationSource.get_or_create_from_instance(german)[0]


@pytest.mark.parametrize("code", ["ar", "uk"])
@pytest.mark.parametrize("publish", [True, False])
def test_nothing_is_written_and_whoever_asks_is_told(
    publish: bool, code: str, page: NewsPage
) -> None:
    translation = Translation.objects.create(
        source=source_of(page), target_locale=site.locale(code)
    )
    before = set(Page.objects.values_list("pk", "title", "live", "latest_revision"))

    with pytest.raises(ClosedError, match="Prüfung"):
        translation.save_target(user=roles.person("superuser"), publish=publish)

    assert set(Page.objects.values_list("pk", "title", "live", "latest_revision")) == before


def test_a_refusal_is_not_passed_over_as_an_invalid_text_would_be(page: NewsPage) -> None:
    assert not issubclass(ClosedError, ValidationError)

    with pytest.raises(ClosedError):
        operations.translate_object(page, [site.locale("uk")])

    assert not Translation.objects.exists()


def test_a_record_is_not_written_either() -> None:
    topic = Topic.objects.create(code="health", label="Gesundheit", locale=site.locale("de"))

    with pytest.raises(ClosedError):
        operations.translate_object(topic, [site.locale("ar")])

    assert Topic.objects.count() == 1


def test_only_german_is_translated_from(page: NewsPage) -> None:
    with pytest.raises(ClosedError, match="aus dem Deutschen"):
        source_of(page.get_translation(site.locale("ar")))


def test_no_language_follows_another_by_itself() -> None:
    arabic, german = site.locale("ar"), site.locale("de")

    with pytest.raises(ClosedError):
        LocaleSynchronization.objects.create(locale=arabic, sync_from=german)
    with pytest.raises(ClosedError):
        synctree.synchronize_tree(german, arabic)
    call_command("sync_locale_trees")

    assert not Page.objects.filter(alias_of__isnull=False).exists()


def test_a_form_made_up_by_hand_makes_no_language_follow_another() -> None:
    url = reverse("wagtaillocales:edit", args=[site.locale("ar").pk])
    slug = LocaleSynchronization._meta.db_table
    data = {
        "language_code": "ar",
        f"component-{slug}-enabled": "on",
        f"component-{slug}-sync_from": str(site.locale("de").pk),
    }

    roles.client_of("superuser").post(url, data)

    assert not LocaleSynchronization.objects.exists()


# ---------------------------------------------------------------- languages stay apart


def test_an_alias_has_the_language_of_its_original(page: NewsPage) -> None:
    with pytest.raises(ClosedError):
        page.copy_for_translation(site.locale("uk"), alias=True)
    arabic = page.get_translation(site.locale("ar"))
    arabic.alias_of = page.page_ptr
    with pytest.raises(ClosedError):
        arabic.save(update_fields=["alias_of"], clean=False)

    assert not Page.objects.filter(alias_of__isnull=False).exists()


def test_an_alias_within_german_is_allowed(page: NewsPage) -> None:
    alias = page.create_alias(parent=page.get_parent(), update_slug="zwilling")

    assert Page.objects.get(pk=alias.pk).alias_of_id == page.pk


@pytest.mark.parametrize("extra", [{}, {"publish_copies": "on"}, {"alias": "on"}], ids=str)
def test_a_german_page_is_not_copied_into_another_language(
    extra: dict[str, str], page: NewsPage
) -> None:
    arabic_place = page.get_parent().get_translation(site.locale("ar"))
    url = reverse("wagtailadmin_pages:copy", args=[page.pk])
    data = {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": arabic_place.pk}
    before = Page.objects.count()

    roles.client_of("superuser").post(url, data | extra)

    assert Page.objects.count() == before


def test_a_german_page_is_not_added_below_an_arabic_one(page: NewsPage) -> None:
    arabic_place = page.get_parent().get_translation(site.locale("ar"))

    with pytest.raises(ClosedError, match="Sprache der Seite darüber"):
        arabic_place.add_child(instance=NewsPage(title="Deutsch", locale=site.locale("de")))


def test_pages_below_a_copied_section_have_its_language(page: NewsPage) -> None:
    section = NewsIndexPage.objects.get(pk=page.get_parent().pk)

    copy = section.copy(recursive=True, update_attrs={"slug": "kopie"}, keep_live=False)

    found = set(copy.get_descendants(inclusive=True).values_list("locale__language_code"))
    assert found == {("de",)}
