"""Facts come from the German page, text from the reader's, and nothing from anywhere else."""

import pytest
from django.utils import translation as django_translation

from cms.core import translation
from tests.factories import pages, tree

pytestmark = pytest.mark.django_db


def test_a_language_is_served_once_its_home_page_is_live():
    home = tree.german_home()
    draft = tree.translate(home, "ar", live=False)

    before = [served.code for served in translation.served_languages()]
    draft.save_revision().publish()
    after = [served.code for served in translation.served_languages()]

    assert (before, after) == (["de"], ["de", "ar"])


def test_a_translated_page_holds_no_facts_of_its_own():
    event = pages.event(capacity=10, venue=pages.venue())
    arabic = tree.translate(event, "ar", title="لقاء")

    assert (arabic.starts_at, arabic.capacity, arabic.venue) == (None, None, None)
    assert arabic.facts.capacity == 10


def test_a_moved_date_shows_in_every_language_at_once():
    event = pages.event()
    arabic = tree.translate(event, "ar", title="لقاء")

    event.starts_at = pages.berlin(2031, 3, 4, 17)
    event.ends_at = pages.berlin(2031, 3, 4, 19)
    event.save_revision().publish()

    reread = type(arabic).objects.get(pk=arabic.pk)
    assert reread.facts.starts_at == pages.berlin(2031, 3, 4, 17)


def test_a_list_names_a_page_in_the_readers_language_or_else_in_german():
    translated, german_only = pages.news(title="Neu"), pages.news(title="Nur deutsch")
    tree.translate(translated, "ar", title="جديد")

    with django_translation.override("ar"):
        titles = translation.titles_of([translated, german_only])

    assert titles[translated.translation_key].title == "جديد"
    assert titles[german_only.translation_key].title == "Nur deutsch"
    assert titles[german_only.translation_key].foreign_code == "de"
    assert titles[german_only.translation_key].url.startswith("/ar/nicht-uebersetzt/")


def test_naming_many_pages_costs_one_query(django_assert_num_queries):
    some = [pages.news() for _each in range(5)]
    translation.titles_of(some)

    with django_assert_num_queries(1):
        translation.titles_of(some)


def test_a_translation_is_not_public_when_its_german_page_is_not():
    german = pages.news()
    arabic = tree.translate(german, "ar", title="خبر")

    german.unpublish()

    assert arabic.page_ptr not in translation_query(arabic)
    assert translation.addresses_of(arabic) == []


def test_addresses_need_no_query_once_the_languages_are_known(django_assert_num_queries):
    page = pages.news(slug="neues")
    translation.served_languages()

    with django_assert_num_queries(0):
        url = translation.public_url(locale_id=page.locale_id, url_path=page.url_path)

    assert url == "/de/newsindexpage/neues/"


def test_the_ordinary_editor_of_a_translation_asks_for_no_facts(admin_client):
    event = pages.event()
    arabic = tree.translate(event, "ar", title="لقاء")

    german_form = admin_client.get(f"/admin/pages/{event.pk}/edit/").content
    arabic_form = admin_client.get(f"/admin/pages/{arabic.pk}/edit/").content

    assert b'name="starts_at"' in german_form
    assert b'name="starts_at"' not in arabic_form
    assert b'name="teaser"' in arabic_form


def translation_query(page):
    from wagtail.models import Page

    from cms.core import publication

    return publication.published(Page.objects.filter(pk=page.pk))
