"""The holes of wagtail-localize 1.14.5, each tried here and found closed.

Letters and numbers are those of the list of its limitations. To see the holes open:

    pytest tests/contracts/test_localize_holes.py --stock-localize

takes our guards away, and every test fails that is not skipped with a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import (
    DraftStateMixin,
    Page,
    PageViewRestriction,
    get_translatable_models,
)
from wagtail.snippets.models import get_snippet_models
from wagtail_localize import operations
from wagtail_localize.models import (
    LocaleSynchronization,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from cms.core import scheduling
from cms.core.models import Topic
from home.models import StandardPage, TopicPage
from news.models import NewsIndexPage, NewsPage
from tests.factories import pages, tree
from tests.support import admin, roles, site, stock_localize
from translations import choke_point, claims, drafts, segments, sentences

pytestmark = [
    pytest.mark.django_db(transaction=False),
    pytest.mark.usefixtures("world", "localize_as_asked_for"),
]

GERMAN = "Das Sprachcafé zieht um"
ARABIC = "المقهى ينتقل"
CANARY = "Ungelesenes"
DUMMY_MACHINE = {"CLASS": "wagtail_localize.machine_translators.dummy.DummyTranslator"}


@pytest.fixture
def page() -> NewsPage:
    """Return a German page that is public in Arabic as well, as written by people."""
    german = site.page(title=GERMAN, live=True, body=paragraph("Wir ziehen in die Bahnhofstraße."))
    tree.translate(german, "ar", title=ARABIC, body=paragraph("ننتقل إلى شارع المحطة."))
    return german


Attempt = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def attempt(django_capture_on_commit_callbacks: Any) -> Attempt:
    """Return what lets an attempt come to its end, or be refused.

    wagtail-localize publishes at the end of the transaction.
    """

    @contextmanager
    def attempted() -> Iterator[None]:
        with suppress(choke_point.ClosedError), django_capture_on_commit_callbacks(execute=True):
            yield

    return attempted


def paragraph(text: str) -> list[dict[str, Any]]:
    return [{"type": "paragraph", "id": "6f7d3a5e-0000-4000-8000-000000000001", "value": text}]


def row_in(german: Any, code: str = "ar") -> Any:
    return (
        type(german)
        .objects.filter(translation_key=german.translation_key, locale=site.locale(code))
        .first()
    )


def as_localize_knows_it(german: Any, code: str = "ar", *, is_enabled: bool = True) -> Translation:
    """Return wagtail-localize's own record of a translation that it keeps in step."""
    source, _new = TranslationSource.get_or_create_from_instance(german)
    return Translation.objects.create(
        source=source, target_locale=site.locale(code), enabled=is_enabled
    )


def type_into_localize(translation: Translation, text: str, place: str = "title") -> None:
    segment = StringSegment.objects.get(source=translation.source, context__path=place)
    StringTranslation.objects.create(
        translation_of=segment.string,
        context=segment.context,
        locale=translation.target_locale,
        data=text,
    )


def publish(german: Any, **fields: Any) -> None:
    row = type(german).objects.get(pk=german.pk)
    for name, value in fields.items():
        setattr(row, name, value)
    row.save_revision().publish()


def door(role: str, name: str, *arguments: Any, **data: Any) -> Any:
    """Knock at a door of wagtail-localize, which may not be there."""
    return roles.client_of(role).post(stock_localize.url(name, *arguments), data)


def submitter() -> Client:
    """Return somebody who may enter the admin and submit for translation, and nothing else."""
    person = roles.person(roles.PLAIN)
    names = ("access_admin", "submit_translation")
    person.user_permissions.add(*Permission.objects.filter(codename__in=names))
    client = Client()
    client.force_login(person)
    return client


def shown(client: Client, german: Any, code: str = "ar") -> str:
    """Return what a reader sees of a page in a language."""
    return client.get(row_in(german, code).url).content.decode()


# ---------------------------------------------------------------- A to J


def test_hole_a_submitting_puts_no_german_text_before_readers(attempt: Attempt) -> None:
    german = site.page(title=GERMAN, live=True)
    locales = [site.locale(code).pk for code in ("ar", "uk")]

    with attempt():
        door("editor", "submit_page_translation", german.pk, locales=locales)

    assert not german.get_translations().filter(live=True).exists()


