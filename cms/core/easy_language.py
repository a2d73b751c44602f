"""Leichte Sprache: long words are divided as the county has chosen."""

from __future__ import annotations

import re

from django.http.response import HttpResponseBase

from cms.core import site
from cms.core.languages import EASY_LANGUAGE

# Editors type a middle dot inside a word; between words it is something else.
_DIVIDED = re.compile(r"(?<=\w)·(?=\w)")


def divide(response: HttpResponseBase) -> HttpResponseBase:
    """Put the county's separator where editors typed a middle dot."""
    separator = site.site_settings().easy_language_separator
    chosen = {"none": "", "-": "-"}.get(separator)
    content = getattr(response, "content", None)
    if chosen is not None and content:
        text = content.decode(response.charset or "utf-8")
        response.content = _DIVIDED.sub(chosen, text)  # type: ignore[attr-defined]
    return response


def is_easy(code: str) -> bool:
    """Tell whether a language is Leichte Sprache."""
    return code == EASY_LANGUAGE
