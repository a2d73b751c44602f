"""Takes the pictures of docs/screens anew: the main pages, in German and Arabic, small and large.

Run as a program; `make screens` does. The demo is loaded into a folder that is thrown away.
"""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.support.browser import ARGUMENTS
from tests.support.product import ROOT
from tests.support.showing import shown_demo

FOLDER = ROOT / "docs" / "screens"
# The name of a picture, and the German page it shows.
SCREENS = {
    "home": "",
    "news": "aktuelles/",
    "news-page": "aktuelles/neue-schulung-anderen-den-anfang/",
    "calendar": "termine/",
    "event": "termine/fachvortrag-trauma-verstehen/",
    "training": "termine/schulung-alltagsbegleitung/",
    "initiatives": "initiativen/",
    "initiative": "initiativen/cafe-ankommen-talbruecken-e-v/",
    "project": "projekte/bruecken-im-ehrenamt/",
    "glossary": "woerter/",
}
CODES = ("de", "ar")
WIDTHS = (360, 1280)
# What somebody sees without scrolling much, and a file of a size that a repository can bear.
TALLEST, QUALITY = {360: 1200, 1280: 1200}, 50


def main() -> None:
    """Load the demo, serve it, and take every picture."""
    with shown_demo() as address:
        _take_pictures(address)


def _take_pictures(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=[*ARGUMENTS]
        )
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": 800})
            for name, path in SCREENS.items():
                for code in CODES:
                    _open(page, address, code, path)
                    _keep(page, FOLDER / f"{name}-{code}-{width}.webp", TALLEST[width])
        browser.close()


def _open(page: Page, address: str, code: str, path: str) -> None:
    """Go to a page, or to what stands in for it; its address may differ in another language."""
    page.goto(f"{address}/de/{path}")
    if code != "de":
        link = page.locator(f".c-switch a[hreflang={code}], .c-switch a[data-language={code}]")
        page.goto(re.sub(r"^(?=/)", address, str(link.first.get_attribute("href"))))
    page.wait_for_load_state("networkidle")


def _keep(page: Page, path: Path, tallest: int) -> None:
    with Image.open(io.BytesIO(page.screenshot(full_page=True))) as picture:
        picture.crop((0, 0, picture.width, min(picture.height, tallest))).save(
            path, "WEBP", quality=QUALITY, method=6
        )


if __name__ == "__main__":
    main()
