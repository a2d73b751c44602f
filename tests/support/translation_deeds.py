"""What people try at the doors of texts, as browsers would send it; see translation_doors."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any
from unittest import mock

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from cms.core.models import Topic
from tests.support import admin
from tests.support.translation_doors import Try, form, fresh
from translations import cards, segments
from translations.choke_point import ClosedError
from translations.machine import drafting

CANARY = "Ungelesenes"


# ---------------------------------------------------------------- the ordinary editor


def save(person: Try, **fields: str) -> None:
    data = form(title=CANARY, slug=person.page.slug, **fields)
    person.client.post(admin.edit_url(person.page), data)


def submit(person: Try) -> None:
    save(person, **{"action-submit": "1"})


def publish(person: Try) -> None:
    save(person, **{"action-publish": "1"})


def schedule(person: Try) -> None:
    tomorrow = (timezone.now() + timedelta(days=1)).strftime("%d.%m.%Y %H:%M")
    save(person, go_live_at=tomorrow, **{"action-publish": "1"})


def add(person: Try) -> None:
    section = person.cast.section[person.code]
    url = reverse("wagtailadmin_pages:add", args=["news", "newspage", section.pk])
    person.client.post(url, form(title=CANARY, slug="neu"))


def _case_of(row: Any) -> Any:
    return fresh(row).current_workflow_state.current_task_state


def approve_in_the_editor(person: Try) -> None:
    page = person.cast.waiting[person.code]
    # Only a form that changes nothing approves.
    data = person.cast.unchanged[person.code] | admin.APPROVE
    person.client.post(admin.edit_url(page), data)


def _decide(person: Try, action: str) -> None:
    page = person.cast.waiting[person.code]
    arguments = (page.pk, action, _case_of(page).pk)
    person.post("wagtailadmin_pages:workflow_action", *arguments, comment="")


def approve(person: Try) -> None:
    _decide(person, "approve")


def send_back(person: Try) -> None:
    _decide(person, "reject")


def cancel(person: Try) -> None:
    page = person.cast.waiting[person.code]
    data = person.cast.unchanged[person.code] | {"action-cancel-workflow": "1"}
    person.client.post(admin.edit_url(page), data)


def approve_own(person: Try) -> None:
    approve(person)
    approve_at_the_review(person)


def approve_own_in_the_editor(person: Try) -> None:
    approve_in_the_editor(person)


def _write_what_waits(person: Try) -> None:
    if person.role != "anonymous":
        row = fresh(person.cast.waiting[person.code])
        row.save_revision(user=person.cast.people[person.role])


approve_own.prepare = _write_what_waits  # type: ignore[attr-defined]
approve_own_in_the_editor.prepare = _write_what_waits  # type: ignore[attr-defined]


def unpublish(person: Try) -> None:
    person.post("wagtailadmin_pages:unpublish", person.page.pk)


def delete(person: Try) -> None:
    person.post("wagtailadmin_pages:delete", person.page.pk)


def move(person: Try) -> None:
    elsewhere = person.cast.elsewhere[person.code]
    person.post("wagtailadmin_pages:move_confirm", person.page.pk, elsewhere.pk)


def move_abroad(person: Try) -> None:
    abroad = person.cast.elsewhere["uk" if person.code == "ar" else "ar"]
    person.post("wagtailadmin_pages:move_confirm", person.page.pk, abroad.pk)


def copy(person: Try, to: Any = None, **fields: str) -> None:
    to = to or person.cast.section[person.code]
    data = {"new_title": CANARY, "new_slug": "kopie", "new_parent_page": str(to.pk), **fields}
    person.post("wagtailadmin_pages:copy", person.page.pk, **data)


def copy_as_an_alias(person: Try) -> None:
    copy(person, alias="on")


def copy_with_its_publication(person: Try) -> None:
    copy(person, publish_copies="on")


def copy_abroad(person: Try) -> None:
    copy(person, person.cast.elsewhere["uk" if person.code == "ar" else "ar"])


def hide(person: Try) -> None:
    person.post("wagtailadmin_pages:set_privacy", person.page.pk, restriction_type="login")


def lock(person: Try) -> None:
    person.post("wagtailadmin_pages:lock", person.page.pk)


def revert(person: Try) -> None:
    page = person.page
    arguments = (page.pk, page.latest_revision_id)
    data = form(title=CANARY, slug=page.slug, **{"action-publish": "1"})
    person.post("wagtailadmin_pages:revisions_revert", *arguments, **data)


def convert_an_alias(person: Try) -> None:
    person.post("wagtailadmin_pages:convert_alias", person.cast.alias[person.code].pk)


def put_last(person: Try) -> None:
    person.post("wagtailadmin_pages:set_page_position", person.page.pk)


def unschedule(person: Try) -> None:
    page = person.cast.scheduled[person.code]
    arguments = (page.pk, page.latest_revision_id)
    person.post("wagtailadmin_pages:revisions_unschedule", *arguments)


def _in_bulk(person: Try, action: str, row: Any, **fields: Any) -> None:
    model = row._meta.model_name if isinstance(row, Topic) else "page"
    app = "core" if isinstance(row, Topic) else "wagtailcore"
    person.post("wagtail_bulk_action", app, model, action, query=f"?id={row.pk}", **fields)


def bulk_publish(person: Try) -> None:
    _in_bulk(person, "publish", person.cast.waiting[person.code])


def bulk_unpublish(person: Try) -> None:
    _in_bulk(person, "unpublish", person.page)


def bulk_delete(person: Try) -> None:
    _in_bulk(person, "delete", person.page)


def bulk_move(person: Try) -> None:
    _in_bulk(person, "move", person.page, chooser=person.cast.elsewhere[person.code].pk)


# ---------------------------------------------------------------- the admin's own interface


def _call(person: Try, action: str, row: Any = None, **fields: Any) -> None:
    url = reverse("wagtailadmin_api:pages:action", args=[(row or person.page).pk, action])
    with suppress(ClosedError):
        person.client.post(url, fields, content_type="application/json")


def api_publish(person: Try) -> None:
    _call(person, "publish", person.cast.waiting[person.code])


def api_unpublish(person: Try) -> None:
    _call(person, "unpublish")


def api_delete(person: Try) -> None:
    _call(person, "delete")


def api_move(person: Try) -> None:
    elsewhere = person.cast.elsewhere[person.code].pk
    _call(person, "move", destination_page_id=elsewhere, position="last-child")


def api_copy(person: Try) -> None:
    _call(person, "copy", slug="kopie", keep_live=False)


def api_copy_live(person: Try) -> None:
    _call(person, "copy", slug="kopie", keep_live=True)


def api_copy_for_translation(person: Try) -> None:
    _call(person, "copy_for_translation", locale="en", copy_parents=True)


def api_create_alias(person: Try) -> None:
    _call(person, "create_alias", update_slug="zwilling")


def api_alias_in_another_language(person: Try) -> None:
    _call(person, "copy_for_translation", locale="en", alias=True)


def api_revert(person: Try) -> None:
    _call(person, "revert_to_page_revision", revision_id=person.page.latest_revision_id)


# ---------------------------------------------------------------- records

TOPIC, WORD = "wagtailsnippets_core_topic:", "wagtailsnippets_core_glossaryterm:"
PUBLISH = {"action-publish": "1"}


def _to_record(person: Try, kind: str, view: str, *arguments: Any, **fields: str) -> None:
    record = person.cast.records[kind][person.code]
    words = {"code": record.code, "label": CANARY, "sort_order": "1"}
    explained = {"term": CANARY, "explanation": CANARY, "equivalent": CANARY}
    person.post(kind + view, record.pk, *arguments, **words, **explained, **fields)


def save_record(person: Try) -> None:
    _to_record(person, TOPIC, "edit")


def submit_record(person: Try) -> None:
    _to_record(person, TOPIC, "edit", **{"action-submit": "1"})


def publish_record(person: Try) -> None:
    _to_record(person, TOPIC, "edit", **PUBLISH)


def save_word(person: Try) -> None:
    _to_record(person, WORD, "edit")


def submit_word(person: Try) -> None:
    _to_record(person, WORD, "edit", **{"action-submit": "1"})


def publish_word(person: Try) -> None:
    _to_record(person, WORD, "edit", **PUBLISH)


def add_record(person: Try) -> None:
    data = {"label": CANARY, "code": "neu", "sort_order": "1"}
    person.post(f"{TOPIC}add", query=f"?locale={person.code}", **data)


def approve_record(person: Try, kind: str = TOPIC) -> None:
    record = person.cast.waiting_records[kind][person.code]
    arguments = (record.pk, "approve", _case_of(record).pk)
    person.post(f"{kind}workflow_action", *arguments, comment="")


def approve_word(person: Try) -> None:
    approve_record(person, WORD)


def approve_own_record(person: Try) -> None:
    approve_record(person)
    approve_record(person, WORD)


def _write_records_that_wait(person: Try) -> None:
    if person.role != "anonymous":
        for kind in (TOPIC, WORD):
            row = fresh(person.cast.waiting_records[kind][person.code])
            row.save_revision(user=person.cast.people[person.role])


approve_own_record.prepare = _write_records_that_wait  # type: ignore[attr-defined]


def unpublish_record(person: Try) -> None:
    _to_record(person, TOPIC, "unpublish")


def delete_record(person: Try) -> None:
    _to_record(person, TOPIC, "delete")


def bulk_delete_records(person: Try) -> None:
    _in_bulk(person, "delete", person.cast.records[TOPIC][person.code])


def revert_record(person: Try) -> None:
    record = person.cast.records[TOPIC][person.code]
    _to_record(person, TOPIC, "revisions_revert", record.latest_revision_id, **PUBLISH)


# ---------------------------------------------------------------- our own screens


def _at(person: Try, screen: str, row: Any = None, **fields: Any) -> Any:
    key = (row or person.page).translation_key
    url = reverse(f"translations_{screen}", args=[key, person.code])
    return person.client.post(url, fields)


def take(person: Try) -> None:
    _at(person, "take")


def type_a_sentence(person: Try, german: Any = None) -> None:
    german = german or person.cast.live["de"]
    first = segments.segments_of(german)[0]
    _at(person, "sentence", german, name=cards.name_of((first.place, first.hash)), text=CANARY)


def begin(person: Try) -> None:
    type_a_sentence(person, person.cast.only_german)


def bring_a_file(person: Try) -> None:
    file = SimpleUploadedFile("neu.po", person.cast.files[person.code])
    _at(person, "po_upload", file=file, with_doubts="on")


def bring_a_package(person: Try) -> None:
    file = SimpleUploadedFile("neu.po", person.cast.files[person.code])
    person.post("translations_import", file=file, with_doubts="on")


def ask_a_machine(person: Try) -> None:
    with mock.patch.object(drafting, "is_offered", return_value=True):
        _at(person, "machine")


def ask_for_a_language(person: Try) -> None:
    key = person.page.translation_key
    person.post("translations_languages", key, **{f"needed-{person.code}": "on"})


def hand_in(person: Try) -> None:
    _at(person, "hand_in")


def take_back(person: Try) -> None:
    _at(person, "take_back", person.cast.waiting[person.code])


def approve_at_the_review(person: Try) -> None:
    row = person.cast.waiting[person.code]
    _at(person, "review", row, decision="approve", case=_case_of(row).pk)


def send_back_at_the_review(person: Try) -> None:
    row = person.cast.waiting[person.code]
    _at(person, "review", row, decision="send_back", case=_case_of(row).pk, comment="Bitte kürzer.")


def publish_unchecked(person: Try) -> None:
    _at(person, "publish_unchecked")
