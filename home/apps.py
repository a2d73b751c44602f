"""App configuration."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Front page and the pages of no feature."""

    name = "home"
    verbose_name = _("Home")

    def ready(self) -> None:
        from cms.core import scheduling
        from home import glossary_editor, signal_handlers
        from home.feedback import reports
        from home.search import index

        signal_handlers.connect()
        glossary_editor.add_to_editors()
        scheduling.register(
            "forget reports from readers", every=timedelta(days=1), run=reports.forget
        )
        scheduling.register(
            "forget words of the search", every=timedelta(days=1), run=index.forget_unused_words
        )
