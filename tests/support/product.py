"""Where the product's own files are, for the contracts that read them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("cms", "home", "news", "events", "initiatives", "newsletter", "translations")
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"


def modules() -> Iterator[Path]:
    """Yield every Python module that runs in production."""
    yield ROOT / "manage.py"
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))


def templates(pattern: str = "*.html") -> list[Path]:
    """Return the templates whose names match."""
    return sorted(TEMPLATES.rglob(pattern))


def static_files(*suffixes: str) -> list[Path]:
    """Return the static files with one of these suffixes."""
    return sorted(path for path in STATIC.rglob("*") if path.suffix in suffixes)


def name(path: Path) -> str:
    """Return the path as people write it."""
    return path.relative_to(ROOT).as_posix()
