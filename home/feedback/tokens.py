"""The number that each form for readers carries, instead of a cookie.

It is signed, names the page it was shown on, holds for a week, and counts once for each kind of
answer however often the form is sent.
"""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from cms.core import clients
from home.models import FeedbackReceipt

SALT = "home.feedback"
# Phones keep pages open for days.
TOKEN_HOLDS = timedelta(days=7)
# A class that looks at a page together comes from one address.
ANSWERS_PER_HOUR = 60
REPORTS_PER_HOUR = 10

# What a form is about that was opened on no page, such as from “page not found”.
NO_PAGE = uuid.UUID(int=0)


class TooManyError(Exception):
    """One address has sent more in an hour than a group of readers would."""


@dataclass(frozen=True)
class Token:
    """What a form says about itself."""

    number: uuid.UUID
    page_key: uuid.UUID


def make(page_key: uuid.UUID = NO_PAGE) -> str:
    """Return a new number for a form about a page, signed so that nobody can make numbers up."""
    return signing.dumps([uuid.uuid4().hex, page_key.hex], salt=SALT, compress=False)


def read(text: str) -> Token | None:
    """Return what a form says; None where it is not ours or too old."""
    try:
        number, page_key = signing.loads(text, salt=SALT, max_age=TOKEN_HOLDS)
        return Token(uuid.UUID(hex=number), uuid.UUID(hex=page_key))
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None


def page_of_old(text: str) -> uuid.UUID:
    """Return the page of a form of ours, however old it is."""
    try:
        return uuid.UUID(hex=signing.loads(text, salt=SALT)[1])
    except (signing.BadSignature, ValueError, TypeError, AttributeError, LookupError):
        return NO_PAGE


def use_up(token: Token, kind: str) -> bool:
    """Tell whether this form had not been taken for this kind of answer before, and note it."""
    number = uuid.uuid5(token.number, kind)
    try:
        with transaction.atomic():
            FeedbackReceipt.objects.create(number=number)
    except IntegrityError:
        return False
    return True


def require_patience(request: HttpRequest, kind: str, most: int) -> None:
    """Count what an address sends; it is kept as a keyed hash only, for an hour.

    Raises:
        TooManyError: this address has sent enough for now.
    """
    most = getattr(settings, "FEEDBACK_PER_HOUR", most)
    address = salted_hmac(SALT, clients.client_address(request), algorithm="sha256").hexdigest()
    name = f"feedback:{kind}:" + hashlib.sha256(address.encode()).hexdigest()[:32]
    cache.add(name, 0, timeout=3600)
    try:
        count = cache.incr(name)
    except ValueError:
        # It ran out between the two lines; the next hour begins.
        return
    if count > most:
        raise TooManyError


def forget_used(now: datetime) -> int:
    """Forget the numbers of forms that are too old to be sent again; return how many."""
    old = FeedbackReceipt.objects.filter(used_at__lt=now - TOKEN_HOLDS - timedelta(days=1))
    return old.delete()[0]
