"""From typed sentences to a page under review: hand in, and what the reviewers decide.

The translated page is built in memory and stored only as a revision; the public row stays as it
is until Wagtail's workflow publishes exactly that revision.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Revision, WorkflowState
from wagtail_localize.models import TranslationLog, TranslationSource

from cms.core import moderation, translation
from translations import claims, rights, segments, sentences, sources, subjects
from translations.models import SourceText, TranslatedRevision, TranslationRecord


class IncompleteError(ValidationError):
    """Sentences are missing or cannot be used; `.keys` says which."""

    def __init__(self, message: str, keys: list[sentences.Key]) -> None:
        super().__init__(message, code="incomplete")
        self.keys = keys


def require_translatable(german: Any) -> SourceText:
    """Return the German text; refuse one that is not public, because its draft may still change.

    Raises:
        ValidationError: the German page or record is not published.
    """
    if german is None or not german.live:
        raise ValidationError(
            _("The German text is not published. It can be translated as soon as it is."),
            code="not-live",
        )
    found = SourceText.objects.filter(pk=german.translation_key).first()
    return found or sources.remember(german)


def prepare(german: Any, locale_id: int) -> TranslationRecord:
    """Return the record of a translation, with the text that exists taken over as sentences."""
    require_translatable(german)
    record = claims.record_of(translation_key=german.translation_key, locale_id=locale_id)
    row = subjects.row_in(german, locale_id)
    if row is not None and not _is_from_strings(row):
        sentences.adopt(german, record, row)
        record.refresh_from_db()
    return record


def _is_from_strings(row: Any) -> bool:
    if row.latest_revision_id is None:
        return False
    return TranslatedRevision.objects.filter(
        pk=row.latest_revision_id, is_from_strings=True
    ).exists()


# ---------------------------------------------------------------- building


def build(german: Any, locale_id: int) -> Any:
    """Return the translated page or record as it would be, unsaved; German where text is missing.

    Raises:
        ValidationError: nobody has begun the page in this language.
    """
    row = subjects.row_in(german, locale_id)
    if row is None:
        raise ValidationError(_("This translation has not been begun."), code="not-begun")
    source, _made = TranslationSource.update_or_create_from_instance(german)
    locale = Locale.objects.get(pk=locale_id)
    instance = source.get_ephemeral_translated_instance(locale, fallback=True)
    for name in (*_kept_fields(row), *getattr(row, "translation_only_fields", ())):
        setattr(instance, name, getattr(row, name))
    return instance


def _kept_fields(row: Any) -> tuple[str, ...]:
    """Return what a row has of its own: the home page of a language is known by its address."""
    is_home = isinstance(row, Page) and row.depth <= translation.HOME_DEPTH
    return ("slug",) if is_home else ()


def row_for(german: Any, locale_id: int, user: Any) -> Any:
    """Return the row of a translation, begun as a draft that nobody sees where it is missing.

    Raises:
        ValidationError: the page above it does not exist in this language yet.
    """
    row = subjects.row_in(german, locale_id)
    if row is not None:
        return row
    locale = Locale.objects.get(pk=locale_id)
    if isinstance(german, Page) and german.depth > translation.HOME_DEPTH:
        parent = german.get_parent()
        if not parent.get_translations().filter(locale_id=locale_id).exists():
            raise ValidationError(
                _("Please translate the page above this one first: %(title)s")
                % {"title": parent.title},
                code="parent-missing",
            )
    draft = german.copy_for_translation(locale)
    draft.live = False
    if isinstance(german, Page):
        draft.owner = user
    draft.save()
    return draft


# ---------------------------------------------------------------- handing in


@transaction.atomic
def hand_in(german: Any, *, locale_id: int, user: Any) -> Revision:
    """Put what was typed before the reviewers of the language; returns the revision they see.

    Raises:
        PermissionDenied: this person does not write in this language.
        ClaimedError: somebody else is working on it.
        IncompleteError: sentences are missing, too long, or have broken links.
        ValidationError: the page as a whole cannot be saved, for example because it is locked.
    """
    rights.require_translator(user, locale_id)
    record = claims.lock_record(translation_key=german.translation_key, locale_id=locale_id)
    claims.require_free(record, user)
    source = require_translatable(german)
    row = row_for(german, locale_id, user)
    require_unlocked(row, user)
    require_complete(german, record)
    instance = build(german, locale_id)
    _validate(instance)
    revision: Revision = instance.save_revision(user=user, log_action=True, clean=False)
    _note(revision, record, source, german)
    _open_review(instance, user)
    claims.release(record)
    return revision


def require_unlocked(row: Any, user: Any) -> None:
    """Refuse to write where Wagtail's own lock would."""
    lock = row.get_lock()
    # Under review the reviewers may change the text; a translator who corrects what she has
    # handed in puts the new text before them, which is no way around the lock.
    if lock is not None and row.locked and lock.for_user(user):
        raise ValidationError(_("This page is locked by somebody else."), code="locked")


