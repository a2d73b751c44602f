"""The front page and the pages of no feature."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Locale
from wagtail.search import index

from cms.core.blocks.links import DoorBlock
from cms.core.blocks.story import StoryBlock
from cms.core.models import BasePage
from home import gathering
from home.search.models import SearchEntry, SearchWord  # noqa: F401 - tables of this app

SECTIONS = [
    "home.TopicPage",
    "home.StandardPage",
    "home.LegalPage",
    "home.EasyLanguagePage",
    "home.GlossaryPage",
    "news.NewsIndexPage",
    "events.EventIndexPage",
    "initiatives.InitiativeIndexPage",
    "initiatives.ProjectIndexPage",
    "newsletter.NewsletterArchivePage",
]


class HomePage(BasePage):
    """The front page of one language: six doors for newcomers, then the volunteers' half."""

    doors = StreamField(
        [("door", DoorBlock())],
        verbose_name=_("doors for newcomers"),
        blank=True,
        max_num=6,
        help_text=_("In the first person, the most urgent first: “I need help”."),
    )
    volunteer_doors = StreamField(
        [("door", DoorBlock())],
        verbose_name=_("links for volunteers"),
        blank=True,
        max_num=6,
    )
    body = StreamField(StoryBlock(), verbose_name=_("text"), blank=True)
    show_emergency = models.BooleanField(_("show emergency numbers"), default=True)

    importance = 1
    own_fact_fields = ("show_emergency",)
    text_panels = [
        TitleFieldPanel("title"),
        FieldPanel("teaser"),
        FieldPanel("doors"),
        FieldPanel("volunteer_doors"),
        FieldPanel("body"),
    ]
    fact_panels = [FieldPanel("show_emergency")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = SECTIONS

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context.update(gathering.for_home())
        return context


class TopicPage(BasePage):
    """A newcomer's life situation: what to do, who helps, what is on."""

    body = StreamField(StoryBlock(), verbose_name=_("text"), blank=True)
    topic = models.ForeignKey(
        "core.Topic",
        verbose_name=_("topic"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Initiatives, dates and words of this topic gather below the text."),
    )
    contacts = ParentalManyToManyField(
        "core.ContactPerson",
        verbose_name=_("people who help"),
        blank=True,
        related_name="+",
    )
    offer_types = ParentalManyToManyField(
        "core.OfferType",
        verbose_name=_("offers to list"),
        blank=True,
        related_name="+",
        help_text=_("Initiatives with these offers stand on the page by themselves."),
    )

    importance = 1
    own_fact_fields = ("topic", "contacts", "offer_types")
    text_panels = [*BasePage.text_panels, FieldPanel("body")]
    fact_panels = [FieldPanel("topic"), FieldPanel("contacts"), FieldPanel("offer_types")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    parent_page_types = ["home.HomePage", "home.TopicPage"]
    subpage_types = ["home.TopicPage", "home.StandardPage"]

    class Meta:
        verbose_name = _("topic page")
        verbose_name_plural = _("topic pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context.update(gathering.for_topic(self.facts))
        return context


class StandardPage(BasePage):
    """A page of text, such as “About us” or “Join in”."""

    body = StreamField(StoryBlock(), verbose_name=_("text"), blank=True)
    contacts = ParentalManyToManyField(
        "core.ContactPerson", verbose_name=_("people to ask"), blank=True, related_name="+"
    )

    importance = 1
    own_fact_fields = ("contacts",)
    text_panels = [*BasePage.text_panels, FieldPanel("body")]
    fact_panels = [FieldPanel("contacts")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    parent_page_types = ["home.HomePage", "home.TopicPage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]

    class Meta:
        verbose_name = _("text page")
        verbose_name_plural = _("text pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["contacts"] = gathering.contacts_of(self.facts)
        return context


class LegalPage(BasePage):
    """Imprint, privacy, accessibility statement: linked from every page."""

    body = StreamField(StoryBlock(), verbose_name=_("text"), blank=True)
    must_edit = models.BooleanField(
        _("still to be filled in by the county"),
        default=False,
        help_text=_("Reminds the administrators until somebody has written the real text."),
    )

    importance = 1
    own_fact_fields = ("must_edit",)
    text_panels = [*BasePage.text_panels, FieldPanel("body")]
    fact_panels = [FieldPanel("must_edit")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("legal page")
        verbose_name_plural = _("legal pages")


class EasyLanguagePage(BasePage):
    """What is on this site, how to find it, who made it: in Leichte Sprache, by law."""

    body = StreamField(StoryBlock(), verbose_name=_("text"), blank=True)
    sign_language_video = models.ForeignKey(
        "core.SiteDocument",
        verbose_name=_("film in sign language"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    own_fact_fields = ("sign_language_video",)
    text_panels = [*BasePage.text_panels, FieldPanel("body")]
    fact_panels = [FieldPanel("sign_language_video")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("page about Leichte Sprache")
        verbose_name_plural = _("pages about Leichte Sprache")


class GlossaryPage(BasePage):
    """Office words from A to Z, explained in the reader's language."""

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("glossary page")
        verbose_name_plural = _("glossary pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["terms"] = gathering.glossary()
        return context


class DemoRecord(models.Model):
    """One row that the demo has made or changed; see home.demo_content.manifest."""

    content_type = models.ForeignKey(
        "contenttypes.ContentType", on_delete=models.CASCADE, related_name="+"
    )
    object_id = models.CharField(max_length=40)
    # What the row was before; nothing for a row that the demo has made.
    before = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"], name="home_demorecord_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.content_type_id} {self.object_id}"


class FeedbackReceipt(models.Model):
    """A form of a reader that was taken, so that it counts once; nothing is known about who."""

    number = models.UUIDField(primary_key=True, editable=False)
    used_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return str(self.number)


class PageVotes(models.Model):
    """How many readers found a page helpful in a month, in one language."""

    page_key = models.UUIDField(_("translation key"))
    locale = models.ForeignKey(
        Locale, verbose_name=_("language"), on_delete=models.CASCADE, related_name="+"
    )
    month = models.DateField(_("month"), help_text=_("Its first day."))
    yes = models.PositiveIntegerField(_("Yes"), default=0)
    no = models.PositiveIntegerField(_("No"), default=0)

    class Meta:
        verbose_name = _("answers to “Was this page helpful?”")
        verbose_name_plural = _("answers to “Was this page helpful?”")
        constraints = [
            models.UniqueConstraint(
                fields=["page_key", "locale", "month"], name="home_pagevotes_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_key} {self.month:%Y-%m}"


class ReaderReport(models.Model):
    """Something that a reader says is wrong on a page, or keeps her from using it."""

    class Kind(models.TextChoices):
        """What the law treats differently."""

        MISTAKE = "mistake", _("Mistake")
        BARRIER = "barrier", _("Barrier")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    # The page in all its languages; without one the report is about the whole site.
    page_key = models.UUIDField(_("translation key"), null=True, blank=True, db_index=True)
    locale = models.ForeignKey(
        Locale, verbose_name=_("language"), on_delete=models.CASCADE, related_name="+"
    )
    address = models.CharField(_("address"), max_length=300, blank=True)
    message = models.TextField(_("message"), max_length=2000)
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    received_at = models.DateTimeField(_("received on"), default=timezone.now)
    due_on = models.DateField(_("to be answered by"), null=True, blank=True)
    done_at = models.DateTimeField(_("done on"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("done by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    note = models.TextField(_("what was done"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("report from a reader")
        verbose_name_plural = _("reports from readers")
        indexes = [models.Index(fields=["done_at", "due_on"], name="home_report_open")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def is_overdue(self) -> bool:
        """Tell whether nobody has answered in time."""
        return (
            self.done_at is None and self.due_on is not None and self.due_on < timezone.localdate()
        )
