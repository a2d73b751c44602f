"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationsConfig(AppConfig):
    """Tells the kernel who knows how a translation was made."""

    name = "translations"
    verbose_name = _("Translations")

    def ready(self) -> None:
        from cms.core import moderation, translation
        from translations import (
            batches,
            checking,
            choke_point,
            languages_panel,
            notices,
            publishing,
            signal_handlers,
        )
        from translations.machine import tasks

        translation.provide_notices(notices.notice_for)
        moderation.provide_authors(publishing.author_ids)
        signal_handlers.connect()
        choke_point.install()
        batches.register_job()
        checking.register_job()
        languages_panel.add_to_editors()
        tasks.register()
