"""Translators begin translations themselves, in their language, as drafts."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Page

from news.models import NewsPage
from tests.support import admin, roles, site
from translations import beginning

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


def url(page: Page, code: str) -> str:
    return reverse("begin_translation", args=[page.pk, code])


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("editor", set()),
        ("moderator", set()),
        ("translator_ar", {"ar"}),
        ("reviewer_ar", {"ar"}),
        ("administrator", {"de-simple", "en", "uk", "ar"}),
    ],
)
def test_people_are_offered_the_languages_they_write(role: str, expected: set[str]) -> None:
    page = site.page(live=True)

    offered = beginning.languages_to_begin(page, roles.person(role))

    assert {locale.language_code for locale in offered} == expected


def test_translator_begins_hands_in_and_a_reviewer_publishes(
    django_capture_on_commit_callbacks: Any,
) -> None:
    page = site.page(live=True)
    translator = roles.client_of("translator_ar")
    assert translator.get(url(page, "ar")).status_code == 200

    answer = translator.post(url(page, "ar"))

    draft = NewsPage.objects.get(locale=site.locale("ar"), translation_key=page.translation_key)
    assert answer["Location"] == admin.edit_url(draft)
    assert (draft.live, draft.slug) == (False, page.slug)
    admin.save(translator, draft, title="المقهى ينتقل", **{"action-submit": "1"})
    with django_capture_on_commit_callbacks(execute=True):
        admin.save(roles.client_of("reviewer_ar"), draft, **admin.APPROVE)
    published = NewsPage.objects.get(pk=draft.pk)
    assert (published.live, published.title) == (True, "المقهى ينتقل")


@pytest.mark.parametrize(
    ("role", "code"), [("translator_ar", "uk"), ("editor", "ar"), ("moderator", "ar")]
)
def test_nobody_begins_a_language_of_others(role: str, code: str) -> None:
    page = site.page(live=True)

    answer = roles.client_of(role).post(url(page, code))

    assert answer.status_code == 302
    assert not page.get_translations().exists()


def test_translation_is_begun_once() -> None:
    page = site.page(live=True)
    client = roles.client_of("translator_ar")

    client.post(url(page, "ar"))
    client.post(url(page, "ar"))

    assert page.get_translations().count() == 1


def test_explorer_offers_the_translation() -> None:
    page = site.page(live=True)
    parent = reverse("wagtailadmin_explore", args=[page.get_parent().pk])

    text = roles.client_of("translator_ar").get(parent).content.decode()

    assert url(page, "ar") in text
