"""The demo site for tests: loaded once by the operator's commands, then copied.

What is loaded depends on the product's code, the demo's records and the day; a change in any of
them loads it anew. Run as a program, this module prints the public pages of the site.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.support.processes import ENVIRONMENT, copy_sqlite, one_at_a_time
from tests.support.product import ROOT, modules

KEPT = 2
KEPT_DATABASES = 6
LOADING = ("setup_site", "load_demo")


@dataclass(frozen=True)
class DemoPage:
    """One page of the demo that the public can open."""

    model: str
    code: str
    url: str
    title: str
    demo_id: str
    source_url: str


def key() -> str:
    """Return what the loaded demo depends on, as a short word."""
    from tests.support.database import template_key

    today = datetime.now(ZoneInfo("Europe/Berlin")).date().isoformat()
    digest = hashlib.sha256(f"{template_key()} {today}".encode())
    digest.update(Path(__file__).read_bytes())
    data = sorted(path for path in (ROOT / "home" / "demo").rglob("*") if path.is_file())
    catalogues = sorted((ROOT / "locale").rglob("*.mo"))
    for path in [*sorted(modules()), *data, *catalogues]:
        digest.update(path.relative_to(ROOT).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def manage(*arguments: str, **environment: str) -> str:
    """Run the operator's command; fail with what it said."""
    return _run(str(ROOT / "manage.py"), *arguments, **environment)


def _run(*arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=ENVIRONMENT | environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, f"{' '.join(arguments)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


class DemoTemplate:
    """The loaded demo: a database nobody writes to, its files, and the list of its pages."""

    def __init__(self, cache_folder: Path, migrated: Any) -> None:
        self.migrated = migrated
        self.is_sqlite = hasattr(migrated.template, "exists")
        kind = "sqlite" if self.is_sqlite else "postgres"
        self.cache_folder = cache_folder
        self.key = key()
        self.folder = cache_folder / f"{kind}-{self.key}"

    @property
    def pages(self) -> list[DemoPage]:
        """Return every page that the public can open, as it was right after loading."""
        return [DemoPage(**each) for each in json.loads((self.folder / "pages.json").read_text())]

    def prepare(self) -> None:
        """Load the demo unless it is there."""
        with one_at_a_time(self.cache_folder):
            if not ((self.folder / "pages.json").exists() and self._has_database()):
                self._load()

    def _load(self) -> None:
        unfinished = self.cache_folder / f"{self.folder.name}.{os.getpid()}"
        unfinished.mkdir(parents=True)
        try:
            with self._new_database(unfinished) as environment:
                for command in LOADING:
                    manage(command, **environment)
                pages = _run("-m", "tests.support.demo", **environment)
                (unfinished / "pages.json").write_text(pages)
            shutil.rmtree(self.folder, ignore_errors=True)
            unfinished.rename(self.folder)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
        self._prune()

    @contextmanager
    def copy_for_tests(self) -> Iterator[list[DemoPage]]:
        """Let this process read and write a copy; give its own database back afterwards."""
        from django.conf import settings

        from tests.support.database import using

        with self._copy(Path(settings.DATA_DIR)) as name, using(name):
            yield self.pages

    @contextmanager
    def serve(self, folder: Path) -> Iterator[str]:
        """Start the web server on a copy and yield its address."""
        with self._copy(folder) as name, socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
            probe.close()
            address = f"http://127.0.0.1:{port}"
            shutil.copytree(self._static_files(), folder / "static")
            environment = self._environment(folder, name) | {"BASE_URL": address}
            with web_server(port, environment, folder / "server.log"):
                yield address

    # ------------------------------------------------------------ databases

    def _has_database(self) -> bool:
        if self.is_sqlite:
            return (self.folder / "demo.sqlite3").exists()
        with self.migrated._server() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self._template_name()])
            return cursor.fetchone() is not None

    @contextmanager
    def _new_database(self, folder: Path) -> Iterator[dict[str, str]]:
        """Yield the environment of a migrated database; keep it when loading succeeds."""
        if self.is_sqlite:
            copy_sqlite(self.migrated.template, folder / "demo.sqlite3")
            yield self._environment(folder, str(folder / "demo.sqlite3"))
            with closing(sqlite3.connect(folder / "demo.sqlite3")) as database:
                database.execute("PRAGMA journal_mode=DELETE")
            return
        name = f"{self.migrated.copy}_demo_new"
        self._create(name, self.migrated.template)
        yield self._environment(folder, name)
        with self.migrated._server() as cursor:
            self.migrated._drop(cursor, self._template_name())
            cursor.execute(f'ALTER DATABASE "{name}" RENAME TO "{self._template_name()}"')

    @contextmanager
    def _copy(self, folder: Path) -> Iterator[str]:
        """Copy database and files into a data folder; yield the name of the database."""
        folder.mkdir(exist_ok=True, parents=True)
        if (self.folder / "media").is_dir():
            shutil.copytree(self.folder / "media", folder / "media", dirs_exist_ok=True)
        if self.is_sqlite:
            copy = folder / "demo.sqlite3"
            copy_sqlite(self.folder / "demo.sqlite3", copy)
            try:
                yield str(copy)
            finally:
                for suffix in ("", "-wal", "-shm"):
                    Path(f"{copy}{suffix}").unlink(missing_ok=True)
            return
        digest = hashlib.sha256(str(folder).encode()).hexdigest()[:6]
        name = f"{self.migrated.copy}_demo_{digest}"
        self._create(name, self._template_name())
        try:
            yield name
        finally:
            with self.migrated._server() as cursor:
                self.migrated._drop(cursor, name)

    def _create(self, name: str, template: str) -> None:
        with self.migrated._server() as cursor:
            self.migrated._drop(cursor, name)
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')

    def _template_name(self) -> str:
        return f"{self.migrated.family.removesuffix('template_')}demo_{self.key}"

    def _environment(self, folder: Path, name: str) -> dict[str, str]:
        return {
            "DATA_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{name}" if self.is_sqlite else self._postgres_url(name),
            "BASE_URL": "http://testserver",
            "TASKS_BACKEND": "immediate",
            "EMAIL_URL": "dummymail://",
            "CACHE_URL": "locmemcache://",
        }

    @staticmethod
    def _postgres_url(name: str) -> str:
        return re.sub(r"/[^/]*$", f"/{name}", os.environ["DATABASE_URL"])

    # ------------------------------------------------------------ files

    def _static_files(self) -> Path:
        """Return the collected static files, collected anew when one of ours has changed."""
        digest = hashlib.sha256()
        packing = ROOT / "cms" / "core" / "static_files.py"
        for path in [packing, *sorted((ROOT / "static").rglob("*"))]:
            digest.update(path.as_posix().encode())
            digest.update(path.read_bytes() if path.is_file() else b"")
        folder = self.cache_folder / f"static-{digest.hexdigest()[:16]}"
        with one_at_a_time(self.cache_folder):
            if not folder.is_dir():
                self._collect_static_files(folder)
        return folder

    def _collect_static_files(self, folder: Path) -> None:
        for outdated in self.cache_folder.glob("static-*"):
            shutil.rmtree(outdated, ignore_errors=True)
        unfinished = self.cache_folder / f"collecting.{os.getpid()}"
        manage("collectstatic", "--noinput", "--verbosity", "0", DATA_DIR=str(unfinished))
        with suppress(OSError):
            (unfinished / "static").rename(folder)
        shutil.rmtree(unfinished, ignore_errors=True)

    def _prune(self) -> None:
        kind = self.folder.name.partition("-")[0]
        folders = sorted(self.cache_folder.glob(f"{kind}-*"), key=os.path.getmtime)
        outdated = [folder for folder in folders if folder != self.folder][: -(KEPT - 1)]
        for folder in outdated:
            shutil.rmtree(folder, ignore_errors=True)
        if self.is_sqlite:
            return
        # Another checkout may be at work on the same server: the newest stay, whosever they are.
        family = self._template_name().removesuffix(self.key)
        with self.migrated._server() as cursor:
            cursor.execute(
                "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid",
                [family],
            )
            for (name,) in cursor.fetchall()[:-KEPT_DATABASES]:
                if name != self._template_name():
                    self.migrated._drop(cursor, name)


