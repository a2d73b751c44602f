from __future__ import annotations

from pathlib import Path

import polib
import pytest

from cms.core import messages
from cms.core.languages import DECLARED
from cms.core.messages import Message

GERMAN, UKRAINIAN = DECLARED[0], DECLARED[3]


@pytest.fixture
def code(tmp_path: Path) -> Path:
    """A small product with a text for readers, one for colleagues and one with a number."""
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "models.py").write_text(
        "from django.utils.translation import gettext_lazy as _\n"
        "from django.utils.translation import pgettext_lazy\n"
        'class State(models.TextChoices):\n    OFF = "off", pgettext_lazy("event", "Cancelled")\n'
        'class Page:\n    help_text = _("For " "colleagues")\n',
        encoding="utf-8",
    )
    templates = tmp_path / "templates"
    (templates / "wagtailadmin").mkdir(parents=True)
    (templates / "wagtailadmin" / "home.html").write_text(
        '{% load i18n %}{% translate "Dashboard" %}', encoding="utf-8"
    )
    (templates / "list.html").write_text(
        "{% load i18n %}{% blocktranslate trimmed with count=n %}\n  Results: {{ count }}\n"
        '{% endblocktranslate %} {{ _("Search") }} {% translate "It\'s" as x %}',
        encoding="utf-8",
    )
    return tmp_path


def test_texts_are_found_where_they_are_written(code: Path) -> None:
    assert messages.find_messages(code) == {
        Message("Cancelled", "event"): True,
        Message("Dashboard"): False,
        Message("For colleagues"): False,
        Message("It's"): True,
        Message("Results: %(count)s"): True,
        Message("Search"): True,
    }


def test_other_languages_have_what_readers_see(code: Path) -> None:
    messages.update(code)

    german = messages.read_catalogue(messages.catalogue_path(code, GERMAN))
    ukrainian = messages.read_catalogue(messages.catalogue_path(code, UKRAINIAN))
    assert len(german) == 6
    assert set(german) - set(ukrainian) == {Message("Dashboard"), Message("For colleagues")}


def test_an_update_keeps_translations_and_drops_what_is_no_longer_said(code: Path) -> None:
    messages.update(code)
    path = messages.catalogue_path(code, UKRAINIAN)
    catalogue = polib.pofile(str(path))
    for entry in catalogue:
        entry.msgstr = f"uk {entry.msgid}"
    catalogue.save()
    (code / "news" / "models.py").unlink()

    report = messages.update(code)

    kept = messages.read_catalogue(path)
    assert kept[Message("Search")] == "uk Search"
    assert Message("Cancelled", "event") not in kept
    assert report.untranslated["uk"] == 0
    assert report.untranslated["de"] == 4


def test_a_second_update_changes_nothing(code: Path) -> None:
    first = messages.update(code)

    second = messages.update(code)

    assert len(first.rewritten) == 2 * len(DECLARED)
    assert second.rewritten == ()


def test_a_fuzzy_translation_counts_as_missing(code: Path) -> None:
    messages.update(code)
    path = messages.catalogue_path(code, UKRAINIAN)
    catalogue = polib.pofile(str(path))
    catalogue[0].msgstr, catalogue[0].flags = "?", ["fuzzy"]
    catalogue.save()

    report = messages.update(code)

    assert report.untranslated["uk"] == 4


@pytest.mark.parametrize(
    "source", ['ngettext("One", "Many", 2)', 'npgettext("event", "One", "Many", 2)']
)
def test_plural_forms_are_refused(source: str) -> None:
    with pytest.raises(messages.PluralError, match="Label: 3"):
        list(messages.messages_in_python(source))


def test_plural_forms_in_templates_are_refused() -> None:
    source = "{% blocktranslate count n=n %}One{% plural %}Many{% endblocktranslate %}"

    with pytest.raises(messages.PluralError):
        list(messages.messages_in_template(source))


def test_a_context_in_a_template_is_found() -> None:
    source = '{% translate "May" context "month" %}'

    assert list(messages.messages_in_template(source)) == [Message("May", "month")]


def test_placeholders_of_both_kinds_are_seen() -> None:
    assert messages.placeholders("%(count)s of {total}, 5 %") == ["count", "total"]
