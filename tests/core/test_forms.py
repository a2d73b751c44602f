"""Lists are entered as boxes and lines, never as JSON; translators get no facts to change."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from cms.core.forms import DaysField, WordsField
from cms.core.models import ContactPerson, Topic, Venue
from events.models import EventPage
from tests.support import roles, site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


def page_form(page: Any) -> Any:
    form_class = page.get_edit_handler().get_form_class()
    return form_class(instance=page, for_user=roles.person("editor"), parent_page=page.get_parent())


def record_form(record: Any, **kwargs: Any) -> Any:
    return type(record).snippet_viewset.get_form_class(for_update=True)(
        instance=record, for_user=roles.person("editor"), **kwargs
    )


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("", []),
        ("24.12.2026\n1.1.2027", ["2026-12-24", "2027-01-01"]),
        ("2027-01-01, 24.12.2026; 24.12.2026", ["2026-12-24", "2027-01-01"]),
    ],
)
def test_days_are_written_line_by_line(typed: str, stored: list[str]) -> None:
    assert DaysField().clean(typed) == stored


@pytest.mark.parametrize("typed", ["morgen", "31.2.2026", "2026-02-31"])
def test_what_is_no_day_is_named(typed: str) -> None:
    with pytest.raises(ValidationError, match=typed):
        DaysField().clean(typed)


def test_days_come_back_as_they_were_typed() -> None:
    field = DaysField()

    assert field.prepare_value(["2026-12-24"]) == "24.12.2026"
    assert not field.has_changed(["2026-12-24"], "24.12.2026")


def test_words_are_written_language_by_language() -> None:
    field = WordsField()
    words = field.clean("de: Amt, Behörde\nar: دائرة، مكتب\n\nde: Rathaus")

    assert words == {"de": ["Amt", "Behörde", "Rathaus"], "ar": ["دائرة", "مكتب"]}
    assert field.clean(field.prepare_value(words)) == words
    assert not field.has_changed(words, field.prepare_value(words))


def test_words_without_a_language_are_refused() -> None:
    with pytest.raises(ValidationError, match="Amt"):
        WordsField().clean("Amt, Behörde")


def test_event_offers_weekdays_to_tick() -> None:
    form = page_form(site.page(EventPage))

    assert [value for value, _label in form.fields["weekdays"].choices][:2] == ["mon", "tue"]


def test_venue_and_person_offer_boxes_to_tick() -> None:
    venue, person = Venue(locale=site.locale("de")), ContactPerson(locale=site.locale("de"))

    assert "kitchen" in str(record_form(venue)["equipment"])
    assert "signal" in str(record_form(person)["messengers"])


def test_ticked_boxes_are_stored_as_a_list() -> None:
    venue = Venue(name="Kreishaus", locale=site.locale("de"))
    form = record_form(venue, data={"name": "Kreishaus", "equipment": ["wlan", "kitchen"]})

    assert form.is_valid(), form.errors
    assert form.save().equipment == ["wlan", "kitchen"]


def test_untouched_form_of_a_record_has_not_changed() -> None:
    venue = Venue.objects.create(name="Kreishaus", equipment=["wlan"], locale=site.locale("de"))
    blank = record_form(venue)
    data = {name: blank[name].value() for name in blank.fields}
    data = {name: value for name, value in data.items() if value not in (None, False)}

    assert not record_form(venue, data=data).has_changed()


def test_translated_record_asks_for_words_only() -> None:
    topic = Topic.objects.create(code="health", label="Gesundheit", locale=site.locale("de"))
    arabic = topic.copy_for_translation(site.locale("ar"))

    form = record_form(arabic)

    assert set(form.fields) == {"label", "code"}
    assert form.fields["code"].disabled


def test_translated_page_asks_for_words_only() -> None:
    event = site.page(EventPage, live=True)

    form = page_form(site.translated(event, "ar"))

    assert "title" in form.fields
    assert not set(EventPage.fact_fields) & set(form.fields)