@contextmanager
def web_server(port: int, environment: dict[str, str], log: Path) -> Iterator[None]:
    """Serve the product as in production until the block ends."""
    command = [
        *(sys.executable, "-m", "gunicorn", "cms.wsgi", "--bind", f"127.0.0.1:{port}"),
        *("--worker-class", "gthread", "--threads", "4", "--no-control-socket"),
    ]
    with log.open("wb") as output:
        server = subprocess.Popen(
            command, cwd=ROOT, env=ENVIRONMENT | environment, stdout=output, stderr=output
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz", server, log)
            yield
        finally:
            server.terminate()
            server.wait(timeout=20)


def wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Return once the server answers."""
    for _attempt in range(300):
        assert server.poll() is None, log.read_text()
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310 - our own server
        except (OSError, urllib.error.URLError):
            time.sleep(0.1)
        else:
            return
    raise AssertionError(log.read_text())


def public_pages() -> list[DemoPage]:
    """Return every page of the site in the database that the public can open."""
    from wagtail.models import Page

    from cms.core import publication, translation

    pages = publication.published(Page.objects.filter(depth__gte=2, alias_of=None))
    rows = list(pages.order_by("path").select_related("content_type").specific(defer=False))
    urls = {(page.translation_key, page.locale_id): page.url for page in rows}
    german = translation.source_locale_id()
    return [
        DemoPage(
            model=type(page).__name__,
            code=served.code,
            url=page.get_url().removeprefix("http://testserver"),
            title=page.title,
            demo_id=page.demo_id,
            source_url=(urls[page.translation_key, german] or "").removeprefix("http://testserver"),
        )
        for page in rows
        if (served := translation.language_of_locale(page.locale_id)) is not None
    ]


if __name__ == "__main__":
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings"
    django.setup()
    sys.stdout.write(json.dumps([vars(page) for page in public_pages()]))
