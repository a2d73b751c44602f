"""What the kernel adds to Wagtail's admin; registrations only."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from cms.core import moderation, viewsets
from cms.core.page_links import ReaderPageLinkHandler

register_snippet(viewsets.DirectoryGroup)
register_snippet(viewsets.WordsGroup)


@hooks.register("insert_global_admin_css")
def brand() -> SafeString:
    """Return the colours of the site."""
    return format_html('<link rel="stylesheet" href="{}">', static("admin/brand.css"))


@hooks.register("after_edit_page")
@hooks.register("after_edit_snippet")
def explain_refused_approval(request: HttpRequest, record: Any) -> None:
    """Say why “Approve” only saved: who edits last during a review cannot approve."""
    wanted = request.POST.get("workflow-action-name") == "approve"
    if (
        wanted
        and request.POST.get("action-workflow-action")
        and record.workflow_in_progress
        and moderation.is_last_editor(record, request.user)
    ):
        messages.warning(
            request,
            _("Your change is saved. Because you edited the text last, somebody else approves it."),
        )


# After Wagtail's own, whose place it takes.
@hooks.register("register_rich_text_features", order=10)
def lead_links_to_the_readers_language(features: Any) -> None:
    """Make links in running text lead to what the reader can read best."""
    features.register_link_type(ReaderPageLinkHandler)
