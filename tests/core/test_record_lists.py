"""Lists of records show each record once, in the language of whoever looks."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cms.core.models import Topic
from tests.support import roles, site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

URL_NAME = "wagtailsnippets_core_topic:list"


@pytest.fixture(autouse=True)
def topic_in_two_languages() -> None:
    german = Topic.objects.create(label="Wohnen", code="dwelling", locale=site.locale("de"))
    arabic = german.copy_for_translation(site.locale("ar"))
    arabic.label = "السكن"
    arabic.save()


def shown_to(role: str, **filters: str) -> list[str]:
    answer = roles.client_of(role).get(reverse(URL_NAME), filters)
    return [topic.label for topic in answer.context["object_list"] if topic.code == "dwelling"]


@pytest.mark.parametrize(
    ("role", "label"),
    [("editor", "Wohnen"), ("administrator", "Wohnen"), ("translator_ar", "السكن")],
)
def test_list_starts_in_the_language_its_reader_writes(role: str, label: str) -> None:
    assert shown_to(role) == [label]


def test_other_languages_are_one_choice_away() -> None:
    assert shown_to("editor", locale="ar") == ["السكن"]


def test_all_languages_at_once_are_told_apart_by_a_column() -> None:
    answer = roles.client_of("editor").get(reverse(URL_NAME), {"locale": ""})

    labels = [topic.label for topic in answer.context["object_list"] if topic.code == "dwelling"]
    assert sorted(labels) == ["Wohnen", "السكن"]
    assert "locale" in str([column.name for column in answer.context["table"].columns.values()])
