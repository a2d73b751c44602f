"""A translator sees how her text will look, and nobody else sees anything of it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from wagtail.models import Page

from cms.core.models import Topic
from home.models import StandardPage
from tests.factories import tree
from tests.support import agency, roles, sentence_editor, site, translating
from tests.support.agency import ARABIC, TEASER, TITLE, client_of, url
from translations import subjects

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


@pytest.fixture
def german() -> Any:
    german = agency.page()
    sentence_editor.save(client_of("translator_ar"), german, {TITLE: ARABIC[TITLE]})
    return german


def frame(german: Any, role: str = "translator_ar", code: str = "ar") -> Any:
    return client_of(role).get(url("preview_frame", german, code))


def rows() -> set[Any]:
    return set(Page.objects.values_list("pk", "numchild", "latest_revision_id", "live"))


def test_page_is_shown_in_its_language_with_what_was_typed(german: Any) -> None:
    answer = frame(german)

    text = answer.content.decode()
    assert '<html lang="ar"' in text
    assert 'dir="rtl"' in text
    assert ARABIC[TITLE] in text
    assert TEASER in text


def test_looking_keeps_nothing(german: Any) -> None:
    before = rows()

    frame(german)

    assert rows() == before
    assert subjects.row_in(german, site.locale("ar").pk) is None


def test_public_page_stays_as_it_is(german: Any) -> None:
    arabic = tree.translate(german, "ar", title="كما كان")
    sentence_editor.save(client_of("translator_ar"), german, {TITLE: "جديد لم يقرأه أحد"})

    shown = frame(german).content.decode()

    arabic.refresh_from_db()
    assert "جديد لم يقرأه أحد" in shown
    assert arabic.title == "كما كان"
    assert "جديد" not in client_of("anonymous").get(arabic.url).content.decode()


def test_nobody_keeps_a_copy_and_only_the_admin_frames_it(german: Any) -> None:
    answer = frame(german)

    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]


def test_records_are_shown_in_their_language() -> None:
    topic = Topic.objects.create(code="health", label="Gesundheit", locale=site.locale("de"))
    topic.save_revision().publish()
    translating.type_text(topic)

    text = frame(topic).content.decode()

    assert '<html lang="ar"' in text
    assert "ar: Gesundheit" in text
    assert not Topic.objects.filter(code="health", locale=site.locale("ar")).exists()


def test_languages_that_are_not_served_yet_have_a_preview(german: Any) -> None:
    Page.objects.filter(depth=2, locale=site.locale("uk")).update(live=False)
    translating.type_text(german, "uk")

    text = frame(german, "translator_uk", "uk").content.decode()

    assert '<html lang="uk"' in text
    assert f"uk: {TITLE}" in text


def test_a_page_whose_parent_is_missing_says_what_comes_first() -> None:
    above = site.page(StandardPage, title="Oben", live=True)
    below = tree.add(above, StandardPage(title="Unten", locale=site.locale("de")))

    answer = frame(below)

    assert answer.status_code == 200
    assert "Oben" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(("query", "width"), [("", "360"), ("?width=wide", "100%")])
def test_frame_is_as_wide_as_a_phone_or_as_there_is_room(
    german: Any, query: str, width: str
) -> None:
    answer = client_of("translator_ar").get(url("preview", german) + query)

    page = sentence_editor.page_of(answer)
    shown = page.find("iframe")
    assert (shown["src"], shown["width"]) == (url("preview_frame", german), width)  # type: ignore[index]
    assert "still German here: 3" in sentence_editor.words(page)


def test_reviewers_see_it_too(german: Any) -> None:
    assert frame(german, "reviewer_ar").status_code == 200


@pytest.mark.parametrize("role", ["editor", "moderator", "translator_uk", "reviewer_uk"])
def test_people_of_other_languages_do_not(german: Any, role: str) -> None:
    client = client_of(role)
    client.defaults.update(sentence_editor.SCRIPT)

    for door in ("preview", "preview_frame"):
        assert client.get(url(door, german)).status_code == 403


def test_leichte_sprache_has_a_preview_of_its_own(german: Any) -> None:
    client = roles.client_of("superuser")
    client.defaults.update(sentence_editor.SCRIPT)

    assert client.get(url("preview_frame", german, "de-simple")).status_code == 403


def test_what_is_remembered_for_readers_is_not_touched_by_a_preview(german: Any) -> None:
    reader = client_of("anonymous")
    # The forms of each answer have a number of their own.
    number = re.compile(rb'name="token" value="[^"]*"')
    before = number.sub(b"", reader.get("/ar/").content)

    frame(german)

    assert number.sub(b"", reader.get("/ar/").content) == before
