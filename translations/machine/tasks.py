"""Machine drafts in the background: no person waits for a service, and no page fails with it.

One page is a batch of one: the same queue, the same rescue after a worker has died.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from translations import batches, claims, subjects
from translations.machine import drafting
from translations.models import TranslationBatch, TranslationBatchItem

MACHINE = TranslationBatch.Kind.MACHINE.value
# What takes longer has died with its worker; somebody else takes it up.
LONGEST_RUN = batches.STANDS_STILL[MACHINE]

State = TranslationBatchItem.State


def register() -> None:
    """Have batches of machine drafts done by this module."""
    batches.PROCESSORS[MACHINE] = translate_item


@transaction.atomic
def ask_for_draft(*, translation_key: uuid.UUID, locale_id: int, user: Any) -> None:
    """Have a draft of one page made in the background; of two requests at a time one counts."""
    claims.lock_record(translation_key=translation_key, locale_id=locale_id)
    latest = latest_request(translation_key, locale_id)
    if latest is None or not is_running(latest):
        batches.start(kind=MACHINE, keys=[translation_key], locale_ids=[locale_id], user=user)


def translate_item(item: TranslationBatchItem) -> tuple[str, str]:
    """Make the draft of one page in one language; returns how it ended, and why, for people.

    May run twice: what is there already is not translated again.
    """
    german = subjects.german_row(item.translation_key)
    if german is None:
        return State.SKIPPED, _("The German page is not public any more.")
    user = item.batch.started_by
    if user is None:
        return State.SKIPPED, _("The person who asked for it does not exist any more.")
    try:
        outcome = drafting.draft(german, locale_id=item.locale_id, user=user)
    except PermissionDenied:
        return State.SKIPPED, _("The person who asked for it may not do that any more.")
    except ValidationError as error:
        return State.FAILED, " ".join(error.messages)
    if not outcome.done and not outcome.left_out:
        return State.SKIPPED, _("Nothing is missing: every sentence has a text.")
    return State.DONE, _summary(outcome)


def _summary(outcome: drafting.Outcome) -> str:
    message = _("Sentences translated by machine: %(count)s") % {"count": outcome.done}
    if not outcome.left_out:
        return message
    left_out = _("Unusable and still missing: %(count)s") % {"count": outcome.left_out}
    return f"{message}. {left_out}"


# ---------------------------------------------------------------- how far it is


def latest_request(translation_key: uuid.UUID, locale_id: int) -> TranslationBatchItem | None:
    """Return the last draft that somebody asked for; one query."""
    return (
        TranslationBatchItem.objects.filter(
            batch__kind=TranslationBatch.Kind.MACHINE,
            translation_key=translation_key,
            locale_id=locale_id,
        )
        .select_related("batch")
        .order_by("-pk")
        .first()
    )


def is_running(item: TranslationBatchItem) -> bool:
    """Tell whether a draft is still to be expected."""
    return (
        item.state == State.WAITING and item.batch.last_progress_at > timezone.now() - LONGEST_RUN
    )
