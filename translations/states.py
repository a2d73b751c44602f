"""In which state each page and record is in each language, derived from what is stored.

One source of truth for the desk, the coverage board and the panel on a page. Whatever the number
of pages and languages, the answer costs the same few queries.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, WorkflowState

from cms.core import translation
from translations import subjects
from translations.models import SourceText, TranslationRecord, TranslationWish

# A page or record in a language.
Cell = tuple[uuid.UUID, int]


class Kind(models.TextChoices):
    """The one word for a cell, by what somebody has to do about it."""

    SENT_BACK = "sent_back", _("sent back")
    HANDED_IN = "handed_in", _("handed in")
    CLAIMED = "claimed", _("in progress")
    OUTDATED = "outdated", _("older than the German text")
    MACHINE_PUBLIC = "machine_public", _("machine text, not checked")
    UNCHECKED = "unchecked", _("public, not checked")
    CHECKED = "checked", _("checked")
    MACHINE_DRAFT = "machine_draft", _("machine draft")
    DRAFT = "draft", _("begun")
    WISHED = "wished", _("wished for")
    MISSING = "missing", _("missing")


# Kinds in which readers have a text in their language.
PUBLIC_KINDS = frozenset({Kind.OUTDATED, Kind.MACHINE_PUBLIC, Kind.UNCHECKED, Kind.CHECKED})


@dataclass(frozen=True)
class Review:
    """A text that was handed in and not decided on, or sent back."""

    is_sent_back: bool
    since: datetime | None
    comment: str = ""
    by: str = ""
    by_id: int | None = None
    # Who has handed it in, and goes on with it when it is sent back.
    author_id: int | None = None
    revision_id: int | None = None
    task_state_id: int | None = None


@dataclass(frozen=True)
class TranslationState:
    """Everything that is known about one page or record in one language."""

    translation_key: uuid.UUID
    locale_id: int
    row_id: Any = None
    is_public: bool = False
    has_draft: bool = False
    is_machine: bool = False
    checked_at: datetime | None = None
    checked_by: str = ""
    outdated_since: datetime | None = None
    changed_places: tuple[str, ...] = ()
    claimed_by: str = ""
    claimed_by_id: int | None = None
    claimed_until: datetime | None = None
    review: Review | None = None
    wishes: int = 0
    is_needed: bool = False
    needed_by: date | None = None
    sentences: int = 0
    sentences_done: int = 0
    sentences_by_machine: int = 0
    reader_group: str = ""
    reader_group_checked_on: date | None = None

    @property
    def kind(self) -> Kind:
        """Return the one word for this state."""
        if self.review is not None:
            return Kind.SENT_BACK if self.review.is_sent_back else Kind.HANDED_IN
        if self.claimed_by_id is not None:
            return Kind.CLAIMED
        if self.is_public:
            return self._public_kind()
        if self.sentences_by_machine:
            return Kind.MACHINE_DRAFT
        if self.sentences_done or self.has_draft:
            return Kind.DRAFT
        return Kind.WISHED if self.wishes else Kind.MISSING

    def _public_kind(self) -> Kind:
        if self.outdated_since is not None:
            return Kind.OUTDATED
        if self.checked_at is not None:
            return Kind.CHECKED
        return Kind.MACHINE_PUBLIC if self.is_machine else Kind.UNCHECKED

    @property
    def is_current(self) -> bool:
        """Tell whether readers have a checked text that says what the German one says."""
        return self.is_public and self.checked_at is not None and self.outdated_since is None

    @property
    def percent_done(self) -> int:
        """Return how much of the German text has a text in this language, typed or public."""
        if not self.sentences:
            return 100 if self.is_public else 0
        if self.is_public and not self.sentences_done:
            return round(100 * max(self.sentences - len(self.changed_places), 0) / self.sentences)
        return min(100, round(100 * self.sentences_done / self.sentences))


@dataclass(frozen=True)
class Subject:
    """A German page or record, as boards and lists name it."""

    translation_key: uuid.UUID
    model: type[models.Model]
    german_id: Any
    title: str
    changed_at: datetime | None = None
    sentences: int = 0
    words: int = 0
    # The page's own date, such as the day of an event; the latest day a translation makes sense.
    own_deadline: date | None = None
    # When it is needed next: a meeting that repeats is held long before its last day.
    next_day: date | None = None
    # 1 is read by everybody, 3 by few.
    importance: int = 2
    path: str = field(default="", compare=False)

    @property
    def is_page(self) -> bool:
        return issubclass(self.model, Page)

    @property
    def has_text(self) -> bool:
        """Tell whether there is anything to translate; some records are names and numbers only."""
        return self.sentences > 0 or self.changed_at is None


def states_of(
    found: Collection[Subject], locale_ids: Collection[int]
) -> dict[Cell, TranslationState]:
    """Return the state of each subject in each language; a bounded number of queries.

    One query each for records, wishes and reviews, and one for the rows of each kind of record;
    all pages count as one kind.
    """
    keys = {each.translation_key for each in found}
    wanted = set(locale_ids)
    if not keys or not wanted:
        return {}
    rows = _rows(found, wanted)
    records = _records(keys, wanted)
    wishes = _wishes(keys, wanted)
    reviews = _reviews(rows)
    return {
        (each.translation_key, locale_id): _state(
            each,
            locale_id,
            rows.get((each.translation_key, locale_id)),
            records.get((each.translation_key, locale_id)),
            wishes.get((each.translation_key, locale_id), 0),
            reviews.get((each.translation_key, locale_id)),
        )
        for each in found
        for locale_id in wanted
    }


def state_of(german: Any, locale_id: int) -> TranslationState:
    """Return the state of one page or record in one language."""
    subject = subject_of(german)
    return states_of([subject], [locale_id])[subject.translation_key, locale_id]


def subject_of(german: Any) -> Subject:
    """Return how boards name a German page or record."""
    model = type(german)
    texts = _texts(SourceText.objects.filter(pk=german.translation_key))
    rows = model._default_manager.filter(pk=german.pk)
    return subjects_in(model, rows, only_live=False, texts=texts)[0]


# When the German text changed, and how many sentences and words it has.
Text = tuple[datetime | None, int, int]
Texts = dict[uuid.UUID, Text]
UNKNOWN: Text = (None, 0, 0)


def all_subjects() -> list[Subject]:
    """Return all published German pages and records; one query for each type, and one more."""
    texts = _texts(SourceText.objects.all())
    return [
        each
        for model in (*subjects.page_models(), *subjects.record_models())
        for each in subjects_in(model, texts=texts)
    ]


def _texts(found: models.QuerySet[SourceText]) -> Texts:
    columns = ("translation_key", "changed_at", "sentences", "words")
    return {
        key: (changed_at, sentences, words)
        for key, changed_at, sentences, words in found.values_list(*columns)
    }


def subjects_in(
    model: Any,
    rows: Any = None,
    *,
    only_live: bool = True,
    texts: Texts | None = None,
) -> list[Subject]:
    """Return the German rows of one type; one query, and one for their texts if not given."""
    found = rows if rows is not None else model._default_manager.all()
    found = found.filter(locale_id=translation.source_locale_id())
    if only_live:
        found = found.filter(live=True)
    if issubclass(model, Page):
        found = found.defer_streamfields()
    if texts is None:
        content_type = ContentType.objects.get_for_model(model)
        texts = _texts(SourceText.objects.filter(content_type=content_type))
    return [_subject(model, row, texts.get(row.translation_key, UNKNOWN)) for row in found]


def _subject(model: Any, row: Any, text: Text) -> Subject:
    changed_at, sentences, words = text
    return Subject(
        translation_key=row.translation_key,
        model=model,
        german_id=row.pk,
        title=row.title if issubclass(model, Page) else str(row),
        changed_at=changed_at,
        sentences=sentences,
        words=words,
        own_deadline=getattr(row, "last_useful_day", None),
        next_day=getattr(row, "next_useful_day", None),
        importance=model.importance,
        path=getattr(row, "path", ""),
    )


# ---------------------------------------------------------------- what is stored


@dataclass(frozen=True)
class _Row:
    pk: Any
    content_type_id: int
    is_public: bool


def _rows(found: Iterable[Subject], locale_ids: set[int]) -> dict[Cell, _Row]:
    by_base: dict[Any, set[uuid.UUID]] = {}
    for each in found:
        by_base.setdefault(subjects.base_model(each.model), set()).add(each.translation_key)
    rows: dict[Cell, _Row] = {}
    for model, keys in by_base.items():
        content_type_id = ContentType.objects.get_for_model(model).pk
        values = model._default_manager.filter(locale_id__in=locale_ids)
        if len(keys) < 100:
            values = values.filter(translation_key__in=keys)
        for key, locale_id, pk, live in values.values_list(
            "translation_key", "locale_id", "pk", "live"
        ):
            if key in keys:
                rows[key, locale_id] = _Row(pk, content_type_id, live)
    return rows


def _records(keys: set[uuid.UUID], locale_ids: set[int]) -> dict[Cell, TranslationRecord]:
    found = TranslationRecord.objects.filter(locale_id__in=locale_ids)
    if len(keys) < 100:
        found = found.filter(translation_key__in=keys)
    found = found.select_related("checked_by", "claimed_by").defer("made_from")
    return {(each.translation_key, each.locale_id): each for each in found}


def _wishes(keys: set[uuid.UUID], locale_ids: set[int]) -> dict[Cell, int]:
    found = TranslationWish.objects.filter(is_fulfilled=False, locale_id__in=locale_ids)
    if len(keys) < 100:
        found = found.filter(translation_key__in=keys)
    counted = found.values("translation_key", "locale_id").annotate(count=Count("pk")).order_by()
    return {(each["translation_key"], each["locale_id"]): each["count"] for each in counted}


def _reviews(rows: dict[Cell, _Row]) -> dict[Cell, Review]:
    cells = {(row.content_type_id, str(row.pk)): cell for cell, row in rows.items()}
    open_states = WorkflowState.objects.filter(
        status__in=[WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES],
        base_content_type_id__in={row.content_type_id for row in rows.values()},
    ).select_related("current_task_state__finished_by", "current_task_state__revision__user")
    # The whole text of each page under review is not needed to say that it is.
    open_states = open_states.defer("current_task_state__revision__content")
    reviews = {}
    for state in open_states:
        cell = cells.get((state.base_content_type_id, state.object_id))
        if cell is not None:
            reviews[cell] = _review(state)
    return reviews


def _review(state: WorkflowState) -> Review:
    case = state.current_task_state
    is_sent_back = state.status == WorkflowState.STATUS_NEEDS_CHANGES
    if case is None:
        return Review(
            is_sent_back=is_sent_back, since=state.created_at, author_id=state.requested_by_id
        )
    author = case.revision.user if case.revision is not None else None
    by = case.finished_by if is_sent_back else author
    return Review(
        is_sent_back=is_sent_back,
        since=case.finished_at if is_sent_back else case.started_at,
        comment=case.comment,
        by=_name(by),
        by_id=by.pk if by is not None else None,
        author_id=author.pk if author is not None else state.requested_by_id,
        revision_id=case.revision_id,
        task_state_id=case.pk,
    )


def _name(user: Any) -> str:
    return (user.get_full_name() or user.get_username()) if user is not None else ""


def _state(
    subject: Subject,
    locale_id: int,
    row: _Row | None,
    record: TranslationRecord | None,
    wishes: int,
    review: Review | None,
) -> TranslationState:
    state: dict[str, Any] = {
        "translation_key": subject.translation_key,
        "locale_id": locale_id,
        "row_id": row.pk if row is not None else None,
        "is_public": row is not None and row.is_public,
        "has_draft": row is not None and not row.is_public,
        "wishes": wishes,
        "review": review,
        "sentences": subject.sentences,
    }
    if record is not None:
        state.update(
            is_machine=record.origin == TranslationRecord.Origin.MACHINE,
            checked_at=record.checked_at,
            checked_by=_name(record.checked_by),
            outdated_since=record.source_changed_at,
            changed_places=tuple(record.changed_places),
            is_needed=record.is_needed,
            needed_by=record.needed_by,
            sentences_done=record.sentences_done,
            sentences_by_machine=record.sentences_by_machine,
            reader_group=record.reader_group,
            reader_group_checked_on=record.reader_group_checked_on,
        )
        if record.is_claimed:
            state.update(
                claimed_by=_name(record.claimed_by),
                claimed_by_id=record.claimed_by_id,
                claimed_until=record.claimed_until,
            )
    return TranslationState(**state)
