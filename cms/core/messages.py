"""The interface texts: find them in the code, keep the catalogues complete and compiled.

German has every text. The other languages have what readers see: the site is written and
looked after in German. Nothing here needs gettext's programs, so that a test can hold the
catalogues against the code on any machine.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation.template import templatize

from cms.core.languages import DECLARED, SOURCE_LANGUAGE, Language

PACKAGES = ("cms", "home", "news", "events", "initiatives", "newsletter", "translations")

# Modules whose texts readers see. Labels of choices count everywhere, because templates show them.
READER_MODULES = frozenset(
    {
        "events/filters.py",
        "home/feedback/forms.py",
        "home/feedback/views.py",
        "home/search.py",
        "home/site_setup.py",
        "initiatives/filters.py",
        "news/feeds.py",
        "news/filters.py",
    }
)

# Packages whose choices only colleagues see; what readers are told about it is in templates.
STAFF_PACKAGES = frozenset({"translations"})

_PLAIN = frozenset({"_", "gettext", "gettext_lazy", "gettext_noop"})
_WITH_CONTEXT = frozenset({"pgettext", "pgettext_lazy"})
_WITH_PLURAL = frozenset({"ngettext", "ngettext_lazy", "npgettext", "npgettext_lazy"})
_CALL_IN_TEMPLATE = re.compile(
    r"""(?<![\w.])(_|p?n?p?gettext)\(\s*u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
    r"""(?:\s*,\s*u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'))?"""
)
_NAMED_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
_BRACED_PLACEHOLDER = re.compile(r"\{(\w*)\}")


class PluralError(ValueError):
    """Counts are written “Places: 3”, so that no language needs plural rules."""


@dataclass(frozen=True, order=True)
class Message:
    """A text as the code has it, in English."""

    text: str
    context: str = ""


@dataclass(frozen=True)
class Report:
    """What an update has changed."""

    catalogues: int
    messages: int
    rewritten: tuple[Path, ...]
    untranslated: dict[str, int]


def base_folder() -> Path:
    """Return the folder that holds the product's packages and its catalogues."""
    return Path(settings.BASE_DIR)


def find_messages(base: Path) -> dict[Message, bool]:
    """Return every text in the code, and whether readers see it (or only colleagues)."""
    found: dict[Message, bool] = {}
    for message, is_for_readers in _occurrences(base):
        found[message] = found.get(message, False) or is_for_readers
    return found


def messages_of(language: Language, found: dict[Message, bool]) -> list[Message]:
    """Return the texts that this language's catalogue has, in a stable order."""
    has_all = language.code == SOURCE_LANGUAGE
    return sorted(message for message, is_for_readers in found.items() if has_all or is_for_readers)


def catalogue_path(base: Path, language: Language) -> Path:
    """Return where a language's translations are written; the compiled ones stand beside them."""
    return base / "locale" / language.gettext_directory / "LC_MESSAGES" / "django.po"


def read_catalogue(path: Path) -> dict[Message, str]:
    """Return the translations that a catalogue has; nothing if there is no such file."""
    if not path.exists():
        return {}
    entries = polib.pofile(str(path))
    return {
        Message(entry.msgid, entry.msgctxt or ""): "" if entry.fuzzy else entry.msgstr
        for entry in entries
        if not entry.obsolete
    }


def build_catalogue(
    language: Language, messages: list[Message], known: dict[Message, str]
) -> polib.POFile:
    """Return a catalogue with exactly these texts, the same for the same input."""
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Language": language.gettext_directory,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    for message in messages:
        catalogue.append(
            polib.POEntry(
                msgid=message.text,
                msgctxt=message.context or None,
                msgstr=known.get(message, ""),
                flags=["python-format"] if _NAMED_PLACEHOLDER.search(message.text) else [],
            )
        )
    return catalogue


def update(base: Path) -> Report:
    """Bring all catalogues in line with the code and compile them."""
    found = find_messages(base)
    rewritten: list[Path] = []
    untranslated: dict[str, int] = {}
    for language in DECLARED:
        path = catalogue_path(base, language)
        catalogue = build_catalogue(language, messages_of(language, found), read_catalogue(path))
        untranslated[language.code] = len(catalogue.untranslated_entries())
        contents = {path: written(catalogue), path.with_suffix(".mo"): compiled(catalogue)}
        for target, content in contents.items():
            if not target.exists() or target.read_bytes() != content:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
                rewritten.append(target)
    return Report(len(DECLARED), len(found), tuple(rewritten), untranslated)


def written(catalogue: polib.POFile) -> bytes:
    """Return the catalogue as translators and version control read it."""
    return f"{str(catalogue).rstrip()}\n".encode()


def compiled(catalogue: polib.POFile) -> bytes:
    """Return the catalogue as Django reads it."""
    return bytes(catalogue.to_binary())


def placeholders(text: str) -> list[str]:
    """Return the names that a text leaves open, to be found again in every translation."""
    return sorted({*_NAMED_PLACEHOLDER.findall(text), *_BRACED_PLACEHOLDER.findall(text)})


# --- Finding ---------------------------------------------------------------------------------


def _occurrences(base: Path) -> Iterator[tuple[Message, bool]]:
    for package in PACKAGES:
        for path in sorted((base / package).rglob("*.py")):
            if "migrations" not in path.parts:
                in_reader_module = path.relative_to(base).as_posix() in READER_MODULES
                for message, is_choice in messages_in_python(path.read_text(encoding="utf-8")):
                    is_shown = is_choice and package not in STAFF_PACKAGES
                    yield message, in_reader_module or is_shown
    for folder in ("templates", *PACKAGES):
        for path in sorted((base / folder).rglob("*")):
            if path.suffix in {".html", ".txt", ".xml"} and "templates" in path.parts:
                is_for_readers = not _is_admin_template(path.relative_to(base))
                for message in messages_in_template(path.read_text(encoding="utf-8")):
                    yield message, is_for_readers


def _is_admin_template(path: Path) -> bool:
    return any(part.startswith("wagtail") or part == "admin" for part in path.parts)


def messages_in_python(source: str) -> Iterator[tuple[Message, bool]]:
    """Yield the texts of a module, and whether each is the label of a choice."""
    yield from _visit(ast.parse(source), is_choice=False)


def _visit(node: ast.AST, *, is_choice: bool) -> Iterator[tuple[Message, bool]]:
    if isinstance(node, ast.ClassDef):
        bases = [ast.unparse(base) for base in node.bases]
        is_choice = any(base.endswith("Choices") for base in bases)
    if isinstance(node, ast.Call):
        name = ast.unparse(node.func).rpartition(".")[2]
        arguments = [
            each.value
            for each in node.args
            if isinstance(each, ast.Constant) and isinstance(each.value, str)
        ]
        message = _message(name, arguments)
        if message is not None:
            yield message, is_choice
    for child in ast.iter_child_nodes(node):
        yield from _visit(child, is_choice=is_choice)


def messages_in_template(source: str) -> Iterator[Message]:
    """Yield the texts of a template."""
    for name, first, second in _CALL_IN_TEMPLATE.findall(templatize(source)):
        arguments = [ast.literal_eval(each) for each in (first, second) if each]
        message = _message(name, arguments)
        if message is not None:
            yield message


def _message(function: str, arguments: list[str]) -> Message | None:
    if function in _WITH_PLURAL:
        raise PluralError(f"Write a count as “Label: 3” instead: {arguments}")
    if function in _PLAIN and arguments:
        return Message(arguments[0])
    if function in _WITH_CONTEXT and len(arguments) > 1:
        return Message(arguments[1], arguments[0])
    return None
