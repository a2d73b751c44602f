"""Lists are entered as boxes and lines, never as JSON; translators get no facts to change."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from wagtail.images.blocks import ImageBlock

from cms.core.blocks.media import PictureBlock
from cms.core.forms import DaysField, WordsField
from cms.core.models import ContactPerson, Organisation, SpokenLanguage, Topic, Venue
from events.models import EventPage, TrainingPage
from initiatives.models import InitiativePage
from news.models import NewsPage
from tests.support import admin, roles, site

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


@pytest.mark.parametrize("name", ["weekdays", "except_on"])
def test_labels_of_lists_begin_like_those_of_other_fields(name: str) -> None:
    form = page_form(site.page(EventPage))

    assert form[name].label[0].isupper()


def test_promotion_is_named_in_words_for_everybody() -> None:
    page = site.page(NewsPage)

    html = roles.client_of("editor").get(admin.edit_url(page)).content.decode()

    labels = {
        label["for"]: label.get_text(" ", strip=True)
        for label in BeautifulSoup(html, "html.parser").select("label[for]")
    }
    assert "Kurztitel" not in labels["id_slug"]
    assert labels["id_seo_title"] != labels.get("id_title")


def test_picture_block_names_its_file_and_leaves_the_block_of_wagtail_alone() -> None:
    labels = [
        str(block.child_blocks["image"].label)
        for block in (PictureBlock().child_blocks["image"], ImageBlock())
    ]

    assert labels[0] != labels[1]


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


# ---------------------------------------------------------------- records to tick


@pytest.fixture
def topics() -> list[Topic]:
    """Return two German topics; the first one is in Arabic too."""
    health, work = (
        Topic.objects.create(code=code, label=label, locale=site.locale("de"))
        for code, label in (("health", "Gesundheit"), ("work", "Arbeit"))
    )
    health.copy_for_translation(site.locale("ar")).save()
    return [health, work]


def boxes(html: str, name: str) -> dict[str, bool]:
    """Return what a form offers to tick, and what is ticked."""
    found = BeautifulSoup(html, "html.parser").select(f'input[type="checkbox"][name="{name}"]')
    return {box["value"]: box.has_attr("checked") for box in found}


def names(rows: Any) -> set[str]:
    return {str(row.pk) for row in rows}


@pytest.mark.parametrize("model", [NewsPage, EventPage, TrainingPage, InitiativePage])
def test_records_are_ticked_each_once_in_german(model: type[Any], topics: list[Topic]) -> None:
    form = page_form(site.page(model))

    assert boxes(str(form["topics"]), "topics") == dict.fromkeys(names(topics), False)


def test_only_funders_are_offered_as_funders() -> None:
    rows = [
        Organisation.objects.create(name=kind, kind=kind, locale=site.locale("de"))
        for kind in ("funder", "county")
    ]

    form = page_form(site.page(NewsPage))

    assert set(boxes(str(form["funders"]), "funders")) == names(rows[:1])


@pytest.mark.parametrize("model", [NewsPage, EventPage, TrainingPage, InitiativePage])
def test_ticks_are_saved_shown_and_taken_back(model: type[Any], topics: list[Topic]) -> None:
    editor = roles.client_of("editor")
    page = site.page(model, author=roles.person("editor"))

    def ticked() -> set[str]:
        shown = boxes(editor.get(admin.edit_url(page)).content.decode(), "topics")
        return {name for name, is_ticked in shown.items() if is_ticked}

    for wanted in (topics, topics[:1], []):
        admin.save(editor, page, topics=sorted(names(wanted)))

        draft = model.objects.get(pk=page.pk).get_latest_revision_as_object()
        assert names(draft.topics.all()) == names(wanted)
        assert ticked() == names(wanted)


def test_ticks_stay_when_something_else_is_wrong(topics: list[Topic]) -> None:
    page = site.page(EventPage, author=roles.person("editor"))

    answer = admin.save(
        roles.client_of("editor"), page, title="", topics=[topics[1].pk], weekdays=["mon"]
    )

    html = answer.content.decode()
    assert answer.context["form"].errors.keys() == {"title"}
    assert boxes(html, "topics") == {str(topics[0].pk): False, str(topics[1].pk): True}
    assert boxes(html, "weekdays")["mon"]


def test_other_records_than_those_offered_are_refused(topics: list[Topic]) -> None:
    page = site.page(NewsPage, author=roles.person("editor"))
    arabic = topics[0].get_translation(site.locale("ar"))

    answer = admin.save(roles.client_of("editor"), page, topics=[arabic.pk])

    assert answer.context["form"].errors.keys() == {"topics"}


def test_ticks_that_nobody_touched_have_not_changed(topics: list[Topic]) -> None:
    page = site.page(NewsPage, author=roles.person("editor"), topics=topics)
    editor = roles.client_of("editor")
    data = admin.without_streams(NewsPage, admin.form_of(editor, admin.edit_url(page)))

    def changed(**fields: Any) -> list[str]:
        answer = editor.post(admin.edit_url(page), data | {"title": ""} | fields)
        return [name for name in answer.context["form"].changed_data if name == "topics"]

    assert changed() == []
    assert changed(topics=[topics[0].pk]) == ["topics"]


def test_languages_of_a_person_are_ticked_and_saved() -> None:
    german, arabic = (
        SpokenLanguage.objects.create(code=code, label=code, locale=site.locale("de"))
        for code in ("de", "ar")
    )
    person = ContactPerson.objects.create(
        name="Rosa", email="rosa@example.org", locale=site.locale("de")
    )
    person.languages = [german]
    person.save()

    form = record_form(person)
    assert boxes(str(form["languages"]), "languages") == {
        str(german.pk): True,
        str(arabic.pk): False,
    }
    data = {name: form[name].value() for name in form.fields if name != "languages"}
    data = {name: value for name, value in data.items() if value not in (None, False)}
    unchanged = record_form(person, data=data | {"languages": [german.pk]})
    sent = record_form(person, data=data | {"languages": [arabic.pk]})

    assert "languages" not in unchanged.changed_data
    assert sent.is_valid(), sent.errors
    assert names(sent.save().languages.all()) == {str(arabic.pk)}
