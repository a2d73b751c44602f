"""An event in Arabic: translated, sent back, approved, outdated, cancelled, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils import translation as languages
from django.utils.translation import gettext, pgettext
from playwright.sync_api import Page, expect
from wagtail.models import Page as WagtailPage

from cms.core.dates import date_long
from cms.core.languages import LIVE_AT_START
from events.models import EventPage
from tests.e2e.pages.editor import Desk
from tests.e2e.pages.review import Review
from tests.e2e.pages.sentences import Sentences
from tests.support import browser as browsing
from tests.support import roles, site, translating

pytestmark = pytest.mark.e2e

TITLE = "Vortrag: Ihre Rechte beim Mieten"
FIRST = "5d1c7c1e-0000-4000-8000-000000000001"
SECOND = "5d1c7c1e-0000-4000-8000-000000000002"
WELCOME = "Eine Anwältin erklärt das Mietrecht."
BRING = "Bringen Sie Ihre Fragen mit."
ADDED = " Und Ihren Vertrag."
COMMENT = "Bitte „Mietrecht“ wie im Glossar übersetzen."
# Two words that stand nowhere else: one to search for, one that must not be found.
CANARY, FEATHER = "كناري", "ريشةزرقاء"
ARABIC = {
    TITLE: f"محاضرة: حقوقكم في الإيجار {CANARY} {FEATHER}",
    WELCOME: f"محامية تشرح قانون السكن {FEATHER}.",
    BRING: "أحضروا أسئلتكم معكم.",
}
MENDED = "محامية تشرح قانون الإيجار."


@pytest.fixture
def people(site_address: str) -> None:
    """Let everybody have an account who has a part in it."""
    for role in ("editor", "moderator", *roles.GROUP_OF_OTHERS, "translator_ar", "reviewer_ar"):
        roles.person(role)


def handed_in_event() -> EventPage:
    """Return a German event that waits for the moderators."""
    editor = roles.person("editor")
    start = timezone.localtime().replace(hour=17, minute=0, second=0, microsecond=0)
    event: EventPage = site.page(
        EventPage,
        title=TITLE,
        slug="mietrecht",
        author=editor,
        starts_at=start + timedelta(days=3),
        ends_at=start + timedelta(days=3, hours=2),
        # As the editor stores it: approving must not look like editing.
        body=[
            {"type": "paragraph", "id": FIRST, "value": f'<p data-block-key="a">{WELCOME}</p>'},
            {"type": "paragraph", "id": SECOND, "value": f'<p data-block-key="b">{BRING}</p>'},
        ],
    )
    site.hand_in(event, author=editor)
    return event


def published_by(moderator: Desk, title: str = TITLE) -> EventPage:
    """Let a moderator approve what waits for her."""
    moderator.open_for_review(title)
    moderator.approve()
    return EventPage.objects.get(title=title, locale=site.locale("de"))


def expect_nowhere(reader: Page, stranger: Page) -> None:
    """Look in every place in which somebody could come across what was typed."""
    fetch = reader.context.request
    places = ["/sitemap.xml"]
    for code in LIVE_AT_START:
        places += [f"/{code}/", f"/{code}/termine/", f"/{code}/aktuelles/"]
        places += [f"/{code}/aktuelles.atom", f"/{code}/suche/?q={CANARY}"]
        places += [f"/sitemap-{code}.xml"] if code != "de-simple" else []
        places += [place_of_event(code, translated={"de", "uk"})]
    for place in places:
        answer = fetch.get(place)
        assert (answer.status, FEATHER in answer.text()) == (200, False), place
    assert fetch.get("/ar/termine/mietrecht/").status == 404
    row = EventPage.objects.filter(locale=site.locale("ar"), slug="mietrecht").first()
    for place in (
        f"/admin/api/main/pages/?search={CANARY}&fields=*",
        f"/admin/api/main/pages/{row.pk if row else 0}/",
        f"/admin/pages/{row.pk if row else 0}/view_draft/",
    ):
        assert FEATHER not in stranger.context.request.get(place).text(), place


def place_of_event(code: str, *, translated: set[str]) -> str:
    """Return where the event opens for readers of a language."""
    return f"/{code}/" + ("" if code in translated else "nicht-uebersetzt/") + "termine/mietrecht/"


def expect_line_of_desk(desk: Desk, word: str) -> None:
    desk.page.goto(reverse("translations_desk"))
    expect(desk.page.locator("li.t-entry", has_text=TITLE)).to_contain_text(word)


def open_review(reviewer: Desk) -> Review:
    reviewer.page.goto(reverse("translations_desk"))
    reviewer.page.locator("li.t-entry", has_text=TITLE).get_by_role("link").first.click()
    expect(reviewer.page.locator(".review__title")).to_have_text(TITLE)
    return Review(reviewer.page)


def test_event_in_arabic_from_the_desk_to_the_reader(
    people: None, new_window: Callable[..., Page]
) -> None:
    handed_in_event()
    moderator = Desk(new_window(), "moderator")
    event = published_by(moderator)
    publish_in_ukrainian(event)
    reader, stranger = new_window(), new_window()
    Desk(stranger, "translator_uk")
    translator, reviewer = Desk(new_window(), "translator_ar"), Desk(new_window(), "reviewer_ar")

    translate_and_hand_in(translator)
    expect_nowhere(reader, stranger)

    send_back(reviewer)
    expect_nowhere(reader, stranger)

    correct_and_hand_in(translator)
    expect_nowhere(reader, stranger)

    review = open_review(reviewer)
    expect(review.handed_in(WELCOME)).to_have_text(MENDED)
    expect(review.changed_since()).to_have_count(1)
    expect(review.changed_since()).to_contain_text("قانون")
    assert browsing.barriers(reviewer.page) == []
    review.approve()
    expect(reviewer.page.locator(".messages")).to_contain_text(ARABIC[TITLE])
    expect_public_and_checked(reader)

    editor = Desk(new_window(), "editor")
    change_one_paragraph(editor, event)
    published_by(moderator)
    expect_one_outdated(reader, event)
    expect_line_of_desk(translator, "Stellen: 1")

    cancel(editor, event)
    published_by(moderator)
    expect_cancelled(reader)
    assert [problem for problem in WagtailPage.find_problems() if problem] == []


# ---------------------------------------------------------------- the steps


def publish_in_ukrainian(event: EventPage) -> None:
    """Let there be another language already, which nobody touches again."""
    translating.published(
        event, "uk", author=roles.person("translator_uk"), reviewer=roles.person("reviewer_uk")
    )


def translate_and_hand_in(translator: Desk) -> None:
    page = translator.page
    page.goto(reverse("translations_desk"))
    page.locator("li.t-entry", has_text=TITLE).get_by_role("button").first.click()
    sentences = Sentences(page)
    for german, arabic in ARABIC.items():
        field = sentences.field(german)
        assert field.evaluate("each => getComputedStyle(each).direction") == "rtl"
        assert field.get_attribute("lang") == "ar"
        field.fill(arabic)
        sentences.go_on()
        sentences.expect_state(german, "done")
    sentences.hand_in()
    page.wait_for_url(f"**{reverse('translations_desk')}")


def send_back(reviewer: Desk) -> None:
    review = open_review(reviewer)
    expect(review.handed_in(BRING)).to_have_text(ARABIC[BRING])
    expect(review.handed_in(BRING)).to_have_attribute("dir", "rtl")
    review.send_back(COMMENT)
    expect(reviewer.page.locator(".review__history")).to_contain_text(COMMENT)
    expect(reviewer.page.locator("[name=decision]")).to_have_count(0)


def correct_and_hand_in(translator: Desk) -> None:
    expect_line_of_desk(translator, COMMENT)
    page = translator.page
    page.locator("li.t-entry", has_text=TITLE).get_by_role("link").first.click()
    expect(page.locator(".translate-head")).to_contain_text(COMMENT)
    sentences = Sentences(page)
    sentences.field(WELCOME).fill(MENDED)
    sentences.hand_in()
    page.wait_for_url(f"**{reverse('translations_desk')}")


def expect_public_and_checked(reader: Page) -> None:
    reader.goto("/ar/termine/")
    reader.get_by_role("link", name=ARABIC[TITLE]).first.click()
    expect(reader.get_by_role("heading", level=1)).to_contain_text(ARABIC[TITLE])
    expect(reader.locator("html")).to_have_attribute("dir", "rtl")
    expect(reader.get_by_role("main")).to_contain_text(MENDED)
    with languages.override("ar"):
        day = date_long(timezone.localdate())
        checked = gettext("Translated and checked by people on %(date)s") % {"date": day}
    expect(reader.locator(".c-translation-notice")).to_contain_text(checked)
    expect(reader.locator(".c-outdated")).to_have_count(0)


def change_one_paragraph(editor: Desk, event: EventPage) -> None:
    page = editor.page
    page.goto(reverse("wagtailadmin_pages:edit", args=[event.pk]))
    paragraph = page.locator(".public-DraftEditor-content", has_text=BRING)
    paragraph.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(ADDED)
    # The rich text editor hands what was typed to its form a moment later.
    expect(page.locator("[name='body-1-value']")).to_have_value(re.compile(ADDED.strip()))
    editor.hand_in()


def expect_one_outdated(reader: Page, event: EventPage) -> None:
    assert translating.record(event).changed_places == [f"body.{SECOND}"]
    reader.goto("/de/termine/mietrecht/")
    expect(reader.get_by_role("main")).to_contain_text(f"{BRING}{ADDED}")
    reader.goto("/ar/termine/mietrecht/")
    expect(reader.locator(".c-outdated")).to_have_count(1)
    expect(reader.locator(".c-outdated")).to_contain_text(ARABIC[BRING])
    expect(reader.get_by_role("main")).to_contain_text(MENDED)
    expect(reader.get_by_role("main")).not_to_contain_text(ADDED.strip())


def cancel(editor: Desk, event: EventPage) -> None:
    page = editor.page
    page.goto(reverse("wagtailadmin_pages:edit", args=[event.pk]))
    page.get_by_role("tab", name="Angaben").click()
    page.locator("#id_state").select_option("cancelled")
    editor.hand_in()


def expect_cancelled(reader: Page) -> None:
    for code in LIVE_AT_START:
        with languages.override(code):
            word = pgettext("event", "Cancelled")
        event = place_of_event(code, translated={"de", "ar", "uk"})
        for place in (event, f"/{code}/termine/"):
            reader.goto(place)
            expect(reader.get_by_role("main")).to_contain_text(word)
