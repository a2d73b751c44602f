"""All languages of a page on one screen: how each stands, which are needed, what one can do."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.core.models import Topic
from home.models import StandardPage
from news.models import NewsPage
from tests.factories import pages, tree
from tests.support import admin, roles, site, translating
from translations import addresses, asking, claims, drafts
from translations.models import TranslationRecord
from translations.states import Kind
from translations.targets import targets

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

TODAY = timezone.localdate()
PANEL = "translations_languages"


@pytest.fixture
def page() -> Any:
    return site.page(live=True, teaser="Montag.")


def url(german: Any) -> str:
    return reverse(PANEL, args=[german.translation_key])


def shown(role: str, german: Any) -> BeautifulSoup:
    answer = roles.client_of(role).get(url(german))
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def line(soup: BeautifulSoup, code: str = "ar") -> Any:
    return soup.find(id=code)


def text(soup: BeautifulSoup, code: str = "ar") -> str:
    return str(line(soup, code).get_text(" ", strip=True))


def full_name(role: str, first: str, last: str) -> Any:
    user = roles.person(role)
    user.first_name, user.last_name = first, last
    user.save()
    return user


# ---------------------------------------------------------------- who sees it, who decides


READERS = {
    "editor", "section_editor", "moderator", "translator_ar", "reviewer_ar", "administrator",
    "superuser",
}  # fmt: skip
DECIDERS = {"editor", "section_editor", "moderator", "administrator", "superuser"}


@pytest.mark.parametrize("role", roles.ROLES)
def test_everybody_who_writes_looks_and_those_who_write_german_decide(role: str, page: Any) -> None:
    client = roles.client_of(role)

    looked = client.get(url(page))
    answer = client.post(url(page), {"needed-ar": "on"})

    assert (looked.status_code == 200) == (role in READERS)
    if role in READERS:
        form = BeautifulSoup(looked.content, "html.parser").find("form", id="asking")
        assert (form is not None) == (role in DECIDERS)
    assert answer.status_code == 302
    assert TranslationRecord.objects.filter(is_needed=True).exists() == (role in DECIDERS)


def test_editors_of_a_section_decide_for_it_only() -> None:
    elsewhere = pages.text_page()

    roles.client_of("section_editor").post(url(elsewhere), {"needed-ar": "on"})

    assert not TranslationRecord.objects.filter(is_needed=True).exists()


def test_a_page_that_is_not_published_says_so_and_takes_no_wishes() -> None:
    draft = site.page()
    soup = shown("editor", draft)

    assert soup.find("form", id="asking") is None
    answer = roles.client_of("editor").post(url(draft), {"needed-ar": "on"})
    assert answer.status_code == 302
    assert not TranslationRecord.objects.filter(is_needed=True).exists()


def test_a_key_of_nothing_is_not_found() -> None:
    answer = roles.client_of("editor").get(reverse(PANEL, args=[uuid.uuid4()]))

    assert answer.status_code == 404


# ---------------------------------------------------------------- asking


def test_languages_are_asked_for_and_no_longer_in_one_form(page: Any) -> None:
    client, day = roles.client_of("editor"), TODAY + timedelta(days=3)
    client.post(url(page), {"needed-ar": "on", "by-ar": day.isoformat(), "needed-uk": "on"})
    records = TranslationRecord.objects.filter(is_needed=True)
    asked = set(records.values_list("locale__language_code", "needed_by"))

    client.post(url(page), {"needed-uk": "on"})

    assert asked == {("ar", day), ("uk", None)}
    assert [record.locale.language_code for record in records.all()] == ["uk"]


def test_a_day_that_is_over_is_refused_and_what_was_typed_stays(page: Any) -> None:
    yesterday = (TODAY - timedelta(days=1)).isoformat()

    answer = roles.client_of("editor").post(
        url(page), {"needed-ar": "on", "by-ar": yesterday, "needed-uk": "on"}
    )

    soup = BeautifulSoup(answer.content, "html.parser")
    date, tick = soup.find(id="id_by-ar"), soup.find(id="id_needed-uk")
    assert answer.status_code == 200
    assert (date["value"], date["aria-invalid"]) == (yesterday, "true")
    assert soup.find(id=date["aria-describedby"]).get_text(strip=True)
    assert tick.has_attr("checked")
    assert not TranslationRecord.objects.filter(is_needed=True).exists()


def test_boxes_belong_to_the_form_that_saves_them(page: Any) -> None:
    soup = shown("editor", page)

    assert {each["form"] for each in soup.select(".t-asking input")} == {"asking"}
    assert soup.find("form", id="asking")["method"] == "post"


# ---------------------------------------------------------------- what it says


def test_a_missing_language_says_who_wishes_for_it(page: Any) -> None:
    translating.wish(page, count=3)

    assert "3" in text(shown("editor", page))


def test_a_claim_says_who_and_until_when(page: Any) -> None:
    user = full_name("translator_ar", "Amal", "Haddad")
    claims.take(
        translation_key=page.translation_key, locale_id=translating.locale_id("ar"), user=user
    )

    found = text(shown("editor", page))

    assert "Amal Haddad" in found
    assert str((timezone.localdate() + timedelta(days=7)).year) in found


def test_what_is_sent_back_says_who_and_why(page: Any) -> None:
    translating.hand_in(page, author=roles.person("translator_ar"))
    reviewer = full_name("reviewer_ar", "Basim", "Khoury")
    translating.send_back(page, reviewer=reviewer, comment="Bitte die Uhrzeit.")

    found = text(shown("editor", page))

    assert "Basim Khoury" in found
    assert "Bitte die Uhrzeit." in found


def test_what_is_checked_says_who_stands_for_it(page: Any) -> None:
    reviewer = full_name("reviewer_ar", "Basim", "Khoury")
    translating.published(page, author=roles.person("translator_ar"), reviewer=reviewer)
    soup = shown("editor", page)

    assert "Basim Khoury" in text(soup)
    assert "/ar/" in str(line(soup).select("a"))


def test_who_may_publish_alone_finds_the_way_as_soon_as_the_text_is_whole(page: Any) -> None:
    def ways(role: str) -> list[str]:
        links = line(shown(role, page)).select("a")
        return [each["href"] for each in links if "publish-unchecked" in each["href"]]

    translating.type_text(page, most=1)
    too_early = ways("administrator")
    translating.type_text(page)

    assert (too_early, ways("reviewer_ar")) == ([], [])
    (way,) = ways("administrator")
    roles.client_of("administrator").post(way)
    assert translating.state(page).kind == Kind.UNCHECKED
    assert ways("administrator") == []


def test_what_is_outdated_names_the_places(page: Any) -> None:
    translating.published(
        page, author=roles.person("translator_ar"), reviewer=roles.person("reviewer_ar")
    )
    translating.change(page, teaser="Dienstag.")

    found = text(shown("editor", page))

    assert "Teaser" in found
    assert "Tit" not in found


def test_a_machine_draft_is_counted(page: Any) -> None:
    translating.type_text(page, is_machine=True)

    assert "2" in text(shown("editor", page))


def test_records_have_the_same_panel() -> None:
    topic = pages.topic(label="Wohnen")

    assert line(shown("editor", topic)) is not None


# ---------------------------------------------------------------- what one can do


def actions(role: str, german: Any, code: str = "ar") -> set[str]:
    """Return the addresses in a line."""
    found = line(shown(role, german), code)
    return {each["href"] for each in found.select("a")} | {
        each["action"] for each in found.select("form")
    }


def address(name: str, german: Any, code: str = "ar") -> str:
    return reverse(name, args=[german.translation_key, code])


def test_translators_take_in_their_language_only(page: Any) -> None:
    assert address("translations_take", page) in actions("translator_ar", page)
    assert actions("translator_ar", page, "uk") == set()
    assert actions("editor", page) == set()


def test_who_has_taken_goes_on_and_others_do_not_take(page: Any) -> None:
    claims.take(
        translation_key=page.translation_key,
        locale_id=translating.locale_id("ar"),
        user=roles.person("translator_ar"),
    )

    for role in ("translator_ar", "reviewer_ar"):
        found = actions(role, page)
        assert address("translations_edit", page) in found
        assert address("translations_take", page) not in found


def test_reviewers_read_what_is_handed_in(page: Any) -> None:
    translating.hand_in(page, author=roles.person("translator_ar"))

    assert address("translations_review", page) in actions("reviewer_ar", page)
    assert address("translations_review", page) not in actions("translator_ar", page)


def test_a_page_without_a_place_leads_to_its_parent() -> None:
    above = pages.text_page(title="Oben")
    below = tree.add(above, StandardPage(title="Unten"))

    assert actions("translator_ar", below) == {url(above)}


def test_leichte_sprache_is_opened_in_the_ordinary_editor(page: Any) -> None:
    drafts.row_for(page, translating.locale_id("de-simple"), roles.person("administrator"))

    assert address("translations_take", page, "de-simple") in actions(
        "administrator", page, "de-simple"
    )


# ---------------------------------------------------------------- the way there


def links(role: str, address: str) -> set[str]:
    answer = roles.client_of(role).get(address)
    soup = BeautifulSoup(answer.content, "html.parser")
    return {each["href"] for each in soup.select("a[href]")}


def test_the_editor_of_a_german_page_leads_to_its_languages_and_sums_them_up(page: Any) -> None:
    translating.published(
        page, author=roles.person("translator_ar"), reviewer=roles.person("reviewer_ar")
    )
    answer = roles.client_of("editor").get(admin.edit_url(page))

    soup = BeautifulSoup(answer.content, "html.parser")
    header, panel = [each for each in soup.select("a[href]") if each["href"] == url(page)]
    assert "1" in header.get_text()
    assert "4" in header.get_text()
    assert panel.find_parent("section") is not None


def states_in_editor(role: str, address: str) -> list[str]:
    answer = roles.client_of(role).get(address)
    assert answer.status_code == 200
    soup = BeautifulSoup(answer.content, "html.parser")
    return [each.get_text(" ", strip=True) for each in soup.select(".t-states li")]


def test_the_editors_of_german_pages_and_records_show_the_languages(page: Any) -> None:
    topic = pages.topic(label="Wohnen")
    translating.wish(page)
    translating.wish(topic)

    for address in (admin.edit_url(page), addresses.of_row(type(topic), topic.pk)):
        found = states_in_editor("moderator", address)
        assert len(found) == len(targets())
        assert any(str(Kind.WISHED.label) in each for each in found)


def test_editors_of_drafts_new_pages_and_translations_show_none(page: Any) -> None:
    row = translating.published(
        page, author=roles.person("translator_ar"), reviewer=roles.person("reviewer_ar")
    )
    easy = drafts.row_for(page, translating.locale_id("de-simple"), roles.person("administrator"))
    parent = page.get_parent().pk

    assert row.live
    for address in (
        admin.edit_url(site.page(title="Entwurf", slug="entwurf")),
        admin.edit_url(easy),
        reverse("wagtailadmin_pages:add", args=["news", "newspage", parent]),
        reverse(Topic.snippet_viewset.get_url_name("add")),
    ):
        assert states_in_editor("administrator", address) == []


def test_lists_of_pages_and_records_lead_there(page: Any) -> None:
    topic = pages.topic(label="Wohnen")
    explorer = reverse("wagtailadmin_explore", args=[page.get_parent().pk])
    topics = reverse(type(topic).snippet_viewset.get_url_name("list"))

    assert url(page) in links("editor", explorer)
    assert url(page) in links("translator_ar", explorer)
    assert url(topic) in links("editor", topics)


def test_a_translation_has_no_languages_of_its_own(page: Any) -> None:
    row = translating.published(
        page, author=roles.person("translator_ar"), reviewer=roles.person("reviewer_ar")
    )
    explorer = reverse("wagtailadmin_explore", args=[row.get_parent().pk])

    assert url(page) not in links("administrator", explorer)


def test_lists_do_not_ask_more_because_of_the_button() -> None:
    client = roles.client_of("moderator")
    parent = site.place_of(NewsPage)

    def asked() -> int:
        address = reverse("wagtailadmin_explore", args=[parent.pk])
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return sum("translations_" in each["sql"] for each in captured)

    site.page(live=True)

    assert asked() == 0


def test_the_panel_asks_the_same_of_a_small_and_a_large_site(page: Any) -> None:
    client = roles.client_of("moderator")

    def asked() -> int:
        client.get(url(page))
        with CaptureQueriesContext(connection) as captured:
            client.get(url(page))
        return len(captured)

    few = asked()
    for number in range(10):
        other = site.page(live=True, title=f"Nachricht {number}", slug=f"n{number}")
        asking.note_needed(other.translation_key, translating.locale_id("ar"), None)
        translating.hand_in(other, author=roles.person("translator_ar"))

    assert asked() == few
