"""The words of the vocabularies in the reader's language, without a query per page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cms.core import content_version, translation
from cms.core.models.vocabulary import Term


@dataclass(frozen=True)
class TermText:
    """A term as a reader sees it."""

    pk: int
    code: str
    label: str
    language: str
    icon: str
    autonym: str
    # The language to mark the label with; empty in the reader's own.
    foreign_code: str


def terms(model: type[Term]) -> dict[int, TermText]:
    """Return all terms of a vocabulary, in order, by the id of the German row."""
    code = translation.active_code()
    return content_version.remember(("terms", model, code), lambda: _read(model, code))


def text_of(term: Term | None) -> TermText | None:
    """Return a term as the reader sees it, by its German row; nothing while it is not public."""
    return terms(type(term)).get(term.pk) if term is not None else None


def texts_of(all_terms: Iterable[Term]) -> list[TermText]:
    """Return the public ones of several terms as the reader sees them."""
    texts = [text_of(term) for term in all_terms]
    return [text for text in texts if text is not None]


def text_by_id(model: type[Term], pk: int) -> TermText | None:
    """Return a term by the id of its German row; nothing while it is not public."""
    return terms(model).get(pk)


def _read(model: type[Term], code: str) -> dict[int, TermText]:
    locale_ids = translation.locale_ids()
    rows = model.objects.published().filter(
        locale_id__in={translation.source_locale_id(), locale_ids[code]}
    )
    sources = [row for row in rows if row.locale_id == translation.source_locale_id()]
    texts = {row.translation_key: row for row in rows if row.locale_id == locale_ids[code]}
    return {row.pk: _as_text(row, texts.get(row.translation_key), code) for row in sources}


def _as_text(source: Term, text: Term | None, code: str) -> TermText:
    language = code if text else translation.SOURCE_LANGUAGE
    return TermText(
        pk=source.pk,
        code=source.code,
        label=(text or source).label,
        language=language,
        icon=source.icon,
        autonym=getattr(source, "autonym", ""),
        foreign_code="" if language == code else language,
    )
