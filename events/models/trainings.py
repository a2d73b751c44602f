"""Trainings: modules are written once, runs and sessions happen many times."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    PageChooserPanel,
    TitleFieldPanel,
)
from wagtail.fields import StreamField
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index

from cms.core import people, structured_data, translation
from cms.core.blocks.story import StoryBlock, TextListBlock
from cms.core.models import BasePage, BasePageForm
from cms.core.models.pages import FactsInlinePanel
from events import calendar
from events.models.choices import Cost


class TrainingPageForm(BasePageForm):
    """The form of a training: its sessions name runs and modules that stand on the same page.

    The model does not ask for this: a session left behind by a deleted run must not keep an
    approved page from being published.
    """

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        # An unfinished draft may wait for its runs; what is handed in or published may not.
        if translation.is_source(self.instance) and not self.is_deferred_validation:
            runs = self._name_once("runs", "code", _("Another run has this code already."))
            modules = self._name_once(
                "modules", "number", _("Another module has this number already.")
            )
            self._refuse_unknown(
                "run_code",
                runs,
                none=_("There are no runs yet. Add one on the tab “Text”."),
                unknown=_("No run has the code “%(value)s”. There are: %(known)s."),
            )
            self._refuse_unknown(
                "module_number",
                modules,
                none=_("There are no modules yet. Add one on the tab “Text”."),
                unknown=_("No module has the number %(value)s. There are: %(known)s."),
            )
        return cleaned

    def _name_once(self, relation: str, name: str, message: Any) -> list[Any]:
        """Return what the rows are named by; a row with the name of an earlier one is refused."""
        seen: list[Any] = []
        for row in self._rows(relation):
            value = row.cleaned_data.get(name)
            if value in seen:
                row.add_error(name, message)
            elif value is not None:
                seen.append(value)
        return seen

    def _refuse_unknown(self, name: str, known: list[Any], *, none: Any, unknown: Any) -> None:
        """Refuse sessions that point to a row which is not there, and say which ones are."""
        for row in self._rows("sessions"):
            value = row.cleaned_data.get(name)
            if value is None or value in known:
                continue
            named = {"value": value, "known": ", ".join(map(str, known))}
            row.add_error(name, ValidationError(unknown if known else none, params=named))

    def _rows(self, relation: str) -> Iterator[Any]:
        """Yield the forms of the rows that stay, each with what is valid in it."""
        for row in self.formsets[relation].forms:
            row.is_valid()
            if not row.cleaned_data.get(DELETION_FIELD_NAME):
                yield row


class TrainingPage(BasePage):
    """A training in modules, offered in runs with a date and a room for each module."""

    # ---------------------------------------------------------------- text
    body = StreamField(StoryBlock(), verbose_name=_("text"), blank=True)
    requirements = StreamField(TextListBlock(), verbose_name=_("who can come"), blank=True)
    support = StreamField(
        TextListBlock(),
        verbose_name=_("what we pay and provide"),
        blank=True,
        help_text=_("Childcare, fares: often decides whether somebody comes."),
    )
    certificate_name = models.CharField(_("name of the certificate"), max_length=255, blank=True)
    catch_up = models.TextField(_("if one misses a module"), max_length=300, blank=True)
    # ---------------------------------------------------------------- facts
    project = models.ForeignKey(
        "initiatives.ProjectPage",
        verbose_name=_("project"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    audience = ParentalManyToManyField(
        "core.Audience", verbose_name=_("for whom"), blank=True, related_name="+"
    )
    topics = ParentalManyToManyField(
        "core.Topic", verbose_name=_("topics"), blank=True, related_name="trainings"
    )
    cost = models.CharField(_("cost"), max_length=20, choices=Cost.choices, default=Cost.FREE)
    capacity = models.PositiveSmallIntegerField(_("places in each run"), null=True, blank=True)
    has_certificate = models.BooleanField(_("ends with a certificate"), default=False)
    certificate_minimum_modules = models.PositiveSmallIntegerField(
        _("modules needed for the certificate"), null=True, blank=True
    )
    sign_up_contacts = ParentalManyToManyField(
        "core.ContactPerson",
        verbose_name=_("sign up with"),
        blank=True,
        related_name="+",
    )
    sign_up_closes_on = models.DateField(_("sign-up closes"), null=True, blank=True)
    has_waiting_list = models.BooleanField(_("waiting list"), default=False)
    has_photo_notice = models.BooleanField(_("photographs are taken"), default=False)
    organiser = models.ForeignKey(
        "core.Organisation",
        verbose_name=_("organiser"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    funders = ParentalManyToManyField(
        "core.Organisation",
        verbose_name=_("funded by"),
        blank=True,
        related_name="+",
        limit_choices_to={"kind": "funder"},
    )

    own_fact_fields = (
        "project",
        "audience",
        "topics",
        "cost",
        "capacity",
        "has_certificate",
        "certificate_minimum_modules",
        "sign_up_contacts",
        "sign_up_closes_on",
        "has_waiting_list",
        "has_photo_notice",
        "organiser",
        "funders",
        "sessions",
    )
    base_form_class = TrainingPageForm
    text_panels = [
        TitleFieldPanel("title"),
        FieldPanel("teaser"),
        FieldPanel("body"),
        FieldPanel("requirements"),
        FieldPanel("support"),
        FieldPanel("certificate_name"),
        FieldPanel("catch_up"),
        InlinePanel(
            "modules",
            label=_("module"),
            heading=_("Modules"),
            help_text=_("Written once; every run uses them."),
        ),
        InlinePanel("runs", label=_("run"), heading=_("Runs")),
    ]
    fact_panels = [
        FactsInlinePanel(
            "sessions",
            label=_("session"),
            heading=_("Sessions"),
            help_text=_("Which module of which run is when and where."),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("cost"), FieldPanel("capacity")]),
                FieldRowPanel(
                    [FieldPanel("has_certificate"), FieldPanel("certificate_minimum_modules")]
                ),
                FieldPanel("has_photo_notice"),
            ],
            heading=_("Good to know"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("sign_up_contacts"),
                FieldRowPanel([FieldPanel("sign_up_closes_on"), FieldPanel("has_waiting_list")]),
            ],
            heading=_("Sign-up"),
        ),
        FieldPanel("audience"),
        FieldPanel("topics"),
        MultiFieldPanel(
            [FieldPanel("organiser"), FieldPanel("funders"), PageChooserPanel("project")],
            heading=_("Who is behind it"),
        ),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    parent_page_types = ["events.EventIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("training")
        verbose_name_plural = _("trainings")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["contact"] = people.contact_card(self.facts.contact_id)
        context["funders"] = people.funders_of(self.facts)
        context["sign_up_contacts"] = people.contact_cards(self.facts.sign_up_contacts.all())
        context.update(calendar.for_training(self, self.facts))
        return context

    def structured_data(self, context: dict[str, Any]) -> dict[str, Any] | None:
        return {
            **structured_data.about(self, "Course"),
            "provider": {"@id": structured_data.publisher()["@id"]},
            "isAccessibleForFree": self.facts.cost == Cost.FREE,
            "educationalCredentialAwarded": self.certificate_name,
            "hasCourseInstance": [
                {
                    "@type": "CourseInstance",
                    "courseMode": "onsite",
                    "startDate": run["sessions"][0]["session"].starts_at.isoformat(),
                    "endDate": run["sessions"][-1]["session"].ends_at.isoformat(),
                }
                for run in context.get("runs", ())
                if run["sessions"]
            ],
        }


class TrainingModule(TranslatableMixin, Orderable):
    """One module: what one learns in it, whoever teaches it and whenever."""

    training = ParentalKey(TrainingPage, on_delete=models.CASCADE, related_name="modules")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=255)
    goal = models.TextField(_("goal"), blank=True, help_text=_("“Afterwards I know …”"))
    contents = models.TextField(_("contents"), blank=True, help_text=_("One point on each line."))
    venue = models.ForeignKey(
        "core.Venue",
        verbose_name=_("usual venue"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    duration_minutes = models.PositiveSmallIntegerField(
        _("duration in minutes"), null=True, blank=True
    )

    # Read from the German page; shown, but not to be changed, on its translations.
    fact_fields = ("number", "venue", "duration_minutes")
    override_translatable_fields = translation.synchronized(fact_fields)

    panels = [
        FieldRowPanel([FieldPanel("number"), FieldPanel("duration_minutes")]),
        FieldPanel("title"),
        FieldPanel("goal"),
        FieldPanel("contents"),
        FieldPanel("venue"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def points(self) -> list[str]:
        """Return the contents line by line."""
        return [line.strip() for line in self.contents.splitlines() if line.strip()]


class TrainingRun(TranslatableMixin, Orderable):
    """One time the training takes place."""

    training = ParentalKey(TrainingPage, on_delete=models.CASCADE, related_name="runs")
    code = models.SlugField(
        _("code"), max_length=20, help_text=_("Short, for example “a”; sessions name it.")
    )
    title = models.CharField(_("title"), max_length=255)
    places_taken = models.PositiveSmallIntegerField(_("places taken"), default=0)

    # Read from the German page; shown, but not to be changed, on its translations.
    fact_fields = ("code", "places_taken")
    override_translatable_fields = translation.synchronized(fact_fields)

    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("code"), FieldPanel("places_taken")]),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("run")
        verbose_name_plural = _("runs")

    def __str__(self) -> str:
        return self.title


class TrainingSession(Orderable):
    """One module of one run: when and where."""

    training = ParentalKey(TrainingPage, on_delete=models.CASCADE, related_name="sessions")
    run_code = models.SlugField(_("run"), max_length=20)
    module_number = models.PositiveSmallIntegerField(_("module"))
    starts_at = models.DateTimeField(_("start"))
    ends_at = models.DateTimeField(_("end"))
    venue = models.ForeignKey(
        "core.Venue",
        verbose_name=_("venue"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels = [
        FieldRowPanel([FieldPanel("run_code"), FieldPanel("module_number")]),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldPanel("venue"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        indexes = [models.Index(fields=["starts_at"], name="events_session_start")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="events_session_end_after_start",
                violation_error_message=_("The end lies before the start."),
            ),
            models.UniqueConstraint(
                fields=["training", "run_code", "module_number"],
                name="events_session_once_in_a_run",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_code} {self.module_number}"
