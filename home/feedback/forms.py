"""What readers are asked: as little as helps, in words of their language."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from home.models import ReaderReport

TOO_LONG = _("This is too long. Please use at most %(limit_value)s characters.")
KEPT_CONTROLS = "\n\t"
# They turn around what stands behind them, also on the screens of colleagues.
OVERRIDES = "\u202d\u202e"


class PlainTextField(forms.CharField):
    """Words without the characters that no keyboard types and no database wants."""

    def __init__(self, **kwargs: Any) -> None:
        messages = {"max_length": TOO_LONG, **kwargs.pop("error_messages", {})}
        super().__init__(error_messages=messages, **kwargs)

    def to_python(self, value: Any) -> str:
        text = str(value or "").replace("\r\n", "\n").replace("\r", "\n")
        kept = (
            each
            for each in text
            if each in KEPT_CONTROLS
            or (unicodedata.category(each) not in {"Cc", "Cs"} and each not in OVERRIDES)
        )
        return str(super().to_python("".join(kept)) or "")


class ReportForm(forms.Form):
    """Something is wrong on a page, or keeps a reader from using it."""

    kind = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[
            (ReaderReport.Kind.MISTAKE, _("Something is wrong on this page")),
            (ReaderReport.Kind.BARRIER, _("I cannot read, hear or use something")),
        ],
        widget=forms.RadioSelect,
        initial=ReaderReport.Kind.MISTAKE,
        error_messages={
            "required": _("Please choose what it is about."),
            "invalid_choice": _("Please choose what it is about."),
        },
    )
    message = PlainTextField(
        label=_("What is wrong?"),
        help_text=_("Please write nothing about your health, religion or residence status."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Please write in a few words what is wrong.")},
    )
    contact = PlainTextField(
        label=_("Your e-mail address or phone number, if you want an answer"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "email", "dir": "auto"}),
    )
    # Not for people; programs that fill in everything give themselves away.
    website = forms.CharField(required=False, widget=forms.HiddenInput)
    address = PlainTextField(required=False, widget=forms.HiddenInput)

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            # A browser may have filled it in: whoever is a person presses the button again.
            raise ValidationError("", code="robot")
        return ""

    def clean_address(self) -> str:
        """Return the path that was asked for; anything else is nothing."""
        address: str = self.cleaned_data["address"]
        is_path = address.startswith("/") and not address.startswith("//")
        return " ".join(address.split())[:300] if is_path else ""

    @property
    def looks_like_a_robot(self) -> bool:
        """Tell whether the field that people do not see was filled in."""
        return self.has_error("website", code="robot")
