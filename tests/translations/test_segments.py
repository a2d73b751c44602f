"""A text is taken apart in one way for everybody, and each piece knows where it stands."""

from __future__ import annotations

from typing import Any

import pytest

from events.models import TrainingPage
from events.models.trainings import TrainingModule
from tests.factories import pages
from tests.support import agency, site
from tests.support.agency import CALL, FIRST, LINK, SECOND, TEASER, TITLE
from translations import segments
from translations.segments import Segment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

FIGURES = "2b7f1f4e-0000-4000-8000-00000000000a"
LIST = "2b7f1f4e-0000-4000-8000-00000000000b"
ITEM = "2b7f1f4e-0000-4000-8000-00000000000c"


@pytest.fixture
def german() -> Any:
    return agency.page()


def training() -> TrainingPage:
    page = TrainingPage(title="Alltagsbegleitung", locale=site.locale("de"))
    page.modules = [
        TrainingModule(number=1, title="Ankommen", goal="Wir kennen uns.", locale=page.locale),
        TrainingModule(number=2, title="Zuhören", locale=page.locale),
    ]
    site.place_of(TrainingPage).add_child(instance=page)
    return TrainingPage.objects.get(pk=page.pk)


def texts(instance: Any) -> list[str]:
    return [each.html for each in segments.segments_of(instance)]


def test_sentences_come_in_reading_order_with_their_place(german: Any) -> None:
    found = [(each.place, each.html) for each in segments.segments_of(german)]

    assert found == [
        ("title", TITLE),
        ("teaser", TEASER),
        (f"body.{FIRST}", CALL),
        (f"body.{SECOND}", LINK),
    ]


def test_links_keep_their_targets_out_of_the_sentence(german: Any) -> None:
    link = segments.segments_of(german)[3]

    assert link.attributes == {"a1": {"href": "https://example.org/"}}
    assert link.text == "Mehr steht auf dieser Seite."


def test_only_rich_texts_take_markup(german: Any) -> None:
    assert [each.is_rich for each in segments.segments_of(german)] == [False, False, True, True]


def test_numbers_and_times_are_no_sentences(german: Any) -> None:
    german.teaser = "10:30 – 12:00"

    assert texts(german) == [TITLE, CALL, LINK]


def test_positions_count_what_is_left_out(german: Any) -> None:
    german.body = [("paragraph", "<p>Eins</p><p>2027</p><p>Drei</p>")]

    body = [each for each in segments.segments_of(german) if each.field_name == "body"]

    assert [(each.html, each.position) for each in body] == [("Eins", 0), ("Drei", 2)]


def test_equal_sentences_have_one_hash_wherever_they_stand() -> None:
    one = Segment(place="title", position=0, html="Kontakt", order=1)
    other = Segment(place=f"body.{FIRST}", position=3, html="Kontakt", order=9)

    assert one.hash == other.hash
    assert one.key != other.key
    assert (other.field_name, other.block_id) == ("body", FIRST)


def test_sentences_are_found_by_their_hash_after_they_are_gone(german: Any) -> None:
    old = segments.hash_of(TEASER)
    german.teaser = "Ab Juni treffen wir uns im Bahnhof."
    german.save_revision().publish()

    assert segments.texts_of_hashes([old], german.locale_id) == {old: TEASER}
    assert segments.texts_of_hashes([], german.locale_id) == {}


def test_words_are_counted_without_markup(german: Any) -> None:
    assert segments.count_words(segments.segments_of(german)[3:]) == 5


# ---------------------------------------------------------------- old and new


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (["a", "b", "c"], ["a", "x", "c"], {"x": "b"}),
        (["a", "b"], ["x", "y"], {"x": "a", "y": "b"}),
        (["a", "b"], ["a", "n", "b"], {}),
        (["a", "b"], ["b", "a"], {}),
        ([], ["x"], {}),
    ],
)
def test_a_sentence_that_took_the_place_of_another_knows_it(
    old: list[str], new: list[str], expected: dict[str, str]
) -> None:
    assert segments.predecessors(old, new) == expected


def test_a_place_is_changed_by_its_words_and_not_by_their_order() -> None:
    made_from = {"title": ["a"], "body.1": ["b", "c"], "body.2": ["d"]}
    now = {"title": ["x"], "body.1": ["c", "b"], "body.3": ["e"]}

    assert segments.changed_places(made_from, now) == ["body.2", "body.3", "title"]


# ---------------------------------------------------------------- what a place is called


def test_places_have_the_names_that_editors_know(german: Any) -> None:
    title, teaser, call, _link = [
        segments.label_of(german, each.place) for each in segments.segments_of(german)
    ]

    assert title.casefold() == german._meta.get_field("title").verbose_name.casefold()
    assert teaser[0].isupper()
    assert call.partition(": ")[2] == "Absatz"


def test_rows_of_a_page_are_named_by_what_they_are() -> None:
    page = training()
    labels = {each.html: segments.label_of(page, each.place) for each in segments.segments_of(page)}

    assert labels["Ankommen"].startswith("Modul: ")
    assert labels["Ankommen"] != labels["Wir kennen uns."]


def test_lengths_are_those_of_the_fields(german: Any) -> None:
    limits = [segments.max_length_of(german, each.place) for each in segments.segments_of(german)]

    assert limits == [255, german._meta.get_field("teaser").max_length, None, None]


def test_lengths_are_known_within_rows_and_blocks() -> None:
    page = training()
    module = next(each for each in segments.segments_of(page) if each.html == "Ankommen")
    body = [
        {
            "type": "key_figures",
            "id": FIGURES,
            "value": {
                "items": [
                    {
                        "type": "item",
                        "id": ITEM,
                        "value": {"value": "drei Gruppen", "label": "im Kreis", "detail": ""},
                    }
                ]
            },
        }
    ]
    text = pages.text_page(body=body)
    figure = next(each for each in segments.segments_of(text) if each.html == "drei Gruppen")

    assert segments.max_length_of(page, module.place) == 255
    assert segments.max_length_of(text, figure.place) == 20


@pytest.mark.parametrize(
    "place", ["nonsense", "nonsense.1", "modules", "modules.x.nonsense", f"body.{LIST}"]
)
def test_places_that_do_not_exist_have_no_limit_and_some_name(place: str) -> None:
    page = training()

    assert segments.max_length_of(page, place) is None
    assert segments.label_of(page, place)


def test_names_and_lengths_of_rows_cost_no_query(django_assert_num_queries: Any) -> None:
    page = training()
    places = [each.place for each in segments.segments_of(page)]

    with django_assert_num_queries(0):
        for place in places:
            segments.label_of(page, place)
            segments.max_length_of(page, place)
