"""What stands on the page on which one text is translated sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState

from cms.core.moderation import Person
from translations import cards, claims, drafts, rights, states, subjects
from translations.cards import Card, Progress, State
from translations.machine import drafting
from translations.models import TranslationRecord
from translations.states import Review, TranslationState
from translations.targets import Target, targets

# What cannot be handed in; a machine's sentence can, and is labelled.
IN_THE_WAY = frozenset({State.MISSING, State.CHANGED, State.WRONG})


@dataclass(frozen=True)
class Work:
    """One text and the language it is translated into, opened by somebody who may."""

    german: Any
    target: Target
    user: Person

    @property
    def locale_id(self) -> int:
        return self.target.locale_id

    @property
    def title(self) -> str:
        return self.german.title if isinstance(self.german, Page) else str(self.german)

    def url(self, name: str) -> str:
        """Return an address of this text in this language."""
        return reverse(name, args=[self.german.translation_key, self.target.code])


@dataclass(frozen=True)
class Sheet:
    """Everything on the page: the sentences, how far they are, and who else is at it."""

    work: Work
    record: TranslationRecord
    state: TranslationState
    cards: Sequence[Card]
    deadline: date | None = None
    # Why nothing can be typed; empty where it can.
    obstacle: str = ""

    @property
    def progress(self) -> Progress:
        return cards.progress_of(self.cards)

    @property
    def in_the_way(self) -> list[Card]:
        """Return what keeps the text from being handed in."""
        return [card for card in self.cards if card.state in IN_THE_WAY]

    @property
    def is_mine(self) -> bool:
        return self.state.claimed_by_id == self.work.user.pk

    @property
    def review(self) -> Review | None:
        return self.state.review

    @property
    def is_handed_in(self) -> bool:
        return self.review is not None and not self.review.is_sent_back

    @property
    def may_take_back(self) -> bool:
        """Tell whether this person may take the text out of the review."""
        return self.is_handed_in and (
            (self.review is not None and self.review.author_id == self.work.user.pk)
            or rights.may_review(self.work.user, self.work.locale_id)
        )

    @property
    def published_at(self) -> datetime | None:
        """Return when the German text was published last."""
        return self.work.german.last_published_at


def open_work(user: Person, translation_key: Any, code: str) -> Work:
    """Return a text and a language for somebody who writes in it.

    Raises:
        Http404: no such language, or no such text that is public in German.
        PermissionDenied: this person does not write in this language.
    """
    work = _work(user, translation_key, code)
    rights.require_translator(user, work.locale_id)
    return _found(work)


def open_for_reading(user: Person, translation_key: Any, code: str) -> Work:
    """Return a text and a language for somebody who writes or reviews in it; else as above."""
    work = _work(user, translation_key, code)
    if not (rights.may_translate(user, work.locale_id) or rights.may_review(user, work.locale_id)):
        raise PermissionDenied
    return _found(work)


def _work(user: Person, translation_key: Any, code: str) -> Work:
    locale_id = rights.locale_id_of(code)
    target = next((each for each in targets() if each.locale_id == locale_id), None)
    if target is None:
        raise Http404
    return Work(subjects.german_row(translation_key), target, user)


def _found(work: Work) -> Work:
    if work.german is None:
        raise Http404
    return work


def sheet_of(work: Work) -> Sheet:
    """Return the page as it stands; text that exists already is taken over as sentences."""
    record = drafts.prepare(work.german, work.locale_id)
    subject = states.subject_of(work.german)
    state = states.states_of([subject], [work.locale_id])[subject.translation_key, work.locale_id]
    return Sheet(
        work=work,
        record=record,
        state=state,
        deadline=state.needed_by or subject.next_day,
        cards=cards.cards_of(work.german, record),
        obstacle=_obstacle(work, record),
    )


def _obstacle(work: Work, record: TranslationRecord) -> str:
    row = subjects.row_in(work.german, work.locale_id)
    try:
        claims.require_free(record, work.user)
        if row is not None:
            drafts.require_unlocked(row, work.user)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


# ---------------------------------------------------------------- for the template


@dataclass(frozen=True)
class Shown:
    """Which sentences are asked for."""

    only_open: bool = False
    # Whether to say what keeps the text from being handed in.
    is_checked: bool = False

    @property
    def query(self) -> str:
        return "?show=open" if self.only_open else ""


def context_of(sheet: Sheet, shown: Shown) -> dict[str, Any]:
    """Return what the template of the page takes."""
    work = sheet.work
    visible = [
        card
        for card in sheet.cards
        if card.is_open or not shown.only_open or card.unsaved is not None
    ]
    return {
        "breadcrumbs_items": breadcrumbs(work),
        "header_title": f"{work.title} – {work.target.name}",
        "title": work.title,
        "type_name": capfirst(work.german._meta.verbose_name),
        "sheet": sheet,
        "state": sheet.state,
        "target": work.target,
        "progress": sheet.progress,
        "groups": cards.grouped(visible),
        "first_open": next((card for card in visible if card.is_open), None),
        "last_open": next((card for card in reversed(visible) if card.is_open), None),
        "shown": shown,
        "problems": sheet.in_the_way if shown.is_checked else [],
        "reviewers": _reviewers(sheet.review) if sheet.is_handed_in else "",
        "urls": _urls(work, shown),
        "states": dict(State.choices),
        "messages_for_script": _messages(),
    }


def breadcrumbs(work: Work, *, leads_to_editor: bool = False) -> list[dict[str, str]]:
    """Return the way back: to the desk, and from further pages to the editor."""
    editor = work.url("translations_edit") if leads_to_editor else ""
    return [
        {"url": reverse("translations_desk"), "label": _("Translations")},
        {"url": editor, "label": work.target.name},
    ]


def _urls(work: Work, shown: Shown) -> dict[str, str]:
    names = {
        "edit": "translations_edit",
        "sentence": "translations_sentence",
        "hand_in": "translations_hand_in",
        "take_back": "translations_take_back",
        "give_back": "translations_give_back",
        "preview": "translations_preview",
        "po_download": "translations_po_download",
        "po_upload": "translations_po_upload",
    }
    found = {key: work.url(name) for key, name in names.items()}
    found["german"] = (work.german.get_url() or "") if isinstance(work.german, Page) else ""
    found["machine"] = (
        work.url("translations_machine")
        if drafting.may_draft(work.user, work.locale_id) and drafting.is_offered(work.locale_id)
        else ""
    )
    found["here"] = f"{found['edit']}{shown.query}"
    return found


def _reviewers(review: Review | None) -> str:
    """Return the groups that read a text now."""
    if review is None or review.task_state_id is None:
        return ""
    case = TaskState.objects.select_related("task").filter(pk=review.task_state_id).first()
    groups = getattr(case.task.specific, "groups", None) if case is not None else None
    return ", ".join(group.name for group in groups.all()) if groups is not None else ""


def _messages() -> dict[str, str]:
    return {
        "typing": _("Not saved yet"),
        "saving": _("Saving …"),
        "saved": _("Saved"),
        "failed": _("Not saved: no connection. Your text stays here; we try again."),
        "signedOut": _(
            "Not saved: you are not signed in any more. Your text stays here. Sign in in another "
            "window, then come back and go on typing."
        ),
        "wait": _("Not everything is saved yet."),
        "left": _("%(count)s characters left"),
        "over": _("%(count)s characters too many"),
        "restored": _("Found again: what you had typed and was not saved."),
        "allDone": _("Every sentence has a text."),
    }
