"""Texts go to agencies as files; what comes back is examined, and only what is good is kept."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from typing import Any

import polib
import pytest
from django.urls import reverse
from django.utils import timezone

from cms.core.models import GlossaryTerm
from events.models import EventPage
from tests.support import agency, roles, site
from tests.support.agency import ARABIC, CALL, LINK, TEASER, TITLE
from translations import claims, drafts, exchange, segments
from translations.models import TranslationRecord

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


@pytest.fixture(autouse=True)
def _english_admin(settings: Any) -> None:
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def german() -> Any:
    return agency.page()


def selected(**wishes: Any) -> zipfile.ZipFile | None:
    """Return the zip that somebody gets for her wishes; None where there is nothing."""
    answer = agency.client_of("translator_ar").get(
        reverse("translations_export"),
        {"language": "ar", "wanted": "missing", "format": "po", **wishes},
    )
    assert answer.status_code == 200
    if answer["Content-Type"] != "application/zip":
        return None
    return zipfile.ZipFile(io.BytesIO(answer.content))


def titles(package: zipfile.ZipFile | None) -> list[str]:
    assert package is not None
    names = [name for name in package.namelist() if name.endswith(".po")]
    catalogues = [polib.pofile(package.read(name).decode()) for name in names]
    return [catalogue[0].msgid for catalogue in catalogues]


# ---------------------------------------------------------------- out


def test_file_holds_every_sentence_with_its_notes(german: Any) -> None:
    GlossaryTerm.objects.create(
        term="Rathaus", code="rathaus", explanation="x", locale=site.locale("de"), live=True
    )
    arabic = GlossaryTerm.objects.get(code="rathaus").copy_for_translation(site.locale("ar"))
    arabic.equivalent, arabic.live = "مبنى البلدية", True
    arabic.save()

    catalogue = agency.download(german)

    assert [entry.msgid for entry in catalogue] == [TITLE, TEASER, CALL, LINK]
    by_german = {entry.msgid: entry for entry in catalogue}
    assert by_german[TITLE].msgctxt == "title:0"
    assert "255" in by_german[TITLE].comment
    assert "example.org" in by_german[LINK].comment
    assert "Rathaus = مبنى البلدية" in by_german[TEASER].comment


def test_text_of_a_machine_and_of_an_older_sentence_is_marked_as_unsure(german: Any) -> None:
    agency.bring(agency.url("po_upload", german), agency.filled(german))
    agency.save(german, TITLE, "عنوان", author="translator_ar", is_machine=True, tool="stub")
    record = TranslationRecord.objects.get(translation_key=german.translation_key)
    record.made_from = segments.strings_of(segments.segments_of(german))
    record.save()
    german.teaser = "Ab Juni treffen wir uns im alten Rathaus."
    german.save_revision().publish()

    by_german = {entry.msgid: entry for entry in agency.download(german)}

    assert (by_german[TITLE].msgstr, by_german[TITLE].fuzzy) == ("عنوان", True)
    changed = by_german["Ab Juni treffen wir uns im alten Rathaus."]
    assert (changed.previous_msgid, changed.msgstr) == (TEASER, ARABIC[TEASER])
    assert changed.fuzzy
    assert not by_german[CALL].fuzzy


def test_xliff_goes_there_and_back(german: Any) -> None:
    client = agency.client_of("translator_ar")
    content = client.get(agency.url("po_download", german), {"format": "xliff"}).content.decode()
    filled = content.replace(
        f"<source>{TITLE}</source>", f"<source>{TITLE}</source><target>{ARABIC[TITLE]}</target>"
    )

    agency.upload(german, filled, name="a.xlf")

    assert agency.typed(german)[TITLE].html == ARABIC[TITLE]


def test_unknown_format_is_not_found(german: Any) -> None:
    client = agency.client_of("translator_ar")

    assert client.get(agency.url("po_download", german), {"format": "pdf"}).status_code == 404


def test_batch_holds_the_missing_pages_and_a_page_of_explanation(german: Any) -> None:
    package = selected()

    assert package is not None
    assert TITLE in titles(package)
    assert "العربية" in package.read("readme.txt").decode()


def test_batch_of_needed_pages_keeps_to_the_day(german: Any) -> None:
    other = agency.page(title="Ein anderer Text", slug="anderer")
    for page, days in ((german, 3), (other, 30)):
        record = claims.record_of(
            translation_key=page.translation_key, locale_id=site.locale("ar").pk
        )
        record.is_needed = True
        record.needed_by = timezone.localdate() + timedelta(days=days)
        record.save()
    until = f"{timezone.localdate() + timedelta(days=10):%d.%m.%Y}"

    assert titles(selected(wanted="needed")) == [TITLE, "Ein anderer Text"]
    assert titles(selected(wanted="needed", due=until)) == [TITLE]
    assert selected(wanted="outdated") is None


def test_batch_leaves_out_what_somebody_else_is_working_on(german: Any) -> None:
    locale_id = site.locale("ar").pk
    colleague = roles.person("translator_ar", "kollegin")
    claims.take(translation_key=german.translation_key, locale_id=locale_id, user=colleague)

    package = selected()

    assert package is not None
    assert TITLE not in titles(package)
    assert f"{TITLE} (kollegin)" in package.read("readme.txt").decode()


def test_what_does_not_fit_into_a_batch_is_said(
    german: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    agency.page(title="Ein anderer Text", slug="anderer")
    monkeypatch.setattr(exchange, "MOST_PAGES", 1)

    package = selected()

    assert package is not None
    assert len(titles(package)) == 1
    assert "did not fit: " in package.read("readme.txt").decode()


def test_wrong_wishes_are_explained(german: Any) -> None:
    assert selected(language="uk") is None
    assert selected(due="gestern") is None
    assert selected(wanted="all") is None


def test_day_of_an_event_is_its_deadline(german: Any) -> None:
    site.page(EventPage, live=True, title="Ein Treffen")
    until = f"{timezone.localdate() + timedelta(days=5):%d.%m.%Y}"

    assert titles(selected(due=until)) == ["Ein Treffen"]


# ---------------------------------------------------------------- back: what is good


def test_good_file_is_taken_over_as_typed_text_that_nobody_sees(german: Any) -> None:
    report = agency.upload(german, agency.filled(german))

    stored = agency.typed(german)
    assert {text: each.html for text, each in stored.items()} == ARABIC
    assert {each.author_id for each in stored.values()} == {roles.person("translator_ar").pk}
    assert not any(each.is_machine or each.error for each in stored.values())
    assert not german.get_translations().exists()
    assert "All is well." in report


def test_what_stands_there_already_is_not_claimed_as_ones_own(german: Any) -> None:
    agency.save(german, TITLE, ARABIC[TITLE], author="reviewer_ar")

    report = agency.upload(german, agency.filled(german))

    assert agency.typed(german)[TITLE].author_id == roles.person("reviewer_ar").pk
    assert "Taken over 3 As before 1" in report


def test_machine_sentence_that_a_person_confirms_becomes_hers(german: Any) -> None:
    agency.save(german, TITLE, ARABIC[TITLE], author="reviewer_ar", is_machine=True)

    agency.upload(german, agency.filled(german))

    stored = agency.typed(german)[TITLE]
    assert (stored.is_machine, stored.author_id) == (False, roles.person("translator_ar").pk)


def test_empty_and_unsure_sentences_wait(german: Any) -> None:
    catalogue = agency.filled(german, {TITLE: ARABIC[TITLE], TEASER: ARABIC[TEASER]})
    catalogue[1].flags = ["fuzzy"]

    report = agency.upload(german, catalogue)

    assert set(agency.typed(german)) == {TITLE}
    assert "Without translation 2 Marked as unsure 1" in report


def test_zip_of_two_pages_is_taken_over(german: Any) -> None:
    other = agency.page(title="Ein anderer Text", slug="anderer")
    package = agency.zipped(
        {
            "1.po": str(agency.filled(german)).encode(),
            "2.po": str(agency.filled(other, {"Ein anderer Text": "نص آخر"})).encode(),
            "readme.txt": b"x",
        }
    )

    answer = agency.bring(reverse("translations_import"), package, name="alles.zip")

    assert len(agency.typed(german)) == 4
    assert agency.typed(other)["Ein anderer Text"].html == "نص آخر"
    assert "All is well." in agency.words(answer)


def test_handed_in_text_of_an_agency_still_needs_a_second_person(
    german: Any, django_capture_on_commit_callbacks: Any
) -> None:
    agency.upload(german, agency.filled(german))
    with django_capture_on_commit_callbacks(execute=True):
        drafts.hand_in(german, locale_id=site.locale("ar").pk, user=roles.person("translator_ar"))

    row = german.get_translations().get(locale=site.locale("ar"))
    assert not row.live
    assert row.current_workflow_state is not None
