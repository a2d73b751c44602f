"""What templates of the admin show of machine translation."""

from __future__ import annotations

from typing import Any

from django import template

from translations.machine import budget, views

register = template.Library()


@register.inclusion_tag("wagtailadmin/translations/machine/usage.html")
def machine_usage() -> dict[str, Any]:
    """Show what this month has cost; nothing where machines translate nothing."""
    return {"usage": budget.usage()}


@register.inclusion_tag("wagtailadmin/translations/machine/panel.html", takes_context=True)
def machine_panel(context: Any, german: Any, code: str) -> dict[str, Any]:
    """Show the button for a draft by machine, or what became of the last one."""
    request = context["request"]
    return {
        "panel": views.panel(request.user, german, code),
        "csrf_token": context.get("csrf_token"),
    }
