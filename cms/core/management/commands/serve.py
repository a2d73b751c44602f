"""Serve the site: web server, background tasks and scheduler, started and stopped together."""

from __future__ import annotations

import errno
import logging
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE = 15  # seconds that a child has to finish what it is doing
WEB_SERVER = "web server"
MOST_FALLS = 5
FALLS_WITHIN = 5 * 60  # seconds
PAUSE_AFTER_A_FALL = 1  # second

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Start all processes of a site and stay until one of them ends or a signal comes."""

    help = "Starts the web server, the worker for background tasks and the scheduler."
    requires_system_checks = "__all__"

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = settings.SERVE_HOST, settings.SERVE_PORT
        refuse_occupied_port(host, port)
        refuse_unprepared_database()
        refuse_missing_static_files()
        # The children make their own connections.
        connection.close()
        self.stdout.write(
            f"{settings.WAGTAIL_SITE_NAME}: {settings.BASE_URL}/ "
            f"(admin: {settings.BASE_URL}/admin/). Stop with Ctrl+C."
        )
        self.stdout.flush()
        supervisor = Supervisor(commands(host, port))
        ended = supervisor.run()
        if ended:
            raise CommandError(f"The {ended} ended by itself, so everything was stopped.")


def refuse_occupied_port(host: str, port: int) -> None:
    """Stop with a sentence when the web server could not listen there."""
    try:
        addresses = socket.getaddrinfo(
            host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        family, kind, protocol, _name, address = addresses[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except socket.gaierror as error:
        raise CommandError(f"HOST is '{host}', which is no address of this machine.") from error
    except PermissionError as error:
        raise CommandError(
            f"Port {port} is reserved for administrators: choose another: PORT=8001 make serve"
        ) from error
    except OSError as error:
        if error.errno == errno.EADDRNOTAVAIL:
            raise CommandError(f"HOST is '{host}', which is no address of this machine.") from error
        raise CommandError(
            f"Port {port} is in use: stop the other program or choose another: "
            f"PORT={port + 1 if port < 65535 else 8001} make serve"
        ) from error


def refuse_unprepared_database() -> None:
    """Stop with a sentence when tables are missing; the web server would answer only errors."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError(
            "The database is not prepared or is older than the program: "
            "run 'make demo', or 'manage.py migrate' on a site of your own."
        )


def refuse_missing_static_files() -> None:
    """Stop with a sentence when style sheets and pictures are not where the web server looks."""
    if not settings.DEBUG and not (Path(settings.STATIC_ROOT) / "staticfiles.json").is_file():
        raise CommandError(
            "The static files are not collected: "
            "run 'make demo', or 'manage.py collectstatic' on a site of your own."
        )


def commands(host: str, port: int) -> dict[str, list[str]]:
    """Return what to start, by the name that messages use."""
    manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
    web_server = [
        *(sys.executable, "-m", "gunicorn", "cms.wsgi"),
        *("--bind", f"{host}:{port}"),
        *("--workers", str(settings.SERVE_WORKERS)),
        *("--worker-class", "gthread", "--threads", "4"),
        *("--timeout", "60", "--graceful-timeout", str(PATIENCE - 5)),
        *("--log-level", "warning", "--no-control-socket"),
    ]
    started = {WEB_SERVER: web_server, "scheduler": [*manage, "run_schedule"]}
    queues = settings.TASKS["background"]["QUEUES"]
    if settings.TASKS_BACKEND == "database":
        started["task worker"] = [
            *(*manage, "db_worker", "--backend", "background"),
            *("--queue-name", ",".join(queues), "--no-reload", "--verbosity", "0"),
        ]
    elif settings.TASKS_BACKEND == "rq":
        started["task worker"] = [
            *(*manage, "rqworker", *queues, "--job-class", "django_tasks_rq.Job"),
            *("--verbosity", "0"),
        ]
    return started


class Supervisor:
    """Child processes that stop together.

    Readers must not notice when a helper in the background stumbles, for example over a database
    that is restarted: it is started again. Only one that falls again and again ends everything.
    """

    def __init__(self, commands: dict[str, list[str]]) -> None:
        self.commands = commands
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.falls: dict[str, list[float]] = {}
        self.asked_to_stop = False

    def run(self) -> str | None:
        """Return the name of the child that ended by itself, None after a signal."""
        previous = {number: signal.signal(number, self._stop) for number in STOP_SIGNALS}
        try:
            for name in self.commands:
                self._start(name)
            return self._wait()
        finally:
            self._end_all()
            for number, handler in previous.items():
                signal.signal(number, handler)

    def _start(self, name: str) -> None:
        # In a session of its own, Ctrl+C reaches a child through us and only once.
        self.children[name] = subprocess.Popen(  # noqa: S603  the commands are our own
            self.commands[name], cwd=settings.BASE_DIR, start_new_session=True
        )

    def _wait(self) -> str | None:
        while not self.asked_to_stop:
            for name, child in self.children.items():
                if child.poll() is None:
                    continue
                if not self._may_start_again(name):
                    return name
                logger.warning("The %s ended by itself and is started again.", name)
                time.sleep(PAUSE_AFTER_A_FALL)
                self._start(name)
            time.sleep(0.2)
        return None

    def _may_start_again(self, name: str) -> bool:
        """Tell whether a child may go on; without the web server there is nothing to serve."""
        if name == WEB_SERVER:
            return False
        now = time.monotonic()
        recent = [fall for fall in self.falls.get(name, []) if now - fall < FALLS_WITHIN]
        self.falls[name] = [*recent, now]
        return len(self.falls[name]) <= MOST_FALLS

    def _stop(self, _number: int, _frame: object) -> None:
        self.asked_to_stop = True

    def _end_all(self) -> None:
        for child in self.children.values():
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + PATIENCE
        for child in self.children.values():
            try:
                child.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
