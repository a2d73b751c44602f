# ruff: noqa: RUF001  the letters of other scripts are meant
"""Dates and times as a reader of each language reads them.

One rule everywhere: weekday, day, month in words and year; the Gregorian calendar, Western digits
and the 24-hour clock. German offices and buses use exactly this, whatever the reader's language;
the usual defaults would give Persian years, Arabic digits or a 12-hour clock.

The names stand here and not in the catalogues, because Django's own know nothing of Leichte
Sprache, Kurmanji, Tigrinya and Somali.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import get_language

from cms.core.languages import SOURCE_LANGUAGE


@dataclass(frozen=True)
class Calendar:
    """The words of one language and their order; weeks begin on Monday."""

    weekdays: tuple[str, ...]
    weekdays_short: tuple[str, ...]
    # As they stand after a day ("8 грудня").
    months: tuple[str, ...]
    months_short: tuple[str, ...]
    # As they stand without a day ("грудень"), where that differs.
    months_alone: tuple[str, ...] = ()
    date: str = "{day} {month} {year}"
    long: str = "{weekday}, {date}"
    short: str = "{weekday} {day} {month}"
    month_year: str = "{month} {year}"
    clock: str = "{time}"
    clock_range: str = "{start}–{end}"
    date_and_time: str = "{date}, {time}"
    period: str = "{start} – {end}"
    first_of_month: str = "1"


def _words(line: str) -> tuple[str, ...]:
    return tuple(line.split())


_GERMAN_WEEKDAYS = _words("Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag")
_GERMAN_MONTHS = _words(
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
)
_ARABIC_WEEKDAYS = _words("الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد")
_ARABIC_MONTHS = _words(
    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"
)
_PERSIAN_WEEKDAYS = _words("دوشنبه سه‌شنبه چهارشنبه پنجشنبه جمعه شنبه یکشنبه")
_PERSIAN_MONTHS = _words("ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر")

CALENDARS: dict[str, Calendar] = {
    "de": Calendar(
        weekdays=_GERMAN_WEEKDAYS,
        weekdays_short=_words("Mo Di Mi Do Fr Sa So"),
        months=_GERMAN_MONTHS,
        months_short=_words("Jan Feb März Apr Mai Juni Juli Aug Sep Okt Nov Dez"),
        date="{day}. {month} {year}",
        short="{weekday} {day}. {month}",
        clock="{time} Uhr",
        clock_range="{start} bis {end} Uhr",
        period="{start} bis {end}",
    ),
    # Leichte Sprache does not shorten words.
    "de-simple": Calendar(
        weekdays=_GERMAN_WEEKDAYS,
        weekdays_short=_GERMAN_WEEKDAYS,
        months=_GERMAN_MONTHS,
        months_short=_GERMAN_MONTHS,
        date="{day}. {month} {year}",
        short="{weekday}, {day}. {month}",
        clock="{time} Uhr",
        clock_range="{start} Uhr bis {end} Uhr",
        period="{start} bis {end}",
    ),
    "en": Calendar(
        weekdays=_words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
        weekdays_short=_words("Mon Tue Wed Thu Fri Sat Sun"),
        months=_words(
            "January February March April May June July August September October November December"
        ),
        months_short=_words("Jan Feb Mar Apr May June July Aug Sep Oct Nov Dec"),
        clock_range="{start} to {end}",
        period="{start} to {end}",
    ),
    "uk": Calendar(
        weekdays=_words("понеділок вівторок середа четвер п’ятниця субота неділя"),
        weekdays_short=_words("пн вт ср чт пт сб нд"),
        months=_words(
            "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня"
        ),
        months_short=_words("січ лют бер квіт трав черв лип серп вер жовт лист груд"),
        months_alone=_words(
            "січень лютий березень квітень травень червень липень серпень вересень жовтень "
            "листопад грудень"
        ),
        date="{day} {month} {year} р.",
        month_year="{month} {year} р.",
    ),
    # Arabic and Persian words are not shortened either.
    "ar": Calendar(
        weekdays=_ARABIC_WEEKDAYS,
        weekdays_short=_ARABIC_WEEKDAYS,
        months=_ARABIC_MONTHS,
        months_short=_ARABIC_MONTHS,
        long="{weekday}، {date}",
        clock_range="من {start} إلى {end}",
        date_and_time="{date}، {time}",
        period="من {start} إلى {end}",
    ),
    "fa": Calendar(
        weekdays=_PERSIAN_WEEKDAYS,
        weekdays_short=_PERSIAN_WEEKDAYS,
        months=_PERSIAN_MONTHS,
        months_short=_PERSIAN_MONTHS,
        long="{weekday}، {date}",
        clock_range="{start} تا {end}",
        date_and_time="{date}، {time}",
        period="{start} تا {end}",
    ),
    "ru": Calendar(
        weekdays=_words("понедельник вторник среда четверг пятница суббота воскресенье"),
        weekdays_short=_words("пн вт ср чт пт сб вс"),
        months=_words(
            "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
        ),
        months_short=_words("янв февр мар апр мая июн июл авг сент окт нояб дек"),
        months_alone=_words(
            "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"
        ),
        date="{day} {month} {year} г.",
        month_year="{month} {year} г.",
    ),
    "tr": Calendar(
        weekdays=_words("Pazartesi Salı Çarşamba Perşembe Cuma Cumartesi Pazar"),
        weekdays_short=_words("Pzt Sal Çar Per Cum Cmt Paz"),
        months=_words("Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık"),
        months_short=_words("Oca Şub Mar Nis May Haz Tem Ağu Eyl Eki Kas Ara"),
        long="{date} {weekday}",
        short="{day} {month} {weekday}",
    ),
    "fr": Calendar(
        weekdays=_words("lundi mardi mercredi jeudi vendredi samedi dimanche"),
        weekdays_short=_words("lun. mar. mer. jeu. ven. sam. dim."),
        months=_words(
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
        ),
        months_short=_words("janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."),
        long="{weekday} {date}",
        first_of_month="1er",
    ),
    "ku": Calendar(
        weekdays=_words("duşem sêşem çarşem pêncşem înî şemî yekşem"),
        weekdays_short=_words("dş sş çş pş în ş yş"),
        months=_words(
            "rêbendana sibata adara nîsana gulana hezîrana tîrmeha tebaxa îlona cotmeha mijdara "
            "berfanbara"
        ),
        months_short=_words("rbn sbt adr nsn gln hzr trm tbx îln cot mjd brf"),
        date="{day}ê {month} {year}an",
        month_year="{month} {year}an",
    ),
    "ti": Calendar(
        weekdays=_words("ሰኑይ ሰሉስ ረቡዕ ሓሙስ ዓርቢ ቀዳም ሰንበት"),
        weekdays_short=_words("ሰኑ ሰሉ ረቡ ሓሙ ዓር ቀዳ ሰን"),
        months=_words("ጥሪ ለካቲት መጋቢት ሚያዝያ ግንቦት ሰነ ሓምለ ነሓሰ መስከረም ጥቅምቲ ሕዳር ታሕሳስ"),
        months_short=_words("ጥሪ ለካ መጋ ሚያ ግን ሰነ ሓም ነሓ መስ ጥቅ ሕዳ ታሕ"),
        long="{weekday}፣ {date}",
        date_and_time="{date}፣ {time}",
    ),
    "so": Calendar(
        weekdays=_words("Isniin Talaado Arbaco Khamiis Jimco Sabti Axad"),
        weekdays_short=_words("Isn Tldo Arbc Khms Jmc Sbti Axd"),
        months=_words(
            "Janaayo Febraayo Maarso Abriil Maayo Juun Luulyo Agosto Sebtembar Oktoobar Noofeembar "
            "Diseembar"
        ),
        months_short=_words("Jan Feb Mar Abr May Jun Lul Ogs Seb Okt Nof Dis"),
    ),
}


def active_calendar() -> Calendar:
    """Return the words of the active language; the German ones where it has none."""
    return CALENDARS.get(get_language() or SOURCE_LANGUAGE) or CALENDARS[SOURCE_LANGUAGE]


def local_day(value: date | datetime) -> date:
    """Return the day on which something happens here, whatever the time zone it is stored in."""
    return _local(value).date() if isinstance(value, datetime) else value


def local_moment(value: datetime) -> datetime:
    """Return the same moment as the clocks here show it."""
    return _local(value)


def date_long(value: date | datetime) -> str:
    """Return the full date: “Dienstag, 8. Dezember 2026”."""
    calendar, day = active_calendar(), local_day(value)
    return calendar.long.format(weekday=calendar.weekdays[day.weekday()], date=_date_only(day))


def date_short(value: date | datetime) -> str:
    """Return the date for narrow places, without the year: “Di 8. Dez”."""
    calendar, day = active_calendar(), local_day(value)
    return calendar.short.format(
        weekday=calendar.weekdays_short[day.weekday()],
        day=_day_number(day),
        month=calendar.months_short[day.month - 1],
    )


def month_year(value: date | datetime, precision: str = "month") -> str:
    """Return a date as exactly as it is known: to the day, the month or the year."""
    calendar, day = active_calendar(), local_day(value)
    if precision == "year":
        return str(day.year)
    if precision == "day":
        return _date_only(day)
    months = calendar.months_alone or calendar.months
    return calendar.month_year.format(month=months[day.month - 1], year=day.year)


def clock(value: time | datetime) -> str:
    """Return the time of day: “17:30 Uhr”."""
    return active_calendar().clock.format(time=_digits(value))


def clock_range(start: time | datetime, end: time | datetime | None) -> str:
    """Return from when until when: “17:30 bis 19:00 Uhr”; the start alone without an end."""
    if end is None or _digits(end) == _digits(start):
        return clock(start)
    return active_calendar().clock_range.format(start=_digits(start), end=_digits(end))


def when(
    start: date | datetime, end: date | datetime | None = None, *, all_day: bool = False
) -> str:
    """Return when something takes place, on one day or over several."""
    calendar = active_calendar()
    if end is None or local_day(end) == local_day(start):
        return date_long(start) if _is_timeless(start, all_day=all_day) else _on_one_day(start, end)
    return calendar.period.format(
        start=_moment(start, all_day=all_day), end=_moment(end, all_day=all_day)
    )


def weekday_name(value: int | date | datetime) -> str:
    """Return the name of a weekday, given as a date or as a number, Monday being 0."""
    number = value if isinstance(value, int) else local_day(value).weekday()
    return active_calendar().weekdays[number]


def weekday_short(value: int | date | datetime) -> str:
    """Return the weekday as short as the language allows."""
    number = value if isinstance(value, int) else local_day(value).weekday()
    return active_calendar().weekdays_short[number]


def month_name(value: date | datetime) -> str:
    """Return the name of the month, as it stands alone."""
    calendar = active_calendar()
    return (calendar.months_alone or calendar.months)[local_day(value).month - 1]


def month_short(value: date | datetime) -> str:
    """Return the month as short as the language allows."""
    return active_calendar().months_short[local_day(value).month - 1]


def _on_one_day(start: date | datetime, end: date | datetime | None) -> str:
    if not isinstance(start, datetime):
        return date_long(start)
    closing = end if isinstance(end, datetime) else None
    return active_calendar().date_and_time.format(
        date=date_long(start), time=clock_range(start, closing)
    )


def _moment(value: date | datetime, *, all_day: bool) -> str:
    return date_long(value) if _is_timeless(value, all_day=all_day) else _on_one_day(value, None)


def _is_timeless(value: date | datetime, *, all_day: bool) -> bool:
    return all_day or not isinstance(value, datetime)


def _date_only(day: date) -> str:
    calendar = active_calendar()
    return calendar.date.format(
        day=_day_number(day), month=calendar.months[day.month - 1], year=day.year
    )


def _day_number(day: date) -> str:
    return active_calendar().first_of_month if day.day == 1 else str(day.day)


def _digits(value: time | datetime) -> str:
    shown = _local(value) if isinstance(value, datetime) else value
    return f"{shown:%H:%M}"


def _local(value: datetime) -> datetime:
    # Not the current time zone: a colleague who travels reads the dates of the county all the same.
    return timezone.localtime(value, timezone.get_default_timezone()) if value.tzinfo else value