def test_hole_b_synchronising_publishes_nothing_in_any_language(
    page: NewsPage, attempt: Attempt
) -> None:
    source = as_localize_knows_it(page).source
    publish(page, title=CANARY)

    with attempt():
        door("editor", "update_translations", source.pk, publish_translations="on")

    assert row_in(page).title == ARABIC


def test_hole_c_a_draft_leaves_the_public_row_alone(page: NewsPage, attempt: Attempt) -> None:
    translation = as_localize_knows_it(page)
    type_into_localize(translation, CANARY)

    with attempt():
        translation.save_target(publish=False)

    assert row_in(page).title == ARABIC


@pytest.mark.parametrize("follows_the_source", [True, False])
def test_hole_d_records_on_a_page_keep_their_public_translation(
    follows_the_source: bool, attempt: Attempt, settings: Any
) -> None:
    settings.WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = follows_the_source
    person = pages.contact_person(role="Koordination")
    person.save_revision().publish()
    arabic = tree_record(person, "ar", role="تنسيق")
    type_into_localize(as_localize_knows_it(person), CANARY, "role")
    card = [{"type": "contact_card", "value": {"person": person.pk}}]
    german = site.page(title=GERMAN, live=True, body=card)

    with attempt():
        operations.translate_object(german, [site.locale("ar")])

    arabic.refresh_from_db()
    assert (arabic.live, arabic.role) == (True, "تنسيق")


def tree_record(german: Any, code: str, **texts: Any) -> Any:
    """Return a public translation of a record."""
    row = german.copy_for_translation(site.locale(code))
    for name, value in texts.items():
        setattr(row, name, value)
    row.save()
    row.save_revision().publish()
    return row


def test_hole_e_a_translation_is_not_turned_into_an_alias(page: NewsPage, attempt: Attempt) -> None:
    as_localize_knows_it(page)

    with attempt():
        door("translator_ar", "convert_to_alias", row_in(page).pk)

    assert (row_in(page).title, row_in(page).alias_of) == (ARABIC, None)


def write_a_string(client: Client, translation: Translation) -> None:
    segment = StringSegment.objects.filter(source=translation.source).first()
    url = stock_localize.url("edit_string_translation", translation.pk, segment.pk)
    client.put(url, f"value={CANARY}", content_type="application/x-www-form-urlencoded")


def upload_a_file(client: Client, translation: Translation) -> None:
    po = translation.export_po()
    for entry in po:
        entry.msgstr = CANARY
    url = stock_localize.url("upload_pofile", translation.pk)
    client.post(url, {"file": SimpleUploadedFile("x.po", str(po).encode())})


def ask_the_machine(client: Client, translation: Translation) -> None:
    client.post(stock_localize.url("machine_translate", translation.pk))


STRING_DOORS = (write_a_string, upload_a_file, ask_the_machine)


@pytest.mark.parametrize("write", STRING_DOORS, ids=lambda write: write.__name__)
def test_hole_f_nobody_writes_past_the_lock_of_a_page(
    write: Callable[[Client, Translation], None], page: NewsPage, settings: Any
) -> None:
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = DUMMY_MACHINE
    translation = as_localize_knows_it(page)
    lock(row_in(page))

    write(roles.client_of("translator_ar"), translation)

    assert not StringTranslation.objects.exists()


def lock(row: Any) -> None:
    row.locked, row.locked_by, row.locked_at = True, roles.person("reviewer_ar"), timezone.now()
    row.save()


@pytest.mark.parametrize("write", STRING_DOORS, ids=lambda write: write.__name__)
def test_hole_f_nobody_writes_a_record_of_another_language(
    write: Callable[[Client, Translation], None], settings: Any
) -> None:
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = DUMMY_MACHINE
    topic = Topic.objects.create(code="health", label="Gesundheit", locale=site.locale("de"))
    topic.save_revision().publish()
    tree_record(topic, "uk", label="Здоров'я")
    translation = as_localize_knows_it(topic, "uk")

    write(roles.client_of("translator_ar"), translation)

    assert not StringTranslation.objects.exists()


def test_hole_g_every_record_with_text_has_drafts_and_reviews(is_stock: bool) -> None:
    if is_stock:
        pytest.skip("a matter of our models: there is no record without drafts to publish")
    plain = [
        model
        for model in get_snippet_models()
        if model in get_translatable_models() and not issubclass(model, DraftStateMixin)
    ]

    assert plain == []


