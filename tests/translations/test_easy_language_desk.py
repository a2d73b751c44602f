"""Writers of Leichte Sprache see what German has become, and get advice that forbids nothing."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.core import moderation
from cms.core.forms import SMALL_CORRECTION
from cms.core.models import Topic
from news.models import NewsPage
from tests.support import admin, agency, roles, site, translating
from translations.models import TranslationRecord

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

PAGES = ("compare", "rules", "check")
OTHERS = ("editor", "moderator", "translator_ar", "reviewer_ar", "translator_uk", "plain")


@pytest.fixture
def german() -> Any:
    return site.page(live=True, teaser="Ab Montag in der Lindenstraße.", slug="sprachcafe")


@pytest.fixture
def easy(german: Any) -> Any:
    row = german.copy_for_translation(site.locale("de-simple"))
    row.title = "Das Café ist jetzt wo anders"
    row.teaser = "Ab Montag."
    row.save_revision().publish()
    return NewsPage.objects.get(pk=row.pk)


def member(group: str) -> Client:
    """Return a browser of somebody who writes or reviews Leichte Sprache."""
    client = roles.client_of("plain", group)
    roles.person("plain", group).groups.add(Group.objects.get(name=group))
    return client


def translator() -> Client:
    return member(moderation.translators("de-simple"))


def reviewer() -> Client:
    return member(moderation.reviewers("de-simple"))


def url(name: str, german: Any) -> str:
    return reverse(f"translations_easy_{name}", args=[german.translation_key])


def told(answer: Any) -> str:
    return " ".join(str(message) for message in answer.context["messages"])


# ---------------------------------------------------------------- above the ordinary editor


def test_editor_leads_to_advice_and_german_text(german: Any, easy: Any) -> None:
    said = told(translator().get(admin.edit_url(easy)))

    assert url("rules", german) in said
    assert url("compare", german) in said
    assert url("check", german) not in said


def test_editor_says_that_german_has_changed_and_shows_what(german: Any, easy: Any) -> None:
    translating.change(german, teaser="Ab Dienstag in der Lindenstraße.")
    client = translator()

    said = told(client.get(admin.edit_url(easy)))
    page = client.get(url("compare", german))

    assert "Stellen: 1" in said or "Passages: 1" in said
    assert url("compare", german) in said
    assert [row.place for row in page.context["comparison"].changed] == ["teaser"]
    marked = BeautifulSoup(page.content, "html.parser")
    for each in marked.select(".w-sr-only"):
        each.decompose()
    assert [each.text for each in marked.select("del")] == ["Montag"]
    assert [each.text for each in marked.select("ins")] == ["Dienstag"]


def test_editor_is_quiet_again_when_the_text_says_what_german_says(german: Any, easy: Any) -> None:
    translating.change(german, teaser="Ab Dienstag in der Lindenstraße.")
    client = translator()

    admin.save(client, easy, teaser="Ab Dienstag.", is_brought_up_to_date="on")

    page = client.get(url("compare", german))
    editor = client.get(admin.edit_url(easy))
    assert page.context["comparison"].changed == []
    assert [each.level_tag for each in editor.context["messages"] if "/easy/" in str(each)] == [
        "info"
    ]


def test_editor_of_a_record_says_the_same() -> None:
    topic = Topic.objects.create(code="health", label="Gesundheit", locale=site.locale("de"))
    topic.save_revision().publish()
    easy = topic.copy_for_translation(site.locale("de-simple"))
    easy.save()
    easy.save_revision().publish()
    address = reverse(Topic.snippet_viewset.get_url_name("edit"), args=[easy.pk])

    said = told(translator().get(address))

    assert url("rules", topic) in said


@pytest.mark.parametrize("code", ["de", "ar"])
def test_other_languages_have_no_such_tools(german: Any, code: str) -> None:
    page = german if code == "de" else site.translated(german, code)

    answer = roles.client_of("superuser").get(admin.edit_url(page))

    assert "/easy/rules/" not in told(answer)


# ---------------------------------------------------------------- advice


def test_advice_on_the_saved_draft_names_its_place(german: Any, easy: Any) -> None:
    easy.teaser = "Der Antrag wird bearbeitet."
    easy.save_revision()

    page = translator().get(url("rules", german))

    assert [place.label for place in page.context["places"]] == ["Teaser"]
    assert "wird … bearbeitet" in agency.words(page)


def test_advice_on_what_stands_in_the_editor_saves_nothing(german: Any, easy: Any) -> None:
    client = translator()
    form = admin.without_streams(NewsPage, admin.form_of(client, admin.edit_url(easy)))
    before = NewsPage.objects.get(pk=easy.pk).latest_revision_id

    answer = client.post(url("rules", german), form | {"teaser": "Es könnte regnen."})

    text = answer.content.decode()
    assert "könnte" in text
    assert "<html" not in text
    assert NewsPage.objects.get(pk=easy.pk).latest_revision_id == before
    assert NewsPage.objects.get(pk=easy.pk).teaser == "Ab Montag."


def test_advice_is_given_on_a_form_with_errors_too(german: Any, easy: Any) -> None:
    client = translator()
    form = admin.without_streams(NewsPage, admin.form_of(client, admin.edit_url(easy)))

    answer = client.post(url("rules", german), form | {"teaser": "x" * 999})

    assert answer.status_code == 200
    assert not answer.context["is_whole"]


def test_advice_on_a_record_that_is_being_written() -> None:
    topic = Topic.objects.create(code="health", label="Gesundheit", locale=site.locale("de"))
    topic.save_revision().publish()
    easy = topic.copy_for_translation(site.locale("de-simple"))
    easy.save()
    easy.save_revision()
    client = translator()
    address = reverse(Topic.snippet_viewset.get_url_name("edit"), args=[easy.pk])
    html = client.get(address).content.decode()

    answer = client.post(url("rules", topic), {"label": "Gesundheitsversorgung"})

    assert "Gesundheitsversorgung" not in html
    assert "Gesundheitsversorgung" in answer.content.decode()


def test_advice_never_keeps_a_text_from_being_handed_in(german: Any, easy: Any) -> None:
    admin.save(translator(), easy, teaser="Es könnte regnen.", **{"action-submit": "1"})

    row = NewsPage.objects.get(pk=easy.pk)
    assert row.current_workflow_state is not None
    assert row.get_latest_revision_as_object().teaser == "Es könnte regnen."


# ---------------------------------------------------------------- the reader group


def enter(client: Client, german: Any, **fields: str) -> Any:
    today = timezone.localdate().isoformat()
    return client.post(url("check", german), {"group": "Lesegruppe Nord", "day": today, **fields})


def group_of(easy: Any) -> str:
    return TranslationRecord.objects.get(
        translation_key=easy.translation_key, locale=easy.locale
    ).reader_group


def test_reviewer_enters_a_check_and_takes_it_back(german: Any, easy: Any) -> None:
    client = reviewer()

    entered = enter(client, german)
    first = group_of(easy)
    client.post(url("check", german), {"remove": "1"})

    assert entered.status_code == 302
    assert (first, group_of(easy)) == ("Lesegruppe Nord", "")


@pytest.mark.parametrize(
    "fields", [{"group": ""}, {"group": "x" * 121}, {"day": "2999-01-01"}, {"day": "gestern"}]
)
def test_check_without_group_or_with_a_day_to_come_is_a_form_error(
    german: Any, easy: Any, fields: dict[str, str]
) -> None:
    answer = enter(reviewer(), german, **fields)

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert group_of(easy) == ""


def test_empty_form_complains_about_nothing(german: Any, easy: Any) -> None:
    page = reviewer().get(url("check", german))

    assert not page.context["form"].is_bound


def test_translator_enters_no_check(german: Any, easy: Any) -> None:
    answer = enter(translator(), german)

    assert answer.status_code == 302
    assert group_of(easy) == ""


def test_administrator_enters_a_check(german: Any, easy: Any) -> None:
    enter(roles.client_of("administrator"), german)

    assert group_of(easy) == "Lesegruppe Nord"


def test_small_correction_is_asked_of_public_texts_in_leichte_sprache(
    german: Any, easy: Any
) -> None:
    client = translator()
    asked = admin.form_of(client, admin.edit_url(easy))
    html = client.get(admin.edit_url(easy)).content.decode()

    admin.save(client, easy, teaser="Ab Montag!", **{SMALL_CORRECTION: "on"})

    assert f'name="{SMALL_CORRECTION}"' in html
    assert SMALL_CORRECTION not in asked
    assert NewsPage.objects.get(pk=easy.pk).latest_revision.content[SMALL_CORRECTION]


def test_small_correction_is_not_asked_of_other_languages(german: Any) -> None:
    page = site.translated(german, "ar")
    page.save_revision().publish()

    html = roles.client_of("superuser").get(admin.edit_url(page)).content.decode()

    assert f'name="{SMALL_CORRECTION}"' not in html


# ---------------------------------------------------------------- who


@pytest.mark.parametrize("role", OTHERS)
@pytest.mark.parametrize("name", PAGES)
def test_who_does_not_write_leichte_sprache_sees_and_changes_nothing(
    german: Any, easy: Any, role: str, name: str
) -> None:
    client = roles.client_of(role)

    read = client.get(url(name, german))
    sent = client.post(url(name, german), {"group": "x", "day": "2026-01-01", "title": "x"})

    assert read.status_code == 302
    assert sent.status_code in {302, 405}
    assert group_of(easy) == ""


@pytest.mark.parametrize("name", PAGES)
def test_page_without_leichte_sprache_has_nothing_to_show(german: Any, name: str) -> None:
    answer = roles.client_of("superuser").get(url(name, german))

    assert answer.status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_pages_open_for_writers_and_reviewers(german: Any, easy: Any, name: str) -> None:
    expected = {"translator": 302 if name == "check" else 200, "reviewer": 200}

    found = {
        "translator": translator().get(url(name, german)).status_code,
        "reviewer": reviewer().get(url(name, german)).status_code,
    }

    assert found == expected
