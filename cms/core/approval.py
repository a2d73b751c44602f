"""What happens when a workflow has ended well.

Wagtail imports this while it loads its own models, so nothing of Wagtail may be imported here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser
    from wagtail.models import WorkflowState


def publish_approved_revision(
    workflow_state: WorkflowState, user: AbstractUser | None = None
) -> None:
    """Publish exactly the text that was approved, not what somebody saved since.

    The task has checked the approver; the permission tester would refuse her, because it keeps
    everybody from publishing around the workflow.
    """
    approved = workflow_state.current_task_state.revision
    approved.publish(user=user, skip_permission_checks=True)
