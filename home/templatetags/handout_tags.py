"""What a page looks like on paper, and where it stands in two languages."""

from __future__ import annotations

from typing import Any

from django import template

from home import handouts

register = template.Library()


@register.simple_tag
def handout(page: Any) -> handouts.Handout:
    """Return everything of a page that goes on paper."""
    return handouts.Handout(page)


@register.simple_tag
def two_languages_url(page: Any) -> str:
    """Return where a page stands beside the German one; empty where there are no two texts."""
    return handouts.two_languages_url(page)
