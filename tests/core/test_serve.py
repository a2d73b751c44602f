from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import CommandError
from django.db import connection

from cms.core.management.commands import serve
from cms.core.management.commands.serve import (
    Supervisor,
    commands,
    refuse_missing_static_files,
    refuse_occupied_port,
    refuse_unprepared_database,
)
from tests.support.processes import ENVIRONMENT
from tests.support.product import ROOT

SLEEPS = [sys.executable, "-c", "import time; time.sleep(60)"]
ENDS = [sys.executable, "-c", "pass"]


def test_occupied_port_is_refused_with_a_way_out() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(
            CommandError, match=rf"Port {port} is in use.*PORT={port + 1} make serve"
        ):
            refuse_occupied_port("127.0.0.1", port)


@pytest.mark.parametrize("host", ["203.0.113.7", "no such host"])
def test_address_of_another_machine_is_refused(host: str) -> None:
    with pytest.raises(CommandError, match=f"HOST is '{host}'"):
        refuse_occupied_port(host, 8000)


def test_free_port_is_left_free() -> None:
    port = free_port()

    refuse_occupied_port("127.0.0.1", port)

    with socket.socket() as again:
        again.bind(("127.0.0.1", port))
        assert again.getsockname()[1] == port


@pytest.mark.django_db
def test_unprepared_database_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_unprepared_database()
    monkeypatch.setattr(
        "cms.core.management.commands.serve.MigrationExecutor.migration_plan",
        lambda *_arguments: ["a migration"],
    )

    with pytest.raises(CommandError, match="make demo"):
        refuse_unprepared_database()


def test_missing_static_files_are_refused(settings: Any, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path

    with pytest.raises(CommandError, match="collectstatic"):
        refuse_missing_static_files()

    (tmp_path / "staticfiles.json").write_text("{}")
    refuse_missing_static_files()


def test_all_stop_when_the_web_server_ends() -> None:
    supervisor = Supervisor({"web server": ENDS, "task worker": SLEEPS})

    ended = supervisor.run()

    assert ended == "web server"
    assert supervisor.children["task worker"].returncode == -signal.SIGTERM


def test_a_worker_that_stumbles_is_started_again(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(serve, "PAUSE_AFTER_A_FALL", 0)
    runs = tmp_path / "runs"
    once = f"p=__import__('pathlib').Path({str(runs)!r}); first=not p.exists(); p.touch()"
    stumbles = [sys.executable, "-c", f"{once}; first or __import__('time').sleep(60)"]
    supervisor = Supervisor({"web server": SLEEPS, "task worker": stumbles})
    threading.Timer(3, os.kill, (os.getpid(), signal.SIGTERM)).start()

    ended = supervisor.run()

    assert ended is None
    assert len(supervisor.falls["task worker"]) == 1


def test_a_worker_that_falls_again_and_again_ends_everything(monkeypatch: Any) -> None:
    monkeypatch.setattr(serve, "PAUSE_AFTER_A_FALL", 0)
    supervisor = Supervisor({"web server": SLEEPS, "task worker": ENDS})

    ended = supervisor.run()

    assert ended == "task worker"
    assert len(supervisor.falls["task worker"]) == serve.MOST_FALLS + 1


def test_signal_stops_all_and_is_no_failure() -> None:
    supervisor = Supervisor({"web server": SLEEPS, "task worker": SLEEPS})
    threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGTERM)).start()
    started = time.monotonic()

    ended = supervisor.run()

    assert ended is None
    assert time.monotonic() - started < 10
    assert all(child.returncode is not None for child in supervisor.children.values())


@pytest.mark.parametrize(
    ("backend", "worker"), [("database", "db_worker"), ("rq", "rqworker"), ("immediate", None)]
)
def test_worker_fits_the_queue(settings: Any, backend: str, worker: str | None) -> None:
    settings.TASKS_BACKEND = backend

    started = commands("127.0.0.1", 8000)

    assert {"web server", "scheduler"} <= started.keys()
    if worker is None:
        assert "task worker" not in started
    else:
        assert worker in started["task worker"]


@pytest.mark.django_db(transaction=True)
def test_site_answers_until_it_is_asked_to_stop(tmp_path: Path) -> None:
    port = free_port()
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "staticfiles.json").write_text('{"version": "1.1", "paths": {}}')
    environment = ENVIRONMENT | {
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": address_of_the_test_database(),
        "PORT": str(port),
        "WORKERS": "1",
    }
    command = [sys.executable, "manage.py", "serve"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE) as site:
        try:
            assert status_of(f"http://127.0.0.1:{port}/healthz", site) == 200
            second = subprocess.run(
                command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
            )
        finally:
            site.terminate()
        assert site.wait(timeout=30) == 0
        printed = site.stdout.read().decode() if site.stdout else ""

    assert f"http://127.0.0.1:{port}/" in printed
    assert second.returncode == 1
    assert f"Port {port} is in use" in second.stderr
    assert "Traceback" not in second.stderr
    refuse_occupied_port("127.0.0.1", port)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def address_of_the_test_database() -> str:
    config = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{config['NAME']}"
    login = f"{config['USER']}:{config['PASSWORD']}@{config['HOST']}:{config['PORT'] or 5432}"
    return f"postgres://{login}/{config['NAME']}"


def status_of(address: str, site: subprocess.Popen[bytes], patience: float = 60) -> int:
    """Return the status code, after waiting for a server that is just starting."""
    deadline = time.monotonic() + patience
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as response:  # noqa: S310  http
                return int(response.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            if time.monotonic() > deadline or site.poll() is not None:
                raise
            time.sleep(0.3)
