"""What happens to a German page or record happens to its translations, by every route."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, WorkflowState
from wagtail_localize.models import StringTranslation, TranslatableObject

from cms.core import scheduling
from cms.core.languages import LANGUAGES
from cms.core.models import Topic
from home.models import StandardPage, TopicPage
from news.models import NewsIndexPage, NewsPage
from tests.factories import tree
from tests.support import roles, site
from translations import drafts, lifecycle, segments, sentences
from translations.models import SourceText, TranslationRecord, TranslationWish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


@pytest.fixture(autouse=True)
def _tree_stays_whole() -> Iterator[None]:
    yield
    assert not any(Page.find_problems())


@pytest.fixture
def page() -> NewsPage:
    """Return a German page that is public in Arabic and Ukrainian as well."""
    german = site.page(title="Das Sprachcafé zieht um", live=True)
    for code in ("ar", "uk"):
        tree.translate(german, code, title=f"Titel {code}")
    return german


@pytest.fixture
def topic() -> Topic:
    """Return a German record that is public in Arabic as well."""
    german = Topic.objects.create(code="health", label="Gesundheit", locale=site.locale("de"))
    german.save_revision().publish()
    arabic = german.copy_for_translation(site.locale("ar"))
    arabic.label = "الصحة"
    arabic.save()
    arabic.save_revision().publish()
    return german


def row_in(german: Any, code: str) -> Any:
    return type(german).objects.get(
        translation_key=german.translation_key, locale=site.locale(code)
    )


def record_of(german: Any, code: str = "ar") -> TranslationRecord:
    return TranslationRecord.objects.get(
        translation_key=german.translation_key, locale=site.locale(code)
    )


def live_in(german: Any) -> set[str]:
    rows = type(german).objects.filter(translation_key=german.translation_key, live=True)
    return set(rows.values_list("locale__language_code", flat=True))


def again(german: Any) -> Any:
    """Return the German row as it is stored now."""
    return type(german).objects.get(pk=german.pk)


def publish(german: Any, **fields: Any) -> None:
    row = again(german)
    for name, value in fields.items():
        setattr(row, name, value)
    row.save_revision().publish()


# ---------------------------------------------------------------- taken back


def post(role: str, name: str, *arguments: Any, query: str = "", **data: Any) -> Any:
    return roles.client_of(role).post(reverse(name, args=arguments) + query, data)


def by_code(page: NewsPage) -> None:
    page.unpublish()


def as_a_page_of_no_type(page: NewsPage) -> None:
    Page.objects.get(pk=page.pk).unpublish()


def in_the_admin(page: NewsPage) -> None:
    post("moderator", "wagtailadmin_pages:unpublish", page.pk)


def with_the_section(page: NewsPage) -> None:
    section = page.get_parent()
    data = {"include_descendants": "on"}
    post("superuser", "wagtailadmin_pages:unpublish", section.pk, **data)


def in_bulk(page: NewsPage) -> None:
    query = f"?id={page.pk}"
    post("moderator", "wagtail_bulk_action", "wagtailcore", "page", "unpublish", query=query)


def by_our_scheduler(page: NewsPage) -> None:
    now = timezone.now()
    Page.objects.filter(pk=page.pk).update(expire_at=now - timedelta(minutes=1))
    assert all(outcome.is_done for outcome in scheduling.publish_due(now))


def by_the_stock_command(page: NewsPage) -> None:
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")


def with_translations_that_expire_too(page: NewsPage) -> None:
    now = timezone.now()
    same = Page.objects.filter(translation_key=page.translation_key)
    same.update(expire_at=now - timedelta(minutes=1))
    # As if the German page were the last that the scheduler comes to.
    for row in same.exclude(pk=page.pk):
        row.unpublish(set_expired=True)
    scheduling.publish_due(now)


@pytest.mark.parametrize(
    "route",
    [
        by_code,
        as_a_page_of_no_type,
        in_the_admin,
        with_the_section,
        in_bulk,
        by_our_scheduler,
        by_the_stock_command,
        with_translations_that_expire_too,
    ],
    ids=lambda route: route.__name__,
)
def test_translations_are_taken_back_with_the_german_page_and_come_back_with_it(
    route: Callable[[NewsPage], None], page: NewsPage
) -> None:
    route(page)
    after = live_in(page)
    publish(page, expire_at=None)

    assert after == set()
    assert live_in(page) == {"de", "ar", "uk"}
    assert row_in(page, "ar").title == "Titel ar"


def test_what_was_unpublished_on_its_own_before_stays_away(page: NewsPage) -> None:
    row_in(page, "ar").unpublish()

    page.unpublish()
    publish(page)

    assert live_in(page) == {"de", "uk"}


def test_the_text_that_comes_back_is_the_one_that_was_public(page: NewsPage) -> None:
    arabic = row_in(page, "ar")
    arabic.title = "Ungelesen vorher"
    arabic.save_revision()
    page.unpublish()
    arabic = row_in(page, "ar")
    arabic.title = "Ungelesen nachher"
    # The editor of a page that is not public writes into the row itself.
    arabic.save()
    arabic.save_revision()

    publish(page)

    arabic = row_in(page, "ar")
    assert (arabic.title, arabic.has_unpublished_changes) == ("Titel ar", True)
    assert arabic.get_latest_revision_as_object().title == "Ungelesen nachher"


def test_the_text_that_comes_back_is_found_without_a_history(page: NewsPage) -> None:
    arabic = row_in(page, "ar")
    arabic.title = "Ohne Spur"
    arabic.save_revision().publish(log_action=False)
    page.unpublish()

    publish(page)

    assert row_in(page, "ar").title == "Ohne Spur"


def test_who_checked_a_text_still_stands_for_it_when_it_comes_back(page: NewsPage) -> None:
    reviewer = roles.person("reviewer_ar")
    at = timezone.now() - timedelta(days=9)
    made_from = record_of(page).made_from
    TranslationRecord.objects.filter(pk=record_of(page).pk).update(
        checked_at=at, checked_by=reviewer
    )

    page.unpublish()
    publish(page)

    record = record_of(page)
    assert (record.checked_at, record.checked_by) == (at, reviewer)
    assert (record.made_from, record.is_withdrawn_with_source) == (made_from, False)


def test_a_text_that_comes_back_to_other_german_is_outdated(page: NewsPage) -> None:
    page.unpublish()

    publish(page, title="Das Sprachcafé bleibt")

    assert record_of(page).changed_places == ["title"]


def test_reviews_end_when_the_german_page_is_taken_back(page: NewsPage) -> None:
    arabic = row_in(page, "ar")
    arabic.title = "In Prüfung"
    arabic.save_revision(user=roles.person("translator_ar"))
    site.hand_in(arabic, author=roles.person("translator_ar"))
    draft = site.translated(page, "en")
    site.hand_in(draft, author=roles.person("administrator"))

    page.unpublish()

    assert not WorkflowState.objects.active().exists()


def test_a_translation_that_is_published_before_its_german_page_waits_for_it() -> None:
    german = site.page()
    arabic = site.translated(german, "ar")

    arabic.get_latest_revision().publish()
    before = live_in(german)
    german.get_latest_revision().publish()

    assert (before, live_in(german)) == (set(), {"de", "ar"})


def test_a_language_that_cannot_be_saved_does_not_keep_german_from_its_readers(
    page: NewsPage, caplog: pytest.LogCaptureFixture
) -> None:
    revision = row_in(page, "ar").latest_revision
    page.unpublish()
    revision.content["title"] = ""
    revision.save()

    publish(page)

    assert live_in(page) == {"de", "uk"}
    assert "Could not bring NewsPage" in caplog.text


def test_history_says_why_a_translation_went_and_came(page: NewsPage) -> None:
    page.unpublish()
    publish(page)

    history = reverse("wagtailadmin_pages:history", args=[row_in(page, "ar").pk])
    text = roles.client_of("superuser").get(history).content.decode()

    for action in (lifecycle.WITHDRAWN, lifecycle.RESTORED):
        assert f'value="{action}"' in text


# ---------------------------------------------------------------- dates


def test_dates_of_the_german_page_hold_in_every_language(page: NewsPage) -> None:
    start, end = timezone.now() - timedelta(days=1), timezone.now() + timedelta(days=5)
    publish(page, go_live_at=start, expire_at=end)
    both = {(row_in(page, code).go_live_at, row_in(page, code).expire_at) for code in ("ar", "uk")}
    publish(page, go_live_at=None, expire_at=None)

    assert both == {(start, end)}
    assert row_in(page, "ar").expire_at is None


def test_a_translation_takes_the_dates_when_it_is_published(page: NewsPage) -> None:
    end = timezone.now() + timedelta(days=5)
    publish(page, expire_at=end)

    english = tree.translate(again(page), "en", expire_at=timezone.now() + timedelta(days=1))

    assert english.expire_at == end


def test_a_renewed_page_brings_its_expired_translations_back(page: NewsPage) -> None:
    end = timezone.now() + timedelta(days=5)
    publish(page, expire_at=end)
    with time_machine.travel(end + timedelta(days=1), tick=False):
        scheduling.publish_due(timezone.now())
        expired = live_in(page)
        publish(page, expire_at=timezone.now() + timedelta(days=5))
        scheduling.publish_due(timezone.now())

        assert (expired, live_in(page)) == (set(), {"de", "ar", "uk"})


def test_a_translation_goes_public_on_the_day_of_its_german_page() -> None:
    german = site.page()
    german.go_live_at = timezone.now() + timedelta(days=2)
    german.save_revision().publish()
    site.translated(german, "ar").get_latest_revision().publish()
    before = live_in(german)

    with time_machine.travel(german.go_live_at + timedelta(minutes=1), tick=False):
        scheduling.publish_due(timezone.now())

    assert (before, live_in(german)) == (set(), {"de", "ar"})


# ---------------------------------------------------------------- deleted


def delete_by_code(page: NewsPage) -> None:
    page.delete()


def delete_as_rows(page: NewsPage) -> None:
    Page.objects.filter(pk=page.pk).delete()


def delete_all_rows_at_once(page: NewsPage) -> None:
    Page.objects.filter(translation_key=page.translation_key).delete()


def delete_in_the_admin(page: NewsPage) -> None:
    post("moderator", "wagtailadmin_pages:delete", page.pk)


def delete_with_the_section(page: NewsPage) -> None:
    page.get_parent().delete()


def delete_in_bulk(page: NewsPage) -> None:
    query = f"?id={page.pk}"
    post("superuser", "wagtail_bulk_action", "wagtailcore", "page", "delete", query=query)


def delete_in_bulk_with_translations(page: NewsPage) -> None:
    rows = Page.objects.filter(translation_key=page.translation_key).order_by("-path")
    query = "?" + "&".join(f"id={row.pk}" for row in rows)
    answer = post("superuser", "wagtail_bulk_action", "wagtailcore", "page", "delete", query=query)
    assert answer.status_code == 302


@pytest.mark.parametrize(
    "route",
    [
        delete_by_code,
        delete_as_rows,
        delete_all_rows_at_once,
        delete_in_the_admin,
        delete_with_the_section,
        delete_in_bulk,
        delete_in_bulk_with_translations,
    ],
    ids=lambda route: route.__name__,
)
def test_a_deleted_german_page_leaves_nothing_behind(
    route: Callable[[NewsPage], None], page: NewsPage
) -> None:
    key = page.translation_key
    type_sentence(page, "ar")
    drafts.build(page, site.locale("ar").pk)
    TranslationWish.objects.create(translation_key=key, locale=site.locale("en"))

    route(page)

    assert not Page.objects.filter(translation_key=key).exists()
    for model in (TranslationRecord, TranslationWish, TranslatableObject):
        assert not model.objects.filter(translation_key=key).exists()
    assert not SourceText.objects.filter(pk=key).exists()
    assert not StringTranslation.objects.filter(context__object_id=key).exists()


def type_sentence(page: NewsPage, code: str) -> sentences.Key:
    record = drafts.prepare(page, site.locale(code).pk)
    first = segments.segments_of(page)[0]
    sentences.save(page, record, {(first.place, first.hash): f"Getippt {code}"})
    return first.place, first.hash


def test_a_deleted_translation_is_missing_and_what_was_typed_stays(page: NewsPage) -> None:
    key = type_sentence(page, "ar")
    type_sentence(page, "uk")
    TranslationRecord.objects.filter(pk=record_of(page).pk).update(
        checked_at=timezone.now(), is_needed=True
    )

    row_in(page, "ar").delete()

    record = record_of(page)
    assert (record.made_from, record.checked_at, record.is_needed) == ({}, None, True)
    for code in ("ar", "uk"):
        typed = sentences.typed_for(page.translation_key, site.locale(code).pk)
        assert typed[key].html == f"Getippt {code}"
    assert live_in(page) == {"de", "uk"}


def test_a_deletion_that_was_undone_takes_no_translations_later(page: NewsPage) -> None:
    lifecycle.note_deleted_page(page)

    site.page(title="Eine andere").delete()

    assert live_in(page) == {"de", "ar", "uk"}


# ---------------------------------------------------------------- moved


@pytest.fixture
def elsewhere() -> NewsIndexPage:
    """Return another section, which is public in Arabic but not in Ukrainian."""
    section = NewsIndexPage(title="Anderswo", slug="anderswo")
    tree.add(site.home(), section)
    tree.translate(section, "ar", title="في مكان آخر")
    return NewsIndexPage.objects.get(pk=section.pk)


def move_by_code(page: Page, to: Page) -> None:
    page.move(to, pos="last-child")


def move_in_the_admin(page: Page, to: Page) -> None:
    post("superuser", "wagtailadmin_pages:move_confirm", page.pk, to.pk)


def move_in_bulk(page: Page, to: Page) -> None:
    query = f"?id={page.pk}"
    arguments = ("wagtail_bulk_action", "wagtailcore", "page", "move")
    post("superuser", *arguments, query=query, chooser=to.pk)


@pytest.mark.parametrize(
    "route", [move_by_code, move_in_the_admin, move_in_bulk], ids=lambda route: route.__name__
)
def test_translations_follow_below_the_translation_of_the_new_parent(
    route: Callable[[Page, Page], None], page: NewsPage, elsewhere: NewsIndexPage
) -> None:
    route(page, elsewhere)

    arabic = row_in(page, "ar")
    assert arabic.get_parent().pk == row_in(elsewhere, "ar").pk
    assert arabic.url_path == f"{row_in(elsewhere, 'ar').url_path}{page.slug}/"
    assert live_in(page) == {"de", "ar"}


def test_a_page_without_a_place_in_a_language_comes_back_with_its_parent(
    page: NewsPage, elsewhere: NewsIndexPage
) -> None:
    page.move(elsewhere, pos="last-child")
    before = live_in(page)
    ukrainian_section = site.translated(elsewhere, "uk")
    while_it_is_a_draft = live_in(page)
    ukrainian_section.get_latest_revision().publish()

    assert before == while_it_is_a_draft == {"de", "ar"}
    assert live_in(page) == {"de", "ar", "uk"}
    assert row_in(page, "uk").get_parent().pk == ukrainian_section.pk


def told(client: Any) -> str:
    """Return what the next page of the admin tells somebody."""
    answer = client.get(reverse("wagtailadmin_home"))
    return " ".join(str(message) for message in answer.context["messages"])


def test_whoever_moves_a_page_is_told_beforehand_where_it_goes_off_line(
    page: NewsPage, elsewhere: NewsIndexPage
) -> None:
    arguments = [page.pk, elsewhere.pk]
    question = roles.client_of("superuser").get(
        reverse("wagtailadmin_pages:move_confirm", args=arguments)
    )

    warned = " ".join(str(message) for message in question.context["messages"])
    assert "Ukrainisch" in warned
    assert elsewhere.title in warned
    assert "Arabisch" not in warned


def test_nobody_is_warned_where_every_language_has_a_place(
    page: NewsPage, elsewhere: NewsIndexPage
) -> None:
    site.translated(elsewhere, "uk")

    question = roles.client_of("superuser").get(
        reverse("wagtailadmin_pages:move_confirm", args=[page.pk, elsewhere.pk])
    )

    assert not list(question.context["messages"])


def test_whoever_moves_several_pages_is_told_afterwards_where_they_are_off_line(
    page: NewsPage, elsewhere: NewsIndexPage
) -> None:
    client = roles.client_of("superuser")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])

    client.post(f"{address}?id={page.pk}", {"chooser": elsewhere.pk})

    warned = told(client)
    assert f"„{page.title}“" in warned or f"“{page.title}”" in warned
    assert "Ukrainisch" in warned
    assert "Arabisch" not in warned


def test_publishing_german_gives_no_place_to_what_has_none(
    page: NewsPage, elsewhere: NewsIndexPage
) -> None:
    page.move(elsewhere, pos="last-child")

    publish(page)

    assert live_in(page) == {"de", "ar"}


def test_a_page_that_is_moved_back_is_public_again(
    page: NewsPage, elsewhere: NewsIndexPage
) -> None:
    before = page.get_parent()
    page.move(elsewhere, pos="last-child")

    again(page).move(again(before.specific), pos="last-child")

    assert live_in(page) == {"de", "ar", "uk"}


def test_pages_below_go_and_come_with_the_page_that_was_moved() -> None:
    topic = tree.add(site.home(), TopicPage(title="Wohnen", slug="wohnen"))
    target = tree.add(site.home(), TopicPage(title="Leben", slug="leben"))
    below = tree.add(topic, StandardPage(title="Miete", slug="miete"))
    tree.translate(below, "ar", title="الإيجار")
    tree.translate(below, "uk", title="Оренда").unpublish()

    topic.move(target, pos="last-child")
    before = live_in(topic), live_in(below)
    tree.translate(target, "ar", title="الحياة")

    assert before == ({"de"}, {"de"})
    assert (live_in(topic), live_in(below)) == ({"de", "ar"}, {"de", "ar"})
    assert row_in(below, "ar").url_path.endswith("/leben/wohnen/miete/")


def test_an_address_that_is_taken_in_one_language_is_not_given_twice(
    page: NewsPage, elsewhere: NewsIndexPage
) -> None:
    arabic_section = row_in(elsewhere, "ar")
    own = NewsPage(title="محلي", slug=page.slug, locale=site.locale("ar"))
    arabic_section.add_child(instance=own)

    page.move(elsewhere, pos="last-child")

    slugs = list(arabic_section.get_children().values_list("slug", flat=True))
    assert len(set(slugs)) == len(slugs) == 2


def test_another_order_leaves_translations_where_they_are(page: NewsPage) -> None:
    first = site.page(title="Zuerst", live=True)
    path = row_in(page, "ar").path

    first.move(page, pos="left")

    assert row_in(page, "ar").path == path


# ---------------------------------------------------------------- hidden


@pytest.mark.parametrize("place", ["page", "section"])
def test_a_hidden_german_page_is_hidden_in_every_language(
    place: str, page: NewsPage, client: Any
) -> None:
    arabic = row_in(page, "ar")
    before = client.get(arabic.url).status_code
    hidden = page if place == "page" else page.get_parent()

    PageViewRestriction.objects.create(page=hidden, restriction_type="login")

    assert (before, client.get(arabic.url).status_code) == (200, 302)
    listing = client.get(arabic.get_parent().url)
    assert arabic.url not in listing.content.decode()


def test_a_page_that_is_shown_again_is_shown_in_every_language(page: NewsPage, client: Any) -> None:
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")

    restriction.delete()

    assert client.get(row_in(page, "ar").url).status_code == 200


# ---------------------------------------------------------------- records


def record_expires(topic: Topic) -> None:
    now = timezone.now()
    Topic.objects.filter(pk=topic.pk).update(expire_at=now - timedelta(minutes=1))
    scheduling.publish_due(now)


def record_is_unpublished_in_the_admin(topic: Topic) -> None:
    post("administrator", "wagtailsnippets_core_topic:unpublish", topic.pk)


@pytest.mark.parametrize(
    "route", [record_expires, record_is_unpublished_in_the_admin], ids=lambda route: route.__name__
)
def test_records_are_taken_back_and_come_back_in_every_language(
    route: Callable[[Topic], None], topic: Topic
) -> None:
    route(topic)
    after = live_in(topic)
    publish(topic, expire_at=None)

    assert (after, live_in(topic)) == (set(), {"de", "ar"})
    assert row_in(topic, "ar").label == "الصحة"


def test_dates_of_a_german_record_hold_in_every_language(topic: Topic) -> None:
    end = timezone.now() + timedelta(days=5)

    publish(topic, expire_at=end)

    assert row_in(topic, "ar").expire_at == end


@pytest.mark.parametrize("route", ["code", "rows", "admin", "bulk"])
def test_a_deleted_german_record_leaves_nothing_behind(route: str, topic: Topic) -> None:
    key = topic.translation_key
    bulk = reverse("wagtail_bulk_action", args=["core", "topic", "delete"])
    routes: dict[str, Callable[[], Any]] = {
        "code": topic.delete,
        "rows": Topic.objects.filter(translation_key=key).delete,
        "admin": lambda: post("administrator", "wagtailsnippets_core_topic:delete", topic.pk),
        "bulk": lambda: roles.client_of("administrator").post(f"{bulk}?id={topic.pk}"),
    }

    routes[route]()

    assert not Topic.objects.filter(translation_key=key).exists()
    assert not TranslationRecord.objects.filter(translation_key=key).exists()
    assert not SourceText.objects.filter(pk=key).exists()


# ---------------------------------------------------------------- shown before it is done


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("unpublish", "translation_count"),
        ("delete", "translation_count"),
        ("move_confirm", "translations_to_move_count"),
    ],
)
def test_wagtail_says_that_translations_go_along(
    name: str, count: str, page: NewsPage, elsewhere: NewsIndexPage
) -> None:
    arguments = [page.pk, elsewhere.pk] if name == "move_confirm" else [page.pk]
    url = reverse(f"wagtailadmin_pages:{name}", args=arguments)

    answer = roles.client_of("superuser").get(url)

    assert answer.context_data[count] == 2


# ---------------------------------------------------------------- what it costs


def translate_into_all(german: Any, codes: list[str]) -> None:
    for code in codes:
        if code != "de":
            tree.translate(german, code, title=f"Titel {code}")


def test_publishing_german_costs_the_same_with_one_and_with_eleven_languages() -> None:
    codes = [code for code, _name in LANGUAGES]
    one, eleven = site.page(live=True), site.page(live=True)
    translate_into_all(one, ["uk"])
    translate_into_all(eleven, codes)
    costs = {}
    # The first round only fills what the process remembers.
    for number, german in enumerate((one, one, eleven)):
        row = again(german)
        row.title = f"Das Sprachcafé zieht zum {number}. Mal um"
        revision = row.save_revision()
        started = time.process_time()
        with CaptureQueriesContext(connection) as queries:
            revision.publish()
        costs[german.pk] = len(queries), time.process_time() - started

    assert len(live_in(eleven)) == len(codes) == 12
    assert costs[one.pk][0] == costs[eleven.pk][0]
    assert costs[eleven.pk][1] < 2


def test_taking_back_and_bringing_back_costs_as_much_for_each_language() -> None:
    codes = [code for code, _name in LANGUAGES if code != "de"]
    few, many = site.page(live=True), site.page(live=True)
    translate_into_all(few, codes[:5])
    translate_into_all(many, codes)
    costs = {}
    for german in (few, many):
        with CaptureQueriesContext(connection) as taken:
            again(german).unpublish()
        revision = again(german).save_revision()
        with CaptureQueriesContext(connection) as brought:
            revision.publish()
        costs[german.pk] = len(taken), len(brought)

    for before, after in zip(costs[few.pk], costs[many.pk], strict=True):
        assert (after - before) / (len(codes) - 5) < 150
