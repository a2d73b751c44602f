"""The demo's own texts, as they stand in home/demo."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "demo"
IMAGES = FOLDER / "images"

SOURCE = "de"
TRANSLATIONS = ("de-simple", "en", "uk", "ar")

Record = dict[str, Any]


def read(name: str) -> Any:
    """Return one file of the demo content."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def items(name: str) -> list[Record]:
    """Return the records of one file, in their order."""
    records: list[Record] = read(name)["items"]
    return records


def languages_of(record: Record) -> list[str]:
    """Return the languages a record is translated into, whole.

    Title and teaser alone do not make a page where the German one has a text: half a translation
    counts as none, and readers are told that the text is German.
    """
    title = record.get("title") or record.get("subject")
    parts = [title, record.get("summary") or record.get("teaser")]
    body = record.get("body") or record.get("description") or {}
    if SOURCE in body:
        parts.append(body)
    return [code for code in TRANSLATIONS if all(code in part for part in parts if part)]
