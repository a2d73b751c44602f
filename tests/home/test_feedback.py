"""Readers say whether a page helped and what is wrong; nothing is known about who."""

from __future__ import annotations

import random
import uuid
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from cms.core import content_version, scheduling
from home.feedback import reports, tokens
from home.models import FeedbackReceipt, PageVotes, ReaderReport
from tests.factories import pages, tree
from tests.support import roles, site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

FORM = "/de/rueckmeldung/"
VOTE = "/de/rueckmeldung/hilfreich/"
TEXT = "Die Telefonnummer stimmt nicht.\nBitte ändern."


def soup_of(answer: Any) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


def token_on(page: Any) -> str:
    field = soup_of(Client().get(page.url)).select_one(".c-page-feedback input[name=token]")
    assert field is not None
    return str(field["value"])


def vote(page: Any, answer: str = "yes", *, token: str = "", at: str = VOTE) -> Any:
    return Client().post(at, {"token": token or token_on(page), "helpful": answer})


def report(page: Any, *, token: str = "", at: str = FORM, **fields: str) -> Any:
    data = {"kind": "mistake", "message": TEXT, "contact": "", "website": "", **fields}
    return Client().post(at, {"token": token or token_on(page), **data})


def counted(page: Any) -> list[tuple[str, int, int]]:
    rows = PageVotes.objects.filter(page_key=page.translation_key).order_by("locale_id")
    return [(row.locale.language_code, row.yes, row.no) for row in rows]


# ---------------------------------------------------------------- was it helpful?


def test_one_tap_counts_for_page_language_and_month_and_says_thank_you() -> None:
    page = pages.news()
    tree.translate(page, "uk", title="Новина")

    vote(page, "yes")
    vote(page, "no")
    answer = Client().post(
        "/uk/rueckmeldung/hilfreich/", {"token": token_on(page), "helpful": "no"}, follow=True
    )

    assert counted(page) == [("de", 1, 1), ("uk", 0, 1)]
    assert PageVotes.objects.first().month == timezone.localdate().replace(day=1)  # type: ignore[union-attr]
    soup = soup_of(answer)
    assert (answer.status_code, soup.html["lang"]) == (200, "uk")  # type: ignore[index]
    assert soup.select_one(f'main a[href*="{page.slug}"]')


def test_the_same_form_counts_once_whatever_it_says_the_second_time() -> None:
    page = pages.news()
    token = token_on(page)

    for answer in ("yes", "yes", "no"):
        assert vote(page, answer, token=token).status_code == 302

    assert counted(page) == [("de", 1, 0)]


def test_a_new_month_is_counted_by_itself() -> None:
    page = pages.news()
    vote(page)

    with time_machine.travel(timezone.now() + timedelta(days=40), tick=False):
        vote(page, token=tokens.make(page.translation_key))

    assert PageVotes.objects.filter(page_key=page.translation_key).count() == 2


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"helpful": "yes"},
        {"helpful": "yes", "token": "x"},
        {"helpful": "maybe"},
        {"helpful": "yes", "token": "\x00"},
    ],
)
def test_a_vote_that_is_not_from_our_form_counts_nothing(data: dict[str, str]) -> None:
    page = pages.news()
    if "helpful" in data and "token" not in data and data["helpful"] == "maybe":
        data = {**data, "token": token_on(page)}

    answer = Client().post(VOTE, data)

    assert answer.status_code == 400
    assert not PageVotes.objects.exists()
    assert soup_of(answer).h1


def test_a_page_that_is_not_public_cannot_be_voted_on() -> None:
    page = pages.news()
    token = token_on(page)
    page.unpublish()

    assert vote(page, token=token).status_code == 400
    assert vote(page, token=tokens.make(uuid.uuid4())).status_code == 400
    assert not PageVotes.objects.exists()


# ---------------------------------------------------------------- something is wrong


def test_a_mistake_is_kept_with_page_language_and_words() -> None:
    page = pages.news()

    answer = report(page, at="/ar/rueckmeldung/", contact="leser@example.org")

    assert answer.status_code == 302
    found = ReaderReport.objects.get()
    assert (found.page_key, found.locale.language_code) == (page.translation_key, "ar")
    assert (found.message, found.contact, found.due_on) == (TEXT, "leser@example.org", None)
    assert not mail.outbox


def test_a_barrier_is_due_in_two_weeks_and_told_to_everybody_responsible() -> None:
    page = pages.news()
    people = {role: roles.person(role) for role in ("editor", "section_editor", "translator_ar")}
    roles.person("moderator")

    report(page, kind="barrier", message="Ich höre nur: Grafik.", contact="0151 2345")

    found = ReaderReport.objects.get()
    assert found.due_on == timezone.localdate() + timedelta(days=14)
    told = {address for message in mail.outbox for address in message.to}
    assert told == {"moderator@example.org", people["editor"].email, people["section_editor"].email}
    assert all(len(message.to) == 1 for message in mail.outbox)
    text = str(mail.outbox[0].body)
    assert reverse("reader_report", args=[found.pk]) in text
    assert "Grafik" not in text
    assert "0151" not in text


