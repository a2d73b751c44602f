"""The directory finds who helps where, when and in which language."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from cms.core.models import OfferType, SpokenLanguage
from initiatives import directory
from initiatives.models import InitiativeIndexPage, OfferTime
from tests.factories import pages, tree

pytestmark = pytest.mark.django_db


def found(query: str = "") -> list[str]:
    context = directory.for_index(tree.section(InitiativeIndexPage), QueryDict(query))
    return [row.text.title for row in context["rows"]]


def offer_on(weekday: int, weeks: str = "", **fields):
    offer = pages.offer(**fields)
    offer.times = [OfferTime(weekday=weekday, starts=time(15), ends=time(18), weeks_of_month=weeks)]
    return offer


def test_entries_stand_by_town_then_by_name():
    north, south = pages.town(name="Ahornstedt"), pages.town(name="Weidenrode")
    pages.initiative(title="Beta", town=south)
    pages.initiative(title="Alpha", town=south)
    pages.initiative(title="Zeta", town=north)

    assert found() == ["Zeta", "Alpha", "Beta"]


def test_a_language_filter_finds_groups_that_speak_it():
    arabic = pages.term(SpokenLanguage, code="ar")
    pages.initiative(title="Arabisch", spoken_languages=[arabic])
    pages.initiative(title="Deutsch")

    assert found("sprache=ar") == ["Arabisch"]


def test_conditions_on_an_offer_must_hold_for_one_and_the_same_offer():
    cafe, bikes = pages.term(OfferType, code="cafe"), pages.term(OfferType, code="bikes")
    pages.initiative(
        title="Verteilt",
        offers=[
            pages.offer(offer_type=cafe),
            pages.offer(offer_type=bikes, has_childcare=True),
        ],
    )
    pages.initiative(title="Zusammen", offers=[pages.offer(offer_type=cafe, has_childcare=True)])

    assert found("angebot=cafe&kinderbetreuung=on") == ["Zusammen"]


@time_machine.travel("2026-11-18 10:00 +0100", tick=False)  # the third Wednesday
def test_open_today_knows_weekdays_and_weeks_of_the_month():
    pages.initiative(title="Jede Woche", offers=[offer_on(2)])
    pages.initiative(title="Erste und dritte", offers=[offer_on(2, "1,3")])
    pages.initiative(title="Nur zweite", offers=[offer_on(2, "2")])
    pages.initiative(title="Donnerstags", offers=[offer_on(3)])

    assert sorted(found("heute=on")) == ["Erste und dritte", "Jede Woche"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2026, 11, 4), True), (date(2026, 11, 11), False), (date(2026, 11, 18), True)],
)
def test_a_time_falls_on_certain_weeks_of_the_month(day, expected):
    regular = OfferTime(weekday=2, starts=time(15), ends=time(18), weeks_of_month="1,3")

    assert regular.falls_on(day) is expected


def test_a_protected_address_is_shown_nowhere(client):
    venue = pages.venue(street="Kanarienweg 7", town=pages.town(name="Weidenrode"))
    page = pages.initiative(venue=venue, town=venue.town, is_address_protected=True)

    listed = client.get(page.get_parent().get_url()).content.decode()
    profile = client.get(page.get_url()).content.decode()

    assert "Kanarienweg" not in listed + profile
    assert "Weidenrode" in profile


def test_an_entry_that_nobody_confirmed_for_a_year_says_so():
    old = pages.initiative(verified_on=timezone.localdate() - timedelta(days=366))
    new = pages.initiative(verified_on=timezone.localdate() - timedelta(days=364))

    assert old.is_outdated(after_days=365)
    assert not new.is_outdated(after_days=365)


def test_an_entry_that_nobody_can_reach_is_refused():
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError) as refusal:
        pages.initiative(phone_display="")

    assert "phone_display" in refusal.value.message_dict


def test_a_phone_number_as_shown_becomes_one_to_dial():
    page = pages.initiative(phone_display="069 90009-201")

    assert page.phone_dial == "+496990009201"


@pytest.mark.parametrize("prefix", ["/de/", "/ar/nicht-uebersetzt/"])
def test_a_language_filter_names_people_who_speak_it_once_and_nobody_else(
    prefix: str, client: Client
) -> None:
    tree.translate(tree.german_home(), "ar")
    for name, code in (("Samir Haddad", "ar"), ("Oksana Lysenko", "uk")):
        person = pages.contact_person(name=name)
        person.languages = [pages.term(SpokenLanguage, code=code)]
        person.save()
    address = tree.section(InitiativeIndexPage).get_url().replace("/de/", prefix, 1)

    html = client.get(address, {"sprache": "uk"}).content.decode()

    assert html.count("Oksana Lysenko") == 1
    assert "Samir Haddad" not in html
