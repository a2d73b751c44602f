"""Run a command with DATABASE_URL naming a PostgreSQL server; start one where none is running.

    python -m tests.support.postgres pytest tests/news

A DATABASE_URL that is set is used as it is. Otherwise a server on this machine that lets us in
is used, and otherwise a server of our own in a temporary folder, which ends with the command.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

LOCAL = "postgres://postgres@127.0.0.1:5432"
DATABASE = "brueckenwerk"


def main() -> int:
    """Run the command of the command line and return its exit code."""
    command = sys.argv[1:]
    if os.environ.get("DATABASE_URL"):
        return subprocess.call(command)
    with server() as address:
        return subprocess.call(command, env={**os.environ, "DATABASE_URL": f"{address}/{DATABASE}"})


@contextmanager
def server() -> Iterator[str]:
    """Yield the address of a server without its database."""
    if answers(LOCAL):
        yield LOCAL
        return
    with own_server() as address:
        yield address


def answers(address: str) -> bool:
    """Return whether we may make databases there."""
    try:
        psycopg.connect(f"{address}/postgres", connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


@contextmanager
def own_server() -> Iterator[str]:
    """Yield the address of a new server that listens on this machine only."""
    programs = folder_of_programs()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # PostgreSQL refuses to run as root; its package brings a user of its own.
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    folder = Path(tempfile.mkdtemp(prefix="brueckenwerk-postgres-"))
    folder.chmod(0o777)
    data = folder / "data"
    options = f"-c listen_addresses=127.0.0.1 -p {port} -c fsync=off -k {folder}"
    control = [*as_user, str(programs / "pg_ctl"), "-D", str(data), "-w", "-s"]
    initialise = [str(programs / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust"]
    try:
        subprocess.check_call(
            [*as_user, *initialise, "-E", "UTF8"], stdout=subprocess.DEVNULL, cwd=folder
        )
        subprocess.check_call(
            [*control, "-l", str(folder / "log"), "-o", options, "start"], cwd=folder
        )
        yield f"postgres://postgres@127.0.0.1:{port}"
    finally:
        subprocess.call([*control, "-m", "immediate", "stop"], cwd=folder)
        shutil.rmtree(folder, ignore_errors=True)


def folder_of_programs() -> Path:
    """Return where initdb lies, after installing PostgreSQL where we may."""
    found = find_programs()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.check_call(["apt-get", "update", "-qq"])
        subprocess.check_call(["apt-get", "install", "-y", "-qq", "postgresql"])
        found = find_programs()
    if found is None:
        sys.exit("PostgreSQL is neither running nor installed: install it or set DATABASE_URL.")
    return found


def find_programs() -> Path | None:
    """Return the folder of initdb, of the newest version where there are several."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return packaged[-1].parent if packaged else None


if __name__ == "__main__":
    sys.exit(main())
