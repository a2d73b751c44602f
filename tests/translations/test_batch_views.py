"""A co-ordinator asks for many translations at once and sees how far it is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from tests.factories import tree
from tests.support import roles, site, translating
from translations import batches
from translations.batches import Kind
from translations.models import TranslationBatch, TranslationRecord

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

TODAY = timezone.localdate()
NEW = "translations_batch_new"
COORDINATORS = {"moderator", "administrator", "superuser"}
DATABASE = {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}


@pytest.fixture(autouse=True)
def _queue(settings: Any) -> None:
    """Let batches wait in the database for a worker."""
    settings.TASKS = {**settings.TASKS, "background": DATABASE}


def news(title: str) -> Any:
    return site.page(live=True, title=title, slug=f"seite-{tree.number()}")


def send(role: str = "moderator", **data: Any) -> Any:
    return roles.client_of(role).post(reverse(NEW), data)


def begun(*pages: Any) -> TranslationBatch:
    return batches.start(
        kind=Kind.REQUEST,
        keys=[page.translation_key for page in pages],
        locale_ids=[translating.locale_id("ar")],
        user=roles.person("moderator"),
    )


def work(batch: TranslationBatch) -> None:
    batch.refresh_from_db()
    batches.work.call(batch.pk, batch.last_progress_at.isoformat())


def soup(answer: Any) -> BeautifulSoup:
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


# ---------------------------------------------------------------- who


@pytest.mark.parametrize("role", roles.ROLES)
def test_batches_are_for_those_who_plan(role: str) -> None:
    page = news("Neu")
    batch = begun(page)
    client, may = roles.client_of(role), role in COORDINATORS
    data = {"key": str(page.translation_key), "languages": "ar", "kind": "request", "start": "1"}

    looked = {
        name: client.get(reverse(name, args=arguments)).status_code == 200
        for name, arguments in (
            ("translations_batches", []),
            ("translations_batch", [batch.pk]),
            ("translations_batch_status", [batch.pk]),
        )
    }
    client.post(reverse(NEW), data)
    client.post(reverse("translations_batch_again", args=[batch.pk]))

    assert set(looked.values()) == {may}
    assert TranslationBatch.objects.count() == (2 if may else 1)


@pytest.mark.parametrize("name", ["translations_batch", "translations_batch_status"])
def test_a_batch_that_does_not_exist_is_not_found(name: str) -> None:
    assert roles.client_of("moderator").get(reverse(name, args=[999_999])).status_code == 404


def test_a_batch_is_not_tried_again_by_looking() -> None:
    address = reverse("translations_batch_again", args=[begun(news("Neu")).pk])

    assert roles.client_of("moderator").get(address).status_code == 405


# ---------------------------------------------------------------- beginning


def test_ticked_pages_are_asked_for_with_a_day() -> None:
    first, second = news("Eins"), news("Zwei")
    news("Drei")
    day = TODAY + timedelta(days=7)
    keys = [str(first.translation_key), str(second.translation_key)]

    asked = soup(send(scope="selected", key=keys, looked_for="language=ar"))
    answer = send(
        scope="selected",
        key=keys,
        languages=["ar", "uk"],
        kind="request",
        needed_by=day.isoformat(),
        start="1",
    )

    assert [each["value"] for each in asked.select("input[name=key]")] == keys
    assert asked.select_one("input[name=languages][value=ar]").has_attr("checked")
    batch = TranslationBatch.objects.get()
    assert answer["Location"] == reverse("translations_batch", args=[batch.pk])
    assert (batch.items.count(), batch.needed_by) == (4, day)
    assert batch.started_by == roles.person("moderator")


def test_all_pages_of_a_list_are_asked_for() -> None:
    wanted = [news("Gesucht eins"), news("Gesucht zwei")]
    news("Anderes")

    asked = soup(send(scope="all", looked_for="q=gesucht"))
    send(scope="all", looked_for="q=gesucht", languages="ar", kind="request", start="1")

    assert asked.select("input[name=key]") == []
    keys = set(TranslationBatch.objects.get().items.values_list("translation_key", flat=True))
    assert keys == {page.translation_key for page in wanted}


def test_without_a_language_nothing_begins_and_the_choice_stays() -> None:
    key, day = str(news("Neu").translation_key), (TODAY + timedelta(days=7)).isoformat()

    asked = soup(send(scope="selected", key=key, kind="request", needed_by=day, start="1"))

    assert not TranslationBatch.objects.exists()
    assert asked.select_one("input[name=key]")["value"] == key
    assert asked.select_one("input[name=needed_by]")["value"] == day
    assert asked.select_one(".t-errors li") is not None


def test_a_day_that_is_over_is_refused() -> None:
    key, day = str(news("Neu").translation_key), (TODAY - timedelta(days=1)).isoformat()

    soup(send(key=key, kind="request", languages="ar", needed_by=day, start="1"))

    assert not TranslationBatch.objects.exists()


@pytest.mark.parametrize("key", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_without_pages_one_is_led_back_to_the_same_list(key: str) -> None:
    answer = send(scope="selected", key=key, looked_for="q=neu&state=missing")

    assert answer["Location"] == f"{reverse('translations_board')}?q=neu&state=missing"


def test_machines_are_not_offered_where_there_is_none(settings: Any) -> None:
    settings.MACHINE_TRANSLATION_KIND = "off"
    key = str(news("Neu").translation_key)

    asked = soup(send(key=key))
    send(key=key, kind="machine", languages="ar", start="1")

    assert [each["value"] for each in asked.select("input[name=kind]")] == ["request"]
    assert not TranslationBatch.objects.exists()


# ---------------------------------------------------------------- how far it is


def test_the_bar_moves_without_a_script_when_one_looks_again() -> None:
    batch = begun(news("Eins"), news("Zwei"))
    address = reverse("translations_batch", args=[batch.pk])
    client = roles.client_of("moderator")

    before = soup(client.get(address)).select_one("progress")
    work(batch)
    after = soup(client.get(address)).select_one("progress")

    assert (before["value"], before["max"]) == ("0", "2")
    assert (after["value"], after["max"]) == ("2", "2")


def test_the_script_is_told_figures_and_words() -> None:
    batch = begun(news("Eins"), news("Zwei"))
    address = reverse("translations_batch_status", args=[batch.pk])
    client = roles.client_of("moderator")

    before = client.get(address).json()
    work(batch)

    assert (before["finished"], before["total"], before["is_over"]) == (0, 2, False)
    assert "2" in before["text"]
    assert client.get(address).json()["is_over"]


def test_what_failed_is_listed_with_the_reason_and_tried_again() -> None:
    page = news("Wird zurückgezogen")
    batch = begun(page)
    type(page).objects.get(pk=page.pk).unpublish()
    work(batch)
    client = roles.client_of("moderator")
    address = reverse("translations_batch", args=[batch.pk])
    failed = soup(client.get(address)).find("section", attrs={"aria-labelledby": "failed"})

    page.save_revision().publish()
    client.post(reverse("translations_batch_again", args=[batch.pk]))
    work(batch)

    assert batch.items.get().message == ""
    assert failed is not None
    assert failed.select_one(".t-comment").get_text(strip=True)
    again = soup(client.get(address))
    assert again.find("section", attrs={"aria-labelledby": "failed"}) is None
    assert TranslationRecord.objects.filter(is_needed=True).exists()


def test_batches_are_listed_with_who_began_them() -> None:
    batch = begun(news("Eins"))

    found = soup(roles.client_of("administrator").get(reverse("translations_batches")))

    assert found.select_one(f'a[href="{reverse("translations_batch", args=[batch.pk])}"]')
    assert roles.person("moderator").get_username() in found.get_text()
