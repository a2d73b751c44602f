"""The board of coverage: every page in every language, in words, narrowed, and as files."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from events.models import EventPage
from news.models import NewsPage
from tests.factories import pages, tree
from tests.support import roles, site, translating
from translations import asking, board, claims, drafts
from translations.models import TranslationRecord
from translations.states import Kind
from translations.targets import targets

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

BOARD = "translations_board"
FILES = ("translations_board_csv", "translations_board_xlsx")
VISITORS = {
    "moderator", "translator_ar", "reviewer_ar", "administrator", "superuser",
}  # fmt: skip


def news(title: str, **fields: Any) -> Any:
    return site.page(live=True, title=title, slug=f"seite-{tree.number()}", **fields)


def found(query: str = "") -> list[str]:
    return [row.subject.title for row in board.board_for(QueryDict(query)).rows]


def shown(role: str, query: str = "") -> BeautifulSoup:
    answer = roles.client_of(role).get(f"{reverse(BOARD)}?{query}")
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def squares(soup: BeautifulSoup, title: str) -> dict[str, Any]:
    """Return the cells of a page by the names of the languages."""
    table = soup.select_one(".t-grid")
    assert table is not None
    heads = [each.get_text(strip=True) for each in table.select("thead th")][1:]
    row = next(each for each in table.select("tbody tr") if each.a.get_text(strip=True) == title)
    return dict(zip(heads, row.select("td"), strict=True))


def published(page: Any) -> None:
    translating.published(
        page, author=roles.person("translator_ar"), reviewer=roles.person("reviewer_ar")
    )


# ---------------------------------------------------------------- who sees it


@pytest.mark.parametrize("name", [BOARD, *FILES])
@pytest.mark.parametrize("role", roles.ROLES)
def test_the_board_is_for_those_who_plan_or_work_on_languages(role: str, name: str) -> None:
    client = roles.client_of(role)

    assert (client.get(reverse(name)).status_code == 200) == (role in VISITORS)
    assert client.post(reverse(name)).status_code in {302, 405}


@pytest.mark.parametrize(
    ("role", "plans"), [("moderator", True), ("administrator", True), ("translator_ar", False)]
)
def test_only_those_who_plan_are_offered_to_ask_for_pages(role: str, plans: bool) -> None:
    soup = shown(role)

    assert bool(soup.select("input[name=key]")) == plans
    assert bool(soup.select("button[name=scope]")) == plans


# ---------------------------------------------------------------- what it says


def test_each_cell_says_its_state_in_words_and_with_a_sign() -> None:
    page = news("Auf Arabisch da")
    published(page)
    translating.wish(page, "uk", count=2)

    cells = squares(shown("moderator", "q=Auf+Arabisch"), page.title)

    assert list(cells) == [each.german_name for each in targets()]
    assert str(Kind.CHECKED.label) in cells["Arabisch"].get_text(" ", strip=True)
    assert str(Kind.WISHED.label) in cells["Ukrainisch"].get_text(" ", strip=True)
    assert "2" in cells["Ukrainisch"].get_text(" ", strip=True)
    for cell in cells.values():
        assert cell.find("use")["href"].startswith("#icon-")


def test_each_state_has_a_sign_of_its_own() -> None:
    assert set(board.ICONS) == set(Kind)
    assert len(set(board.ICONS.values())) == len(Kind)


def test_cells_lead_to_where_this_person_can_do_something() -> None:
    translator = roles.person("translator_ar")
    handed_in, taken, missing = news("Abgegeben"), news("Genommen"), news("Fehlt noch")
    translating.hand_in(handed_in, author=translator)
    claims.take(
        translation_key=taken.translation_key,
        locale_id=translating.locale_id("ar"),
        user=translator,
    )

    def link(role: str, page: Any) -> str:
        cells = squares(shown(role, f"q={page.title}"), page.title)
        return str(cells["Arabisch"].a["href"])

    def address(name: str, page: Any) -> str:
        return reverse(name, args=[page.translation_key, "ar"])

    panel = reverse("translations_languages", args=[missing.translation_key])
    assert link("reviewer_ar", handed_in) == address("translations_review", handed_in)
    assert link("translator_ar", handed_in) == address("translations_edit", handed_in)
    assert link("translator_ar", taken) == address("translations_edit", taken)
    assert link("translator_ar", missing) == f"{panel}#ar"
    assert link("moderator", missing) == f"{panel}#ar"


def test_the_table_can_be_scrolled_with_the_keyboard() -> None:
    regions = shown("moderator").select(".t-scroll")

    assert regions
    for region in regions:
        assert (region["role"], region["tabindex"]) == ("region", "0")
        assert region["aria-label"]


def test_coverage_counts_current_public_machine_and_missing_apart() -> None:
    administrator = roles.person("administrator")
    before = shares()["Arabisch"]
    checked, by_machine, outdated = news("Geprüft"), news("Maschine"), news("Veraltet")
    news("Fehlt")
    published(checked)
    translating.type_text(by_machine, is_machine=True)
    drafts.publish_without_review(
        by_machine, locale_id=translating.locale_id("ar"), user=administrator
    )
    published(outdated)
    translating.change(outdated, teaser="Neu.")

    after = shares()["Arabisch"]

    grown = {
        name: getattr(after, name) - getattr(before, name)
        for name in ("total", "current", "public", "machine", "missing")
    }
    assert grown == {"total": 4, "current": 1, "public": 3, "machine": 1, "missing": 1}


def shares() -> dict[str, board.Share]:
    coverage = board.board_for(QueryDict()).coverage
    return {target.german_name: share for target, share in coverage.by_language}


def test_coverage_of_each_kind_adds_up_to_the_whole() -> None:
    published(news("Geprüft"))
    coverage = board.board_for(QueryDict()).coverage

    for number, (_target, whole) in enumerate(coverage.by_language):
        of_kinds = [row[number] for _name, row in coverage.by_kind]
        assert sum(each.total for each in of_kinds) == whole.total
        assert sum(each.public for each in of_kinds) == whole.public


def test_a_hundred_percent_means_everything() -> None:
    nearly = board.Share("", total=1000, current=999, public=999)

    assert (nearly.current_percent, nearly.public_percent, nearly.missing_percent) == (99, 99, 1)
    assert board.Share("").missing_percent == 0


# ---------------------------------------------------------------- narrowing and ordering


def test_rows_are_narrowed_by_kind() -> None:
    news("Nachricht")
    pages.topic(label="Wohnen")

    assert "Nachricht" in found("kind=news.newspage")
    assert "Wohnen" not in found("kind=pages")
    assert "Wohnen" in found("kind=records")
    assert "Nachricht" not in found("kind=records")


def test_rows_are_narrowed_by_state_in_the_languages_that_are_shown() -> None:
    page = news("Nur arabisch")
    published(page)

    assert "Nur arabisch" in found("state=checked")
    assert "Nur arabisch" in found("state=checked&language=ar&language=uk")
    assert "Nur arabisch" not in found("state=checked&language=uk")


def test_rows_are_narrowed_to_what_is_needed() -> None:
    needed = news("Gebraucht")
    news("Nicht gebraucht")
    asking.note_needed(needed.translation_key, translating.locale_id("uk"), None)

    assert found("needed=on") == ["Gebraucht"]
    assert found("needed=on&language=ar") == []


def test_rows_are_narrowed_by_how_long_they_are_out_of_date() -> None:
    page = news("Alt", teaser="Montag.")
    published(page)
    translating.change(page, teaser="Dienstag.")
    TranslationRecord.objects.filter(translation_key=page.translation_key).update(
        source_changed_at=timezone.now() - timedelta(days=10)
    )

    assert found("outdated=1") == ["Alt"]
    assert found("outdated=7") == ["Alt"]
    assert found("outdated=30") == []


def test_conditions_must_hold_in_the_same_language() -> None:
    page = news("Verschieden")
    published(page)
    asking.note_needed(page.translation_key, translating.locale_id("uk"), None)

    assert found("state=checked&needed=on") == []


def test_pages_stand_as_on_the_site_and_records_after_them() -> None:
    news("Unter Aktuelles")
    pages.topic(label="Aaa")

    titles = found()

    assert titles[0] == site.home().title
    assert titles.index(site.place_of(NewsPage).title) < titles.index("Unter Aktuelles")
    assert titles.index("Unter Aktuelles") < titles.index("Aaa")


def test_what_is_important_stands_first_if_one_likes() -> None:
    rows = board.board_for(QueryDict("order=importance")).rows

    importance = [row.subject.importance for row in rows]
    assert importance == sorted(importance)


@pytest.mark.parametrize(
    "query", ["language=xx", "kind=x", "state=x", "outdated=x", "order=x", "q=%00", "p=99", "p=x"]
)
def test_no_address_is_an_error(query: str) -> None:
    assert shown("moderator", query).select_one(".t-grid") is not None


def test_drafts_and_records_without_text_are_not_shown() -> None:
    site.page(title="Entwurf", slug="entwurf")
    pages.contact_person(name="Miriam Sander")

    titles = found()

    assert "Entwurf" not in titles
    assert "Miriam Sander" not in titles


# ---------------------------------------------------------------- files


def test_files_hold_all_rows_as_looked_for() -> None:
    for number in range(board.PER_PAGE + 5):
        pages.topic(label=f"Thema {number}", code=f"t{number}")
    page = news("=SUM(A1:A9)")
    published(page)
    client = roles.client_of("moderator")

    all_topics = client.get(f"{reverse(FILES[0])}?q=Thema&language=ar")
    evil = client.get(f"{reverse(FILES[0])}?q=SUM%28&language=ar")
    book = client.get(f"{reverse(FILES[1])}?q=SUM%28&language=ar")

    assert len(rows_of(all_topics)) == 1 + board.PER_PAGE + 5
    head, row = rows_of(evil)
    assert (head[-1], row[0], row[-1]) == ("Arabisch", "'=SUM(A1:A9)", str(Kind.CHECKED.label))
    sheet = load_workbook(io.BytesIO(book.content)).active
    assert next(cell.value for cell in sheet[2]) == "'=SUM(A1:A9)"
    assert {cell.data_type for cell in sheet[2] if cell.value} == {"s"}


def rows_of(response: Any) -> list[list[str]]:
    text = response.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def test_remarks_stand_in_the_files_too() -> None:
    page = news("Gebraucht bis")
    day = timezone.localdate() + timedelta(days=3)
    asking.note_needed(page.translation_key, translating.locale_id("ar"), day)

    table = list(board.table_of(board.board_for(QueryDict("q=Gebraucht+bis&language=ar"))))

    assert f"{day:%d.%m.%Y}" in table[1][-1] or day.isoformat() in table[1][-1]


# ---------------------------------------------------------------- what it costs


@pytest.mark.parametrize("name", [BOARD, *FILES])
def test_the_board_asks_the_same_of_a_small_and_a_large_site(name: str) -> None:
    client = roles.client_of("moderator")

    def fill(count: int) -> None:
        for number in range(count):
            page = news(f"Nachricht {number}")
            translating.wish(page)
            translating.hand_in(page, author=roles.person("translator_ar"))
            site.page(EventPage, live=True, title=f"Termin {number}", slug=f"t{tree.number()}")
            pages.topic(label=f"Thema {tree.number()}")

    def asked() -> int:
        client.get(reverse(name))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(name)).status_code == 200
        return len(captured)

    fill(1)
    few = asked()
    fill(10)

    assert asked() == few
