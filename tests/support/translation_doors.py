"""Every door of the admin that leads to a text, and what is behind it in each language.

The doors are read off the URLs by the beginning of their names, so that a new one is noticed; the
arguments of each address are found by their names in the URL.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from unittest import mock

from django.contrib.auth.models import AbstractUser
from django.db import connection, transaction
from django.template import Template
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Revision, TaskState, WorkflowState
from wagtail_localize.models import StringTranslation

from cms.core.models import GlossaryTerm, Topic
from news.models import NewsIndexPage, NewsPage
from tests.factories import tree
from tests.support import admin, agency, roles, site
from translations import claims, segments, sentences
from translations.models import TranslationBatch, TranslationRecord

# The languages and their letters in the tables.
LETTERS = {"ar": "a", "uk": "u", "de": "d"}
EASY = "de-simple"
EASY_LETTER = "s"
NO_LANGUAGE = "x"
NOBODY = "-"
PEOPLE = (
    "anonymous", roles.PLAIN, "translator_ar", "reviewer_ar", "translator_uk", "editor",
    "moderator", "administrator",
)  # fmt: skip
CLOSED = {403, 404, 405}


# What a form of a record sends at the least; each kind takes its own.
RECORD = {"label": "Thema", "sort_order": "1", "term": "Amt", "explanation": "Wort."}
# What nobody finds out about a text who has no business with it.
UNREAD = {code: f"Ungelesen {code}" for code in LETTERS}


@dataclass
class Cast:
    """What stands behind the doors, by language code."""

    live: dict[str, Any] = field(default_factory=dict)
    waiting: dict[str, Any] = field(default_factory=dict)
    scheduled: dict[str, Any] = field(default_factory=dict)
    alias: dict[str, Any] = field(default_factory=dict)
    section: dict[str, Any] = field(default_factory=dict)
    elsewhere: dict[str, Any] = field(default_factory=dict)
    # Records, live and waiting, by the beginning of the names of their doors.
    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    waiting_records: dict[str, dict[str, Any]] = field(default_factory=dict)
    only_german: Any = None
    batch: Any = None
    # What the editor's form of each waiting page sends unchanged, and a filled file of each page.
    unchanged: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    people: dict[str, AbstractUser] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)


def make_cast() -> Cast:
    """Make live, waiting, scheduled and aliased pages and records in each language."""
    author = roles.person("superuser")
    cast = Cast(people={role: roles.person(role) for role in PEOPLE if role != "anonymous"})
    cast.section = _in_all(site.place_of(NewsPage))
    elsewhere = tree.add(site.home(), NewsIndexPage(title="Anderswo", slug="anderswo"))
    cast.elsewhere = _translated(elsewhere)
    _put_pages(cast, author)
    _put_records(cast, author)
    cast.batch = TranslationBatch.objects.create(kind=TranslationBatch.Kind.REQUEST)
    _fill_in(cast, author)
    for role in PEOPLE:
        cast.clients[role] = client = roles.client_of(role)
        # Wagtail then answers 403 where it would send a person back to the first screen.
        client.defaults["HTTP_X_REQUESTED_WITH"] = "XMLHttpRequest"
    return cast


def _put_pages(cast: Cast, author: AbstractUser) -> None:
    cast.live = _translated(site.page(title="Gelesen", live=True))
    cast.live[EASY] = tree.translate(cast.live["de"], EASY, title="Leicht gelesen")
    cast.scheduled = _translated(site.page(title="Geplant", live=True))
    for row in cast.scheduled.values():
        row.latest_revision.approved_go_live_at = timezone.now() + timedelta(days=1)
        row.latest_revision.save()
    cast.only_german = site.page(title="Nur deutsch", live=True)
    german = site.page(title="Wartet", live=True)
    cast.waiting = {
        code: site.translated(german, code, author=author) for code in LETTERS if code != "de"
    }
    # The last, because a report names what was edited last.
    cast.waiting["de"] = site.page(title=UNREAD["de"], author=author)
    for code, row in cast.waiting.items():
        row.title = UNREAD[code]
        row.save()
        row.save_revision(user=author)
        site.hand_in(row, author=author)
    for code in LETTERS:
        cast.alias[code] = cast.live[code].create_alias(update_slug=f"zwilling-{code}")


def _put_records(cast: Cast, author: AbstractUser) -> None:
    topic, word = "wagtailsnippets_core_topic:", "wagtailsnippets_core_glossaryterm:"
    cast.records[topic] = _records(Topic(code="health", label="Thema"))
    cast.records[word] = _records(GlossaryTerm(code="amt", term="Amt", explanation="Wort."))
    waiting_topic = _records(Topic(code="work", label="Wartet"))
    waiting_word = _records(GlossaryTerm(code="antrag", term="Antrag", explanation="Wartet."))
    cast.waiting_records = {topic: waiting_topic, word: waiting_word}
    for row in (*waiting_topic.values(), *waiting_word.values()):
        row.save_revision(user=author)
        row.get_workflow().start(row, author)


def _fill_in(cast: Cast, author: AbstractUser) -> None:
    """Type the sentences of the live page, and fill its forms and files in."""
    german, writer = cast.live["de"], roles.client_of("superuser")
    texts = {(each.place, each.hash): "Getippt" for each in segments.segments_of(german)}
    for code in set(LETTERS) - {"de"}:
        record = claims.record_of(
            translation_key=german.translation_key, locale_id=site.locale(code).pk
        )
        sentences.save(german, record, texts, author=author)
        catalogue = agency.download(german, code, client=writer)
        for entry in catalogue:
            entry.msgstr = "Mitgebracht"
        cast.files[code] = str(catalogue).encode()
    cast.files["de"] = cast.files["ar"].replace(b"-Language: ar", b"-Language: de")
    for code, row in cast.waiting.items():
        form = admin.form_of(writer, admin.edit_url(row))
        cast.unchanged[code] = admin.without_streams(type(row), form)


def _translated(german: Any) -> dict[str, Any]:
    for code in ("ar", "uk"):
        tree.translate(german, code, title=f"{german.title} {code}")
    return _in_all(german)


def _records(german: Any) -> dict[str, Any]:
    german.locale = site.locale("de")
    german.save()
    german.save_revision().publish()
    for code in ("ar", "uk"):
        row = german.copy_for_translation(site.locale(code))
        row.save()
        row.save_revision().publish()
    return _in_all(german)


def _in_all(german: Any) -> dict[str, Any]:
    return {
        code: type(german).objects.get(
            translation_key=german.translation_key, locale=site.locale(code)
        )
        for code in LETTERS
    }


# ---------------------------------------------------------------- addresses

RECORDS = ("wagtailsnippets_core_topic:", "wagtailsnippets_core_glossaryterm:")
PREFIXES = (
    "wagtailadmin_pages:", "wagtailadmin_api:pages:", "wagtailadmin_reports:",
    "wagtailadmin_explore", *RECORDS,
    "translations_", "begin_translation",
    # None is left, see translations.guarded_localize; an upgrade may bring new ones.
    "wagtail_localize", "simple_translation",
)  # fmt: skip
# The rows of a list alone, and an address that leads to another door.
LEFT_OUT = ("_results", ":find")
OTHERS = (
    "wagtailadmin_home", "wagtailadmin_choose_page", "wagtailadmin_choose_page_child",
    "wagtailadmin_choose_page_search",
)  # fmt: skip


@dataclass(frozen=True)
class Door:
    """An address of the admin."""

    name: str
    route: str
    parameters: tuple[str, ...]

    @property
    def has_language(self) -> bool:
        return any(name in LANGUAGE_OF for name in self.parameters) or "compare" in self.name

    @property
    def is_a_list(self) -> bool:
        return not self.has_language or self.name == "wagtailadmin_choose_page_child"

    @property
    def is_for_easy_language(self) -> bool:
        return self.name.startswith("translations_easy")

    @property
    def is_of_records(self) -> bool:
        return self.name.startswith(RECORDS)


# The parameters by which an address belongs to a language.
LANGUAGE_OF = {
    "code", "page_id", "parent_page_id", "page_to_move_id", "pk", "task_state_id",
}  # fmt: skip
WITHOUT_LANGUAGE = {"translations_batch", "translations_batch_status", "translations_batch_again"}


def doors() -> dict[str, Door]:
    """Return the doors that the tables have to name."""
    found = {}
    for name, route, pattern in _patterns(get_resolver().url_patterns):
        is_one = name.startswith(PREFIXES) and not name.endswith(LEFT_OUT)
        if is_one or name in OTHERS:
            found[name] = Door(name, route, tuple(pattern.pattern.converters))
    return found


def _patterns(
    patterns: list[Any], namespace: str = "", route: str = ""
) -> Iterator[tuple[str, str, URLPattern]]:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield namespace + (pattern.name or ""), here, pattern
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _patterns(pattern.url_patterns, inner, here)


def codes_of(door: Door) -> list[str]:
    """Return the languages in which a door can be tried."""
    if door.is_for_easy_language:
        return [EASY]
    if not door.has_language or door.name in WITHOUT_LANGUAGE:
        return [""]
    return list(LETTERS)


def address(door: Door, cast: Cast, code: str) -> str:
    """Return an address in a language."""
    row = fresh(rows_behind(door, cast)[code or "de"])
    if door.name.endswith("revisions_compare"):
        return reverse(door.name, args=[row.pk, "earliest", "latest"])
    values = _values(door, cast, code, row)
    return reverse(door.name, kwargs={name: values[name]() for name in door.parameters})


def _values(door: Door, cast: Cast, code: str, row: Any) -> dict[str, Callable[[], Any]]:
    german = cast.live["de"]
    return {
        "code": lambda: code,
        "translation_key": lambda: row.translation_key if code else german.translation_key,
        "page_id": lambda: german.pk if door.name == "begin_translation" else row.pk,
        "page_to_move_id": lambda: row.pk,
        "destination_id": lambda: cast.elsewhere[code].pk,
        "pk": lambda: cast.batch.pk if door.name in WITHOUT_LANGUAGE else row.pk,
        "parent_page_id": lambda: cast.section[code].pk,
        "revision_id": lambda: row.latest_revision_id,
        "action_name": lambda: "publish" if "api" in door.name else "approve",
        "task_state_id": lambda: row.current_workflow_state.current_task_state_id,
        "task_id": lambda: row.current_workflow_state.current_task_state.task_id,
        "workflow_state_id": lambda: row.current_workflow_state.pk,
        "content_type_app_name": lambda: "news",
        "content_type_model_name": lambda: "newspage",
        "app_label": lambda: "news",
        "model_name": lambda: "newspage",
    }


def rows_behind(door: Door, cast: Cast) -> dict[str, Any]:
    """Return the pages or records that a door leads to."""
    waits = "workflow" in door.name or door.name == "translations_review"
    if door.is_of_records:
        kind = door.name.partition(":")[0] + ":"
        return cast.waiting_records[kind] if waits else cast.records[kind]
    if door.name.endswith("revisions_unschedule"):
        return cast.scheduled
    if door.name.endswith("convert_alias"):
        return cast.alias
    return cast.waiting if waits else cast.live


# ---------------------------------------------------------------- who is let in


def takes_something(door: Door, cast: Cast) -> bool:
    """Tell whether a door is one for sending at all, whoever sends."""
    client = cast.clients["administrator"]
    return bool(_sent(client, door, cast, codes_of(door)[0]).status_code != 405)


def let_in(door: Door, method: str, cast: Cast) -> dict[str, str]:
    """Return, for each person, the letters of the languages in which a door opens.

    Of a door without a language: of which languages it names texts that nobody has approved.
    """
    answer = _read if method == "get" else _sent
    found: dict[str, str] = {}
    for role in PEOPLE:
        client = cast.clients[role]
        letters = (
            _letters(answer(client, door, cast, code), door, code) for code in codes_of(door)
        )
        found[role] = "".join(letters) or NOBODY
    return found


def _read(client: Client, door: Door, cast: Cast, code: str) -> Any:
    # One address of Wagtail only leads on to another.
    asked_for = "search" if "api" in door.name else "q"
    query = {asked_for: "Ungelesen"} if door.is_a_list else {}
    with undone(), nullcontext() if door.is_a_list else unpainted():
        return client.get(address(door, cast, code), query, follow=True)


def _sent(client: Client, door: Door, cast: Cast, code: str) -> Any:
    with undone(), unpainted():
        return client.post(address(door, cast, code), _sent_to(door, cast, code))


def _letters(answer: Any, door: Door, code: str) -> str:
    # Who may not see a place is led to the place she may see.
    is_led_away = "explore" in door.name and getattr(answer, "redirect_chain", ())
    if answer.status_code in CLOSED or is_led_away:
        return ""
    if not code:
        return NO_LANGUAGE + _shown(answer)
    letter = LETTERS.get(code, EASY_LETTER)
    # It opens to everybody, and lists what is public.
    is_empty = door.name == "wagtailadmin_choose_page_child" and letter not in _shown(answer)
    return "" if is_empty else letter


def _shown(answer: Any) -> str:
    # A table for calculating is packed; the one beside it holds the same.
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return "".join(LETTERS[code] for code, text in UNREAD.items() if text.encode() in content)


@contextmanager
def unpainted() -> Iterator[None]:
    """Leave all screens empty: whether a door opens is decided before, and painting takes long."""
    with mock.patch.object(Template, "_render", return_value=""):
        yield


def _sent_to(door: Door, cast: Cast, code: str) -> dict[str, Any]:
    """Return what a form cannot do without; a form that is not valid was let in as well."""
    if door.name.endswith("pages:copy"):
        return {"new_parent_page": cast.section[code].pk}
    if door.name.endswith(("edit", "add", "revisions_revert", "easy_rules")):
        code_of_record = "neu" if door.name.endswith("add") else "health"
        return {**RECORD, "code": code_of_record} if door.is_of_records else form()
    return {}


def fresh(row: Any) -> Any:
    """Return a row as it is stored; what a try has done to it is undone there only."""
    return type(row).objects.get(pk=row.pk)


@contextmanager
def undone() -> Iterator[None]:
    """Undo what a try has done."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def form(**fields: Any) -> dict[str, Any]:
    """Return what an editor's form sends at the least."""
    empty = {f"related_pages-{name}": value for name, value in admin.EMPTY_FORMSET.items()}
    return {"body-count": "0", **empty, **fields}


