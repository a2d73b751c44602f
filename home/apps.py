"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Front page and the pages of no feature."""

    name = "home"
    verbose_name = _("Home")

    def ready(self) -> None:
        from home import signal_handlers

        signal_handlers.connect()
