"""The command that keeps the interface texts of all languages up to date."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from cms.core import messages


class Command(BaseCommand):
    """Finds the texts in the code, updates the catalogues and compiles them."""

    help = "Find the interface texts, update the catalogues in locale/ and compile them."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        report = messages.update(messages.base_folder())
        self.stdout.write(f"{report.messages} texts, {report.catalogues} catalogues.")
        for path in report.rewritten:
            self.stdout.write(f"Rewritten: {path.relative_to(messages.base_folder())}")
        for code, count in report.untranslated.items():
            if count and code != "en":
                self.stdout.write(f"Not translated yet in {code}: {count}")
