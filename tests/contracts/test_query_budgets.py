"""A page costs the database the same whether the site is small or large, and little."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from cms.core import content_version
from cms.core.models import GlossaryTerm, OfferType, SiteSettings, Topic
from events.models import (
    EventIndexPage,
    EventSeriesPage,
    MethodPage,
    TrainingModule,
    TrainingPage,
    TrainingRun,
    TrainingSession,
)
from home.models import GlossaryPage, TopicPage
from initiatives.models import InitiativeIndexPage, ProjectIndexPage, ProjectPage
from news.models import NewsIndexPage
from newsletter.models import NewsletterArchivePage, NewsletterIssuePage
from tests.factories import pages, tree

FEW, MANY = 3, 30
YEAR = timedelta(days=300)


def topic() -> Topic:
    return Topic.objects.first() or pages.topic(code="housing", label="Wohnen")


def news() -> Any:
    return tree.translate(pages.news(topics=[topic()], tags=["a"]), "ar", title="خبر")


def event(**fields: Any) -> Any:
    venue = pages.venue(name=f"Haus {tree.number()}", town=pages.town())
    spoken = [pages.spoken_language()]
    return pages.event(topics=[topic()], venue=venue, spoken_languages=spoken, **fields)


def event_of_some_kind() -> None:
    past = timezone.now() - timedelta(days=9)
    tree.translate(event(), "ar", title="لقاء")
    event(starts_at=past, ends_at=past + timedelta(hours=2))
    event(rhythm="weekly", weekdays=["mon"], repeats_until=timezone.localdate() + YEAR)


def initiative() -> None:
    offer = pages.offer(offer_type=pages.term(OfferType))
    page = pages.initiative(
        topics=[topic()], town=pages.town(), spoken_languages=[pages.spoken_language()],
        offers=[offer], needs=[{"type": "need", "value": "Fahrerin"}],
    )  # fmt: skip
    tree.translate(page, "ar", title="مبادرة")


def project() -> None:
    page = tree.add(tree.section(ProjectIndexPage), ProjectPage(title=f"Projekt {tree.number()}"))
    tree.translate(page, "ar", title="مشروع")


def issue() -> None:
    page = NewsletterIssuePage(title=f"Brief {tree.number()}")
    tree.add(tree.section(NewsletterArchivePage), page)


def training(**fields: Any) -> Any:
    page = TrainingPage(title=f"Schulung {tree.number()}", **fields)
    page = tree.add(tree.section(EventIndexPage), page)
    add_module(page, 1)
    return page


def add_module(page: Any, number: int) -> None:
    german, venue = tree.locale("de"), pages.venue(town=pages.town())
    start = timezone.now() + timedelta(days=number)
    TrainingModule.objects.create(
        training=page, number=number, title=f"Modul {number}", venue=venue, locale=german
    )
    TrainingRun.objects.create(
        training=page, code=f"r{number}", title=f"Lauf {number}", locale=german
    )
    TrainingSession.objects.create(
        training=page, run_code=f"r{number}", module_number=number, venue=venue,
        starts_at=start, ends_at=start + timedelta(hours=2),
    )  # fmt: skip


def word() -> None:
    GlossaryTerm.objects.create(
        term=f"Wort {tree.number()}", code=f"wort-{tree.number()}", explanation="…",
        topic=topic(), locale=tree.locale("de"),
    )  # fmt: skip


def everything() -> None:
    for add in (news, event_of_some_kind, initiative, project, issue, training, word):
        add()


def below(model: type[Page], page: Page) -> Page:
    return tree.add(tree.section(model), page)


# The most questions of each page, and how it is made. More than eight has a reason: the home page
# and topic pages gather four lists, the calendar is three, entries of the directory have offers,
# times and languages, and the pages of single records have as many kinds of parts.
BUDGETS: dict[str, tuple[int, Callable[[], Page]]] = {
    "home": (9, tree.german_home),
    "news list": (6, lambda: tree.section(NewsIndexPage)),
    "calendar": (8, lambda: tree.section(EventIndexPage)),
    "directory": (8, lambda: tree.section(InitiativeIndexPage)),
    "project list": (5, lambda: tree.section(ProjectIndexPage)),
    "newsletter archive": (5, lambda: tree.section(NewsletterArchivePage)),
    "glossary": (3, lambda: tree.section(GlossaryPage)),
    "news page": (5, lambda: pages.news(topics=[topic()])),
    "event page": (11, event),
    "series page": (5, lambda: below(EventIndexPage, EventSeriesPage(title="Reihe"))),
    "training page": (12, training),
    "method page": (5, lambda: below(EventIndexPage, MethodPage(title="Treffen"))),
    "initiative page": (11, pages.initiative),
    "project page": (12, lambda: below(ProjectIndexPage, ProjectPage(title="Projekt"))),
    "issue page": (4, lambda: below(NewsletterArchivePage, NewsletterIssuePage(title="Brief"))),
    "topic page": (16, lambda: tree.add(tree.german_home(), TopicPage(title="T", topic=topic()))),
    "text page": (4, pages.text_page),
}


@pytest.fixture(scope="module")
def costs(django_db_setup: Any, django_db_blocker: Any) -> dict[str, tuple[list[str], list[str]]]:
    """Return what each page asks of a small site, and of one with ten times the records."""
    with django_db_blocker.unblock(), transaction.atomic():
        content_version.forget_all()
        SiteSettings.load()
        addresses = {name: make().get_url() for name, (_most, make) in BUDGETS.items()}
        for _each in range(FEW):
            everything()
        few = {name: questions(address) for name, address in addresses.items()}
        for _each in range(MANY - FEW):
            everything()
        many = {name: questions(address) for name, address in addresses.items()}
        transaction.set_rollback(True)
    content_version.forget_all()
    return {name: (few[name], many[name]) for name in BUDGETS}


def questions(address: str) -> list[str]:
    """Return the questions that a warm page asks."""
    for _warm_up in range(2):
        assert Client().get(address).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        Client().get(address)
        return [query["sql"] for query in captured.captured_queries]


@pytest.mark.parametrize("name", BUDGETS)
def test_a_page_asks_no_more_of_a_large_site(
    name: str, costs: dict[str, tuple[list[str], list[str]]]
) -> None:
    few, many = costs[name]

    assert len(many) == len(few), "\n".join(sql[:200] for sql in many)
    assert len(many) <= BUDGETS[name][0], "\n".join(sql[:200] for sql in many)
