"""People to call, and funders to thank, as pages show them."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation as django_translation

from cms.core import people
from cms.core.models import ContactPerson, Organisation, SpokenLanguage
from cms.core.models.people import dialable
from tests.factories import pages, tree

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("shown", "dialled"),
    [
        ("069 90009 101", "+496990009101"),
        ("(069) 90009-101", "+496990009101"),
        ("+49 (0)69 90009 101", "+496990009101"),
        ("0049 69 90009101", "+496990009101"),
        ("am Empfang", ""),
        ("", ""),
    ],
)
def test_a_number_as_shown_becomes_one_to_dial(shown, dialled):
    assert dialable(shown) == dialled


def test_a_contact_that_nobody_can_contact_is_refused():
    person = ContactPerson(name="Niemand", locale=tree.locale("de"))

    with pytest.raises(ValidationError):
        person.full_clean()


def test_a_card_takes_the_role_from_the_readers_language_and_the_phone_from_the_german_row():
    person = pages.contact_person(role="Leitung")
    arabic = person.copy_for_translation(tree.locale("ar"))
    arabic.role = "مديرة"
    arabic.phone_display = "veraltet"
    arabic.live = True
    arabic.full_clean()
    arabic.save()

    with django_translation.override("ar"):
        card = people.contact_card(person.pk)

    assert (card.role, card.role_language, card.phone_display) == ("مديرة", "", "069 90009 101")
    assert arabic.phone_display == ""


def test_a_person_who_was_taken_back_has_no_card():
    person = pages.contact_person()
    person.live = False
    person.save()

    assert people.contact_card(person.pk) is None


def test_readers_find_the_people_who_speak_their_language():
    arabic = pages.term(SpokenLanguage, code="ar")
    tree.locale("ar")
    speaker = pages.contact_person(name="Samir Haddad")
    speaker.languages = [arabic]
    speaker.save()
    pages.contact_person(name="Jonas Petrow")

    with django_translation.override("ar"):
        cards = people.speakers_of_the_active_language()

    assert [card.name for card in cards] == ["Samir Haddad"]


def test_a_funder_is_named_with_the_sentence_it_wants():
    funder = Organisation.objects.create(
        name="Beispielfonds",
        kind=Organisation.Kind.FUNDER,
        funding_line="Gefördert vom Beispielfonds",
        locale=tree.locale("de"),
    )
    page = pages.news(funders=[funder])

    (line,) = people.funders_of(page)

    assert line.line == "Gefördert vom Beispielfonds"
