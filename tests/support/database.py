"""A test database in a second: migrate once into a template, then copy the template.

The template is keyed by every migration of every installed app, so a changed migration makes a
new one. Transactional tests do not flush the tables, which would take the root page, the
locales and the permissions away from all that follow; the template is copied again instead.
Processes that test beside each other share the template; each has copies of its own.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import sqlite3
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, connections
from django.test import TransactionTestCase

from cms.core import content_version
from tests.support.processes import copy_sqlite, one_at_a_time

# Another session, of another state of the migrations, may still be copying an older one.
KEPT_TEMPLATES = 3


def template_key() -> str:
    """Return what the template depends on, as a short word."""
    digest = hashlib.sha256(repr((sys.version_info[:2], sqlite3.sqlite_version)).encode())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        folder = Path(app.path)
        for source in [*sorted(folder.glob("migrations/*.py")), folder / "apps.py"]:
            digest.update(f"{app.label}/{source.name}".encode())
            digest.update(source.read_bytes() if source.is_file() else b"")
    return digest.hexdigest()[:16]


@contextmanager
def database_from_template(cache_folder: Path, *, rebuild: bool) -> Iterator[Any]:
    """Stand in for Django's test database for the length of a test session."""
    keep_one_set_of_connections()
    kind = SqliteCopies if connection.vendor == "sqlite" else PostgresCopies
    copies = kind(cache_folder)
    original_name = connection.settings_dict["NAME"]
    original_teardown = TransactionTestCase._fixture_teardown

    def restore_instead_of_flush(_test_case: Any) -> None:
        copies.restore()
        ContentType.objects.clear_cache()

    copies.prepare(rebuild=rebuild)
    copies.restore()
    TransactionTestCase._fixture_teardown = restore_instead_of_flush  # type: ignore[method-assign]
    try:
        yield copies
    finally:
        TransactionTestCase._fixture_teardown = original_teardown  # type: ignore[method-assign]
        copies.discard()
        use_database(original_name)


def keep_one_set_of_connections() -> None:
    """Let a thread have the same connections whether an event loop runs in it or not.

    Playwright keeps a loop running between its calls, and Django would open a second set of
    connections meanwhile. Nobody who copies a database outside of the loop can end those: the
    next test inside of it would find its connection dead, and so would all that follow.
    """
    connections.close_all()
    connections._connections = threading.local()


def use_database(name: str) -> None:
    """Let every new connection of this process go to the named database."""
    connections.close_all()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


@contextmanager
def using(name: str) -> Iterator[None]:
    """Work with another database for a while, and mix up nothing that is remembered of either."""
    ordinary = settings.DATABASES["default"]["NAME"]
    try:
        use_database(name)
        forget_the_other_database()
        yield
    finally:
        use_database(ordinary)
        forget_the_other_database()


def forget_the_other_database() -> None:
    """Leave nothing in memory that was read from another database."""
    ContentType.objects.clear_cache()
    cache.clear()
    content_version.forget_all()


def migrate(name: str) -> None:
    """Make all tables in the named database."""
    use_database(name)
    call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
    connections.close_all()


class SqliteCopies:
    """The template is a file; a copy of it in the data folder is what the tests write to."""

    def __init__(self, cache_folder: Path) -> None:
        self.template = cache_folder / f"{template_key()}.sqlite3"
        self.copy = Path(settings.DATA_DIR) / "tests.sqlite3"

    def prepare(self, *, rebuild: bool) -> None:
        with one_at_a_time(self.template.parent):
            if rebuild or not self.template.exists():
                self._build()

    def _build(self) -> None:
        templates = sorted(self.template.parent.glob("*.sqlite3"), key=os.path.getmtime)
        for outdated in templates[:-KEPT_TEMPLATES]:
            outdated.unlink(missing_ok=True)
        unfinished = self.template.with_suffix(f".{os.getpid()}")
        migrate(str(unfinished))
        with closing(sqlite3.connect(unfinished)) as database:
            database.execute("PRAGMA journal_mode=DELETE")
        unfinished.replace(self.template)

    def restore(self) -> None:
        use_database(str(self.copy))
        copy_sqlite(self.template, self.copy)

    def another(self, word: str, *, like: str = "") -> str:
        """Make one more copy, of the template or of a database without connections."""
        copy = self.copy.with_name(f"{word}.sqlite3")
        copy_sqlite(Path(like or self.template), copy)
        return str(copy)

    def discard(self, name: str = "") -> None:
        connections.close_all()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{name or self.copy}{suffix}").unlink(missing_ok=True)


class PostgresCopies:
    """The template is a database that nobody connects to; PostgreSQL copies it file by file."""

    LOCK = 20_260_101

    def __init__(self, cache_folder: Path) -> None:
        del cache_folder
        base = f"test_{connection.settings_dict['NAME']}"[:30]
        self.family = f"{base}_template_"
        self.template = f"{self.family}{template_key()}"
        # Containers that share a server may each have a process of the same number.
        self.copy = f"{base}_{os.getpid()}_{secrets.token_hex(2)}"

    def prepare(self, *, rebuild: bool) -> None:
        # The lock makes a second test session wait for the template instead of building it too.
        with self._server() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [self.LOCK])
            cursor.execute(
                "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid",
                [self.family],
            )
            existing = [name for (name,) in cursor.fetchall()]
            if self.template in existing and not rebuild:
                return
            for outdated in {*existing[:-KEPT_TEMPLATES], self.template}:
                self._drop(cursor, outdated)
            unfinished = f"{self.copy}_new"
            self._drop(cursor, unfinished)
            cursor.execute(f"CREATE DATABASE {quoted(unfinished)}")
            migrate(unfinished)
            cursor.execute(f"ALTER DATABASE {quoted(unfinished)} RENAME TO {quoted(self.template)}")

    def restore(self) -> None:
        use_database(self.copy)
        with self._server() as cursor:
            self._drop(cursor, self.copy)
            cursor.execute(f"CREATE DATABASE {quoted(self.copy)} TEMPLATE {quoted(self.template)}")

    def another(self, word: str, *, like: str = "") -> str:
        """Make one more copy, of the template or of a database without connections."""
        copy = f"{self.copy}_{word}"
        with self._server() as cursor:
            self._drop(cursor, copy)
            cursor.execute(
                f"CREATE DATABASE {quoted(copy)} TEMPLATE {quoted(like or self.template)}"
            )
        return copy

    def discard(self, name: str = "") -> None:
        connections.close_all()
        with self._server() as cursor:
            self._drop(cursor, name or self.copy)

    @contextmanager
    def _server(self) -> Iterator[Any]:
        with connection.creation._nodb_cursor() as cursor:
            yield cursor

    @staticmethod
    def _drop(cursor: Any, name: str) -> None:
        # A thread of the test server may still be connected.
        cursor.execute(f"DROP DATABASE IF EXISTS {quoted(name)} WITH (FORCE)")


def quoted(name: str) -> str:
    """Return the name as an SQL identifier."""
    return connection.ops.quote_name(name)
