"""Lists go page by page and forgive nonsense in the address."""

import pytest
from django.http import QueryDict

from cms.core import listing
from cms.core.models import Topic
from tests.factories import pages


@pytest.mark.parametrize(
    ("typed", "number"),
    [("1", 1), ("3", 3), ("", 1), ("-4", 1), ("abc", 1), ("9" * 30, 1), ("9999", 500), ("٣", 3)],
)
def test_any_page_number_is_a_page(typed, number):
    parameters = QueryDict(mutable=True)
    parameters["seite"] = typed

    assert listing.page_number(parameters) == number


@pytest.mark.django_db
def test_a_slice_knows_its_neighbours_without_counting(django_assert_num_queries):
    for _each in range(5):
        pages.topic()
    parameters = QueryDict("thema=x&seite=2")

    with django_assert_num_queries(1):
        shown = listing.take(Topic.objects.order_by("pk"), parameters, per_page=2)

    assert len(shown.items) == 2
    assert shown.previous_query == "?thema=x"
    assert shown.next_query == "?thema=x&seite=3"
