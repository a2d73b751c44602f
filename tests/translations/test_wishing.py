"""Anybody may wish for a translation, once per form, and nothing is known about her."""

import uuid

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.utils import timezone

from cms.core import translation
from tests.factories import pages, tree
from translations import states, wishing
from translations.models import TranslationWish

pytestmark = pytest.mark.django_db

ARABIC_DOOR = "/ar/uebersetzung-wuenschen/"


@pytest.fixture(autouse=True)
def _site(world):
    """Set the site up with its languages."""


def token_on(client, page) -> str:
    soup = BeautifulSoup(client.get(page.url).content, "html.parser")
    return soup.select_one("form.c-wish input[name=token]")["value"]


def wishes(page, code: str) -> int:
    locale_id = tree.locale(code).pk
    return wishing.count_open(page.translation_key, locale_id)


def test_a_german_page_offers_each_missing_language_in_its_own_words(client):
    page = pages.news()
    tree.translate(page, "uk", title="Новина")

    soup = BeautifulSoup(client.get(page.url).content, "html.parser")
    buttons = soup.select("form.c-wish button")

    assert [each["lang"] for each in buttons] == ["de-simple", "en", "ar"]
    arabic = buttons[-1]
    assert (arabic["dir"], arabic["formaction"]) == ("rtl", ARABIC_DOOR)
    assert "اطلب ترجمة" in arabic.get_text()


def test_one_tap_counts_and_thanks_in_the_wished_language(client):
    page = pages.news()

    answer = client.post(ARABIC_DOOR, {"token": token_on(client, page)}, follow=True)

    assert answer.status_code == 200
    assert wishes(page, "ar") == 1
    soup = BeautifulSoup(answer.content, "html.parser")
    assert (soup.html["lang"], soup.html["dir"]) == ("ar", "rtl")
    # Back to the page, in the frame of the language that was asked for.
    stand_in = translation.stand_in_url(page.url, "ar")
    assert soup.select_one(f'a[href="{stand_in}"]')["lang"] == "de"


def test_the_same_form_counts_once_however_often_it_is_sent(client):
    page = pages.news()
    token = token_on(client, page)

    for _ in range(3):
        client.post(ARABIC_DOOR, {"token": token})

    assert wishes(page, "ar") == 1


def test_one_form_counts_for_each_of_two_languages(client):
    page = pages.news()
    token = token_on(client, page)

    client.post(ARABIC_DOOR, {"token": token})
    client.post("/uk/uebersetzung-wuenschen/", {"token": token})

    assert (wishes(page, "ar"), wishes(page, "uk")) == (1, 1)


def test_a_wish_sets_no_cookie_and_keeps_no_address(client):
    page = pages.news()

    answer = client.post(ARABIC_DOOR, {"token": token_on(client, page)}, REMOTE_ADDR="203.0.113.7")

    assert not answer.cookies
    stored = TranslationWish.objects.values().get()
    assert set(stored) == {"token", "translation_key", "locale_id", "wished_on", "is_fulfilled"}


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "\x00", "ÿ" * 5000])
def test_a_form_that_is_not_ours_counts_nothing_and_says_what_to_do(client, token):
    answer = client.post(ARABIC_DOOR, {"token": token})

    assert answer.status_code == 400
    assert not TranslationWish.objects.exists()
    assert BeautifulSoup(answer.content, "html.parser").h1


def test_a_form_left_open_for_weeks_asks_to_tap_again(client):
    token = token_on(client, pages.news())

    with time_machine.travel(timezone.now() + 2 * wishing.TOKEN_HOLDS, tick=False):
        answer = client.post(ARABIC_DOOR, {"token": token})

    assert answer.status_code == 400
    assert not TranslationWish.objects.exists()


def test_a_network_that_floods_is_told_to_wait_and_counted_no_more(client, settings):
    settings.WISHES_PER_HOUR = 3
    page = pages.news()

    answers = [
        client.post(ARABIC_DOOR, {"token": wishing.make_token(page.translation_key)})
        for _ in range(5)
    ]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 429, 429]
    assert wishes(page, "ar") == 3


def test_a_signed_number_for_no_page_is_not_found(client):
    answer = client.post(ARABIC_DOOR, {"token": wishing.make_token(uuid.uuid4())})

    assert answer.status_code == 404
    assert not TranslationWish.objects.exists()


def test_a_page_that_is_there_meanwhile_needs_no_wish(client):
    page = pages.news()
    token = token_on(client, page)
    tree.translate(page, "ar", title="خبر")

    client.post(ARABIC_DOOR, {"token": token})

    assert wishes(page, "ar") == 0


def test_the_thank_you_page_names_no_page_that_is_not_public(client):
    page = pages.news()
    page.unpublish()

    answer = client.get(f"{ARABIC_DOOR}?page={page.translation_key.hex}")

    assert answer.status_code == 404
    assert page.title not in answer.content.decode()


def test_a_wish_raises_the_page_and_publishing_fulfils_it(client):
    page = pages.news()
    client.post(ARABIC_DOOR, {"token": token_on(client, page)})
    locale_id = tree.locale("ar").pk

    before = states.state_of(page, locale_id)
    tree.translate(page, "ar", title="خبر")
    after = states.state_of(page, locale_id)

    assert (before.kind, before.wishes) == (states.Kind.WISHED, 1)
    assert after.wishes == 0
