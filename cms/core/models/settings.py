"""What is said once about the whole site."""

from __future__ import annotations

from django import forms
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from cms.core.models.people import dial_validator


@register_setting(icon="cog")
class SiteSettings(BaseGenericSetting):
    """Name, contact and legal pages of the county's site."""

    class Separator(models.TextChoices):
        """How long German words are divided in Leichte Sprache."""

        MIDDLE_DOT = "·", _("Middle dot: Land·kreis")
        HYPHEN = "-", _("Hyphen: Land-kreis")
        NONE = "none", _("No mark: Landkreis")

    site_name = models.CharField(_("name of the site"), max_length=80, default="Brückenwerk")
    county_name = models.CharField(_("name of the county"), max_length=120, blank=True)
    publisher = models.ForeignKey(
        "core.Organisation",
        verbose_name=_("publisher"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    phone_display = models.CharField(
        _("phone as shown"),
        max_length=40,
        blank=True,
        help_text=_("Stands on error pages too: somebody must be reachable when the site is not."),
    )
    phone_dial = models.CharField(
        _("phone to dial"), max_length=20, blank=True, validators=[dial_validator]
    )
    email = models.EmailField(_("e-mail"), blank=True)
    copyright_line = models.CharField(_("copyright line"), max_length=255, blank=True)
    easy_language_separator = models.CharField(
        _("separator in Leichte Sprache"),
        max_length=4,
        choices=Separator.choices,
        default=Separator.MIDDLE_DOT,
        help_text=_("Editors type a middle dot; readers see what is chosen here."),
    )
    review_after_days = models.PositiveSmallIntegerField(
        _("days after which a page wants a second look"), default=365
    )
    outdated_after_days = models.PositiveSmallIntegerField(
        _("days after which an unconfirmed initiative says “please call first”"), default=365
    )
    imprint_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("imprint"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    privacy_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("privacy page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    accessibility_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("accessibility statement"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    easy_language_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page about Leichte Sprache"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    sign_language_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page with films in sign language"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    funders = models.ManyToManyField(
        "core.Organisation",
        verbose_name=_("the site is funded by"),
        blank=True,
        related_name="+",
        limit_choices_to={"kind": "funder"},
        help_text=_("Named at the foot of every page; pages name their own funders themselves."),
    )
    is_demo = models.BooleanField(default=False, editable=False)
    colour = models.CharField(
        _("colour of the browser bar"),
        max_length=7,
        default="#0B5261",
        validators=[RegexValidator(r"^#[0-9A-Fa-f]{6}$", _("Six hexadecimal digits after #."))],
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("site_name"),
                FieldPanel("county_name"),
                FieldPanel("publisher"),
                FieldPanel("copyright_line"),
                FieldPanel("colour"),
            ],
            heading=_("Who we are"),
        ),
        MultiFieldPanel(
            [FieldPanel("phone_display"), FieldPanel("phone_dial"), FieldPanel("email")],
            heading=_("How to reach us"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("imprint_page"),
                FieldPanel("privacy_page"),
                FieldPanel("accessibility_page"),
                FieldPanel("easy_language_page"),
                FieldPanel("sign_language_page"),
                FieldPanel("funders", widget=forms.CheckboxSelectMultiple),
            ],
            heading=_("Linked from every page"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("easy_language_separator"),
                FieldPanel("review_after_days"),
                FieldPanel("outdated_after_days"),
            ],
            heading=_("House rules"),
        ),
    ]

    class Meta:
        verbose_name = _("site settings")
        permissions = [
            ("publish_without_review", _("Can publish without a second pair of eyes")),
        ]

    def __str__(self) -> str:
        return self.site_name
