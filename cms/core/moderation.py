"""Who may say yes to what.

Two people see everything before the public does. Moderators and reviewers decide inside the
workflow; going around it is a right of its own (`core.publish_without_review`) that only
administrators have, for the Sunday on which nobody else is there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, PagePermissionTester, Revision, TaskState, WorkflowState
from wagtail.permissions import page_permission_policy

from cms.core.languages import language

Person = AbstractUser | AnonymousUser

PUBLISH_WITHOUT_REVIEW = "core.publish_without_review"

# Names of groups are data that the county sees and the code looks up; German like the county.
EDITORS = "Redaktion"
MODERATORS = "Moderation"
ADMINISTRATORS = "Verwaltung"


def translators(code: str) -> str:
    """Return the name of the group that translates into a language."""
    return f"Übersetzung {_german_name(code)}"


def reviewers(code: str) -> str:
    """Return the name of the group that reads and approves translations into a language."""
    return f"Prüfung {_german_name(code)}"


def _german_name(code: str) -> str:
    known = language(code)
    return known.german_name if known else code


# ---------------------------------------------------------------- people


def may_publish_alone(user: Person) -> bool:
    """Tell whether a person may publish without a second pair of eyes."""
    return bool(user.is_active and user.has_perm(PUBLISH_WITHOUT_REVIEW))


def writes_in(user: Person, locale_id: int) -> bool:
    """Tell whether a person writes in a language: whether she may change a page of it."""
    if not user.is_active:
        return False
    if user.is_superuser:
        return True
    return any(
        granted.page.depth == 1 or granted.page.locale_id == locale_id
        for granted in page_permission_policy.get_cached_permissions_for_user(user)
        if granted.permission.codename in {"add_page", "change_page"}
    )


def is_last_editor(obj: Any, user: Person) -> bool:
    """Tell whether the newest draft of a page or record holds words of this person."""
    revision = obj.latest_revision
    if revision is None:
        return False
    return revision.user_id == user.pk or user.pk in _authors_of(revision)


def _nobody_else(revision: Revision) -> Collection[int]:
    return ()


_authors_of: Callable[[Revision], Collection[int]] = _nobody_else


def provide_authors(provider: Callable[[Revision], Collection[int]]) -> None:
    """Register who knows whose words a revision holds, besides those of whoever saved it."""
    global _authors_of  # noqa: PLW0603 - one registration at start-up
    _authors_of = provider


# ---------------------------------------------------------------- the text under review


def follow_edit(revision: Revision) -> None:
    """Put what was saved during a review before the reviewers, as a case of its own.

    Wagtail would leave the case at the text that was handed in and publish the newest one. Here
    case and text are one: whoever has the old case open cannot approve a text she has not seen,
    and what is published is what the case holds. No mail: the reviewers know of the page.
    """
    with transaction.atomic():
        _follow_edit(revision)


def _follow_edit(revision: Revision) -> None:
    # The row that open_case() locks too: an approval at the same moment is before or after.
    review = (
        WorkflowState.objects.select_for_update()
        .filter(
            status=WorkflowState.STATUS_IN_PROGRESS,
            base_content_type_id=revision.base_content_type_id,
            object_id=revision.object_id,
        )
        .first()
    )
    if review is None:
        return
    case = (
        TaskState.objects.filter(
            pk=review.current_task_state_id, status=TaskState.STATUS_IN_PROGRESS
        )
        .select_related("workflow_state", "task")
        .first()
    )
    if case is None:
        return
    newer = case.task.specific.get_task_state_class()(
        workflow_state=case.workflow_state,
        task=case.task,
        revision=revision,
        status=TaskState.STATUS_IN_PROGRESS,
    )
    newer.save()
    WorkflowState.objects.filter(pk=case.workflow_state_id).update(current_task_state=newer)
    if case.revision_id == revision.pk:
        # Saved over, as autosave does every few seconds: no history worth keeping.
        case.delete()
    else:
        TaskState.objects.filter(pk=case.pk).update(
            status=TaskState.STATUS_CANCELLED,
            finished_at=timezone.now(),
            finished_by=revision.user,
        )


def open_case(case: TaskState) -> TaskState:
    """Return the case that is open now, locked against a second decision.

    Of two people who decide at the same moment the second gets an answer instead of a half
    published page; on PostgreSQL the row lock orders them, on SQLite the write transaction does.
    """
    workflow_state = WorkflowState.objects.select_for_update().get(pk=case.workflow_state_id)
    current = TaskState.objects.filter(pk=workflow_state.current_task_state_id).first()
    if (
        workflow_state.status != WorkflowState.STATUS_IN_PROGRESS
        or current is None
        or current.status != TaskState.STATUS_IN_PROGRESS
    ):
        raise PermissionDenied(_("Somebody else has decided on this meanwhile."))
    return current.specific


def may_be_saved_over(revision: Revision) -> bool:
    """Tell whether autosave may go on in a revision: nobody has decided on its words yet."""
    if revision.approved_go_live_at is not None:
        return False
    decided = (TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED)
    return not TaskState.objects.filter(revision=revision, status__in=decided).exists()


# ---------------------------------------------------------------- pages


class FourEyesPagePermissionTester(PagePermissionTester):  # type: ignore[misc]
    """Wagtail's page permissions, with publishing left to the workflow."""

    def can_publish(self) -> bool:
        """Publishing directly, scheduling and reverting: not without the right to go alone."""
        return bool(super().can_publish()) and may_publish_alone(self.user)

    def can_publish_subpage(self) -> bool:
        """Copying with “publish copies” and adding live pages."""
        return bool(super().can_publish_subpage()) and may_publish_alone(self.user)

    def can_set_view_restrictions(self) -> bool:
        """Hiding a page is urgent and shows nothing unseen, so moderators may.

        Showing a hidden one again, or to more people, is publishing.
        """
        if may_publish_alone(self.user):
            return bool(super().can_publish())
        return bool(super().can_publish()) and not self.page.view_restrictions.exists()

    def can_unschedule(self) -> bool:
        """Taking back a date shows nothing unseen either."""
        return bool(super().can_publish())

    def can_unlock(self) -> bool:
        """Not for those to whom the right to unlock was given so that they can read."""
        return bool(super().can_unlock()) and (self.user_has_lock() or self.can_edit())


def permissions_for(page: Page, user: Person) -> FourEyesPagePermissionTester:
    """Return what this person may do with this page."""
    return FourEyesPagePermissionTester(user, page)
