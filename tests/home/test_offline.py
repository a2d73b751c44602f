"""What a device needs to show saved pages without a network."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from cms.core.models import EmergencyNumber
from tests.factories import pages, tree

pytestmark = pytest.mark.django_db


def test_the_worker_looks_after_every_page_and_is_asked_for_anew(client: Client) -> None:
    tree.german_home()

    answer = client.get("/worker.js")

    assert answer["Content-Type"].startswith("text/javascript")
    # A worker rules what lies beside and below its own address.
    assert answer["Cache-Control"] == "no-cache"
    assert "Set-Cookie" not in answer


@pytest.mark.parametrize(("code", "direction"), [("de", "ltr"), ("ar", "rtl")])
def test_the_site_stands_on_a_home_screen_in_the_language_of_the_reader(
    code: str, direction: str, client: Client
) -> None:
    tree.translate(tree.german_home(), "ar")

    found = client.get(f"/{code}/manifest.webmanifest").json()

    assert (found["lang"], found["dir"], found["start_url"]) == (code, direction, f"/{code}/")
    for icon in found["icons"]:
        assert icon["src"].startswith("/static/")


def test_a_language_that_is_not_served_has_no_manifest(client: Client) -> None:
    tree.german_home()

    assert client.get("/fa/manifest.webmanifest").status_code == 404


def test_emergency_numbers_and_people_are_always_there(client: Client) -> None:
    tree.translate(tree.german_home(), "ar")
    EmergencyNumber.objects.create(
        number="112", label="Feuer, Unfall", locale=tree.locale("de"), sort_order=1
    )
    arabic = pages.spoken_language(code="ar", label="Arabisch")
    samir = pages.contact_person(name="Samir Haddad")
    samir.languages = [arabic]
    samir.save()

    soup = BeautifulSoup(client.get("/ar/unterwegs/").content, "html.parser")

    links = {link["href"] for link in soup.select("main a")}
    assert {"tel:112", "tel:+496990009101"} <= links
    assert "Samir Haddad" in soup.main.get_text()
    assert soup.find("meta", {"name": "robots"})["content"] == "noindex"
    # The list of saved pages is written by the script, where there is one.
    assert soup.find(attrs={"data-saved-pages": True}).has_attr("hidden")
