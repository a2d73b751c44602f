"""Run the program as an operator does: as a process, with an environment of its own."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.support.product import ROOT

ENVIRONMENT = {
    "PATH": os.environ.get("PATH", ""),
    "LANG": "C.UTF-8",
    # Variables that are set win over the .env of the developer's machine, even when empty.
    "SECRET_KEY": "0123456789-abcdefghijklmnopqrstuvwxyz-for-processes-only",
    **dict.fromkeys(("BASE_URL", "EXTRA_HOSTS", "PROXY_COUNT", "HOST", "PORT", "WORKERS"), ""),
    **dict.fromkeys(("DATABASE_URL", "CACHE_URL", "EMAIL_URL", "REDIS_URL"), ""),
    **dict.fromkeys(("DEBUG", "TASKS_BACKEND", "DEFAULT_FROM_EMAIL"), ""),
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
