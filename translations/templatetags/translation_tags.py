"""What templates ask about translations."""

from __future__ import annotations

from typing import Any

from django import template

from translations import wishing

register = template.Library()


@register.simple_tag
def wish_token(page: Any) -> str:
    """Return the number of a wish form; each rendering has its own, so that it counts once."""
    return wishing.make_token(page.translation_key)
