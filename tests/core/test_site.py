"""What frames every page is right, in the reader's language, and never stale."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client, RequestFactory
from django.utils import translation as django_translation

from cms.core import site
from cms.core.models import EmergencyNumber, Organisation, SiteSettings
from events.models import EventIndexPage
from home.models import EasyLanguagePage, LegalPage, StandardPage
from initiatives.models import InitiativeIndexPage
from news.models import NewsIndexPage
from tests.factories import pages, tree

pytestmark = pytest.mark.django_db


def frame(page=None, path: str = "/de/") -> dict:
    request = RequestFactory().get(path)
    if page is not None:
        request.served_page = page
    return site.chrome(request)


def test_the_menu_has_the_newcomers_half_first() -> None:
    tree.section(NewsIndexPage, title="Neues", show_in_menus=True, menu_group="volunteers")
    tree.section(InitiativeIndexPage, title="Hilfe", show_in_menus=True, menu_group="newcomers")
    tree.section(EventIndexPage, title="Verborgen")

    assert [(link.title, link.group) for link in site.menu()] == [
        ("Hilfe", "newcomers"),
        ("Neues", "volunteers"),
    ]


def test_the_menu_is_in_the_readers_language_where_it_exists() -> None:
    news = tree.section(NewsIndexPage, title="Neues", show_in_menus=True)
    tree.section(EventIndexPage, title="Termine", show_in_menus=True)
    tree.translate(news, "ar", title="أخبار")

    with django_translation.override("ar"):
        links = {link.title: (link.url, link.foreign_code) for link in site.menu()}

    assert links["أخبار"] == ("/ar/newsindexpage/", "")
    assert links["Termine"] == ("/ar/nicht-uebersetzt/eventindexpage/", "de")


def test_a_new_title_is_in_the_menu_at_once(django_capture_on_commit_callbacks) -> None:
    news = tree.section(NewsIndexPage, title="Neues", show_in_menus=True)
    assert [link.title for link in site.menu()] == ["Neues"]

    with django_capture_on_commit_callbacks(execute=True):
        news.title = "Aktuelles"
        news.save_revision().publish()

    assert [link.title for link in site.menu()] == ["Aktuelles"]


def test_a_page_that_is_taken_back_leaves_the_menu(django_capture_on_commit_callbacks) -> None:
    news = tree.section(NewsIndexPage, show_in_menus=True)
    assert site.menu()

    with django_capture_on_commit_callbacks(execute=True):
        news.unpublish()

    assert site.menu() == []


def test_every_language_links_to_this_page_or_to_its_start() -> None:
    page = pages.news()
    arabic = tree.translate(page, "ar")
    tree.translate(tree.german_home(), "en")

    links = {link.code: link for link in frame(page, page.get_url())["languages"]}

    assert list(links) == ["de", "en", "ar"]
    assert links["ar"].page_url == arabic.get_url()
    assert (links["en"].page_url, links["en"].home_url) == (None, "/en/")
    assert [code for code, link in links.items() if link.is_current] == ["de"]


def test_alternates_are_mutual_and_have_a_default() -> None:
    page = pages.news()
    arabic = tree.translate(page, "ar")
    tree.translate(page, "de-simple")

    of_german = frame(page, page.get_url())["alternates"]
    of_arabic = frame(arabic, arabic.get_url())["alternates"]

    assert of_german == of_arabic
    assert [each["hreflang"] for each in of_german] == ["de", "ar", "x-default"]
    assert all(each["url"].startswith("http://testserver/") for each in of_german)


def test_a_page_of_one_language_has_no_alternates() -> None:
    page = pages.news()
    tree.translate(tree.german_home(), "ar")

    assert frame(page, page.get_url())["alternates"] == []


def test_a_hidden_translation_is_no_alternate() -> None:
    page = pages.news()
    tree.translate(page, "ar", live=False)

    assert frame(page, page.get_url())["alternates"] == []


def test_breadcrumbs_lead_from_the_home_page_to_the_page_above() -> None:
    page = pages.news()

    crumbs = site.breadcrumbs(page)

    assert [crumb.url for crumb in crumbs] == ["/de/", "/de/newsindexpage/"]
    assert site.breadcrumbs(tree.german_home()) == []


def test_legal_pages_and_the_rest_of_the_first_level_stand_in_the_footer() -> None:
    imprint = tree.section(LegalPage, title="Impressum")
    easy = tree.section(EasyLanguagePage, title="Leichte Sprache")
    tree.section(StandardPage, title="Über uns")
    settings = SiteSettings.load()
    settings.imprint_page, settings.easy_language_page = imprint.page_ptr, easy.page_ptr
    settings.save()

    assert [link.title for link in site.legal_links()] == ["Impressum"]
    assert [link.title for link in site.footer_links()] == ["Über uns"]
    link = site.easy_language_link()
    assert link is not None
    assert link.url == easy.get_url()


def test_sign_language_stands_in_the_footer_once_there_is_a_page_for_it(client: Client) -> None:
    assert site.sign_language_link() is None
    films = tree.section(StandardPage, title="Gebärdensprache")
    settings = SiteSettings.load()
    settings.sign_language_page = films.page_ptr
    settings.save()

    footer = BeautifulSoup(client.get("/de/").content, "html.parser").select_one("footer")

    assert footer.select_one(f"a[href='{films.get_url()}']").get_text(strip=True) == films.title
    assert site.footer_links() == []


def test_who_pays_for_the_site_is_named_at_its_foot_at_once(client: Client) -> None:
    tree.german_home()

    def foot() -> str:
        return BeautifulSoup(client.get("/de/").content, "html.parser").footer.get_text(" ")

    assert "Gefördert von" not in foot()
    funder = Organisation.objects.create(
        name="Beispielfonds", kind="funder", funding_line="Aus Mitteln des Fonds", live=True
    )
    SiteSettings.load().funders.add(funder)

    assert "Beispielfonds" in foot()
    assert "Aus Mitteln des Fonds" in foot()


def test_emergency_numbers_say_in_which_language_they_are_explained() -> None:
    number = EmergencyNumber.objects.create(
        number="116 117", label="Arzt", locale=tree.locale("de"), sort_order=1
    )
    tree.translate(tree.german_home(), "ar")
    with django_translation.override("ar"):
        (before,) = site.emergency_numbers()
    copy = number.copy_for_translation(tree.locale("ar"))
    copy.label, copy.live = "طبيب", True
    copy.save()
    with django_translation.override("ar"):
        (after,) = site.emergency_numbers()

    assert (before.dial, before.label, before.foreign_code) == ("116117", "Arzt", "de")
    assert (after.label, after.foreign_code) == ("طبيب", "")


def test_a_warm_frame_asks_only_for_the_addresses_of_the_page(django_assert_num_queries) -> None:
    page = pages.news()
    SiteSettings.load()
    frame(page, page.get_url())
    fresh = type(page).objects.get(pk=page.pk)

    with django_assert_num_queries(1):
        frame(fresh, page.get_url())
