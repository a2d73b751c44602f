"""Everything a reader can have in front of her: every template, in every language.

The same list serves the browser, the validator and the contracts, so that a template that is
added here is looked at by all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup
from django.test import Client

from tests.support.demo import DemoPage

STAND_IN = "/{code}/nicht-uebersetzt/{path}"
FEEDBACK_FORM = "main form.c-report-form"
WISH_FORM = "form.c-wish-form"


@dataclass(frozen=True)
class Place:
    """One template in one language, and how a reader comes there."""

    name: str
    code: str
    url: str
    # The form that is sent on arrival, as it is: nothing filled in.
    sends: str = ""
    status: int = 200


def of_reader(pages: list[DemoPage], code: str) -> list[Place]:
    """Return a place of every kind in a language; German stands in where there is nothing else."""
    found = [*_page_types(pages, code), *_views(pages, code), *_handouts(pages, code)]
    return [Place(name, code, *rest) for name, *rest in found]


def _page_types(pages: list[DemoPage], code: str) -> list[tuple[Any, ...]]:
    german = [page for page in pages if page.code == "de"]
    there = {page.source_url: page.url for page in pages if page.code == code}
    models: dict[str, list[DemoPage]] = {}
    for page in german:
        models.setdefault(page.model, []).append(page)
    found = []
    for model, of_model in models.items():
        translated = [there[page.url] for page in of_model if page.url in there]
        # A type that a language lacks altogether is met as a stand-in only.
        found.append((model, next(iter(translated), _stand_in(of_model[0], code))))
        missing = [page for page in of_model if page.url not in there]
        if translated and missing:
            found.append((f"{model} stands in", _stand_in(missing[0], code)))
    return found


def _views(pages: list[DemoPage], code: str) -> list[tuple[Any, ...]]:
    lost = _missing(pages, code)
    return [
        ("search", f"/{code}/suche/"),
        ("search with results", f"/{code}/suche/?q=Wohnung"),
        ("search with words explained", f"/{code}/suche/?q=Jobcenter"),
        ("search with a correction", f"/{code}/suche/?q=Wonung"),
        ("search without results", f"/{code}/suche/?q=xqxqxq"),
        ("calendar without dates", f"/{code}/termine/?stufenlos=on&online=on&kinderbetreuung=on"),
        ("languages", f"/{code}/sprachen/"),
        ("languages of a page", f"/{code}/sprachen/?von={lost.url}"),
        ("offline", f"/{code}/unterwegs/"),
        ("feedback", f"/{code}/rueckmeldung/"),
        ("feedback with errors", f"/{code}/rueckmeldung/", FEEDBACK_FORM, 400),
        ("feedback received", f"/{code}/rueckmeldung/danke/?kind=barrier"),
        ("wish received", _asking(lost, code), WISH_FORM),
        ("not found", f"/{code}/gibt-es-nicht/", "", 404),
        ("nearly found", f"/{code}/impresum/", "", 404),
    ]


def _handouts(pages: list[DemoPage], code: str) -> list[tuple[Any, ...]]:
    topic, event = (_first(pages, model, code) for model in ("TopicPage", "EventPage"))
    path = topic.url.split("/", 2)[2]
    other = "?mit=ar" if code == "de" else ""
    return [
        ("two languages", f"/{code}/zweisprachig/{path}{other}"),
        ("print sheet", f"{topic.url}?druck=1"),
        ("print sheet of an event", f"{event.url}?druck=1"),
        ("notice sheet", f"{event.url}?druck=aushang"),
    ]


def _first(pages: list[DemoPage], model: str, code: str) -> DemoPage:
    return next(page for page in pages if page.model == model and page.code == code)


def _missing(pages: list[DemoPage], code: str) -> DemoPage:
    """Return a German page that a language does not have; for German, one Arabic lacks."""
    there = {page.source_url for page in pages if page.code == ("ar" if code == "de" else code)}
    german = (page for page in pages if page.code == "de" and page.url not in there)
    return next(page for page in german if page.model == "NewsPage")


def _stand_in(german: DemoPage, code: str) -> str:
    return STAND_IN.format(code=code, path=german.url.removeprefix("/de/"))


def _asking(german: DemoPage, code: str) -> str:
    """Return where a reader wishes for a page: on what stands in, or on the German page itself."""
    return german.url if code == "de" else _stand_in(german, code)


# ---------------------------------------------------------------- as the server sends it


def answer(place: Place) -> Any:
    """Ask for a place without a browser, sending its form if it has one."""
    client = Client()
    response = client.get(place.url)
    if not place.sends:
        return response
    form = BeautifulSoup(response.content, "html5lib").select_one(place.sends)
    assert form is not None, f"{place.url} has no {place.sends}"
    fields = form.select("input[name]:not([type=radio]), input[type=radio][checked]")
    data = {str(field["name"]): str(field.get("value", "")) for field in fields}
    button = form.select_one("button[formaction]")
    address = button["formaction"] if button else form["action"]
    return client.post(str(address), data, follow=True)
