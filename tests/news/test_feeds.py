"""The feed of each language holds its own public news and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.factories import pages, tree

pytestmark = pytest.mark.django_db


def feed(client: Client, code: str = "de") -> BeautifulSoup:
    response = client.get(f"/{code}/aktuelles.atom")

    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return BeautifulSoup(response.content, "xml")


def titles(client: Client, code: str = "de") -> list[str]:
    return [entry.title.text for entry in feed(client, code).find_all("entry")]


def test_the_feed_is_valid_atom(client: Client) -> None:
    page = pages.news(title="Neu & schön", teaser="Was <b>neu</b> ist")

    soup = feed(client)

    root = soup.find("feed")
    assert root.namespace == "http://www.w3.org/2005/Atom"
    assert root["xml:lang"] == "de"
    assert all(root.find(name, recursive=False) for name in ("title", "id", "updated", "link"))
    entry = root.find("entry")
    assert all(entry.find(name) for name in ("id", "title", "updated", "published", "link"))
    assert entry.title.text == "Neu & schön"
    assert entry.link["href"] == f"http://testserver{page.get_url()}"


def test_newest_news_stand_first_and_tomorrows_not_at_all(client: Client) -> None:
    today = timezone.localdate()
    pages.news(title="älter", date=today - timedelta(days=3))
    pages.news(title="neuer", date=today)
    pages.news(title="morgen", date=today + timedelta(days=1))

    assert titles(client) == ["neuer", "älter"]


def test_each_language_has_a_feed_of_its_own(client: Client) -> None:
    both = pages.news(title="beide")
    tree.translate(both, "ar", title="كلاهما")
    pages.news(title="nur deutsch")

    assert titles(client, "ar") == ["كلاهما"]
    assert sorted(titles(client, "de")) == ["beide", "nur deutsch"]
    assert feed(client, "ar").find("feed")["xml:lang"] == "ar"


def test_what_is_not_public_is_in_no_feed(client: Client) -> None:
    draft, private, expired, gone = (pages.news(title=f"geheim {n}") for n in range(4))
    for page in (private, expired, gone):
        tree.translate(page, "ar", title="geheim")
    draft.unpublish()
    gone.unpublish()
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    over = timezone.now() - timedelta(minutes=1)
    type(expired).objects.filter(pk=expired.pk).update(expire_at=over)

    assert (titles(client, "de"), titles(client, "ar")) == ([], [])


def test_marks_of_editors_do_not_show(client: Client) -> None:
    pages.news(title="In [[de:Talbrücken]]", teaser="Bei [[de:Kreishaus]]")

    assert "[[" not in str(feed(client))


def test_a_signature_is_the_same_when_the_page_moves(client: Client) -> None:
    page = pages.news(title="eins")
    before = feed(client).entry.id.text
    page.slug = "anders"
    page.save_revision().publish()

    assert feed(client).entry.id.text == before


def test_a_language_that_is_not_served_has_no_feed(client: Client) -> None:
    tree.german_home()

    assert client.get("/fa/aktuelles.atom").status_code == 404
    assert client.get("/xx/aktuelles.atom").status_code == 404


def test_the_feed_sets_no_cookie(client: Client) -> None:
    pages.news()

    assert not client.get("/de/aktuelles.atom").cookies
