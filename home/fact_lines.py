"""When, where, for how much, whom to call: what stands at the top of everything taken along.

Facts are read from the German page and said in the active language. Which facts there are does
not depend on the language, so that two languages can stand side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import singledispatch
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cms.core import dates, people, places, vocabulary
from cms.core.models.vocabulary import OfferType
from cms.core.templatetags import core_tags
from events import recurrence
from events.models import EventPage, TrainingPage
from events.models.choices import SignUpMode
from initiatives.models import InitiativePage
from news.models import NewsPage

# More people than these do not fit beside a text.
MOST_CONTACTS = 2


@dataclass(frozen=True)
class Fact:
    """One line: what it is about, and what is so."""

    icon: str
    label: str
    value: SafeString
    is_date: bool = False
    # Small print below it.
    note: SafeString | str = ""


@singledispatch
def facts_of(page: Any) -> list[Fact]:
    """Return the facts of a German page in the active language, the most urgent first."""
    return []


@facts_of.register
def _of_event(page: EventPage) -> list[Fact]:
    return [
        Fact("calendar-days", _("When"), when(page), is_date=True, note=_moved(page)),
        *_where(page),
        Fact("hand-coins", _("Cost"), _words(page.get_cost_display())),
        *_spoken(page.spoken_languages.all()),
        *([Fact("baby", _("Children"), _words(_("With childcare")))] if page.has_childcare else []),
        *_sign_up(page),
    ]


@facts_of.register
def _of_training(page: TrainingPage) -> list[Fact]:
    found = [Fact("hand-coins", _("Cost"), _words(page.get_cost_display()))]
    first = page.sessions.order_by("starts_at").values_list("starts_at", flat=True).first()
    if first:
        found.insert(
            0,
            Fact("calendar-days", _("When"), _words(dates.date_long(first)), is_date=True),
        )
    if page.sign_up_closes_on:
        found.append(Fact("calendar-clock", _("Sign up"), _sign_up_by(page.sign_up_closes_on)))
    return found


@facts_of.register
def _of_initiative(page: InitiativePage) -> list[Fact]:
    offers = page.offers.prefetch_related("times")
    return [
        *(fact for fact in map(_offer, offers) if fact is not None),
        _address(page),
        *_spoken(page.spoken_languages.all()),
        *_reach(page),
    ]


@facts_of.register
def _of_news(page: NewsPage) -> list[Fact]:
    found = [Fact("calendar", _("Date"), _words(dates.date_long(page.date)))] if page.date else []
    if page.deadline_on:
        day = dates.date_long(page.deadline_on)
        found.append(Fact("calendar-clock", _("Deadline"), _words(day), is_date=True))
    return found


def contacts_of(page: Any) -> list[people.ContactCard]:
    """Return the people to ask about a German page, in the active language."""
    card = people.contact_card(page.contact_id)
    if card is not None:
        return [card]
    for name in ("contacts", "sign_up_contacts"):
        if hasattr(page, name):
            return people.contact_cards(getattr(page, name).all()[:MOST_CONTACTS])
    return []


def contact_facts(page: Any) -> list[Fact]:
    """Return the people to ask as facts: name, number, languages."""
    return [
        Fact(
            "user",
            _("Contact person"),
            format_html(
                '<bdi translate="no">{}</bdi> <span class="nowrap">{}</span>',
                card.name,
                core_tags.phone(card.phone_display),
            ),
            note=_languages(card.languages),
        )
        for card in contacts_of(page)
    ]


def when(page: EventPage) -> SafeString:
    """Return when an event takes place, also one that repeats or whose date is still open."""
    if page.starts_at is None:
        return _words(_("Date still open"))
    if not page.rhythm:
        return _words(dates.when(page.starts_at, page.ends_at, all_day=page.is_all_day))
    days = [recurrence.WEEKDAYS.index(day) for day in page.weekdays if day in recurrence.WEEKDAYS]
    weeks = [page.week_of_month] if page.week_of_month else []
    return _regular(days, page.starts_at, page.ends_at, weeks)


def for_a_slip(page: EventPage) -> SafeString:
    """Return when an event begins and where, in as few words as a slip of paper has room for."""
    if page.starts_at is None or page.rhythm:
        begin = when(page)
    else:
        begin = _words(dates.when(page.starts_at, all_day=page.is_all_day))
    venue = places.venue_card(page.venue_id)
    place = _("Online") if page.is_online else (venue.name or venue.town) if venue else ""
    return format_html_join(" · ", "{}", [(part,) for part in (begin, place) if part])


def _moved(page: EventPage) -> SafeString | str:
    if page.moved_from is None:
        return ""
    return _words(_("Before: %(date)s") % {"date": dates.date_long(page.moved_from)})


def _where(page: EventPage) -> Iterator[Fact]:
    venue = places.venue_card(page.venue_id)
    if page.is_online:
        yield Fact("video", _("Where"), _words(_("Online")))
    elif venue is not None and venue.is_protected:
        town = core_tags.german_name(venue.town)
        yield Fact("map-pin", _("Where"), _words(_("Address by phone only")), note=town)
    elif venue is not None:
        name, way = core_tags.german_name(venue.name), core_tags.address(venue.address)
        yield Fact("map-pin", _("Where"), name, note=way)
    if venue is not None and venue.is_step_free and not page.is_online:
        yield Fact("accessibility", _("Access"), _words(_("Step-free access")))


def _address(page: InitiativePage) -> Fact:
    if page.has_protected_address:
        town = core_tags.german_name(page.public_address)
        return Fact("map-pin", _("Where"), _words(_("Address by phone only")), note=town)
    return Fact("map-pin", _("Where"), core_tags.address(page.public_address))


def _spoken(terms: Any) -> Iterator[Fact]:
    found = vocabulary.texts_of(terms)
    if found:
        yield Fact("message-circle", _("Languages spoken"), _languages(found))


def _languages(terms: Iterable[vocabulary.TermText]) -> SafeString:
    names = [(core_tags.spoken_name(term),) for term in terms]
    return format_html_join(" · ", "{}", names)


def _sign_up(page: EventPage) -> Iterator[Fact]:
    if page.is_cancelled or page.is_over:
        return
    if page.sign_up == SignUpMode.NONE:
        yield Fact("check", _("Sign up"), _words(_("No sign-up needed, just come")))
    elif page.sign_up_closes_on:
        yield Fact("check", _("Sign up"), _sign_up_by(page.sign_up_closes_on))


def _sign_up_by(day: date) -> SafeString:
    return _words(_("Sign up by %(date)s") % {"date": dates.date_long(day)})


def _offer(offer: Any) -> Fact | None:
    kind = vocabulary.text_by_id(OfferType, offer.offer_type_id)
    if kind is None:
        return None
    mark = core_tags.language_mark(kind.foreign_code)
    label = format_html("<span{}>{}</span>", mark, core_tags.text(kind.label))
    days: dict[tuple[Any, ...], list[int]] = {}
    for each in offer.times.all():
        days.setdefault((each.starts, each.ends, tuple(each.weeks)), []).append(each.weekday)
    times = [
        (_regular(weekdays, starts, ends, list(weeks)),)
        for (starts, ends, weeks), weekdays in days.items()
    ]
    value = format_html_join(mark_safe("<br>"), "{}", times)
    return Fact("clock", label, value or _words(offer.get_cost_display()), is_date=bool(times))


def _reach(page: InitiativePage) -> Iterator[Fact]:
    if page.phone_display:
        yield Fact("phone", _("Call"), core_tags.phone(page.phone_display))
    if page.email:
        yield Fact("mail", _("By e-mail"), core_tags.email(page.email))


def _regular(days: list[int], starts: Any, ends: Any, weeks: list[int]) -> SafeString:
    context = {"weekdays": days, "starts": starts, "ends": ends, "weeks": weeks}
    return render_to_string("components/regular_time.html", context)


def _words(text: object) -> SafeString:
    return conditional_escape(str(text))
