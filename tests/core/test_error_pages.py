"""When the site is not well it says so, in the reader's language and without its database."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.http import HttpRequest
from django.test import Client, RequestFactory
from pytest_django.plugin import DjangoDbBlocker

from cms.core import error_pages, site
from cms.core.models import SiteSettings


@pytest.fixture(autouse=True)
def _no_database(django_db_blocker: DjangoDbBlocker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing here marks the database, so that asking it for anything fails."""
    known = SiteSettings(phone_display="069 90009 101", phone_dial="+496990009101")
    monkeypatch.setitem(site._last_known, "settings", known)


def request(path: str, accept: str = "") -> HttpRequest:
    return RequestFactory().get(path, headers={"accept-language": accept})


def page(path: str, accept: str = "") -> BeautifulSoup:
    response = error_pages.server_error(request(path, accept))
    assert response.status_code == 500
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize(
    ("path", "accept", "code", "direction"),
    [
        ("/ar/termine/", "de", "ar", "rtl"),
        ("/uk/", "", "uk", "ltr"),
        ("/s/abc", "ar-SY,de;q=0.5", "ar", "rtl"),
        ("/s/abc", "xx", "de", "ltr"),
        ("/s/abc", ";;;q=\x00", "de", "ltr"),
    ],
)
def test_a_mistake_of_ours_is_admitted_in_the_language_of_the_reader(
    path: str, accept: str, code: str, direction: str
) -> None:
    html = page(path, accept).html

    assert (html["lang"], html["dir"]) == (code, direction)


def test_somebody_can_be_called_even_then() -> None:
    links = {link["href"] for link in page("/ar/").find_all("a")}

    assert {"tel:+496990009101", "tel:112", "/ar/"} <= links


def test_a_process_that_never_read_the_settings_says_what_it_knows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(site._last_known, "settings")

    assert page("/de/").find("a", href="tel:112")


def test_everybody_learns_that_somebody_works_on_the_site(settings: Any) -> None:
    settings.MAINTENANCE = True

    answer = Client().get("/ar/termine/")

    assert (answer.status_code, answer["Retry-After"]) == (503, "600")
    assert answer["Cache-Control"] == "no-store"
    assert "default-src" in answer["Content-Security-Policy"]
    assert BeautifulSoup(answer.content, "html.parser").html["dir"] == "rtl"


def test_a_supervisor_sees_that_the_process_is_well(settings: Any) -> None:
    settings.MAINTENANCE = True

    assert Client().get("/healthz").status_code == 200
