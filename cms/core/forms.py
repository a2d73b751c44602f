"""Form fields for lists that are stored as JSON, and what all our editor's forms have in common."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.utils.dateparse import parse_date
from django.utils.formats import date_format, get_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin

from cms.core import translation
from cms.core.languages import EASY_LANGUAGE, is_declared


def compare_with_what_is_stored(form: BaseForm) -> None:
    """Let a form find out by the stored value whether a field was changed.

    For fields with a computed default Django asks for the value the form was opened with, which
    Wagtail's editor does not send. Everybody who approves a page in the editor would then seem
    to have edited it, and be refused.
    """
    for field in form.fields.values():
        field.show_hidden_initial = False


def offer_each_record_once(form: BaseForm) -> None:
    """Let people tick records instead of holding a key down, and show each one once, in German.

    Facts point to German rows; a plain list would repeat every record in every language.
    """
    for field in form.fields.values():
        if isinstance(field, forms.ModelMultipleChoiceField) and field.queryset is not None:
            records = field.queryset
            if issubclass(records.model, TranslatableMixin):
                records = records.filter(locale_id=translation.source_locale_id())
            field.widget = forms.CheckboxSelectMultiple()
            field.queryset = records


# What an editor says about the version she saves; see RemarksFormMixin.
SMALL_CORRECTION = "is_small_correction"
BROUGHT_UP_TO_DATE = "is_brought_up_to_date"


def small_correction_field() -> forms.BooleanField:
    """Return the question that is asked on German pages and records."""
    return forms.BooleanField(
        required=False,
        label=_("Small correction: translations stay valid"),
        help_text=_(
            "Tick this when all you have changed since the last publication is spelling or "
            "wording, not what it says. Otherwise the changed paragraphs are marked as outdated "
            "in all languages."
        ),
    )


def brought_up_to_date_field() -> forms.BooleanField:
    """Return the question that is asked on translated pages and records."""
    return forms.BooleanField(
        required=False,
        label=_("This text says what the German text says today"),
        help_text=_(
            "Tick this when you have compared it with the German text. Readers are then no "
            "longer told that the German text is newer."
        ),
    )


def remark_panels() -> list[FieldPanel]:
    """Return the panels of the questions; one that is not asked does not show."""
    return [FieldPanel(SMALL_CORRECTION), FieldPanel(BROUGHT_UP_TO_DATE)]


class RemarksFormMixin(forms.BaseForm):
    """Two questions about the version that is saved, for whoever looks after translations.

    The answers are no content: they are kept in the revision, so that they survive a review,
    and count when that revision is published. The form declares both fields.
    """

    instance: Any

    def ask_for_remarks(self) -> None:
        """Ask what makes sense for this row: nothing at all before it was public."""
        is_source = translation.is_source(self.instance)
        # Leichte Sprache is checked by a reader group, which need not read again for a comma.
        is_easy = translation.locale_ids().get(EASY_LANGUAGE) == self.instance.locale_id
        if not ((is_source or is_easy) and self.instance.pk and self.instance.live):
            self.fields.pop(SMALL_CORRECTION, None)
        elif is_easy:
            field = self.fields[SMALL_CORRECTION]
            field.label = _("Small correction, the check by the reader group holds")
            field.help_text = ""
        if is_source or not self.instance.pk:
            self.fields.pop(BROUGHT_UP_TO_DATE, None)
        draft = self.instance.latest_revision if self.instance.has_unpublished_changes else None
        for name in {SMALL_CORRECTION, BROUGHT_UP_TO_DATE} & set(self.fields):
            self.initial[name] = bool(draft and draft.content.get(name))

    def keep_remarks(self) -> None:
        """Hand the answers to the row, which puts them into its next revision."""
        self.instance.remarks = tuple(
            name
            for name in (SMALL_CORRECTION, BROUGHT_UP_TO_DATE)
            if name in self.fields and self.cleaned_data.get(name)
        )


class RecordForm(RemarksFormMixin, WagtailAdminModelForm):  # type: ignore[misc]
    """The form of a reusable record; a translated row asks for text only."""

    is_small_correction = small_correction_field()
    is_brought_up_to_date = brought_up_to_date_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        compare_with_what_is_stored(self)
        offer_each_record_once(self)
        self.ask_for_remarks()
        if translation.is_source(self.instance):
            return
        for name in self.instance.fact_fields:
            self.fields.pop(name, None)
        for name in self.instance.identity_fields:
            if name in self.fields:
                self.fields[name].disabled = True

    def save(self, commit: bool = True) -> Any:
        self.keep_remarks()
        return super().save(commit=commit)


class CheckboxesField(forms.MultipleChoiceField):
    """Several of a few choices, each with a box to tick."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)


class DaysField(forms.CharField):
    """Days, one on each line, as Germans write them; stored as ISO dates in order."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("One day on each line, for example 24.12.2026."))
        super().__init__(required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        days = [parse_date(day) for day in value]
        return "\n".join(date_format(day, "d.m.Y") for day in days if day)

    def clean(self, value: Any) -> list[str]:
        lines = str(value or "").replace(",", "\n").replace(";", "\n").splitlines()
        return sorted({_day(line.strip()).isoformat() for line in lines if line.strip()})

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.clean(data) != sorted(initial or [])
        except ValidationError:
            return True


class WordsField(forms.CharField):
    """Words of several languages, a language on each line; stored as lists by language code."""

    widget = forms.Textarea(attrs={"rows": 8})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text",
            _("One language on each line: its code, a colon, words with commas between."),
        )
        super().__init__(required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return "\n".join(f"{code}: {', '.join(words)}" for code, words in value.items())

    def clean(self, value: Any) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for line in str(value or "").splitlines():
            if not line.strip():
                continue
            code, colon, rest = (part.strip() for part in line.partition(":"))
            if not colon or not is_declared(code):
                raise ValidationError(
                    _("“%(line)s” does not begin with a language code and a colon."),
                    params={"line": line.strip()},
                )
            words = [word.strip() for word in rest.replace("،", ",").split(",") if word.strip()]
            found.setdefault(code, []).extend(words)
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.clean(data) != (initial or {})
        except ValidationError:
            return True


def _day(text: str) -> date:
    try:
        iso = parse_date(text)
    except ValueError:
        iso = None
    if iso is not None:
        return iso
    try:
        return forms.DateField(input_formats=["%d.%m.%Y", *get_format("DATE_INPUT_FORMATS")]).clean(
            text
        )
    except ValidationError as error:
        raise ValidationError(
            _("“%(day)s” is not a day such as 24.12.2026."), params={"day": text}
        ) from error
