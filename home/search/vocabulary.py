"""The words that stand on pages: what compounds are made of, and what somebody meant to type."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from functools import lru_cache

from django.db import transaction

from cms.core import search_terms
from home.search.databases import engine
from home.search.models import SearchWord
from home.search.stems import stem

SHORTEST = 4
LONGEST = 40
LONG = 7
# A German compound has parts that are words; shorter ones are found everywhere.
SHORTEST_PART = 4
LINKS = ("s", "")
MOST_COMPOUNDS = 12
MOST_ALIKE = 40
EDGE = "9"
AT_A_TIME = 500


def learn(text: str, code: str) -> None:
    """Keep the words of a text that are new."""
    shown: dict[str, str] = {}
    for key, word in _telling(text, code):
        if len(word) < len(shown.get(key, "x" * LONGEST)):
            shown[key] = word
    known = set(SearchWord.objects.filter(stem__in=shown).values_list("stem", flat=True))
    # In one order for all, so that two who publish at once do not wait for each other.
    new = [
        SearchWord(stem=key, backwards=key[::-1], shown=shown[key])
        for key in sorted(shown.keys() - known)
    ]
    if not new:
        return
    SearchWord.objects.bulk_create(new, ignore_conflicts=True)
    rows = SearchWord.objects.filter(stem__in=[word.stem for word in new]).order_by("stem")
    engine().learn([(pk, pieces(key)) for pk, key in rows.values_list("pk", "stem")])


def clear() -> None:
    """Forget all words."""
    SearchWord.objects.all().delete()


def forget_all_but(stems: Container[str]) -> int:
    """Forget words with other stems than these, among them names of people; return how many."""
    rows = SearchWord.objects.values_list("pk", "stem").order_by("stem")
    unused = [(pk, key) for pk, key in rows.iterator() if key not in stems]
    for place in range(0, len(unused), AT_A_TIME):
        some = unused[place : place + AT_A_TIME]
        with transaction.atomic():
            engine().unlearn([(pk, pieces(key)) for pk, key in some])
            SearchWord.objects.filter(pk__in=[pk for pk, _key in some]).delete()
    return len(unused)


def stems_in(text: str, code: str) -> set[str]:
    """Return the stems of those words of a text that are worth knowing."""
    return {key for key, _word in _telling(text, code)}


def _telling(text: str, code: str) -> Iterator[tuple[str, str]]:
    for word in search_terms.words(text):
        if SHORTEST <= len(word) <= LONGEST and word.isalpha():
            key = stem(word, code)
            if len(key) >= SHORTEST - 1:
                yield key, word


def known(stems: Iterable[str]) -> set[str]:
    """Return those stems that some word begins with; one query."""
    wanted = list(stems)
    if not wanted:
        return set()
    condition = engine().beginning_with("stem", wanted[0])
    for each in wanted[1:]:
        condition |= engine().beginning_with("stem", each)
    found = list(SearchWord.objects.filter(condition).values_list("stem", flat=True)[:500])
    return {each for each in wanted if any(word.startswith(each) for word in found)}


# ---------------------------------------------------------------- compounds


def parts_of(words: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return the two known words that each of these German compounds is made of; one query.

    “Kinderbetreuung” is also found where somebody wrote “Betreuung von Kindern”.
    """
    splits = {word: list(_splits(word)) for word in words if len(word) >= 2 * SHORTEST_PART}
    wanted = {part for found in splits.values() for pair in found for part in pair}
    if not wanted:
        return {}
    stems = set(SearchWord.objects.filter(stem__in=wanted).values_list("stem", flat=True))
    parts = {}
    for word, found in splits.items():
        possible = [pair for pair in found if stems.issuperset(pair)]
        if possible:
            parts[word] = max(possible, key=lambda pair: min(len(part) for part in pair))
    return parts


def compounds_of(stems: Iterable[str]) -> dict[str, list[str]]:
    """Return longer words that end with each of these, the shortest first; one query."""
    wanted = [each for each in stems if len(each) >= SHORTEST_PART and each.isascii()]
    if not wanted:
        return {}
    condition = engine().beginning_with("backwards", wanted[0][::-1])
    for each in wanted[1:]:
        condition |= engine().beginning_with("backwards", each[::-1])
    found = sorted(
        SearchWord.objects.filter(condition).values_list("stem", flat=True)[:200], key=len
    )
    return {
        each: [word for word in found if word.endswith(each) and len(word) > len(each) + 2][
            :MOST_COMPOUNDS
        ]
        for each in wanted
    }


def _splits(word: str) -> Iterable[tuple[str, str]]:
    if not word.isascii() or not word.isalpha():
        return
    ending = stem(word, "de")
    for place in range(SHORTEST_PART, len(ending) - SHORTEST_PART + 1):
        for link in LINKS:
            left = word[:place]
            if left.endswith(link) and len(left) - len(link) >= SHORTEST_PART:
                yield stem(left.removesuffix(link), "de"), ending[place:]


# ---------------------------------------------------------------- typing mistakes


def pieces(word: str) -> list[str]:
    """Return a word in overlapping pieces of three letters, short words of two as well."""
    padded = f"{EDGE}{word}{EDGE}"
    found = [padded[place : place + 3] for place in range(len(padded) - 2)]
    if len(word) <= 6:
        found += [padded[place : place + 2] for place in range(len(padded) - 1)]
    return list(dict.fromkeys(found))


def meant(word: str, code: str, also: dict[str, str]) -> str | None:
    """Return the word somebody meant to type, as people write it; nothing where none is near.

    `also` are words that stand on no page, such as synonyms: what they are compared by, and how
    they are written. Two queries.
    """
    wanted = stem(word, code)
    if len(wanted) < SHORTEST - 1 or not wanted.isalpha():
        return None
    ids = engine().alike(pieces(wanted), MOST_ALIKE)
    candidates = dict(SearchWord.objects.filter(pk__in=ids).values_list("stem", "shown"))
    common = set(pieces(wanted))
    for key, shown in also.items():
        if abs(len(key) - len(wanted)) <= 3 and len(common.intersection(pieces(key))) >= 2:
            candidates.setdefault(key, shown)
    limit = _most_mistakes(len(wanted))
    near = [
        (distance(wanted, key, limit), key)
        for key in candidates
        # In a short word another first letter makes another word.
        if key != wanted and (key[0] == wanted[0] or len(wanted) >= LONG)
    ]
    near = [(mistakes, key) for mistakes, key in near if mistakes <= limit]
    return candidates[min(near)[1]] if near else None


def _most_mistakes(length: int) -> int:
    if length < 7:
        return 1
    return 2 if length < 11 else 3


@lru_cache(maxsize=4_096)
def distance(one: str, other: str, limit: int) -> int:
    """Return how many letters to add, drop, change or swap; more than the limit is too many."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [place]
        for where, known_letter in enumerate(other, start=1):
            cost = min(
                before[where] + 1,
                row[where - 1] + 1,
                before[where - 1] + (letter != known_letter),
            )
            is_swap = (
                place > 1
                and where > 1
                and letter == other[where - 2]
                and one[place - 2] == known_letter
            )
            row.append(min(cost, earlier[where - 2] + 1) if is_swap else cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]