def test_a_form_is_taken_once_for_each_kind() -> None:
    page = pages.news()
    token = token_on(page)

    for kind in ("mistake", "mistake", "barrier", "barrier"):
        assert report(page, token=token, kind=kind).status_code == 302
    vote(page, token=token)

    assert ReaderReport.objects.count() == 2
    assert counted(page) == [("de", 1, 0)]


def test_what_is_missing_is_said_in_the_readers_language_and_nothing_typed_is_lost() -> None:
    page = pages.news()

    answer = report(page, at="/ar/rueckmeldung/", kind="barrier", message=" ", contact="<b>ich</b>")

    soup = soup_of(answer)
    assert (answer.status_code, soup.html["lang"]) == (400, "ar")  # type: ignore[index]
    assert len(soup.select(".c-field__error")) == 1
    assert soup.select_one("input[name=contact]")["value"] == "<b>ich</b>"  # type: ignore[index]
    assert soup.select_one("input[value=barrier]").has_attr("checked")  # type: ignore[union-attr]
    assert not ReaderReport.objects.exists()
    again = soup.select_one("input[name=token]")["value"]  # type: ignore[index]
    assert tokens.read(str(again)).page_key == page.translation_key  # type: ignore[union-attr]


def test_a_form_left_open_for_weeks_comes_back_with_its_words_and_works_then() -> None:
    page = pages.news()
    token = token_on(page)

    with time_machine.travel(timezone.now() + 2 * tokens.TOKEN_HOLDS, tick=False):
        answer = report(page, token=token)
        soup = soup_of(answer)
        assert answer.status_code == 400
        assert soup.select_one("textarea").get_text().strip() == TEXT  # type: ignore[union-attr]
        fresh = soup.select_one("input[name=token]")["value"]  # type: ignore[index]
        assert report(page, token=str(fresh)).status_code == 302

    assert ReaderReport.objects.get().page_key == page.translation_key


def test_what_fills_in_every_field_gets_its_words_back_and_is_not_taken() -> None:
    page = pages.news()

    answer = report(page, website="https://spam.example")

    assert answer.status_code == 400
    assert TEXT in soup_of(answer).select_one("textarea").get_text()  # type: ignore[union-attr]
    assert not ReaderReport.objects.exists()
    assert soup_of(answer).select_one("input[name=website]").get("value") in {None, ""}  # type: ignore[union-attr]


def test_too_long_is_said_not_cut() -> None:
    answer = report(pages.news(), message="ä" * 2001, contact="c" * 201)

    assert answer.status_code == 400
    assert len(soup_of(answer).select(".c-field__error")) == 2
    assert not ReaderReport.objects.exists()


def test_two_thousand_letters_on_many_lines_fit() -> None:
    assert report(pages.news(), message="ab\r\n" * 660).status_code == 302


def test_signs_that_no_keyboard_types_are_left_out() -> None:
    report(pages.news(), message="a\x00b\x07c\r\nd\u202ee\u200cف")

    assert ReaderReport.objects.get().message == "abc\nde\u200cف"


def test_a_network_that_floods_waits_and_keeps_its_words(settings: Any) -> None:
    settings.FEEDBACK_PER_HOUR = 2
    page = pages.news()

    answers = [report(page, token=tokens.make(page.translation_key)) for _ in range(3)]
    votes = [vote(page, token=tokens.make(page.translation_key)) for _ in range(3)]

    assert [each.status_code for each in answers] == [302, 302, 429]
    assert [each.status_code for each in votes] == [302, 302, 429]
    assert TEXT in soup_of(answers[-1]).textarea.get_text()  # type: ignore[union-attr]
    assert ReaderReport.objects.count() == 2


def test_no_bytes_break_a_door() -> None:
    chance = random.Random(20_261_123)  # noqa: S311 - no secret
    page = pages.news()
    token = token_on(page)
    names = ["token", "kind", "message", "contact", "website", "address", "helpful"]
    for _attempt in range(60):
        body = "&".join(
            f"{chance.choice(names)}=" + "".join(f"%{chance.randrange(256):02X}" for _ in range(12))
            for _field in range(6)
        )
        if chance.random() < 0.5:
            body = f"token={token}&kind=mistake&{body}"
        for door in (FORM, VOTE):
            for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
                answer = Client().post(door, body, content_type=kind)
                assert answer.status_code < 500
    for query in ("?page=x&kind=%00", "?page=" + "f" * 32, "?address=%FF%00", "?page=%ED%A0%80"):
        for door in (FORM, f"{FORM}danke/"):
            assert Client().get(door + query).status_code == 200


