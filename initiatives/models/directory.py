"""Initiatives: who they are, what they offer, when and where."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    TitleFieldPanel,
)
from wagtail.fields import StreamField
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index

from cms.core import people, publication, structured_data, translation
from cms.core.blocks.story import StoryBlock, TextListBlock
from cms.core.models import BasePage
from cms.core.models.people import dial_validator, dialable
from initiatives import directory


class InitiativeIndexPage(BasePage):
    """The directory: who helps where, in which language, and when."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["initiatives.InitiativePage"]

    class Meta:
        verbose_name = _("directory of initiatives")
        verbose_name_plural = _("directories of initiatives")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context.update(directory.for_index(self, request.GET))
        return context


class InitiativeQuerySet(publication.BasePageQuerySet):
    """Initiatives as the directory asks for them."""

    def by_town(self) -> InitiativeQuerySet:
        """Town by town, then by name."""
        return self.order_by("town__name", "title", "pk")


class InitiativePage(BasePage):
    """A group of volunteers with what it offers and what it looks for."""

    class VerifiedHow(models.TextChoices):
        """How somebody made sure that the entry is right."""

        PHONE = "phone", _("by phone")
        MAIL = "mail", _("by e-mail")
        VISIT = "visit", _("on a visit")

    # ---------------------------------------------------------------- text
    body = StreamField(StoryBlock(), verbose_name=_("text"), blank=True)
    needs = StreamField(
        TextListBlock(),
        verbose_name=_("we are looking for"),
        blank=True,
        help_text=_("People, rooms, things: shown to everybody who wants to help."),
    )
    address_note = models.CharField(
        _("how to get the address"),
        max_length=255,
        blank=True,
        help_text=_("Instead of a protected address, for example “You get it by phone”."),
    )
    # ---------------------------------------------------------------- facts
    town = models.ForeignKey(
        "core.Town",
        verbose_name=_("town"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="initiatives",
    )
    venue = models.ForeignKey(
        "core.Venue",
        verbose_name=_("venue"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="initiatives",
    )
    address_text = models.CharField(
        _("place in words"),
        max_length=255,
        blank=True,
        help_text=_("Where there is no house number, for example a sports ground."),
    )
    is_address_protected = models.BooleanField(
        _("protected address"),
        default=False,
        help_text=_("Street and way there are shown nowhere, not even in exports and feeds."),
    )
    carrier = models.ForeignKey(
        "core.Organisation",
        verbose_name=_("carrier"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="initiatives",
    )
    coordinator_name = models.CharField(_("co-ordinating person"), max_length=120, blank=True)
    coordinator_role = models.CharField(_("her role"), max_length=120, blank=True)
    phone_display = models.CharField(_("phone as shown"), max_length=40, blank=True)
    phone_dial = models.CharField(
        _("phone to dial"), max_length=20, blank=True, validators=[dial_validator]
    )
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    spoken_languages = ParentalManyToManyField(
        "core.SpokenLanguage",
        verbose_name=_("languages spoken"),
        blank=True,
        related_name="initiatives",
    )
    topics = ParentalManyToManyField(
        "core.Topic", verbose_name=_("topics"), blank=True, related_name="initiatives"
    )
    audience = ParentalManyToManyField(
        "core.Audience", verbose_name=_("for whom"), blank=True, related_name="initiatives"
    )
    founded = models.PositiveSmallIntegerField(_("founded in"), null=True, blank=True)
    volunteers = models.PositiveSmallIntegerField(_("volunteers"), null=True, blank=True)
    accepts_donations = models.BooleanField(_("takes donations in kind"), default=False)
    requires_certificate = models.BooleanField(
        _("volunteers need a certificate of conduct"), default=False
    )
    is_seasonal = models.BooleanField(_("only part of the year"), default=False)
    verified_on = models.DateField(
        _("confirmed on"),
        null=True,
        blank=True,
        help_text=_("When somebody last made sure that all of this is right."),
    )
    verified_by = models.ForeignKey(
        "core.ContactPerson",
        verbose_name=_("confirmed by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    verified_how = models.CharField(
        _("confirmed how"), max_length=10, choices=VerifiedHow.choices, blank=True
    )

    objects = publication.PageManager.from_queryset(InitiativeQuerySet)()

    has_notice = True

    own_fact_fields = (
        "town",
        "venue",
        "address_text",
        "is_address_protected",
        "carrier",
        "coordinator_name",
        "coordinator_role",
        "phone_display",
        "phone_dial",
        "email",
        "website",
        "spoken_languages",
        "topics",
        "audience",
        "founded",
        "volunteers",
        "accepts_donations",
        "requires_certificate",
        "is_seasonal",
        "verified_on",
        "verified_by",
        "verified_how",
    )
    text_panels = [
        TitleFieldPanel("title"),
        FieldPanel("teaser"),
        FieldPanel("body"),
        FieldPanel("needs"),
        FieldPanel("address_note"),
        InlinePanel("offers", label=_("offer"), heading=_("Offers")),
    ]
    fact_panels = [
        MultiFieldPanel(
            [
                FieldPanel("town"),
                FieldPanel("venue"),
                FieldPanel("address_text"),
                FieldPanel("is_address_protected"),
            ],
            heading=_("Where"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("coordinator_name"), FieldPanel("coordinator_role")]),
                FieldRowPanel([FieldPanel("phone_display"), FieldPanel("phone_dial")]),
                FieldRowPanel([FieldPanel("email"), FieldPanel("website")]),
                FieldPanel("spoken_languages"),
            ],
            heading=_("How to reach"),
        ),
        FieldPanel("topics"),
        FieldPanel("audience"),
        MultiFieldPanel(
            [
                FieldPanel("carrier"),
                FieldRowPanel([FieldPanel("founded"), FieldPanel("volunteers")]),
                FieldPanel("accepts_donations"),
                FieldPanel("requires_certificate"),
                FieldPanel("is_seasonal"),
            ],
            heading=_("About the group"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("verified_on"), FieldPanel("verified_how")]),
                FieldPanel("verified_by"),
            ],
            heading=_("Confirmed"),
        ),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.SearchField("needs"),
    ]

    parent_page_types = ["initiatives.InitiativeIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")

    def clean(self) -> None:
        """Make the number dialable, and refuse an entry that nobody can reach."""
        super().clean()
        if not translation.is_source(self):
            return
        if self.phone_display and not self.phone_dial:
            self.phone_dial = dialable(self.phone_display)
        if not (self.phone_display or self.email or self.contact_id):
            raise ValidationError(
                {"phone_display": _("Please give a phone number, an e-mail or a contact person.")}
            )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["contact"] = people.contact_card(self.facts.contact_id)
        context.update(directory.for_initiative(self, self.facts))
        return context

    def structured_data(self, context: dict[str, Any]) -> dict[str, Any] | None:
        facts = self.facts
        venue = None if facts.is_address_protected else context.get("venue")
        return {
            **structured_data.about(self, "NGO"),
            "telephone": facts.phone_dial,
            "email": facts.email,
            "sameAs": facts.website,
            "foundingDate": str(facts.founded or ""),
            "location": structured_data.place(venue),
            "knowsLanguage": [language.code for language in context.get("spoken_languages", ())],
        }

    @property
    def title_language(self) -> str:
        """The German name of a group stays German wherever it stands."""
        served = translation.language_of_locale(self.locale_id)
        if served is None or not translation.is_foreign_to_german(served.code):
            return ""
        return translation.SOURCE_LANGUAGE if self.title == self.facts.title else ""

    @property
    def has_protected_address(self) -> bool:
        """Tell whether the address must not appear anywhere, by its own mark or the venue's.

        A venue that is not public any more counts as protected: nobody knows why it was withdrawn.
        """
        if self.is_address_protected:
            return True
        return self.venue is not None and (self.venue.is_protected or not self.venue.is_public)

    @property
    def public_address(self) -> str:
        """Return what may be said about the place, in one line."""
        if self.has_protected_address:
            return str(self.town or "")
        if self.venue is not None and self.venue.public_address:
            return self.venue.public_address
        return self.address_text or str(self.town or "")

    def is_outdated(self, *, after_days: int, today: date | None = None) -> bool:
        """Tell whether the entry was not confirmed for longer than the county allows."""
        today = today or timezone.localdate()
        return self.verified_on is None or self.verified_on < today - timedelta(days=after_days)


