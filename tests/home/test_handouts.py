"""Sheets of paper and notices for a wall carry what somebody without the site needs."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.core.models import Organisation
from initiatives.models import OfferTime
from tests.factories import pages, tree

pytestmark = pytest.mark.django_db

BODY = [
    {
        "type": "accordion",
        "value": {"items": [{"question": "Kostet das etwas?", "answer": "<p>Nein, nichts.</p>"}]},
        "id": "a",
    }
]


def sheet(page: Any, wanted: str = "1") -> Tag:
    answer = Client().get(f"{page.get_url()}?druck={wanted}")
    assert answer.status_code == 200
    found = BeautifulSoup(answer.content, "html.parser").select_one(".c-paper")
    assert found is not None
    return found


def funder() -> Organisation:
    return Organisation.objects.create(
        name="Beispielfonds",
        kind="funder",
        funding_line="Aus Mitteln des Beispielfonds",
        locale=tree.locale("de"),
    )


def test_a_sheet_has_text_people_and_the_day_of_the_last_check_and_no_menu() -> None:
    page = pages.text_page(
        title="Beim Amt",
        body=BODY,
        contact=pages.contact_person(name="Oksana Lysenko", phone_display="069 90009 104"),
        last_reviewed_on=pages.berlin(2031, 12, 16).date(),
    )

    text = sheet(page).get_text(" ")

    for words in ("Beim Amt", "Oksana Lysenko", "069 90009 104", "16. Dezember 2031"):
        assert words in text
    answer = Client().get(f"{page.get_url()}?druck=1")
    assert b"<nav" not in answer.content


def test_answers_that_are_closed_on_the_screen_are_open_on_paper() -> None:
    paper = sheet(pages.text_page(body=BODY))

    assert "Nein, nichts." in paper.get_text()
    assert not paper.select("details")


def test_a_notice_has_all_that_a_wall_needs() -> None:
    start = pages.berlin(2031, 12, 16, 17)
    page = pages.event(
        title="Treffen",
        starts_at=start,
        ends_at=None,
        venue=pages.venue(name="Kreishaus"),
        has_photo_notice=True,
        funders=[funder()],
    )
    arabic = tree.translate(page, "ar", title="لقاء")

    text = sheet(page, "aushang").get_text(" ")

    wanted = ("Dienstag, 16. Dezember 2031", "Kreishaus", "Kostenlos", "fotografiert", "العربية")
    for words in (*wanted, "Aus Mitteln des Beispielfonds"):
        assert words in text
    assert "الثلاثاء، 16 ديسمبر 2031" in sheet(arabic, "aushang").get_text(" ")


def test_a_notice_of_what_is_cancelled_says_so_before_anything_else() -> None:
    paper = sheet(pages.event(state="cancelled"), "aushang")

    assert paper.select_one(".c-paper__state ~ h1")


def test_hours_that_are_the_same_on_several_days_are_said_once() -> None:
    offer = pages.offer()
    offer.times = [OfferTime(weekday=day, starts=time(8), ends=time(16)) for day in (0, 1, 2)]
    page = pages.initiative(offers=[offer])

    facts = sheet(page, "aushang").select_one(".c-fact-list")

    assert facts is not None
    assert facts.get_text().count("08:00") == 1
    assert all(day in facts.get_text() for day in ("Montag", "Dienstag", "Mittwoch"))


def test_a_protected_place_is_on_no_paper() -> None:
    venue = pages.venue(name="Schutzhaus", street="Schutzweg 7", is_protected=True)
    group = pages.initiative(venue=venue, is_address_protected=True)

    for page in (pages.event(venue=venue), group):
        for wanted in ("1", "aushang"):
            assert "Schutz" not in sheet(page, wanted).get_text()


def test_a_text_nobody_has_translated_is_marked_as_german_on_paper() -> None:
    page = pages.event(title="Treffen", teaser="Wir reden.")
    tree.translate(page.get_parent().specific, "ar")
    path = page.get_url().removeprefix("/de/")

    answer = Client().get(f"/ar/nicht-uebersetzt/{path}?druck=aushang")

    paper = BeautifulSoup(answer.content, "html.parser")
    assert paper.html is not None
    assert paper.h1 is not None
    assert (paper.html["lang"], paper.h1["lang"], paper.h1["dir"]) == ("ar", "de", "ltr")


def test_paper_opens_only_where_the_page_does() -> None:
    draft, private, expired = pages.event(live=False), pages.event(), pages.event()
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    type(expired).objects.filter(pk=expired.pk).update(expire_at=timezone.now())

    for page in (draft, private, expired):
        answer = Client().get(f"{page.get_url()}?druck=1")
        assert answer.status_code in {302, 404, 410}
        assert page.title.encode() not in answer.content


def test_a_list_goes_on_paper_as_it_is() -> None:
    page = pages.event(title="Treffen am Fluss")

    answer = Client().get(f"{page.get_parent().get_url()}?druck=1")

    assert "Treffen am Fluss" in answer.content.decode()
