"""What a browser would send from the editor's forms."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html

EMPTY_FORMSET = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0"}

# What the editor's “Approve” button sends.
APPROVE = {
    "action-workflow-action": "1",
    "workflow-action-name": "approve",
    "workflow-action-extra-data": "{}",
}


def edit_url(page: Page) -> str:
    """Return the address of a page's editor."""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def form_of(client: Client, url: str, form_id: str = "page-edit-form") -> dict[str, Any]:
    """Return what the form at an address would send unchanged."""
    html = client.get(url).content.decode()
    return dict(querydict_from_html(html, form_id=form_id).lists())


def without_streams(model: type[Page], data: dict[str, Any]) -> dict[str, Any]:
    """Complete the form for fields that only a script fills in: no blocks."""
    names = [field.name for field in model._meta.get_fields() if isinstance(field, StreamField)]
    return data | {f"{name}-count": "0" for name in names}


def save(client: Client, page: Page, **fields: Any) -> Any:
    """Send a page's editor with these fields changed, and whatever button is named."""
    data = without_streams(type(page), form_of(client, edit_url(page)))
    return client.post(edit_url(page), data | fields)
