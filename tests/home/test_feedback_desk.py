"""Who looks after a page reads what readers say about it, and answers in time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from home import desk
from home.feedback import admin as feedback_admin
from home.feedback import reports, tokens
from home.models import PageVotes, ReaderReport
from tests.factories import pages, tree
from tests.support import roles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

# An "x" is a yes, a "." is a no.
TABLE = """
role            menu list read_news read_home read_site done_news done_home votes
editor          x    x    x         x         x         x         x         x
section_editor  x    x    x         .         .         x         .         x
moderator       x    x    x         x         x         x         x         x
translator_ar   .    .    .         .         .         .         .         .
reviewer_ar     .    .    .         .         .         .         .         .
administrator   x    x    x         x         x         x         x         x
superuser       x    x    x         x         x         x         x         x
plain           .    .    .         .         .         .         .         .
anonymous       .    .    .         .         .         .         .         .
"""


def reported(page: Any = None, kind: str = "mistake", message: str = "Falsch.") -> ReaderReport:
    key = page.translation_key if page is not None else tokens.NO_PAGE
    token = tokens.read(tokens.make(key))
    assert token is not None
    answers = {"kind": kind, "message": message, "contact": "", "address": ""}
    reports.take_report(token, locale_id=tree.locale("de").pk, answers=answers)
    return ReaderReport.objects.latest("pk")


def measured(role: str) -> dict[str, bool]:
    client = roles.client_of(role)
    news, home, whole = reported(pages.news()), reported(pages.text_page()), reported()

    def opens(name: str, *arguments: Any) -> bool:
        return client.get(reverse(name, args=arguments)).status_code == 200

    def marks(report: ReaderReport) -> bool:
        client.post(reverse("reader_report", args=[report.pk]), {"note": "Geändert."})
        report.refresh_from_db()
        return report.done_at is not None

    return {
        "menu": feedback_admin.may_look(roles.visitor(role)),
        "list": opens("reader_reports"),
        "read_news": opens("reader_report", news.pk),
        "read_home": opens("reader_report", home.pk),
        "read_site": opens("reader_report", whole.pk),
        "done_news": marks(news),
        "done_home": marks(home),
        "votes": opens("reader_votes"),
    }


ROWS = [line.split() for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize("row", ROWS[1:], ids=lambda row: row[0])
def test_who_may_read_and_answer(row: list[str]) -> None:
    expected = {name: cell == "x" for name, cell in zip(ROWS[0][1:], row[1:], strict=True)}

    assert measured(row[0]) == expected


def test_the_list_of_a_section_names_no_other_page() -> None:
    reported(pages.news(title="Meine Nachricht"))
    reported(pages.text_page(title="Fremde Seite"))

    html = roles.client_of("section_editor").get(reverse("reader_reports")).content.decode()

    assert "Meine Nachricht" in html
    assert "Fremde Seite" not in html


def test_votes_of_a_section_name_no_other_page() -> None:
    month = timezone.localdate().replace(day=1)
    for page in (pages.news(title="Meine Nachricht"), pages.text_page(title="Fremde Seite")):
        PageVotes.objects.create(
            page_key=page.translation_key, locale=tree.locale("ar"), month=month, yes=1, no=6
        )

    (row,) = feedback_admin.votes_of(roles.person("section_editor"), month)

    assert (row.title, row.yes, row.no, row.percent, row.is_worrying) == (
        "Meine Nachricht", 1, 6, 14, True,
    )  # fmt: skip


def test_barriers_come_first_and_their_day_is_marked() -> None:
    reported(pages.news(title="Fehler hier"))
    barrier = reported(pages.news(title="Barriere hier"), "barrier")

    entries = desk.reports_for(roles.person("editor"))
    html = roles.client_of("editor").get(reverse("wagtailadmin_home")).content.decode()

    assert [entry.is_urgent for entry in entries] == [True, False]
    assert "Barriere hier" in entries[0].title
    marked = BeautifulSoup(html, "html.parser").select(".desk .reports__due")
    assert len(marked) == 1
    assert barrier.due_on is not None
    assert str(barrier.due_on.year) in marked[0].get_text()


def test_what_nobody_answered_in_time_is_overdue_until_it_is_done() -> None:
    barrier = reported(pages.news(), "barrier")
    assert not barrier.is_overdue

    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        assert barrier.is_overdue
        reports.mark_done(barrier, user=roles.person("editor"), note="")
        assert not barrier.is_overdue


def test_done_leaves_the_desk_and_keeps_who_and_what() -> None:
    report = reported(pages.news())
    client = roles.client_of("editor")

    client.post(reverse("reader_report", args=[report.pk]), {"note": "Nummer\r\ngeändert"})

    report.refresh_from_db()
    assert (report.note, report.done_by) == ("Nummer\ngeändert", roles.person("editor"))
    assert desk.reports_for(roles.person("editor")) == []
    done = client.get(reverse("reader_reports"), {"state": "done"}).content.decode()
    assert reverse("reader_report", args=[report.pk]) in done

    client.post(reverse("reader_report", args=[report.pk]), {"open": "1"})
    report.refresh_from_db()
    assert (report.done_at, report.done_by, report.note) == (None, None, "Nummer\ngeändert")


def test_the_list_can_be_narrowed_to_barriers_and_takes_any_query() -> None:
    reported(pages.news(title="Fehler hier"))
    reported(pages.news(title="Barriere hier"), "barrier")
    client = roles.client_of("editor")

    html = client.get(reverse("reader_reports"), {"kind": "barrier"}).content.decode()

    assert "Barriere hier" in html
    assert "Fehler hier" not in html
    for query in ({"state": "\x00", "kind": "x", "p": "-1"}, {"p": "ä"}):
        assert client.get(reverse("reader_reports"), query).status_code == 200


def test_what_a_reader_typed_is_shown_as_text() -> None:
    report = reported(pages.news(), message="<script>alert(1)</script>\n{{ 7 }}")

    html = roles.client_of("editor").get(reverse("reader_report", args=[report.pk]))

    assert "<script>alert" not in html.content.decode()
    assert "{{ 7 }}" in html.content.decode()


def test_a_report_on_a_page_that_is_gone_goes_to_who_looks_after_the_home_page() -> None:
    page = pages.news()
    report = reported(page)
    page.delete()

    assert report in reports.visible_to(roles.person("editor"))
    assert report not in reports.visible_to(roles.person("section_editor"))


def test_the_list_asks_no_more_for_many_reports(django_assert_max_num_queries: Any) -> None:
    page = pages.news()
    for _each in range(8):
        reported(page, "barrier")
    client = roles.client_of("editor")
    client.get(reverse("reader_reports"))

    with django_assert_max_num_queries(25):
        client.get(reverse("reader_reports"))
