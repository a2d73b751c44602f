"""The demo: every record is there, honest about its translations, and goes without a trace."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import TextField
from django.utils import timezone, translation
from wagtail.models import Page, Revision

from cms.core import site
from cms.core.models import (
    BasePage,
    ContactPerson,
    EmergencyNumber,
    GlossaryTerm,
    Organisation,
    SiteSettings,
    SynonymGroup,
    Topic,
    Town,
    TranslatableSnippet,
    Venue,
)
from events.models import EventPage, EventSeriesPage, TrainingPage
from home import search
from home.demo_content import files, loading, manifest
from home.demo_content.snippets import TERMS
from home.models import StandardPage
from initiatives.models import InitiativePage, Offer, ProjectPage
from news.models import NewsPage
from newsletter.models import NewsletterIssuePage
from tests.support import demo_world as support
from tests.support.site import locale
from translations.models import TranslationRecord

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

RECORDS: list[tuple[str, type[Any]]] = [
    ("organisations", Organisation),
    ("venues", Venue),
    ("contacts", ContactPerson),
    ("emergency", EmergencyNumber),
    ("glossary", GlossaryTerm),
]
PAGE_FILES = ("pages", "initiatives", "projects", "trainings", "events", "news")


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[support.Demo]:
    with support.kept_for_a_module(django_db_blocker) as loaded:
        yield loaded


def page_models() -> list[type[BasePage]]:
    return [model for model in apps.get_models() if issubclass(model, BasePage)]


def page(record_id: str, code: str = "de") -> Any:
    for model in page_models():
        found = model.objects.filter(demo_id=record_id, locale=locale(code)).first()
        if found is not None:
            return found
    return None


def body_of(client: Any, record_id: str, code: str = "de") -> str:
    response = client.get(page(record_id, code).get_url())
    assert response.status_code == 200
    return response.content.decode()


# ---------------------------------------------------------------- everything is there


@pytest.mark.parametrize(("name", "model"), RECORDS)
def test_each_record_of_a_file_is_loaded(name, model):
    wanted = {record["id"] for record in files.items(name)}

    assert (
        set(model.objects.filter(locale=locale("de")).values_list("demo_id", flat=True)) == wanted
    )


def test_each_word_of_the_vocabularies_is_loaded():
    written = files.read("taxonomies")

    for name, model in TERMS.items():
        wanted = {record.get("id") or record["code"] for record in written[name]}
        for code in ("de", *files.TRANSLATIONS):
            found = set(model.objects.filter(locale=locale(code)).values_list("code", flat=True))
            assert found == wanted, (name, code)
    assert set(Town.objects.values_list("code", flat=True)) == {
        record["id"] for record in written["towns"]
    }


def test_each_synonym_group_is_loaded_with_a_target_that_editors_could_write():
    for group in SynonymGroup.objects.all():
        group.full_clean()

    assert SynonymGroup.objects.count() == len(files.items("synonyms"))


@pytest.mark.parametrize("name", PAGE_FILES)
def test_each_record_that_is_a_page_is_a_live_page(name):
    missing = [
        record["id"]
        for record in files.items(name)
        if (found := page(record["id"])) is None or not found.live
    ]

    assert not missing


def test_each_newsletter_issue_names_its_pages():
    for record in files.read("newsletter")["issues"]:
        issue = NewsletterIssuePage.objects.get(demo_id=record["id"])
        named = [row.target.specific.demo_id for row in issue.related_pages.all()]
        assert named == record["items"]


def test_each_series_is_whole_in_every_language_and_holds_its_events():
    for record in files.read("additions")["series"]:
        series = EventSeriesPage.objects.get(demo_id=record["id"], locale=locale("de"))
        events = EventPage.objects.child_of(series).values_list("demo_id", flat=True)
        assert set(events) == set(record["events"])
        assert series.method.demo_id == record["method"]
        for code in ("de", *files.TRANSLATIONS):
            translated = page(record["id"], code)
            assert translated.live
            assert translated.rhythm_in_words == record["rhythm"][code]
            assert len(translated.body) == len(record["body"]["de"])


def test_a_series_shows_what_was_and_what_comes(client):
    answer = client.get(page("series-exchange", "ar").get_url())

    def urls(rows: list[Any]) -> list[str]:
        return [row.text.url for row in rows]

    assert urls(answer.context["rows"]) == [
        page("event-exchange-next", "ar").get_url(),
        page("event-exchange-after", "ar").get_url(),
    ]
    assert urls(answer.context["past_rows"]) == [page("event-exchange-past", "ar").get_url()]


@pytest.mark.parametrize("code", ["de", "de-simple", "en", "uk", "ar"])
def test_the_calendar_leads_to_the_series(client, code):
    calendar = body_of(client, "events-index", code)

    assert f'href="{page("series-exchange", code).get_url()}"' in calendar


def test_the_rhythm_that_a_series_names_is_that_of_its_dates():
    events = EventPage.objects.child_of(page("series-exchange")).order_by("starts_at")
    starts = [timezone.localtime(event.starts_at) for event in events]

    assert {(start.weekday(), start.hour, start.minute) for start in starts} == {(1, 17, 0)}
    weeks = [(later - earlier).days / 7 for earlier, later in pairwise(starts)]
    assert all(12 <= each <= 15 for each in weeks)


def test_the_parts_of_pages_are_loaded():
    for record in files.items("initiatives"):
        initiative = InitiativePage.objects.get(demo_id=record["id"], locale=locale("de"))
        assert initiative.offers.count() == len(record["offers"])
        times = sum(offer.times.count() for offer in initiative.offers.all())
        assert times == sum(len(offer["schedule"]) for offer in record["offers"])
    for record in files.items("trainings"):
        training = TrainingPage.objects.get(demo_id=record["id"], locale=locale("de"))
        assert training.modules.count() == len(record["modules"])
        assert training.sessions.count() == sum(len(run["sessions"]) for run in record["runs"])
    for record in files.items("projects"):
        project = ProjectPage.objects.get(demo_id=record["id"], locale=locale("de"))
        assert project.key_figures.count() == len(record["key_figures"])
        assert project.interviews.count() == len(record["interviews"])
        assert project.funding.count() == len(record["funders"])
        assert len(project.chapters) == len((record["brochure"] or {}).get("chapters", []))


def test_the_tree_is_sound():
    assert Page.find_problems() == ([], [], [], [], [])


# ---------------------------------------------------------------- languages


def test_a_page_is_in_the_languages_its_record_is_whole_in():
    filled = {"home", "easy-language", "imprint", "privacy", "accessibility"}
    for name in PAGE_FILES:
        for record in files.items(name):
            if record["id"] in filled:
                continue
            found = {code for code in files.TRANSLATIONS if page(record["id"], code)}
            assert found == set(files.languages_of(record)), record["id"]


def test_a_half_translated_news_item_stays_german():
    assert page("news-selfcare", "en") is None
    assert page("news-holiday-hours", "ar").live


def test_each_translation_says_that_nobody_has_checked_it():
    snippets = [model for model in apps.get_models() if issubclass(model, TranslatableSnippet)]
    translated: set[tuple[Any, int]] = set()
    for model in [Page, *snippets]:
        rows = model.objects.exclude(locale=locale("de"))
        rows = rows.filter(depth__gt=1) if model is Page else rows
        translated |= set(rows.values_list("translation_key", "locale_id"))

    records = {(row.translation_key, row.locale_id): row for row in TranslationRecord.objects.all()}

    assert translated == set(records)
    for record in records.values():
        assert record.origin == TranslationRecord.Origin.MACHINE
        assert not record.is_checked
        assert record.reader_group == ""
        assert record.source_revision is not None


def test_translated_pages_hold_text_only():
    arabic = page("event-formcafe", "ar")

    assert arabic.starts_at is None
    assert arabic.kind is None
    assert arabic.facts.starts_at is not None
    assert arabic.slug == page("event-formcafe").slug


def test_blocks_of_one_kind_keep_their_identity_in_every_language():
    german, arabic = page("health"), page("health", "ar")

    assert [block.id for block in german.body] == [block.id for block in arabic.body]


def test_rows_with_text_are_paired_with_the_german_ones():
    german, arabic = page("training-companions"), page("training-companions", "ar")
    keys = {module.translation_key: module.title for module in german.modules.all()}

    assert {module.translation_key for module in arabic.modules.all()} == set(keys)
    assert all(keys[each.translation_key] != each.title for each in arabic.modules.all())


def test_rows_without_a_translation_are_left_to_the_german_page():
    assert page("training-privacy").modules.count() == 1
    assert page("training-privacy", "en").modules.count() == 0
    assert page("project-bruecken", "en").interviews.count() == 0
    assert not Offer.objects.exclude(locale=locale("de")).filter(times__isnull=False).exists()


def test_no_markup_of_the_files_is_left_anywhere():
    left = []
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_concrete_fields:
            kind = field.db_type(connection) or ""
            if isinstance(field, TextField) or "char" in kind or "json" in kind or kind == "text":
                quoted = connection.ops.quote_name
                with connection.cursor() as cursor:
                    cursor.execute(
                        f"SELECT COUNT(*) FROM {quoted(model._meta.db_table)} WHERE "  # noqa: S608
                        f"CAST({quoted(field.column)} AS TEXT) LIKE %s OR "
                        f"CAST({quoted(field.column)} AS TEXT) LIKE %s",
                        ["%[[%:%]]%", "%**%"],
                    )
                    if cursor.fetchone()[0]:
                        left.append(f"{model._meta.label}.{field.name}")

    assert not [name for name in left if not name.startswith(("auth.", "sessions."))]


def test_office_words_and_pages_are_linked_in_the_readers_language(client):
    arabic = body_of(client, "first-steps", "ar")

    assert 'href="/ar/woerter/#jobcenter"' in arabic
    assert f'href="{page("event-formcafe", "ar").get_url()}"' in arabic


# ---------------------------------------------------------------- states


def test_the_cancelled_event_says_so_and_why(client):
    event = EventPage.objects.get(demo_id="event-bike-cancelled", locale=locale("de"))

    assert event.is_cancelled
    assert event.state_reason in body_of(client, "event-bike-cancelled")


def test_the_full_event_has_a_waiting_list_and_its_twin():
    event = EventPage.objects.get(demo_id="event-selfcare-north", locale=locale("de"))

    assert event.is_full
    assert event.has_waiting_list
    assert event.pair.demo_id == "event-selfcare-south"
    assert not event.pair.is_full


def test_the_overdue_initiative_asks_to_call_first(client):
    response = client.get(page("init-garten").get_url())

    assert response.context["is_outdated"] is True
    assert client.get(page("init-tuer-auf").get_url()).context["is_outdated"] is False


@pytest.mark.parametrize("code", ["de", "de-simple", "en", "uk", "ar"])
def test_the_protected_address_is_nowhere(client, code):
    street = Venue.objects.get(demo_id="gemeindehaus-weiden", locale=locale("de")).street
    index = page("initiatives-index", code).get_url()

    assert page("init-frauenkreis").has_protected_address
    assert street not in body_of(client, "init-frauenkreis", code)
    assert street not in client.get(index).content.decode()


def test_the_urgent_news_expires():
    news = NewsPage.objects.get(demo_id="news-holiday-hours", locale=locale("de"))

    assert news.is_urgent
    assert timezone.localtime(news.expire_at).date() == timezone.localdate() + timedelta(days=45)


def test_one_interview_appears_later(client):
    project = ProjectPage.objects.get(demo_id="project-bruecken", locale=locale("de"))
    now, later = project.interviews.order_by("publish_on")
    shown = body_of(client, "project-bruecken")

    assert now.has_appeared
    assert not later.has_appeared
    assert "Heute kenne ich in jedem Ort jemanden" in shown
    assert "Das zu klären hat beide Seiten entlastet" not in shown


def test_dates_are_counted_from_today_on_german_clocks():
    event = EventPage.objects.get(demo_id="event-exchange-next", locale=locale("de"))
    start = timezone.localtime(event.starts_at)

    assert timedelta(days=19) <= start.date() - timezone.localdate() <= timedelta(days=25)
    assert (start.weekday(), start.hour) == (1, 17)


def test_the_monthly_hour_starts_on_a_day_of_its_rhythm():
    event = EventPage.objects.get(demo_id="event-online-hour", locale=locale("de"))
    start = timezone.localtime(event.starts_at)

    assert (event.week_of_month, event.weekdays) == (1, ["thu"])
    assert (start.weekday(), (start.day - 1) // 7) == (3, 0)


# ---------------------------------------------------------------- the site as a whole


def test_the_menu_has_the_ways_of_newcomers_and_volunteers():
    with translation.override("de"):
        menu = site.menu()
        footer = [link.url for link in site.footer_links()]

    def urls(*record_ids: str) -> list[str]:
        return [page(record_id).get_url() for record_id in record_ids]

    assert [link.url for link in menu if link.group == "newcomers"] == urls(
        "first-steps", "find-help", "learn-german", "health", "initiatives-index"
    )
    assert [link.url for link in menu if link.group == "volunteers"] == urls(
        "events-index", "volunteer", "news-index", "projects-index"
    )
    assert urls("about")[0] in footer


def test_the_site_says_that_it_is_a_demo_and_who_makes_it(client):
    chosen = SiteSettings.load()

    assert chosen.is_demo
    assert chosen.site_name == "Talbrücken verbindet"
    assert chosen.publisher.demo_id == "kreis"
    assert chosen.phone_dial == "+496990009101"


@pytest.mark.parametrize(
    ("code", "words", "record_id"),
    [
        ("de", "Kaution", "event-exchange-next"),
        ("uk", "лікаря", "health"),
        ("ar", "الاستمارات", "event-formcafe"),
    ],
)
def test_what_is_loaded_can_be_found(code, words, record_id):
    with translation.override(code):
        urls = [result.url for result in search.find(words)["mine"]]

    assert page(record_id, code).get_url() in urls


# ---------------------------------------------------------------- again, and away


def test_a_second_run_changes_nothing(monkeypatch, capsys):
    before = support.rows(), support.pages()
    revisions = set(Revision.objects.values_list("pk", flat=True))
    monkeypatch.setattr(loading, "today", lambda: date(2099, 1, 1))

    call_command("load_demo")

    assert "nothing has changed" in capsys.readouterr().out
    assert (support.rows(), support.pages()) == before
    assert set(Revision.objects.values_list("pk", flat=True)) == revisions


def test_removing_leaves_the_site_as_it_was(demo):
    call_command("load_demo", "--remove", verbosity=0)

    assert support.rows() == demo.rows_before
    assert support.pages() == demo.pages_before
    assert Page.find_problems() == ([], [], [], [], [])
    assert not SiteSettings.load().is_demo
    assert SiteSettings.load().publisher is None


def test_removing_leaves_what_editors_have_made_and_written():
    own = NewsPage(title="Unser Fest", slug="unser-fest", locale=locale("de"))
    page("news-index").add_child(instance=own)
    imprint = page("imprint")
    imprint.title = "Unser Impressum"
    imprint.save_revision().publish()
    topic = Topic.objects.create(label="Eigenes", code="eigenes", locale=locale("de"))
    chosen = SiteSettings.load()
    chosen.email = "amt@example.org"
    chosen.save()

    loading.remove()

    assert NewsPage.objects.get(pk=own.pk).title == "Unser Fest"
    assert Page.objects.get(pk=imprint.pk).title == "Unser Impressum"
    assert Topic.objects.filter(pk=topic.pk).exists()
    assert SiteSettings.load().email == "amt@example.org"
    assert not manifest.is_loaded()


def test_removing_waits_for_pages_that_people_have_put_below_the_demo():
    below = StandardPage(title="Unsere Seite", slug="unsere-seite", locale=locale("de"))
    page("volunteer").add_child(instance=below)
    before = support.rows()

    with pytest.raises(CommandError, match="Unsere Seite"):
        call_command("load_demo", "--remove")

    assert support.rows() == before


def test_removing_waits_for_pages_that_need_words_of_the_demo():
    start = timezone.now() + timedelta(days=3)
    kind = EventPage.objects.filter(kind__isnull=False).first().kind
    own = EventPage(
        title="Unser Termin", slug="unser-termin", locale=locale("de"), kind=kind, starts_at=start
    )
    page("events-index").add_child(instance=own)
    before = support.rows()

    with pytest.raises(CommandError, match="Unser Termin"):
        call_command("load_demo", "--remove")

    assert support.rows() == before


def test_a_copy_of_a_demo_page_is_its_makers():
    copy = page("about").copy(update_attrs={"title": "Wir", "slug": "wir"}, keep_live=False)

    loading.remove()

    assert StandardPage.objects.filter(pk=copy.pk).exists()
