"""Publish and expire what is due, once."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.core import scheduling


class Command(BaseCommand):
    """Say line by line what was published and taken down."""

    help = "Publishes and takes down what is due now. The scheduler does the same every minute."

    def handle(self, *args: Any, **options: Any) -> None:
        outcomes = scheduling.publish_due(timezone.now())
        for outcome in outcomes:
            self.stdout.write(str(outcome))
        failed = sum(not outcome.is_done for outcome in outcomes)
        if failed:
            raise CommandError(f"Failed: {failed} of {len(outcomes)}. The log says why.")
