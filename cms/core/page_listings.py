"""Lists of all pages of a kind in the admin, with the facts that editors look for.

Facts stand on the German page; here a translated page shows those of its German one.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet

from cms.core import translation


class DayColumn(Column):
    """A day, with the time where there is one, as people write it."""

    def get_value(self, instance: Model) -> str:
        value: date | None = super().get_value(instance)
        if isinstance(value, datetime):
            return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
        return date_format(value, "SHORT_DATE_FORMAT") if value else ""


class ChoiceColumn(Column):
    """The words for a stored choice."""

    def __init__(self, name: str, *, choices: list[tuple[Any, Any]], **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.words = dict(choices)

    def get_value(self, instance: Model) -> Any:
        return self.words.get(super().get_value(instance), "")


class FactsIndexView(IndexView):
    """Pages of all languages, each with the facts of its German page."""

    facts: ClassVar[dict[str, str]] = {}

    def annotate_queryset(self, pages: QuerySet) -> QuerySet:
        source = self.model.objects.filter(
            translation_key=OuterRef("translation_key"), locale_id=translation.source_locale_id()
        )
        return (
            super()
            .annotate_queryset(pages)
            .annotate(
                **{name: Subquery(source.values(path)[:1]) for name, path in self.facts.items()}
            )
        )


class FactsViewSet(PageListingViewSet):
    """A menu entry that lists the pages of one type."""

    add_to_admin_menu = True
    # Name of the annotation → lookup on the German page.
    facts: ClassVar[dict[str, str]] = {}
    fact_columns: ClassVar[list[Column]] = []
    list_filter: ClassVar[list[str]] = ["live"]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Put the facts between title and status; the title carries the language."""
        super().__init_subclass__(**kwargs)
        cls.index_view_class = type("IndexView", (FactsIndexView,), {"facts": cls.facts})
        cls.columns = [
            BulkActionsColumn("bulk_actions"),
            PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
            *cls.fact_columns,
            DateColumn(
                "latest_revision_created_at",
                label=_("Updated"),
                sort_key="latest_revision_created_at",
            ),
            PageStatusColumn("status", label=_("Status"), sort_key="live"),
        ]
