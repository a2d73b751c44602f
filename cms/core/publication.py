"""What the public may see: live, not expired, not behind a privacy setting."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet

from cms.core import content_version


def unexpired() -> Q:
    """Match what has not expired, even if the clearing job has not come round yet."""
    return Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now())


def restricted_paths() -> tuple[str, ...]:
    """Return the tree paths below which nothing is public."""
    return content_version.remember("restricted paths", _read_restricted_paths)


def _read_restricted_paths() -> tuple[str, ...]:
    """Collect the pages with a privacy setting and the translations of the German ones."""
    from cms.core import translation

    restricted = PageViewRestriction.objects.order_by("pk")
    paths = set(restricted.values_list("page__path", flat=True))
    if paths:
        german = restricted.filter(page__locale_id=translation.source_locale_id())
        keys = list(german.values_list("page__translation_key", flat=True))
        paths.update(Page.objects.filter(translation_key__in=keys).values_list("path", flat=True))
    return tuple(sorted(paths))


def unrestricted() -> Q:
    """Match pages that no privacy setting on them or above them hides."""
    condition = Q()
    for path in restricted_paths():
        condition &= ~Q(path__startswith=path)
    return condition


def published(pages: PageQuerySet) -> PageQuerySet:
    """Narrow a query set of pages to what an anonymous reader may see now.

    A translation is public only as long as its German page is: when that one expires or is
    taken back, none of its languages may go on telling the old story.
    """
    from cms.core import translation

    source_id = translation.source_locale_id()
    source = Page.objects.filter(
        unexpired(),
        unrestricted(),
        live=True,
        locale_id=source_id,
        translation_key=OuterRef("translation_key"),
    )
    return pages.filter(unexpired(), unrestricted(), live=True).filter(
        Q(locale_id=source_id) | Exists(source)
    )


class BasePageQuerySet(PageQuerySet):
    """Pages as readers and editors ask for them."""

    def published(self) -> BasePageQuerySet:
        """What an anonymous reader may see now."""
        return published(self)

    def published_with_facts(self) -> BasePageQuerySet:
        """Public pages, for lists that ask for a fact which translated pages do not have.

        Without a condition on the language the database walks the list's own index instead of
        collecting all pages of the language and sorting them.
        """
        return self.filter(unexpired(), unrestricted(), live=True)

    def at_the_source(self) -> BasePageQuerySet:
        """The source-language pages, which alone hold facts."""
        from cms.core import translation

        return self.filter(locale_id=translation.source_locale_id())


BasePageManager = PageManager.from_queryset(BasePageQuerySet)


class SnippetQuerySet(models.QuerySet):
    """Reusable records as readers and editors ask for them."""

    def published(self) -> SnippetQuerySet:
        """What an anonymous reader may see now."""
        return self.filter(unexpired(), live=True)

    def at_the_source(self) -> SnippetQuerySet:
        """The source-language rows, which alone hold facts."""
        from cms.core import translation

        return self.filter(locale_id=translation.source_locale_id())


SnippetManager = models.Manager.from_queryset(SnippetQuerySet)