def test_hole_h_a_whole_section_at_once_does_not_break_the_tree(attempt: Attempt) -> None:
    section = section_with_pages(2)
    data = {"locales": [site.locale("ar").pk], "include_subtree": "on"}

    with attempt():
        door("administrator", "submit_page_translation", section.pk, **data)

    assert not any(Page.find_problems())


def section_with_pages(count: int) -> TopicPage:
    section = tree.add(site.home(), TopicPage(title="Wohnen", slug="wohnen"))
    for number in range(count):
        tree.add(section, StandardPage(title=f"Seite {number}", slug=f"seite-{number}"))
    return TopicPage.objects.get(pk=section.pk)


def test_hole_i_a_section_leaves_what_people_have_written(attempt: Attempt) -> None:
    section = section_with_pages(1)
    german = section.get_children().get().specific
    tree.translate(german, "ar", title=ARABIC)
    translation = as_localize_knows_it(german, is_enabled=False)

    with attempt():
        operations.translate_page_subtree(section.pk, [site.locale("ar")], None, None)

    translation.refresh_from_db()
    assert (row_in(german).title, translation.enabled) == (ARABIC, False)


def test_hole_j_a_page_that_was_never_public_is_not_translated(attempt: Attempt) -> None:
    german = site.page(title=GERMAN)
    german.title = "Das Sprachcafé bleibt"
    german.save_revision()

    with attempt():
        locales = [site.locale("ar").pk]
        door("administrator", "submit_page_translation", german.pk, locales=locales)

    assert row_in(german) is None
    with pytest.raises(ValidationError, match="nicht veröffentlicht"):
        drafts.prepare(german, site.locale("ar").pk)


# ---------------------------------------------------------------- 1 to 11


def test_row_1_readers_never_see_a_draft(page: NewsPage, attempt: Attempt, client: Client) -> None:
    translation = as_localize_knows_it(page)
    type_into_localize(translation, CANARY)

    with attempt():
        translation.save_target(user=roles.person("translator_ar"), publish=False)

    assert CANARY not in shown(client, page)


def test_row_2_a_translation_is_handed_in_like_any_page(page: NewsPage) -> None:
    arabic_id = site.locale("ar").pk
    record = drafts.prepare(page, arabic_id)
    texts = {(each.place, each.hash): CANARY for each in segments.segments_of(page)}
    sentences.save(page, record, texts, author=roles.person("translator_ar"))

    address = reverse("translations_hand_in", args=[page.translation_key, "ar"])
    roles.client_of("translator_ar").post(address)

    arabic = row_in(page)
    assert arabic.title == ARABIC
    assert arabic.current_workflow_state.current_task_state.revision.content["title"] == CANARY


def test_row_3_the_right_to_submit_publishes_nothing(page: NewsPage, attempt: Attempt) -> None:
    source = as_localize_knows_it(page).source
    publish(page, title=CANARY)
    client = submitter()

    with attempt():
        locales = [site.locale(code).pk for code in ("uk", "en")]
        client.post(stock_localize.url("submit_page_translation", page.pk), {"locales": locales})
        url = stock_localize.url("update_translations", source.pk)
        client.post(url, {"publish_translations": "on"})

    assert (row_in(page).title, row_in(page, "uk"), row_in(page, "en")) == (ARABIC, None, None)


def test_row_4_no_address_of_another_language_shows_german(
    page: NewsPage, attempt: Attempt, client: Client
) -> None:
    with attempt():
        locales = [site.locale("uk").pk]
        door("administrator", "submit_page_translation", page.pk, locales=locales)

    section = page.get_parent().get_translation(site.locale("uk"))
    assert client.get(f"{section.url}{page.slug}/").status_code == 404


def test_row_5_unread_sentences_do_not_go_public_with_a_synchronisation(
    page: NewsPage, attempt: Attempt, client: Client
) -> None:
    translation = as_localize_knows_it(page)
    type_into_localize(translation, CANARY)

    with attempt():
        door(
            "administrator", "update_translations", translation.source_id, publish_translations="on"
        )

    assert CANARY not in shown(client, page)


def test_row_6_an_arabic_address_does_not_turn_german(
    page: NewsPage, attempt: Attempt, client: Client
) -> None:
    translation = as_localize_knows_it(page)

    with attempt():
        door("administrator", "convert_to_alias", row_in(page).pk)

    assert "ننتقل" in shown(client, page)
    assert Translation.objects.filter(pk=translation.pk).exists()


