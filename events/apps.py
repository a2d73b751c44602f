"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """Events, series, trainings and method sheets."""

    name = "events"
    verbose_name = _("Events")
