"""The editor of sentences, as a volunteer uses it on her phone."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

SAVED = "Gespeichert"


class Sentences:
    """One text in one language."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def card(self, german: str) -> Locator:
        """Return what belongs to a German sentence."""
        return self.page.locator("[data-sentence]").filter(
            has=self.page.locator("[lang=de]", has_text=german)
        )

    def field(self, german: str) -> Locator:
        """Return where its translation is typed."""
        return self.card(german).locator("textarea")

    def type(self, german: str, text: str) -> None:
        """Type a translation key by key, and wait for nothing."""
        field = self.field(german)
        field.fill("")
        field.press_sequentially(text)

    def expect_state(self, german: str, state: str) -> None:
        """Wait until a sentence is in a state."""
        expect(self.card(german)).to_have_attribute("data-state", state)

    def expect_progress(self, done: int, total: int) -> None:
        """Look at the head of the page."""
        expect(self.page.locator(".translate-progress")).to_contain_text(
            re.compile(rf"{done}\s+(von|of) {total}")
        )

    def status(self) -> Locator:
        """Return what the bar says."""
        return self.page.locator("[data-bar-status]")

    def hand_in(self) -> None:
        """Press the button."""
        self.page.locator("button[formaction$='/hand-in/']").click()

    def go_on(self) -> None:
        """Go to the next open sentence with the keyboard."""
        self.page.keyboard.press("Control+Enter")
