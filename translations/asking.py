"""Say which languages a page or record is needed in, and by when."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.core.moderation import Person
from translations import drafts, rights
from translations.models import TranslationRecord
from translations.states import Subject, TranslationState
from translations.targets import Target


@transaction.atomic
def ask_for(german: Any, wanted: Mapping[int, date | None], user: Person) -> None:
    """Note that languages are needed, each with the day by which, or none; others stay as they are.

    Raises:
        PermissionDenied: this person may not decide that for this page.
        ValidationError: the German page is not published.
    """
    if not rights.may_ask_for(user, german):
        raise PermissionDenied
    drafts.require_translatable(german)
    for locale_id, needed_by in wanted.items():
        note_needed(german.translation_key, locale_id, needed_by)


@transaction.atomic
def stop_asking_for(german: Any, locale_ids: Collection[int], user: Person) -> None:
    """Note that languages are not needed any more; what is begun or public stays."""
    if not rights.may_ask_for(user, german):
        raise PermissionDenied
    TranslationRecord.objects.filter(
        translation_key=german.translation_key, locale_id__in=locale_ids
    ).update(is_needed=False, needed_by=None)


def note_needed(translation_key: uuid.UUID, locale_id: int, needed_by: date | None) -> None:
    """Set the mark; without signals, because readers see no difference."""
    record = TranslationRecord(translation_key=translation_key, locale_id=locale_id)
    TranslationRecord.objects.bulk_create([record], ignore_conflicts=True)
    TranslationRecord.objects.filter(translation_key=translation_key, locale_id=locale_id).update(
        is_needed=True, needed_by=needed_by
    )


# ---------------------------------------------------------------- the forms


# The boxes stand among other forms, and say so which one they belong to.
FORM_ID = "asking"


class NeededByField(forms.DateField):
    """A day that is not over; a phone offers its own calendar for it."""

    widget = forms.DateInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            error_messages={"invalid": gettext_lazy("This is not a day such as 24.12.2026.")},
            **kwargs,
        )

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        # What was in time when somebody entered it may stand.
        if day is not None and day < timezone.localdate() and day != self.initial:
            raise ValidationError(_("This day is over. Please choose a later one, or none."))
        return day


class AskingForm(forms.Form):
    """For each language a box to tick and a day; a day without a tick says nothing."""

    def __init__(
        self,
        data: Any = None,
        *,
        subject: Subject,
        states: Iterable[tuple[Target, TranslationState]],
    ) -> None:
        super().__init__(data)
        self.codes: dict[str, int] = {}
        for target, state in states:
            self.codes[target.code] = target.locale_id
            needed, by = f"needed-{target.code}", f"by-{target.code}"
            self.fields[needed] = forms.BooleanField(
                required=False,
                label=_("Needed in: %(language)s") % {"language": target.name},
                initial=state.is_needed,
            )
            self.fields[by] = NeededByField(
                label=_("Needed by: %(language)s") % {"language": target.name},
                initial=state.needed_by if state.is_needed else _usual_day(subject),
            )
            for name in (needed, by):
                self.fields[name].widget.attrs["form"] = FORM_ID

    @property
    def wanted(self) -> dict[int, date | None]:
        """Return the days of the languages that are ticked."""
        return {
            locale_id: self.cleaned_data.get(f"by-{code}")
            for code, locale_id in self.codes.items()
            if self.cleaned_data.get(f"needed-{code}")
        }

    @property
    def unwanted(self) -> set[int]:
        """Return the languages that are not ticked."""
        return set(self.codes.values()) - set(self.wanted)


def _usual_day(subject: Subject) -> date | None:
    """Return the day of the page itself, such as an event's, as long as it is not over."""
    day = subject.own_deadline
    return day if day is not None and day >= timezone.localdate() else None
