"""“I am translating this”: so that two people do not do the same work.

A claim holds for seven days and lapses by itself; each saved sentence renews it.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from translations.models import TranslationRecord

HELD_FOR = timedelta(days=7)


class ClaimedError(ValidationError):
    """Somebody else is working on this translation."""


def record_of(*, translation_key: uuid.UUID, locale_id: int) -> TranslationRecord:
    """Return the record of a translation, made where nobody has begun it."""
    record, _made = TranslationRecord.objects.get_or_create(
        translation_key=translation_key, locale_id=locale_id
    )
    return record


def lock_record(*, translation_key: uuid.UUID, locale_id: int) -> TranslationRecord:
    """Return the record of a translation, locked until the transaction ends."""
    record_of(translation_key=translation_key, locale_id=locale_id)
    return (
        TranslationRecord.objects.select_for_update(of=("self",))
        .select_related("claimed_by")
        .get(translation_key=translation_key, locale_id=locale_id)
    )


@transaction.atomic
def take(*, translation_key: uuid.UUID, locale_id: int, user: Any) -> TranslationRecord:
    """Claim a translation; of two people who take it at the same moment one gets it."""
    record = lock_record(translation_key=translation_key, locale_id=locale_id)
    require_free(record, user)
    record.claimed_by = user
    record.claimed_until = timezone.now() + HELD_FOR
    # No save(): readers see no difference, so nothing that is remembered for them is forgotten.
    TranslationRecord.objects.filter(pk=record.pk).update(
        claimed_by=user, claimed_until=record.claimed_until
    )
    return record


def give_back(*, translation_key: uuid.UUID, locale_id: int, user: Any) -> bool:
    """Let others take a translation; tell whether this person had claimed it."""
    return bool(
        TranslationRecord.objects.filter(
            translation_key=translation_key, locale_id=locale_id, claimed_by=user
        ).update(claimed_by=None, claimed_until=None)
    )


def release(record: TranslationRecord) -> None:
    """End a claim because the work is done."""
    TranslationRecord.objects.filter(pk=record.pk).update(claimed_by=None, claimed_until=None)
    record.claimed_by = None
    record.claimed_until = None


def require_free(record: TranslationRecord, user: Any) -> None:
    """Refuse whoever would work on what somebody else has claimed."""
    if record.claimed_by is not None and record.is_claimed and record.claimed_by != user:
        name = record.claimed_by.get_full_name() or record.claimed_by.get_username()
        raise ClaimedError(
            _("%(name)s is translating this at the moment.") % {"name": name}, code="claimed"
        )


def claimed_at(moment: datetime) -> Q:
    """Match records that somebody works on at a moment."""
    return Q(claimed_by__isnull=False, claimed_until__gt=moment)
