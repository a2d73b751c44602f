"""Search finds what the public may read, in the reader's language first, and survives any query."""

from __future__ import annotations

import random
from datetime import timedelta
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.core import translation
from cms.core.models import GlossaryTerm, SiteSettings, SynonymGroup
from home import search
from home.models import GlossaryPage
from news.models import NewsIndexPage
from tests.factories import pages, tree

pytestmark = pytest.mark.django_db

CANARY = "Kanarienvogelnest"
NASTY = (
    '"', "'", '"""', "a\"b", "*", "a*", "^a", "a:b", "title:a", "{a b}", "(a", "a)", "NEAR(a b, 5)",
    "a AND", "OR", "NOT a", "AND OR NOT", "-a", "+a", "a & | !", "a <-> b", ":*", "\\", "a\\",
    "\x00", "a\x00b", "\ud800", "a\udfffb", "́", "aً", "َ" * 50, "‏" * 9,
    "%", "%s", "_", ";--", "' OR 1=1 --", "\r\n", "\t", "­", "﷽", "😀", "\U0001d49c", "ⅷ", "İ",
    "ß" * 300, "a" * 10_000, "a " * 5_000, '" ' * 5_000, "日本語", "ትግርኛ", "كُـــتُب", "../../etc",
    "<script>", "${x}", "{{ 7*7 }}", "=1+1", "\uff11\uff12", "a-b-c", "v1.2.3", "@#$%^&*()",
)  # fmt: skip
PIECES = (
    '"',
    "*",
    "(",
    ")",
    ":",
    "-",
    "^",
    " NEAR ",
    " OR ",
    "\\",
    "\x00",
    "a",
    "ü",
    "\u0627",
    "́",
    "‏",
    "1",
)


def results(client: Client, query: str, code: str = "de") -> BeautifulSoup:
    response = client.get(f"/{code}/suche/", {"q": query})

    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").main


def addresses(client: Client, query: str, code: str = "de") -> list[str]:
    return [link["href"] for link in results(client, query, code).select("a[href]")]


def test_a_public_page_is_found_with_its_title(client: Client) -> None:
    page = pages.news(title=f"Ein {CANARY} im Kreishaus")

    assert page.get_url() in addresses(client, CANARY)


def test_a_page_is_found_by_its_teaser_and_by_the_start_of_a_word(client: Client) -> None:
    by_teaser = pages.news(title="Neues", teaser=f"Ein {CANARY} wurde gefunden.")
    by_start = pages.news(title="Wohnungsgeberbestätigung")

    assert by_teaser.get_url() in addresses(client, CANARY)
    assert by_start.get_url() in addresses(client, "Wohnungsgeb")


def private(page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def below_a_private_page(page) -> None:
    private(page.get_parent())


def taken_back(page) -> None:
    page.unpublish()


def expired(page) -> None:
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))


@pytest.mark.parametrize("hide", [private, below_a_private_page, taken_back, expired])
def test_a_hidden_page_is_not_found_in_any_language(hide, client: Client) -> None:
    page = pages.news(title=f"{CANARY} geheim", teaser=CANARY)
    tree.translate(page, "ar", title=f"{CANARY} arabisch")
    assert page.get_url() in addresses(client, CANARY)

    hide(page)

    for code in ("de", "ar"):
        found = results(client, CANARY, code)
        assert "geheim" not in found.text, code
        assert "arabisch" not in found.text, code


def test_a_draft_and_a_draft_translation_are_not_found(client: Client) -> None:
    pages.news(title=f"{CANARY} Entwurf", live=False)
    page = pages.news(title="Sichtbar")
    tree.translate(page, "ar", title=f"{CANARY} مسودة", live=False)

    for code in ("de", "ar"):
        found = results(client, CANARY, code)
        assert "Entwurf" not in found.text
        assert "مسودة" not in found.text


def test_an_unpublished_change_to_a_live_page_is_not_found(client: Client) -> None:
    page = pages.news(title="Sichtbar")
    page.title, page.teaser = f"{CANARY} neu", CANARY
    page.save_revision()

    assert page.get_url() not in addresses(client, CANARY)


@pytest.mark.parametrize("number", range(len(NASTY)))
def test_no_query_is_an_error(number: int, client: Client) -> None:
    pages.news(title="Ein Titel")
    raw = quote(NASTY[number].encode("utf-8", "surrogatepass"))

    response = client.get(f"/de/suche/?q={raw}")

    assert response.status_code == 200


