"""The translators' desk: the right things, in the right order, for the right person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.core.models import Topic
from events.models import EventPage
from home.models import StandardPage
from news.models import NewsPage
from tests.factories import pages, tree
from tests.support import roles, site, translating
from translations import asking, claims, desk, drafts, segments, sentences
from translations.models import TranslationRecord
from translations.targets import targets

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

DESK = "translations_desk"
TODAY = timezone.localdate()


@pytest.fixture
def translator() -> Any:
    return roles.person("translator_ar")


@pytest.fixture
def reviewer() -> Any:
    return roles.person("reviewer_ar")


def news(title: str, **fields: Any) -> Any:
    return site.page(live=True, title=title, slug=f"seite-{tree.number()}", **fields)


def event(title: str, days: int) -> Any:
    start = timezone.now() + timedelta(days=days)
    return site.page(
        EventPage,
        live=True,
        title=title,
        slug=f"termin-{tree.number()}",
        starts_at=start,
        ends_at=start + timedelta(hours=1),
    )


def need(page: Any, days: int | None = None) -> None:
    day = TODAY + timedelta(days=days) if days is not None else None
    asking.note_needed(page.translation_key, translating.locale_id("ar"), day)


def desk_of(user: Any) -> desk.Desk:
    return desk.desk_of(user, desk.languages_of(user))


def titles(entries: Any) -> list[str]:
    return [entry.subject.title for entry in entries]


def to_do(user: Any, *wanted: Any) -> list[str]:
    """Return the titles of these pages in the order of the desk."""
    names = {page.title for page in wanted}
    return [title for title in titles(desk_of(user).to_do) if title in names]


def shown(role: str, query: str = "", name: str = "") -> BeautifulSoup:
    answer = roles.client_of(role, name).get(f"{reverse(DESK)}{query}")
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def section(soup: BeautifulSoup, name: str) -> str:
    found = soup.find("section", attrs={"aria-labelledby": name})
    return found.get_text(" ", strip=True) if found else ""


def button(page: Any, name: str, code: str = "ar") -> str:
    return reverse(name, args=[page.translation_key, code])


# ---------------------------------------------------------------- who comes here


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("translator_ar", (302, DESK)),
        ("reviewer_ar", (302, DESK)),
        ("editor", (200, "")),
        ("moderator", (200, "")),
        ("administrator", (200, "")),
    ],
)
def test_who_only_translates_or_reviews_begins_at_the_desk(
    role: str, expected: tuple[int, str]
) -> None:
    answer = roles.client_of(role).get(reverse("wagtailadmin_home"))

    status, name = expected
    assert answer.status_code == status
    assert answer.headers.get("Location", "") == (reverse(name) if name else "")


def test_a_stranger_is_asked_to_sign_in_first() -> None:
    answer = roles.client_of("anonymous").get(reverse("wagtailadmin_home"))

    assert answer["Location"].startswith(reverse("wagtailadmin_login"))


# An "x" is a page, "b" leads to the board, a "." is a no.
GETS = {
    "anonymous": ".",
    "editor": ".",
    "section_editor": ".",
    "moderator": "b",
    "translator_ar": "x",
    "reviewer_ar": "x",
    "administrator": "x",
    "superuser": "x",
}


@pytest.mark.parametrize("role", roles.ROLES)
def test_the_desk_opens_for_those_who_work_on_languages(role: str) -> None:
    answer = roles.client_of(role).get(reverse(DESK))

    found = "x" if answer.status_code == 200 else "."
    if answer.status_code == 302 and answer["Location"] == reverse("translations_board"):
        found = "b"
    assert found == GETS[role]
    assert roles.client_of(role).post(reverse(DESK)).status_code in {302, 405}


# The menu has one entry for both: who has a desk of her own finds the board only from there.
@pytest.mark.parametrize(
    ("role", "is_led_on"), [("administrator", True), ("superuser", True), ("translator_ar", False)]
)
def test_coordinators_with_languages_find_the_board_from_the_desk(
    role: str, is_led_on: bool
) -> None:
    page = BeautifulSoup(roles.client_of(role).get(reverse(DESK)).content, "html.parser")

    links = page.select(f'main a[href="{reverse("translations_board")}"]')
    assert bool(links) is is_led_on


@pytest.mark.parametrize("role", [role for role in roles.ROLES if role != "anonymous"])
def test_the_menu_shows_translations_to_those_who_may_open_them(role: str) -> None:
    page = roles.client_of(role).get(reverse("wagtailadmin_account"))

    assert (reverse(DESK).encode() in page.content) == (GETS[role] != ".")


# ---------------------------------------------------------------- taking and giving back


TAKERS = {"translator_ar", "reviewer_ar", "administrator", "superuser"}


@pytest.mark.parametrize("role", roles.ROLES)
def test_only_those_who_write_a_language_take_a_text_of_it(role: str) -> None:
    page = news("Neu")

    answer = roles.client_of(role).post(button(page, "translations_take"))

    taken = TranslationRecord.objects.filter(claimed_by__isnull=False).exists()
    assert taken == (role in TAKERS)
    if role in TAKERS:
        assert answer["Location"] == button(page, "translations_edit")


@pytest.mark.parametrize("role", ["translator_ar", "reviewer_ar"])
@pytest.mark.parametrize("name", ["translations_take", "translations_give_back"])
@pytest.mark.parametrize("code", ["uk", "de-simple", "de", "xx"])
def test_languages_of_others_are_closed(role: str, name: str, code: str) -> None:
    page = news("Neu")

    answer = roles.client_of(role).post(button(page, name, code))

    assert answer.status_code in {302, 404}
    assert answer.headers.get("Location", "") in {"", reverse("wagtailadmin_home")}
    assert not TranslationRecord.objects.filter(claimed_by__isnull=False).exists()
    assert not page.get_translations().exists()


@pytest.mark.parametrize("name", ["translations_take", "translations_give_back"])
def test_looking_at_an_address_takes_nothing(name: str) -> None:
    page = news("Neu")

    assert roles.client_of("translator_ar").get(button(page, name)).status_code == 405


def test_of_two_who_take_a_text_the_second_is_told_about_the_first() -> None:
    page = news("Neu")
    first = roles.person("translator_ar")
    first.first_name, first.last_name = "Amal", "Haddad"
    first.save()
    roles.client_of("translator_ar").post(button(page, "translations_take"))

    second = roles.client_of("translator_ar", "second")
    answer = second.post(button(page, "translations_take"), follow=True)

    assert "Amal Haddad" in answer.content.decode()
    assert translating.record(page).claimed_by == first


def test_who_gives_back_lets_others_take_and_keeps_what_is_typed(translator: Any) -> None:
    page = news("Neu")
    client = roles.client_of("translator_ar")
    client.post(button(page, "translations_take"))
    translating.type_text(page, author=translator, most=1)

    client.post(button(page, "translations_give_back"))

    record = translating.record(page)
    assert (record.claimed_by, record.sentences_done) == (None, 1)


def test_nobody_gives_back_what_others_have_taken(translator: Any) -> None:
    page = news("Neu")
    claims.take(
        translation_key=page.translation_key, locale_id=translating.locale_id("ar"), user=translator
    )

    roles.client_of("translator_ar", "second").post(button(page, "translations_give_back"))

    assert translating.record(page).claimed_by == translator


def test_what_is_under_review_is_not_taken(translator: Any) -> None:
    page = news("Neu")
    translating.hand_in(page, author=translator)

    roles.client_of("translator_ar", "second").post(button(page, "translations_take"))

    assert translating.record(page).claimed_by is None


def test_a_page_that_is_gone_is_not_found() -> None:
    page = news("Neu")
    page.unpublish()

    answer = roles.client_of("translator_ar").post(button(page, "translations_take"))

    assert answer.status_code == 404


@pytest.mark.parametrize("target", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_the_way_back_stays_on_the_site(target: str) -> None:
    page = news("Neu")

    answer = roles.client_of("translator_ar").post(
        button(page, "translations_give_back"), {"next": target}
    )

    assert answer["Location"] == reverse(DESK)


def test_the_way_back_leads_to_where_the_button_was() -> None:
    page, here = news("Neu"), f"{reverse(DESK)}?language=ar&q=Neu"

    answer = roles.client_of("translator_ar").post(
        button(page, "translations_give_back"), {"next": here}
    )

    assert answer["Location"] == here


def test_leichte_sprache_is_begun_in_the_ordinary_editor_and_claimed_by_nobody() -> None:
    page = news("Neu")
    client = roles.client_of("administrator")

    answer = client.post(button(page, "translations_take", "de-simple"))
    again = client.post(button(page, "translations_take", "de-simple"))

    draft = NewsPage.objects.get(
        translation_key=page.translation_key, locale=site.locale("de-simple")
    )
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert again["Location"] == answer["Location"]
    assert not draft.live
    assert not TranslationRecord.objects.filter(claimed_by__isnull=False).exists()


def test_a_record_in_leichte_sprache_is_begun_as_well() -> None:
    topic = pages.topic(label="Wohnen")

    answer = roles.client_of("administrator").post(
        button(topic, "translations_take", "de-simple"), follow=True
    )

    assert answer.status_code == 200
    assert Topic.objects.filter(
        translation_key=topic.translation_key, locale=site.locale("de-simple"), live=False
    ).exists()


# ---------------------------------------------------------------- what lies where


def test_what_came_back_stands_first_with_the_comment(translator: Any, reviewer: Any) -> None:
    page = news("Kommt zurück")
    translating.hand_in(page, author=translator)
    translating.send_back(page, reviewer=reviewer, comment="Bitte die Uhrzeit.")

    text = section(shown("translator_ar"), "sent-back")

    assert "Kommt zurück" in text
    assert "Bitte die Uhrzeit." in text
    assert desk_of(roles.person("translator_ar", "second")).sent_back == []


def test_what_came_back_to_somebody_else_is_for_everybody_to_do(
    translator: Any, reviewer: Any
) -> None:
    page = news("Kommt zurück")
    translating.hand_in(page, author=translator)
    translating.send_back(page, reviewer=reviewer)

    other = desk_of(roles.person("translator_ar", "second"))

    assert "Kommt zurück" in titles(other.to_do)


def test_what_one_has_taken_stands_on_ones_own_desk_only(translator: Any) -> None:
    page = news("Genommen")
    roles.client_of("translator_ar").post(button(page, "translations_take"))

    mine, other = desk_of(translator), desk_of(roles.person("translator_ar", "second"))

    assert titles(mine.in_progress) == ["Genommen"]
    assert "Genommen" not in titles(mine.to_do)
    assert other.in_progress == []
    assert "Genommen" not in titles(other.to_do)


def test_a_claim_that_has_lapsed_is_open_to_all_again(translator: Any) -> None:
    page = news("Genommen")
    roles.client_of("translator_ar").post(button(page, "translations_take"))
    TranslationRecord.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))

    found = desk_of(roles.person("translator_ar", "second"))

    assert "Genommen" in titles(found.to_do)


def test_reviewers_read_what_others_have_handed_in(translator: Any, reviewer: Any) -> None:
    page = news("Zu lesen")
    translating.hand_in(page, author=translator)

    assert titles(desk_of(reviewer).to_review) == ["Zu lesen"]
    assert desk_of(translator).to_review == []
    assert titles(desk_of(translator).handed_in) == ["Zu lesen"]
    assert button(page, "translations_review") in str(shown("reviewer_ar"))


def test_nobody_reads_her_own_text(reviewer: Any) -> None:
    translating.hand_in(news("Selbst geschrieben"), author=reviewer)

    found = desk_of(reviewer)

    assert found.to_review == []
    assert titles(found.handed_in) == ["Selbst geschrieben"]


def test_nobody_reads_a_text_with_words_of_hers(translator: Any, reviewer: Any) -> None:
    page = news("Gemeinsam", teaser="Zwei Sätze von zweien.")
    translating.type_text(page, author=reviewer, most=1)
    found = drafts.prepare(page, translating.locale_id("ar"))
    second = segments.segments_of(page)[1]
    sentences.save(page, found, {(second.place, second.hash): "جملة"}, author=translator)
    drafts.hand_in(page, locale_id=translating.locale_id("ar"), user=translator)

    assert desk_of(reviewer).to_review == []
    assert titles(desk_of(roles.person("reviewer_ar", "second")).to_review) == ["Gemeinsam"]


def test_what_is_checked_and_current_is_nobodys_task(translator: Any, reviewer: Any) -> None:
    page = news("Fertig")
    translating.published(page, author=translator, reviewer=reviewer)

    found = desk_of(translator)

    assert "Fertig" not in titles(
        [*found.to_do, *found.in_progress, *found.handed_in, *found.sent_back]
    )


def test_a_changed_page_says_when_and_in_how_many_places(translator: Any, reviewer: Any) -> None:
    page = news("Wird anders", teaser="Montag.")
    translating.published(page, author=translator, reviewer=reviewer)
    translating.change(page, title="Ist anders", teaser="Dienstag.")

    (entry,) = [each for each in desk_of(translator).to_do if each.subject.title == "Ist anders"]

    assert (entry.state.kind, entry.changed_count) == ("outdated", 2)
    text = section(shown("translator_ar", "?language=ar&q=Ist+anders"), "to-do")
    assert "2" in text


def test_records_without_text_are_no_work(translator: Any) -> None:
    contact = pages.contact_person(name="Miriam Sander")

    assert contact.name not in titles(desk_of(translator).to_do)


def test_texts_of_the_month_are_counted_for_writer_and_reader(
    translator: Any, reviewer: Any
) -> None:
    for title in ("Eins", "Zwei"):
        translating.published(news(title), author=translator, reviewer=reviewer)
    translating.hand_in(news("Noch nicht"), author=translator)

    assert desk.month_of(translator) == desk.Month(translated=2, reviewed=0)
    assert desk.month_of(reviewer) == desk.Month(translated=0, reviewed=2)
    assert shown("translator_ar").select_one(".t-thanks") is not None
    assert shown("translator_ar", name="second").select_one(".t-thanks") is None


# ---------------------------------------------------------------- in which order


def test_a_meeting_that_repeats_stands_where_its_next_day_does(translator: Any) -> None:
    event("In drei Wochen", 21)
    start = timezone.now() - timedelta(days=30)
    site.page(
        EventPage,
        live=True,
        title="Jede Woche",
        slug="jede-woche",
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        rhythm="weekly",
        repeats_until=TODAY + timedelta(days=200),
    )

    titles = [each.subject.title for each in desk_of(translator).to_do]

    assert titles.index("Jede Woche") < titles.index("In drei Wochen")


def test_days_come_first_then_need_then_wishes_then_importance(
    translator: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = news("Gewöhnlich")
    wished, wished_more = news("Gewünscht"), news("Sehr gewünscht")
    translating.wish(wished)
    translating.wish(wished_more, count=5)
    needed = news("Gebraucht")
    need(needed)
    soon, later = event("Bald", 2), event("Später", 9)
    by_day = news("Bis übermorgen")
    need(by_day, 5)
    important = pages.text_page(title="Wichtig")
    monkeypatch.setattr(StandardPage, "importance", 1)

    found = to_do(translator, plain, wished, wished_more, needed, later, soon, by_day, important)

    assert found == [
        "Bald", "Bis übermorgen", "Später", "Gebraucht", "Sehr gewünscht", "Gewünscht",
        "Wichtig", "Gewöhnlich",
    ]  # fmt: skip


def test_what_is_over_sinks_and_what_is_overdue_rises(translator: Any) -> None:
    over, coming, plain = event("Vorbei", -3), event("Kommt", 3), news("Ohne Tag")
    overdue = news("Überfällig")
    need(overdue, -2)

    assert to_do(translator, over, coming, plain, overdue) == [
        "Überfällig", "Kommt", "Ohne Tag", "Vorbei",
    ]  # fmt: skip


def test_a_day_that_was_met_once_does_not_press_again(translator: Any, reviewer: Any) -> None:
    page, other = news("War rechtzeitig"), news("Gebraucht")
    need(page, -10)
    need(other)
    translating.published(page, author=translator, reviewer=reviewer)
    translating.change(page, teaser="Neu heute.")

    (entry,) = [each for each in desk_of(translator).to_do if each.subject.title == page.title]

    assert entry.deadline is None
    assert not entry.is_overdue


def test_wrong_text_comes_before_no_text(translator: Any, reviewer: Any) -> None:
    missing = news("Fehlt")
    outdated = news("Veraltet")
    translating.published(outdated, author=translator, reviewer=reviewer)
    translating.change(outdated, teaser="Neu heute, und ein langer Satz dazu.")

    assert to_do(translator, missing, outdated) == ["Veraltet", "Fehlt"]


def test_a_long_text_takes_longer_than_a_short_one(translator: Any) -> None:
    short, long = news("Kurz"), news("Lang", teaser=" ".join(["Wort"] * 60))
    found = {each.subject.title: each.minutes for each in desk_of(translator).to_do}

    assert (found[short.title], found[long.title]) == (5, 10)


# ---------------------------------------------------------------- pages above


@pytest.fixture
def section_without_arabic() -> Any:
    """Return a section that is missing in Arabic, with a page below it."""
    above = pages.text_page(title="Oben")
    return above, tree.add(above, StandardPage(title="Unten"))


def test_a_page_whose_parent_is_missing_leads_there_instead(
    translator: Any, section_without_arabic: Any
) -> None:
    above, below = section_without_arabic

    (entry,) = [each for each in desk_of(translator).to_do if each.subject.title == "Unten"]
    text = str(shown("translator_ar", "?language=ar&q=Unten"))
    answer = roles.client_of("translator_ar").post(button(below, "translations_take"), follow=True)

    assert entry.first is not None
    assert entry.first.title == "Oben"
    assert button(below, "translations_take") not in text
    assert f"only={above.translation_key}" in text
    assert "Oben" in answer.content.decode()
    assert not TranslationRecord.objects.filter(claimed_by__isnull=False).exists()


def test_the_way_to_the_parent_ends_at_its_button(section_without_arabic: Any) -> None:
    above, _below = section_without_arabic

    text = str(shown("translator_ar", f"?language=ar&only={above.translation_key}"))

    assert button(above, "translations_take") in text


def test_a_parent_is_as_urgent_as_what_waits_for_it(
    translator: Any, section_without_arabic: Any
) -> None:
    above, below = section_without_arabic
    other = news("Auch gebraucht")
    need(below, 1)
    need(other, 2)

    assert to_do(translator, above, below, other) == ["Oben", "Unten", "Auch gebraucht"]


def test_once_the_parent_is_begun_the_page_can_be_taken(
    translator: Any, section_without_arabic: Any
) -> None:
    above, below = section_without_arabic
    translating.hand_in(above, author=translator)

    answer = roles.client_of("translator_ar").post(button(below, "translations_take"))

    assert answer["Location"] == button(below, "translations_edit")


# ---------------------------------------------------------------- looking for something


def listed(query: str, role: str = "translator_ar") -> list[str]:
    found = shown(role, query).find("section", attrs={"aria-labelledby": "to-do"})
    return [each.get_text(strip=True) for each in found.select(".t-entry__title")]


def test_the_list_is_narrowed_by_title_kind_and_state() -> None:
    page, meeting = news("Sprachcafé zieht um"), event("Sprachcafé im Park", 4)
    translating.type_text(page, most=1)

    assert set(listed("?q=SPRACHCAFÉ")) == {page.title, meeting.title}
    assert listed("?q=sprachcafé&kind=events.eventpage") == [meeting.title]
    assert listed("?state=draft") == [page.title]


@pytest.mark.parametrize(
    "query",
    ["?language=xx", "?kind=nonsense", "?state=nonsense", "?p=999", "?p=x", "?only=x", "?q=%00"],
)
def test_no_address_is_an_error(query: str) -> None:
    assert shown("translator_ar", query).find("h1") is not None


def test_the_list_is_cut_into_pages() -> None:
    for number in range(desk.PER_PAGE + 1):
        news(f"Viele {number}")

    first, second = listed("?q=Viele"), listed("?q=Viele&p=2")

    assert (len(first), len(second)) == (desk.PER_PAGE, 1)
    assert not set(first) & set(second)


def test_languages_are_tabs_for_those_who_have_several() -> None:
    page = news("Nur auf Arabisch")
    translating.published(
        page, author=roles.person("translator_ar"), reviewer=roles.person("reviewer_ar")
    )

    tabs = [each["href"] for each in shown("administrator").select(".t-tabs a")]

    assert tabs == [f"?language={each.code}#to-do" for each in targets()]
    assert shown("translator_ar").select(".t-tabs a") == []
    assert page.title in listed("?language=uk&q=Nur", "administrator")
    assert page.title not in listed("?language=ar&q=Nur", "administrator")


# ---------------------------------------------------------------- what it costs


def test_the_desk_asks_the_same_of_a_small_and_a_large_site(translator: Any) -> None:
    client = roles.client_of("translator_ar")

    def fill(count: int) -> None:
        for number in range(count):
            page = news(f"Nachricht {number}")
            translating.wish(page)
            translating.hand_in(page, author=roles.person("translator_ar", "second"))
            pages.topic(label=f"Thema {tree.number()}")

    def asked() -> int:
        client.get(reverse(DESK))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse(DESK))
        return len(captured)

    fill(2)
    few = asked()
    fill(20)

    assert asked() == few
