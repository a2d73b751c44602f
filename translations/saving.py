"""Keep what a translator types, while nobody else is at it; nothing she typed gets lost."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cms.core.moderation import Person
from translations import cards, claims, drafts, inline_markup, rights, segments, sentences, subjects
from translations.inline_markup import Reading
from translations.segments import Segment
from translations.sentences import Key, Typed

# No sentence of ours is a tenth as long.
LONGEST = 10_000
# Neither databases nor browsers want them; line breaks stay.
CONTROL_CHARACTERS = dict.fromkeys({*range(0x20), 0x7F, *range(0xD800, 0xE000)} - {0x0A, 0x0D}, " ")


@dataclass(frozen=True)
class Kept:
    """What became of the texts that were sent."""

    # What is saved but cannot be handed in like this.
    errors: dict[Key, str] = field(default_factory=dict)
    # What was not saved, because somebody else has saved another text.
    conflicts: dict[Key, Typed] = field(default_factory=dict)
    # What was not saved, because the German sentence is another one now.
    gone: dict[Key, str] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Tell whether everything could be saved."""
        return not self.conflicts and not self.gone


def read(segment: Segment, text: str) -> Reading:
    """Return what was typed for a sentence as it is stored."""
    clean = text.translate(CONTROL_CHARACTERS).strip()
    if segment.is_rich:
        return inline_markup.from_notation(clean, german_html=segment.html)
    return inline_markup.from_plain(clean, german_html=segment.html)


@transaction.atomic
def keep(
    german: Any,
    *,
    locale_id: int,
    user: Person,
    texts: Mapping[Key, str],
    versions: Mapping[Key, str],
    confirmed: Collection[Key] = (),
) -> Kept:
    """Save what was typed and claim the translation; unchanged texts stay as they are.

    `versions` says what the translator had before her eyes, `confirmed` which sentences of a
    machine she has read and stands for.

    Raises:
        PermissionDenied: this person does not write in this language.
        ClaimedError: somebody else is working on it.
        ValidationError: the page is locked, or a text is far too long.
    """
    rights.require_translator(user, locale_id)
    drafts.prepare(german, locale_id)
    # The claim locks the record, so nobody else saves between the comparison and the saving.
    record = claims.take(translation_key=german.translation_key, locale_id=locale_id, user=user)
    row = subjects.row_in(german, locale_id)
    if row is not None:
        drafts.require_unlocked(row, user)
    _require_sensible_length(texts)
    known = {(each.place, each.hash): each for each in segments.segments_of(german)}
    stored = sentences.typed_for(german.translation_key, locale_id)
    readings = {key: read(known[key], text) for key, text in texts.items() if key in known}
    changed = {
        key: reading
        for key, reading in readings.items()
        if not _is_unchanged(known[key], texts[key], reading, stored.get(key), key in confirmed)
    }
    conflicts = {
        key: stored[key]
        for key, reading in changed.items()
        if key in stored
        and stored[key].version != versions.get(key, "")
        and stored[key].html != reading.html
    }
    errors = sentences.save(
        german,
        record,
        {key: reading.html for key, reading in changed.items() if key not in conflicts},
        author=user,
        problems={key: reading.problem for key, reading in changed.items() if reading.problem},
    )
    gone = {key: text for key, text in texts.items() if key not in known and text.strip()}
    return Kept(errors=errors, conflicts=conflicts, gone=gone)


def _require_sensible_length(texts: Mapping[Key, str]) -> None:
    longest = max((len(text) for text in texts.values()), default=0)
    if longest > LONGEST:
        raise ValidationError(
            _("Much too long: %(length)s characters.") % {"length": longest}, code="too-long"
        )


def _is_unchanged(
    segment: Segment, text: str, reading: Reading, stored: Typed | None, is_confirmed: bool
) -> bool:
    if stored is None:
        return not reading.html
    if stored.is_machine and is_confirmed:
        return False
    # Also as shown: what was stored with other spaces is not hers because she looked at it.
    lines = "\n".join(text.splitlines()).strip()
    return stored.html == reading.html or cards.shown(segment, stored).strip() == lines
