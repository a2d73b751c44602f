"""Projects: aims, partners, funding, figures, brochure and interviews."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail import blocks
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

from cms.core import people, translation
from cms.core.blocks.story import StoryBlock, TextListBlock
from cms.core.models import BasePage
from cms.core.models.pages import FactsInlinePanel
from initiatives import projects


class DatePrecision(models.TextChoices):
    """How exactly a date is known; “January 2017” is not 1 January."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


class ProjectIndexPage(BasePage):
    """Running and completed projects."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["initiatives.ProjectPage"]

    class Meta:
        verbose_name = _("list of projects")
        verbose_name_plural = _("lists of projects")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context.update(projects.for_index(self, request.GET))
        return context


class ChapterBlock(blocks.StructBlock):
    """One chapter of a brochure, read in the browser."""

    title = blocks.CharBlock(label=_("Title"))
    body = StoryBlock(label=_("Text"))

    class Meta:
        icon = "doc-full-inverse"
        label = _("Chapter")


class ProjectPage(BasePage):
    """A funded project: what for, with whom, with which money, and what came of it."""

    class Status(models.TextChoices):
        """Where the project stands."""

        PLANNED = "planned", _("planned")
        RUNNING = "running", _("running")
        COMPLETED = "completed", _("completed")

    # ---------------------------------------------------------------- text
    subtitle = models.CharField(_("second headline"), max_length=255, blank=True)
    motto = models.CharField(_("motto"), max_length=255, blank=True)
    body = StreamField(StoryBlock(), verbose_name=_("text"), blank=True)
    aims = StreamField(TextListBlock(), verbose_name=_("aims"), blank=True)
    offers = StreamField(TextListBlock(), verbose_name=_("what it offers"), blank=True)
    fields_of_use = StreamField(TextListBlock(), verbose_name=_("fields of use"), blank=True)
    stages = StreamField(TextListBlock(), verbose_name=_("stages"), blank=True)
    variants = StreamField(TextListBlock(), verbose_name=_("variants"), blank=True)
    brochure_title = models.CharField(_("title of the brochure"), max_length=255, blank=True)
    chapters = StreamField(
        [("chapter", ChapterBlock())],
        verbose_name=_("chapters of the brochure"),
        blank=True,
        help_text=_("Read on the phone; a PDF is for the shelf."),
    )
    # ---------------------------------------------------------------- facts
    status = models.CharField(
        _("status"), max_length=20, choices=Status.choices, default=Status.RUNNING
    )
    starts_on = models.DateField(_("start"), null=True, blank=True)
    start_precision = models.CharField(
        _("known by"), max_length=5, choices=DatePrecision.choices, default=DatePrecision.MONTH
    )
    ends_on = models.DateField(_("end"), null=True, blank=True)
    end_precision = models.CharField(
        _("known by"), max_length=5, choices=DatePrecision.choices, default=DatePrecision.MONTH
    )
    carrier = models.ForeignKey(
        "core.Organisation",
        verbose_name=_("carrier"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="projects",
    )
    partners = ParentalManyToManyField(
        "core.Organisation", verbose_name=_("partners"), blank=True, related_name="+"
    )
    regions = ParentalManyToManyField(
        "core.Region", verbose_name=_("regions"), blank=True, related_name="+"
    )
    training = models.ForeignKey(
        "events.TrainingPage",
        verbose_name=_("training"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    brochure = models.ForeignKey(
        "core.SiteDocument",
        verbose_name=_("brochure as PDF"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    brochure_published_on = models.DateField(_("brochure published on"), null=True, blank=True)
    is_archived = models.BooleanField(
        _("archive notice"),
        default=False,
        help_text=_("Says that people may have changed, and whom to ask today."),
    )

    own_fact_fields = (
        "status",
        "starts_on",
        "start_precision",
        "ends_on",
        "end_precision",
        "carrier",
        "partners",
        "regions",
        "training",
        "brochure",
        "brochure_published_on",
        "is_archived",
        "funding",
    )
    text_panels = [
        TitleFieldPanel("title"),
        FieldPanel("subtitle"),
        FieldPanel("motto"),
        FieldPanel("teaser"),
        FieldPanel("body"),
        FieldPanel("aims"),
        FieldPanel("offers"),
        FieldPanel("fields_of_use"),
        FieldPanel("stages"),
        FieldPanel("variants"),
        InlinePanel("key_figures", label=_("figure"), heading=_("Key figures")),
        MultiFieldPanel(
            [FieldPanel("brochure_title"), FieldPanel("chapters")], heading=_("Brochure")
        ),
        InlinePanel("interviews", label=_("interview"), heading=_("Interviews")),
        InlinePanel("extensions", label=_("extension"), heading=_("Extensions")),
    ]
    fact_panels = [
        MultiFieldPanel(
            [
                FieldPanel("status"),
                FieldRowPanel([FieldPanel("starts_on"), FieldPanel("start_precision")]),
                FieldRowPanel([FieldPanel("ends_on"), FieldPanel("end_precision")]),
                FieldPanel("is_archived"),
            ],
            heading=_("When"),
        ),
        MultiFieldPanel(
            [FieldPanel("carrier"), FieldPanel("partners"), FieldPanel("regions")],
            heading=_("Who and where"),
        ),
        FactsInlinePanel("funding", label=_("funder"), heading=_("Funding")),
        PageChooserPanel("training"),
        MultiFieldPanel(
            [FieldPanel("brochure"), FieldPanel("brochure_published_on")],
            heading=_("Brochure as PDF"),
        ),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.SearchField("chapters"),
    ]

    parent_page_types = ["initiatives.ProjectIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")

    def clean(self) -> None:
        super().clean()
        if not (self.starts_on and self.ends_on and translation.is_source(self)):
            return
        if self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The end lies before the start.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["contact"] = people.contact_card(self.facts.contact_id)
        context.update(projects.for_project(self, self.facts))
        return context


class ProjectFunding(Orderable):
    """Who pays, and which part."""

    class Share(models.TextChoices):
        """How large the part is."""

        MAIN = "main", _("main funder")
        CO = "co", _("co-funder")

    project = ParentalKey(ProjectPage, on_delete=models.CASCADE, related_name="funding")
    organisation = models.ForeignKey(
        "core.Organisation",
        verbose_name=_("funder"),
        on_delete=models.PROTECT,
        related_name="funded_projects",
        limit_choices_to={"kind": "funder"},
    )
    share = models.CharField(_("part"), max_length=10, choices=Share.choices, default=Share.MAIN)

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["project", "organisation"], name="initiatives_funding_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class KeyFigure(TranslatableMixin, Orderable):
    """A number of a project: planned or reached, with its date and source."""

    class Kind(models.TextChoices):
        """A plan is not a result."""

        PLANNED = "planned", _("planned")
        REACHED = "reached", _("reached")

    project = ParentalKey(ProjectPage, on_delete=models.CASCADE, related_name="key_figures")
    code = models.SlugField(_("code"), max_length=40)
    value = models.DecimalField(_("number"), max_digits=10, decimal_places=1)
    value_maximum = models.DecimalField(
        _("up to"), max_digits=10, decimal_places=1, null=True, blank=True
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.REACHED)
    target = models.PositiveIntegerField(_("target"), null=True, blank=True)
    label = models.CharField(
        _("caption"), max_length=255, help_text=_("In the plural: “exchange meetings”.")
    )
    detail = models.CharField(_("small line"), max_length=255, blank=True)
    as_of = models.DateField(_("as of"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=255, blank=True)
    counted_from = models.CharField(_("counted from"), max_length=60, blank=True, editable=False)
    is_highlighted = models.BooleanField(_("large"), default=False)
    linked_project = models.ForeignKey(
        ProjectPage,
        verbose_name=_("leads to project"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    # Read from the German page; shown, but not to be changed, on its translations.
    fact_fields = (
        "value",
        "value_maximum",
        "kind",
        "target",
        "as_of",
        "is_highlighted",
        "code",
        "source",
        "linked_project",
    )
    override_translatable_fields = translation.synchronized(fact_fields)

    panels = [
        FieldRowPanel([FieldPanel("value"), FieldPanel("value_maximum"), FieldPanel("target")]),
        FieldPanel("label"),
        FieldPanel("detail"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("as_of"), FieldPanel("is_highlighted")]),
        FieldRowPanel([FieldPanel("code"), FieldPanel("source")]),
        PageChooserPanel("linked_project"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("key figure")
        verbose_name_plural = _("key figures")

    def __str__(self) -> str:
        return f"{self.shown} {self.label}"

    @property
    def shown(self) -> str:
        """Return the number as people write it: 41, 2.6 or 3–4."""
        ends = [self.value] if self.value_maximum is None else [self.value, self.value_maximum]
        return "–".join(f"{float(end):g}" for end in ends)


class Extension(TranslatableMixin, Orderable):
    """One time the project was given more months."""

    project = ParentalKey(ProjectPage, on_delete=models.CASCADE, related_name="extensions")
    months = models.PositiveSmallIntegerField(_("months"))
    reason = models.CharField(_("reason"), max_length=255, blank=True)

    # Read from the German page; shown, but not to be changed, on its translations.
    fact_fields = ("months",)
    override_translatable_fields = translation.synchronized(fact_fields)

    panels = [FieldPanel("months"), FieldPanel("reason")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")

    def __str__(self) -> str:
        return str(self.months)


class Interview(TranslatableMixin, Orderable):
    """A conversation with somebody of the project, published on its day."""

    project = ParentalKey(ProjectPage, on_delete=models.CASCADE, related_name="interviews")
    person = models.CharField(_("person"), max_length=120)
    role = models.CharField(_("role"), max_length=255, blank=True)
    title = models.CharField(_("title"), max_length=255)
    body = StreamField(StoryBlock(), verbose_name=_("text"), blank=True)
    publish_on = models.DateField(
        _("appears on"),
        default=timezone.localdate,
        help_text=_("Until then readers see “appears on …”."),
    )

    # Read from the German page; shown, but not to be changed, on its translations.
    fact_fields = ("person", "publish_on")
    override_translatable_fields = translation.synchronized(fact_fields)

    panels = [
        FieldRowPanel([FieldPanel("person"), FieldPanel("role")]),
        FieldPanel("title"),
        FieldPanel("body"),
        FieldPanel("publish_on"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")

    def __str__(self) -> str:
        return self.title

    @property
    def has_appeared(self) -> bool:
        return bool(self.publish_on <= timezone.localdate())
