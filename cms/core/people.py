"""Contact persons and funders as pages show them, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wagtail.images.shortcuts import get_rendition_or_not_found

from cms.core import content_version, translation, vocabulary
from cms.core.models.people import ContactPerson, Messenger, Organisation


@dataclass(frozen=True)
class ContactCard:
    """A person to call, with everything that makes calling easier."""

    pk: int
    name: str
    role: str
    role_language: str
    organisation: str
    phone_display: str
    phone_dial: str
    email: str
    messengers: tuple[str, ...]
    languages: tuple[vocabulary.TermText, ...]
    hours: str
    hours_language: str
    is_by_appointment: bool
    room: str
    address: str

    def speaks(self, code: str) -> bool:
        """Tell whether the person speaks a language."""
        return any(language.code == code for language in self.languages)


@dataclass(frozen=True)
class FunderLine:
    """Who paid, with the sentence and the logo that are due."""

    name: str
    line: str
    line_language: str
    url: str
    logo: Any
    must_show_everywhere: bool


def contact_card(pk: int | None) -> ContactCard | None:
    """Return the card of a person by the id of the German row; remembered."""
    if pk is None:
        return None
    code = translation.active_code()
    return content_version.remember(("contact card", pk, code), lambda: _contact_card(pk))


def contact_cards(people: Iterable[ContactPerson]) -> list[ContactCard]:
    """Return the cards of several people in the given order."""
    cards = [contact_card(person.pk) for person in people]
    return [card for card in cards if card is not None]


def speakers_of_the_active_language() -> list[ContactCard]:
    """Return the people who speak the reader's language, for her to call."""
    return speakers_of(translation.active_code().split("-")[0])


def speakers_of(code: str) -> list[ContactCard]:
    """Return the people who speak a language of the vocabulary; remembered."""
    return content_version.remember(
        ("people who speak", code, translation.active_code()),
        lambda: contact_cards(
            ContactPerson.objects.published()
            .at_the_source()
            .filter(languages__code=code)
            .order_by("name")
            .distinct()
        ),
    )


def funders_of(page: Any) -> list[FunderLine]:
    """Return the funders that a page names; one query. Of a draft, those that it names so far."""
    return [
        line
        for line in (funder_line(funder.pk) for funder in page.funders.all())
        if line is not None
    ]


def funder_line(pk: int) -> FunderLine | None:
    """Return how a funder is named, by the id of the German row; remembered."""
    code = translation.active_code()
    return content_version.remember(("funder", pk, code), lambda: _funder_line(pk))


def _language_of(own: str | None, german: str) -> str:
    """Return the language to mark a text with: German if it is missing or left as it was."""
    is_own = own and (
        own != german or not translation.is_foreign_to_german(translation.active_code())
    )
    return "" if is_own else translation.SOURCE_LANGUAGE


def _contact_card(pk: int) -> ContactCard | None:
    person = (
        ContactPerson.objects.published()
        .select_related("organisation", "venue__town")
        .filter(pk=pk)
        .first()
    )
    if person is None:
        return None
    text = translation.texts_of([person]).get(person.translation_key)
    return ContactCard(
        pk=person.pk,
        name=person.name,
        role=(text and text.role) or person.role,
        role_language=_language_of(text and text.role, person.role),
        organisation=_name_of(person.organisation),
        phone_display=person.phone_display,
        phone_dial=person.phone_dial,
        email=person.email,
        messengers=tuple(
            Messenger(code).label for code in person.messengers if code in Messenger.values
        ),
        languages=tuple(vocabulary.texts_of(person.languages.all())),
        hours=(text and text.hours) or person.hours,
        hours_language=_language_of(text and text.hours, person.hours),
        is_by_appointment=person.is_by_appointment,
        room=person.room,
        address=person.venue.public_address if person.venue else "",
    )


def _name_of(organisation: Organisation | None) -> str:
    return str(organisation) if organisation is not None and organisation.is_public else ""


def _funder_line(pk: int) -> FunderLine | None:
    funder = Organisation.objects.published().select_related("logo").filter(pk=pk).first()
    if funder is None:
        return None
    text = translation.texts_of([funder]).get(funder.translation_key)
    return FunderLine(
        name=funder.name,
        line=(text and text.funding_line) or funder.funding_line,
        line_language="" if text and text.funding_line else translation.SOURCE_LANGUAGE,
        url=funder.url,
        logo=get_rendition_or_not_found(funder.logo, "max-320x96") if funder.logo else None,
        must_show_everywhere=funder.must_show_everywhere,
    )
