"""Say in one sentence why the program cannot start, instead of showing a traceback."""

from __future__ import annotations

import re

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

# What people meet who start the program; any other database error is a fault worth its traceback.
EXPLANATIONS = (
    (
        r"no such table|relation .* does not exist",
        "The database is not prepared or is older than the program: "
        "run 'make demo', or 'manage.py migrate' on a site of your own.",
    ),
    (
        r"unable to open database file|readonly database|disk I/O error",
        "The database file cannot be opened or written: "
        "check the folder that DATA_DIR or DATABASE_URL names.",
    ),
    (
        r"file is not a database|disk image is malformed",
        "The file that DATABASE_URL names is no database, or it is damaged.",
    ),
    (
        r"database is locked",
        "Another program has held the database for too long: try again when it has finished.",
    ),
    (
        r"connection (failed|refused|timeout|is bad)|could not connect|could not translate"
        r"|failed to resolve|timeout expired|authentication failed|no password supplied"
        r"|database .* does not exist|role .* does not exist",
        "The database that DATABASE_URL names cannot be reached",
    ),
)


def explanation(error: BaseException) -> str | None:
    """Return the sentence for an error of the installation, None for a fault of the program."""
    if isinstance(error, ImproperlyConfigured):
        return str(error)
    if not isinstance(error, DatabaseError):
        return None
    reason = _first_line(error)
    for pattern, sentence in EXPLANATIONS:
        if re.search(pattern, str(error), re.IGNORECASE):
            return sentence if sentence.endswith(".") else f"{sentence}: {reason}"
    return None


def _first_line(error: DatabaseError) -> str:
    return str(error).strip().partition("\n")[0]