def test_row_7_readers_learn_that_the_german_text_is_newer(page: NewsPage, client: Client) -> None:
    as_localize_knows_it(page)
    before = is_marked_old(client, page)

    publish(page, body=paragraph("Wir ziehen in die Gartenstraße."))

    assert (before, is_marked_old(client, page)) == (False, True)


def is_marked_old(client: Client, german: Any) -> bool:
    answer = client.get(row_in(german).url)
    notice = answer.context["translation"]
    return bool(notice and notice.is_outdated)


def test_row_8_a_changed_paragraph_mixes_no_german_into_the_translation(
    page: NewsPage, attempt: Attempt, client: Client
) -> None:
    source = as_localize_knows_it(page).source
    publish(page, body=paragraph("Wir ziehen in die Gartenstraße."))

    with attempt():
        door("administrator", "update_translations", source.pk, publish_translations="on")

    text = shown(client, page)
    assert "ننتقل إلى شارع المحطة" in text
    assert "Gartenstraße" not in text


def test_row_8_a_text_with_gaps_is_not_handed_in_and_old_text_is_kept(
    page: NewsPage, is_stock: bool
) -> None:
    if is_stock:
        pytest.skip("wagtail-localize knows no handing in")
    arabic_id = site.locale("ar").pk
    drafts.prepare(page, arabic_id)
    publish(page, body=paragraph("Wir ziehen in die Gartenstraße."))
    german = NewsPage.objects.get(pk=page.pk)

    with pytest.raises(drafts.IncompleteError):
        drafts.hand_in(german, locale_id=arabic_id, user=roles.person("translator_ar"))

    kept = {each.html for each in sentences.typed_for(page.translation_key, arabic_id).values()}
    assert "ننتقل إلى شارع المحطة." in kept


def test_row_9_a_translation_of_the_public_text_is_old_when_the_draft_is_published(
    client: Client,
) -> None:
    german = site.page(title=GERMAN, live=True)
    german.title = "Das Sprachcafé bleibt"
    draft = german.save_revision()
    tree.translate(NewsPage.objects.get(pk=german.pk), "ar", title=ARABIC)
    before = is_marked_old(client, german)

    draft.publish()

    assert (before, is_marked_old(client, german)) == (False, True)


def unpublish(page: NewsPage) -> None:
    url = reverse("wagtailadmin_pages:unpublish", args=[page.pk])
    roles.client_of("moderator").post(url)


def expire(page: NewsPage) -> None:
    now = timezone.now()
    Page.objects.filter(pk=page.pk).update(expire_at=now - timedelta(minutes=1))
    scheduling.publish_due(now)


def delete(page: NewsPage) -> None:
    page.delete()


@pytest.mark.parametrize("end", [unpublish, expire, delete], ids=lambda end: end.__name__)
def test_row_10_a_translation_does_not_outlive_its_german_page(
    end: Callable[[NewsPage], None], page: NewsPage
) -> None:
    end(page)

    arabic = row_in(page)
    assert arabic is None or not arabic.live


def test_row_10_a_translation_follows_its_german_page_elsewhere(page: NewsPage) -> None:
    elsewhere = tree.add(site.home(), NewsIndexPage(title="Anderswo", slug="anderswo"))
    arabic_place = tree.translate(elsewhere, "ar", title="في مكان آخر")

    page.move(NewsIndexPage.objects.get(pk=elsewhere.pk), pos="last-child")

    assert row_in(page).get_parent().pk == arabic_place.pk


def test_row_11_dates_hold_in_every_language_each_time_german_is_published(page: NewsPage) -> None:
    as_localize_knows_it(page)
    end = timezone.now() + timedelta(days=9)

    publish(page, expire_at=end)

    assert row_in(page).expire_at == end


def test_row_11_a_translation_goes_public_with_a_german_page_that_waits_for_its_day() -> None:
    german = site.page(title=GERMAN)
    day = timezone.now() + timedelta(days=2)
    german.go_live_at = day
    german.save_revision().publish()
    arabic = site.translated(german, "ar")
    arabic.go_live_at = None
    arabic.save_revision().publish()
    before = row_in(german).live

    with time_machine.travel(day + timedelta(minutes=1), tick=False):
        scheduling.publish_due(timezone.now())

    assert (before, row_in(german).live) == (False, True)


# ---------------------------------------------------------------- 14, 20, 22, 23


