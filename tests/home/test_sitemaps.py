"""The sitemap names every public page in every language search engines know, and nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.core.models import SiteSettings
from tests.factories import pages, tree

pytestmark = pytest.mark.django_db


def entries(client: Client) -> dict[str, dict[str, str]]:
    """Return the alternates by language, for every address of the sitemap."""
    found: dict[str, dict[str, str]] = {}
    for address in sitemaps(client):
        for url in read(client, address).find_all("url"):
            found[url.loc.text.removeprefix("http://testserver")] = {
                link["hreflang"]: link["href"].removeprefix("http://testserver")
                for link in url.find_all("link")
            }
    return found


def sitemaps(client: Client) -> list[str]:
    """Return the addresses of the sitemaps that the index names."""
    return [
        each.loc.text.removeprefix("http://testserver")
        for each in read(client, "/sitemap.xml").find_all("sitemap")
    ]


def read(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/xml")
    return BeautifulSoup(response.getvalue(), "xml")


def test_every_language_names_all_languages_of_the_page(client: Client) -> None:
    page = pages.news()
    arabic, english = tree.translate(page, "ar"), tree.translate(page, "en")
    expected = {"de": page.get_url(), "ar": arabic.get_url(), "en": english.get_url()}

    found = entries(client)

    for address in expected.values():
        assert found[address] == {**expected, "x-default": page.get_url()}


def test_a_sitemap_lists_the_pages_of_its_language_only(client: Client) -> None:
    page = pages.news()
    arabic = tree.translate(page, "ar")

    listed = {
        each.text.removeprefix("http://testserver")
        for each in read(client, "/sitemap-ar.xml").find_all("loc")
    }

    assert arabic.get_url() in listed
    assert all(address.startswith("/ar/") for address in listed)


@pytest.mark.parametrize("code", ["fa", "de-simple", "xx"])
def test_a_language_for_no_machine_has_no_sitemap(code: str, client: Client) -> None:
    pages.news()

    assert f"/sitemap-{code}.xml" not in sitemaps(client)
    assert client.get(f"/sitemap-{code}.xml").status_code == 404


def test_whoever_finds_a_hole_learns_whom_to_tell(client: Client) -> None:
    tree.german_home()
    before = client.get("/.well-known/security.txt").status_code
    chosen = SiteSettings.load()
    chosen.email = "sicherheit@example.org"
    chosen.save()

    text = client.get("/.well-known/security.txt").content.decode()

    expires = datetime.fromisoformat(text.partition("Expires: ")[2].split()[0])
    assert before == 404
    assert "Contact: mailto:sicherheit@example.org" in text
    assert timedelta(days=30) < expires - timezone.now() < timedelta(days=365)


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
