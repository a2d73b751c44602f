# ruff: noqa: RUF001  the letters of other scripts are meant
from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from cms.core import dates
from cms.core.languages import DECLARED

TUESDAY = date(2026, 12, 8)
# 17:30 and 19:00 of the clocks in Germany, stored as the database stores them.
HALF_PAST_FIVE = datetime(2026, 12, 8, 16, 30, tzinfo=UTC)
SEVEN = datetime(2026, 12, 8, 18, 0, tzinfo=UTC)
NEXT_NOON = datetime(2026, 12, 9, 11, 0, tzinfo=UTC)

LONG = {
    "de": "Dienstag, 8. Dezember 2026",
    "de-simple": "Dienstag, 8. Dezember 2026",
    "en": "Tuesday, 8 December 2026",
    "uk": "вівторок, 8 грудня 2026 р.",
    "ar": "الثلاثاء، 8 ديسمبر 2026",
    "fa": "سه‌شنبه، 8 دسامبر 2026",
    "ru": "вторник, 8 декабря 2026 г.",
    "tr": "8 Aralık 2026 Salı",
    "fr": "mardi 8 décembre 2026",
    "ku": "sêşem, 8ê berfanbara 2026an",
    "ti": "ሰሉስ፣ 8 ታሕሳስ 2026",
    "so": "Talaado, 8 Diseembar 2026",
}
CODES = [each.code for each in DECLARED]


@pytest.mark.parametrize("code", CODES)
def test_a_full_date_reads_naturally_in_every_language(code: str) -> None:
    with translation.override(code):
        assert dates.date_long(TUESDAY) == LONG[code]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("de", "Di 8. Dez"),
        ("de-simple", "Dienstag, 8. Dezember"),
        ("en", "Tue 8 Dec"),
        ("uk", "вт 8 груд"),
        ("ar", "الثلاثاء 8 ديسمبر"),
    ],
)
def test_a_short_date_fits_narrow_places_and_stays_readable(code: str, expected: str) -> None:
    with translation.override(code):
        assert dates.date_short(TUESDAY) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("de", "Dienstag, 8. Dezember 2026, 17:30 bis 19:00 Uhr"),
        ("de-simple", "Dienstag, 8. Dezember 2026, 17:30 Uhr bis 19:00 Uhr"),
        ("en", "Tuesday, 8 December 2026, 17:30 to 19:00"),
        ("uk", "вівторок, 8 грудня 2026 р., 17:30–19:00"),
        ("ar", "الثلاثاء، 8 ديسمبر 2026، من 17:30 إلى 19:00"),
    ],
)
def test_an_event_of_one_evening(code: str, expected: str) -> None:
    with translation.override(code):
        assert dates.when(HALF_PAST_FIVE, SEVEN) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("de", "Dienstag, 8. Dezember 2026, 17:30 Uhr bis Mittwoch, 9. Dezember 2026, 12:00 Uhr"),
        ("en", "Tuesday, 8 December 2026, 17:30 to Wednesday, 9 December 2026, 12:00"),
        ("uk", "вівторок, 8 грудня 2026 р., 17:30 – середа, 9 грудня 2026 р., 12:00"),
        ("ar", "من الثلاثاء، 8 ديسمبر 2026، 17:30 إلى الأربعاء، 9 ديسمبر 2026، 12:00"),
    ],
)
def test_an_event_over_two_days_names_both(code: str, expected: str) -> None:
    with translation.override(code):
        assert dates.when(HALF_PAST_FIVE, NEXT_NOON) == expected


def test_an_event_without_an_end_says_when_it_begins() -> None:
    with translation.override("de"):
        assert dates.when(HALF_PAST_FIVE) == "Dienstag, 8. Dezember 2026, 17:30 Uhr"


def test_a_whole_day_has_no_time() -> None:
    with translation.override("de"):
        assert dates.when(HALF_PAST_FIVE, SEVEN, all_day=True) == "Dienstag, 8. Dezember 2026"
        assert dates.when(TUESDAY, date(2026, 12, 9)) == (
            "Dienstag, 8. Dezember 2026 bis Mittwoch, 9. Dezember 2026"
        )


@pytest.mark.parametrize(
    ("precision", "german", "ukrainian", "arabic"),
    [
        ("day", "8. Dezember 2026", "8 грудня 2026 р.", "8 ديسمبر 2026"),
        ("month", "Dezember 2026", "грудень 2026 р.", "ديسمبر 2026"),
        ("year", "2026", "2026", "2026"),
    ],
)
def test_a_date_is_told_as_exactly_as_it_is_known(
    precision: str, german: str, ukrainian: str, arabic: str
) -> None:
    told = {}
    for code in ("de", "uk", "ar"):
        with translation.override(code):
            told[code] = dates.month_year(TUESDAY, precision)

    assert told == {"de": german, "uk": ukrainian, "ar": arabic}


