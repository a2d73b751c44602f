"""wagtail-localize's own doors in the admin: taken out, for everybody.

Its editor can only publish; several of its views publish, unpublish or overwrite live text past
the page permissions; its report says “up to date” of what is not. The screens of this app take
their place. What it does by itself, without a door, is closed in `choke_point`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wagtail import hooks

# Its hooks must be there before they can be taken out.
from wagtail_localize import wagtail_hooks as stock

# They show entries in the history of old pages, and change nothing.
KEPT = frozenset({"register_icons", "register_log_actions"})
# The list of languages is an app of its own and stays.
LANGUAGES = "wagtail_localize.locales."


def close() -> None:
    """Take out addresses, editor, buttons, menu entries and rights; may run twice.

    An address that is not there answers 404 to everybody, administrators included.
    """
    for name, registered in hooks._hooks.items():
        if name not in KEPT:
            registered[:] = [each for each in registered if not is_stock(each[0])]


def is_stock(hook: Callable[..., Any]) -> bool:
    """Tell whether wagtail-localize itself has registered this."""
    module = getattr(hook, "__module__", "") + "."
    return module.startswith(f"{stock.__package__}.") and not module.startswith(LANGUAGES)
