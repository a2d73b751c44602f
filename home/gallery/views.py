"""One page with all components, in each direction and scheme: usual, longest and empty."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from cms.core import languages
from home.gallery import samples

FOLDER = Path(settings.BASE_DIR) / "templates" / "components"
CODES = ("de", "de-simple", "uk", "ar")
THEMES = ("light", "dark")
_CONTRACT = re.compile(r"{% comment[^%]*%}(.*?){% endcomment %}", re.DOTALL)


@dataclass(frozen=True)
class Component:
    """A component with what it promises, and each of its samples as readers see it."""

    name: str
    contract: str
    samples: list[SafeString]


def gallery(request: HttpRequest) -> HttpResponse:
    """Show all components, or the one that is asked for, in a language and a scheme."""
    if not settings.DEBUG:
        raise Http404
    code = _one_of(CODES, request.GET.get("code"))
    theme = _one_of(THEMES, request.GET.get("theme"))
    wanted = request.GET.get("name", "")
    with translation.override(code):
        context = {
            "code": code,
            "direction": languages.direction(code),
            "theme": theme,
            "codes": CODES,
            "themes": THEMES,
            "wanted": wanted,
            "components": list(_components(wanted)),
            "names": sorted(samples.samples()),
        }
        return render(request, "home/gallery.html", context)


def _one_of(known: tuple[str, ...], wanted: str | None) -> str:
    return wanted if wanted in known else known[0]


def _components(wanted: str) -> Iterator[Component]:
    for name, cases in sorted(samples.samples().items()):
        if wanted in ("", name):
            template = f"components/{name}.html"
            found = _CONTRACT.search((FOLDER / f"{name}.html").read_text(encoding="utf-8"))
            contract = found.group(1).strip() if found else ""
            yield Component(name, contract, [render_to_string(template, case) for case in cases])
