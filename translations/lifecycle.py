"""What happens to a German page or record happens to its translations, by whatever route.

Readers never see a translation whose German page they may not see; `cms.core.publication` makes
sure of that without anything here. This module keeps the stored state true as well: what is taken
back, moved or deleted in German is taken back, moved or deleted in every language, and comes back
with it. Called by signals, within the transaction of whoever changed the German row.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from asgiref.local import Local
from django.core.exceptions import ValidationError
from django.db import models, transaction
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log, registry
from wagtail.models import Page, Revision, WorkflowState

from cms.core import translation
from translations import claims, sources, subjects
from translations.models import TranslationRecord, TranslationWish

logger = logging.getLogger(__name__)

# Entries in the history of a translation; see wagtail_hooks.register_log_actions.
WITHDRAWN = "translations.withdraw"
RESTORED = "translations.restore"
_PUBLICATIONS = ("wagtail.publish", "wagtail.publish.scheduled", RESTORED)


# ---------------------------------------------------------------- taken back


def withdraw(german: Any) -> None:
    """Take the translations of a German page or record back together with it.

    Reviews end, published or not: nobody can approve a text whose German page is not public.
    What was typed stays.
    """
    if type(german)._default_manager.filter(pk=german.pk, live=True).exists():
        # Wagtail says “unpublished” of what is about to be deleted, too.
        return
    _take_back(subjects.rows_of(german), is_expired=german.expired)


def note_unpublished(row: Any) -> None:
    """Note whether a translation was taken back with its German row, or on its own.

    Both may expire at the same moment, and either may be the first that is noticed.
    """
    german = subjects.german_of(row)
    is_together = german is not None and (
        not german.live or (row.expired and row.expire_at == german.expire_at)
    )
    _mark_withdrawn([row], is_together)


def _take_back(rows: Iterable[Any], *, is_expired: bool = False) -> None:
    found = list(rows)
    _cancel_reviews(found)
    taken = [row for row in found if row.live]
    for row in taken:
        row.unpublish(set_expired=is_expired, log_action=WITHDRAWN)
    _mark_withdrawn(taken, True)


def _mark_withdrawn(rows: Iterable[Any], is_withdrawn: bool) -> None:
    for row in rows:
        if is_withdrawn:
            claims.record_of(translation_key=row.translation_key, locale_id=row.locale_id)
        TranslationRecord.objects.filter(
            translation_key=row.translation_key, locale_id=row.locale_id
        ).update(is_withdrawn_with_source=is_withdrawn)


def _cancel_reviews(rows: Collection[Any]) -> None:
    by_type: dict[int, list[str]] = {}
    for row in rows:
        by_type.setdefault(row.get_base_content_type().pk, []).append(str(row.pk))
    for content_type_id, ids in by_type.items():
        reviews = WorkflowState.objects.active().filter(
            base_content_type_id=content_type_id, object_id__in=ids
        )
        for review in reviews:
            review.cancel()


# ---------------------------------------------------------------- and public again


def bring_back(german: Any) -> None:
    """Publish what was taken back together with a German row, now that it is public again.

    What was unpublished on its own before stays unpublished. The text is the one that was public
    last, not what somebody may have written since, and whoever checked it still stands for it.
    """
    records = _withdrawn_records([german.translation_key])
    if not records:
        return
    rows = subjects.rows_of(german).filter(
        live=False, locale_id__in=[record.locale_id for record in records]
    )
    by_locale = {record.locale_id: record for record in records}
    for row in rows:
        if isinstance(german, Page) and not _put_in_place(row, german):
            continue
        _restore(type(german)._default_manager.get(pk=row.pk), by_locale[row.locale_id])


def _withdrawn_records(keys: Iterable[uuid.UUID]) -> list[TranslationRecord]:
    return list(
        TranslationRecord.objects.filter(
            translation_key__in=list(keys), is_withdrawn_with_source=True
        )
    )


def _restore(row: Any, record: TranslationRecord) -> None:
    revision = last_public_revision(row)
    if revision is None:
        return
    # The dates are those of the German row, which the signal of publication copies; old ones
    # would let the text expire at once.
    revision.content = {**revision.content, "go_live_at": None, "expire_at": None}
    try:
        with transaction.atomic():
            revision.publish(log_action=RESTORED)
    except ValidationError:
        # One language that cannot be saved any more must not keep German from going public.
        logger.exception("Could not bring %s %s back.", type(row).__name__, row.pk)
        return
    # Publishing forgets who checked the text; it is the text that was checked.
    record.is_withdrawn_with_source = False
    record.save()


def last_public_revision(row: Any) -> Revision | None:
    """Return the revision that was public last, among newer drafts nobody may have read."""
    entry = (
        registry.get_logs_for_instance(row)
        .filter(action__in=_PUBLICATIONS, revision_id__isnull=False)
        .order_by("-timestamp", "-pk")
        .first()
    )
    revisions = row.revisions.order_by("-created_at", "-pk")
    published_at = row.last_published_at
    if entry is not None and (published_at is None or entry.timestamp >= published_at):
        return revisions.filter(pk=entry.revision_id).first()
    # Code may publish without an entry in the history; it publishes what it has just saved.
    if published_at is not None:
        revisions = revisions.filter(created_at__lte=published_at)
    return revisions.first()


# ---------------------------------------------------------------- dates


def copy_dates(german: Any) -> None:
    """Let translations appear and expire when their German row does; one query."""
    _rows_of_keys(subjects.base_model(type(german)), [german.translation_key]).update(
        go_live_at=german.go_live_at, expire_at=german.expire_at
    )


def keep_in_step(row: Any) -> None:
    """Give a translation that has just gone public the dates and the fate of its German row.

    One that is approved while the German row is not public waits for it.
    """
    german = subjects.german_of(row)
    if german is None:
        return
    stored = type(row)._default_manager.filter(pk=row.pk)
    stored.update(go_live_at=german.go_live_at, expire_at=german.expire_at)
    if not german.live:
        _take_back(stored)
    elif isinstance(row, Page):
        _gather_strays(row, german)


# ---------------------------------------------------------------- moved


def follow_move(german: Page) -> None:
    """Move the translations of a German page below the translations of its new parent.

    Where the new parent is missing in a language, the page has no place there: it is taken back
    with all that is below it, and comes back below its parent as soon as that is published.
    """
    for row in _rows_of_keys(Page, [german.translation_key]):
        if _put_in_place(row, german):
            _bring_back_below(Page.objects.get(pk=row.pk))
        else:
            below = Page.objects.filter(path__startswith=row.path)
            _take_back(below.filter(live=True).specific())


def _put_in_place(row: Page, german: Page) -> bool:
    """Move a translation to where its German page stands; tell whether there is such a place."""
    if german.depth <= translation.HOME_DEPTH:
        return True
    above = german.get_parent()
    place = Page.objects.filter(
        translation_key=above.translation_key, locale_id=row.locale_id
    ).first()
    if place is None:
        return False
    if row.get_parent(update=True).pk != place.pk:
        if not Page._slug_is_available(row.slug, place, row):
            free = find_available_slug(place, row.slug, ignore_page_id=row.pk)
            Page.objects.filter(pk=row.pk).update(slug=free)
        row.move(place, pos="last-child")
    return True


def _gather_strays(row: Page, german: Page) -> None:
    """Bring pages below their parent that were moved in German when it was missing here."""
    children = Page.objects.child_of(german).values("translation_key")
    strays = Page.objects.filter(translation_key__in=children, locale_id=row.locale_id)
    for stray in strays.exclude(path__startswith=row.path):
        moved_german = subjects.german_of(stray)
        if moved_german is not None and _put_in_place(stray, moved_german):
            _bring_back_below(Page.objects.get(pk=stray.pk))


def _bring_back_below(top: Page) -> None:
    """Publish what was taken back of a page and the pages below it, if German is public."""
    rows = Page.objects.filter(path__startswith=top.path, live=False).order_by("path")
    keys = {row.translation_key: row for row in rows}
    records = {
        record.translation_key: record
        for record in _withdrawn_records(keys)
        if record.locale_id == top.locale_id
    }
    public = Page.objects.filter(
        translation_key__in=records, locale_id=translation.source_locale_id(), live=True
    )
    for german in public.order_by("path"):
        _restore(keys[german.translation_key].specific, records[german.translation_key])


# ---------------------------------------------------------------- deleted

_deleted = Local()


def note_deleted_page(german: Page) -> None:
    """Remember a German page that is being deleted, until the tree is in order again."""
    _deleted.keys = {*getattr(_deleted, "keys", ()), german.translation_key}


def remove_translations_of_deleted_pages() -> None:
    """Delete the translations of the German pages that have just been deleted.

    Not page by page: while the tree is being deleted it miscounts the children of whoever else
    takes pages out of it.
    """
    keys = getattr(_deleted, "keys", None)
    if keys:
        _deleted.keys = set()
        remove_translations(Page, keys)


def remove_translations(model: type[models.Model], keys: Collection[uuid.UUID]) -> None:
    """Delete all languages of German rows that are gone, and what was known about them."""
    base: Any = subjects.base_model(model)
    # An earlier deletion of this thread may have been undone.
    existing = base._default_manager.filter(
        translation_key__in=keys, locale_id=translation.source_locale_id()
    ).values_list("translation_key", flat=True)
    gone = set(keys) - set(existing)
    for key in gone:
        sources.forget(key)
    TranslationWish.objects.filter(translation_key__in=gone).delete()
    rows = _rows_of_keys(base, gone)
    for row in rows:
        log(instance=row, action="wagtail.delete", deleted=True)
    if rows:
        base._default_manager.filter(pk__in=[row.pk for row in rows]).delete()


def forget_translation(row: Any) -> None:
    """Forget how a translation that was deleted came about; what was typed for it stays."""
    TranslationRecord.objects.filter(
        translation_key=row.translation_key, locale_id=row.locale_id
    ).update(
        origin=TranslationRecord.Origin.PERSON,
        source_revision=None,
        made_from={},
        changed_places=[],
        source_changed_at=None,
        checked_at=None,
        checked_by=None,
        reader_group="",
        reader_group_checked_on=None,
        is_withdrawn_with_source=False,
    )


# ---------------------------------------------------------------- shown before it is done


@dataclass(frozen=True)
class Follower:
    """A translation as Wagtail's questions “unpublish, move, delete?” count it.

    No page: Wagtail would act on that itself, before or after the German one as it happens, and
    fail where a language lacks the new parent. What it does to this one is nothing.
    """

    id: int
    path: str
    is_shown_with_pages_below: bool
    live: bool = False
    alias_of_id: int | None = None

    def get_parent(self) -> None:
        """Return no parent, so that nothing is done to it."""

    def get_descendants(self) -> models.QuerySet[Page]:
        """Return the pages that go along with it."""
        below = Page.objects.filter(path__startswith=self.path).exclude(pk=self.id)
        return below if self.is_shown_with_pages_below else below.none()


def going_along(pages: Iterable[Page], action: str) -> dict[Page, list[Follower]]:
    """Return the translations that follow, for Wagtail's questions before it acts."""
    is_unpublishing = action == "unpublish"
    found = {}
    for page in pages:
        if page.depth > 1 and translation.is_source(page):
            rows = _rows_of_keys(Page, [page.translation_key])
            if is_unpublishing:
                rows = rows.filter(live=True)
            found[page] = [
                # Wagtail would unpublish what is below it, past this module.
                Follower(pk, path, is_shown_with_pages_below=not is_unpublishing)
                for pk, path in rows.values_list("pk", "path")
            ]
    return found


def drop_what_goes_along(pages: list[Page]) -> None:
    """Take out of a list of pages to be deleted those that a German one in it takes along."""
    keys = [page.translation_key for page in pages if translation.is_source(page)]
    paths = tuple(_rows_of_keys(Page, keys).values_list("path", flat=True))
    pages[:] = [page for page in pages if not page.path.startswith(paths)]


def _rows_of_keys(model: Any, keys: Collection[uuid.UUID]) -> models.QuerySet[Any]:
    """Return rows in all languages but German."""
    rows: models.QuerySet[Any] = model._default_manager.filter(translation_key__in=keys)
    return rows.exclude(locale_id=translation.source_locale_id())
