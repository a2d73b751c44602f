"""Translators begin translations themselves, in their language; nobody sees anything of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import Page

from cms.core import moderation
from cms.core.models import Topic
from home.models import StandardPage
from news.models import NewsPage
from tests.factories import tree
from tests.support import admin, roles, sentence_editor, site
from tests.support.agency import client_of, url
from translations import beginning, subjects

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

EASY = "de-simple"


def old_address(page: Page, code: str) -> str:
    return reverse("begin_translation", args=[page.pk, code])


def easy_id() -> int:
    return int(site.locale(EASY).pk)


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("editor", set()),
        ("moderator", set()),
        ("translator_ar", {"ar"}),
        ("reviewer_ar", {"ar"}),
        ("administrator", {EASY, "en", "uk", "ar"}),
    ],
)
def test_people_are_offered_the_languages_they_write(role: str, expected: set[str]) -> None:
    page = site.page(live=True)

    offered = beginning.languages_to_begin(page, roles.person(role))

    assert {locale.language_code for locale in offered} == expected


def test_languages_in_which_a_page_is_there_are_not_offered() -> None:
    page = site.page(live=True)
    tree.translate(page, "ar")

    assert beginning.languages_to_begin(page, roles.person("translator_ar")) == []


def test_explorer_offers_the_translation() -> None:
    page = site.page(live=True)
    parent = reverse("wagtailadmin_explore", args=[page.get_parent().pk])

    text = roles.client_of("translator_ar").get(parent).content.decode()

    assert url("edit", page) in text


def test_translation_begins_sentence_by_sentence() -> None:
    page = site.page(live=True)

    answer = roles.client_of("translator_ar").get(old_address(page, "ar"))

    assert answer["Location"] == url("edit", page)
    assert not page.get_translations().exists()


@pytest.mark.parametrize(
    ("role", "code"), [("translator_ar", "uk"), ("editor", "ar"), ("moderator", "ar")]
)
def test_nobody_begins_a_language_of_others(role: str, code: str) -> None:
    page = site.page(live=True)
    client = roles.client_of(role)
    client.defaults.update(sentence_editor.SCRIPT)

    assert client.post(old_address(page, code)).status_code == 403
    assert not page.get_translations().exists()


@pytest.mark.parametrize("code", ["de", "xx"])
def test_german_and_unknown_languages_are_not_begun(code: str) -> None:
    page = site.page(live=True)

    assert roles.client_of("superuser").get(old_address(page, code)).status_code == 404


# ---------------------------------------------------------------- Leichte Sprache


def test_leichte_sprache_is_asked_about_once_and_opens_in_the_ordinary_editor() -> None:
    page = site.page(live=True)
    client = roles.client_of("administrator")
    asked = client.get(url("edit", page, EASY))
    assert asked.status_code == 200
    assert subjects.row_in(page, easy_id()) is None

    answer = client.post(url("edit", page, EASY))

    draft = subjects.row_in(page, easy_id())
    assert answer["Location"] == admin.edit_url(draft)
    assert (draft.live, draft.slug, draft.latest_revision.user) == (
        False, page.slug, roles.person("administrator"),
    )  # fmt: skip
    assert client.get(url("edit", page, EASY))["Location"] == admin.edit_url(draft)


def test_leichte_sprache_of_a_record_opens_in_its_editor() -> None:
    topic = Topic.objects.create(code="health", label="Gesundheit", locale=site.locale("de"))
    topic.save_revision().publish()

    answer = roles.client_of("administrator").post(url("edit", topic, EASY))

    row = subjects.row_in(topic, easy_id())
    assert answer["Location"] == reverse("wagtailsnippets_core_topic:edit", args=[row.pk])


def test_leichte_sprache_is_begun_once() -> None:
    page = site.page(live=True)
    client = roles.client_of("administrator")

    for _time in range(2):
        client.post(url("edit", page, EASY))

    assert page.get_translations().count() == 1


def test_a_page_whose_parent_is_missing_says_what_comes_first() -> None:
    above = site.page(StandardPage, title="Oben", live=True)
    below = tree.add(above, StandardPage(title="Unten", locale=site.locale("de")))

    answer = client_of("administrator").post(url("edit", below, EASY))

    assert "Oben" in sentence_editor.words(sentence_editor.page_of(answer))
    assert subjects.row_in(below, easy_id()) is None


def test_leichte_sprache_is_never_typed_sentence_by_sentence() -> None:
    page = site.page(live=True)
    client = roles.client_of("superuser")
    client.defaults.update(sentence_editor.SCRIPT)

    for door in ("sentence", "hand_in", "preview"):
        assert client.post(url(door, page, EASY)).status_code in {403, 405}
    assert client.get(url("sentence", page, EASY)).status_code == 403


def test_other_languages_are_not_begun_in_one_piece() -> None:
    page = site.page(NewsPage, live=True)
    arabic: Any = site.locale("ar").pk

    with pytest.raises(PermissionDenied):
        beginning.begin(page, locale_id=arabic, user=roles.person("translator_ar"))


def test_the_ordinary_editor_of_leichte_sprache_stays_open() -> None:
    page = site.page(live=True)
    draft = beginning.begin(page, locale_id=easy_id(), user=roles.person("superuser"))
    writer = roles.person("editor", "easy_writer")
    writer.groups.set([Group.objects.get(name=moderation.translators(EASY))])
    client = client_of("editor", "easy_writer")

    assert client.get(admin.edit_url(draft)).status_code == 200
