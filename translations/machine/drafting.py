"""Fill the gaps of a translation by machine: a draft, labelled as such, for people to go over.

Only sentences without any text are sent. What a person has typed is never overwritten, not even
when she types while the service is thinking.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cms.core.moderation import Person
from translations import (
    claims,
    drafts,
    markup,
    plausibility,
    rights,
    segments,
    sentences,
    subjects,
)
from translations.machine import adapters, budget
from translations.segments import Segment

LANGUAGES_KNOWN_FOR = 24 * 60 * 60


class DraftError(ValidationError):
    """No draft was made, or only a part of it; the message tells people why."""


@dataclass(frozen=True)
class Outcome:
    """What a service has added to a page."""

    done: int
    # Came back with broken links, too long, or without a telephone number.
    left_out: int = 0


# ---------------------------------------------------------------- what is offered


def may_draft(user: Person, locale_id: int) -> bool:
    """Tell whether a person may have drafts made in a language."""
    return rights.may_translate(user, locale_id) or rights.may_coordinate(user)


def offered_languages() -> dict[str, int]:
    """Return the languages into which a machine may translate here, by code; no query."""
    service = adapters.service()
    if service is None:
        return {}
    able = cache.get(_cache_key(service))
    return {
        code: pk
        for code, pk in sentences.target_languages().items()
        if code in settings.MACHINE_TRANSLATION_LANGUAGES and (able is None or code in able)
    }


def is_offered(locale_id: int) -> bool:
    """Tell whether a machine may translate into a language here, and is able to."""
    return locale_id in offered_languages().values()


def learn_languages(service: adapters.Service) -> set[str]:
    """Return what a service is able to, asked once a day; what it is not is offered no more."""
    key = _cache_key(service)
    able = cache.get(key)
    if able is None:
        able = service.languages()
        # A service without any language is out of order, and may be well in a minute.
        if able:
            cache.set(key, able, LANGUAGES_KNOWN_FOR)
    return set(able)


def _cache_key(service: adapters.Service) -> str:
    address = hashlib.sha256(f"{service.url} {service.key}".encode()).hexdigest()[:16]
    return f"machine-languages-{service.name}-{address}"


# ---------------------------------------------------------------- a draft


def draft(german: Any, *, locale_id: int, user: Any) -> Outcome:
    """Have the missing sentences of a page translated by machine.

    Raises:
        PermissionDenied: this person has no drafts made in this language.
        DraftError: the service failed, or the month is used up; what came before that is kept.
        ValidationError: the page is not published, claimed by somebody else, or locked.
    """
    if not may_draft(user, locale_id):
        raise PermissionDenied
    code, service = _require_service(locale_id)
    missing = _missing(german, locale_id, user)
    if not missing:
        return Outcome(done=0)
    _require_able(service, code)
    texts = list(dict.fromkeys(each.html for each in missing))
    translated, problem = _translate(service, code, texts)
    good = _usable(german, missing, translated)
    done = _keep(german, locale_id, user, good, service) if good else 0
    answered = sum(each.html in translated for each in missing)
    if problem:
        raise DraftError(_with_count(problem, done), code="service")
    return Outcome(done=done, left_out=answered - len(good))


def _with_count(problem: str, done: int) -> str:
    if not done:
        return problem
    return _("%(problem)s Sentences translated before that: %(count)s") % {
        "problem": problem,
        "count": done,
    }


def _require_service(locale_id: int) -> tuple[str, adapters.Service]:
    service = adapters.service()
    code = next((code for code, pk in offered_languages().items() if pk == locale_id), None)
    if service is None or code is None:
        raise DraftError(_("No machine translates into this language here."), code="not-offered")
    return code, service


def _require_able(service: adapters.Service, code: str) -> None:
    try:
        able = learn_languages(service)
    except adapters.ServiceError as error:
        raise DraftError(str(error), code="service") from error
    if code not in able:
        raise DraftError(
            _("The translation service does not know this language."), code="not-offered"
        )


@transaction.atomic
def _missing(german: Any, locale_id: int, user: Any) -> list[Segment]:
    """Return the sentences without any text, if nobody else is working on the page."""
    record = drafts.prepare(german, locale_id)
    claims.require_free(
        claims.lock_record(translation_key=german.translation_key, locale_id=locale_id), user
    )
    row = subjects.row_in(german, locale_id)
    if row is not None:
        drafts.require_unlocked(row, user)
    typed = sentences.typed_for(record.translation_key, locale_id)
    # The same sentence twice in a place is one sentence.
    found = {(each.place, each.hash): each for each in segments.segments_of(german)}
    return [each for key, each in found.items() if key not in typed]


def _translate(
    service: adapters.Service, code: str, texts: Sequence[str]
) -> tuple[dict[str, str], str]:
    """Return what came back, and why the rest did not."""
    characters = sum(map(len, texts))
    try:
        reservation = budget.reserve(service, characters)
    except budget.BudgetError:
        return {}, _budget_message(characters)
    translated: dict[str, str] = {}
    problem, sent = "", 0
    try:
        for request in _requests(service, texts):
            answer = service.translate(request, code)
            translated.update(zip(request, answer, strict=True))
            sent += sum(map(len, request))
    except adapters.ServiceError as error:
        problem = str(error)
    finally:
        if sent < characters:
            budget.give_back(reservation, characters - sent)
    return translated, problem


def _budget_message(characters: int) -> str:
    usage = budget.usage()
    return _(
        "This month's characters for machine translation are not enough: "
        "%(needed)s are needed, and %(left)s are left."
    ) % {"needed": characters, "left": usage.left if usage is not None else 0}


def _requests(service: adapters.Service, texts: Sequence[str]) -> Iterator[list[str]]:
    """Yield the texts in portions that the service accepts."""
    request: list[str] = []
    characters = 0
    for text in texts:
        is_full = (
            len(request) >= service.most_texts or characters + len(text) > service.most_characters
        )
        if request and is_full:
            yield request
            request, characters = [], 0
        request.append(text)
        characters += len(text)
    if request:
        yield request


def _usable(
    german: Any, missing: Sequence[Segment], translated: Mapping[str, str]
) -> dict[sentences.Key, str]:
    """Return the answers that can stand for their sentences."""
    good = {}
    for each in missing:
        try:
            html = markup.clean(translated.get(each.html, ""))
        except markup.MarkupError:
            continue
        limit = segments.max_length_of(german, each.place)
        if not html or sentences.error_in(each, html, limit):
            continue
        if plausibility.lost_facts(each.text, markup.plain(html)):
            continue
        good[each.place, each.hash] = html
    return good


@transaction.atomic
def _keep(
    german: Any,
    locale_id: int,
    user: Any,
    texts: Mapping[sentences.Key, str],
    service: adapters.Service,
) -> int:
    """Store the answers where nobody has typed meanwhile; returns how many."""
    record = claims.lock_record(translation_key=german.translation_key, locale_id=locale_id)
    claims.require_free(record, user)
    now = subjects.german_row(german.translation_key)
    if now is None:
        return 0
    typed = sentences.typed_for(record.translation_key, locale_id)
    current = {(each.place, each.hash) for each in segments.segments_of(now)}
    free = {key: html for key, html in texts.items() if key in current and key not in typed}
    sentences.save(now, record, free, is_machine=True, tool=service.name)
    return len(free)
