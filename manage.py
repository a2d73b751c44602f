#!/usr/bin/env python
"""Run a command of the site."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command; what is wrong with the installation is said in one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    try:
        from django.conf import settings
        from django.core.management import execute_from_command_line

        from cms.startup import explanation
    except ImportError as error:
        sys.exit(f"{error}: run 'make install' and use .venv/bin/python.")
    try:
        # Read first: Django's own runner would go on without settings and guess.
        _ = settings.INSTALLED_APPS
        execute_from_command_line(sys.argv)
    except Exception as error:
        sentence = explanation(error)
        if sentence is None or "--traceback" in sys.argv:
            raise
        sys.exit(sentence)


if __name__ == "__main__":
    main()
