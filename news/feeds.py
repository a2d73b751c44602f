"""News as an Atom feed, one for each language."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from cms.core import site, translation
from cms.core.templatetags import core_tags
from news import listing


class NewsFeed(Feed):
    """The newest public news of one language; what expired or is not public never stands here."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        served = translation.served_language(translation.active_code())
        if served is None:
            raise Http404
        return served

    def title(self, served: translation.ServedLanguage) -> str:
        return f"{site.site_settings().site_name}: {_('News')}"

    def link(self, served: translation.ServedLanguage) -> str:
        return served.home_url

    def items(self, served: translation.ServedLanguage) -> list[Any]:
        return listing.newest_in_the_active_language(30)

    def item_title(self, item: Any) -> str:
        return core_tags.plain(item.title)

    def item_description(self, item: Any) -> str:
        return core_tags.plain(item.teaser)

    def item_link(self, item: Any) -> str:
        return translation.public_url(locale_id=item.locale_id, url_path=item.url_path) or ""

    def item_guid(self, item: Any) -> str:
        return f"urn:uuid:{item.translation_key}"

    def item_pubdate(self, item: Any) -> datetime:
        return timezone.make_aware(datetime.combine(item.feed_date, time(12)))

    def item_updateddate(self, item: Any) -> datetime:
        return item.last_published_at or self.item_pubdate(item)
