"""What translators, reviewers and editors do with a text, step by step, without a browser."""

from __future__ import annotations

import uuid
from typing import Any

from tests.support import site
from translations import drafts, segments, sentences, states, subjects
from translations.models import TranslationRecord, TranslationWish
from translations.states import TranslationState


def locale_id(code: str) -> int:
    """Return the id of a language."""
    return int(site.locale(code).pk)


def state(german: Any, code: str = "ar") -> TranslationState:
    """Return how a page stands in a language."""
    return states.state_of(german, locale_id(code))


def record(german: Any, code: str = "ar") -> TranslationRecord:
    """Return what is stored about a translation."""
    return TranslationRecord.objects.get(
        translation_key=german.translation_key, locale_id=locale_id(code)
    )


def wish(german: Any, code: str = "ar", *, count: int = 1) -> None:
    """Let readers wish for a page."""
    for _each in range(count):
        TranslationWish.objects.create(
            token=uuid.uuid4(),
            translation_key=german.translation_key,
            locale_id=locale_id(code),
        )


def type_text(
    german: Any, code: str = "ar", *, author: Any = None, is_machine: bool = False, most: int = 999
) -> None:
    """Give the sentences of a page a text, all of them or the first ones."""
    found = drafts.prepare(german, locale_id(code))
    texts = {
        (each.place, each.hash): f"{code}: {each.html}"
        for each in segments.segments_of(german)[:most]
    }
    sentences.save(german, found, texts, author=author, is_machine=is_machine)


def hand_in(german: Any, code: str = "ar", *, author: Any) -> Any:
    """Type everything and hand it in; returns the revision the reviewers see."""
    type_text(german, code, author=author)
    return drafts.hand_in(german, locale_id=locale_id(code), user=author)


def send_back(german: Any, code: str = "ar", *, reviewer: Any, comment: str = "") -> None:
    """Send what was handed in back with a comment."""
    _decide(german, code, reviewer, "reject", comment=comment)


def approve(german: Any, code: str = "ar", *, reviewer: Any) -> None:
    """Approve what was handed in, which makes it public."""
    _decide(german, code, reviewer, "approve")


def _decide(german: Any, code: str, reviewer: Any, action: str, **more: Any) -> None:
    row = subjects.row_in(german, locale_id(code))
    case = row.current_workflow_state.current_task_state
    case.task.specific.on_action(case, reviewer, action, **more)


def published(german: Any, code: str = "ar", *, author: Any, reviewer: Any) -> Any:
    """Translate a page, hand it in and approve it; returns the public row."""
    hand_in(german, code, author=author)
    approve(german, code, reviewer=reviewer)
    return subjects.row_in(german, locale_id(code))


def change(german: Any, **fields: Any) -> Any:
    """Publish a German page with other fields; returns it as it is then."""
    row = type(german).objects.get(pk=german.pk)
    for name, value in fields.items():
        setattr(row, name, value)
    row.save_revision().publish()
    return type(german).objects.get(pk=german.pk)
