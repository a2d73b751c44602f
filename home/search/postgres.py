"""The words of pages in a table of PostgreSQL with an inverted index.

Words arrive here folded and cut to their stems, which makes both databases find the same. For
languages that PostgreSQL knows its own stems come on top: they know more forms than we do.
Nothing here needs an extension, hence no rights beyond those of the owner of the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from wagtail.models import Page

from cms.core import publication
from home.search.content import Words
from home.search.models import SearchEntry
from home.search.questions import Question, Word, written

# What is known of a page that was found.
FOUND = ("pk", "translation_key", "locale_id", "title")
# Title, teaser with facts, and text weigh A, B and D.
WEIGHTS = "'{0.1, 0.2, 0.4, 1.0}'"
LAST_PLACE = 16_000
MOST_PLACES = 3


# The languages that PostgreSQL can stem, by the beginning of their codes.
CONFIGURATIONS = {
    "de": "german", "en": "english", "ar": "arabic", "ru": "russian", "tr": "turkish",
    "fr": "french",
}  # fmt: skip


def put(entry: SearchEntry, words: Words, code: str) -> None:
    """Keep the stems of a page, in place of those it had."""
    head, head_values = _vectors(
        [(words.title, "A"), (words.lead, "B")],
        code,
        [(entry.title, "A"), (entry.teaser, "B")],
    )
    text, text_values = _vectors([(words.text, "D")], code, [(entry.text, "D")])
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO home_searchwords (page_id, head, words) "  # noqa: S608 - no values
            f"SELECT %s, head, head || text FROM (SELECT {head} AS head, {text} AS text) AS one "
            "ON CONFLICT (page_id) DO UPDATE SET head = EXCLUDED.head, words = EXCLUDED.words",
            [entry.pk, *head_values, *text_values],
        )


def remove(page_ids: Iterable[int]) -> None:
    """Forget pages."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM home_searchwords WHERE page_id = ANY(%s)", [list(page_ids)])


def clear() -> None:
    """Forget all pages and words."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM home_searchwords")
        cursor.execute("DELETE FROM home_searchspelling")


def best(
    locale_ids: Sequence[int],
    question: Question,
    typed: str,
    codes: Iterable[str],
    *,
    most: int,
    has_texts: bool,
) -> list[tuple[Any, ...]]:
    """Return the best public pages that answer a question, as rows of FOUND.

    Weighing a text costs more than finding it, and five thousand texts cost a tenth of a second.
    So only titles and teasers are weighed; what has the words further down follows, the newest
    first, for which the database need not look at more than it returns.
    """
    values: list[Any] = [written(question, _word, " & ", " | ")]
    asked = "%s::tsquery"
    for configuration in sorted({_configuration(code) for code in codes} - {""}):
        asked += " || plainto_tsquery(%s::regconfig, %s)"
        values += [configuration, typed]
    weight = f"ts_rank({WEIGHTS}, home_searchwords.head, {asked}, 1)"
    rows = list(
        _where(locale_ids, "head", asked, values, select={"weight": weight}, select_params=values)
        .order_by("-weight", "-pk")
        .values_list(*FOUND, "weight")[:most]
    )
    found = {row[0]: row[: len(FOUND)] for row in rows}
    if has_texts and len(found) < most:
        further = _where(locale_ids, "words", asked, values).order_by("-pk")
        for row in further.values_list(*FOUND)[:most]:
            found.setdefault(row[0], row)
    return list(found.values())[:most]


def _where(
    locale_ids: Sequence[int], column: str, asked: str, values: list[Any], **selected: Any
) -> QuerySet:
    pages = publication.published(Page.objects.filter(locale_id__in=locale_ids, alias_of=None))
    return pages.extra(  # noqa: S610 - what was typed is a parameter
        tables=["home_searchwords"],
        where=[
            "home_searchwords.page_id = wagtailcore_page.id",
            f"home_searchwords.{column} @@ ({asked})",
        ],
        params=values,
        **selected,
    )


def learn(spellings: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Keep the pieces of new words."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO home_searchspelling (word_id, pieces) VALUES (%s, %s::tsvector) "
            "ON CONFLICT (word_id) DO NOTHING",
            [(pk, _vector([(pieces, "D")])) for pk, pieces in spellings],
        )


def unlearn(spellings: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Forget the pieces of words."""
    ids = [pk for pk, _pieces in spellings]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM home_searchspelling WHERE word_id = ANY(%s)", [ids])


def alike(pieces: Sequence[str], most: int) -> list[int]:
    """Return the words that have most pieces in common with these."""
    asked = " | ".join(f"'{piece}'" for piece in pieces)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word_id FROM home_searchspelling WHERE pieces @@ %s::tsquery "
            "ORDER BY ts_rank(pieces, %s::tsquery, 1) DESC, word_id LIMIT %s",
            [asked, asked, most],
        )
        return [pk for (pk,) in cursor.fetchall()]


def beginning_with(column: str, letters: str) -> Q:
    """Return a condition that walks the index Django has made for LIKE."""
    return Q(**{f"{column}__startswith": letters})


def _configuration(code: str) -> str:
    return CONFIGURATIONS.get(code.partition("-")[0], "")


def _vectors(
    own: Iterable[tuple[Sequence[str], str]], code: str, texts: Iterable[tuple[str, str]]
) -> tuple[str, list[str]]:
    """Return an expression for our stems and PostgreSQL's own, with its values."""
    parts, values = ["%s::tsvector"], [_vector(own)]
    configuration = _configuration(code)
    for text, weight in texts if configuration else ():
        parts.append(f"setweight(to_tsvector(%s::regconfig, %s), '{weight}')")
        values += [configuration, text]
    return f"({' || '.join(parts)})", values


def _vector(parts: Iterable[tuple[Sequence[str], str]]) -> str:
    """Write words as PostgreSQL reads them, without its own idea of what a word is."""
    places: dict[str, list[str]] = {}
    place = 0
    for words, weight in parts:
        for word in words:
            place = min(place + 1, LAST_PLACE)
            known = places.setdefault(word, [])
            if len(known) < MOST_PLACES:
                known.append(f"{place}{weight}")
    return " ".join(f"'{word}':{','.join(known)}" for word, known in places.items())


def _word(word: Word) -> str:
    return f"'{word.stem}'" + (":*" if word.is_beginning else "")
