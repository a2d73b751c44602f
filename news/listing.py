"""News as lists show them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.http import QueryDict
from django.utils import timezone

from cms.core import listing, translation, vocabulary
from news.filters import NewsFilterForm

PER_PAGE = 12


@dataclass(frozen=True)
class NewsRow:
    """One line of the news list, in the reader's language where it exists."""

    text: translation.TranslatedTitle
    date: dt.date
    topics: tuple[vocabulary.TermText, ...]
    is_pinned: bool
    is_urgent: bool
    deadline_on: dt.date | None
    expires_at: dt.datetime | None


def for_index(page: Any, parameters: QueryDict) -> dict[str, Any]:
    """Return what the news list shows: filter form, rows, and the pages before and after."""
    form = NewsFilterForm(parameters)
    chosen = form.cleaned_data if form.is_valid() else {}
    shown = listing.take(_matching(chosen), parameters, per_page=PER_PAGE)
    return {
        "filter_form": form,
        "active_filters": sum(1 for value in chosen.values() if value),
        "rows": rows_of(shown.items),
        "slice": shown,
    }


def latest(count: int) -> list[NewsRow]:
    """Return the news for the front page: pinned first, then newest."""
    return rows_of(list(_matching({})[:count]))


def about_topic(topic_id: int, count: int) -> list[NewsRow]:
    """Return the newest news about a topic."""
    return rows_of(list(_matching({}).filter(topics=topic_id)[:count]))


def rows_of(pages: list[Any]) -> list[NewsRow]:
    """Return the lines for these German pages; one query for the texts in all languages."""
    titles = translation.titles_of(pages)
    return [
        NewsRow(
            text=titles[page.translation_key],
            date=page.date,
            topics=tuple(vocabulary.texts_of(page.topics.all())),
            is_pinned=page.is_pinned,
            is_urgent=page.is_urgent,
            deadline_on=page.deadline_on,
            expires_at=page.expire_at,
        )
        for page in pages
        if page.translation_key in titles
    ]


def _matching(chosen: dict[str, Any]) -> Any:
    news_page = apps.get_model("news.NewsPage")
    news = (
        # Only German pages have a date of their own.
        news_page.objects.filter(date__lte=timezone.localdate())
        .published_with_facts()
        .defer_streamfields()
        .prefetch_related("topics")
        .order_by("-is_pinned", "-date", "-pk")
    )
    if chosen.get("thema"):
        news = news.filter(topics__code=chosen["thema"])
    if chosen.get("jahr"):
        news = news.filter(
            date__gte=dt.date(chosen["jahr"], 1, 1), date__lte=dt.date(chosen["jahr"], 12, 31)
        )
    if chosen.get("meine_sprache"):
        news = listing.in_my_language(news)
    return news


def newest_in_the_active_language(count: int) -> list[Any]:
    """Return the news that exist in the reader's language, for the feed."""
    news_page = apps.get_model("news.NewsPage")
    mine = news_page.objects.published().filter(
        locale_id=translation.active_locale_id(), alias_of=None
    )
    dates = dict(
        news_page.objects.at_the_source()
        .published()
        .filter(translation_key__in=mine.values("translation_key"), date__lte=timezone.localdate())
        .order_by("-date", "-pk")
        .values_list("translation_key", "date")[:count]
    )
    pages = list(mine.filter(translation_key__in=dates).defer_streamfields())
    for page in pages:
        page.feed_date = dates[page.translation_key]
    return sorted(pages, key=lambda page: (page.feed_date, page.pk), reverse=True)
