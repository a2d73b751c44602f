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

from cms.core import translation
from cms.core.languages import is_declared


def compare_with_what_is_stored(form: BaseForm) -> None:
    """Let a form find out by the stored value whether a field was changed.

    For fields with a computed default Django asks for the value the form was opened with, which
    Wagtail's editor does not send. Everybody who approves a page in the editor would then seem
    to have edited it, and be refused.
    """
    for field in form.fields.values():
        field.show_hidden_initial = False


class RecordForm(WagtailAdminModelForm):  # type: ignore[misc]
    """The form of a reusable record; a translated row asks for text only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        compare_with_what_is_stored(self)
        if translation.is_source(self.instance):
            return
        for name in self.instance.fact_fields:
            self.fields.pop(name, None)
        for name in self.instance.identity_fields:
            if name in self.fields:
                self.fields[name].disabled = True


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
