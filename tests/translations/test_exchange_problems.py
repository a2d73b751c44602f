"""What is wrong with a file from an agency is said sentence by sentence; the rest is kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import polib
import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.rich_text import RichText

from tests.support import agency, roles, site
from tests.support.agency import ARABIC, CALL, LINK, TEASER, TITLE
from translations import claims
from translations.models import TranslationRecord

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


@pytest.fixture(autouse=True)
def _english_admin(settings: Any) -> None:
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def german() -> Any:
    return agency.page()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("مزيد", "Links of the German text that are missing here: 1"),
        ('<a id="a1">هنا</a><a id="a2">هناك</a>', "a link that the German text does not have"),
        ('<a id="a1"><b>هنا</a></b>', "A tag is closed that is not open"),
        ('<a id="a1" href="https://example.org">هنا</a>', "must not have"),
        ('<script>alert(1)</script><a id="a1">هنا</a>', "This tag is not allowed here"),
        ('<!--><script>alert(1)</script>--><a id="a1">هنا</a>', "Comments are not allowed"),
        ('<a id="a1">هنا</a>\x07', "There is a character in it"),
        ('<a id="a1">هنا</a>' * 1_000, "Much too long"),
        ('Mehr steht auf <a id="a1">dieser Seite</a>.', "looks like German"),
        ('Більше на <a id="a1">цій сторінці</a>', "Most letters are not those of"),
    ],
)
def test_sentence_with_a_problem_is_named_and_left_out(
    german: Any, text: str, problem: str
) -> None:
    catalogue = agency.filled(german, {**ARABIC, LINK: text})

    report = agency.upload(german, catalogue)

    assert problem in report
    assert "Mehr steht auf dieser Seite." in report
    assert set(agency.typed(german)) == {TITLE, TEASER, CALL}


def test_over_long_title_is_a_problem_on_every_database(german: Any) -> None:
    report = agency.upload(german, agency.filled(german, {TITLE: "مقهى " * 60}))

    assert "Too long: 299 characters, and 255 fit here." in report
    assert agency.typed(german) == {}


def test_lost_telephone_number_is_doubtful_until_somebody_insists(german: Any) -> None:
    catalogue = agency.filled(german, {**ARABIC, CALL: "اتصلوا بنا في أي وقت"})

    report = agency.upload(german, catalogue)

    assert "doubtful" in report
    assert "069 90009 201" in report
    assert CALL not in agency.typed(german)
    agency.upload(german, catalogue, with_doubts="on")
    assert CALL in agency.typed(german)


def test_one_problem_keeps_everything_out_where_somebody_wishes_so(german: Any) -> None:
    catalogue = agency.filled(german, {**ARABIC, LINK: "مزيد"})

    report = agency.upload(german, catalogue, only_if_all_is_well="on")

    assert "Nothing was taken over" in report
    assert agency.typed(german) == {}


def test_file_in_another_language_is_refused_even_if_somebody_insists(german: Any) -> None:
    ukrainian = {
        TITLE: "Мовне кафе переїжджає",
        TEASER: "Від травня ми зустрічаємося у старій ратуші.",  # noqa: RUF001
        CALL: "Телефонуйте нам: 069 90009 201.",
    }

    report = agency.upload(german, agency.filled(german, ukrainian), with_doubts="on")

    assert "Most of the file is not in this language" in report
    assert agency.typed(german) == {}


def test_sentence_whose_german_is_another_one_now_is_named(german: Any) -> None:
    catalogue = agency.filled(german)
    german.teaser = "Ab Juni treffen wir uns im neuen Rathaus."
    del german.body[1]
    german.save_revision().publish()

    report = agency.upload(german, catalogue)

    assert "The German sentence has changed since the file was downloaded." in report
    assert "This sentence is not on the German page any more." in report
    assert set(agency.typed(german)) == {TITLE, CALL}


def test_newer_text_of_somebody_else_is_not_overwritten(german: Any) -> None:
    catalogue = agency.filled(german)
    agency.save(german, TITLE, "أحدث", author="reviewer_ar")

    report = agency.upload(german, catalogue)

    assert "Somebody has changed this sentence since the file was downloaded." in report
    assert agency.typed(german)[TITLE].html == "أحدث"
    assert len(agency.typed(german)) == 4


def test_two_translations_of_one_sentence_are_named(german: Any) -> None:
    catalogue = agency.filled(german)
    twin = polib.POEntry(msgctxt="title:0", msgid=TITLE, msgstr="عنوان آخر")
    catalogue.append(twin)

    report = agency.upload(german, catalogue)

    assert "stands in the file twice" in report
    assert agency.typed(german)[TITLE].html == ARABIC[TITLE]


def test_page_that_somebody_else_has_claimed_stays_as_it_is(german: Any) -> None:
    catalogue = agency.filled(german)
    claims.take(
        translation_key=german.translation_key,
        locale_id=site.locale("ar").pk,
        user=roles.person("translator_ar", "kollegin"),
    )

    report = agency.upload(german, catalogue)

    assert "kollegin is translating this at the moment." in report
    assert agency.typed(german) == {}


def test_page_that_is_locked_stays_as_it_is(german: Any) -> None:
    catalogue = agency.filled(german)
    row = site.translated(german, "ar", author=roles.person("reviewer_ar"))
    row.locked, row.locked_by = True, roles.person("reviewer_ar")
    row.locked_at = timezone.now()
    row.save()

    report = agency.upload(german, catalogue)

    assert "This page is locked by somebody else." in report


def test_own_claim_is_renewed(german: Any) -> None:
    translator, locale_id = roles.person("translator_ar"), site.locale("ar").pk
    record = claims.take(
        translation_key=german.translation_key, locale_id=locale_id, user=translator
    )
    TranslationRecord.objects.filter(pk=record.pk).update(
        claimed_until=timezone.now() + timedelta(hours=1)
    )

    agency.upload(german, agency.filled(german))

    record.refresh_from_db()
    assert record.claimed_until > timezone.now() + timedelta(days=6)


@pytest.mark.parametrize(
    ("header", "value", "problem"),
    [
        ("X-Bruckenwerk-Page", "", "does not say for which page"),
        ("X-Bruckenwerk-Page", "00000000-0000-4000-8000-000000000000", "another page"),
        ("X-Bruckenwerk-Language", "uk", "another language"),
        ("X-Bruckenwerk-Language", "de", "does not say for which language"),
        ("X-Bruckenwerk-Language", "de-simple", "does not say for which language"),
        ("X-Bruckenwerk-Language", "../ar", "does not say for which language"),
    ],
)
def test_file_of_another_page_or_language_is_refused(
    german: Any, header: str, value: str, problem: str
) -> None:
    catalogue = agency.filled(german)
    catalogue.metadata[header] = value
    if header.endswith("Language"):
        catalogue.metadata["Language"] = value

    report = agency.upload(german, catalogue)

    assert problem in report
    assert agency.typed(german) == {}


def test_file_that_was_marked_as_another_language_is_refused(german: Any) -> None:
    catalogue = agency.filled(german)
    catalogue.metadata["Language"] = "uk_UA"

    report = agency.upload(german, catalogue)

    assert "its header now says “uk_UA”" in report
    assert agency.typed(german) == {}


def test_file_of_a_page_that_was_taken_down_is_refused(german: Any) -> None:
    content = str(agency.filled(german))
    german.unpublish()

    answer = agency.bring(reverse("translations_import"), content)

    assert "not public, or it does not exist any more" in agency.words(answer)


def test_code_with_a_country_is_understood(german: Any) -> None:
    catalogue = agency.filled(german)
    catalogue.metadata["X-Bruckenwerk-Language"] = "ar_SA"
    catalogue.metadata["Language"] = "ar-EG"

    agency.upload(german, catalogue)

    assert len(agency.typed(german)) == 4


def test_file_that_is_brought_again_for_its_doubtful_sentences_is_in_its_language(
    german: Any,
) -> None:
    about = "".join(f"<p>Wir sprechen heute über Thema {n}0.</p>" for n in range(4))
    rooms = "".join(f"<p>Raum {n}1, Haus {n}2 im alten Rathaus</p>" for n in range(1, 4))
    german.body = [("paragraph", RichText(about)), ("paragraph", RichText(rooms))]
    german.save_revision().publish()
    catalogue = agency.download(german)
    for entry in catalogue:
        is_room = entry.msgid.startswith("Raum")
        digits = "".join(letter for letter in entry.msgid if letter.isdigit())
        entry.msgstr = entry.msgid if is_room else f"نتحدث اليوم عن {digits} الموضوع"

    first = agency.upload(german, catalogue)
    second = agency.upload(german, catalogue, with_doubts="on")

    assert "doubtful" in first
    assert "Taken over 3" in second
