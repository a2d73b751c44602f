"""Where things are: towns and venues."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from cms.core.forms import CheckboxesField, RecordForm
from cms.core.models.snippets import TranslatableSnippet
from cms.core.models.vocabulary import code_validator


class Town(index.Indexed, models.Model):
    """A town or municipality; its name is the same in every language."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    code = models.SlugField(_("code"), max_length=50, unique=True, validators=[code_validator])
    region = models.ForeignKey(
        "core.Region",
        verbose_name=_("region"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="towns",
    )
    demo_id = models.CharField(max_length=80, blank=True, default="", editable=False, db_index=True)

    panels = [FieldPanel("name"), FieldPanel("code"), FieldPanel("region")]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("town")
        verbose_name_plural = _("towns")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Equipment(models.TextChoices):
    """What a room offers."""

    BEAMER = "beamer", _("Projector")
    FLIPCHART = "flipchart", _("Flip chart")
    WLAN = "wlan", _("Wi-Fi")
    KITCHEN = "kitchen", _("Kitchen")
    PLAY_CORNER = "play-corner", _("Play corner")
    GARDEN = "garden", _("Garden")


class VenueForm(RecordForm):
    """The form of a venue."""

    equipment = CheckboxesField(label=_("equipment"), choices=Equipment.choices)


class Venue(TranslatableSnippet):
    """A room or place where people meet, or an online room."""

    name = models.CharField(
        _("name"), max_length=255, help_text=_("German name, as it stands on the door.")
    )
    street = models.CharField(_("street and number"), max_length=255, blank=True)
    postcode = models.CharField(
        _("postcode"),
        max_length=5,
        blank=True,
        validators=[RegexValidator(r"^\d{5}$", _("Five digits, please."))],
    )
    town = models.ForeignKey(
        Town,
        verbose_name=_("town"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="venues",
    )
    is_online = models.BooleanField(_("online room"), default=False)
    is_protected = models.BooleanField(
        _("protected address"),
        default=False,
        help_text=_(
            "Street, house number and way there are shown nowhere, not even in exports and feeds."
        ),
    )
    capacity = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    is_step_free = models.BooleanField(
        _("step-free"),
        null=True,
        blank=True,
        help_text=_("Leave unknown if nobody has looked: a wrong yes costs somebody the evening."),
    )
    has_accessible_toilet = models.BooleanField(_("accessible toilet"), null=True, blank=True)
    has_hearing_loop = models.BooleanField(_("hearing loop"), null=True, blank=True)
    equipment = models.JSONField(_("equipment"), default=list, blank=True)
    public_transport = models.TextField(
        _("how to get there"), blank=True, help_text=_("Bus lines and stop, in one line.")
    )
    access_note = models.TextField(
        _("note on access"), blank=True, help_text=_("For example steps, or which bell to ring.")
    )
    join_info = models.TextField(
        _("how to join online"), blank=True, help_text=_("What people need, and what they do not.")
    )

    fact_fields = (
        "street",
        "postcode",
        "town",
        "is_online",
        "is_protected",
        "capacity",
        "is_step_free",
        "has_accessible_toilet",
        "has_hearing_loop",
        "equipment",
    )
    identity_fields = ("name",)
    base_form_class = VenueForm

    panels = [
        FieldPanel("name"),
        MultiFieldPanel(
            [
                FieldPanel("street"),
                FieldPanel("postcode"),
                FieldPanel("town"),
                FieldPanel("is_protected"),
                FieldPanel("is_online"),
            ],
            heading=_("Address"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("is_step_free"),
                FieldPanel("has_accessible_toilet"),
                FieldPanel("has_hearing_loop"),
                FieldPanel("capacity"),
                FieldPanel("equipment"),
            ],
            heading=_("Room"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("public_transport"),
                FieldPanel("access_note"),
                FieldPanel("join_info"),
            ],
            heading=_("For visitors"),
        ),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("locale_id"),
    ]

    class Meta(TranslatableSnippet.Meta):
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def public_address(self) -> str:
        """Return the address in one line; empty where it is protected or not approved."""
        if self.is_online or self.is_protected or not self.is_public:
            return ""
        town = " ".join(part for part in (self.postcode, str(self.town or "")) if part)
        return ", ".join(part for part in (self.street, town) if part)
