"""What stands at the foot of pages: explained words, and the forms that readers answer with."""

from __future__ import annotations

from typing import Any

from django import template

from home import gathering, glossary_marks
from home.feedback import tokens

register = template.Library()


@register.inclusion_tag("home/word_explanations.html")
def word_explanations(page: Any) -> dict[str, Any]:
    """Show the explanations of the words marked on a page, closed until somebody asks."""
    return {
        "terms": glossary_marks.explained_on(page),
        "glossary_url": gathering.glossary_url(),
    }


@register.simple_tag
def feedback_token(page: Any) -> str:
    """Return the number of the forms at the foot of a page; each rendering has its own."""
    return tokens.make(page.translation_key)
