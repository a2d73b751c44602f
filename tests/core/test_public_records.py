"""Records that nobody has approved, or that were withdrawn, are named nowhere."""

import pytest
from django.test import Client

from cms.core.models import ContactPerson, Organisation, Topic, Venue
from initiatives.models import ProjectIndexPage, ProjectPage
from tests.factories import pages, tree

pytestmark = pytest.mark.django_db

CANARY = "Kanarienvogel"


def everything_shown() -> str:
    """Return the text of all public pages."""
    topic = pages.topic(label=f"{CANARY} Thema")
    carrier = Organisation.objects.create(name=f"{CANARY} Träger", locale=tree.locale("de"))
    venue = pages.venue(name=f"{CANARY} Haus", street=f"{CANARY}weg 1", town=pages.town())
    person = pages.contact_person(name=f"{CANARY} Person", organisation=carrier)
    shown = [
        pages.news(topics=[topic], contact=person),
        pages.event(topics=[topic], venue=venue, contact=person),
        pages.initiative(topics=[topic], venue=venue, town=venue.town, carrier=carrier),
        tree.add(
            tree.section(ProjectIndexPage),
            ProjectPage(title="Projekt", carrier=carrier, partners=[carrier], contact=person),
        ),
    ]
    for model in (Topic, Organisation, Venue, ContactPerson):
        for row in model.objects.all():
            row.live = is_live
            row.save()
    addresses = [tree.german_home().get_url()]
    for page in shown:
        addresses += [page.get_url(), page.get_parent().get_url()]
    return "".join(Client().get(address).content.decode() for address in addresses)


is_live = True


@pytest.mark.parametrize("live", [True, False])
def test_only_approved_records_are_named(live, monkeypatch):
    monkeypatch.setattr("tests.core.test_public_records.is_live", live)

    assert (CANARY in everything_shown()) is live
