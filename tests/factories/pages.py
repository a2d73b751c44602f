"""Valid, minimal, repeatable pages and records."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from cms.core.models import ContactPerson, EventKind, OfferType, SpokenLanguage, Topic, Town, Venue
from events.models import EventIndexPage, EventPage
from home.models import StandardPage
from initiatives.models import InitiativeIndexPage, InitiativePage, Offer
from news.models import NewsIndexPage, NewsPage
from tests.factories import tree


def term(model: Any, **fields: Any) -> Any:
    """Return a word of a vocabulary, in German."""
    count = tree.number()
    fields.setdefault("code", f"wort-{count}")
    fields.setdefault("label", f"Wort {count}")
    fields.setdefault("locale", tree.locale("de"))
    return model.objects.create(**fields)


def topic(**fields: Any) -> Topic:
    """Return a topic."""
    return term(Topic, **fields)


def spoken_language(**fields: Any) -> SpokenLanguage:
    """Return a language that people speak."""
    return term(SpokenLanguage, **fields)


def town(**fields: Any) -> Town:
    """Return a town."""
    count = tree.number()
    return Town.objects.create(**{"name": f"Ort {count}", "code": f"ort-{count}", **fields})


def venue(**fields: Any) -> Venue:
    """Return a venue with a public address."""
    fields = {"name": "Kreishaus", "street": "Beispielallee 1", "postcode": "00000", **fields}
    fields.setdefault("locale", tree.locale("de"))
    return Venue.objects.create(**fields)


def contact_person(**fields: Any) -> ContactPerson:
    """Return somebody who can be called."""
    fields = {"name": "Miriam Sander", "phone_display": "069 90009 101", **fields}
    fields.setdefault("phone_dial", "+496990009101")
    fields.setdefault("locale", tree.locale("de"))
    return ContactPerson.objects.create(**fields)


def news(*, live: bool = True, **fields: Any) -> NewsPage:
    """Return a news item of today."""
    fields.setdefault("title", f"Neues {tree.number()}")
    return tree.add(tree.section(NewsIndexPage), NewsPage(**fields), live=live)


def event(*, live: bool = True, **fields: Any) -> EventPage:
    """Return an event tomorrow from five to seven."""
    start = (timezone.localtime() + timedelta(days=1)).replace(hour=17, minute=0)
    fields.setdefault("title", f"Treffen {tree.number()}")
    fields.setdefault("starts_at", start.replace(second=0, microsecond=0))
    if fields["starts_at"]:
        fields.setdefault("ends_at", fields["starts_at"] + timedelta(hours=2))
    if "kind" not in fields:
        fields["kind"] = EventKind.objects.first() or term(EventKind)
    return tree.add(tree.section(EventIndexPage), EventPage(**fields), live=live)


def initiative(*, live: bool = True, offers: list[Offer] | None = None, **fields: Any) -> Any:
    """Return an initiative with one offer."""
    fields.setdefault("title", f"Initiative {tree.number()}")
    fields.setdefault("phone_display", "069 90009 201")
    fields.setdefault("verified_on", timezone.localdate())
    if "town" not in fields:
        fields["town"] = Town.objects.first() or town()
    page = InitiativePage(**fields)
    page.offers = [offer()] if offers is None else offers
    return tree.add(tree.section(InitiativeIndexPage), page, live=live)


def offer(**fields: Any) -> Offer:
    """Return an offer that is not saved yet."""
    fields.setdefault("offer_type", OfferType.objects.first() or term(OfferType))
    return Offer(locale=tree.locale("de"), **fields)


def text_page(*, live: bool = True, **fields: Any) -> StandardPage:
    """Return a page of text."""
    fields.setdefault("title", f"Seite {tree.number()}")
    return tree.add(tree.german_home(), StandardPage(**fields), live=live)


def berlin(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """Return a moment on German clocks."""
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo("Europe/Berlin"))
