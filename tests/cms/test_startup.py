from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, OperationalError, ProgrammingError

from cms.startup import explanation
from tests.support.processes import run_python


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (ImproperlyConfigured("SAMPLE is wrong."), "SAMPLE"),
        (OperationalError("no such table: core_siteimage"), "migrate"),
        (ProgrammingError('relation "core_siteimage" does not exist'), "migrate"),
        (OperationalError("unable to open database file"), "DATA_DIR"),
        (OperationalError("attempt to write a readonly database"), "DATA_DIR"),
        (OperationalError("database is locked"), "Another program"),
        (DatabaseError("file is not a database"), "DATABASE_URL"),
        (OperationalError("connection failed: Connection refused\nIs it on?"), "DATABASE_URL"),
        (OperationalError('database "cms" does not exist'), "DATABASE_URL"),
    ],
)
def test_error_of_the_installation_is_one_line(error: Exception, word: str) -> None:
    sentence = explanation(error)

    assert sentence is not None
    assert word in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize("error", [ValueError("x"), OperationalError("no such column: title")])
def test_fault_of_the_program_keeps_its_traceback(error: Exception) -> None:
    assert explanation(error) is None


@pytest.mark.parametrize(
    ("variables", "word"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"DATABASE_URL": "oracle://host/name"}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"}, "DATABASE_URL"),
        ({"DATABASE_URL": "sqlite:////proc/none/db.sqlite3"}, "DATABASE_URL"),
        ({"DATA_DIR": "/proc/none"}, "DATA_DIR"),
    ],
)
def test_command_says_in_one_line_what_is_wrong(
    tmp_path: Path, variables: dict[str, str], word: str
) -> None:
    done = run_python("manage.py", "migrate", **({"DATA_DIR": str(tmp_path)} | variables))

    assert done.returncode == 1
    assert word in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_web_server_says_in_one_line_what_is_wrong(tmp_path: Path) -> None:
    done = run_python("-c", "import cms.wsgi", DATA_DIR=str(tmp_path), PORT="none")

    assert done.returncode == 3
    assert done.stderr.startswith("PORT ")
    assert len(done.stderr.strip().splitlines()) == 1


def test_asking_for_the_traceback_gives_it(tmp_path: Path) -> None:
    done = run_python("manage.py", "check", "--traceback", DATA_DIR=str(tmp_path), PORT="none")

    assert "Traceback" in done.stderr