# ---------------------------------------------------------------- who brings something about

Deed = Callable[["Try"], Any]


@dataclass(frozen=True)
class Try:
    """Somebody who tries to do something in a language."""

    role: str
    cast: Cast
    code: str

    @property
    def client(self) -> Client:
        return self.cast.clients[self.role]

    @property
    def page(self) -> Any:
        return self.cast.live[self.code]

    def post(self, name: str, *arguments: Any, query: str = "", **fields: Any) -> Any:
        return self.client.post(reverse(name, args=arguments) + query, fields)


def brings_about(deed: Deed, cast: Cast) -> dict[str, str]:
    """Return, for each person, the languages in which a deed brings something about.

    Small letters where something is stored, capital ones where readers see it.
    """
    before = what_readers_see(), what_is_stored()
    return {
        role: "".join(_outcome(deed, Try(role, cast, code), before) for code in LETTERS) or NOBODY
        for role in PEOPLE
    }


def _outcome(deed: Deed, person: Try, before: tuple[Any, Any]) -> str:
    letter = LETTERS[person.code]
    with undone(), unpainted():
        if prepare := getattr(deed, "prepare", None):
            prepare(person)
            before = what_readers_see(), what_is_stored()
        with noted_writes() as writes:
            deed(person)
        if writes and what_readers_see() != before[0]:
            return letter.upper()
        return letter if writes and what_is_stored() != before[1] else ""


