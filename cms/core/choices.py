"""Choices of filter forms that are known only when a request comes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms


def offer(field: forms.Field, choices: Sequence[tuple[Any, Any]]) -> None:
    """Give a choice field of a form its choices."""
    cast("forms.ChoiceField", field).choices = list(choices)
