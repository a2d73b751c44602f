"""Who may carry texts out and in, at every door and by every method."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.urls import reverse

from tests.support import agency, roles
from tests.support.agency import ARABIC, TITLE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

OUT = {"translator_ar", "reviewer_ar", "moderator", "administrator", "superuser"}
IN = {"translator_ar", "reviewer_ar", "administrator", "superuser"}
# Who may do it in a language that is nobody's in particular.
OUT_IN_UKRAINIAN = {"moderator", "administrator", "superuser"}
IN_UKRAINIAN = {"administrator", "superuser"}


@pytest.fixture
def german() -> Any:
    return agency.page()


def is_open(answer: Any) -> bool:
    """Tell whether a door let somebody in; Wagtail sends others away to where they may be."""
    if answer.status_code == 200:
        return True
    assert answer.status_code in {302, 403, 404}
    if answer.status_code == 302:
        assert answer["Location"] == reverse("wagtailadmin_home") or "login" in answer["Location"]
    return False


@pytest.mark.parametrize("role", roles.ROLES)
def test_download_is_for_those_who_translate_and_those_who_plan(german: Any, role: str) -> None:
    client = agency.client_of(role)

    assert is_open(client.get(agency.url("po_download", german))) == (role in OUT)
    assert is_open(client.get(agency.url("po_download", german, "uk"))) == (
        role in OUT_IN_UKRAINIAN
    )
    assert client.post(agency.url("po_download", german)).status_code in {302, 405}


@pytest.mark.parametrize("role", roles.ROLES)
def test_upload_is_for_those_who_write_the_language(german: Any, role: str) -> None:
    client = agency.client_of(role)

    for code, allowed in (("ar", IN), ("uk", IN_UKRAINIAN)):
        url = agency.url("po_upload", german, code)
        assert is_open(client.get(url)) == (role in allowed)
        assert is_open(agency.bring(url, b"x", client=client)) == (role in allowed)


@pytest.mark.parametrize("role", roles.ROLES)
def test_batches_are_for_the_same_people(german: Any, role: str) -> None:
    client = agency.client_of(role)

    assert is_open(client.get(reverse("translations_export"))) == (role in OUT)
    assert is_open(client.get(reverse("translations_import"))) == (role in IN)
    assert is_open(agency.bring(reverse("translations_import"), b"x", client=client)) == (
        role in IN
    )


def test_batch_in_a_language_of_others_is_not_given_out(german: Any) -> None:
    wishes = {"language": "uk", "wanted": "missing", "format": "po"}

    answer = agency.client_of("translator_ar").get(reverse("translations_export"), wishes)

    assert answer["Content-Type"] != "application/zip"


def test_file_in_a_language_of_others_is_refused_inside_a_batch(german: Any) -> None:
    ukrainian = agency.filled(
        german, {TITLE: "Кафе"}, code="uk", client=agency.client_of("moderator")
    )
    package = agency.zipped(
        {"1.po": str(ukrainian).encode(), "2.po": str(agency.filled(german)).encode()}
    )

    agency.bring(reverse("translations_import"), package, name="a.zip")

    assert agency.typed(german, "uk") == {}
    assert len(agency.typed(german)) == len(ARABIC)


@pytest.mark.parametrize("code", ["de", "de-simple", "xx", "AR"])
def test_other_languages_are_not_found(german: Any, code: str) -> None:
    client = agency.client_of("superuser")

    assert client.get(agency.url("po_download", german, code)).status_code == 404
    assert client.get(agency.url("po_upload", german, code)).status_code == 404
    assert agency.bring(agency.url("po_upload", german, code), b"x", client=client).status_code == (
        404
    )


def test_unknown_and_unpublished_pages_are_not_found(german: Any) -> None:
    client = agency.client_of("superuser")
    url = reverse("translations_po_download", args=[uuid.uuid4(), "ar"])
    german.unpublish()

    assert client.get(url).status_code == 404
    assert client.get(agency.url("po_download", german)).status_code == 404
    assert client.get(agency.url("po_upload", german)).status_code == 404
