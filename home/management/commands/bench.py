"""Print what public pages cost as the site grows."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from wagtail.models import Page

from events.models import EventIndexPage, EventPage
from home import benchmark
from home.models import HomePage
from initiatives.models import InitiativeIndexPage, InitiativePage
from news.models import NewsIndexPage, NewsPage

SECTIONS = (
    (NewsIndexPage, NewsPage),
    (EventIndexPage, EventPage),
    (InitiativeIndexPage, InitiativePage),
)


class Command(BaseCommand):
    """Grow a throw-away site step by step and measure its pages."""

    help = "Print queries and CPU milliseconds of public pages at 100, 1,000 and 10,000 pages."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1_000, 10_000])
        parser.add_argument(
            "--search",
            type=int,
            nargs="*",
            metavar="MATCHES",
            help="measure only the search, beside Wagtail's own, with so many matches",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if Page.objects.count() > 2_000 or not HomePage.objects.exists():
            raise CommandError(
                "bench fills the database with thousands of pages: "
                "run it on a fresh demo in a folder of its own (make bench does)."
            )
        if options["search"] is not None:
            self._measure_search(options["search"] or [500, 5_000])
            return
        smallest: dict[str, benchmark.Measurement] = {}
        self.stdout.write(f"{'pages':>7} {'SQL':>4} {'ms':>7} {'ratio':>6}  address")
        for size in sorted(options["sizes"]):
            addresses = self._grow(size)
            host = str(urlsplit(settings.BASE_URL).hostname)
            for cost in benchmark.measure(addresses, pages=size, host=host):
                first = smallest.setdefault(cost.address, cost)
                ratio = cost.milliseconds / first.milliseconds if first.milliseconds else 1.0
                self.stdout.write(
                    f"{cost.pages:>7} {cost.queries:>4} {cost.milliseconds:>7.1f} "
                    f"{ratio:>6.2f}  {cost.address}"
                )

    def _measure_search(self, sizes: list[int]) -> None:
        self.stdout.write(f"{'matches':>7} {'ms':>7} {'Wagtail':>9} {'ratio':>7}")
        for size in sorted(sizes):
            parent = NewsIndexPage.objects.at_the_source().get()
            cost = benchmark.measure_search(parent, NewsPage, matches=size)
            self.stdout.write(
                f"{cost.pages:>7} {cost.ours:>7.1f} {cost.wagtail:>9.1f} "
                f"{cost.ours / cost.wagtail:>7.4f}"
            )

    def _grow(self, size: int) -> list[str]:
        addresses = [f"/{code}/" for code in ("de", "ar")]
        for index_model, page_model in SECTIONS:
            index = index_model.objects.at_the_source().get()
            # The demo's own pages count too, so that each list has about a third of them.
            benchmark.grow(index, page_model, until=max(size // 3, index.get_children_count()))
            index.refresh_from_db()
            addresses.append(index.get_url())
            addresses.append(
                index.get_children().live().order_by("path").first().specific.get_url()
            )
            arabic = index_model.objects.filter(
                translation_key=index.translation_key, locale__language_code="ar"
            ).first()
            if arabic is not None:
                addresses.append(arabic.get_url())
        return addresses
