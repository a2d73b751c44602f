"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsletterConfig(AppConfig):
    """Published newsletter issues."""

    name = "newsletter"
    verbose_name = _("Newsletter")
