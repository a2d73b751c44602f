"""Two people at the same moment: nobody is turned away, and the public sees what was approved.

One begins in the middle of what the other does, at a point that is named, and goes as far as she
can. Each test is told to the letter what comes of both; chance decides nothing.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection, connections, transaction
from django.db.models.signals import post_save, pre_save
from django.dispatch import Signal
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Revision, TaskState, WorkflowState
from wagtail.signals import page_published

from news.models import NewsPage
from tests.support import admin, roles, site

pytestmark = pytest.mark.usefixtures("own_site")

PATIENCE = 30  # seconds; PostgreSQL itself finds a deadlock after one

OLD = "Der Text von früher"
READ = "Der Text, den die Moderation gelesen hat"
UNREAD = "Der Text, den noch niemand gelesen hat"

Step = Callable[[], Any]


# ---------------------------------------------------------------- two people


class OtherPerson(threading.Thread):
    """Somebody who does one thing, on a connection of her own, and whom others may hold up."""

    def __init__(self, step: Step) -> None:
        super().__init__(daemon=True)
        self._step = step
        self._backend = 0
        self.outcome: Any = None

    def run(self) -> None:
        try:
            connection.ensure_connection()
            if connection.vendor == "postgresql":
                self._backend = connection.connection.info.backend_pid
            self.outcome = outcome_of(self._step)
        finally:
            connections.close_all()

    def go_as_far_as_possible(self) -> None:
        """Return when she has finished, or waits for a lock that another transaction holds."""
        self.start()
        if connection.vendor != "postgresql":
            # SQLite does not say who waits. There is one lock for writing, and the caller has it.
            self.join(timeout=0.5)
            return
        deadline = time.monotonic() + PATIENCE
        while self.is_alive() and not self._waits():
            assert time.monotonic() < deadline, "neither finished nor waiting"
            time.sleep(0.02)

    def _waits(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [self._backend])
            return bool(cursor.fetchone()[0])


def outcome_of(step: Step) -> Any:
    """Return what a step came to; that it was refused is an outcome too."""
    try:
        return step()
    except (OperationalError, PermissionDenied) as error:
        return error


def in_the_middle(
    first: Step, second: Step, *, when: Signal, sender: Any, if_: Callable[[Any], bool] = bool
) -> tuple[Any, Any]:
    """Let a second person begin at a certain point of the first one's transaction.

    Returns what came of both.
    """
    other = OtherPerson(second)
    myself = threading.current_thread()

    def begin(instance: Any, **kwargs: Any) -> None:
        if threading.current_thread() is myself and other.ident is None and if_(instance):
            other.go_as_far_as_possible()

    when.connect(begin, sender=sender, weak=False)
    try:
        outcome = outcome_of(first)
    finally:
        when.disconnect(begin, sender=sender)
    assert other.ident is not None, "the first never came to where the second begins"
    other.join(timeout=PATIENCE)
    assert not other.is_alive(), "the second waits for ever"
    return outcome, other.outcome


def sending(client: Client, url: str, data: dict[str, Any] | None = None) -> Step:
    """Return the step that sends a form; it comes to the status of the answer."""
    return lambda: client.post(url, data or {}).status_code


# ---------------------------------------------------------------- several pages


def saving_each(*pages: Page) -> Step:
    @transaction.atomic
    def step() -> None:
        for page in pages:
            page.save()

    return step


def publishing(name: str, *pages: Page) -> Step:
    chosen = "&".join(f"id={page.pk}" for page in pages)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return sending(roles.client_of("superuser", name), f"{url}?{chosen}&next=/admin/")


def deleting(name: str, page: Page) -> Step:
    url = reverse("wagtailadmin_pages:delete", args=[page.pk])
    return sending(roles.client_of("superuser", name), url)


def how_many_are_public(*pages: Page) -> int:
    return NewsPage.objects.live().filter(pk__in=[page.pk for page in pages]).count()


def test_two_programs_that_save_some_of_the_same_pages_wait_for_each_other() -> None:
    one, both, other = (site.page(live=True) for _each in range(3))

    outcomes = in_the_middle(
        saving_each(one, both), saving_each(both, other), when=post_save, sender=NewsPage
    )

    assert outcomes == (None, None)


def test_a_program_may_delete_a_page_while_another_saves_it_with_others() -> None:
    one, both = site.page(live=True), site.page()
    doomed = NewsPage.objects.get(pk=both.pk)

    outcomes = in_the_middle(
        saving_each(one, both),
        transaction.atomic(lambda: doomed.delete() and None),
        when=post_save,
        sender=NewsPage,
    )

    assert outcomes == (None, None)
    assert not NewsPage.objects.filter(pk=both.pk).exists()


def test_two_people_who_publish_some_of_the_same_pages_both_succeed() -> None:
    one, both, other = (site.page() for _each in range(3))

    outcomes = in_the_middle(
        publishing("Frau Chefin", one, both),
        publishing("Herr Vertreter", both, other),
        when=page_published,
        sender=NewsPage,
    )

    assert outcomes == (302, 302)
    assert how_many_are_public(one, both, other) == 3


def test_a_page_can_be_deleted_while_somebody_else_publishes_it_with_others() -> None:
    one, both = site.page(), site.page()

    outcomes = in_the_middle(
        publishing("Frau Chefin", one, both),
        deleting("Herr Vertreter", both),
        when=page_published,
        sender=NewsPage,
    )

    assert outcomes == (302, 302)
    assert how_many_are_public(one, both) == 1


# ---------------------------------------------------------------- approval and save


def handed_in(*, is_public: bool) -> NewsPage:
    """Return a page under review whose newest words are those of the first reviewer."""
    editor = roles.person("editor")
    page: NewsPage = site.page(title=OLD, author=editor, live=is_public)
    site.hand_in(page, author=editor)
    page.title = READ
    page.save_revision(user=first_reviewer())
    return page


def first_reviewer() -> Any:
    return roles.person("moderator", "Frau Erste")


def second_reviewer() -> Any:
    return roles.person("moderator", "Herr Zweiter")


def case_of(page: Page) -> TaskState:
    found: TaskState = review_of(page).current_task_state
    return found


def review_of(page: Page) -> WorkflowState:
    return WorkflowState.objects.for_instance(page).get()


def saving(page: Page, *, is_autosave: bool = False) -> Step:
    """Return the step of the first reviewer, who has the page open and goes on mending it."""
    client = roles.client_of("moderator", first_reviewer().username)
    form = admin.without_streams(NewsPage, admin.form_of(client, admin.edit_url(page)))
    if is_autosave:
        form["overwrite_revision_id"] = str(page.latest_revision_id)
    return sending(client, admin.edit_url(page), form | {"title": UNREAD})


def approving(page: Page) -> Step:
    """Return the step of the second reviewer, who has read the text and approves it."""
    client = roles.client_of("moderator", second_reviewer().username)
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", case_of(page).pk])
    return sending(client, url)


def saving_by_program(page: Page) -> Step:
    mended = NewsPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    mended.title = UNREAD
    return transaction.atomic(lambda: mended.save_revision(user=first_reviewer()) and None)


def approving_by_program(page: Page) -> Step:
    case, user = case_of(page), second_reviewer()
    return lambda: case.task.specific.on_action(case, user, "approve")


def is_approved(case: TaskState) -> bool:
    return bool(case.status == TaskState.STATUS_APPROVED)


def assert_what_was_read_is_public(page: Page) -> None:
    found = NewsPage.objects.get(pk=page.pk)
    assert (found.live, found.title) == (True, READ)
    assert found.live_revision.as_object().title == READ
    assert found.has_unpublished_changes
    assert found.get_latest_revision_as_object().title == UNREAD
    assert review_of(page).status == WorkflowState.STATUS_APPROVED
    assert is_approved(case_of(page))
    assert case_of(page).revision_id == found.live_revision_id


def assert_nothing_new_is_public(page: Page, *, is_public: bool) -> None:
    found = NewsPage.objects.get(pk=page.pk)
    assert found.live is is_public
    assert found.title == OLD or not is_public
    assert case_of(page).status == TaskState.STATUS_IN_PROGRESS
    assert case_of(page).revision.as_object().title == UNREAD
    cases = review_of(page).task_states.all()
    assert not [case for case in cases if is_approved(case)]


MOMENTS = pytest.mark.parametrize(
    ("when", "sender", "if_"),
    [(pre_save, TaskState, is_approved), (page_published, NewsPage, bool)],
    ids=["before it is recorded", "after publishing"],
)
PUBLIC_OR_NOT = pytest.mark.parametrize("is_public", [False, True], ids=["new", "public"])
BY_HAND_OR_NOT = pytest.mark.parametrize("is_autosave", [False, True], ids=["save", "autosave"])


@MOMENTS
@PUBLIC_OR_NOT
def test_what_a_program_saves_during_an_approval_is_not_published(
    is_public: bool, when: Signal, sender: Any, if_: Callable[[Any], bool]
) -> None:
    page = handed_in(is_public=is_public)

    outcomes = in_the_middle(
        approving_by_program(page), saving_by_program(page), when=when, sender=sender, if_=if_
    )

    assert outcomes == (None, None)
    assert_what_was_read_is_public(page)


@PUBLIC_OR_NOT
def test_an_approval_by_a_program_that_comes_during_a_save_is_refused(is_public: bool) -> None:
    page = handed_in(is_public=is_public)

    saved, approved = in_the_middle(
        saving_by_program(page), approving_by_program(page), when=post_save, sender=Revision
    )

    assert saved is None
    assert isinstance(approved, PermissionDenied)
    assert_nothing_new_is_public(page, is_public=is_public)


@MOMENTS
@PUBLIC_OR_NOT
@BY_HAND_OR_NOT
def test_what_somebody_saves_during_an_approval_is_not_published(
    is_autosave: bool,
    is_public: bool,
    when: Signal,
    sender: Any,
    if_: Callable[[Any], bool],
) -> None:
    page = handed_in(is_public=is_public)

    outcomes = in_the_middle(
        approving(page),
        saving(page, is_autosave=is_autosave),
        when=when,
        sender=sender,
        if_=if_,
    )

    assert outcomes == (302, 302)
    assert_what_was_read_is_public(page)


@PUBLIC_OR_NOT
@BY_HAND_OR_NOT
def test_an_approval_that_comes_during_a_save_is_refused(
    is_autosave: bool, is_public: bool
) -> None:
    page = handed_in(is_public=is_public)

    saved, approved = in_the_middle(
        saving(page, is_autosave=is_autosave), approving(page), when=post_save, sender=Revision
    )

    assert saved == 302
    # An autosave leaves nothing behind of the case that she has open.
    assert approved in {302, 404}
    assert_nothing_new_is_public(page, is_public=is_public)
