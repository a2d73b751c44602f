"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InitiativesConfig(AppConfig):
    """The directory of initiatives, and projects."""

    name = "initiatives"
    verbose_name = _("Initiatives")
