"""The words of pages in an FTS5 table of SQLite.

Words arrive here already folded and cut to their stems, so the tokenizer only splits at spaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Q
from wagtail.models import Page

from cms.core import publication
from home.search.content import Words
from home.search.models import SearchEntry
from home.search.questions import Question, Word, written

LAST_LETTER = "\U0010ffff"
# What is known of a page that was found.
FOUND = ("pk", "translation_key", "locale_id", "title")
RANK = "bm25(home_searchwords, 12.0, 5.0, 1.0)"


def put(entry: SearchEntry, words: Words, code: str) -> None:
    """Keep the stems of a page, in place of those it had."""
    del code
    remove([entry.pk])
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO home_searchwords (rowid, title, lead, text) VALUES (%s, %s, %s, %s)",
            [entry.pk, " ".join(words.title), " ".join(words.lead), " ".join(words.text)],
        )


def remove(page_ids: Iterable[int]) -> None:
    """Forget pages."""
    with connection.cursor() as cursor:
        for page_id in page_ids:
            cursor.execute("DELETE FROM home_searchwords WHERE rowid = %s", [page_id])


def clear() -> None:
    """Forget all pages and words."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM home_searchwords")
        cursor.execute(
            "INSERT INTO home_searchspelling (home_searchspelling) VALUES ('delete-all')"
        )


def best(
    locale_ids: Sequence[int],
    question: Question,
    typed: str,
    codes: Iterable[str],
    *,
    most: int,
    has_texts: bool,
) -> list[tuple[Any, ...]]:
    """Return the best public pages that answer a question, as rows of FOUND."""
    del typed, codes
    columns = "" if has_texts else "{title lead} : "
    pages = publication.published(Page.objects.filter(locale_id__in=locale_ids, alias_of=None))
    found = pages.extra(  # noqa: S610 - what was typed is a parameter
        select={"weight": RANK},
        tables=["home_searchwords"],
        where=["home_searchwords.rowid = wagtailcore_page.id", "home_searchwords MATCH %s"],
        params=[f"{columns}({written(question, _word, ' AND ', ' OR ')})"],
    ).order_by("weight", "-pk")
    return [row[: len(FOUND)] for row in found.values_list(*FOUND, "weight")[:most]]


def learn(spellings: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Keep the pieces of new words."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO home_searchspelling (rowid, pieces) VALUES (%s, %s)",
            [(pk, " ".join(pieces)) for pk, pieces in spellings],
        )


def unlearn(spellings: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Forget the pieces of words; the table keeps no texts and must be told what they were."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO home_searchspelling (home_searchspelling, rowid, pieces) "
            "VALUES ('delete', %s, %s)",
            [(pk, " ".join(pieces)) for pk, pieces in spellings],
        )


def alike(pieces: Sequence[str], most: int) -> list[int]:
    """Return the words that have most pieces in common with these."""
    question = " OR ".join(f'"{piece}"' for piece in pieces)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rowid FROM home_searchspelling WHERE home_searchspelling MATCH %s "
            "ORDER BY rank LIMIT %s",
            [question, most],
        )
        return [pk for (pk,) in cursor.fetchall()]


def beginning_with(column: str, letters: str) -> Q:
    """Return a condition that walks the index; SQLite's LIKE would read every row."""
    return Q(**{f"{column}__gte": letters, f"{column}__lt": letters + LAST_LETTER})


def _word(word: Word) -> str:
    return f'"{word.stem}"' + ("*" if word.is_beginning else "")
