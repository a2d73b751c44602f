"""One run of the loader: what is loaded so far, and where things lead."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from wagtail.models import Locale, Page

from cms.core.models import GlossaryTerm
from home.demo_content import manifest
from home.demo_content.dates import Dates
from home.demo_content.files import SOURCE, TRANSLATIONS
from home.models import HomePage
from translations.models import TranslationRecord


class World:
    """Records by their id, the languages, and the day of loading."""

    def __init__(self, home: HomePage, dates: Dates) -> None:
        self.dates = dates
        self.home_id = home.pk
        wanted = (SOURCE, *TRANSLATIONS)
        self.locales: dict[str, Locale] = {
            locale.language_code: locale
            for locale in Locale.objects.filter(language_code__in=wanted)
        }
        self.pages: dict[str, int] = {}
        self._rows: dict[tuple[type[Model], str], Any] = {}

    # ------------------------------------------------------------ records

    def keep(self, record_id: str, row: Any) -> None:
        """Remember the German row of a record."""
        self._rows[type(row), record_id] = row

    def find(self, model: type[Model], record_id: str | None) -> Any:
        """Return the German row of a record; nothing for no id."""
        return self._rows[model, record_id] if record_id else None

    def find_if_any(self, model: type[Model], record_id: str) -> Any:
        """Return the row that belongs to a record, if there is one."""
        return self._rows.get((model, record_id))

    def find_all(self, model: type[Model], record_ids: list[str] | None) -> list[Any]:
        """Return the German rows of records in their order."""
        return [self.find(model, record_id) for record_id in record_ids or []]

    # ------------------------------------------------------------ pages

    def page(self, record_id: str | None) -> Any:
        """Return the German page of a record as it stands now; nothing for no id."""
        return Page.objects.get(pk=self.pages[record_id]).specific if record_id else None

    def link(self, kind: str, target: str, words: str) -> str:
        """Return what opens a link inside a text, the same in every language."""
        del words
        if kind == "term":
            return f'<a linktype="term" id="{self.find(GlossaryTerm, target).pk}">'
        if kind == "page":
            return f'<a linktype="page" id="{self.pages[target]}">'
        return f'<a href="{"mailto" if kind == "mail" else kind}:{target}">'

    # ------------------------------------------------------------ translations

    def say_it_is_a_machine_draft(self, row: Any, source: Any) -> None:
        """Note that nobody has checked this translation yet."""
        record, is_new = TranslationRecord.objects.update_or_create(
            translation_key=row.translation_key,
            locale_id=row.locale_id,
            defaults={
                "origin": TranslationRecord.Origin.MACHINE,
                "source_revision_id": source.live_revision_id,
            },
        )
        if is_new:
            manifest.add(record)