class Offer(TranslatableMixin, Orderable, ClusterableModel):
    """What an initiative does for people, as a record of its own."""

    class Cost(models.TextChoices):
        """What it costs."""

        FREE = "free", _("Free")
        DONATION = "donation", _("Donation")
        SMALL_FEE = "small_fee", _("Small fee")

    initiative = ParentalKey(InitiativePage, on_delete=models.CASCADE, related_name="offers")
    offer_type = models.ForeignKey(
        "core.OfferType",
        verbose_name=_("type"),
        on_delete=models.PROTECT,
        related_name="offers",
    )
    cost = models.CharField(_("cost"), max_length=20, choices=Cost.choices, default=Cost.FREE)
    needs_sign_up = models.BooleanField(_("by sign-up"), default=False)
    has_childcare = models.BooleanField(_("childcare"), default=False)
    note = models.CharField(
        _("note"), max_length=255, blank=True, help_text=_("For example “April to October”.")
    )

    # Read from the German page; shown, but not to be changed, on its translations.
    fact_fields = ("offer_type", "cost", "needs_sign_up", "has_childcare")
    override_translatable_fields = translation.synchronized(fact_fields)

    panels = [
        FieldPanel("offer_type"),
        InlinePanel("times", label=_("time"), heading=_("When")),
        FieldRowPanel([FieldPanel("cost")]),
        FieldRowPanel([FieldPanel("needs_sign_up"), FieldPanel("has_childcare")]),
        FieldPanel("note"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("offer")
        verbose_name_plural = _("offers")

    def __str__(self) -> str:
        return str(self.offer_type)


class OfferTime(Orderable):
    """A regular time: a weekday with hours, every week or on certain weeks of the month."""

    class Weekday(models.IntegerChoices):
        """Monday first, as in Python."""

        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    offer = ParentalKey(Offer, on_delete=models.CASCADE, related_name="times")
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday.choices)
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("to"))
    weeks_of_month = models.CharField(
        _("only in these weeks of the month"),
        max_length=12,
        blank=True,
        help_text=_("Empty for every week; “1,3” for the first and third."),
    )

    panels = [
        FieldRowPanel([FieldPanel("weekday"), FieldPanel("starts"), FieldPanel("ends")]),
        FieldPanel("weeks_of_month"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("time")
        verbose_name_plural = _("times")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")),
                name="initiatives_offertime_end_after_start",
                violation_error_message=_("The end lies before the start."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.starts:%H:%M}-{self.ends:%H:%M}"

    @property
    def weeks(self) -> list[int]:
        """Return the weeks of the month, empty for every week."""
        return [int(week) for week in self.weeks_of_month.split(",") if week.strip()]

    def clean(self) -> None:
        super().clean()
        try:
            weeks = self.weeks
        except ValueError:
            weeks = [0]
        if any(week not in (1, 2, 3, 4, 5) for week in weeks):
            raise ValidationError(
                {"weeks_of_month": _("Numbers from 1 to 5 with commas between, for example 1,3.")}
            )

    def falls_on(self, day: date) -> bool:
        """Tell whether the offer takes place on a day."""
        if day.weekday() != self.weekday:
            return False
        return not self.weeks or (day.day - 1) // 7 + 1 in self.weeks