def test_looking_never_writes_and_no_door_sets_a_cookie() -> None:
    page = pages.news()
    before = content_version.current_token()
    client = Client()
    key = page.translation_key.hex
    for door in (FORM, f"{FORM}?page={key}&kind=barrier", VOTE, f"{FORM}danke/?page={key}"):
        client.get(door)
        client.head(door)
    client.post(FORM, {"token": token_on(page), "kind": "mistake", "message": "x"})
    client.post(VOTE, {"token": token_on(page), "helpful": "yes"})

    assert not client.cookies
    assert (ReaderReport.objects.count(), PageVotes.objects.count()) == (1, 1)
    # Answers of readers are no content: nothing that is remembered is thrown away for them.
    content_version.begin_request()
    assert content_version.current_token() == before


def test_nothing_about_the_person_is_stored_but_what_she_typed() -> None:
    page = pages.news()
    Client().post(
        FORM,
        {"token": token_on(page), "kind": "mistake", "message": "x"},
        REMOTE_ADDR="203.0.113.7",
        HTTP_USER_AGENT="Canary/1.0",
    )

    rows = [*ReaderReport.objects.values(), *FeedbackReceipt.objects.values()]
    assert "203.0.113.7" not in str(rows)
    assert "Canary" not in str(rows)


@pytest.mark.parametrize("code", ["de", "ar"])
def test_the_doors_stand_on_every_page_and_on_the_front_page(code: str) -> None:
    page = pages.news()
    tree.translate(page, code, title="x") if code != "de" else None
    home = site.home("de")

    for url in (home.url, page.url):
        soup = soup_of(Client().get(url))
        actions = {form["action"] for form in soup.select(".c-page-feedback form")}
        assert actions == {FORM, VOTE}
        assert len(soup.select(".c-page-feedback details")) == 2


def test_an_address_that_leads_nowhere_can_be_reported() -> None:
    missing = soup_of(Client().get("/de/gibt-es-nicht/"))
    link = missing.select_one('a[href^="/de/rueckmeldung/"]')
    assert link is not None
    form = soup_of(Client().get(str(link["href"])))
    token = form.select_one("form.c-report-form input[name=token]")["value"]  # type: ignore[index]
    address = form.select_one("input[name=address]")["value"]  # type: ignore[index]

    answer = report(None, token=str(token), address=str(address))

    found = ReaderReport.objects.get()
    assert (found.page_key, found.address) == (None, "/de/gibt-es-nicht/")
    assert "page=" not in answer["Location"]


@pytest.mark.parametrize("address", ["//evil.example/", "https://evil.example", "javascript:x"])
def test_only_a_path_of_ours_is_kept_as_address(address: str) -> None:
    report(None, token=tokens.make(), address=address)

    assert ReaderReport.objects.get().address == ""


def test_the_thank_you_page_names_no_page_that_is_not_public() -> None:
    page = pages.news(title="Geheim")
    page.unpublish()

    answer = Client().get(f"{FORM}danke/?page={page.translation_key.hex}")

    assert "Geheim" not in answer.content.decode()


# ---------------------------------------------------------------- forgetting


def test_what_was_done_is_deleted_after_the_days_that_the_form_names() -> None:
    page = pages.news()
    for kind in ("mistake", "barrier"):
        report(page, kind=kind)
    done, waiting = ReaderReport.objects.order_by("pk")
    reports.mark_done(done, user=roles.person("editor"), note="")
    now = timezone.now()

    assert reports.forget(now + reports.KEPT_AFTER_DONE - timedelta(hours=1)) == 0
    assert reports.forget(now + reports.KEPT_AFTER_DONE + timedelta(hours=1)) == 1

    assert ReaderReport.objects.get() == waiting
    with translation.override("en"):
        text = soup_of(Client().get(page.url)).select_one(".c-report-form").get_text()  # type: ignore[union-attr]
    assert str(reports.KEPT_AFTER_DONE.days) in text


def test_numbers_of_forms_are_kept_as_long_as_they_could_be_sent_again() -> None:
    page = pages.news()
    vote(page)
    now = timezone.now()

    reports.forget(now + tokens.TOKEN_HOLDS)
    assert FeedbackReceipt.objects.exists()
    reports.forget(now + tokens.TOKEN_HOLDS + timedelta(days=2))
    assert not FeedbackReceipt.objects.exists()


def test_the_scheduler_forgets_once_a_day() -> None:
    job = next(each for each in scheduling.jobs() if each.run is reports.forget)

    assert job.every == timedelta(days=1)
