"""What templates look up about other pages and people, remembered between views."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail.models import Page

from cms.core import (
    content_version,
    people,
    publication,
    sharing,
    sheets,
    structured_data,
    translation,
)

register = template.Library()


@dataclass(frozen=True)
class Door:
    """A sentence in the first person, with the page it leads to."""

    label: str
    icon: str
    target: translation.TranslatedTitle


@register.simple_tag
def reachable(person: Any) -> people.ContactCard | None:
    """Return the card of a contact person in the reader's language."""
    return people.contact_card(person.pk) if person else None


@register.simple_tag
def doors(stream: Any) -> list[Door]:
    """Return the doors of a front page that lead to pages the public can open."""
    # The raw data hold the ids of the pages; the blocks would fetch each page to tell them.
    values = [entry["value"] for entry in stream.raw_data] if stream else []
    wanted = tuple(value["page"] for value in values if value.get("page"))
    targets: dict[int, translation.TranslatedTitle] = content_version.remember(
        ("doors", wanted, translation.active_code()), lambda: _targets(wanted)
    )
    return [
        Door(label=value["label"], icon=value["icon"], target=targets[value["page"]])
        for value in values
        if value.get("page") in targets
    ]


@register.simple_tag(takes_context=True)
def share(context: Context) -> sharing.Share:
    """Return the message that passes the page on; its link opens in the recipient's language."""
    page = context["page"]
    return sharing.share_of(page.lines_to_share(context.flatten()), page.facts.pk)


@register.simple_tag(takes_context=True)
def sheet(context: Context) -> sheets.Sheet | None:
    """Return what a page needs on paper, if it was asked for as a sheet."""
    return sheets.sheet_of(context["page"], context["request"].GET.get(sheets.PARAMETER, ""))


@register.simple_tag(takes_context=True)
def for_machines(context: Context) -> SafeString:
    """Return what search engines and messengers read of a page in its own language.

    A page that stands in for a missing translation says nothing: the German one says it.
    """
    page = context.get("page")
    if page is None or page.locale.language_code != context.get("text_language"):
        return SafeString()
    found = page.structured_data(context.flatten())
    parts = [structured_data.publisher()]
    crumbs = context.get("breadcrumbs") or []
    if crumbs:
        parts.append(structured_data.breadcrumb(page, crumbs))
    if found is not None:
        parts.append(found)
    kind = "article" if found and found["@type"] == "NewsArticle" else "website"
    preview = format_html_join(
        "\n    ", '<meta property="{}" content="{}">', structured_data.open_graph(page, kind=kind)
    )
    return SafeString(f"{preview}\n    {structured_data.script(parts)}")


def _targets(page_ids: tuple[int, ...]) -> dict[int, translation.TranslatedTitle]:
    pages = list(publication.published(Page.objects.filter(pk__in=page_ids)))
    titles = translation.titles_of(pages)
    return {
        page.pk: titles[page.translation_key] for page in pages if page.translation_key in titles
    }