def test_no_mixture_of_signs_and_words_is_an_error(client: Client) -> None:
    pages.news(title="Ein Titel")
    chance = random.Random(20_261_123)  # noqa: S311  repeatable, nothing secret

    for _attempt in range(120):
        query = "".join(chance.choices(PIECES, k=chance.randint(1, 12)))
        assert client.get("/de/suche/", {"q": query}).status_code == 200, repr(query)


@pytest.mark.parametrize(
    "raw", ["%FF", "%00", "%ED%A0%80", "%", "%zz", "a%C3", "&q=b", "%0d%0aX:1"]
)
def test_no_sequence_of_bytes_is_an_error(raw: str, client: Client) -> None:
    tree.german_home()

    assert client.get(f"/de/suche/?q={raw}").status_code == 200


def test_what_was_typed_comes_back_harmless(client: Client) -> None:
    tree.german_home()

    response = client.get("/de/suche/", {"q": '<script>alert(1)</script>"onfocus="x'})

    assert b"<script>alert" not in response.content
    assert b'"onfocus="x' not in response.content


def in_her_frame(page) -> str:
    """Return where a German page opens for a reader of Arabic; see decision 17."""
    return translation.stand_in_url(page.get_url(), "ar")


def test_own_language_comes_before_german(client: Client) -> None:
    both = pages.news(title=f"{CANARY} eins")
    arabic = tree.translate(both, "ar", title=f"{CANARY} واحد")
    german_only = pages.news(title=f"{CANARY} zwei")

    found = addresses(client, CANARY, "ar")

    assert found.index(arabic.get_url()) < found.index(in_her_frame(german_only))
    assert in_her_frame(both) not in found


def test_a_german_result_is_marked_as_german_for_other_readers(client: Client) -> None:
    page = pages.news(title=f"{CANARY} zwei")
    tree.translate(tree.german_home(), "ar")

    link = results(client, CANARY, "ar").find("a", href=in_her_frame(page))

    marked = [link, *link.find_parents(lang=True), *link.find_all(lang=True)]
    assert any(element.get("lang") == "de" and element.get("dir") == "ltr" for element in marked)


def test_a_word_of_another_language_leads_to_the_german_word(client: Client) -> None:
    tree.translate(tree.german_home(), "ar")
    tree.section(GlossaryPage)
    GlossaryTerm.objects.create(
        term="Jobcenter", code="jobcenter", explanation="Amt", locale=tree.locale("de")
    )
    SynonymGroup.objects.create(
        target="term:jobcenter", words={"de": ["jobcenter"], "en": ["job centre"]}
    )

    assert "Jobcenter" in results(client, "Job Centre", "ar").text


def test_nothing_found_still_names_people_who_speak_the_language(client: Client) -> None:
    tree.translate(tree.german_home(), "ar")
    arabic = pages.spoken_language(code="ar", label="Arabisch")
    person = pages.contact_person(name="Miriam Sander")
    person.languages = [arabic]
    person.save()

    found = results(client, "gibtesnichtxyz", "ar")

    assert "Miriam Sander" in found.text


def test_the_address_of_a_search_is_not_for_search_engines(client: Client) -> None:
    tree.german_home()

    response = client.get("/de/suche/", {"q": "a"})

    assert 'name="robots" content="noindex"' in response.content.decode()


def test_a_search_costs_the_same_for_few_and_many_results(client: Client) -> None:
    def cost() -> int:
        client.get("/de/suche/", {"q": CANARY})
        with CaptureQueriesContext(connection) as queries:
            client.get("/de/suche/", {"q": CANARY})
        return len(queries)

    SiteSettings.load()
    for _each in range(6):
        pages.news(title=f"{CANARY} hier")
    few = cost()
    for _each in range(24):
        pages.news(title=f"{CANARY} dort")

    assert cost() == few


def test_results_are_limited() -> None:
    section = tree.section(NewsIndexPage)
    for _each in range(search.MOST_RESULTS + 3):
        pages.news(title=f"{CANARY} hier")

    found = search.find(CANARY)

    assert section.live
    assert len(found["mine"]) == search.MOST_RESULTS


def test_a_private_german_page_hides_its_translation_from_readers_too(client: Client) -> None:
    page = pages.news(title="geheim")
    arabic = tree.translate(page, "ar", title="سر")
    assert client.get(arabic.get_url()).status_code == 200

    private(page)

    assert client.get(page.get_url()).status_code == 302
    assert client.get(arabic.get_url()).status_code == 302
