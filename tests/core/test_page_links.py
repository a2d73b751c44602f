"""Links in running text lead to what the reader can read best."""

from __future__ import annotations

import pytest
from django.utils import translation as django_translation
from wagtail.rich_text import expand_db_html

from tests.factories import pages, tree

pytestmark = pytest.mark.django_db


def link_to(identifier: object, code: str = "de") -> str:
    """Return a link in running text as readers of a language get it."""
    with django_translation.override(code):
        return expand_db_html(f'<a linktype="page" id="{identifier}">x</a>')


def test_a_link_leads_to_the_page_in_the_readers_language() -> None:
    page = pages.news()
    arabic = tree.translate(page, "ar")

    assert link_to(page.pk, "ar") == f'<a href="{arabic.get_url()}">x</a>'
    assert link_to(arabic.pk, "de") == f'<a href="{page.get_url()}">x</a>'


def test_where_there_is_none_it_leads_to_the_german_page_in_her_frame() -> None:
    page = pages.news(slug="neues")
    tree.translate(tree.german_home(), "ar")

    assert link_to(page.pk, "ar") == ('<a href="/ar/nicht-uebersetzt/newsindexpage/neues/">x</a>')


def test_a_page_that_is_not_public_is_no_link() -> None:
    page = pages.news()
    page.unpublish()

    assert link_to(page.pk) == "<a>x</a>"


@pytest.mark.parametrize("identifier", ["", "0", "-1", "999999", "x", "9" * 40, "1.5", "٣"])
def test_a_link_to_nothing_is_no_error(identifier: str) -> None:
    assert link_to(identifier) == "<a>x</a>"


def test_many_links_cost_what_one_costs(django_assert_num_queries) -> None:
    some = [pages.news() for _each in range(4)]
    html = "".join(f'<a linktype="page" id="{page.pk}">x</a>' for page in some)
    expand_db_html(html)
    with django_assert_num_queries(0):
        again = expand_db_html(html)

    assert again.count("href") == 4
