"""One link for everybody: it opens in the language of whoever follows it, if it is public."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.core import short_links
from tests.factories import pages, tree

pytestmark = pytest.mark.django_db


def follow(page: Any, accept: str = "", cookie: str = "") -> Any:
    client = Client(headers={"accept-language": accept})
    if cookie:
        client.cookies["language"] = cookie
    return client.get(f"/s/{short_links.code_of(page.pk)}")


@pytest.mark.parametrize("number", [1, 2, 58, 728, 729, 10**6, 2**31 - 1])
def test_a_code_stands_for_one_page(number: int) -> None:
    code = short_links.code_of(number)

    assert short_links.german_id_of(code) == number
    assert 3 <= len(code) <= short_links.LONGEST


@pytest.mark.parametrize("code", ["", "a", "2", "22", "bcdfghjkmn", "BCD", "bc d", "0xx"])
def test_what_is_no_code_stands_for_nothing(code: str) -> None:
    assert short_links.german_id_of(code) is None


def test_one_link_opens_in_the_language_of_whoever_follows_it() -> None:
    page = pages.news()
    arabic, ukrainian = tree.translate(page, "ar"), tree.translate(page, "uk")

    assert follow(page, "uk,de;q=0.5")["Location"] == ukrainian.get_url()
    assert follow(page, "ar-SY")["Location"] == arabic.get_url()
    assert follow(page, "xx")["Location"] == page.get_url()


def test_a_chosen_language_comes_before_that_of_the_device(settings: Any) -> None:
    page = pages.news()
    arabic = tree.translate(page, "ar")
    settings.LANGUAGE_COOKIE_NAME = "language"

    assert follow(page, "de", cookie="ar")["Location"] == arabic.get_url()


def test_what_is_not_translated_opens_in_the_frame_of_the_reader() -> None:
    page = pages.news()
    tree.translate(tree.german_home(), "ar")

    answer = follow(page, "ar")

    assert answer["Location"].startswith("/ar/nicht-uebersetzt/")
    assert Client().get(answer["Location"]).status_code == 200


def test_the_answer_is_kept_for_nobody_else() -> None:
    answer = follow(pages.news(), "ar")

    assert answer.status_code == 302
    assert {"Accept-Language", "Cookie"} <= {each.strip() for each in answer["Vary"].split(",")}
    assert not answer.cookies


def test_only_what_is_public_opens() -> None:
    draft, private, expired, taken_back = (
        pages.news(live=False), pages.news(), pages.news(), pages.news(),
    )  # fmt: skip
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    over = timezone.now() - timedelta(minutes=1)
    type(expired).objects.filter(pk=expired.pk).update(expire_at=over)
    taken_back.unpublish()

    for page in (draft, private, expired, taken_back):
        assert follow(page).status_code == 404


def test_the_id_of_a_translation_is_no_link() -> None:
    arabic = tree.translate(pages.news(), "ar")

    assert follow(arabic).status_code == 404
