"""What pages offer to somebody whose address leads nowhere."""

from __future__ import annotations

from typing import Any

from django import template

from cms.core.translation import TranslatedTitle
from home import missing

register = template.Library()


@register.simple_tag
def start_page() -> Any | None:
    """Return the start page of the reader's language."""
    return missing.home_page()


@register.simple_tag
def similar_pages(path: str) -> list[TranslatedTitle]:
    """Return public pages whose address resembles this one."""
    return missing.similar_pages(path)
