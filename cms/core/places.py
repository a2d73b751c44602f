"""Venues as pages show them, with their notes in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from cms.core import content_version, translation
from cms.core.models.places import Venue


@dataclass(frozen=True)
class VenueCard:
    """A venue: facts from the German row, notes in the reader's language.

    A protected venue says its town and nothing that leads there.
    """

    name: str
    town: str
    address: str
    is_online: bool
    is_protected: bool
    is_step_free: bool | None
    has_accessible_toilet: bool | None
    has_hearing_loop: bool | None
    public_transport: str
    access_note: str
    join_info: str
    # The language to mark the notes with; empty in the reader's own.
    notes_language: str


def venue_card(pk: int | None) -> VenueCard | None:
    """Return a venue by the id of its German row; remembered."""
    if pk is None:
        return None
    code = translation.active_code()
    return content_version.remember(("venue card", pk, code), lambda: _venue_card(pk))


def _venue_card(pk: int) -> VenueCard | None:
    venue = Venue.objects.published().select_related("town").filter(pk=pk).first()
    if venue is None:
        return None
    text = translation.texts_of([venue]).get(venue.translation_key)
    notes = text or venue
    is_hidden = venue.is_protected
    return VenueCard(
        name="" if is_hidden else venue.name,
        town=str(venue.town or ""),
        address=venue.public_address,
        is_online=venue.is_online,
        is_protected=is_hidden,
        is_step_free=venue.is_step_free,
        has_accessible_toilet=venue.has_accessible_toilet,
        has_hearing_loop=venue.has_hearing_loop,
        public_transport="" if is_hidden else notes.public_transport,
        access_note="" if is_hidden else notes.access_note,
        join_info=notes.join_info,
        notes_language="" if text else translation.SOURCE_LANGUAGE,
    )