@contextmanager
def noted_writes() -> Iterator[list[str]]:
    """Note what is written: most tries write nothing, and looking at everything takes long."""
    writes: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            writes.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield writes


def what_readers_see() -> Any:
    """Return what is public, and what will be by itself."""
    return (
        set(
            Page.objects.filter(live=True).values_list(
                "pk", "title", "url_path", "path", "live_revision_id", "alias_of_id", "expire_at"
            )
        ),
        set(Topic.objects.filter(live=True).values_list("pk", "label", "live_revision_id")),
        set(GlossaryTerm.objects.filter(live=True).values_list("pk", "term", "live_revision_id")),
        set(PageViewRestriction.objects.values_list("pk", "page_id")),
        set(Revision.objects.filter(approved_go_live_at__isnull=False).values_list("pk")),
    )


def what_is_stored() -> Any:
    """Return everything else that editors, translators and reviewers change."""
    row = ("pk", "live", "locked", "latest_revision_id")
    return (
        set(Page.objects.values_list("path", *row)),
        set(Topic.objects.values_list(*row)),
        set(GlossaryTerm.objects.values_list(*row)),
        set(Revision.objects.values_list("pk", "created_at")),
        set(WorkflowState.objects.values_list("pk", "status", "current_task_state_id")),
        set(TaskState.objects.values_list("pk", "status")),
        set(TranslationRecord.objects.values_list("pk", "claimed_by_id", "is_needed")),
        set(StringTranslation.objects.values_list("pk", "data")),
        set(TranslationBatch.objects.values_list("pk", "kind")),
    )


def table(text: str) -> dict[str, dict[str, str]]:
    """Read a table: a row for each door, a column for each person."""
    _head, *rows = (line.split() for line in text.strip().splitlines())
    return {name: dict(zip(PEOPLE, cells, strict=True)) for name, *cells in rows}
