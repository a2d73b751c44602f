import json
from typing import Any

import pytest
from django.utils import translation

from cms.core.templatetags import page_tags
from home.models import HomePage
from tests.factories import pages, tree

pytestmark = pytest.mark.django_db


def home_with_door_to(page: Any) -> HomePage:
    """Return the German front page with one door."""
    home = tree.german_home()
    door = {"icon": "life-buoy", "label": "Ich brauche Hilfe", "page": page.pk}
    home.doors = json.dumps([{"type": "door", "value": door}])
    home.save()
    return HomePage.objects.get(pk=home.pk)


def test_door_leads_to_its_page() -> None:
    target = pages.text_page(title="Hilfe finden")

    with translation.override("de"):
        [door] = page_tags.doors(home_with_door_to(target).doors)

    assert (door.label, door.icon, door.target.title) == (
        "Ich brauche Hilfe",
        "life-buoy",
        "Hilfe finden",
    )


def test_door_to_an_unpublished_page_is_closed() -> None:
    target = pages.text_page(live=False)

    with translation.override("de"):
        assert page_tags.doors(home_with_door_to(target).doors) == []


def test_doors_cost_a_warm_page_nothing(django_assert_num_queries: Any) -> None:
    stream = home_with_door_to(pages.text_page()).doors
    with translation.override("de"):
        page_tags.doors(stream)

        with django_assert_num_queries(0):
            page_tags.doors(stream)


def test_page_without_doors_has_none() -> None:
    assert page_tags.doors(None) == []


def test_contact_block_shows_the_person_in_full() -> None:
    person = pages.contact_person()

    with translation.override("de"):
        card = page_tags.reachable(person)

    assert card is not None
    assert card.phone_dial == "+496990009101"


def test_contact_block_without_person_shows_nothing() -> None:
    assert page_tags.reachable(None) is None
