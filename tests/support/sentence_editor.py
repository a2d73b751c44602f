"""The editor of sentences as a browser without a script uses it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.test import Client
from wagtail.test.utils.form_data import querydict_from_html

from tests.support import agency
from translations import cards, segments

# What a script sends along; Wagtail then refuses instead of leading to the first screen.
SCRIPT = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}


def name_of(german: Any, html: str) -> str:
    """Return by what name the form knows a German sentence."""
    segment = next(each for each in segments.segments_of(german) if each.html == html)
    return cards.name_of((segment.place, segment.hash))


def page_of(answer: Any) -> BeautifulSoup:
    """Return the page that was answered."""
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def opened(client: Client, german: Any, code: str = "ar", query: str = "") -> BeautifulSoup:
    """Open the editor."""
    return page_of(client.get(agency.url("edit", german, code) + query))


def card(page: BeautifulSoup, name: str) -> Tag:
    """Return what the page shows of one sentence."""
    found = page.find(attrs={"data-sentence": name})
    assert isinstance(found, Tag)
    return found


def field(page: BeautifulSoup, name: str) -> Tag:
    """Return the field of one sentence."""
    found = page.find("textarea", attrs={"name": f"text-{name}"})
    assert isinstance(found, Tag)
    return found


def words(tag: Tag | BeautifulSoup) -> str:
    """Return the words of a part of the page, in one line."""
    return " ".join(tag.get_text(" ").split())


def form_of(page: BeautifulSoup) -> dict[str, Any]:
    """Return what the form would send as it stands."""
    return dict(querydict_from_html(str(page), form_id="translate-form").lists())


def save(
    client: Client,
    german: Any,
    texts: Mapping[str, str],
    *,
    page: BeautifulSoup | None = None,
    door: str = "edit",
    **more: Any,
) -> Any:
    """Type German sentences' translations into the form and send it."""
    data = form_of(page or opened(client, german))
    for html, text in texts.items():
        data[f"text-{name_of(german, html)}"] = text
    return client.post(agency.url(door, german), data | more)


def save_one(client: Client, german: Any, html: str, text: str, **more: Any) -> Any:
    """Send one sentence the way the script of the page does."""
    data = {"name": name_of(german, html), "text": text, "seen": "", **more}
    return client.post(agency.url("sentence", german), data, **SCRIPT)


def said(answer: Any) -> str:
    """Return what the messages at the top of the next page say."""
    found = re.sub(r"<[^>]*>", " ", " ".join(str(each) for each in answer.context["messages"]))
    return " ".join(found.split())
