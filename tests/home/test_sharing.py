"""What is passed on leads everybody to the page in her own language."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.factories import pages, tree

pytestmark = pytest.mark.django_db


def shared_address(page: Any) -> str:
    soup = BeautifulSoup(Client().get(page.get_url()).content, "html.parser")
    button = soup.select_one(".c-share [data-url]")
    assert button is not None
    return str(button["data-url"]).removeprefix("http://testserver")


def test_all_languages_of_a_page_pass_on_the_same_address() -> None:
    page = pages.news()
    arabic, ukrainian = tree.translate(page, "ar"), tree.translate(page, "uk")

    addresses = {shared_address(each) for each in (page, arabic, ukrainian)}

    assert len(addresses) == 1
    assert next(iter(addresses)).startswith("/s/")


def test_one_link_opens_two_pages_for_two_people() -> None:
    page = pages.news(title="Sprachcafé")
    tree.translate(page, "ar", title="مقهى اللغة")
    tree.translate(page, "uk", title="Мовне кафе")
    link = shared_address(page)

    mother = Client(headers={"accept-language": "uk,de;q=0.5"}).get(link, follow=True)
    father = Client(headers={"accept-language": "ar"}).get(link, follow=True)

    assert "Мовне кафе" in mother.content.decode()
    assert "مقهى اللغة" in father.content.decode()
