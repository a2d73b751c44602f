"""The world that tests of people and moderation stand in: the site as `setup_site` makes it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page

from cms.core.models import EventKind
from events.models import EventPage, EventSeriesPage, MethodPage, TrainingPage
from home import site_setup
from home.models import HomePage, StandardPage, TopicPage
from initiatives.models import InitiativePage, ProjectPage
from news.models import NewsPage
from newsletter.models import NewsletterIssuePage
from tests.support import roles
from tests.support.database import using

# Where each page type that editors add has its place.
PLACES: dict[type[Page], str] = {
    TopicPage: "",
    StandardPage: "",
    NewsPage: "aktuelles",
    EventPage: "termine",
    EventSeriesPage: "termine",
    TrainingPage: "termine",
    MethodPage: "termine",
    InitiativePage: "initiativen",
    ProjectPage: "projekte",
    NewsletterIssuePage: "newsletter",
}


class SiteDatabase:
    """The site set up once for a test process, in a database beside the ordinary one."""

    def __init__(self, copies: Any) -> None:
        self.copies = copies
        self.name: str = copies.another("site")
        with using(self.name):
            home_page = set_up().home
        self._home = home_page.pk

    @contextmanager
    def kept_for_a_module(self) -> Iterator[site_setup.Outcome]:
        """Lend the site to a module; its tests undo what they do, this undoes the rest."""
        with using(self.name), transaction.atomic():
            try:
                yield self._outcome()
            finally:
                transaction.set_rollback(True)

    @contextmanager
    def copied(self) -> Iterator[site_setup.Outcome]:
        """Give a test or a module a site of its own, in which what is saved stays saved."""
        copy = self.copies.another("own_site", like=self.name)
        try:
            with using(copy):
                yield self._outcome()
        finally:
            self.copies.discard(copy)

    def _outcome(self) -> site_setup.Outcome:
        return site_setup.Outcome(HomePage.objects.get(pk=self._home))

    def discard(self) -> None:
        self.copies.discard(self.name)


def set_up() -> site_setup.Outcome:
    """Set the site up, with editors of one section and a kind of event besides."""
    outcome = site_setup.set_up()
    roles.bind_section_editors(outcome.section("aktuelles"))
    EventKind.objects.create(code="exchange", label="Austausch", locale=locale("de"))
    return outcome


def locale(code: str) -> Locale:
    """Return the locale of a language."""
    return Locale.objects.get(language_code=code)


def home(code: str = "de") -> Page:
    """Return the home page of a language."""
    return Page.objects.get(depth=2, locale__language_code=code).specific


def place_of(model: type[Page], code: str = "de") -> Page:
    """Return the page below which pages of a type stand."""
    slug = PLACES[model]
    return home(code) if not slug else home(code).get_children().get(slug=slug).specific


def fields_of(model: type[Page]) -> dict[str, Any]:
    """Return what a page of this type cannot do without."""
    if model is InitiativePage:
        return {"phone_display": "069 90009 201", "phone_dial": "+496990009201"}
    if model is EventPage:
        start = timezone.now() + timedelta(days=3)
        kind = EventKind.objects.get(locale=locale("de"))
        return {"kind": kind, "starts_at": start, "ends_at": start + timedelta(hours=2)}
    return {}


def page(
    model: type[Page] = NewsPage,
    *,
    author: AbstractUser | None = None,
    live: bool = False,
    **fields: Any,
) -> Any:
    """Return a German page of a type with a first draft by its author."""
    fields = {"title": "Das Sprachcafé zieht um", **fields_of(model), **fields}
    new = model(**fields, locale=locale("de"), owner=author)
    new.live = False
    place_of(model).add_child(instance=new)
    revision = new.save_revision(user=author)
    if live:
        revision.publish()
    return model.objects.get(pk=new.pk)


def translated(source: Page, code: str, *, author: AbstractUser | None = None) -> Any:
    """Return a draft translation of a page."""
    copy = source.specific.copy_for_translation(locale(code))
    copy.title = f"{source.title} ({code})"
    copy.save_revision(user=author)
    return type(copy).objects.get(pk=copy.pk)


def hand_in(page: Page, *, author: AbstractUser) -> Any:
    """Start the workflow of a page the way its author does."""
    return page.get_workflow().start(page.specific, author)
