"""The sitemap names every public page in every language search engines know, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.factories import pages, tree

pytestmark = pytest.mark.django_db


def entries(client: Client) -> dict[str, dict[str, str]]:
    """Return the alternates by language, for every address of the sitemap."""
    response = client.get("/sitemap.xml")

    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/xml")
    soup = BeautifulSoup(response.getvalue(), "xml")
    return {
        url.loc.text.removeprefix("http://testserver"): {
            link["hreflang"]: link["href"].removeprefix("http://testserver")
            for link in url.find_all("link")
        }
        for url in soup.find_all("url")
    }


def test_every_language_names_all_languages_of_the_page(client: Client) -> None:
    page = pages.news()
    arabic, english = tree.translate(page, "ar"), tree.translate(page, "en")
    expected = {"de": page.get_url(), "ar": arabic.get_url(), "en": english.get_url()}

    found = entries(client)

    for address in expected.values():
        assert found[address] == expected


def test_a_page_of_one_language_has_no_alternates(client: Client) -> None:
    page = pages.news()

    assert entries(client)[page.get_url()] == {}


def test_leichte_sprache_is_no_language_for_search_engines(client: Client) -> None:
    page = pages.news()
    easy = tree.translate(page, "de-simple")

    found = entries(client)

    assert all("de-simple" not in alternates for alternates in found.values())
    assert easy.get_url() not in found[page.get_url()].values()


def test_drafts_private_and_expired_pages_are_missing_in_all_languages(client: Client) -> None:
    draft = pages.news(live=False)
    private, expired, taken_back = pages.news(), pages.news(), pages.news()
    hidden = [draft, private, expired, taken_back]
    hidden += [tree.translate(page, "ar") for page in (private, expired, taken_back)]
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    over = timezone.now() - timedelta(minutes=1)
    type(expired).objects.filter(pk=expired.pk).update(expire_at=over)
    taken_back.unpublish()

    found = entries(client)

    assert not {page.url_path.rstrip("/").rsplit("/")[-1] for page in hidden} & {
        address.rstrip("/").rsplit("/")[-1] for address in found
    }


def test_a_language_that_is_not_served_is_missing(client: Client) -> None:
    home = tree.german_home()
    tree.translate(home, "fa", live=False)

    assert list(entries(client)) == ["/de/"]


def test_robots_are_told_where_the_sitemap_is_and_what_to_leave(client: Client) -> None:
    tree.german_home()

    text = client.get("/robots.txt").content.decode()

    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert {"Disallow: /admin/", "Disallow: /de/suche/"} <= set(text.splitlines())


def test_the_sitemap_costs_the_same_for_few_and_many_pages(
    client: Client, django_assert_num_queries
) -> None:
    pages.news()
    entries(client)
    with CaptureQueriesContext(connection) as queries:
        entries(client)
    few = len(queries)
    for _each in range(12):
        pages.news()
    entries(client)

    with django_assert_num_queries(few):
        entries(client)
