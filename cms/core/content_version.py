"""Remember what is derived from published content, exactly as long as that content stands.

One database row holds a random token. Every transaction that changes content replaces it, so
whatever a process remembers under a token is never older than the content of that token: no
timeout, no purge list, and no stale answer in another worker. A counter would not do, because a
rolled-back transaction would give its number to the next one with other content.
"""

from __future__ import annotations

import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import transaction

Value = TypeVar("Value")

# What expires does so without a change in the database. The scheduler makes the change within a
# minute; should it be broken, nothing expired is remembered for longer than this.
LONGEST_MEMORY = 300  # seconds

# Enough for the menus, labels and contact cards of a large county in every language.
CAPACITY = 4_000

_lock = threading.Lock()
_remembered: OrderedDict[tuple[str, int, Hashable], Any] = OrderedDict()
_token_of_request: ContextVar[str | None] = ContextVar("content_version_token", default=None)


def current_token() -> str:
    """Return the token of the content as it stands; one query, once per request."""
    token = _token_of_request.get()
    if token is None:
        token = _read_token()
        _token_of_request.set(token)
    return token


def begin_request() -> None:
    """Forget the token that an earlier request of this thread has read."""
    _token_of_request.set(None)


def renew() -> None:
    """Say that content changes in this transaction; what was remembered is no longer used."""
    from cms.core.models import ContentVersion

    token = uuid.uuid4().hex
    updated = ContentVersion.objects.filter(pk=ContentVersion.ONLY).update(token=token)
    if not updated:
        ContentVersion.objects.update_or_create(pk=ContentVersion.ONLY, defaults={"token": token})
    _token_of_request.set(None)
    # A request that goes on after its transaction must not keep the token it read inside.
    transaction.on_commit(begin_request)


def take_turns() -> None:
    """Wait for whoever changes content now; everybody else waits until this transaction ends.

    SQLite lets one transaction write at a time. This gives the same order on PostgreSQL, for
    changes that look first and write then: nobody writes over what she could not yet see, and
    nobody waits for a row while another waits for hers.
    """
    from cms.core.models import ContentVersion

    ContentVersion.objects.select_for_update().filter(pk=ContentVersion.ONLY).first()


def remember(key: Hashable, build: Callable[[], Value]) -> Value:
    """Return the value built for the key under the present content, building it when needed."""
    slot = _slot(key)
    with _lock:
        if slot in _remembered:
            _remembered.move_to_end(slot)
            value: Value = _remembered[slot]
            return value
    value = build()
    _keep(slot, value)
    return value


def remember_if_found(key: Hashable, build: Callable[[], Value | None]) -> Value | None:
    """Return the value for the key like remember(), but build a None anew each time."""
    slot = _slot(key)
    with _lock:
        if slot in _remembered:
            _remembered.move_to_end(slot)
            value: Value | None = _remembered[slot]
            return value
    value = build()
    if value is not None:
        _keep(slot, value)
    return value


def _slot(key: Hashable) -> tuple[str, int, Hashable]:
    return current_token(), int(time.monotonic() // LONGEST_MEMORY), key


def _keep(slot: tuple[str, int, Hashable], value: object) -> None:
    with _lock:
        _remembered[slot] = value
        while len(_remembered) > CAPACITY:
            _remembered.popitem(last=False)


def forget_all() -> None:
    """Empty this process's memory; for tests and for commands that replace the database."""
    with _lock:
        _remembered.clear()
    begin_request()


def _read_token() -> str:
    from cms.core.models import ContentVersion

    token = (
        ContentVersion.objects.filter(pk=ContentVersion.ONLY)
        .values_list("token", flat=True)
        .first()
    )
    return token or ""
