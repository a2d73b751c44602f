"""Drafts are asked for on a page, made in the background, and their end is told on the page."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.support import agency, roles, site, translation_stub
from tests.support.agency import ARABIC
from tests.support.translation_stub import Stub
from translations import claims
from translations.machine import tasks
from translations.models import TranslationBatch, TranslationBatchItem, TranslationRecord

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

OUT = {"translator_ar", "reviewer_ar", "moderator", "administrator", "superuser"}
OUT_IN_UKRAINIAN = {"moderator", "administrator", "superuser"}
ALONE = {"administrator", "superuser"}


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


@pytest.fixture
def ask(django_capture_on_commit_callbacks: Any) -> Any:
    """Ask for a draft, let the queue do its work, and return what the page says then."""

    def run(german: Any, role: str = "translator_ar") -> str:
        client, url = agency.client_of(role), agency.url("machine", german)
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(url)
        assert answer.status_code == 302
        assert answer["Location"] == url
        return agency.words(client.get(url))

    return run


def is_open(answer: Any) -> bool:
    if answer.status_code == 200:
        return True
    assert answer.status_code in {302, 403, 404}
    return False


# ---------------------------------------------------------------- a draft


def test_draft_is_made_and_told(german: Any, stub: Stub, ask: Any) -> None:
    text = ask(german)

    assert "Sentences translated by machine: 4" in text
    assert "of 10000 characters" in text
    assert all(each.is_machine for each in agency.typed(german).values())


def test_request_waits_in_the_queue_and_the_page_says_so(
    german: Any, stub: Stub, settings: Any
) -> None:
    settings.TASKS = {
        **settings.TASKS,
        "background": {
            "BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"],
        },
    }  # fmt: skip
    client, url = agency.client_of("translator_ar"), agency.url("machine", german)

    client.post(url)
    client.post(url)

    assert DBTaskResult.objects.filter(queue_name="default").count() == 1
    assert stub.questions == []
    text = agency.words(client.get(url))
    assert "A draft by machine is being made." in text
    assert "Fill the gaps" not in text


def test_draft_whose_worker_died_can_be_asked_for_again(german: Any, stub: Stub, ask: Any) -> None:
    long_ago = timezone.now() - tasks.LONGEST_RUN - timedelta(minutes=1)
    batch = TranslationBatch.objects.create(kind=tasks.MACHINE, last_progress_at=long_ago)
    TranslationBatchItem.objects.create(
        batch=batch, translation_key=german.translation_key, locale=site.locale("ar")
    )
    before = agency.words(agency.client_of("translator_ar").get(agency.url("machine", german)))

    assert "did not come to its end" in before
    assert "by machine: 4" in ask(german)


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        ("dead", "cannot be reached"),
        ("500", "error (500)"),
        ("quota", "used up"),
        ("html", "no translation"),
        ("wrong count", "no translation"),
    ],
)
def test_failure_of_the_service_is_a_message_on_the_page(
    german: Any, stub: Stub, ask: Any, mode: str, words: str
) -> None:
    stub.mode = mode

    text = ask(german)

    assert words in text
    assert "Fill the gaps by machine" in text


def test_unusable_answers_are_told(german: Any, stub: Stub, ask: Any) -> None:
    stub.mode = "broken tags"

    assert "Unusable and still missing: 4" in ask(german)


def test_page_without_gaps_is_told(german: Any, stub: Stub, ask: Any) -> None:
    ask(german)

    assert "Nothing is missing" in ask(german)


def test_used_up_month_is_told(german: Any, stub: Stub, ask: Any, settings: Any) -> None:
    settings.MACHINE_TRANSLATION_MONTHLY_CHARACTERS = 5

    assert "are not enough" in ask(german)


def test_claimed_page_is_not_queued(german: Any, stub: Stub) -> None:
    claims.take(
        translation_key=german.translation_key,
        locale_id=site.locale("ar").pk,
        user=roles.person("translator_ar", "kollegin"),
    )

    answer = agency.client_of("translator_ar").post(agency.url("machine", german), follow=True)

    assert "kollegin is translating this" in answer.content.decode()
    assert not TranslationBatch.objects.exists()


def test_item_of_a_batch_that_lost_its_page_or_its_person_is_skipped(
    german: Any, stub: Stub
) -> None:
    batch = TranslationBatch.objects.create(kind=tasks.MACHINE)
    item = TranslationBatchItem.objects.create(
        batch=batch, translation_key=german.translation_key, locale=site.locale("ar")
    )
    gone = TranslationBatchItem(batch=batch, translation_key=uuid.uuid4(), locale=site.locale("ar"))

    assert tasks.translate_item(item)[0] == "skipped"
    assert tasks.translate_item(gone)[0] == "skipped"
    batch.started_by = roles.person("editor")
    assert tasks.translate_item(item)[0] == "skipped"
    assert stub.paths == []


# ---------------------------------------------------------------- doors


@pytest.mark.parametrize("role", roles.ROLES)
def test_drafts_are_for_those_who_translate_and_those_who_plan(
    german: Any, stub: Stub, role: str
) -> None:
    client = agency.client_of(role)

    for code, allowed in (("ar", OUT), ("uk", OUT_IN_UKRAINIAN)):
        url = agency.url("machine", german, code)
        assert is_open(client.get(url)) == (role in allowed)
        client.post(url)
        asked = TranslationBatchItem.objects.filter(locale=site.locale(code)).exists()
        assert asked == (role in allowed)


@pytest.mark.parametrize("code", ["de", "de-simple", "xx"])
def test_other_languages_are_not_found(german: Any, stub: Stub, code: str) -> None:
    client = agency.client_of("superuser")

    for name in ("machine", "publish_unchecked"):
        assert client.get(agency.url(name, german, code)).status_code == 404
        assert client.post(agency.url(name, german, code)).status_code == 404


def test_language_that_is_not_offered_is_not_queued(german: Any, stub: Stub, settings: Any) -> None:
    settings.MACHINE_TRANSLATION_LANGUAGES = ["en"]
    client = agency.client_of("translator_ar")

    answer = client.post(agency.url("machine", german), follow=True)

    assert "No machine translates into this language here." in answer.content.decode()
    assert not TranslationBatch.objects.exists()


def test_pages_work_where_it_is_switched_off(german: Any) -> None:
    client = agency.client_of("translator_ar")

    assert "No machine" in agency.words(client.get(agency.url("machine", german)))
    assert client.post(agency.url("machine", german)).status_code == 302
    assert not TranslationBatch.objects.exists()


# ---------------------------------------------------------------- parts of other pages


def rendered(template: str, **context: Any) -> str:
    request = RequestFactory().get("/")
    request.user = roles.person("translator_ar")
    return Template("{% load machine_tags %}" + template).render(
        Context({"request": request, **context})
    )


def test_usage_is_shown_where_it_is_switched_on_and_nowhere_else(
    german: Any, stub: Stub, settings: Any
) -> None:
    assert "0 of 10000 characters" in rendered("{% machine_usage %}")
    settings.MACHINE_TRANSLATION_KIND = "off"
    assert rendered("{% machine_usage %}").strip() == ""


def test_button_is_shown_where_it_leads_somewhere(german: Any, stub: Stub) -> None:
    template = "{% machine_panel german code %}"

    assert agency.url("machine", german) in rendered(template, german=german, code="ar")
    assert "<form" not in rendered(template, german=german, code="uk")
    assert "<form" not in rendered(template, german=german, code="de")


# ---------------------------------------------------------------- publishing without a check


def test_administrator_publishes_a_draft_that_is_labelled_as_unchecked(
    german: Any, stub: Stub, ask: Any, django_capture_on_commit_callbacks: Any
) -> None:
    ask(german)
    client, url = agency.client_of("administrator"), agency.url("publish_unchecked", german)
    question = client.get(url).content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(url)

    assert answer.status_code == 302
    assert "Translated automatically, not yet checked" not in question
    assert 'lang="ar" dir="rtl"' in question
    assert "ترجمة" in question
    row = german.get_translations().get(locale=site.locale("ar"))
    record = TranslationRecord.objects.get(
        translation_key=german.translation_key, locale=site.locale("ar")
    )
    assert row.live
    assert (record.origin, record.checked_at) == (TranslationRecord.Origin.MACHINE, None)


def test_text_of_people_gets_no_machine_label(german: Any) -> None:
    agency.bring(agency.url("po_upload", german), agency.filled(german, ARABIC))

    text = agency.words(
        agency.client_of("administrator").get(agency.url("publish_unchecked", german))
    )

    assert "Readers see no label" in text


def test_incomplete_text_is_not_published(german: Any) -> None:
    client, url = agency.client_of("administrator"), agency.url("publish_unchecked", german)

    assert "Sentences are missing" in agency.words(client.get(url))
    answer = client.post(url, follow=True)

    assert answer.status_code == 200
    assert not german.get_translations().exists()


@pytest.mark.parametrize("role", roles.ROLES)
def test_publishing_without_a_check_is_for_those_who_may_publish_alone(
    german: Any, role: str
) -> None:
    agency.bring(agency.url("po_upload", german), agency.filled(german, ARABIC))
    client, url = agency.client_of(role), agency.url("publish_unchecked", german)

    assert is_open(client.get(url)) == (role in ALONE)
    client.post(url)

    assert german.get_translations().filter(live=True).exists() == (role in ALONE)


def test_address_of_the_page_is_stable(german: Any) -> None:
    assert agency.url("machine", german) == (
        f"/admin/translations/{german.translation_key}/ar/machine/"
    )
    assert reverse("translations_export") == "/admin/translations/export/"
