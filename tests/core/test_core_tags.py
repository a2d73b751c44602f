from types import SimpleNamespace

import pytest

from cms.core.templatetags import core_tags


def test_phone_number_keeps_its_order_in_arabic_text() -> None:
    assert core_tags.phone("069 90009 201") == ('<bdi class="nowrap" dir="ltr">069 90009 201</bdi>')


def test_phone_number_is_not_a_way_to_smuggle_html() -> None:
    assert "<script>" not in core_tags.phone("<script>")


def test_nothing_to_isolate_leaves_no_empty_element() -> None:
    assert core_tags.phone("") == core_tags.email(None) == core_tags.address("") == ""


def test_text_isolates_german_names_and_keeps_lines() -> None:
    shown = core_tags.text("أهلًا في [[de:Talbrücken]]\n<b>")

    assert shown == 'أهلًا في <bdi lang="de" dir="ltr">Talbrücken</bdi><br>&lt;b&gt;'


def test_plain_text_has_no_marks() -> None:
    assert core_tags.plain("Kurse für Ehren·amtliche\nin [[de:Nord]] · heute") == (
        "Kurse für Ehrenamtliche in Nord · heute"
    )


def test_icon_is_hidden_from_screen_readers_and_mirrored_where_it_points() -> None:
    assert 'aria-hidden="true"' in core_tags.icon("phone")
    assert "icon--dir" not in core_tags.icon("phone")
    assert "icon--dir" in core_tags.icon("chevron-right")


def test_unknown_icon_is_nothing() -> None:
    assert core_tags.icon("../../LICENSE") == core_tags.icon("") == ""


def test_web_address_is_shown_as_people_say_it() -> None:
    assert core_tags.web_address("https://radwerk.example.org/") == (
        '<bdi dir="ltr" translate="no">radwerk.example.org</bdi>'
    )


def test_language_name_is_that_of_its_speakers() -> None:
    assert core_tags.autonym("uk") == "Українська"
    assert core_tags.autonym("xx") == "xx"


def test_switch_separates_languages_by_what_can_be_read_in_them() -> None:
    def link(page_url=None, stand_in_url=None, is_current=False):
        return SimpleNamespace(page_url=page_url, stand_in_url=stand_in_url, is_current=is_current)

    here, there = link(is_current=True), link("/uk/seite/", "/uk/nicht-uebersetzt/seite/")
    in_german, start_page_only = link(None, "/ar/nicht-uebersetzt/seite/"), link()
    languages = [here, there, in_german, start_page_only]

    assert core_tags.with_this_page(languages) == [here, there]
    assert core_tags.with_german_text(languages) == [in_german]
    assert core_tags.with_start_page_only(languages) == [start_page_only]
    assert core_tags.without_this_page(languages) == [in_german, start_page_only]
    assert core_tags.current(languages) == [here]


def test_the_reader_of_a_page_that_stands_in_can_wish_for_it() -> None:
    mine = SimpleNamespace(page_url=None, stand_in_url="/ar/nicht-uebersetzt/a/", is_current=True)

    assert core_tags.with_this_page([mine]) == []
    assert core_tags.without_this_page([mine]) == [mine]


def test_a_mark_says_language_and_direction_and_trusts_nothing() -> None:
    assert core_tags.language_mark("ar") == ' lang="ar" dir="rtl"'
    assert core_tags.language_mark("") == ""
    assert '"><' not in core_tags.language_mark('"><script>')


def test_stream_gives_its_values_to_components() -> None:
    stream = [SimpleNamespace(value="a"), SimpleNamespace(value="b")]

    assert core_tags.stream_values(stream) == ["a", "b"]
    assert core_tags.stream_values(None) == []


@pytest.mark.parametrize("href", ["tel:116117", "mailto:hilfe@example.org"])
def test_a_number_in_running_text_keeps_its_order(href):
    html = core_tags.rich(f'<p>اتصل <a href="{href}">116 117</a></p>')

    assert f'<a dir="ltr" class="nowrap" href="{href}"' in html


def test_an_ordinary_link_in_running_text_stays_as_it_is():
    html = core_tags.rich('<p><a href="https://www.example.org/">Seite</a></p>')

    assert 'dir="ltr"' not in html
