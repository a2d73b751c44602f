"""Who comes to an address that leads nowhere is helped on, and never learns of what is private."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from tests.factories import pages, tree

pytestmark = pytest.mark.django_db


def status(address: str) -> int:
    return int(Client().get(address).status_code)


def offered(address: str) -> set[str]:
    answer = Client().get(address)
    assert answer.status_code == 404
    return {link["href"] for link in BeautifulSoup(answer.content, "html.parser").select("main a")}


def test_what_was_never_there_is_not_found() -> None:
    pages.news()

    assert status("/de/gibt-es-nicht/") == 404


def test_what_was_taken_down_is_gone_in_every_language() -> None:
    page = pages.news()
    arabic = tree.translate(page, "ar")
    addresses = page.get_url(), arabic.get_url()
    before = [status(address) for address in addresses]

    page.unpublish()

    assert before == [200, 200]
    assert [status(address) for address in addresses] == [410, 410]


def test_what_has_expired_is_gone() -> None:
    page = pages.news()
    over = timezone.now() - timedelta(minutes=1)
    type(page).objects.filter(pk=page.pk).update(expire_at=over)

    assert status(page.get_url()) == 410


def test_a_draft_that_was_never_public_is_not_found() -> None:
    page = pages.news(live=False)

    assert status(page.get_url()) == 404


def test_of_what_is_private_nobody_learns_that_it_was_there() -> None:
    page = pages.news()
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")
    page.unpublish()

    assert status(page.get_url()) == 404


def test_a_new_address_wins_over_the_old_one() -> None:
    page = pages.news()
    page.unpublish()
    Redirect.add_redirect(page.get_url(), redirect_to="/de/neu/")

    answer = Client().get(page.get_url())

    assert (answer.status_code, answer["Location"]) == (301, "/de/neu/")


@pytest.mark.parametrize("mistyped", ["sprachcaffe-nordlinden", "sprachcafe-nordlind"])
def test_a_mistyped_address_is_understood(mistyped: str) -> None:
    page = pages.news(title="Sprachcafe Nordlinden", slug="sprachcafe-nordlinden")

    assert page.get_url() in offered(f"/de/{mistyped}/")


def test_no_draft_and_no_other_language_is_proposed() -> None:
    draft = pages.news(slug="sprachcafe-nordlinden", live=False)
    arabic = tree.translate(pages.news(slug="sprachcafe-weidenrode"), "ar")

    found = offered("/de/sprachcafe-nordlinde/")

    assert not {draft.get_url(), arabic.get_url()} & found


@pytest.mark.parametrize("path", ["%ff%fe/", "a" * 2_000 + "/", "%00/", "' OR 1=1/", "مدرسة/"])
def test_no_address_is_too_strange(path: str) -> None:
    tree.german_home()

    assert status(f"/de/{path}") == 404


def test_help_costs_the_same_on_a_large_site(django_assert_max_num_queries: Any) -> None:
    for number in range(30):
        pages.news(slug=f"sprachcafe-{number}")
    offered("/de/sprachcafe-x/")

    with django_assert_max_num_queries(8):
        offered("/de/sprachcafe-x/")