def test_row_14_an_address_is_not_rebuilt_from_the_title(page: NewsPage, attempt: Attempt) -> None:
    tree.translate(page, "uk", title="Новина", slug="vlasne-slovo")
    translation = as_localize_knows_it(page, "uk")
    type_into_localize(translation, "Новина")
    if StringSegment.objects.filter(source=translation.source, context__path="slug").exists():
        type_into_localize(translation, "vlasne-слово", "slug")

    with attempt():
        translation.save_target(publish=True)

    assert row_in(page, "uk").slug == page.slug


def test_row_20_nobody_writes_into_what_somebody_else_is_translating(page: NewsPage) -> None:
    translation = as_localize_knows_it(page)
    ar = site.locale("ar").pk
    claims.take(
        translation_key=page.translation_key,
        locale_id=ar,
        user=roles.person("translator_ar", "first"),
    )

    write_a_string(roles.client_of("translator_ar", "second"), translation)

    assert not StringTranslation.objects.exists()
    with pytest.raises(claims.ClaimedError):
        drafts.hand_in(page, locale_id=ar, user=roles.person("translator_ar", "second"))


def test_row_22_no_request_translates_many_pages(attempt: Attempt) -> None:
    section = section_with_pages(3)
    locales = [site.locale(code).pk for code in ("ar", "uk")]
    before = Page.objects.count()

    with attempt():
        data = {"locales": locales, "include_subtree": "on"}
        door("administrator", "submit_page_translation", section.pk, **data)

    assert Page.objects.count() == before


def test_row_23_a_page_with_two_sources_can_still_be_edited(page: NewsPage) -> None:
    ukrainian = tree.translate(page, "uk", title="Новина")
    as_localize_knows_it(page)
    # Left over from another version, and stored past every signal.
    second = TranslationSource(
        object_id=page.translation_key,
        specific_content_type=page.content_type,
        locale=ukrainian.locale,
        last_updated_at=timezone.now(),
    )
    TranslationSource.objects.bulk_create([second])
    Translation.objects.create(source=second, target_locale=site.locale("ar"))

    answer = roles.client_of("translator_ar").get(admin.edit_url(row_in(page)), follow=True)

    assert answer.status_code == 200


# ---------------------------------------------------------------- beyond the list


def test_deleting_one_language_forgets_nothing_that_was_typed_in_the_others(page: NewsPage) -> None:
    drafts.prepare(page, site.locale("ar").pk)
    tree.translate(page, "uk", title="Новина")
    drafts.build(page, site.locale("ar").pk)

    row_in(page, "uk").delete()

    assert StringTranslation.objects.filter(locale=site.locale("ar"), data=ARABIC).exists()


def test_no_language_is_filled_with_copies_of_german_pages(
    page: NewsPage, attempt: Attempt
) -> None:
    with attempt():
        LocaleSynchronization.objects.create(locale=site.locale("uk"), sync_from=site.locale("de"))
    with attempt():
        call_command("sync_locale_trees")

    assert not Page.objects.filter(alias_of__isnull=False).exists()


def test_a_setting_left_over_fills_no_language_either(page: NewsPage, attempt: Attempt) -> None:
    left_over = LocaleSynchronization(locale=site.locale("uk"), sync_from=site.locale("de"))
    LocaleSynchronization.objects.bulk_create([left_over])
    new = {"title": "Neu", "slug": "neu", "date": "", "body-count": "0"}
    url = reverse("wagtailadmin_pages:add", args=["news", "newspage", page.get_parent().pk])
    formset = {f"related_pages-{name}": value for name, value in admin.EMPTY_FORMSET.items()}

    with attempt():
        call_command("sync_locale_trees")
    with attempt():
        roles.client_of("editor").post(url, new | formset)

    assert NewsPage.objects.filter(slug="neu").exists()
    assert not Page.objects.filter(alias_of__isnull=False).exists()


def test_a_hidden_translation_is_not_shown_because_german_is_public(
    page: NewsPage, attempt: Attempt, client: Client
) -> None:
    source = as_localize_knows_it(page).source
    PageViewRestriction.objects.create(page=row_in(page).page_ptr, restriction_type="login")

    with attempt():
        door("administrator", "update_translations", source.pk)
    with attempt():
        source.update_target_view_restrictions(site.locale("ar"))

    assert client.get(row_in(page).url).status_code == 302
