"""The reviewer's page, as somebody uses it who reads what others have translated."""

from __future__ import annotations

from playwright.sync_api import Locator, Page


class Review:
    """One text that was handed in, beside German and beside what is public."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def row(self, german: str) -> Locator:
        """Return the line of a German sentence in the whole text."""
        return self.page.locator(".review__table:not(section *) tbody tr").filter(
            has=self.page.locator("[lang=de]", has_text=german)
        )

    def handed_in(self, german: str) -> Locator:
        """Return its translation as it was handed in."""
        return self.row(german).locator("[data-label='Abgegeben'] [dir]")

    def changed_since(self) -> Locator:
        """Return the lines of what has changed since the text was sent back."""
        return self.page.locator("section:has(#answer-heading) .review__table tbody tr")

    def send_back(self, comment: str) -> None:
        """Say no, and why."""
        self.page.get_by_label("Was sollte besser sein?").fill(comment)
        self.page.get_by_role("button", name="Zurückgeben").click()

    def approve(self) -> None:
        """Say yes."""
        self.page.get_by_role("button", name="Freigeben und veröffentlichen").click()
