"""An editor puts a page beside another; readers find it on every kind of page."""

import pytest
from django.utils import translation as django_translation

from cms.core import related
from cms.core.models import RelatedPage
from tests.factories import pages, tree

pytestmark = pytest.mark.django_db


def put_beside(page, *targets):
    page.related_pages = [
        RelatedPage(target=target, sort_order=order) for order, target in enumerate(targets)
    ]
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def test_related_pages_stand_in_the_editors_order():
    first, second = pages.news(title="Erstes"), pages.text_page(title="Zweites")
    page = put_beside(pages.text_page(), second, first)

    assert [link.title for link in related.related_to(page)] == ["Zweites", "Erstes"]


def test_a_draft_beside_a_page_is_not_named():
    page = put_beside(pages.text_page(), pages.news(live=False))

    assert related.related_to(page) == []


def test_a_translation_has_the_neighbours_of_its_german_page():
    neighbour = pages.news(title="Nachricht")
    tree.translate(neighbour, "ar", title="خبر")
    page = put_beside(pages.text_page(), neighbour)
    arabic = tree.translate(page, "ar", title="صفحة")

    with django_translation.override("ar"):
        (link,) = related.related_to(arabic)

    assert link.title == "خبر"


def test_a_text_page_shows_what_belongs_to_it(client):
    page = put_beside(pages.text_page(), pages.event(title="Formular-Café"))

    assert "Formular-Café" in client.get(page.get_url()).content.decode()
