"""The admin's screens, as somebody uses them who works on the site."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

PASSWORD = "secret"


class Desk:
    """Everything after signing in."""

    def __init__(self, page: Page, username: str) -> None:
        self.page = page
        page.goto("/admin/login/")
        page.get_by_label("Benutzername").fill(username)
        page.get_by_label("Passwort").fill(PASSWORD)
        page.get_by_role("button", name="Anmelden").click()
        page.wait_for_url(lambda url: "/login/" not in url)

    def home(self) -> Page:
        """Open the desk."""
        self.page.goto("/admin/")
        return self.page

    def write_news(self, *, title: str, teaser: str, picture: Path) -> None:
        """Start a news item from the desk and fill in what it needs."""
        self.home().get_by_role("link", name="Nachricht schreiben").click()
        self.page.locator("#id_title").fill(title)
        self.page.locator("#id_teaser").fill(teaser)
        self.page.get_by_role("tab", name="Angaben").click()
        self._upload(picture)

    def hand_in(self) -> None:
        """Submit the open page for moderation."""
        self._more_actions("Moderation")
        expect(self.page.locator(".messages")).to_contain_text("Moderation")

    def open(self, title: str) -> None:
        """Open a page that the desk names."""
        self.home().locator(".desk").get_by_role("link", name=title).click()
        expect(self.page.locator("#id_title")).to_have_value(title)

    def open_for_review(self, title: str) -> None:
        """Open a page that waits for a decision."""
        self.home().get_by_role("link", name=title).first.click()
        expect(self.page.locator("#id_title")).to_have_value(title)

    def send_back(self, comment: str) -> None:
        """Ask for changes, saying which."""
        self._more_actions("Änderungen anfordern")
        dialog = self.page.locator(".modal-content")
        dialog.locator("textarea").fill(comment)
        dialog.locator("button[type=submit], input[type=submit]").click()
        self.page.wait_for_url("**/admin/**")
        expect(dialog).to_have_count(0)

    def approve(self) -> None:
        """Say yes."""
        self._more_actions("Freigeben")
        expect(self.page.locator(".messages")).to_contain_text("aktualisiert")

    def _more_actions(self, name: str) -> None:
        footer = self.page.locator("footer")
        footer.get_by_role("button", name="Mehr Aktionen").click()
        footer.get_by_role("button", name=name).first.click()

    def _upload(self, picture: Path) -> None:
        self.page.get_by_role("button", name="Bild auswählen").click()
        dialog = self.page.locator(".modal-content")
        dialog.get_by_role("tab", name="Hochladen").click()
        dialog.locator("input[type=file]").set_input_files(picture)
        dialog.locator("[name$=title]").fill("Sprachcafé")
        dialog.locator("[name$=description]").fill("Vier Menschen am Tisch")
        dialog.locator("[name$=licence]").select_option("own")
        dialog.locator("[name$=people]").select_option("nobody")
        dialog.get_by_role("button", name="Hochladen").click()
        expect(dialog).to_have_count(0)
        expect(self.page.locator("#id_image-title")).to_contain_text("Sprachcafé")
