"""Make the languages, the tree, the groups and the workflows of the site."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.core.languages import LANGUAGES, SOURCE_LANGUAGE, is_declared
from home import site_setup


class Command(BaseCommand):
    """Prepare an empty database, or add what an older site lacks."""

    help = "Makes languages, page tree, groups and workflows; what exists stays as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--language",
            action="append",
            default=[],
            metavar="CODE",
            help="switch on a further language, with a draft home page to translate",
        )
        parser.add_argument(
            "--section",
            nargs=2,
            action="append",
            default=[],
            metavar=("GROUP", "PATH"),
            help='let a group of editors write below one page only: --section "News" /aktuelles/',
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for code in options["language"]:
            if not is_declared(code) or code == SOURCE_LANGUAGE:
                known = ", ".join(each for each, _name in LANGUAGES if each != SOURCE_LANGUAGE)
                raise CommandError(f"Unknown language “{code}”. Known: {known}.")
        outcome = site_setup.set_up(languages=tuple(options["language"]))
        for line in outcome.added:
            self.stdout.write(f"  + {line}")
        for group_name, path in options["section"]:
            page = site_setup.page_at(path=path, home=outcome.home)
            if page is None:
                raise CommandError(f"There is no German page at “{path}”.")
            site_setup.bind_editors(group_name=group_name, page=page)
            self.stdout.write(f"  Group “{group_name}” writes below “{page.title}”.")
        self.stdout.write("The site is set up." if outcome.added else "The site was set up before.")
