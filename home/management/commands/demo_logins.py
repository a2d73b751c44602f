"""Make one person for each role, and print their passwords once."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import translation

from cms.core.languages import SOURCE_LANGUAGE
from cms.core.models import SiteSettings
from home import demo_people


class Command(BaseCommand):
    """Prepare the people of a demo; a real site never gets any."""

    help = "Makes one login per role on a demo site and prints the passwords, once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--reset", action="store_true", help="give everybody a new password and print it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not SiteSettings.load().is_demo:
            raise CommandError(
                "This is no demo site, so nobody is let in: demo logins exist only beside the "
                "demo content that “manage.py load_demo” loads."
            )
        logins = demo_people.make_logins(reset=options["reset"])
        with translation.override(SOURCE_LANGUAGE):
            self._print(logins)

    def _print(self, logins: list[demo_people.Login]) -> None:
        address = f"{settings.WAGTAILADMIN_BASE_URL}{reverse('wagtailadmin_home')}"
        self.stdout.write(f"\nAdmin: {address}\n\n")
        known = "(unchanged)"
        for login in logins:
            role = login.role
            self.stdout.write(
                f"  {role.username:<18}{login.password or known:<20}{role.group:<26}{role.task}"
            )
        if any(login.password for login in logins):
            self.stdout.write("\nThe passwords are shown only now; --reset makes new ones.")
