"""Every page of the demo, in every language, is what browsers and screen readers expect."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from wagtail.models import get_page_models

from cms.core.languages import direction
from cms.core.models import BasePage, ContactPerson, GlossaryTerm
from home import models as home_models
from tests.support.demo import DemoPage

pytestmark = pytest.mark.look

LANGUAGES = ("de", "de-simple", "en", "uk", "ar")
HOST = "http://testserver"
LEFTOVER = re.compile(r"\[\[|\]\]|\*\*|\{\{|\{%|%\(|\bNone\b|\bundefined\b|&amp;amp;")
ARABIC = re.compile("[\u0600-\u06ff]")
GERMAN_LETTERS = re.compile("[A-Za-zÄÖÜäöüß]{4,}")
# Three letters of one script are a word; languages that are not named are written in Latin ones.
WORDS = {
    "Latin": re.compile("[A-Za-zÀ-ɏ]{3,}"),
    "Cyrillic": re.compile("[\u0400-\u04ff]{3,}"),
    "Arabic": re.compile("[\u0620-\u064a\u066e-\u06d3]{3,}"),
}
SCRIPTS = {"ar": "Arabic", "fa": "Arabic", "uk": "Cyrillic", "ru": "Cyrillic"}
PHONE = re.compile(r"\+?\d[\d /()-]{6,}\d")
RESOURCES = "script[src], img[src], iframe[src], source[src], audio[src], video[src], link[href]"

Check = Callable[["Answer"], list[str]]


class Answer:
    """One page as the server sent it."""

    def __init__(self, page: DemoPage, response: Any) -> None:
        self.page = page
        self.response = response
        self.soup = BeautifulSoup(response.content, "html5lib")

    @property
    def html(self) -> Tag:
        found = self.soup.html
        assert found is not None
        return found

    def all(self, selector: str) -> list[Tag]:
        return list(self.soup.select(selector))


@pytest.fixture(scope="module")
def answers(demo: list[DemoPage], django_db_blocker: Any) -> list[Answer]:
    """Ask for every public page once; all checks look at the same answers."""
    with django_db_blocker.unblock():
        return [Answer(page, Client().get(page.url)) for page in demo]


def is_answered(answer: Answer) -> list[str]:
    status = answer.response.status_code
    return [] if status == 200 else [f"answers {status}"]


def has_its_language_and_direction(answer: Answer) -> list[str]:
    expected = (answer.page.code, direction(answer.page.code))
    found = (answer.html.get("lang"), answer.html.get("dir"))
    header = answer.response.get("Content-Language")
    return [] if found == expected and header == answer.page.code else [f"{found} {header}"]


def has_one_h1_and_skips_no_level(answer: Answer) -> list[str]:
    levels = [int(heading.name[1]) for heading in answer.all("h1, h2, h3, h4, h5, h6")]
    empty = [
        heading for heading in answer.all("h1, h2, h3, h4, h5, h6") if not heading.text.strip()
    ]
    in_main = [int(each.name[1]) for each in answer.all("main :is(h1, h2, h3, h4, h5, h6)")]
    problems = [f"empty {heading}" for heading in empty]
    problems += [] if levels.count(1) == 1 else [f"{levels.count(1)} h1"]
    problems += [] if in_main[:1] == [1] else ["main does not begin with h1"]
    return problems + [f"h{a} then h{b}" for a, b in pairwise(levels) if b > a + 1]


def has_a_title_and_no_id_twice(answer: Answer) -> list[str]:
    ids = [element["id"] for element in answer.all("[id]")]
    title = answer.soup.title.text.strip() if answer.soup.title else ""
    return [f"#{each}" for each in {*ids} if ids.count(each) > 1] + ([] if title else ["no title"])


def names_every_picture_and_control(answer: Answer) -> list[str]:
    problems = [f"no alt: {image}" for image in answer.all("img") if "alt" not in image.attrs]
    labelled = {label.get("for") for label in answer.all("label")}
    for control in answer.all("input:not([type=hidden]), select, textarea"):
        named = control.get("id") in labelled or control.get("aria-label")
        if not (named or control.find_parent("label") or control.get("aria-labelledby")):
            problems.append(f"no label: {control}"[:200])
    for element in answer.all("a[href], button, summary"):
        pictures = " ".join(str(image.get("alt", "")) for image in element.select("img"))
        name = element.text.strip() or element.get("aria-label") or pictures.strip()
        if not name:
            problems.append(f"no name: {element}"[:200])
    return problems


def points_only_at_ids_that_exist(answer: Answer) -> list[str]:
    ids = {element["id"] for element in answer.all("[id]")}
    wanted = [
        (element, each)
        for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for")
        for element in answer.all(f"[{name}]")
        for each in str(element[name]).split()
    ]
    fragments = [(link, str(link["href"])[1:]) for link in answer.all("a[href^='#']")]
    return [f"{element}"[:150] for element, each in [*wanted, *fragments] if each not in ids]


def asks_no_other_host(answer: Answer) -> list[str]:
    found = []
    for element in answer.all(RESOURCES):
        url = str(element.get("src") or element.get("href"))
        if urlsplit(urljoin(HOST, url)).netloc != "testserver":
            found.append(f"{element}"[:200])
    return found + [f"{each}"[:200] for each in answer.all("[style], style, [onclick], [onload]")]


def has_the_strict_policy_and_no_cookie(answer: Answer) -> list[str]:
    policy = answer.response.get("Content-Security-Policy", "")
    wanted = ("default-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'")
    problems = [each for each in wanted if each not in policy]
    problems += ["unsafe"] if "unsafe" in policy else []
    return problems + [f"cookie {name}" for name in answer.response.cookies]


def shows_no_leftover(answer: Answer) -> list[str]:
    texts = [answer.html.get_text(" ")]
    texts += [str(each["content"]) for each in answer.all("meta[content]")]
    texts += [str(each["alt"]) for each in answer.all("img[alt]")]
    found = [(text, match) for text in texts if (match := LEFTOVER.search(text))]
    return [text[max(0, match.start() - 40) : match.end() + 40] for text, match in found]


def marks_german_among_arabic(answer: Answer) -> list[str]:
    """A link whose words are German says so, or a screen reader spells them as Arabic."""
    if answer.page.code != "ar":
        return []
    found = []
    for element in answer.all("main a[href], main h1, main h2, main h3, main h4, nav a[href]"):
        text = element.get_text(" ").strip()
        if ARABIC.search(text) or not GERMAN_LETTERS.search(text) or "@" in text or "." in text:
            continue
        around = [element, *element.find_parents(), *element.find_all(True)]
        # A person's name has no language; it only must not be translated or turned round.
        if not any(each.get("lang", "ar") != "ar" or each.get("translate") for each in around):
            found.append(f"{element}"[:200])
    return found


def says_which_language_each_word_is_in(answer: Answer) -> list[str]:
    """Words in another script than that of their language are read out letter by letter."""
    found = []
    for text in answer.soup.body.find_all(string=True) if answer.soup.body else ():
        around = [*text.parents]
        # Names, addresses and numbers have no language; they must only stay as they are.
        if any(each.get("translate") == "no" for each in around):
            continue
        # Places to choose from are no more than text; so is the message that can be sent.
        if any(
            each.name == "option" or "c-share__text" in each.get("class", ()) for each in around
        ):
            continue
        code = str(next(each["lang"] for each in around if each.get("lang")))
        own = WORDS[SCRIPTS.get(code.partition("-")[0], "Latin")]
        # The name of a place inside a sentence cannot say what it is; a text of its own can.
        if not own.search(text) and any(words.search(text) for words in WORDS.values()):
            found.append(f"{str(text).strip()[:80]} ({code}) in {text.parent}"[:300])
    return found


def says_that_a_title_is_german(answer: Answer) -> list[str]:
    """A link to a page that stands in has a German title, in whatever letters the page is."""
    found = []
    for link in answer.all(f"a[href^='/{answer.page.code}/nicht-uebersetzt/']"):
        named = {each.get("lang") for each in [link, *link.parents, *link.find_all(True)]}
        # The language switch and the doors lead there, too, in words of their own.
        is_named_otherwise = link.get("data-language") or "c-link-tile" in link.get("class", ())
        if "de" not in named and not is_named_otherwise:
            found.append(f"{link}"[:200])
    return found


def turns_no_foreign_title_round(answer: Answer) -> list[str]:
    if answer.page.code != "ar":
        return []
    found = []
    for link in answer.all("main a[href^='/ar/nicht-uebersetzt/']"):
        words = next((each for each in link.find_all(string=GERMAN_LETTERS)), None)
        around = [link, *words.parents] if words and not ARABIC.search(words) else []
        if around and not any(
            (each.get("lang"), each.get("dir")) == ("de", "ltr") for each in around
        ):
            found.append(f"{link}"[:200])
    return found


def isolates_phone_numbers(answer: Answer) -> list[str]:
    return [
        f"{number}"
        for link in answer.all("a[href^='tel:']")
        for number in link.find_all(string=PHONE)
        if not any(each.name == "bdi" and each.get("dir") == "ltr" for each in number.parents)
    ]


CHECKS: tuple[Check, ...] = (
    is_answered,
    has_its_language_and_direction,
    has_one_h1_and_skips_no_level,
    has_a_title_and_no_id_twice,
    names_every_picture_and_control,
    points_only_at_ids_that_exist,
    asks_no_other_host,
    has_the_strict_policy_and_no_cookie,
    shows_no_leftover,
    marks_german_among_arabic,
    says_which_language_each_word_is_in,
    says_that_a_title_is_german,
    turns_no_foreign_title_round,
    isolates_phone_numbers,
)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_every_page(check: Check, answers: list[Answer]) -> None:
    found = {answer.page.url: check(answer) for answer in answers}

    assert {url: problems[:3] for url, problems in found.items() if problems} == {}


def test_the_demo_has_every_page_type_and_language(demo: list[DemoPage]) -> None:
    models = {page.model for page in demo if page.code == "de"}

    assert {page.code for page in demo} == {*LANGUAGES}
    assert models == {model.__name__ for model in get_page_models() if issubclass(model, BasePage)}


def test_each_page_names_itself_and_its_other_languages_mutually(answers: list[Answer]) -> None:
    alternates: dict[str, dict[str, str]] = {}
    for answer in answers:
        (canonical,) = answer.all("link[rel=canonical]")
        assert canonical["href"] == f"{HOST}{answer.page.url}"
        links = answer.all("link[rel=alternate][hreflang]")
        alternates[answer.page.url] = {
            str(link["hreflang"]): str(link["href"]).removeprefix(HOST) for link in links
        }

    for address, named in alternates.items():
        assert "de-simple" not in named
        for code, other in named.items():
            assert alternates[other] == named, (address, code)


# ---------------------------------------------------------------- all records, by clicking


def links_of(soup: BeautifulSoup, address: str) -> Iterator[str]:
    for link in soup.select("a[href]"):
        url = urlsplit(urljoin(f"{HOST}{address}", str(link["href"])))
        if url.netloc == "testserver" and url.scheme == "http":
            yield f"{url.path}?{url.query}" if url.query.startswith("seite") else url.path


def walk(start: str) -> dict[str, str]:
    """Follow links only; return the text of each page of the language, or German, by address."""
    code = start.split("/")[1]
    seen, waiting = {start: ""}, deque([start])
    while waiting:
        address = waiting.popleft()
        response = Client().get(address)
        assert response.status_code == 200, f"a link leads to {address}: {response.status_code}"
        if not response["Content-Type"].startswith("text/html"):
            continue
        soup = BeautifulSoup(response.content, "html5lib")
        seen[address] = soup.get_text(" ")
        for link in links_of(soup, address):
            in_language = link.startswith((f"/{code}/", "/documents/", "/media/"))
            # German pages stand in where there is no translation; links from there are German.
            german = link.startswith("/de/") and address.startswith(f"/{code}/")
            # The footer leads to it in Leichte Sprache, the language switch from there.
            about_easy_language = link.endswith("/leichte-sprache/")
            if link not in seen and (in_language or german or about_easy_language):
                seen[link] = ""
                waiting.append(link)
    return seen


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["de", "ar"])
def test_every_record_of_the_demo_is_reached_by_clicking(code: str, demo: list[DemoPage]) -> None:
    reached = walk(f"/{code}/")
    told = " ".join(reached.values())

    wanted = {page.url for page in demo if page.code == code}
    unreached_terms = [
        term.term
        for term in GlossaryTerm.objects.published().at_the_source()
        if term.term not in told
    ]
    unnamed_people = [
        person.name
        for person in ContactPerson.objects.published().at_the_source()
        if person.name not in told
    ]
    assert sorted(wanted - {*reached}) == []
    assert (unreached_terms, unnamed_people) == ([], [])


@pytest.mark.django_db
def test_an_arabic_reader_reaches_what_is_not_translated(demo: list[DemoPage]) -> None:
    translated = {page.source_url for page in demo if page.code == "ar"}
    german_only = {page.url for page in demo if page.code == "de"} - translated

    reached = walk("/ar/")

    assert home_models.DemoRecord.objects.exists()
    assert sorted(german_only - {*reached}) == []
