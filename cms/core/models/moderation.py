"""The review step: somebody else than the last editor says yes."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState

from cms.core import moderation


class FourEyesTask(AbstractGroupApprovalTask):  # type: ignore[misc]
    """Approval by a group, refused to whoever edited last; see cms.core.moderation."""

    class Meta:
        verbose_name = _("four-eyes approval")
        verbose_name_plural = _("four-eyes approvals")

    def get_actions(self, obj: Any, user: AbstractUser) -> list[tuple[str, Any, bool]]:
        """Offer approval only to those who would not be refused it."""
        actions = super().get_actions(obj, user)
        if moderation.is_last_editor(obj, user):
            return [action for action in actions if action[0] != "approve"]
        return list(actions)

    @transaction.atomic
    def on_action(
        self, task_state: TaskState, user: AbstractUser, action_name: str, **kwargs: Any
    ) -> None:
        """Refuse one's own text and a text that changed meanwhile, whichever door was used."""
        case = moderation.open_case(task_state)
        if not self._may_decide(user):
            raise PermissionDenied(_("Only the reviewers of this step can decide."))
        if action_name == "approve":
            if moderation.is_last_editor(case.workflow_state.content_object, user):
                raise PermissionDenied(_("You edited this last. Somebody else has to approve it."))
            if case.pk != task_state.pk:
                raise PermissionDenied(_("The text was changed meanwhile. Please read it again."))
        super().on_action(case, user, action_name, **kwargs)

    def _may_decide(self, user: AbstractUser) -> bool:
        return user.is_active and (
            user.is_superuser or self.groups.filter(pk__in=user.groups.all()).exists()
        )

    @classmethod
    def get_description(cls) -> str:
        return str(_("A member of the chosen groups approves; nobody approves her own last edit."))
