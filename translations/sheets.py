"""What stands in a file that goes to an agency or comes back from one, whatever its format.

A file holds one page in one language. It is known by what we wrote at its top, never by its name.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from translations import drafts, glossary_hints, link_targets, markup, segments, sentences
from translations.models import TranslationRecord
from translations.segments import Segment


class UnreadableFileError(ValidationError):
    """A file that is not one of ours any more; the message says what to do."""


@dataclass(frozen=True)
class Unit:
    """One sentence on its way out."""

    key: str
    german: str
    text: str
    # Written by a machine, or for an older German sentence: somebody has to look at it.
    is_unsure: bool
    previous_german: str
    label: str
    notes: tuple[str, ...]
    max_length: int | None


@dataclass(frozen=True)
class Sheet:
    """One page in one language on its way out."""

    translation_key: uuid.UUID
    code: str
    title: str
    fingerprint: str
    exported_at: datetime
    units: tuple[Unit, ...]


@dataclass(frozen=True)
class Entry:
    """One sentence as it came back."""

    key: str
    german: str
    text: str
    is_unsure: bool

    @property
    def place(self) -> str:
        return self.key.rpartition(":")[0]


@dataclass(frozen=True)
class Received:
    """One page in one language as it came back; nothing in it has been looked at."""

    translation_key: uuid.UUID
    code: str
    fingerprint: str
    exported_at: datetime | None
    entries: tuple[Entry, ...]


def received(
    *, page: str, code: str, fingerprint: str, exported: str, entries: Iterable[Entry]
) -> Received:
    """Return what came back, from what a format calls its parts.

    Raises:
        UnreadableFileError: it does not say for which page it is.
    """
    try:
        translation_key = uuid.UUID(page.strip())
    except ValueError:
        raise UnreadableFileError(
            _(
                "The file does not say for which page it is. Its first lines were removed: "
                "please translate a file that was downloaded here."
            ),
            code="no-page",
        ) from None
    return Received(
        translation_key=translation_key,
        code=code.strip(),
        fingerprint=fingerprint.strip(),
        exported_at=_moment(exported.strip()),
        entries=tuple(entries),
    )


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    # A moment without a zone is not ours, and cannot be compared.
    return moment if moment.tzinfo is not None else None


# ---------------------------------------------------------------- on its way out


def sheet_of(german: Any, code: str, locale_id: int) -> Sheet:
    """Return what an agency gets to see of a page.

    Raises:
        ValidationError: the German page is not published.
    """
    with transaction.atomic():
        record = drafts.prepare(german, locale_id)
    # Before anything is read: what is saved from now on is newer than the file.
    exported_at = timezone.now()
    found = segments.segments_of(german)
    typed = sentences.typed_for(german.translation_key, locale_id)
    before = _predecessors(record, found)
    old_texts = segments.texts_of_hashes(before.values(), german.locale_id)
    notes = _notes(found, locale_id)
    units = []
    for each in found:
        old = before.get((each.place, each.hash), "")
        stands = typed.get((each.place, each.hash)) or typed.get((each.place, old))
        is_new = (each.place, each.hash) not in typed
        units.append(
            Unit(
                key=each.key,
                german=each.html,
                text=stands.html if stands is not None else "",
                is_unsure=stands is not None and (is_new or stands.is_machine),
                previous_german=old_texts.get(old, "") if is_new else "",
                label=segments.label_of(german, each.place),
                notes=tuple(notes[each.key]),
                max_length=segments.max_length_of(german, each.place),
            )
        )
    return Sheet(
        translation_key=german.translation_key,
        code=code,
        title=str(german),
        fingerprint=fingerprint_of(found),
        exported_at=exported_at,
        units=tuple(units),
    )


def fingerprint_of(found: Iterable[Segment]) -> str:
    """Return what changes when the German text does."""
    strings = json.dumps(segments.strings_of(found), sort_keys=True)
    return hashlib.sha256(strings.encode()).hexdigest()[:16]


def _predecessors(record: TranslationRecord, found: Iterable[Segment]) -> dict[sentences.Key, str]:
    """Return, for each sentence that is new, the hash of the one that stood there before."""
    now = segments.strings_of(found)
    return {
        (place, new): old
        for place, names in now.items()
        for new, old in segments.predecessors(record.made_from.get(place, []), names).items()
    }


def _notes(found: Collection[Segment], locale_id: int) -> dict[str, list[str]]:
    """Return, by its key, what helps with each sentence: its links and the county's words."""
    known = link_targets.known_to(found, locale_id)
    hints = glossary_hints.hints_for({each.key: each.text for each in found}, locale_id)
    return {
        each.key: [
            *(_link_note(target) for target in known.targets_of(each)),
            *(
                _("The county says: %(german)s = %(equivalent)s")
                % {"german": hint.term, "equivalent": hint.equivalent}
                for hint in hints[each.key]
            ),
        ]
        for each in found
    }


def _link_note(target: link_targets.LinkTarget) -> str:
    place = target.address or " / ".join(
        f"“{title}”" for title in (target.title, target.own_title) if title
    )
    return _("Link a%(number)s leads to: %(target)s") % {
        "number": target.number,
        "target": place or "?",
    }


# ---------------------------------------------------------------- comparing


def comparable(html: str) -> str:
    """Return a German sentence as it is compared: tools change spaces and the form of tags."""
    try:
        return markup.clean(html)
    except markup.MarkupError:
        return html
