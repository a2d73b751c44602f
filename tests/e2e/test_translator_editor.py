"""A volunteer translates on her phone, from right to left, and hands in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.pages.editor import Desk
from tests.e2e.pages.sentences import Sentences
from tests.support import agency, roles, site, translating
from tests.support import browser as browsing
from tests.support.agency import ARABIC, CALL, LINK, TEASER, TITLE
from translations import cards, segments

pytestmark = pytest.mark.e2e

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
CANARY = "مقهى لم يقرأ عنه أحد"


@pytest.fixture
def german(site_address: str) -> Any:
    return agency.page()


@pytest.fixture
def new_phone(new_window: Callable[..., Page]) -> Callable[..., Page]:
    """Return a maker of windows of a small phone, where nothing moves by itself."""
    for role in ("translator_ar", "translator_uk"):
        roles.person(role)
    return partial(new_window, viewport=PHONE, reduced_motion="reduce")


def editor_of(german: Any, code: str = "ar") -> str:
    return reverse("translations_edit", args=[german.translation_key, code])


def signed_in(page: Page, german: Any, role: str = "translator_ar", code: str = "ar") -> Sentences:
    Desk(page, role)
    page.goto(editor_of(german, code))
    return Sentences(page)


def typed(german: Any) -> dict[str, str]:
    return {html: kept.html for html, kept in agency.typed(german).items()}


def expect_nowhere(context: BrowserContext, german: Any) -> None:
    """Look in the places in which a reader could come across what was typed."""
    for place in ("/ar/", "/ar/aktuelles/", german.url.replace("/de/", "/ar/"), german.url):
        assert CANARY not in context.request.get(place).text(), place


def test_from_the_desk_to_handed_in_on_a_phone(german: Any, new_phone: Callable[..., Page]) -> None:
    page = new_phone()
    Desk(page, "translator_ar")
    page.goto(reverse("translations_desk"))
    page.locator("li", has_text=TITLE).get_by_role("button").first.click()
    page.wait_for_url(f"**{editor_of(german)}")
    sentences = Sentences(page)

    sentences.type(TITLE, CANARY)
    assert sentences.field(TITLE).evaluate("each => getComputedStyle(each).direction") == "rtl"
    sentences.go_on()
    sentences.expect_state(TITLE, "done")
    expect(sentences.field(TEASER)).to_be_focused()
    page.keyboard.type(ARABIC[TEASER])
    sentences.go_on()
    page.keyboard.type(ARABIC[CALL])
    # Nobody presses anything: a pause is enough.
    sentences.expect_state(CALL, "done")
    page.reload()
    expect(sentences.field(CALL)).to_have_value(ARABIC[CALL])
    sentences.expect_progress(3, 4)

    sentences.hand_in()
    expect(page.locator("#problems")).to_contain_text("Mehr steht auf")
    page.locator("#problems a").click()
    expect(sentences.field(LINK.partition("<")[0])).to_be_focused()
    page.keyboard.type("المزيد في ")
    sentences.card("Mehr steht auf").get_by_role("button", name="Link 1").click()
    page.keyboard.type("هذه الصفحة")
    expect(sentences.field("Mehr steht auf")).to_have_value("المزيد في [[1|هذه الصفحة]]")
    sentences.hand_in()

    page.wait_for_url(f"**{reverse('translations_desk')}")
    expect(page.locator(".messages")).to_contain_text(TITLE)
    assert typed(german)[TITLE] == CANARY
    review = translating.state(german).review
    assert review is not None
    assert not review.is_sent_back
    expect_nowhere(page.context, german)


def test_a_lost_session_loses_no_words(german: Any, new_phone: Callable[..., Page]) -> None:
    page = new_phone()
    sentences = signed_in(page, german)
    page.context.clear_cookies()

    sentences.type(TITLE, ARABIC[TITLE])
    sentences.field(TITLE).blur()
    expect(sentences.status()).to_contain_text("nicht mehr angemeldet")
    expect(sentences.field(TITLE)).to_have_value(ARABIC[TITLE])
    assert typed(german) == {}

    Desk(page.context.new_page(), "translator_ar")
    sentences.field(TITLE).press("End")
    sentences.field(TITLE).press("!")
    sentences.field(TITLE).blur()

    sentences.expect_state(TITLE, "done")
    assert typed(german) == {TITLE: f"{ARABIC[TITLE]}!"}


def test_preview_shows_what_was_typed_a_moment_ago(
    german: Any, new_phone: Callable[..., Page]
) -> None:
    page = new_phone()
    sentences = signed_in(page, german)
    sentences.type(TITLE, CANARY)

    page.get_by_role("link", name="Vorschau").click()

    shown = page.frame_locator("iframe")
    expect(shown.get_by_role("heading", level=1)).to_have_text(CANARY)
    assert shown.locator("html").get_attribute("dir") == "rtl"
    assert page.locator("iframe").evaluate("each => each.contentWindow.innerWidth") == 360
    expect_nowhere(page.context, german)


def test_two_windows_do_not_write_over_each_other(
    german: Any, new_phone: Callable[..., Page]
) -> None:
    one, other = (signed_in(new_phone(viewport=DESKTOP), german) for _window in range(2))
    for sentences, text in ((one, "الأول"), (other, "الثاني")):
        sentences.type(TITLE, text)
        sentences.field(TITLE).blur()
        expect(sentences.card(TITLE).locator("[data-conflict], [data-saved]:text('Gesp')").first
               ).to_be_visible()  # fmt: skip

    conflict = other.card(TITLE).locator("[data-conflict]")
    expect(conflict).to_contain_text("الأول")
    expect(other.field(TITLE)).to_have_value("الثاني")
    assert typed(german) == {TITLE: "الأول"}
    conflict.locator("[data-keep-mine]").click()

    expect(conflict).to_have_count(0)
    other.expect_state(TITLE, "done")
    assert typed(german) == {TITLE: "الثاني"}


def test_everything_works_without_a_script(german: Any, new_phone: Callable[..., Page]) -> None:
    page = new_phone(java_script_enabled=False)
    sentences = signed_in(page, german)

    sentences.field(TITLE).fill(CANARY)
    page.get_by_role("button", name="Speichern").click()
    sentences.expect_progress(1, 4)
    for german_text, text in ((TEASER, ARABIC[TEASER]), (CALL, ARABIC[CALL])):
        sentences.field(german_text).fill(text)
    sentences.card("Mehr steht auf").locator(".translate-copy").click()
    sentences.expect_progress(4, 4)
    sentences.hand_in()

    assert translating.state(german).review is not None
    assert typed(german)[LINK] == LINK
    expect_nowhere(page.context, german)


def rich_page() -> Any:
    """Return a page that has everything the editor can show, in Arabic and Ukrainian."""
    target = site.page(title="Unsere Angebote", live=True, slug="angebote")
    german = agency.page(
        body=[
            ("paragraph", "<p>Das <b>Rathaus</b> öffnet um neun. Bringen Sie Geduld mit.</p>"),
            ("paragraph", f'<p>Siehe <a linktype="page" id="{target.pk}">Angebote</a>.</p>'),
        ],
        slug="alles",
    )
    for code, author in (("ar", "translator_ar"), ("uk", "translator_uk")):
        translating.type_text(german, code, author=roles.person(author), is_machine=True, most=3)
        roles.person(author)
    return translating.change(german, teaser="Ab Juni treffen wir uns im alten Rathaus.")


@pytest.mark.parametrize(("code", "role"), [("ar", "translator_ar"), ("uk", "translator_uk")])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_nothing_keeps_anybody_out(
    new_phone: Callable[..., Page], viewport: Any, code: str, role: str
) -> None:
    german = rich_page()
    page = new_phone(viewport=viewport)
    sentences = signed_in(page, german, role, code)
    places = [editor_of(german, code) + query for query in ("", "?show=open", "?check=1")]
    places.append(reverse("translations_preview", args=[german.translation_key, code]))

    found = {}
    for place in places:
        page.goto(place)
        found[place] = (browsing.barriers(page), browsing.overflow(page))
    page.goto(editor_of(german, code))
    sentences.field(TITLE).press("Tab")

    assert found == dict.fromkeys(places, ([], 0))
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_old_text_and_glossary_are_one_tap_away(new_phone: Callable[..., Page]) -> None:
    german = rich_page()
    new = next(each for each in segments.segments_of(german) if each.place == "teaser")
    page = new_phone()
    sentences = signed_in(page, german)
    card = page.locator(f"[data-sentence='{cards.name_of((new.place, new.hash))}']")

    card.locator("button[value^='old:']").click()

    expect(card.locator("textarea")).to_have_value(f"ar: {TEASER}")
    expect(card).to_have_attribute("data-state", "done")
    sentences.card(TITLE).get_by_role("checkbox").check()
    sentences.expect_state(TITLE, "done")
    assert not agency.typed(german)[TITLE].is_machine
