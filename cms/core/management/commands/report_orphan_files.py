"""Name the uploaded files that no record knows of."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cms.core import orphans


class Command(BaseCommand):
    """List orphans; nothing is deleted."""

    help = "Lists files in the media folder that belong to nothing. Deletes none of them."

    def handle(self, *args: Any, **options: Any) -> None:
        found = orphans.orphans(timezone.now())
        for path in found:
            self.stdout.write(str(path))
        self.stderr.write(f"Files: {len(found)}")