def require_complete(german: Any, record: TranslationRecord) -> None:
    """Refuse a text with gaps: a page half German and half not helps nobody.

    Raises:
        IncompleteError: with the places and hashes of the sentences in question.
    """
    typed = sentences.typed_for(record.translation_key, record.locale_id)
    missing, wrong = [], []
    for segment in segments.segments_of(german):
        found = typed.get((segment.place, segment.hash))
        if found is None:
            missing.append((segment.place, segment.hash))
        elif found.error:
            wrong.append((segment.place, segment.hash))
    if missing:
        message = _("Sentences without a translation: %(count)s") % {"count": len(missing)}
        raise IncompleteError(message, missing + wrong)
    if wrong:
        message = _("Sentences that need a correction: %(count)s") % {"count": len(wrong)}
        raise IncompleteError(message, wrong)


def _validate(instance: Any) -> None:
    instance.full_clean()


def _note(
    revision: Revision, record: TranslationRecord, source: SourceText, german: Any
) -> TranslatedRevision:
    typed = sentences.typed_for(record.translation_key, record.locale_id)
    used = [
        typed[place, name]
        for place, names in source.strings.items()
        for name in names
        if (place, name) in typed
    ]
    by_machine = any(each.is_machine for each in used)
    noted, _made = TranslatedRevision.objects.update_or_create(
        revision=revision,
        defaults={
            "record": record,
            "made_from": source.strings,
            "source_revision_id": german.live_revision_id,
            "origin": (
                TranslationRecord.Origin.MACHINE if by_machine else TranslationRecord.Origin.PERSON
            ),
            "is_from_strings": True,
        },
    )
    # Of the sentences that are public already somebody else has approved the words.
    since = record.checked_at
    authors = {
        each.author_id
        for each in used
        if each.author_id and (since is None or each.saved_at > since)
    }
    noted.authors.set({*authors, revision.user_id} - {None})
    _log(german, record, revision)
    return noted


def _log(german: Any, record: TranslationRecord, revision: Revision) -> None:
    source = TranslationSource.objects.get_for_instance_or_none(german)
    if source is not None:
        TranslationLog.objects.create(source=source, locale_id=record.locale_id, revision=revision)


def _open_review(instance: Any, user: Any) -> None:
    state = instance.current_workflow_state
    if state is None:
        workflow = instance.get_workflow()
        if workflow is None:
            raise ValidationError(
                _("Nobody reviews this language yet. Please ask the administrators."),
                code="no-workflow",
            )
        workflow.start(instance, user)
    elif state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
    # A review that is open already has followed the new revision; see cms.core.moderation.


# ---------------------------------------------------------------- around the review


@transaction.atomic
def take_back(german: Any, *, locale_id: int, user: Any) -> None:
    """Take a text that was handed in out of the review again, to go on working on it."""
    rights.require_translator(user, locale_id)
    row = subjects.row_in(german, locale_id)
    state = row.current_workflow_state if row is not None else None
    if state is None:
        raise ValidationError(_("This text is not under review."), code="not-in-review")
    revision = row.latest_revision
    handed_in_by = revision.user_id if revision is not None else None
    if user.pk != handed_in_by and not rights.may_review(user, locale_id):
        raise PermissionDenied
    state.cancel(user=user)
    claims.take(translation_key=german.translation_key, locale_id=locale_id, user=user)


@transaction.atomic
def publish_without_review(german: Any, *, locale_id: int, user: Any) -> Revision:
    """Publish what was typed or made by machine as it is, labelled as unchecked.

    For those who may publish alone, on the Sunday on which nobody else is there.
    """
    if not moderation.may_publish_alone(user):
        raise PermissionDenied
    record = claims.lock_record(translation_key=german.translation_key, locale_id=locale_id)
    source = require_translatable(german)
    row_for(german, locale_id, user)
    require_complete(german, record)
    instance = build(german, locale_id)
    _validate(instance)
    revision: Revision = instance.save_revision(user=user, log_action=True, clean=False)
    _note(revision, record, source, german)
    claims.release(record)
    revision.publish(user=user, skip_permission_checks=True)
    return revision
