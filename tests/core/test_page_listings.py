"""Lists in the admin show facts, language and status."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.core.models import Venue
from events.models import EventPage
from initiatives.models import InitiativePage
from news.models import NewsPage
from tests.support import roles, site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

LISTS = ("news", "events", "trainings", "initiatives", "projects")


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("role", ["editor", "moderator", "translator_ar", "administrator"])
def test_list_opens_for_everybody_who_works_here(name: str, role: str) -> None:
    answer = roles.client_of(role).get(reverse(f"{name}:index"))

    assert answer.status_code == 200


@pytest.mark.parametrize("name", LISTS)
def test_each_sortable_column_sorts(name: str) -> None:
    client = roles.client_of("moderator")
    site.page(NewsPage)
    columns = client.get(reverse(f"{name}:index")).context["table"].columns.values()

    for key in [column.sort_key for column in columns if column.sort_key]:
        assert client.get(reverse(f"{name}:index"), {"ordering": f"-{key}"}).status_code == 200


def test_events_show_day_place_and_state() -> None:
    venue = Venue.objects.create(name="Kreishaus", locale=site.locale("de"))
    event = site.page(EventPage, title="Austausch", venue=venue, state="cancelled")

    text = roles.client_of("editor").get(reverse("events:index")).content.decode()

    assert "Kreishaus" in text
    assert str(event.get_state_display()) in text


def test_translated_page_shows_the_facts_of_its_german_page() -> None:
    event = site.page(EventPage, title="Austausch", live=True, venue=None)
    venue = Venue.objects.create(name="Kreishaus", locale=site.locale("de"))
    EventPage.objects.filter(pk=event.pk).update(venue=venue)
    site.translated(event, "ar")

    url = reverse("events:index")
    answer = roles.client_of("administrator").get(url, {"locale": "ar"})

    assert [page.fact_venue for page in answer.context["pages"]] == ["Kreishaus"]


def test_list_is_filtered_by_language_and_status() -> None:
    live = site.page(InitiativePage, title="Offen", live=True)
    site.page(InitiativePage, title="Entwurf")
    site.translated(live, "ar")

    url = reverse("initiatives:index")
    filters = {"locale": "de", "live": "true"}
    answer = roles.client_of("administrator").get(url, filters)

    assert [page.title for page in answer.context["pages"]] == ["Offen"]


def test_list_asks_the_same_number_of_questions_for_any_number_of_pages() -> None:
    few, many = questions_for(1), questions_for(12)

    assert many <= few + 3


def questions_for(more: int) -> int:
    for _each in range(more):
        site.page(NewsPage, live=True)
    client = roles.client_of("moderator")
    client.get(reverse("news:index"))
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("news:index"))
    return len(asked)
