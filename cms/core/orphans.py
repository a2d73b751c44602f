"""Files that no record knows of: what is left when a machine stops in the middle of an upload."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.apps import apps
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import models

logger = logging.getLogger(__name__)

# Younger files may belong to an upload that is going on.
YOUNGEST = timedelta(hours=1)


def orphans(now: datetime) -> list[Path]:
    """Return the files of the media folder, by path below it, that no record names."""
    if not isinstance(default_storage, FileSystemStorage):
        return []
    folder = Path(default_storage.location)
    known = set(_known_names())
    limit = (now - YOUNGEST).timestamp()
    return sorted(
        path.relative_to(folder)
        for path in folder.rglob("*")
        if path.is_file()
        and path.relative_to(folder).as_posix() not in known
        and path.stat().st_mtime < limit
    )


def report(now: datetime) -> int:
    """Log how many files are orphans; for the nightly job."""
    count = len(orphans(now))
    if count:
        logger.warning(
            "Files that no record knows of: %s. The command report_orphan_files names them.", count
        )
    return count


def _known_names() -> Iterator[str]:
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, models.FileField):
                rows = model._default_manager.exclude(**{field.name: ""})
                yield from rows.values_list(field.name, flat=True).iterator()
