"""App configuration of the shared kernel."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """The shared kernel: registers what keeps remembered content right."""

    name = "cms.core"
    label = "core"
    verbose_name = _("Site")

    def ready(self) -> None:
        from cms.core import checks, signal_handlers  # noqa: F401 - registers its checks

        signal_handlers.connect()
