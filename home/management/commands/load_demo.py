"""Put the demo county on an empty site, or take it away again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from home.demo_content import loading


class Command(BaseCommand):
    """Load the demo content once; a second run changes nothing."""

    help = "Loads the demo county with its pages in five languages, or removes it again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--remove",
            action="store_true",
            help="take away what the demo has put on the site, and nothing else",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["remove"]:
                self._remove()
            else:
                self._load()
        except loading.DemoError as error:
            raise CommandError(str(error)) from error

    def _load(self) -> None:
        loaded = loading.load()
        if loaded is None:
            self.stdout.write("The demo was loaded before; nothing has changed.")
            return
        self.stdout.write(
            f"The demo is loaded. Pages: {loaded.pages}. Records: {loaded.records}. "
            "All translations are marked as unchecked machine drafts."
        )

    def _remove(self) -> None:
        removed = loading.remove()
        if removed:
            self.stdout.write(f"The demo is removed. Pages, records and files: {removed}.")
        else:
            self.stdout.write("There is no demo on this site; nothing has changed.")
