"""A machine fills gaps, labelled as a machine; what people have typed it never touches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from tests.support import agency, roles, site, translation_stub
from tests.support.agency import ARABIC, CALL, LINK, TEASER, TITLE
from tests.support.translation_stub import Stub
from translations import cards, claims, drafts, plausibility
from translations.machine import adapters, budget, drafting
from translations.models import TranslatedRevision, TranslationRecord

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

CHARACTERS = sum(map(len, (TITLE, TEASER, CALL, LINK)))


@pytest.fixture(autouse=True)
def _english_admin(settings: Any) -> None:
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def stub(settings: Any) -> Iterator[Stub]:
    with translation_stub.running() as stub:
        translation_stub.switch_on(settings, stub)
        yield stub


@pytest.fixture
def german() -> Any:
    return agency.page()


def draft(german: Any, code: str = "ar", role: str = "translator_ar") -> drafting.Outcome:
    return drafting.draft(german, locale_id=site.locale(code).pk, user=roles.person(role))


def failed(german: Any, **arguments: Any) -> str:
    """Return why no draft was made, or only a part of it."""
    with pytest.raises(ValidationError) as refused:
        draft(german, **arguments)
    return " ".join(refused.value.messages)


def used() -> int:
    usage = budget.usage()
    assert usage is not None
    return usage.used


def by_machine(german: Any) -> set[str]:
    return {text for text, each in agency.typed(german).items() if each.is_machine}


# ---------------------------------------------------------------- what is made


@pytest.mark.parametrize("kind", sorted(adapters.SERVICES))
def test_missing_sentences_are_filled_and_labelled(
    german: Any, stub: Stub, settings: Any, kind: str
) -> None:
    settings.MACHINE_TRANSLATION_KIND = kind

    outcome = draft(german)

    assert outcome == drafting.Outcome(done=4)
    assert by_machine(german) == {TITLE, TEASER, CALL, LINK}
    assert {each.author_id for each in agency.typed(german).values()} == {None}
    assert '<a id="a1">' in agency.typed(german)[LINK].html
    record = TranslationRecord.objects.get(translation_key=german.translation_key)
    assert (record.sentences_done, record.sentences_by_machine) == (4, 4)
    assert not german.get_translations().exists()


def test_a_machine_s_sentence_is_done_only_when_somebody_has_looked(
    german: Any, stub: Stub
) -> None:
    def progress() -> tuple[int, int]:
        record = TranslationRecord.objects.get(translation_key=german.translation_key)
        found = cards.progress_of(cards.cards_of(german, record))
        return found.done, found.open

    draft(german)
    before = progress()
    agency.save(german, TITLE, ARABIC[TITLE], author="reviewer_ar")

    assert (before, progress()) == ((0, 4), (1, 3))


def test_typed_text_is_neither_sent_nor_overwritten(german: Any, stub: Stub) -> None:
    agency.save(german, TITLE, "عنواني", author="reviewer_ar")

    draft(german)

    assert TITLE not in stub.texts
    assert agency.typed(german)[TITLE].html == "عنواني"
    assert by_machine(german) == {TEASER, CALL, LINK}


def test_second_draft_asks_for_nothing(german: Any, stub: Stub) -> None:
    draft(german)

    assert draft(german) == drafting.Outcome(done=0)
    assert len(stub.questions) == 1


def test_changed_german_sentence_is_translated_anew(german: Any, stub: Stub) -> None:
    draft(german)
    german.teaser = "Ab Juni treffen wir uns im neuen Rathaus."
    german.save_revision().publish()

    assert draft(german).done == 1
    assert stub.questions[-1]["q"] == [german.teaser]


def test_what_a_person_types_while_the_service_thinks_stays(
    german: Any, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Thinking(adapters.LibreTranslate):
        def translate(self, texts: Sequence[str], code: str) -> list[str]:
            agency.save(german, TITLE, "عنواني", author="translator_ar")
            return super().translate(texts, code)

    monkeypatch.setitem(adapters.SERVICES, "libretranslate", Thinking)

    assert draft(german).done == 3
    assert agency.typed(german)[TITLE].html == "عنواني"
    assert not agency.typed(german)[TITLE].is_machine


def test_long_page_is_sent_in_portions(
    german: Any, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapters.LibreTranslate, "most_texts", 3)

    draft(german)

    assert [len(each["q"]) for each in stub.questions] == [3, 1]
    monkeypatch.setattr(adapters.LibreTranslate, "most_characters", len(TEASER))
    service = adapters.LibreTranslate("", "")
    assert list(drafting._requests(service, [TITLE, TEASER, CALL])) == [[TITLE], [TEASER], [CALL]]


def test_draft_that_is_handed_in_counts_as_a_machines_until_it_is_approved(
    german: Any, stub: Stub, django_capture_on_commit_callbacks: Any
) -> None:
    draft(german)

    with django_capture_on_commit_callbacks(execute=True):
        revision = drafts.hand_in(
            german, locale_id=site.locale("ar").pk, user=roles.person("translator_ar")
        )

    noted = TranslatedRevision.objects.get(pk=revision.pk)
    assert noted.origin == TranslationRecord.Origin.MACHINE


# ---------------------------------------------------------------- what is left out


def test_broken_answers_are_left_out_and_counted(german: Any, stub: Stub) -> None:
    stub.mode = "broken tags"

    assert draft(german) == drafting.Outcome(done=0, left_out=4)
    assert agency.typed(german) == {}


def test_answer_that_loses_a_telephone_number_is_left_out(
    german: Any, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Forgetful(adapters.LibreTranslate):
        def translate(self, texts: Sequence[str], code: str) -> list[str]:
            answers = super().translate(texts, code)
            return [answer.replace("90009", "") for answer in answers]

    monkeypatch.setitem(adapters.SERVICES, "libretranslate", Forgetful)

    assert draft(german) == drafting.Outcome(done=3, left_out=1)
    assert plausibility.lost_facts(CALL, "")
    assert CALL not in agency.typed(german)


# ---------------------------------------------------------------- what it costs


def test_characters_are_counted(german: Any, stub: Stub) -> None:
    draft(german)

    assert used() == CHARACTERS


def test_nothing_is_sent_that_the_month_cannot_pay(german: Any, stub: Stub, settings: Any) -> None:
    settings.MACHINE_TRANSLATION_MONTHLY_CHARACTERS = CHARACTERS - 1

    assert f"{CHARACTERS - 1} are left" in failed(german)
    assert stub.questions == []
    assert used() == 0


@pytest.mark.parametrize("mode", ["dead", "500", "quota", "html", "wrong count", "302", "429"])
def test_failure_is_a_message_and_costs_nothing(german: Any, stub: Stub, mode: str) -> None:
    stub.mode = mode

    assert "service" in failed(german)
    assert used() == 0
    assert agency.typed(german) == {}


def test_what_came_before_a_failure_is_kept_and_paid(
    german: Any, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapters.LibreTranslate, "most_texts", 1)
    stub.mode, stub.good_answers = "500", 2

    assert "translated before that: 2" in failed(german)
    assert by_machine(german) == {TITLE, TEASER}
    assert used() == len(TITLE) + len(TEASER)


def test_fault_of_the_program_gives_the_characters_back(
    german: Any, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Faulty(adapters.LibreTranslate):
        def translate(self, texts: Sequence[str], code: str) -> list[str]:
            raise ZeroDivisionError

    monkeypatch.setitem(adapters.SERVICES, "libretranslate", Faulty)

    with pytest.raises(ZeroDivisionError):
        draft(german)
    assert used() == 0


# ---------------------------------------------------------------- what is not offered


def test_nothing_is_offered_where_it_is_switched_off(german: Any, settings: Any) -> None:
    settings.MACHINE_TRANSLATION_KIND = "off"

    assert drafting.offered_languages() == {}
    assert "No machine" in failed(german)


def test_a_service_that_once_knows_no_language_is_asked_again(german: Any, stub: Stub) -> None:
    stub.languages = []
    failed(german)

    stub.languages = ["en", "ar"]

    assert draft(german).done == 4


def test_only_listed_languages_are_offered_and_never_leichte_sprache(
    german: Any, stub: Stub, settings: Any
) -> None:
    settings.MACHINE_TRANSLATION_LANGUAGES = ["ar", "de-simple"]

    assert set(drafting.offered_languages()) == {"ar"}
    assert "No machine" in failed(german, code="uk", role="superuser")
    assert "No machine" in failed(german, code="de-simple", role="superuser")
    assert stub.paths == []


def test_language_the_service_cannot_do_is_learned_and_offered_no_more(
    german: Any, stub: Stub
) -> None:
    stub.languages = ["en"]
    assert drafting.is_offered(site.locale("ar").pk)

    assert "does not know this language" in failed(german)

    assert not drafting.is_offered(site.locale("ar").pk)
    assert drafting.is_offered(site.locale("en").pk)
    assert stub.questions == []


@pytest.mark.parametrize(
    ("role", "code", "allowed"),
    [
        ("translator_ar", "ar", True),
        ("reviewer_ar", "ar", True),
        ("moderator", "ar", True),
        ("administrator", "uk", True),
        ("translator_ar", "uk", False),
        ("editor", "ar", False),
        ("section_editor", "ar", False),
    ],
)
def test_drafts_are_for_those_who_translate_and_those_who_plan(
    german: Any, stub: Stub, role: str, code: str, allowed: bool
) -> None:
    if allowed:
        assert draft(german, code, role).done == 4
    else:
        with pytest.raises(PermissionDenied):
            draft(german, code, role)
        assert stub.paths == []


def test_page_that_somebody_has_claimed_or_locked_is_left_alone(german: Any, stub: Stub) -> None:
    colleague = roles.person("translator_ar", "kollegin")
    locale_id = site.locale("ar").pk
    claims.take(translation_key=german.translation_key, locale_id=locale_id, user=colleague)
    assert "kollegin" in failed(german)
    claims.give_back(translation_key=german.translation_key, locale_id=locale_id, user=colleague)
    row = site.translated(german, "ar", author=colleague)
    row.locked, row.locked_by, row.locked_at = True, colleague, timezone.now()
    row.save()

    assert "locked" in failed(german)
    assert stub.questions == []


def test_page_that_is_not_public_is_not_sent(german: Any, stub: Stub) -> None:
    german.unpublish()

    assert "not published" in failed(german)
    assert stub.questions == []
