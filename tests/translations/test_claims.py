"""Two people do not translate the same text; who has stopped is not waited for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from tests.support import agency, roles, site
from translations import claims
from translations.claims import ClaimedError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


@pytest.fixture
def place() -> dict[str, Any]:
    german = agency.page()
    return {"translation_key": german.translation_key, "locale_id": site.locale("ar").pk}


def amal() -> Any:
    return roles.person("translator_ar")


def samir() -> Any:
    return roles.person("translator_ar", "samir")


def test_who_comes_second_is_told_about_the_first(place: dict[str, Any]) -> None:
    amal().first_name = "Amal"
    claims.take(**place, user=amal())

    with pytest.raises(ClaimedError, match="translator_ar"):
        claims.take(**place, user=samir())

    assert claims.record_of(**place).claimed_by == amal()


def test_a_claim_holds_for_seven_days_from_the_last_sentence(place: dict[str, Any]) -> None:
    start = timezone.now()
    with time_machine.travel(start):
        claims.take(**place, user=amal())
    with time_machine.travel(start + timedelta(days=5)):
        claims.take(**place, user=amal())
    with time_machine.travel(start + timedelta(days=11)), pytest.raises(ClaimedError):
        claims.take(**place, user=samir())

    with time_machine.travel(start + timedelta(days=12, seconds=1)):
        claims.take(**place, user=samir())

    assert claims.record_of(**place).claimed_by == samir()


def test_only_who_has_a_text_gives_it_back(place: dict[str, Any]) -> None:
    claims.take(**place, user=amal())

    assert not claims.give_back(**place, user=samir())
    assert claims.give_back(**place, user=amal())
    assert not claims.record_of(**place).is_claimed
    claims.take(**place, user=samir())


def test_languages_are_claimed_one_by_one(place: dict[str, Any]) -> None:
    arabic = claims.take(**place, user=amal())

    ukrainian = claims.take(
        translation_key=place["translation_key"], locale_id=site.locale("uk").pk, user=samir()
    )

    assert arabic.is_claimed
    assert ukrainian.is_claimed
    assert arabic.claimed_by != ukrainian.claimed_by


def test_a_claim_ends_with_the_work(place: dict[str, Any]) -> None:
    record = claims.take(**place, user=amal())

    claims.release(record)

    assert not record.is_claimed
    assert not claims.record_of(**place).is_claimed


def test_claims_can_be_counted_at_a_moment(place: dict[str, Any]) -> None:
    record = claims.take(**place, user=amal())
    model = type(record)

    for days, count in ((0, 1), (8, 0)):
        moment = timezone.now() + timedelta(days=days)
        assert model.objects.filter(claims.claimed_at(moment), pk=record.pk).count() == count
