"""Processes: the program as an operator runs it, and tests that run beside each other."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.support.product import ROOT

ENVIRONMENT = {
    "PATH": os.environ.get("PATH", ""),
    "LANG": "C.UTF-8",
    # Variables that are set win over the .env of the developer's machine, even when empty.
    "SECRET_KEY": "0123456789-abcdefghijklmnopqrstuvwxyz-for-processes-only",
    **dict.fromkeys(("BASE_URL", "EXTRA_HOSTS", "PROXY_COUNT", "HOST", "PORT", "WORKERS"), ""),
    **dict.fromkeys(("DATABASE_URL", "CACHE_URL", "EMAIL_URL", "REDIS_URL"), ""),
    **dict.fromkeys(("DEBUG", "TASKS_BACKEND", "DEFAULT_FROM_EMAIL"), ""),
    **dict.fromkeys(
        (
            "MACHINE_TRANSLATION_KIND",
            "MACHINE_TRANSLATION_URL",
            "MACHINE_TRANSLATION_KEY",
            "MACHINE_TRANSLATION_LANGUAGES",
            "MACHINE_TRANSLATION_MONTHLY_CHARACTERS",
        ),
        "",
    ),
}


def run_python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the product's folder and return what it said."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=ENVIRONMENT | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Let other processes that want to build something in the same folder wait."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a database file, whatever another process does with it."""
    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as read,
        closing(sqlite3.connect(target, timeout=20)) as written,
    ):
        read.backup(written)
