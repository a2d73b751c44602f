"""Published newsletter issues, for reading on the site."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, TitleFieldPanel

from cms.core import translation
from cms.core.models import BasePage
from newsletter import archive


class NewsletterArchivePage(BasePage):
    """All issues, the newest first."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["newsletter.NewsletterIssuePage"]

    class Meta:
        verbose_name = _("newsletter archive")
        verbose_name_plural = _("newsletter archives")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context.update(archive.for_archive(self, request.GET))
        return context


class NewsletterIssuePage(BasePage):
    """One issue; its title is the subject, its items are pages of the site."""

    introduction = models.TextField(_("introduction"), blank=True)
    closing = models.TextField(_("closing words"), blank=True)
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    date = models.DateField(_("date"), null=True, blank=True, default=timezone.localdate)

    importance = 3
    own_fact_fields = ("number", "date")
    text_panels = [
        TitleFieldPanel("title"),
        FieldPanel("teaser"),
        FieldPanel("introduction"),
        FieldPanel("closing"),
    ]
    fact_panels = [FieldRowPanel([FieldPanel("number"), FieldPanel("date")])]

    parent_page_types = ["newsletter.NewsletterArchivePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("newsletter issue")
        verbose_name_plural = _("newsletter issues")

    def clean(self) -> None:
        """An issue without a date would stand nowhere."""
        super().clean()
        if self.date is None and translation.is_source(self):
            self.date = timezone.localdate()
