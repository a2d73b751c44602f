"""The folder of uploaded files: a file is there whole or not at all.

The database can take a change back, a folder cannot. So a new file is written aside and moved
when complete, files of a transaction that failed are removed again, and an old file goes only
when the transaction that replaced it has been kept.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path

from django.core.files import File
from django.core.files.storage import FileSystemStorage
from django.db import transaction
from django.utils.deconstruct import deconstructible

INCOMING = ".incoming"
DEFAULT_PERMISSIONS = 0o644

_saved: ContextVar[list[Path] | None] = ContextVar("files_of_transaction", default=None)


@deconstructible(path="cms.core.storage.MediaStorage")
class MediaStorage(FileSystemStorage):
    """Files on the disk that follow the transactions of the database."""

    def _save(self, name: str, content: File[bytes]) -> str:
        with self._written_aside(content) as complete:
            name = self._reserve(name)
            target = Path(self.path(name))
            try:
                complete.chmod(self.file_permissions_mode or DEFAULT_PERMISSIONS)
                complete.replace(target)
            except OSError:
                target.unlink(missing_ok=True)
                raise
        saved = _saved.get()
        if saved is not None:
            saved.append(target)
        return name.replace("\\", "/")

    def delete(self, name: str) -> None:
        if not name:
            raise ValueError("The name must be given to delete().")
        # Until the transaction is kept, the old file is the file.
        transaction.on_commit(lambda: super(MediaStorage, self).delete(name))

    @contextlib.contextmanager
    def _written_aside(self, content: File[bytes]) -> Iterator[Path]:
        folder = Path(self.location) / INCOMING
        folder.mkdir(parents=True, exist_ok=True)
        handle, path = tempfile.mkstemp(dir=folder)
        complete = Path(path)
        try:
            with os.fdopen(handle, "wb") as target:
                for chunk in content.chunks():
                    target.write(chunk)
            yield complete
        finally:
            complete.unlink(missing_ok=True)

    def _reserve(self, name: str) -> str:
        """Take a free name, so that two uploads at the same moment never share one."""
        while True:
            path = Path(self.path(name))
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                path.touch(exist_ok=False)
            except FileExistsError:
                name = self.get_available_name(name)
            else:
                return name


@contextlib.contextmanager
def files_of_transaction() -> Iterator[list[Path]]:
    """Note which files are saved, and remove them again when the block ends in an error."""
    saved: list[Path] = []
    token = _saved.set(saved)
    try:
        yield saved
    except BaseException:
        remove(saved)
        raise
    finally:
        _saved.reset(token)


def remove(paths: list[Path]) -> None:
    """Remove files whose records were never kept."""
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
