"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationsConfig(AppConfig):
    """Tells the kernel who knows how a translation was made."""

    name = "translations"
    verbose_name = _("Translations")

    def ready(self) -> None:
        from cms.core import translation
        from translations import notices

        translation.provide_notices(notices.notice_for)
