"""How much a month's machine translations may cost: counted before anything leaves the house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from translations.machine import adapters
from translations.models import MachineUsage


class BudgetError(Exception):
    """The month has not so many characters left."""


@dataclass(frozen=True)
class Usage:
    """What this month has cost so far."""

    service: str
    used: int
    limit: int

    @property
    def left(self) -> int:
        return max(self.limit - self.used, 0)

    @property
    def percent(self) -> int:
        return min(100, round(100 * self.used / self.limit)) if self.limit else 100


@dataclass(frozen=True)
class Reservation:
    """Characters that nobody else can spend any more."""

    month: date
    service: str
    characters: int


def usage() -> Usage | None:
    """Return what this month has cost; None where machines translate nothing. One query."""
    service = adapters.service()
    if service is None:
        return None
    used = (
        MachineUsage.objects.filter(month=_this_month(), service=service.name)
        .values_list("characters", flat=True)
        .first()
    )
    return Usage(service.name, used or 0, settings.MACHINE_TRANSLATION_MONTHLY_CHARACTERS)


@transaction.atomic
def reserve(service: adapters.Service, characters: int) -> Reservation:
    """Take characters out of the month before they are sent.

    One statement compares and counts under the lock of its row, so that two workers cannot
    overspend together. A worker that dies has spent what it reserved.

    Raises:
        BudgetError: so many are not left.
    """
    month = _this_month()
    row = MachineUsage.objects.filter(month=month, service=service.name)
    MachineUsage.objects.bulk_create(
        [MachineUsage(month=month, service=service.name)], ignore_conflicts=True
    )
    limit = settings.MACHINE_TRANSLATION_MONTHLY_CHARACTERS
    is_taken = row.filter(characters__lte=limit - characters).update(
        characters=F("characters") + characters
    )
    if not is_taken:
        raise BudgetError
    return Reservation(month, service.name, characters)


def give_back(reservation: Reservation, characters: int | None = None) -> None:
    """Return what was reserved and not sent to the month it was taken from."""
    unspent = reservation.characters if characters is None else characters
    MachineUsage.objects.filter(month=reservation.month, service=reservation.service).update(
        characters=Greatest(F("characters") - unspent, 0)
    )


def _this_month() -> date:
    return timezone.localdate().replace(day=1)
