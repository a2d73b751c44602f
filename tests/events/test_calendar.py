"""The calendar shows what is on, what repeats, and what was."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from cms.core.models import EventKind, SpokenLanguage
from events import calendar
from events.models import (
    EventIndexPage,
    EventSpeaker,
    TrainingModule,
    TrainingPage,
    TrainingSession,
)
from tests.factories import pages, tree

pytestmark = pytest.mark.django_db


def shown(query: str = "") -> dict:
    return calendar.for_index(tree.section(EventIndexPage), QueryDict(query))


def titles(rows) -> list[str]:
    return [row.text.title for row in rows]


def at(days: int):
    return timezone.now() + timedelta(days=days)


def test_coming_events_stand_in_order_and_past_ones_in_the_archive():
    pages.event(title="Später", starts_at=at(9), ends_at=at(9))
    pages.event(title="Bald", starts_at=at(2), ends_at=at(2))
    pages.event(title="Vorbei", starts_at=at(-3), ends_at=at(-3))

    assert titles(shown()["rows"]) == ["Bald", "Später"]
    assert titles(shown("ansicht=archiv")["rows"]) == ["Vorbei"]


def test_an_event_that_has_begun_is_still_on():
    pages.event(title="Läuft", starts_at=at(-1), ends_at=at(1))

    assert titles(shown()["rows"]) == ["Läuft"]


def test_what_repeats_stands_once_and_apart():
    pages.event(
        title="Formular-Café",
        rhythm="weekly",
        weekdays=["wed"],
        starts_at=at(-30),
        ends_at=at(-30),
        repeats_until=timezone.localdate() + timedelta(days=60),
    )

    found = shown()

    assert titles(found["rows"]) == []
    assert titles(found["repeating"]) == ["Formular-Café"]


def test_a_cancelled_event_stays_in_the_list_and_says_so():
    pages.event(title="Fahrrad-Check", state="cancelled")

    (row,) = shown()["rows"]

    assert row.is_cancelled


@pytest.mark.parametrize("query", ["region=nord", "thema=deutsch", "fuer=frauen"])
def test_a_filter_with_an_unknown_value_shows_everything_and_says_so(query):
    pages.event(title="Da")

    found = shown(query)

    assert titles(found["rows"]) == ["Da"]
    assert found["filter_form"].errors


def test_a_language_filter_finds_spoken_and_interpreted_languages():
    arabic = pages.term(SpokenLanguage, code="ar", label="Arabisch")
    pages.event(title="Gesprochen", spoken_languages=[arabic])
    pages.event(title="Gedolmetscht", interpreting=[arabic])
    pages.event(title="Deutsch")

    assert sorted(titles(shown("sprache=ar")["rows"])) == ["Gedolmetscht", "Gesprochen"]


def test_filters_combine():
    venue = pages.venue(is_step_free=True)
    pages.event(title="Beides", venue=venue, has_childcare=True)
    pages.event(title="Nur stufenlos", venue=venue)
    pages.event(title="Nur Kinder", has_childcare=True)

    assert titles(shown("stufenlos=on&kinderbetreuung=on")["rows"]) == ["Beides"]


def test_sessions_of_a_training_stand_between_the_events():
    german = tree.locale("de")
    training = TrainingPage(title="Alltagsbegleitung")
    training.modules = [TrainingModule(number=1, title="Meine Rolle", locale=german)]
    training.sessions = [
        TrainingSession(run_code="a", module_number=1, starts_at=at(5), ends_at=at(6))
    ]
    tree.add(tree.section(EventIndexPage), training)
    pages.event(title="Davor", starts_at=at(2), ends_at=at(2))
    pages.event(title="Danach", starts_at=at(8), ends_at=at(8))

    rows = shown()["rows"]

    assert titles(rows) == ["Davor", "Alltagsbegleitung", "Danach"]
    assert rows[1].module_title == "Meine Rolle"


def test_a_protected_venue_is_named_by_its_town_only():
    venue = pages.venue(name="Geheimer Ort", is_protected=True, town=pages.town(name="Weidenrode"))
    pages.event(venue=venue)

    (row,) = shown()["rows"]

    assert (row.place, row.town) == ("", "Weidenrode")


def test_a_full_event_has_no_places_left():
    pages.event(capacity=14, places_taken=15)

    (row,) = shown()["rows"]

    assert (row.places_left, row.is_full) == (0, True)


@pytest.mark.parametrize(
    ("name", "first", "after"),
    [
        ("heute", date(2026, 11, 25), date(2026, 11, 26)),
        ("woche", date(2026, 11, 23), date(2026, 11, 30)),
        ("monat", date(2026, 11, 1), date(2026, 12, 1)),
    ],
)
def test_periods_follow_german_days(name, first, after):
    start, end = calendar.period(name, today=date(2026, 11, 25))

    assert timezone.localtime(start).date() == first
    assert timezone.localtime(end).date() == after
    assert timezone.localtime(start).hour == timezone.localtime(end).hour == 0


def test_the_list_costs_the_same_however_many_events_there_are(django_assert_max_num_queries):
    pages.term(EventKind)
    for number in range(3):
        pages.event(starts_at=at(number + 1), ends_at=at(number + 1))
    shown()
    with django_assert_max_num_queries(20) as few:
        shown()
    for number in range(12):
        pages.event(starts_at=at(number + 5), ends_at=at(number + 5))
    shown()
    with django_assert_max_num_queries(len(few)):
        shown()


def test_an_event_without_a_start_is_refused_with_a_question():
    with pytest.raises(ValidationError) as refusal:
        pages.event(starts_at=None, ends_at=None)

    assert "starts_at" in refusal.value.message_dict


def test_an_event_whose_date_is_open_needs_no_start():
    page = pages.event(starts_at=None, ends_at=None, state="date_open")

    assert page.live


def test_no_session_is_lost_between_two_pages_of_the_list(monkeypatch):
    monkeypatch.setattr(calendar, "PER_PAGE", 2)
    german = tree.locale("de")
    training = TrainingPage(title="Schulung")
    training.modules = [TrainingModule(number=1, title="Eins", locale=german)]
    training.sessions = [
        TrainingSession(run_code=code, module_number=1, starts_at=at(day), ends_at=at(day + 1))
        for code, day in (("a", 1), ("b", 5), ("c", 9))
    ]
    tree.add(tree.section(EventIndexPage), training)
    for day in (2, 4, 6, 8):
        pages.event(starts_at=at(day), ends_at=at(day))

    both = [*shown()["rows"], *shown("seite=2")["rows"]]

    assert [row.starts_at for row in both] == sorted(row.starts_at for row in both)
    assert titles(both).count("Schulung") == 3


def test_an_all_day_event_is_on_until_the_end_of_its_day():
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    pages.event(title="Ganztägig", starts_at=midnight, ends_at=midnight, is_all_day=True)

    assert titles(shown()["rows"]) == ["Ganztägig"]


def test_an_event_without_an_end_is_on_until_the_end_of_its_day():
    begun = timezone.localtime().replace(hour=0, minute=1, second=0, microsecond=0)
    pages.event(title="Offenes Ende", starts_at=begun, ends_at=None)

    assert titles(shown()["rows"]) == ["Offenes Ende"]


def test_today_shows_what_began_before_and_goes_on():
    pages.event(title="Dreitägig", starts_at=at(-1), ends_at=at(1))

    assert titles(shown("zeitraum=heute")["rows"]) == ["Dreitägig"]


def test_this_week_shows_what_repeats_in_it_however_long_ago_it_began():
    pages.event(
        title="Wöchentlich",
        rhythm="weekly",
        weekdays=["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
        starts_at=at(-100),
        ends_at=at(-100),
        repeats_until=timezone.localdate() + timedelta(days=60),
    )

    assert titles(shown("zeitraum=woche")["repeating"]) == ["Wöchentlich"]


def test_who_speaks_at_an_event_is_not_offered_as_somebody_who_speaks_the_language(client):
    event = pages.event()
    event.speakers.add(EventSpeaker(name="Anke Vollmer", role="Supervisorin"))
    event.save()

    html = client.get(event.url).content.decode()

    assert html.count("Anke Vollmer") == 1
    assert 'id="speakers"' not in html
