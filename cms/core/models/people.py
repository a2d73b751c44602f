"""Who: contact persons and organisations, each entered once and used everywhere."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from cms.core.forms import CheckboxesField, RecordForm
from cms.core.models.snippets import TranslatableSnippet

dial_validator = RegexValidator(
    r"^\+[1-9]\d{6,14}$", _("International form without spaces, for example +496990009101.")
)


def dialable(shown: str) -> str:
    """Return a German number as shown on paper in the form a phone dials, or nothing."""
    digits = re.sub(r"[^\d+]", "", shown.replace("(0)", ""))
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    elif digits.startswith("0"):
        digits = f"+49{digits[1:]}"
    return digits if re.fullmatch(r"\+[1-9]\d{6,14}", digits) else ""


class Messenger(models.TextChoices):
    """Ways to write that newcomers use more than e-mail."""

    WHATSAPP = "whatsapp", "WhatsApp"
    TELEGRAM = "telegram", "Telegram"
    SIGNAL = "signal", "Signal"


class Organisation(TranslatableSnippet):
    """A county body, carrier, academy or funder."""

    class Kind(models.TextChoices):
        """What an organisation is to the county."""

        COUNTY_BODY = "county_body", _("County body")
        CARRIER = "carrier", _("Carrier")
        ACADEMY = "academy", _("Academy")
        FUNDER = "funder", _("Funder")
        OTHER = "other", _("Other organisation")

    name = models.CharField(_("name"), max_length=255)
    short_name = models.CharField(_("short name"), max_length=100, blank=True)
    kind = models.CharField(
        _("kind"), max_length=20, choices=Kind.choices, default=Kind.OTHER, db_index=True
    )
    url = models.URLField(_("website"), blank=True)
    street = models.CharField(_("street and number"), max_length=255, blank=True)
    postcode = models.CharField(_("postcode"), max_length=5, blank=True)
    town = models.ForeignKey(
        "core.Town",
        verbose_name=_("town"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="organisations",
    )
    logo = models.ForeignKey(
        "core.SiteImage",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    role = models.TextField(_("what it does"), blank=True)
    funding_line = models.CharField(
        _("funding line"),
        max_length=255,
        blank=True,
        help_text=_("The sentence the funder wants to see, word for word."),
    )
    must_show_everywhere = models.BooleanField(
        _("must be named on pages, mails and prints"),
        default=False,
        help_text=_("Some funders take money back when their logo is missing."),
    )

    fact_fields = (
        "kind",
        "url",
        "street",
        "postcode",
        "town",
        "logo",
        "must_show_everywhere",
    )
    identity_fields = ("name", "short_name")

    panels = [
        FieldPanel("name"),
        FieldPanel("short_name"),
        FieldPanel("kind"),
        FieldPanel("role"),
        MultiFieldPanel(
            [
                FieldPanel("funding_line"),
                FieldPanel("logo"),
                FieldPanel("must_show_everywhere"),
            ],
            heading=_("Funding"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("url"),
                FieldPanel("street"),
                FieldPanel("postcode"),
                FieldPanel("town"),
            ],
            heading=_("Address"),
        ),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("locale_id"),
    ]

    class Meta(TranslatableSnippet.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.short_name or self.name


class ContactPersonForm(RecordForm):
    """The form of a contact person."""

    messengers = CheckboxesField(
        label=_("messengers on this number"),
        choices=Messenger.choices,
        help_text=_("Newcomers write more often than they call."),
    )


class ContactPerson(TranslatableSnippet):
    """A person whom readers can call or write to, with the languages she speaks."""

    name = models.CharField(
        _("name"), max_length=120, help_text=_("A real name is called more often than an office.")
    )
    role = models.CharField(
        _("role"), max_length=255, blank=True, help_text=_("What people can ask this person about.")
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="people",
    )
    phone_display = models.CharField(
        _("phone as shown"), max_length=40, blank=True, help_text=_("In German grouping.")
    )
    phone_dial = models.CharField(
        _("phone to dial"), max_length=20, blank=True, validators=[dial_validator]
    )
    email = models.EmailField(_("e-mail"), blank=True)
    messengers = models.JSONField(_("messengers on this number"), default=list, blank=True)
    languages = ParentalManyToManyField(
        "core.SpokenLanguage",
        verbose_name=_("languages spoken"),
        blank=True,
        related_name="people",
        help_text=_("Readers look for people who speak their language."),
    )
    venue = models.ForeignKey(
        "core.Venue",
        verbose_name=_("office"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    room = models.CharField(_("room"), max_length=30, blank=True)
    hours = models.CharField(_("when to reach"), max_length=255, blank=True)
    is_by_appointment = models.BooleanField(_("visits only by appointment"), default=False)

    fact_fields = (
        "organisation",
        "phone_display",
        "phone_dial",
        "email",
        "messengers",
        "languages",
        "venue",
        "room",
        "is_by_appointment",
    )
    identity_fields = ("name",)
    base_form_class = ContactPersonForm

    panels = [
        FieldPanel("name"),
        FieldPanel("role"),
        FieldPanel("organisation"),
        MultiFieldPanel(
            [
                FieldPanel("phone_display"),
                FieldPanel("phone_dial"),
                FieldPanel("messengers"),
                FieldPanel("email"),
                FieldPanel("hours"),
                FieldPanel("is_by_appointment"),
            ],
            heading=_("How to reach"),
        ),
        FieldPanel("languages"),
        MultiFieldPanel([FieldPanel("venue"), FieldPanel("room")], heading=_("Where")),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("role"),
        index.FilterField("locale_id"),
    ]

    class Meta(TranslatableSnippet.Meta):
        verbose_name = _("contact person")
        verbose_name_plural = _("contact persons")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Make the number dialable, and refuse a contact that nobody can contact."""
        super().clean()
        if self.phone_display and not self.phone_dial:
            self.phone_dial = dialable(self.phone_display)
        from cms.core import translation

        if translation.is_source(self) and not (self.phone_display or self.email):
            raise ValidationError(
                _("Please give a phone number or an e-mail address: a name alone helps nobody.")
            )
