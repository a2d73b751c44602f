"""What public pages cost as the site grows.

The figures are queries and CPU milliseconds of this process, and the ratio to the smallest site
of the same run; only the ratios mean anything on another machine.
"""

from __future__ import annotations

import itertools
import json
import statistics
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from modelsearch.backends import get_search_backend
from wagtail.models import Locale, Page

from cms.core import content_version
from cms.core.models import EventKind, Town
from events.models import EventPage
from home import search
from home.search import index
from initiatives.models import InitiativePage
from news.models import NewsPage

ROUNDS = 7
WARM_UPS = 3
STEP_LENGTH = 4
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Measurement:
    """What one page cost at one size of the site."""

    address: str
    pages: int
    queries: int
    milliseconds: float


def measure(addresses: list[str], *, pages: int, host: str) -> Iterator[Measurement]:
    """Yield the cost of each address, warm, as the median of several rounds."""
    client = Client(headers={"host": host})
    for address in addresses:
        for _round in range(WARM_UPS):
            _get(client, address)
        with CaptureQueriesContext(connection) as captured:
            _get(client, address)
        # Counted here, because the next request empties the log.
        queries = len(captured)
        times = [_cpu_milliseconds(lambda: _get(client, address)) for _round in range(ROUNDS)]  # noqa: B023
        yield Measurement(address, pages, queries, statistics.median(times))


@dataclass(frozen=True)
class SearchMeasurement:
    """What a word that stands on so many pages costs our search, and Wagtail's."""

    pages: int
    ours: float
    wagtail: float


def measure_search(parent: Page, model: type[Page], *, matches: int) -> SearchMeasurement:
    """Return the milliseconds for the first page of results, as the median of several rounds.

    Of our search everything counts that a view does except for drawing the page: own language
    and others, office words, people. Wagtail's looks for ten pages by title and nothing else.
    """
    grow(parent, model, until=matches)
    written = model.objects.filter(title__startswith="Beispiel", search_entry=None)
    written.update(body=json.dumps([{"type": "paragraph", "value": f"<p>{_text()}</p>"}]))
    rows = list(written)
    index.complete()
    get_search_backend("default").add_bulk(model, rows)
    with connection.cursor() as cursor:
        # A database that has just been filled does not know yet how full it is.
        cursor.execute("ANALYZE")

    def ours() -> None:
        with translation.override("de"):
            if len(search.find("Beispiel")["mine"]) < search.MOST_RESULTS:
                raise RuntimeError("Our search finds too little.")

    def wagtails() -> None:
        if len(Page.objects.filter(live=True).search("Beispiel")[:10]) < 10:
            raise RuntimeError("Wagtail's search finds too little.")

    ours()
    # On SQLite one round takes the better part of a minute.
    rounds = ROUNDS if connection.vendor == "postgresql" else 1
    return SearchMeasurement(
        pages=matches,
        ours=statistics.median(_milliseconds_of_search(ours) for _round in range(ROUNDS)),
        wagtail=statistics.median(_milliseconds_of_search(wagtails) for _round in range(rounds)),
    )


def _text() -> str:
    """Return a text as long as a news item, of words that differ."""
    syllables = ("ba", "de", "fi", "go", "lu", "me", "ni", "ro", "su", "ta")
    words = ["".join(parts) + "n" for parts in itertools.product(syllables, repeat=3)]
    return " ".join(["Beispiel", *words[:200], "Beispiele"])


def _milliseconds_of_search(call: Callable[[], None]) -> float:
    """Return CPU time; where another process does the work, the time until it has answered."""
    if connection.vendor != "postgresql":
        return _cpu_milliseconds(call)
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def grow(parent: Page, model: type[Page], *, until: int) -> None:
    """Put empty but live German pages below a page until there are so many.

    Rows are written in bulk: ten thousand pages through the editor's code would take a quarter
    of an hour and say nothing about readers.
    """
    parent = Page.objects.get(pk=parent.pk)
    have = parent.numchild
    if have >= until:
        return
    locale = Locale.objects.get(language_code="de")
    rows = [_page_row(parent, model, locale, number) for number in range(have + 1, until + 1)]
    Page.objects.bulk_create(rows, batch_size=500)
    kind, town = EventKind.objects.first(), Town.objects.first()
    _insert_children(model, rows, kind, town)
    Page.objects.filter(pk=parent.pk).update(numchild=until)
    content_version.renew()


def _get(client: Client, address: str) -> None:
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")


def _cpu_milliseconds(call: Callable[[], None]) -> float:
    start = time.process_time()
    call()
    return (time.process_time() - start) * 1000


def _page_row(parent: Page, model: type[Page], locale: Locale, number: int) -> Page:
    moment = timezone.now() - timedelta(minutes=number)
    return Page(
        path=parent.path + _step(number + 1000),
        depth=parent.depth + 1,
        numchild=0,
        translation_key=uuid.uuid4(),
        locale=locale,
        title=f"Beispiel {number}",
        draft_title=f"Beispiel {number}",
        slug=f"beispiel-{number}",
        url_path=f"{parent.url_path}beispiel-{number}/",
        content_type=ContentType.objects.get_for_model(model),
        live=True,
        first_published_at=moment,
        last_published_at=moment,
    )


def _step(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, len(ALPHABET))
        digits = ALPHABET[rest] + digits
    return digits.rjust(STEP_LENGTH, "0")


def _insert_children(
    model: type[Page], rows: list[Page], kind: EventKind | None, town: Town | None
) -> None:
    own = [field for field in model._meta.local_concrete_fields if field.name != "page_ptr"]
    columns = ["page_ptr_id", *(field.column for field in own)]
    now = timezone.now()
    values = []
    for number, row in enumerate(rows):
        page = model(teaser="Ein Satz.") if hasattr(model, "teaser") else model()
        if isinstance(page, NewsPage):
            page.date = timezone.localdate() - timedelta(days=number % 900)
        if isinstance(page, EventPage):
            page.kind = kind
            page.starts_at = now + timedelta(days=number % 300, minutes=number)
            page.ends_at = page.starts_at + timedelta(hours=2)
            page.sorts_at, page.over_at = page.starts_at, page.ends_at
        if isinstance(page, InitiativePage):
            page.town = town
            page.phone_display = "069 90009 201"
        values.append(
            [row.pk]
            + [field.get_db_prep_save(getattr(page, field.attname), connection) for field in own]
        )
    quote = connection.ops.quote_name
    statement = (
        f"INSERT INTO {quote(model._meta.db_table)} "  # noqa: S608 - names of our own tables
        f"({', '.join(quote(column) for column in columns)}) "
        f"VALUES ({', '.join(['%s'] * len(columns))})"
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)
