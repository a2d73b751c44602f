"""Look whether what is known about translations is true."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from translations import checking


class Command(BaseCommand):
    """Print one line for each finding; what a person has to look at makes the command fail."""

    help = "Compares translations with the German texts, puts right what can be, names the rest."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="only say what is wrong, change nothing"
        )

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        repaired = left = 0
        for finding in checking.check(repair=not dry_run):
            self.stdout.write(str(finding))
            repaired += finding.is_repaired
            left += not finding.is_repaired
        if left:
            raise CommandError(f"To be looked at: {left}. Put right: {repaired}.")
        self.stdout.write(f"Put right: {repaired}. Nothing is left to be looked at.")
