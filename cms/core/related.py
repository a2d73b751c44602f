"""“This belongs to it”: the pages that an editor put beside a page."""

from __future__ import annotations

from wagtail.models import Page

from cms.core import content_version, translation
from cms.core.models.pages import RelatedPage


def related_to(page: Page) -> list[translation.TranslatedTitle]:
    """Return the public ones in the editor's order, in the reader's language; remembered."""
    key = ("related pages", page.translation_key, translation.active_code())
    return content_version.remember(key, lambda: _read(page))


def _read(page: Page) -> list[translation.TranslatedTitle]:
    links = RelatedPage.objects.filter(
        page__translation_key=page.translation_key, page__locale_id=translation.source_locale_id()
    )
    targets = [link.target for link in links.select_related("target").order_by("sort_order")]
    titles = translation.titles_with_teasers_of(targets)
    return [titles[each.translation_key] for each in targets if each.translation_key in titles]
