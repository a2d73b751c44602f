"""Links in running text lead to pages in the reader's language, or to what stands in for them."""

from __future__ import annotations

from django.utils.html import escape
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from cms.core import content_version, translation

LONGEST_ID = 9


class ReaderPageLinkHandler(PageLinkHandler):
    """Takes the place of Wagtail's, which asks several times for each link.

    A link to a page that is not public becomes plain text.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        """Return the opening tags of the links; remembered."""
        ids = tuple(_number(attrs.get("id")) for attrs in attrs_list)
        key = ("links in text", ids, translation.active_code())
        urls: dict[int, str] = content_version.remember(key, lambda: _urls(ids))
        return [f'<a href="{escape(urls[pk])}">' if pk in urls else "<a>" for pk in ids]


def _number(text: object) -> int:
    """Return the id of a page; zero, which no page has, for anything else."""
    digits = str(text)
    return int(digits) if digits.isdecimal() and len(digits) <= LONGEST_ID else 0


def _urls(ids: tuple[int, ...]) -> dict[int, str]:
    keys = dict(Page.objects.filter(pk__in=ids).values_list("pk", "translation_key"))
    titles = translation.titles_of(Page.objects.filter(pk__in=keys).only("translation_key"))
    return {pk: titles[key].url for pk, key in keys.items() if key in titles}
