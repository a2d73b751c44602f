"""What events add to Wagtail's admin; registrations only."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column

from cms.core.page_listings import ChoiceColumn, DayColumn, FactsViewSet
from events.models import EventPage, TrainingPage
from events.models.choices import EventState


class EventViewSet(FactsViewSet):
    """All events, with day, place and state."""

    name = "events"
    model = EventPage
    menu_label = _("Events")
    menu_order = 120
    icon = "date"
    facts = {
        "fact_start": "starts_at",
        "fact_venue": "venue__name",
        "fact_town": "venue__town__name",
        "fact_state": "state",
    }
    fact_columns = [
        DayColumn("fact_start", label=_("Start"), sort_key="fact_start"),
        Column("fact_venue", label=_("Venue"), sort_key="fact_venue"),
        Column("fact_town", label=_("Town"), sort_key="fact_town"),
        ChoiceColumn("fact_state", choices=EventState.choices, label=_("State")),
    ]
    list_filter = ["live", "state", "kind", "format", "venue"]


class TrainingViewSet(FactsViewSet):
    """All trainings."""

    name = "trainings"
    model = TrainingPage
    menu_label = _("Trainings")
    menu_order = 125
    icon = "tasks"
    facts = {"fact_closing": "sign_up_closes_on"}
    fact_columns = [
        DayColumn("fact_closing", label=_("Sign-up closes"), sort_key="fact_closing"),
    ]


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[FactsViewSet]:
    """Return the lists of this app."""
    return [EventViewSet(), TrainingViewSet()]
