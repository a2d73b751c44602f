"""Newsletter issues as readers find them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.http import QueryDict

from cms.core import listing, translation

PER_PAGE = 20


@dataclass(frozen=True)
class IssueRow:
    """One issue in the archive."""

    text: translation.TranslatedTitle
    number: int | None
    date: dt.date


def for_archive(page: Any, parameters: QueryDict) -> dict[str, Any]:
    """Return the issues, the newest first."""
    issues = (
        apps.get_model("newsletter.NewsletterIssuePage")
        .objects.at_the_source()
        .published()
        .order_by("-date", "-pk")
    )
    shown = listing.take(issues, parameters, per_page=PER_PAGE)
    titles = translation.titles_of(shown.items)
    rows = [
        IssueRow(titles[issue.translation_key], issue.number, issue.date)
        for issue in shown.items
        if issue.translation_key in titles
    ]
    return {"rows": rows, "slice": shown}
