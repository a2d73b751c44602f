"""Load the demo, or take it away: all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, ProtectedError
from wagtail.models import Page, PageLogEntry, Revision

from cms.core import content_version, storage
from cms.core.models import SiteSettings, SynonymGroup, Town, TranslatableSnippet
from home import site_setup
from home.demo_content import indexing, manifest, snippets
from home.demo_content.dates import Dates, today
from home.demo_content.pages import Loader, name_the_site
from home.demo_content.world import World
from home.models import DemoRecord, HomePage
from home.search import index as search_index
from translations import segments


class DemoError(Exception):
    """Why the demo can be neither loaded nor removed, in one sentence for the operator."""


@dataclass(frozen=True)
class Loaded:
    """What a run has put on the site."""

    pages: int
    records: int


@contextmanager
def _all_or_nothing() -> Iterator[None]:
    """Undo rows and files together."""
    content_version.forget_all()
    with storage.files_of_transaction(), transaction.atomic():
        yield
    content_version.forget_all()


def load() -> Loaded | None:
    """Put the demo on a site that holds nothing else; nothing happens where it is already."""
    if manifest.is_loaded():
        return None
    with _all_or_nothing():
        outcome = site_setup.set_up()
        _refuse_a_used_site(outcome.home)
        world = World(outcome.home, Dates(today()))
        try:
            with indexing.built_at_the_end():
                snippets.load(world)
                Loader(world).load()
                snippets.load_synonyms(world)
                name_the_site(world)
        except ValidationError as error:
            raise DemoError(f"The demo does not fit this site: {error.messages[0]}") from error
    return Loaded(
        pages=len(manifest.made(Page)) + len(manifest.changed(Page)),
        records=sum(len(manifest.made(model)) for model in _record_models()),
    )


def remove() -> int:
    """Take away what load() has put on the site, and no more; return how many rows went."""
    if not manifest.is_loaded():
        return 0
    with _all_or_nothing():
        count = DemoRecord.objects.filter(before__isnull=True).count()
        made = manifest.made(Page)
        _refuse_to_take_foreign_pages(made)
        try:
            _remove_pages(made)
            _restore_pages()
            _restore_settings()
            _remove_records()
        except ProtectedError as error:
            names = ", ".join(sorted({str(each) for each in error.protected_objects})[:5])
            raise DemoError(
                f"Nothing was removed: these still use words of the demo: {names}. "
                "Choose other words there, or delete them, and try again."
            ) from error
        segments.forget_unused_strings()
        search_index.rebuild()
        DemoRecord.objects.all().delete()
    return count


# ---------------------------------------------------------------- whether it may be loaded


def _record_models() -> list[type[Model]]:
    translatable = [model for model in apps.get_models() if issubclass(model, TranslatableSnippet)]
    return [*translatable, Town, SynonymGroup]


def _refuse_a_used_site(home: HomePage) -> None:
    pages = _pages_of_others(home)
    if pages:
        raise DemoError(
            "The demo is only for an empty site, and this one has content of its own, for example "
            f"the page “{pages[0].title}”; nothing was changed."
        )
    for model in _record_models():
        row = model._default_manager.first()
        if row is not None:
            raise DemoError(
                "The demo is only for an empty site, and this one has content of its own, for "
                f"example “{row}” ({model._meta.verbose_name}); nothing was changed."
            )


def _pages_of_others(home: HomePage) -> list[Page]:
    """Return live pages that set_up() has not made, or that somebody has written on since."""
    slugs = [section.slug for section in site_setup.SECTIONS]
    sections = home.get_children().filter(slug__in=slugs)
    keys = [home.translation_key, *sections.values_list("translation_key", flat=True)]
    live = Page.objects.filter(depth__gt=1, live=True).order_by("path")
    foreign = live.exclude(translation_key__in=keys).first()
    written = Revision.page_revisions.filter(user__isnull=False).values_list("object_id", flat=True)
    edited = live.filter(pk__in=[int(pk) for pk in written.distinct()]).first()
    return [page for page in (foreign, edited) if page is not None]


# ---------------------------------------------------------------- taking away


def _refuse_to_take_foreign_pages(made: list[int]) -> None:
    demo = Page.objects.filter(pk__in=made)
    foreign: list[Any] = list(
        Page.objects.filter(translation_key__in=demo.values("translation_key"))
        .exclude(pk__in=made)
        .exclude(pk__in=manifest.changed(Page))
    )
    for path in demo.filter(numchild__gt=0).values_list("path", flat=True):
        below = Page.objects.filter(path__startswith=path).exclude(path=path)
        foreign.extend(below.exclude(pk__in=made))
    for model in _translatable_models():
        ids = manifest.made(model)
        keys = model.objects.filter(pk__in=ids).values("translation_key")
        foreign.extend(model.objects.filter(translation_key__in=keys).exclude(pk__in=ids))
    if foreign:
        names = ", ".join(sorted({str(each) for each in foreign})[:5])
        raise DemoError(
            f"Nothing was removed: people have added to the demo: {names}. "
            "Move these elsewhere, or delete them, and try again."
        )


def _translatable_models() -> list[Any]:
    return [model for model in _record_models() if issubclass(model, TranslatableSnippet)]


def _remove_pages(made: list[int]) -> None:
    Page.objects.filter(pk__in=made).delete()
    PageLogEntry.objects.filter(page_id__in=made, user=None).delete()


def _restore_pages() -> None:
    """Give the pages that every site has their own words back, unless people have edited them."""
    for pk, before in manifest.changed(Page).items():
        page = Page.objects.filter(pk=pk).specific().first()
        if page is None or page.latest_revision_id != before["demo"]:
            continue
        earlier = Revision.objects.get(pk=before["revision"])
        earlier.publish(log_action=False)
        type(page).objects.filter(pk=pk).update(
            latest_revision=earlier,
            draft_title=earlier.content["title"],
            has_unpublished_changes=False,
        )
        Revision.objects.filter(pk=before["demo"]).delete()


def _restore_settings() -> None:
    for pk, before in manifest.changed(SiteSettings).items():
        chosen = SiteSettings.objects.filter(pk=pk).first()
        if chosen is None:
            continue
        for name, value in before["demo"].items():
            if getattr(chosen, name) == value:
                setattr(chosen, name, before["values"][name])
        if chosen.publisher_id in manifest.made(apps.get_model("core.Organisation")):
            chosen.publisher = None
        chosen.is_demo = False
        chosen.save()


def _remove_records() -> None:
    """Delete what is left, each kind after those that point to it."""
    waiting = manifest.models_made()
    while waiting:
        held: list[type[Model]] = []
        reason: ProtectedError | None = None
        for model in waiting:
            try:
                with transaction.atomic():
                    model._default_manager.filter(pk__in=manifest.made(model)).delete()
            except ProtectedError as error:
                held.append(model)
                reason = error
        if reason is not None and len(held) == len(waiting):
            raise reason
        waiting = held
