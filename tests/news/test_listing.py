"""The news list: what is pinned, new, filtered, in the reader's language."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from django.utils import translation as django_translation
from wagtail.models import PageViewRestriction

from news import listing
from news.models import NewsIndexPage
from tests.factories import pages, tree

pytestmark = pytest.mark.django_db


def shown(query: str = "") -> list[str]:
    index = tree.section(NewsIndexPage)
    return [row.text.title for row in listing.for_index(index, QueryDict(query))["rows"]]


def test_pinned_news_stand_first_then_the_newest() -> None:
    today = timezone.localdate()
    pages.news(title="alt", date=today - timedelta(days=9))
    pages.news(title="neu", date=today)
    pages.news(title="oben", date=today - timedelta(days=30), is_pinned=True)

    assert shown() == ["oben", "neu", "alt"]


def test_news_are_narrowed_by_topic_year_and_both() -> None:
    housing = pages.topic(code="housing")
    pages.news(title="Wohnen", topics=[housing], date=date(2025, 3, 1))
    pages.news(title="Wohnen heute", topics=[housing], date=date(2026, 3, 1))
    pages.news(title="Silvester", date=date(2025, 12, 31))

    assert shown("thema=housing") == ["Wohnen heute", "Wohnen"]
    assert shown("jahr=2025") == ["Silvester", "Wohnen"]
    assert shown("jahr=2025&thema=housing") == ["Wohnen"]


def test_only_my_language_leaves_the_german_ones_out() -> None:
    tree.translate(pages.news(title="beide"), "ar", title="كلاهما")
    pages.news(title="nur deutsch")

    with django_translation.override("ar"):
        assert shown("meine_sprache=on") == ["كلاهما"]
        assert set(shown()) == {"كلاهما", "nur deutsch"}


def test_what_is_not_public_is_in_no_list() -> None:
    private, expired = pages.news(), pages.news()
    pages.news(live=False)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    over = timezone.now() - timedelta(minutes=1)
    type(expired).objects.filter(pk=expired.pk).update(expire_at=over)

    assert (shown(), listing.latest(3)) == ([], [])


def test_each_item_stands_on_one_page_of_the_list_only() -> None:
    total = listing.PER_PAGE + 3
    made = {pages.news().title for _each in range(total)}

    first, second, third = shown(), shown("seite=2"), shown("seite=3")

    assert (len(first), len(second), third) == (listing.PER_PAGE, 3, [])
    assert {*first, *second} == made


def test_a_page_of_the_list_keeps_the_filter(client: Client) -> None:
    housing = pages.topic(code="housing")
    for _each in range(listing.PER_PAGE + 1):
        pages.news(topics=[housing])
    index = tree.section(NewsIndexPage)

    html = client.get(index.get_url(), {"thema": "housing"}).content.decode()

    assert 'href="?thema=housing&amp;seite=2"' in html


def test_news_of_tomorrow_stands_in_no_list_yet() -> None:
    pages.news(title="Heute")
    pages.news(title="Morgen", date=timezone.localdate() + timedelta(days=1))

    assert [row.text.title for row in listing.latest(5)] == ["Heute"]
