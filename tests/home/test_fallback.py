"""A page that a language does not have yet opens all the same, honestly and with every fact."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.core import content_version
from cms.core.models import SiteSettings
from events.models import EventIndexPage, EventSeriesPage, MethodPage, TrainingPage
from home.models import EasyLanguagePage, GlossaryPage, LegalPage, StandardPage, TopicPage
from initiatives.models import ProjectIndexPage, ProjectPage
from news.models import NewsIndexPage
from newsletter.models import NewsletterArchivePage, NewsletterIssuePage
from tests.factories import pages, tree
from translations.models import TranslationWish

pytestmark = pytest.mark.django_db

BODY = [{"type": "paragraph", "value": "<p>Wir treffen uns im Lindensaal.</p>"}]
ARABIC = re.compile("[\u0600-\u06ff]")


@pytest.fixture(autouse=True)
def _two_languages() -> None:
    """Serve German and Arabic."""
    SiteSettings.load()
    tree.translate(tree.german_home(), "ar", title="أهلًا")


def stand_in(page: Page, code: str = "ar") -> str:
    """Return where a language shows a German page that it does not have."""
    return page.get_url().replace("/de/", f"/{code}/nicht-uebersetzt/", 1)


def read(client: Client, address: str) -> BeautifulSoup:
    """Return the page at an address, which must open."""
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def marked_with(element: Tag | None) -> tuple[object, object]:
    """Return language and direction of the text in an element, as a screen reader finds them."""
    assert element is not None
    around = [element, *element.parents]
    code = next(each["lang"] for each in around if each.has_attr("lang"))
    direction = next(each["dir"] for each in around if each.has_attr("dir"))
    return code, direction


def element_with(soup: BeautifulSoup, words: str) -> Tag | None:
    """Return the innermost element of the main part in which these words stand."""
    found = soup.main.find(string=re.compile(re.escape(words)))
    return found.parent if found else None


# ---------------------------------------------------------------- what the reader gets


def test_an_event_that_exists_only_in_german_says_when_and_what_it_costs_in_arabic(
    client: Client,
) -> None:
    start = pages.berlin(2031, 12, 17, 18)  # a Wednesday
    event = pages.event(title="Fachvortrag", starts_at=start, cost="free", body=BODY)

    soup = read(client, stand_in(event))

    facts = soup.select_one(".c-facts").get_text(" ")
    assert (soup.html["lang"], soup.html["dir"]) == ("ar", "rtl")
    assert "الأربعاء" in facts
    assert "مجاني" in facts
    assert "18:00" in facts


@pytest.mark.parametrize("state", ["cancelled", "moved"])
def test_a_change_of_plan_is_said_in_the_readers_language(state: str, client: Client) -> None:
    event = pages.event(state=state, state_reason="Wasserschaden im Haus")

    soup = read(client, stand_in(event))

    chip = soup.select_one(f".c-chip--{state}")
    assert marked_with(chip) == ("ar", "rtl")
    assert ARABIC.search(chip.text)
    assert marked_with(element_with(soup, "Wasserschaden")) == ("de", "ltr")


def test_german_words_are_marked_as_german(client: Client) -> None:
    event = pages.event(
        title="Fachvortrag", teaser="Für alle im Ehrenamt.", body=BODY,
        agenda=[{"type": "item", "value": {"title": "Begrüßung", "minutes": 10}}],
    )  # fmt: skip

    soup = read(client, stand_in(event))

    for words in ("Fachvortrag", "Für alle im Ehrenamt", "Lindensaal", "Begrüßung"):
        assert marked_with(element_with(soup, words)) == ("de", "ltr"), words


def test_the_page_says_in_the_readers_language_that_its_text_is_german(client: Client) -> None:
    page = pages.text_page(body=BODY)
    english = tree.translate(page, "en", title="In English")

    notice = read(client, stand_in(page)).select_one(".c-language-notice")

    links = {link["href"]: link["lang"] for link in notice.select("a[lang]")}
    assert "غير متوفر" in notice.text
    assert marked_with(notice.strong) == ("ar", "rtl")
    assert links == {page.get_url(): "de", english.get_url(): "en"}


def test_people_who_speak_the_language_stand_on_the_page(client: Client) -> None:
    arabic = pages.spoken_language(code="ar", label="Arabisch")
    samir = pages.contact_person(name="Samir Haddad")
    samir.languages = [arabic]
    samir.save()
    pages.contact_person(name="Miriam Sander")
    page = pages.text_page(body=BODY)

    speakers = read(client, stand_in(page)).select_one(".c-speakers")

    assert "Samir Haddad" in speakers.text
    assert "Miriam Sander" not in speakers.text


def test_one_tap_wishes_for_the_page_in_the_language_of_the_reader(client: Client) -> None:
    page = pages.text_page(body=BODY)
    form = read(client, stand_in(page)).select_one(".c-language-notice form")

    response = client.post(
        form.button["formaction"], {"token": form.select_one("[name=token]")["value"]}
    )

    wish = TranslationWish.objects.get()
    assert response.status_code == 302
    assert (wish.translation_key, wish.locale) == (page.translation_key, tree.locale("ar"))


def test_links_lead_to_pages_that_stand_in_and_never_to_another_frame(client: Client) -> None:
    news = pages.news(title="Nur deutsch")
    about = pages.text_page(
        body=[{"type": "paragraph", "value": f'<p><a linktype="page" id="{news.pk}">hier</a></p>'}]
    )

    soup = read(client, stand_in(about))
    crumbs = read(client, stand_in(news)).select(".c-breadcrumb a")

    assert element_with(soup, "hier")["href"] == stand_in(news)
    assert [link["href"] for link in crumbs] == ["/ar/", stand_in(news.get_parent())]


def test_a_list_that_stands_in_keeps_the_reader_in_her_language(client: Client) -> None:
    news = pages.news(title="Nur deutsch")
    section = tree.section(NewsIndexPage)

    soup = read(client, f"{stand_in(section)}?meine_sprache=on")
    everything = read(client, stand_in(section))

    assert soup.select_one(".c-filter__form")["action"] == stand_in(section)
    assert soup.main.select(".c-card") == []
    assert everything.main.select_one(".c-card a")["href"] == stand_in(news)


def test_a_reader_of_easy_german_is_told_and_not_offered_german_speakers(client: Client) -> None:
    tree.translate(tree.german_home(), "de-simple")
    speaker = pages.contact_person()
    speaker.languages = [pages.spoken_language(code="de", label="Deutsch")]
    speaker.save()

    soup = read(client, stand_in(pages.text_page(body=BODY), "de-simple"))

    assert soup.html["lang"] == "de-simple"
    assert soup.select_one(".c-language-notice")
    assert soup.select(".c-speakers") == []


# ---------------------------------------------------------------- what search engines get


def test_search_engines_are_sent_to_the_german_page(client: Client) -> None:
    page = pages.news()
    tree.translate(page, "en")

    soup = read(client, stand_in(page))

    assert soup.select_one("meta[name=robots]")["content"] == "noindex"
    assert soup.select_one("link[rel=canonical]")["href"].endswith(page.get_url())
    assert soup.select("link[hreflang]") == []


def test_real_pages_name_real_pages_only(client: Client) -> None:
    page = pages.news()
    tree.translate(page, "en")

    soup = read(client, page.get_url())
    machines = [
        client.get(address)
        for address in ("/sitemap.xml", "/sitemap-ar.xml", "/sitemap-de.xml", "/ar/aktuelles.atom")
    ]

    text = "".join(each.getvalue().decode() for each in machines)
    alternates = [link["href"] for link in soup.select("link[hreflang]")]
    assert "nicht-uebersetzt" not in text
    assert len(alternates) == 3
    assert not any("nicht-uebersetzt" in each for each in alternates)


def test_the_switcher_says_where_only_the_frame_changes(client: Client) -> None:
    page = pages.news()
    tree.translate(page, "en", title="News")

    groups = read(client, page.get_url()).select(".c-switch__group")

    found = [[link["href"] for link in group.select("a")] for group in groups]
    assert found == [[page.get_url(), page.get_url().replace("/de/", "/en/")], [stand_in(page)]]


# ---------------------------------------------------------------- what opens, and what does not


def hide_draft(page: Any) -> None:
    page.unpublish()


def hide_expired(page: Any) -> None:
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))


def hide_behind_login(page: Any) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def hide_section_behind_password(page: Any) -> None:
    PageViewRestriction.objects.create(
        page=page.get_parent(), restriction_type="password", password="x"
    )


@pytest.mark.parametrize(
    "hide", [hide_draft, hide_expired, hide_behind_login, hide_section_behind_password]
)
def test_what_is_not_public_in_german_does_not_stand_in(
    hide: Callable[[Any], None], client: Client
) -> None:
    page = pages.news(title="Geheimnis")
    hide(page)
    content_version.renew()

    response = client.get(stand_in(page))

    assert response.status_code == 404
    assert "Geheimnis" not in response.content.decode()


def test_a_page_that_was_never_published_does_not_stand_in(client: Client) -> None:
    page = pages.news(live=False)

    assert client.get(stand_in(page)).status_code == 404


def test_changes_that_wait_for_a_moderator_do_not_show(client: Client) -> None:
    page = pages.text_page(title="Alt", body=BODY)
    page.title = "Neu und ungeprüft"
    page.save_revision()

    assert "Neu und ungeprüft" not in client.get(stand_in(page)).content.decode()


def test_a_translation_in_the_making_does_not_show(client: Client) -> None:
    page = pages.text_page(title="Deutsch", body=BODY)
    tree.translate(page, "ar", live=False, title="مسودة")

    soup = read(client, stand_in(page))

    assert "مسودة" not in soup.text
    assert soup.h1.text == "Deutsch"


def test_a_page_that_exists_in_the_language_is_where_the_reader_goes(client: Client) -> None:
    page = pages.news()
    arabic = tree.translate(page, "ar")

    response = client.get(stand_in(page))

    assert (response.status_code, response["Location"]) == (302, arabic.get_url())


@pytest.mark.parametrize(
    ("address", "target"), [("/ar/nicht-uebersetzt/", "/ar/"), ("/de/nicht-uebersetzt/", "/de/")]
)
def test_the_start_of_a_language_needs_no_stand_in(
    address: str, target: str, client: Client
) -> None:
    assert client.get(address)["Location"] == target


def test_german_pages_stand_in_for_no_german_ones(client: Client) -> None:
    page = pages.news()

    assert client.get(stand_in(page, "de"))["Location"] == page.get_url()


def test_a_language_that_is_not_served_shows_nothing(client: Client) -> None:
    tree.translate(tree.german_home(), "fa", live=False)
    page = pages.news()

    assert client.get(stand_in(page, "fa")).status_code == 404
    assert client.get(stand_in(page, "xx")).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["gibt-es-nicht/", "%FF/", "a%00b/", "../admin/", "/", "//evil.example/", "a/" * 300, "x", "%"],
)
def test_no_path_is_an_error(path: str, client: Client) -> None:
    status = client.get(f"/ar/nicht-uebersetzt/{path}").status_code

    assert status in {301, 302, 404}


def test_readers_only_read(client: Client) -> None:
    address = stand_in(pages.news())

    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200
    assert client.options(address)["Allow"] == "GET, HEAD, OPTIONS"


# ---------------------------------------------------------------- every type of page


def below(model: type[Page], page: Page) -> Any:
    return tree.add(tree.section(model), page)


def at_the_top(page: Page) -> Any:
    return tree.add(tree.german_home(), page)


TYPES: dict[str, Callable[[], Any]] = {
    "news": lambda: pages.news(title="Titel", body=BODY),
    "event": lambda: pages.event(title="Titel", body=BODY),
    "series": lambda: below(EventIndexPage, EventSeriesPage(title="Titel", body=BODY)),
    "training": lambda: below(EventIndexPage, TrainingPage(title="Titel", body=BODY)),
    "method": lambda: below(EventIndexPage, MethodPage(title="Titel", body=BODY)),
    "initiative": lambda: pages.initiative(title="Titel", body=BODY),
    "project": lambda: below(ProjectIndexPage, ProjectPage(title="Titel", body=BODY)),
    "issue": lambda: below(
        NewsletterArchivePage, NewsletterIssuePage(title="Titel", introduction="Der Lindensaal.")
    ),
    "topic": lambda: at_the_top(TopicPage(title="Titel", body=BODY)),
    "text": lambda: pages.text_page(title="Titel", body=BODY),
    "legal": lambda: at_the_top(LegalPage(title="Titel", body=BODY)),
    "easy": lambda: at_the_top(EasyLanguagePage(title="Titel", body=BODY)),
    "glossary": lambda: at_the_top(GlossaryPage(title="Titel", teaser="Der Lindensaal.")),
}


@pytest.mark.parametrize("name", TYPES)
def test_every_type_of_page_stands_in_with_its_text_marked(name: str, client: Client) -> None:
    page = TYPES[name]()

    soup = read(client, stand_in(page))

    assert marked_with(soup.h1) == ("de", "ltr")
    assert marked_with(element_with(soup, "Lindensaal")) == ("de", "ltr")
    assert soup.select_one(".c-language-notice")


@pytest.mark.parametrize("name", TYPES)
def test_standing_in_costs_two_questions_more_than_the_german_page_at_most(name: str) -> None:
    page = TYPES[name]()

    german, arabic = questions(page.get_url()), questions(stand_in(page))

    assert len(arabic) <= len(german) + 2, "\n".join(sql[:200] for sql in arabic)


def questions(address: str) -> list[str]:
    """Return the questions that a warm page asks the database."""
    for _warm_up in range(2):
        assert Client().get(address).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        Client().get(address)
        return [query["sql"] for query in captured.captured_queries]


def test_standing_in_costs_the_same_on_a_large_site() -> None:
    page = pages.text_page(body=BODY)
    few = questions(stand_in(page))
    for _each in range(20):
        pages.news()
        pages.contact_person()

    assert len(questions(stand_in(page))) == len(few)
    assert StandardPage.objects.count() == 1
