"""Every way in which text could reach the public unseen, tried by people who may not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.core import moderation
from cms.core.models import ContactPerson, SiteDocument, SiteImage, SiteSettings, Topic, Town
from news.models import NewsIndexPage, NewsPage
from tests.support import admin, files, roles, site

pytestmark = [
    pytest.mark.django_db(transaction=False),
    pytest.mark.usefixtures("world"),
]

OUTSIDERS = ("section_editor", "editor", "moderator", "translator_ar", "reviewer_ar")
CANARY = "Ungelesenes"


@dataclass
class Case:
    """A German page that is live and one that waits, with a person in front of the doors."""

    client: Client
    role: str
    live: NewsPage
    draft: NewsPage
    waiting: NewsPage

    def url(self, name: str, *arguments: Any) -> str:
        return reverse(name, args=arguments)

    def post(self, name: str, *arguments: Any, query: str = "", **data: Any) -> Any:
        address = self.url(name, *arguments) + query
        self.client.get(address)
        return self.client.post(address, data)


@pytest.fixture
def case(request: pytest.FixtureRequest) -> Case:
    return case_for(request.param, roles.person(request.param))


def case_for(role: str, person: Any) -> Case:
    live = site.page(title="Gelesen", slug="gelesen", live=True)
    draft = site.page(title=CANARY, slug="entwurf", author=person)
    waiting = site.page(title=CANARY, slug="wartet", author=person)
    site.hand_in(waiting, author=person)
    return Case(roles.client_of(role), role, live, draft, waiting)


def public_state() -> dict[str, Any]:
    """Return what the public sees, and where."""
    return {
        "pages": set(
            Page.objects.filter(live=True).values_list(
                "pk", "title", "url_path", "live_revision_id", "alias_of_id", "expire_at"
            )
        ),
        "hidden": PageViewRestriction.objects.count(),
        "records": set(Topic.objects.filter(live=True).values_list("pk", "label")),
    }


def form(page: Page, **fields: Any) -> dict[str, Any]:
    data = {
        "title": page.title,
        "slug": page.slug,
        "date": str(getattr(page, "date", "")),
        "body-count": "0",
        **{f"related_pages-{name}": value for name, value in admin.EMPTY_FORMSET.items()},
        **fields,
    }
    return {name: value for name, value in data.items() if value is not None}


# ---------------------------------------------------------------- pages: going live


def publish_in_the_editor(case: Case) -> None:
    case.client.get(admin.edit_url(case.draft))
    data = form(case.draft, **{"action-publish": "1"})
    case.client.post(admin.edit_url(case.draft), data)


def publish_a_change_of_a_live_page(case: Case) -> None:
    data = form(case.live, title=CANARY, **{"action-publish": "1"})
    case.client.post(admin.edit_url(case.live), data)


def schedule(case: Case) -> None:
    tomorrow = (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    data = form(case.draft, go_live_at=tomorrow, **{"action-publish": "1"})
    case.client.post(admin.edit_url(case.draft), data)
    assert case.draft.scheduled_revision is None


def publish_while_creating(case: Case) -> None:
    parent = site.place_of(NewsPage)
    data = form(NewsPage(title=CANARY, slug="neu"), **{"action-publish": "1"})
    case.post("wagtailadmin_pages:add", "news", "newspage", parent.pk, **data)


def approve_in_the_editor(case: Case) -> None:
    data = form(
        case.waiting,
        **{
            "action-workflow-action": "1",
            "workflow-action-name": "approve",
            "workflow-action-extra-data": "{}",
        },
    )
    case.client.post(admin.edit_url(case.waiting), data)


def approve_from_the_dashboard(case: Case) -> None:
    task_state = case.waiting.current_workflow_state.current_task_state
    case.post(
        "wagtailadmin_pages:workflow_action", case.waiting.pk, "approve", task_state.pk, comment=""
    )


def approve_under_the_name_of_another_page(case: Case) -> None:
    task_state = case.waiting.current_workflow_state.current_task_state
    foreign = site.page(title="Fremd", author=roles.person("superuser"))
    site.hand_in(foreign, author=roles.person("superuser"))
    case.post(
        "wagtailadmin_pages:workflow_action", foreign.pk, "approve", task_state.pk, comment=""
    )


def collect_data_for_an_approval(case: Case) -> None:
    task_state = case.waiting.current_workflow_state.current_task_state
    case.post(
        "wagtailadmin_pages:collect_workflow_action_data",
        case.waiting.pk,
        "approve",
        task_state.pk,
        comment="",
    )


def publish_in_bulk(case: Case) -> None:
    for page in (case.draft, case.waiting):
        case.post("wagtail_bulk_action", "wagtailcore", "page", "publish", query=f"?id={page.pk}")


def publish_a_section_with_everything_below(case: Case) -> None:
    section = site.place_of(NewsPage)
    case.post(
        "wagtail_bulk_action",
        "wagtailcore",
        "page",
        "publish",
        query=f"?id={section.pk}",
        include_descendants="on",
    )


def copy_with_its_publication(case: Case) -> None:
    data = {"new_title": CANARY, "new_slug": "kopie", "publish_copies": "on"}
    parent = str(site.place_of(NewsPage).pk)
    case.post("wagtailadmin_pages:copy", case.live.pk, new_parent_page=parent, **data)


def copy_as_an_alias(case: Case) -> None:
    data = {"new_title": CANARY, "new_slug": "zwilling", "alias": "on"}
    parent = str(site.place_of(NewsPage).pk)
    case.post("wagtailadmin_pages:copy", case.live.pk, new_parent_page=parent, **data)


def publish_an_old_revision(case: Case) -> None:
    case.live.title = CANARY
    old = case.live.save_revision(user=roles.person(case.role))
    case.live.title = "Gelesen"
    case.live.save_revision(user=roles.person("superuser"))
    url = case.url("wagtailadmin_pages:revisions_revert", case.live.pk, old.pk)
    case.client.get(url)
    data = form(case.live, title=CANARY, revision=old.pk, **{"action-publish": "1"})
    case.client.post(url, data)
    case.client.post(admin.edit_url(case.live), data)


GOING_LIVE = (
    publish_in_the_editor,
    publish_a_change_of_a_live_page,
    schedule,
    publish_while_creating,
    approve_in_the_editor,
    approve_from_the_dashboard,
    approve_under_the_name_of_another_page,
    collect_data_for_an_approval,
    publish_in_bulk,
    publish_a_section_with_everything_below,
    copy_with_its_publication,
    copy_as_an_alias,
    publish_an_old_revision,
)


@pytest.mark.parametrize("case", OUTSIDERS, indirect=True)
@pytest.mark.parametrize("door", GOING_LIVE, ids=lambda door: door.__name__)
def test_nothing_goes_live_through(
    door: Callable[[Case], None], case: Case, django_capture_on_commit_callbacks: Any
) -> None:
    before = public_state()

    with django_capture_on_commit_callbacks(execute=True):
        door(case)

    assert public_state() == before


DECISIONS = {
    approve_in_the_editor,
    approve_from_the_dashboard,
    approve_under_the_name_of_another_page,
}


@pytest.mark.parametrize(
    "door",
    [door for door in GOING_LIVE if door not in {schedule, collect_data_for_an_approval}],
    ids=lambda door: door.__name__,
)
def test_door_is_where_we_looked_for_it(
    door: Callable[[Case], None], django_capture_on_commit_callbacks: Any
) -> None:
    role = "moderator" if door in DECISIONS else "administrator"
    case = case_for(role, roles.person("editor"))
    before = public_state()

    with django_capture_on_commit_callbacks(execute=True):
        door(case)

    assert public_state() != before


# ---------------------------------------------------------------- pages: what is live


def unpublish(case: Case) -> None:
    case.post("wagtailadmin_pages:unpublish", case.live.pk)


def unpublish_in_bulk(case: Case) -> None:
    query = f"?id={case.live.pk}"
    case.post("wagtail_bulk_action", "wagtailcore", "page", "unpublish", query=query)


def delete(case: Case) -> None:
    case.post("wagtailadmin_pages:delete", case.live.pk)


def delete_in_bulk(case: Case) -> None:
    query = f"?id={case.live.pk}"
    case.post("wagtail_bulk_action", "wagtailcore", "page", "delete", query=query)


def other_section() -> NewsIndexPage:
    section = NewsIndexPage(title="Anderswo", slug="anderswo", locale=site.locale("de"))
    section.live = False
    site.home().add_child(instance=section)
    return section


def move(case: Case) -> None:
    case.post("wagtailadmin_pages:move_confirm", case.live.pk, other_section().pk)


def move_in_bulk(case: Case) -> None:
    case.post(
        "wagtail_bulk_action",
        "wagtailcore",
        "page",
        "move",
        query=f"?id={case.live.pk}",
        chooser=other_section().pk,
    )


def hide(case: Case) -> None:
    case.post("wagtailadmin_pages:set_privacy", case.live.pk, restriction_type="login")


LIVE_PAGES = (
    unpublish,
    unpublish_in_bulk,
    delete,
    delete_in_bulk,
    move,
    move_in_bulk,
    hide,
)


@pytest.mark.parametrize("case", [role for role in OUTSIDERS if role != "moderator"], indirect=True)
@pytest.mark.parametrize("door", LIVE_PAGES, ids=lambda door: door.__name__)
def test_live_page_stays_as_it_is_at(door: Callable[[Case], None], case: Case) -> None:
    before = public_state()

    door(case)

    assert public_state() == before


@pytest.mark.parametrize("case", ["moderator"], indirect=True)
@pytest.mark.parametrize("door", LIVE_PAGES, ids=lambda door: door.__name__)
def test_moderator_takes_a_page_away_or_elsewhere(door: Callable[[Case], None], case: Case) -> None:
    before = public_state()

    door(case)

    assert public_state() != before


@pytest.mark.parametrize("case", ["translator_ar", "reviewer_ar"], indirect=True)
def test_german_page_is_read_only_for_other_languages(case: Case) -> None:
    live, draft = case.live, case.draft
    live.locked = True
    live.save()

    case.client.post(admin.edit_url(draft), form(draft, title="Übermalt"))
    case.post("wagtailadmin_pages:unlock", live.pk)
    case.post("wagtailadmin_pages:lock", draft.pk)

    assert Page.objects.get(pk=live.pk).locked
    assert not Page.objects.get(pk=draft.pk).locked
    assert draft.get_latest_revision_as_object().title == CANARY


@pytest.mark.parametrize("case", ["section_editor", "editor"], indirect=True)
def test_editor_cannot_change_what_is_under_review(case: Case) -> None:
    case.client.post(admin.edit_url(case.waiting), form(case.waiting, title="Nachgeschoben"))

    assert case.waiting.get_latest_revision_as_object().title == CANARY


@pytest.mark.parametrize("case", ["section_editor"], indirect=True)
def test_section_editor_writes_in_her_section_only(case: Case) -> None:
    home = site.home()

    case.client.post(admin.edit_url(home), {"title": CANARY, "slug": "de"})
    case.post("wagtailadmin_pages:add", "home", "standardpage", home.pk, title=CANARY)

    assert home.get_latest_revision_as_object().title != CANARY
    assert not Page.objects.child_of(home).filter(title=CANARY).exists()


# ---------------------------------------------------------------- records


@pytest.fixture
def topic() -> Topic:
    topic = Topic.objects.create(code="health", label="Gesundheit", locale=site.locale("de"))
    topic.save_revision().publish()
    return topic


def record_url(view: str, *arguments: Any) -> str:
    return reverse(f"wagtailsnippets_core_topic:{view}", args=arguments)


TOPIC_FORM = {"label": CANARY, "code": "health", "icon": "", "sort_order": "1"}


def publish_a_record(client: Client, topic: Topic) -> None:
    client.post(record_url("edit", topic.pk), TOPIC_FORM | {"action-publish": "1"})


def publish_a_new_record(client: Client, topic: Topic) -> None:
    data = TOPIC_FORM | {"code": "neu", "action-publish": "1"}
    client.post(record_url("add"), data)


def publish_an_old_record(client: Client, topic: Topic) -> None:
    topic.label = CANARY
    revision = topic.save_revision()
    url = record_url("revisions_revert", topic.pk, revision.pk)
    client.post(url, TOPIC_FORM | {"action-publish": "1"})


def unpublish_a_record(client: Client, topic: Topic) -> None:
    client.post(record_url("unpublish", topic.pk))


def delete_a_record(client: Client, topic: Topic) -> None:
    client.post(record_url("delete", topic.pk))


def delete_records_in_bulk(client: Client, topic: Topic) -> None:
    url = reverse("wagtail_bulk_action", args=["core", "topic", "delete"])
    client.post(f"{url}?id={topic.pk}")


RECORD_DOORS = (
    publish_a_record,
    publish_a_new_record,
    publish_an_old_record,
    unpublish_a_record,
    delete_a_record,
    delete_records_in_bulk,
)


@pytest.mark.parametrize("role", OUTSIDERS)
@pytest.mark.parametrize("door", RECORD_DOORS, ids=lambda door: door.__name__)
def test_published_record_stays_as_it_is_at(
    door: Callable[[Client, Topic], None], role: str, topic: Topic
) -> None:
    before = public_state()

    door(roles.client_of(role), topic)

    assert public_state() == before


@pytest.mark.parametrize("door", RECORD_DOORS, ids=lambda door: door.__name__)
def test_record_door_is_where_we_looked_for_it(
    door: Callable[[Client, Topic], None], topic: Topic
) -> None:
    before = public_state()

    door(roles.client_of("administrator"), topic)

    assert public_state() != before


@pytest.mark.parametrize("role", ["editor", "moderator"])
def test_nobody_approves_her_own_record(role: str, topic: Topic) -> None:
    person = roles.person(role)
    topic.label = CANARY
    topic.save_revision(user=person)
    state = topic.get_workflow().start(topic, person)
    case = state.current_task_state

    url = record_url("workflow_action", topic.pk, "approve", case.pk)
    roles.client_of(role).post(url, {"comment": ""})

    assert Topic.objects.get(pk=topic.pk).label == "Gesundheit"


def test_moderator_approves_a_record_of_somebody_else(topic: Topic) -> None:
    editor = roles.person("editor")
    topic.label = "Gesund werden"
    topic.save_revision(user=editor)
    case = topic.get_workflow().start(topic, editor).current_task_state

    url = record_url("workflow_action", topic.pk, "approve", case.pk)
    roles.client_of("moderator").post(url, {"comment": ""})

    assert Topic.objects.get(pk=topic.pk).label == "Gesund werden"


@pytest.mark.parametrize("role", ["translator_ar", "reviewer_ar"])
@pytest.mark.parametrize(
    "view",
    ["edit", "delete", "history", "usage", "unpublish", "lock", "unlock", "preview_on_edit"],
)
def test_german_record_is_closed_to_other_languages(view: str, role: str, topic: Topic) -> None:
    client = roles.client_of(role)
    url = record_url(view, topic.pk)

    answers = [client.get(url), client.post(url, TOPIC_FORM)]

    assert {answer.status_code for answer in answers} <= {302, 403}
    assert not Topic.objects.get(pk=topic.pk).has_unpublished_changes


def arabic_draft(topic: Topic, code: str = "ar") -> Topic:
    draft = topic.copy_for_translation(site.locale(code))
    draft.live = False
    draft.save()
    draft.save_revision()
    return Topic.objects.get(pk=draft.pk)


def typed_in_the_ordinary_editor(client: Client, row: Any) -> list[Any]:
    """Open the ordinary editor, then try each of its buttons."""
    if isinstance(row, Topic):
        url, data = record_url("edit", row.pk), TOPIC_FORM
    else:
        url, data = admin.edit_url(row), form(row, title=CANARY)
    buttons: tuple[dict[str, str], ...] = (
        {},
        {"action-submit": "1"},
        {"action-publish": "1"},
        admin.APPROVE,
    )
    return [client.get(url), *(client.post(url, data | button) for button in buttons)]


@pytest.mark.parametrize("role", ["translator_ar", "reviewer_ar"])
def test_ordinary_editor_leads_translators_to_the_sentences(role: str, topic: Topic) -> None:
    page = site.translated(site.page(title="Gelesen", slug="gelesen", live=True), "ar")
    client = roles.client_of(role)

    for row in (page, arabic_draft(topic)):
        sentences = reverse("translations_edit", args=[row.translation_key, "ar"])
        newest, before = row.latest_revision_id, public_state()

        answers = typed_in_the_ordinary_editor(client, row)

        assert {(each.status_code, each["Location"]) for each in answers} == {(302, sentences)}
        row.refresh_from_db()
        assert row.latest_revision_id == newest
        assert row.current_workflow_state is None
        assert public_state() == before


def test_ordinary_editor_is_open_for_leichte_sprache_and_to_whoever_may_publish_alone(
    topic: Topic,
) -> None:
    author = roles.person(roles.PLAIN)
    author.groups.add(Group.objects.get(name=moderation.translators("de-simple")))
    easy, arabic = arabic_draft(topic, "de-simple"), arabic_draft(topic)

    for role, row in ((roles.PLAIN, easy), ("administrator", arabic)):
        client = roles.client_of(role)
        opened = client.get(record_url("edit", row.pk))
        client.post(record_url("edit", row.pk), TOPIC_FORM | {"label": "Gesund sein"})

        assert opened.status_code == 200
        assert Topic.objects.get(pk=row.pk).get_latest_revision_as_object().label == "Gesund sein"


@pytest.mark.parametrize("role", ["editor", "translator_ar"])
def test_record_without_draft_is_the_moderators_to_change(role: str) -> None:
    town = Town.objects.create(name="Talbach", code="talbach")
    url = reverse("wagtailsnippets_core_town:edit", args=[town.pk])

    roles.client_of(role).post(url, {"name": CANARY, "code": "talbach"})

    assert Town.objects.get(pk=town.pk).name == "Talbach"


# ---------------------------------------------------------------- files


def picture_on_a_live_page(owner: Any) -> SiteImage:
    upload = SimpleUploadedFile("bild.png", files.picture("PNG"), "image/png")
    image = SiteImage.objects.create(
        title="Bild", file=upload, description="Ein Tisch", uploaded_by_user=owner
    )
    site.page(title="Mit Bild", image=image, live=True)
    return image


@pytest.mark.parametrize("role", ["editor", "moderator"])
def test_picture_on_a_live_page_is_not_replaced(
    role: str, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        image = picture_on_a_live_page(roles.person(role))
    old_name = image.file.name
    upload = SimpleUploadedFile("anderes.png", files.picture("PNG"), "image/png")
    url = reverse("wagtailimages:edit", args=[image.pk])

    data = {"title": "Bild", "description": "Ein Tisch", "file": upload, "collection": "1"}
    data |= {"licence": "own", "people": "nobody"}
    response = roles.client_of(role).post(url, data)

    assert SiteImage.objects.get(pk=image.pk).file.name == old_name
    assert response.context["form"].errors.keys() == {"file"}


def test_file_that_no_live_page_uses_may_be_replaced() -> None:
    editor = roles.person("editor")
    upload = SimpleUploadedFile("alt.pdf", files.pdf())
    document = SiteDocument.objects.create(title="Plan", file=upload, uploaded_by_user=editor)
    old_name = document.file.name
    url = reverse("wagtaildocs:edit", args=[document.pk])

    data = {"title": "Plan", "file": SimpleUploadedFile("neu.pdf", files.pdf()), "collection": "1"}
    roles.client_of("editor").post(url, data)

    assert SiteDocument.objects.get(pk=document.pk).file.name != old_name


# ---------------------------------------------------------------- the house itself


@pytest.mark.parametrize("role", [*OUTSIDERS, "anonymous"])
def test_settings_are_the_administrators(role: str) -> None:
    chosen = SiteSettings.load()
    url = reverse("wagtailsettings:edit", args=["core", "sitesettings", chosen.pk])

    roles.client_of(role).post(url, {"site_name": CANARY})

    assert SiteSettings.objects.get(pk=chosen.pk).site_name != CANARY


@pytest.mark.parametrize("role", [*OUTSIDERS, "administrator"])
@pytest.mark.parametrize("address", ["wagtailusers_users:index", "wagtailusers_groups:index"])
def test_people_and_groups_are_the_superusers(address: str, role: str) -> None:
    answer = roles.client_of(role).get(reverse(address))

    assert answer.status_code == 302


def test_editor_finds_the_contact_form_of_the_directory() -> None:
    answer = roles.client_of("editor").get(
        reverse(ContactPerson.snippet_viewset.get_url_name("add"))
    )

    assert answer.status_code == 200
