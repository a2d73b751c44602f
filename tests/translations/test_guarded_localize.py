"""wagtail-localize has no doors and no buttons in the admin, whoever looks for them."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import NoReverseMatch, reverse
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource

from cms.core.models import Topic
from news.models import NewsPage
from tests.factories import tree
from tests.support import admin, roles, site, stock_localize

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

ARGUMENTS: dict[str, tuple[Any, ...]] = {
    "edit_string_translation": (1, 1),
    "edit_override": (1, 1),
    "submit_snippet_translation": ("core", "topic", "1"),
    "snippets_api_listing": ("core", "topic"),
    "snippets_api_detail": ("core", "topic", "1"),
    "javascript_catalog": (),
    "translations_report": (),
    "translations_report_results": (),
}


@pytest.fixture
def page() -> NewsPage:
    """Return a German page that wagtail-localize believes to keep in step with Arabic."""
    german = site.page(live=True)
    tree.translate(german, "ar", title="خبر")
    source, _new = TranslationSource.get_or_create_from_instance(german)
    Translation.objects.create(source=source, target_locale=site.locale("ar"))
    return german


@pytest.mark.parametrize("role", [*roles.ROLES, *roles.GROUP_OF_OTHERS, roles.PLAIN])
@pytest.mark.parametrize("name", stock_localize.names())
def test_address_is_not_there_for(role: str, name: str) -> None:
    url = stock_localize.url(name, *ARGUMENTS.get(name, (1,)))
    client = roles.client_of(role)

    answers = {client.get(url).status_code, client.post(url).status_code}

    # Who has no work in the admin is sent away before anything is looked for.
    assert answers == ({302} if role in {"anonymous", roles.PLAIN} else {404})


def test_names_of_the_addresses_are_not_there_either() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("wagtail_localize:translations_report")


def test_a_page_that_it_keeps_in_step_opens_in_the_ordinary_editor(page: NewsPage) -> None:
    arabic = page.get_translation(site.locale("ar"))

    answer = roles.client_of("administrator").get(admin.edit_url(arabic))

    assert answer.template_name == ["wagtailadmin/pages/edit.html"]
    text = answer.content.decode()
    assert "localize-" not in text
    assert "/localize/" not in text


@pytest.mark.parametrize("action", ["localize-restart-translation", "localize-convert-to-alias"])
def test_its_buttons_do_nothing_when_sent_by_hand(action: str, page: NewsPage) -> None:
    Translation.objects.update(enabled=False)
    arabic = page.get_translation(site.locale("ar"))

    admin.save(roles.client_of("administrator"), arabic, **{action: "1"})

    assert not Translation.objects.get().enabled
    assert Page.objects.get(pk=arabic.pk).alias_of is None


def test_lists_and_menus_do_not_lead_there(page: NewsPage) -> None:
    topic = Topic.objects.create(code="health", label="Gesundheit", locale=site.locale("de"))
    client = roles.client_of("superuser")
    addresses = [
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore", args=[page.get_parent().pk]),
        admin.edit_url(page),
        reverse("wagtailsnippets_core_topic:list"),
        reverse("wagtailsnippets_core_topic:edit", args=[topic.pk]),
    ]

    found = [url for url in addresses if "/localize/" in client.get(url).content.decode()]

    assert found == []


def test_the_right_that_opened_its_doors_is_offered_for_no_group() -> None:
    url = reverse("wagtailusers_groups:add")

    text = roles.client_of("superuser").get(url).content.decode()

    assert "wagtail_localize" not in text
    assert "submit_translation" not in text


def test_the_list_of_languages_stays_without_the_setting_that_copies_them() -> None:
    url = reverse("wagtaillocales:edit", args=[site.locale("ar").pk])

    answer = roles.client_of("administrator").get(url)

    assert answer.status_code == 200
    assert "sync_from" not in answer.content.decode()
