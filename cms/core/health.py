"""Tell the machines that watch this one whether it is alive, and whether it can do its work.

The answers name no versions and no people, because everybody can read them.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import F
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.core import mail, scheduling, storage
from cms.core.models import ContentVersion

logger = logging.getLogger(__name__)

OLDEST_RUN = timedelta(minutes=10)
OLDEST_MAIL = timedelta(minutes=15)
LEAST_FREE_SHARE = 0.1
LEAST_FREE_BYTES = 5 * 1024**3


class NotReady(Exception):  # noqa: N818 - no error but a finding
    """What does not work, in words for the operator."""


@never_cache
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """Answer that this process answers."""
    return JsonResponse({"alive": True})


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Answer what works; 503 when something that visitors or editors need does not."""
    findings = {name: _finding(name, check) for name, check in CHECKS.items()}
    is_ready = all(finding == "ok" for finding in findings.values())
    return JsonResponse(
        {"ready": is_ready, "checks": findings},
        status=HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE,
    )


def _finding(name: str, check: Callable[[], None]) -> str:
    try:
        check()
    except NotReady as finding:
        return str(finding)
    except Exception:
        # Messages of databases name hosts and users; they belong into the log.
        logger.exception("The health check “%s” failed.", name)
        return "failed"
    return "ok"


def _database() -> None:
    """Write something and take it back."""
    with transaction.atomic():
        ContentVersion.objects.filter(pk=ContentVersion.ONLY).update(token=F("token"))
        transaction.set_rollback(True)


def _migrations() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotReady("the database is older than the program")


def _media() -> None:
    folder = _media_folder()
    if folder is None:
        return
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as probe:
        probe.write(b"health")


def _disk() -> None:
    folder = _media_folder()
    if folder is None:
        return
    usage = shutil.disk_usage(_existing(folder))
    if usage.free < min(usage.total * LEAST_FREE_SHARE, LEAST_FREE_BYTES):
        raise NotReady("the disk is nearly full")


def _scheduler() -> None:
    last = scheduling.last_run(scheduling.PUBLISH_JOB)
    if last is None or timezone.now() - last > OLDEST_RUN:
        raise NotReady("the scheduler has not run for more than ten minutes")


def _mails() -> None:
    if settings.TASKS_BACKEND == "database" and mail.oldest_waiting(timezone.now()) > OLDEST_MAIL:
        raise NotReady("mails have been waiting for more than a quarter of an hour")


def _media_folder() -> Path | None:
    """Return where unfinished uploads are written, None when files live on another service."""
    if not isinstance(default_storage, FileSystemStorage):
        return None
    return Path(default_storage.location) / storage.INCOMING


def _existing(folder: Path) -> Path:
    return next(path for path in (folder, *folder.parents) if path.exists())


CHECKS: dict[str, Callable[[], None]] = {
    "database": _database,
    "migrations": _migrations,
    "media": _media,
    "disk": _disk,
    "scheduler": _scheduler,
    "mails": _mails,
}
