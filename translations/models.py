"""How each translation was made."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale


class TranslationRecord(models.Model):
    """How one page or record came into one language, and who stands for it.

    Kept by translation key, so that pages and reusable records need only one table.
    """

    class Origin(models.TextChoices):
        """Who wrote the text."""

        MACHINE = "machine", _("made by a machine")
        PERSON = "person", _("made by a person")

    translation_key = models.UUIDField(_("translation key"))
    locale = models.ForeignKey(
        Locale, verbose_name=_("language"), on_delete=models.CASCADE, related_name="+"
    )
    origin = models.CharField(
        _("origin"), max_length=10, choices=Origin.choices, default=Origin.PERSON
    )
    source_revision = models.ForeignKey(
        "wagtailcore.Revision",
        verbose_name=_("German version it was made from"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    source_changed_at = models.DateTimeField(_("German text changed"), null=True, blank=True)
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("checked by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reader_group = models.CharField(
        _("reader group"),
        max_length=120,
        blank=True,
        help_text=_("Leichte Sprache: who has read and understood the text."),
    )
    reader_group_checked_on = models.DateField(_("read on"), null=True, blank=True)

    class Meta:
        verbose_name = _("translation record")
        verbose_name_plural = _("translation records")
        constraints = [
            models.UniqueConstraint(
                fields=["translation_key", "locale"], name="translations_record_one_per_language"
            ),
            models.CheckConstraint(
                condition=models.Q(reader_group="", reader_group_checked_on=None)
                | (~models.Q(reader_group="") & models.Q(reader_group_checked_on__isnull=False)),
                name="translations_record_reader_check_whole",
                violation_error_message=_("Please name both the reader group and the day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.translation_key} {self.locale_id}"

    @property
    def is_checked(self) -> bool:
        """Tell whether a person has read the text and stands for it."""
        return self.checked_at is not None
