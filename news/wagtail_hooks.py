"""What news add to Wagtail's admin; registrations only."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import BooleanColumn

from cms.core.page_listings import DayColumn, FactsViewSet
from news.models import NewsPage


class NewsViewSet(FactsViewSet):
    """All news, by date."""

    name = "news"
    model = NewsPage
    menu_label = _("News")
    menu_order = 110
    icon = "comment"
    facts = {"fact_date": "date", "fact_urgent": "is_urgent"}
    fact_columns = [
        DayColumn("fact_date", label=_("Date"), sort_key="fact_date"),
        BooleanColumn("fact_urgent", label=_("Urgent")),
    ]
    list_filter = ["live", "is_urgent", "is_pinned", "topics"]


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[FactsViewSet]:
    """Return the lists of this app."""
    return [NewsViewSet()]
