"""The index follows the pages: what is public is found, and nothing else, at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from wagtail.models import Page, PageViewRestriction

from cms.core.models import OfferType, SynonymGroup
from events.models import EventIndexPage
from home import search
from home.search import index
from home.search.models import SearchEntry, SearchWord
from news.models import NewsIndexPage
from tests.factories import pages, tree

pytestmark = pytest.mark.django_db

CANARY = "Kanarienvogelnest"


def found(query: str, code: str = "de") -> list[str]:
    """Return the titles of what a reader finds, her own language first."""
    with translation.override(code):
        results = search.find(query)
    return [result.title for result in (*results["mine"], *results["others"])]


def better(query: str, code: str = "de") -> str:
    with translation.override(code):
        return search.find(query)["better"]


# ---------------------------------------------------------------- what is found


def test_a_typing_mistake_finds_what_was_meant_and_says_so() -> None:
    pages.news(title="Schwimmkurs für Frauen")

    assert found("Schwimkurs") == ["Schwimmkurs für Frauen"]
    assert better("Schwimkurs") == "Schwimmkurs"
    assert better("Schwimmkurse") == ""


def test_the_reader_is_led_to_the_right_spelling(client: Client) -> None:
    pages.news(title="Schwimmkurs für Frauen")

    answer = client.get("/de/suche/", {"q": "Schwimkurs"}).content.decode()

    assert 'href="/de/suche/?q=Schwimmkurs"' in answer


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("Kinderbetreuung am Samstag", "Kinder Betreuung"),
        ("Betreuung von Kindern", "Kinderbetreuung"),
        ("Deutschkurs am Abend", "Kurs"),
        ("Das Job-Center hat offen", "Jobcenter"),
        ("Fahrradwerkstatt", "Fahrrad"),
        ("Häuser für alle", "Haus"),
        ("Die Ausländerbehörde zieht um", "auslanderbehorden"),
        ("Wohnungsgeberbestätigung", "Wohnungsgeb"),
    ],
)
def test_german_words_are_found_together_apart_and_in_their_forms(title: str, query: str) -> None:
    pages.news(title="Etwas anderes")
    pages.news(title=title)

    assert found(query) == [title]


def test_all_words_must_match_and_else_any(client: Client) -> None:
    pages.news(title="Sprachcafé in Weidenrode")
    pages.news(title="Sprachcafé in Nordlinden")

    assert found("Sprachcafé Weidenrode") == ["Sprachcafé in Weidenrode"]
    assert set(found("Sprachcafé Kirschfeld")) == {
        "Sprachcafé in Weidenrode",
        "Sprachcafé in Nordlinden",
    }
    with translation.override("de"):
        assert search.find("Sprachcafé Kirschfeld")["is_partial"]


def test_an_initiative_is_found_by_town_and_offer_in_every_language() -> None:
    offer = pages.offer(offer_type=pages.term(OfferType, label="Nachhilfe"))
    town = pages.town(name="Weidenrode")
    page = pages.initiative(title="Lernpaten", town=town, offers=[offer])
    tree.translate(page, "ar", title="عرابون")

    assert found("Nachhilfe Weidenrode") == ["Lernpaten"]
    assert found("Weidenrode", "ar") == ["عرابون"]


def test_facts_that_change_are_found_in_translations_too() -> None:
    page = pages.initiative(title="Lernpaten", town=pages.town(name="Weidenrode"))
    tree.translate(page, "ar", title="عرابون")

    page.town = pages.town(name="Ahornstedt")
    page.save_revision().publish()

    assert found("Ahornstedt", "ar") == ["عرابون"]
    assert found("Weidenrode", "ar") == []


def test_a_protected_address_is_not_found() -> None:
    venue = pages.venue(name="Haus Zuflucht", is_protected=True, town=pages.town(name="Ahornstedt"))
    pages.initiative(title="Frauenkreis", venue=venue)
    pages.event(title="Treffen der Frauen", venue=venue)

    assert found("Zuflucht") == []
    assert set(found("Ahornstedt")) == {"Frauenkreis", "Treffen der Frauen"}


def test_what_is_over_comes_last() -> None:
    tree.section(EventIndexPage)
    past = timezone.now() - timedelta(days=30)
    pages.event(title="Lesung am Teich", starts_at=past, ends_at=past + timedelta(hours=1))
    pages.event(title="Lesung am See")

    assert found("Lesung") == ["Lesung am See", "Lesung am Teich"]


def test_a_page_found_in_another_language_is_shown_in_the_reader_s() -> None:
    page = pages.news(title="Fahrradkurs")
    tree.translate(page, "ar", title="دورة الدراجات")

    assert found("Fahrradkurs", "ar") == ["دورة الدراجات"]
    assert found("دراجات", "de") == ["Fahrradkurs"]


def test_a_synonym_of_any_language_finds_pages_with_the_word() -> None:
    tree.translate(tree.german_home(), "uk")
    pages.news(title="Neue Kita in Nordlinden")
    SynonymGroup.objects.create(target="term:kita", words={"de": ["Kita"], "uk": ["садок"]})

    assert found("садок", "uk") == ["Neue Kita in Nordlinden"]


def test_the_place_in_the_text_is_shown_with_the_word_marked(client: Client) -> None:
    body = [{"type": "paragraph", "value": f"<p>{'Vorher. ' * 40}Das {CANARY} & mehr.</p>"}]
    page = pages.text_page(title="Nest")
    page.body = page._meta.get_field("body").stream_block.to_python(body)
    page.save_revision().publish()

    answer = client.get("/de/suche/", {"q": CANARY}).content.decode()

    assert f"Das <mark>{CANARY}</mark> &amp; mehr." in answer


# ---------------------------------------------------------------- what is not found


def private(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def below_a_private_page(page: Page) -> None:
    private(page.get_parent())


def taken_back(page: Page) -> None:
    page.unpublish()


def expired(page: Page) -> None:
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))


def deleted(page: Page) -> None:
    page.delete()


def deleted_with_its_parent(page: Page) -> None:
    page.get_parent().specific.delete()


def switched_off_behind_our_back(page: Page) -> None:
    Page.objects.filter(pk=page.pk).update(live=False)


def renamed(page: Page) -> None:
    page.title = "Ein anderer Titel"
    page.save_revision().publish()


@pytest.mark.parametrize(
    "hide",
    [
        private, below_a_private_page, taken_back, expired, deleted, deleted_with_its_parent,
        switched_off_behind_our_back, renamed,
    ],
)  # fmt: skip
@pytest.mark.parametrize("code", ["de", "ar", "uk"])
def test_what_is_not_public_is_not_found(hide, code: str) -> None:
    for each in ("ar", "uk"):
        tree.translate(tree.german_home(), each)
    page = pages.news(title=f"{CANARY} hier")
    assert found(CANARY, code) == [f"{CANARY} hier"]

    hide(page)

    assert found(CANARY, code) == []
    # Nor is the word given away as the right spelling of a wrong one.
    assert better("Kanrienvogelnest", code) == ""


@pytest.mark.parametrize(
    "hide", [private, taken_back, expired, deleted, switched_off_behind_our_back]
)
def test_a_translation_goes_with_its_german_page(hide) -> None:
    page = pages.news(title="Sichtbar")
    tree.translate(page, "ar", title=f"{CANARY} hier")
    assert found(CANARY, "ar") == [f"{CANARY} hier"]

    hide(page)

    assert found(CANARY, "ar") == []
    assert found(CANARY, "de") == []


def test_a_translation_under_review_is_not_found() -> None:
    page = pages.news(title="Sichtbar")
    arabic = tree.translate(page, "ar", title="مرئي")
    arabic.title = f"{CANARY} neu"
    arabic.save_revision()
    tree.translate(page, "uk", title=f"{CANARY} нове", live=False)

    for code in ("de", "ar", "uk"):
        assert found(CANARY, code) == []


def test_a_language_that_is_not_served_is_not_found() -> None:
    page = pages.news(title="Sichtbar")
    tree.translate(page, "uk", title=f"{CANARY} тут")
    assert found(CANARY, "de") == ["Sichtbar"]

    Page.objects.get(depth=2, locale__language_code="uk").specific.unpublish()

    assert found(CANARY, "de") == []


def test_what_is_published_again_is_found_again() -> None:
    page = pages.news(title=f"{CANARY} hier")
    page.unpublish()
    page.save_revision().publish()

    assert found(CANARY) == [f"{CANARY} hier"]


def test_a_page_that_was_moved_is_found_at_its_new_address() -> None:
    page = pages.text_page(title=f"{CANARY} hier")
    page.move(pages.text_page(title="Neues Dach"), pos="last-child")

    with translation.override("de"):
        urls = [result.url for result in search.find(CANARY)["mine"]]

    assert urls == [Page.objects.get(pk=page.pk).specific.get_url()]


def test_a_copy_is_found_once_it_is_public() -> None:
    page = pages.news(title=f"{CANARY} hier")
    page.copy(update_attrs={"slug": "kopie"}, keep_live=False)
    assert len(found(CANARY)) == 1

    page.copy(update_attrs={"slug": "zweite-kopie"}, keep_live=True)
    assert len(found(CANARY)) == 2


def test_an_alias_is_not_found_beside_its_page() -> None:
    page = pages.news(title=f"{CANARY} hier")
    page.create_alias(update_slug="zweitname")

    assert found(CANARY) == [f"{CANARY} hier"]


# ---------------------------------------------------------------- keeping it


def test_publishing_reads_this_page_only() -> None:
    for _each in range(10):
        pages.news(title=f"{CANARY} hier")
    page = pages.news(title="Neu")
    SearchEntry.objects.exclude(pk=page.pk).update(title="unberührt")

    page.save_revision().publish()

    assert SearchEntry.objects.filter(title="unberührt").count() >= 10


def test_publishing_and_indexing_are_one_change() -> None:
    revision = pages.news(title=f"{CANARY} hier", live=False).latest_revision
    before = SearchEntry.objects.count()

    with transaction.atomic():
        revision.publish()
        assert found(CANARY)
        transaction.set_rollback(True)

    assert SearchEntry.objects.count() == before
    assert not found(CANARY)


def test_a_lost_index_can_be_rebuilt(capsys: pytest.CaptureFixture[str]) -> None:
    pages.news(title=f"{CANARY} hier")
    pages.news(title="Entwurf", live=False)
    index.engine().clear()
    SearchEntry.objects.all().delete()
    SearchWord.objects.all().delete()
    assert found(CANARY) == []

    call_command("rebuild_search")

    assert found(CANARY) == [f"{CANARY} hier"]
    assert better("Kanrienvogelnest") == CANARY
    assert not SearchEntry.objects.filter(title="Entwurf").exists()
    assert "Pages read:" in capsys.readouterr().out


def test_what_is_missing_is_added_and_the_rest_left_alone() -> None:
    kept, lost = pages.news(title="Geblieben"), pages.news(title=f"{CANARY} hier")
    index.remove([lost.pk])
    SearchEntry.objects.filter(pk=kept.pk).update(teaser="unberührt")

    call_command("rebuild_search", "--missing")

    assert found(CANARY) == [f"{CANARY} hier"]
    assert SearchEntry.objects.get(pk=kept.pk).teaser == "unberührt"


def test_a_word_is_learned_once() -> None:
    pages.news(title=f"{CANARY} eins")
    pages.news(title=f"{CANARY} zwei")

    assert SearchWord.objects.filter(shown=CANARY).count() == 1


def test_words_of_pages_that_went_are_forgotten_and_the_others_kept() -> None:
    gone = pages.news(title=f"{CANARY} eins")
    pages.news(title="Schwimmkurs für Frauen")
    gone.delete()

    assert index.forget_unused_words(timezone.now()) == 2
    assert not SearchWord.objects.filter(shown__in=[CANARY, "eins"]).exists()
    assert better("Schwimkurs") == "Schwimmkurs"
    pages.news(title=CANARY)
    assert better("Kanrienvogelnest") == CANARY


# ---------------------------------------------------------------- what it costs


@pytest.mark.parametrize("query", [CANARY, f"{CANARY} hier", "Kanrienvogelnest", "gibtesnicht xyz"])
def test_a_search_only_reads_and_costs_the_same_for_few_and_many(query: str) -> None:
    def cost() -> list[str]:
        with translation.override("de"):
            search.find(query)
            with CaptureQueriesContext(connection) as queries:
                search.find(query)
        return [each["sql"] for each in queries.captured_queries]

    tree.section(NewsIndexPage)
    for _each in range(6):
        pages.news(title=f"{CANARY} hier")
    few = cost()
    for _each in range(40):
        pages.news(title=f"{CANARY} hier", teaser="Mit noch mehr Wörtern.")
    many = cost()

    assert len(many) == len(few) <= 24
    assert not [sql for sql in many if not sql.lstrip().upper().startswith("SELECT")]
