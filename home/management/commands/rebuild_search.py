"""Read the public pages into the search anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from home.search import index


class Command(BaseCommand):
    """Repair the search, or bring it up to a new program's rules."""

    help = "Reads all public pages into the search anew; the site can be used meanwhile."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--missing", action="store_true", help="only take in pages that are not in it yet"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        count = index.complete() if options["missing"] else index.rebuild()
        self.stdout.write(f"Pages read: {count}.")
