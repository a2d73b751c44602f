"""Those who look after a German text say in which languages it is needed, and by when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import QueryDict
from django.utils import timezone

from cms.core import content_version
from events.models import EventPage
from tests.support import roles, site, translating
from translations import asking, languages_panel, states
from translations.models import TranslationRecord

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

TODAY = timezone.localdate()


@pytest.fixture
def page() -> Any:
    return site.page(live=True)


def ask(page: Any, role: str = "editor", **days: Any) -> None:
    wanted = {translating.locale_id(code): day for code, day in days.items()}
    asking.ask_for(page, wanted, roles.person(role))


def form_for(page: Any, query: str = "") -> asking.AskingForm:
    panel = languages_panel.panel_of(page)
    data = QueryDict(query) if query else None
    return asking.AskingForm(data, subject=panel.subject, states=panel.states)


def test_each_language_gets_its_own_day(page: Any) -> None:
    soon = TODAY + timedelta(days=2)

    ask(page, ar=soon, uk=None)

    assert translating.record(page, "ar").needed_by == soon
    assert (translating.record(page, "uk").is_needed, translating.record(page, "uk").needed_by) == (
        True,
        None,
    )
    assert TranslationRecord.objects.filter(translation_key=page.translation_key).count() == 2


def test_asking_for_one_language_leaves_the_others_as_they_are(page: Any) -> None:
    ask(page, ar=None)

    ask(page, uk=None)

    assert translating.record(page, "ar").is_needed


def test_what_is_not_needed_any_more_keeps_its_text(page: Any) -> None:
    ask(page, ar=TODAY)
    translating.type_text(page, most=1)

    asking.stop_asking_for(page, {translating.locale_id("ar")}, roles.person("editor"))

    record = translating.record(page)
    assert (record.is_needed, record.needed_by, record.sentences_done) == (False, None, 1)


@pytest.mark.parametrize("role", ["translator_ar", "reviewer_ar"])
def test_those_who_do_not_write_german_do_not_decide(page: Any, role: str) -> None:
    with pytest.raises(PermissionDenied):
        ask(page, role, ar=None)
    with pytest.raises(PermissionDenied):
        asking.stop_asking_for(page, {translating.locale_id("ar")}, roles.person(role))

    assert not TranslationRecord.objects.filter(is_needed=True).exists()


def test_a_draft_cannot_be_asked_for() -> None:
    with pytest.raises(ValidationError):
        ask(site.page(), ar=None)


def test_readers_notice_nothing_so_nothing_is_forgotten_for_them(page: Any) -> None:
    before = content_version.current_token()

    ask(page, ar=None)
    content_version.begin_request()

    assert content_version.current_token() == before


# ---------------------------------------------------------------- the form


def test_only_ticked_languages_are_wanted(page: Any) -> None:
    form = form_for(page, f"needed-ar=on&by-ar={TODAY.isoformat()}&by-uk={TODAY.isoformat()}")

    assert form.is_valid()
    assert form.wanted == {translating.locale_id("ar"): TODAY}
    assert translating.locale_id("uk") in form.unwanted


def test_a_day_that_is_over_is_refused_and_stays_in_the_form(page: Any) -> None:
    yesterday = TODAY - timedelta(days=1)

    form = form_for(page, f"needed-ar=on&by-ar={yesterday.isoformat()}")

    assert not form.is_valid()
    assert list(form.errors) == ["by-ar"]
    assert yesterday.isoformat() in str(form["by-ar"])


def test_a_german_day_is_understood(page: Any) -> None:
    day = TODAY + timedelta(days=400)

    form = form_for(page, f"needed-ar=on&by-ar={day:%d.%m.%Y}")

    assert form.is_valid()
    assert form.wanted == {translating.locale_id("ar"): day}


def test_nonsense_is_refused_in_words(page: Any) -> None:
    form = form_for(page, "needed-ar=on&by-ar=bald")

    assert list(form.errors) == ["by-ar"]


def test_a_day_that_was_in_time_once_does_not_block_the_form(page: Any) -> None:
    past = TODAY - timedelta(days=5)
    asking.note_needed(page.translation_key, translating.locale_id("ar"), past)

    form = form_for(page, f"needed-ar=on&by-ar={past.isoformat()}&needed-uk=on")

    assert form.is_valid()
    assert form.wanted == {translating.locale_id("ar"): past, translating.locale_id("uk"): None}


def test_the_day_of_an_event_is_proposed() -> None:
    start = timezone.now() + timedelta(days=20)
    coming = site.page(EventPage, live=True, starts_at=start, ends_at=start + timedelta(hours=1))
    day = states.subject_of(coming).own_deadline

    form = form_for(coming)

    assert (form["by-ar"].initial, form["needed-ar"].initial) == (day, False)


def test_the_day_of_a_past_event_is_not_proposed() -> None:
    start = timezone.now() - timedelta(days=20)
    past = site.page(EventPage, live=True, starts_at=start, ends_at=start + timedelta(hours=1))

    assert form_for(past)["by-ar"].initial is None
