"""What initiatives and projects add to Wagtail's admin; registrations only."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column

from cms.core.page_listings import ChoiceColumn, DayColumn, FactsViewSet
from initiatives.models import InitiativePage, ProjectPage


class InitiativeViewSet(FactsViewSet):
    """All initiatives, with town and the day of the last confirmation."""

    name = "initiatives"
    model = InitiativePage
    menu_label = _("Initiatives")
    menu_order = 130
    icon = "group"
    facts = {
        "fact_town": "town__name",
        "fact_phone": "phone_display",
        "fact_verified": "verified_on",
    }
    fact_columns = [
        Column("fact_town", label=_("Town"), sort_key="fact_town"),
        Column("fact_phone", label=_("Phone")),
        DayColumn("fact_verified", label=_("Confirmed on"), sort_key="fact_verified"),
    ]
    list_filter = ["live", "town", "topics", "is_address_protected"]


class ProjectViewSet(FactsViewSet):
    """All projects, with time and carrier."""

    name = "projects"
    model = ProjectPage
    menu_label = _("Projects")
    menu_order = 140
    icon = "clipboard-list"
    facts = {
        "fact_status": "status",
        "fact_start": "starts_on",
        "fact_end": "ends_on",
        "fact_carrier": "carrier__name",
    }
    fact_columns = [
        ChoiceColumn(
            "fact_status", choices=ProjectPage._meta.get_field("status").choices, label=_("State")
        ),
        DayColumn("fact_start", label=_("Start"), sort_key="fact_start"),
        DayColumn("fact_end", label=_("End"), sort_key="fact_end"),
        Column("fact_carrier", label=_("Carrier"), sort_key="fact_carrier"),
    ]
    list_filter = ["live", "status"]


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[FactsViewSet]:
    """Return the lists of this app."""
    return [InitiativeViewSet(), ProjectViewSet()]
