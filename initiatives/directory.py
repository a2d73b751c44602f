"""The directory as readers look through it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from cms.core import content_version, listing, people, places, site, translation, vocabulary
from cms.core.models import OfferType
from initiatives.filters import InitiativeFilterForm

PER_PAGE = 24


@dataclass(frozen=True)
class OfferRow:
    """An offer with its times, in the reader's language where it exists."""

    type: vocabulary.TermText
    times: tuple[Any, ...]
    cost: str
    needs_sign_up: bool
    has_childcare: bool
    note: str
    note_language: str

    @property
    def times_today(self) -> list[Any]:
        """Return the times at which it takes place today."""
        today = timezone.localdate()
        return [time for time in self.times if time.falls_on(today)]


@dataclass(frozen=True)
class InitiativeRow:
    """One entry of the directory."""

    text: translation.TranslatedTitle
    town: str
    offers: tuple[OfferRow, ...]
    languages: tuple[vocabulary.TermText, ...]
    address: str
    has_protected_address: bool
    is_step_free: bool | None
    has_childcare: bool
    phone_display: str
    phone_dial: str
    is_outdated: bool

    @property
    def is_open_today(self) -> bool:
        return any(offer.times_today for offer in self.offers)


def for_index(page: Any, parameters: QueryDict) -> dict[str, Any]:
    """Return what the directory shows: filter form and entries, town by town."""
    form = InitiativeFilterForm(parameters)
    chosen = form.cleaned_data if form.is_valid() else {}
    shown = listing.take(_matching(chosen), parameters, per_page=PER_PAGE)
    spoken = chosen.get("sprache")
    # Who looks for a language looks for somebody to talk to, not only for groups. These people
    # take the place of those whom a page that stands in for a translation names by itself.
    speakers = people.speakers_of(spoken) if spoken else []
    return {
        **({"speakers_of_my_language": []} if speakers else {}),
        "filter_form": form,
        "active_filters": sum(1 for value in chosen.values() if value),
        "rows": rows_of(shown.items),
        "slice": shown,
        "speakers_of_chosen_language": speakers,
    }


def offering(offer_type_ids: list[int], count: int) -> list[InitiativeRow]:
    """Return initiatives with one of these offers."""
    matching = _matching({}).filter(offers__offer_type__in=offer_type_ids).distinct()
    return rows_of(list(matching[:count]))


def about_topic(topic_id: int, count: int) -> list[InitiativeRow]:
    """Return initiatives that work on a topic."""
    return rows_of(list(_matching({}).filter(topics=topic_id)[:count]))


def looking_for_people(count: int) -> list[InitiativeRow]:
    """Return initiatives that say what they are looking for; remembered for the day."""
    key = ("looking for people", count, translation.active_code(), timezone.localdate())
    return content_version.remember(key, lambda: rows_of(list(_matching({"sucht": True})[:count])))


def for_initiative(page: Any, facts: Any) -> dict[str, Any]:
    """Return what a profile shows beside its own fields."""
    notes = {offer.translation_key: offer.note for offer in page.offers.all()}
    offers = facts.offers.prefetch_related("times")
    return {
        "venue": places.venue_card(facts.venue_id),
        "carrier": facts.carrier if facts.carrier and facts.carrier.is_public else None,
        "offers": _offer_rows(offers, notes),
        "spoken_languages": vocabulary.texts_of(facts.spoken_languages.all()),
        "topics": vocabulary.texts_of(facts.topics.all()),
        "audience": vocabulary.texts_of(facts.audience.all()),
        "is_outdated": facts.is_outdated(after_days=site.site_settings().outdated_after_days),
    }


def rows_of(pages: list[Any]) -> list[InitiativeRow]:
    """Return the entries for these German pages."""
    after_days = site.site_settings().outdated_after_days
    titles = translation.titles_of(pages)
    return [
        _row(page, titles[page.translation_key], after_days)
        for page in pages
        if page.translation_key in titles
    ]


def _row(page: Any, text: translation.TranslatedTitle, after_days: int) -> InitiativeRow:
    offers = tuple(_offer_rows(page.offers.all(), {}))
    return InitiativeRow(
        text=text,
        town=str(page.town or ""),
        offers=offers,
        languages=tuple(vocabulary.texts_of(page.spoken_languages.all())),
        address=page.public_address,
        has_protected_address=page.has_protected_address,
        is_step_free=page.venue.is_step_free if page.venue else None,
        has_childcare=any(offer.has_childcare for offer in offers),
        phone_display=page.phone_display,
        phone_dial=page.phone_dial,
        is_outdated=page.is_outdated(after_days=after_days),
    )


def _offer_rows(offers: Iterable[Any], notes: dict[Any, str]) -> list[OfferRow]:
    """Return the offers whose type is public."""
    rows = [_offer_row(offer, notes) for offer in offers]
    return [row for row in rows if row is not None]


def _offer_row(offer: Any, notes: dict[Any, str]) -> OfferRow | None:
    offer_type = vocabulary.text_by_id(OfferType, offer.offer_type_id)
    if offer_type is None:
        return None
    translated = notes.get(offer.translation_key, "")
    return OfferRow(
        type=offer_type,
        times=tuple(offer.times.all()),
        cost=offer.get_cost_display(),
        needs_sign_up=offer.needs_sign_up,
        has_childcare=offer.has_childcare,
        note=translated or offer.note,
        note_language=""
        if translated or translation.active_code() == translation.SOURCE_LANGUAGE
        else translation.SOURCE_LANGUAGE,
    )


def _matching(chosen: dict[str, Any]) -> Any:
    initiative_page = apps.get_model("initiatives.InitiativePage")
    found = (
        initiative_page.objects.at_the_source()
        .published()
        .select_related("town", "venue__town")
        .prefetch_related("offers__times", "spoken_languages")
        .defer_streamfields()
        .by_town()
    )
    if chosen.get("ort"):
        found = found.filter(town__code=chosen["ort"])
    if chosen.get("region"):
        found = found.filter(town__region__code=chosen["region"])
    if chosen.get("sprache"):
        found = found.filter(spoken_languages__code=chosen["sprache"])
    if chosen.get("stufenlos"):
        found = found.filter(venue__is_step_free=True)
    if chosen.get("sucht"):
        found = found.exclude(needs=[])
    if chosen.get("meine_sprache"):
        found = listing.in_my_language(found)
    offers = _offers(chosen)
    if offers is not None:
        found = found.filter(pk__in=offers.values("initiative_id"))
    return found


def _offers(chosen: dict[str, Any]) -> Any:
    """Return the offers that fit; all conditions must hold for one and the same offer."""
    offer_model = apps.get_model("initiatives.Offer")
    wanted = Q()
    if chosen.get("angebot"):
        wanted &= Q(offer_type__code=chosen["angebot"])
    if chosen.get("kinderbetreuung"):
        wanted &= Q(has_childcare=True)
    if chosen.get("heute"):
        today = timezone.localdate()
        week = (today.day - 1) // 7 + 1
        times = apps.get_model("initiatives.OfferTime").objects.filter(
            Q(weeks_of_month="") | Q(weeks_of_month__contains=str(week)), weekday=today.weekday()
        )
        wanted &= Q(pk__in=times.values("offer_id"))
    return offer_model.objects.filter(wanted) if wanted else None
