"""What makes newcomers say that this is better than what they had: one test for each moment.

That date and place are told around a German text needs a text that nobody has translated; it is
tested in tests/home/test_fallback.py.
"""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import Visitor
from tests.support.demo import DemoPage

pytestmark = [pytest.mark.e2e, pytest.mark.look]

PHONE = {"width": 360, "height": 740}
ARABIC_DAYS = "الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد"
LETTER = "وصلتني رسالة من دائرة حكومية"
CAFE = "/initiativen/cafe-ankommen-talbruecken-e-v/"


def reader(browser: Browser, server: str, locale: str) -> Visitor:
    """Return somebody with a phone whose browser asks for a language."""
    return Visitor(browser, server, locale=locale, viewport=PHONE)


def words(page: Page) -> str:
    return " ".join(page.locator("main").inner_text().split())


def test_my_language_comes_before_anything_else(browser: Browser, demo_server: str) -> None:
    oksana = reader(browser, demo_server, "uk-UA")

    page = oksana.open("/")

    expect(page).to_have_url(re.compile(r"/uk/$"))
    expect(page.locator("html")).to_have_attribute("lang", "uk")
    assert oksana.context.cookies() == []
    oksana.close()


def test_a_letter_from_an_office_is_one_tap_from_help(browser: Browser, demo_server: str) -> None:
    samira = reader(browser, demo_server, "ar")
    page = samira.open("/ar/")

    page.get_by_role("link", name=LETTER).first.click()

    expect(page.locator("main .c-facts").first).to_be_visible()
    told = words(page)
    assert re.search(ARABIC_DAYS, told)
    assert re.search(r"\d\d:\d\d", told)
    assert "مجاني" in told
    expect(page.locator("main [lang=uk]").first).to_be_visible()
    samira.close()


def test_no_number_is_scrambled_on_a_page_from_right_to_left(
    browser: Browser, demo_server: str, demo_pages: list[DemoPage]
) -> None:
    samira = reader(browser, demo_server, "ar")
    seen = 0

    for address in ("/ar/", f"/ar{CAFE}", "/ar/hilfe-finden/"):
        page = samira.open(address)
        for number in page.locator("a[href^='tel:'] bdi").all():
            assert number.get_attribute("dir") == "ltr"
            seen += 1
        loose = page.evaluate(
            """() => [...document.querySelectorAll("a[href^='tel:']")]
                .filter(link => /\\d{5}/.test(link.textContent) && !link.querySelector('bdi'))
                .map(link => link.textContent)"""
        )
        assert loose == []
    assert seen > 3
    samira.close()


def test_i_can_show_it_to_the_clerk_on_one_sheet(
    browser: Browser, demo_server: str, demo_pages: list[DemoPage]
) -> None:
    samira = reader(browser, demo_server, "ar")
    page = samira.open("/ar/ihre-ersten-vier-wochen/")

    page.locator("a[href*='/zweisprachig/']").first.click()

    expect(page.locator(".c-pair__german").first).to_have_attribute("lang", "de")
    with pikepdf.open(BytesIO(page.pdf(prefer_css_page_size=True))) as sheets:
        assert len(sheets.pages) == 1
    samira.close()


def test_one_link_opens_for_each_in_her_own_language(browser: Browser, demo_server: str) -> None:
    helper = reader(browser, demo_server, "de")
    page = helper.open(f"/de{CAFE}?druck=1")
    link = re.search(r"/s/\w+", page.locator(".c-print-foot").inner_text())
    assert link
    opened = {}

    for locale in ("uk", "ar"):
        recipient = reader(browser, demo_server, locale)
        opened[locale] = recipient.open(link.group()).url
        recipient.close()

    assert opened["uk"].endswith(f"/uk{CAFE}")
    assert opened["ar"].endswith(f"/ar{CAFE}")
    helper.close()


def test_it_opens_on_the_bus(browser: Browser, demo_server: str) -> None:
    """Nothing to click away, nothing asked of others, and there without a network once saved."""
    samira = reader(browser, demo_server, "ar")
    page = samira.open(f"/ar{CAFE}")
    expect(page.locator("dialog[open], [role=dialog]")).to_have_count(0)

    page.locator("[data-save-page]").click()
    expect(page.locator("[data-save-page]")).to_be_disabled()
    expect(page.locator("[data-save-page]")).to_have_text("تم الحفظ")
    samira.context.set_offline(True)
    page.reload()

    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("a[href^='tel:']").first).to_be_visible()
    assert [each for each in samira.complaints if "asked" in each] == []
    samira.close()


def test_who_looks_for_her_language_finds_people(browser: Browser, demo_server: str) -> None:
    samira = reader(browser, demo_server, "ar")

    page = samira.open("/ar/initiativen/?sprache=ar")

    told = words(page)
    assert "Samir Haddad" in told
    assert "Selam Tesfay" in told
    assert page.locator("main .c-card-initiative").count() == 9
    samira.close()


def test_nobody_pretends_that_a_machine_s_text_was_checked(
    browser: Browser, demo_server: str
) -> None:
    samira = reader(browser, demo_server, "ar")

    page = samira.open(f"/ar{CAFE}")

    expect(page.locator(".c-translation-notice")).to_contain_text("ترجمة آلية")
    samira.close()


def test_an_old_entry_asks_to_call_first(browser: Browser, demo_server: str) -> None:
    helper = reader(browser, demo_server, "de")
    page = helper.open("/de/initiativen/")

    old = page.locator(".c-card-initiative", has_text="anrufen").first
    old.locator("a").first.click()

    expect(page.locator("main .c-notice", has_text="anrufen").first).to_be_visible()
    helper.close()


def test_a_poster_takes_one_minute(
    browser: Browser, demo_server: str, demo_pages: list[DemoPage]
) -> None:
    """Code to scan, languages, photo notice, strips, funder: all on one sheet."""
    volunteer = reader(browser, demo_server, "de")
    address = "/de/termine/vernetzungstreffen-im-landkreis/vernetzungstreffen-kaution/"
    page = volunteer.open(address)

    page.locator("a[href$='?druck=aushang']").first.click()

    expect(page.locator(".c-print-foot__code svg").first).to_be_visible()
    assert page.locator(".c-print-foot__strips li").count() == 8
    told = words(page)
    assert "Українська" in told
    assert "Gefördert von" in told
    assert "wird fotografiert" in told
    with pikepdf.open(BytesIO(page.pdf(prefer_css_page_size=True))) as sheets:
        assert len(sheets.pages) == 1
    volunteer.close()