@pytest.mark.parametrize("code", CODES)
def test_digits_are_western_and_the_clock_has_24_hours_in_every_language(code: str) -> None:
    with translation.override(code):
        told = dates.when(HALF_PAST_FIVE, SEVEN)

    digits = {character for character in told if character.isdigit()}
    assert digits <= set("0123456789")
    assert "17:30" in told
    assert "2026" in told


@pytest.mark.parametrize("code", CODES)
def test_every_language_names_seven_weekdays_and_twelve_months(code: str) -> None:
    calendar = dates.CALENDARS[code]

    assert len(set(calendar.weekdays)) == len(set(calendar.weekdays_short)) == 7
    assert len(set(calendar.months)) == len(set(calendar.months_short)) == 12
    assert len(calendar.months_alone) in (0, 12)


def test_german_dates_stand_in_for_a_language_without_words_of_its_own() -> None:
    with translation.override("pl"):
        assert dates.date_long(TUESDAY) == "Dienstag, 8. Dezember 2026"


def test_late_evenings_keep_their_day_in_german_time() -> None:
    # 23:30 on the 7th in London is half past midnight on the 8th in Berlin.
    late = datetime(2026, 12, 7, 23, 30, tzinfo=UTC)

    with translation.override("de"), timezone.override("America/New_York"):
        assert dates.when(late) == "Dienstag, 8. Dezember 2026, 00:30 Uhr"


def test_the_first_of_a_month_is_an_ordinal_in_french() -> None:
    with translation.override("fr"):
        assert dates.date_long(date(2027, 1, 1)) == "vendredi 1er janvier 2027"


def test_a_weekday_may_be_a_number_or_a_date() -> None:
    with translation.override("uk"):
        assert dates.weekday_name(1) == dates.weekday_name(TUESDAY) == "вівторок"


def test_times_of_day_need_no_date() -> None:
    with translation.override("de"):
        assert dates.clock(time(9, 5)) == "09:05 Uhr"
        assert dates.clock_range(time(10), time(11, 30)) == "10:00 bis 11:30 Uhr"
        assert dates.clock_range(time(10), None) == "10:00 Uhr"


def _render(source: str, **values: object) -> str:
    with translation.override("de"):
        return Template("{% load date_tags %}" + source).render(Context(values))


def test_a_template_marks_the_moment_for_machines() -> None:
    shown = _render("{% when_tag start end False %}", start=HALF_PAST_FIVE, end=SEVEN)

    assert shown == (
        '<time datetime="2026-12-08T17:30+01:00">'
        "Dienstag, 8. Dezember 2026, 17:30 bis 19:00 Uhr</time>"
    )


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("long", '<time datetime="2026-12-08">Dienstag, 8. Dezember 2026</time>'),
        ("short", '<time datetime="2026-12-08">Di 8. Dez</time>'),
        ("month", '<time datetime="2026-12-08">Dezember 2026</time>'),
        ("clock", '<time datetime="2026-12-08T17:30+01:00">17:30 Uhr</time>'),
    ],
)
def test_a_time_element_in_each_style(style: str, expected: str) -> None:
    assert _render("{% time_tag day style %}", day=HALF_PAST_FIVE, style=style) == expected


def test_the_pieces_of_a_calendar_leaf() -> None:
    source = "{{ day|weekday_short }} {{ day|day_number }} {{ day|month_short }}"

    assert _render(source, day=HALF_PAST_FIVE) == "Di 8 Dez"


def test_filters_give_nothing_for_nothing() -> None:
    source = (
        "{{ x|date_long }}{{ x|date_short }}{{ x|month_year:x }}{{ x|clock }}{{ x|until:x }}"
        "{{ x|weekday_name }}{{ x|weekday_short }}{{ x|month_name }}{{ x|month_short }}"
        "{{ x|day_number }}{% time_tag x %}{% when_tag x x %}"
    )

    assert _render(source, x=None) == ""


def test_filters_say_what_the_functions_say() -> None:
    source = '{{ d|date_long }}|{{ d|month_name }}|{{ d|month_year:"year" }}|{{ a|until:b }}'

    shown = _render(source, d=TUESDAY, a=time(10), b=time(12))

    assert shown == "Dienstag, 8. Dezember 2026|Dezember|2026|10:00 bis 12:00 Uhr"
