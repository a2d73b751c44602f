"""What happens to the records of a translation when a text is written and goes public."""

from __future__ import annotations

from typing import Any

from wagtail.models import Revision, TaskState, WorkflowState

from cms.core import content_version
from cms.core.forms import BROUGHT_UP_TO_DATE
from translations import claims, reader_checks, sentences, sources, subjects
from translations.models import TranslatedRevision, TranslationRecord, TranslationWish


def note_revision(revision: Revision, instance: Any) -> None:
    """Note what a revision from the ordinary editor was made from.

    Only the person who wrote it knows whether it answers the German text of today; unless she
    says so it answers the one that the text before it answered.
    """
    record = claims.record_of(
        translation_key=instance.translation_key, locale_id=instance.locale_id
    )
    german = subjects.german_of(instance)
    latest = (
        TranslatedRevision.objects.filter(record=record)
        .exclude(pk=revision.pk)
        .order_by("-pk")
        .first()
    )
    says_so = bool(revision.content.get(BROUGHT_UP_TO_DATE))
    is_first = latest is None and not record.made_from
    if says_so or is_first:
        made_from = sources.current_strings(instance.translation_key)
        source_revision_id = german.live_revision_id if german is not None else None
    else:
        made_from = latest.made_from if latest is not None else record.made_from
        source_revision_id = (
            latest.source_revision_id if latest is not None else record.source_revision_id
        )
    # What the public text was, its record knows: since it was written it may have been checked.
    is_draft = latest is not None and latest.pk != instance.live_revision_id
    noted, _made = TranslatedRevision.objects.update_or_create(
        revision=revision,
        defaults={
            "record": record,
            "made_from": made_from,
            "source_revision_id": source_revision_id,
            # One word by a person does not make a person's text of a machine's.
            "origin": latest.origin if latest is not None and is_draft else record.origin,
            "is_from_strings": False,
        },
    )
    if revision.user_id is not None:
        noted.authors.add(revision.user_id)
    if latest is not None and is_draft:
        # Nobody has approved their words yet, and most of them are still there.
        noted.authors.add(*latest.authors.values_list("pk", flat=True))


def author_ids(revision: Revision) -> set[int]:
    """Return everybody whose words are in a revision of a translation; one query."""
    through = TranslatedRevision.authors.through
    return set(
        through.objects.filter(translatedrevision_id=revision.pk).values_list("user_id", flat=True)
    )


def note_published(instance: Any, revision: Revision | None) -> None:
    """Keep the record right after a translation went public, by whatever route.

    Who stands for it is whoever approved exactly this revision, be it days before: an approved
    text with a date goes public by itself.
    """
    record = claims.record_of(
        translation_key=instance.translation_key, locale_id=instance.locale_id
    )
    current = sources.current_strings(instance.translation_key)
    noted = (
        TranslatedRevision.objects.filter(pk=revision.pk).first() if revision is not None else None
    )
    if noted is not None:
        record.made_from = noted.made_from or current
        record.source_revision_id = noted.source_revision_id
        record.origin = noted.origin
    elif not record.made_from:
        record.made_from = current
    approval = _approval_of(revision)
    record.checked_at = approval.finished_at if approval is not None else None
    record.checked_by = approval.finished_by if approval is not None else None
    if approval is not None:
        record.origin = TranslationRecord.Origin.PERSON
    record.is_withdrawn_with_source = False
    sources.compare(record, current)
    reader_checks.after_publication(record, instance, revision)
    record.save()
    if approval is not None:
        sentences.mark_checked(record)
        sentences.recount(record.translation_key, current)
    TranslationWish.objects.filter(
        translation_key=record.translation_key, locale_id=record.locale_id, is_fulfilled=False
    ).update(is_fulfilled=True)
    content_version.renew()


def _approval_of(revision: Revision | None) -> TaskState | None:
    """Return the last yes of the review that has let a revision go public, if there was one."""
    if revision is None:
        return None
    return (
        TaskState.objects.filter(
            revision=revision,
            status=TaskState.STATUS_APPROVED,
            workflow_state__status=WorkflowState.STATUS_APPROVED,
        )
        .select_related("finished_by")
        .order_by("-finished_at", "-pk")
        .first()
    )
