"""A site with the demo, served from a folder that is thrown away; for pictures and measurements."""

from __future__ import annotations

import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.demo import manage, web_server

COMMANDS = (
    ("migrate", "--verbosity", "0"),
    ("collectstatic", "--noinput", "--verbosity", "0"),
    ("setup_site",),
    ("load_demo",),
)


@contextmanager
def shown_demo() -> Iterator[str]:
    """Load the demo, serve it until the block ends, and yield its address."""
    with tempfile.TemporaryDirectory() as name:
        environment = {
            "DATA_DIR": name,
            "DATABASE_URL": "",
            "BASE_URL": "http://127.0.0.1",
            "EMAIL_URL": "dummymail://",
            "TASKS_BACKEND": "immediate",
        }
        for command in COMMANDS:
            manage(*command, **environment)
        port = free_port()
        with web_server(port, environment, Path(name) / "server.log"):
            yield f"http://127.0.0.1:{port}"


def free_port() -> int:
    """Return a port that nobody listens to at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
