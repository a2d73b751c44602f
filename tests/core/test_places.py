"""Venues say what readers need, in their language, and nothing about protected places."""

import pytest
from django.utils import translation as django_translation

from cms.core import places
from tests.factories import pages, tree

pytestmark = pytest.mark.django_db


def test_notes_are_in_the_readers_language():
    venue = pages.venue(access_note="6 Stufen")
    arabic = venue.copy_for_translation(tree.locale("ar"))
    arabic.access_note, arabic.live = "ست درجات", True
    arabic.save()

    with django_translation.override("ar"):
        card = places.venue_card(venue.pk)

    assert (card.access_note, card.notes_language) == ("ست درجات", "")


def test_a_note_nobody_translated_is_marked_as_german():
    venue = pages.venue(access_note="6 Stufen")
    tree.locale("ar")

    with django_translation.override("ar"):
        card = places.venue_card(venue.pk)

    assert (card.access_note, card.notes_language) == ("6 Stufen", "de")


def test_a_protected_venue_says_its_town_only():
    town = pages.town(name="Weidenrode")
    venue = pages.venue(
        name="Kanarienhaus", is_protected=True, town=town, public_transport="Bus 7 bis Kanarienweg"
    )

    card = places.venue_card(venue.pk)

    assert card.town == "Weidenrode"
    assert "Kanarien" not in f"{card.name}{card.address}{card.public_transport}{card.access_note}"
