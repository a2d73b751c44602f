"""News: what happened, what is urgent, what has a deadline."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.core import people, publication, structured_data, translation
from cms.core.blocks.story import StoryBlock
from cms.core.models import BasePage
from cms.core.templatetags.core_tags import plain
from news import listing


class NewsIndexPage(BasePage):
    """The list of news, pinned first, then newest first."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.NewsPage"]

    class Meta:
        verbose_name = _("news list")
        verbose_name_plural = _("news lists")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context.update(listing.for_index(self, request.GET))
        return context


class NewsQuerySet(publication.BasePageQuerySet):
    """News as lists and feeds ask for them."""

    def newest_first(self) -> NewsQuerySet:
        """By date, and for one day in the order of publication."""
        return self.order_by("-date", "-pk")


class NewsPage(BasePage):
    """One piece of news."""

    subtitle = models.CharField(_("second headline"), max_length=255, blank=True)
    body = StreamField(StoryBlock(), verbose_name=_("text"), blank=True)
    date = models.DateField(
        _("date"),
        null=True,
        blank=True,
        default=timezone.localdate,
        help_text=_("Shown, and decides the order. Lists show the news from that day on."),
    )
    image = models.ForeignKey(
        "core.SiteImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Stands above the text; never needed to understand it."),
    )
    topics = ParentalManyToManyField(
        "core.Topic",
        verbose_name=_("topics"),
        blank=True,
        related_name="news",
        help_text=_("Readers filter by topic."),
    )
    is_pinned = models.BooleanField(
        _("keep on top"), default=False, help_text=_("At most one or two at a time.")
    )
    is_urgent = models.BooleanField(
        _("urgent"),
        default=False,
        help_text=_("Shown with the word “Important”. Give it a day on which it expires."),
    )
    deadline_on = models.DateField(
        _("deadline"),
        null=True,
        blank=True,
        help_text=_("If readers have to do something by a day, lists show that day."),
    )
    source_url = models.URLField(
        _("source"), blank=True, help_text=_("If the news comes from somebody else's page.")
    )
    project = models.ForeignKey(
        "initiatives.ProjectPage",
        verbose_name=_("project"),
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

    objects = publication.PageManager.from_queryset(NewsQuerySet)()

    own_fact_fields = (
        "date",
        "image",
        "topics",
        "is_pinned",
        "is_urgent",
        "deadline_on",
        "source_url",
        "project",
        "funders",
    )
    text_panels = [
        TitleFieldPanel("title"),
        FieldPanel("subtitle"),
        FieldPanel("teaser"),
        FieldPanel("body"),
    ]
    fact_panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("date"), FieldPanel("deadline_on")]),
                FieldRowPanel([FieldPanel("is_pinned"), FieldPanel("is_urgent")]),
            ],
            heading=_("When"),
        ),
        FieldPanel("image"),
        FieldPanel("topics"),
        FieldPanel("project"),
        FieldPanel("funders"),
        FieldPanel("source_url"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("subtitle"),
        index.SearchField("body"),
    ]

    parent_page_types = ["news.NewsIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news")
        indexes = [
            models.Index(fields=["-is_pinned", "-date", "-page_ptr"], name="news_newspage_order"),
        ]

    def clean(self) -> None:
        """A news item without a date would stand nowhere."""
        super().clean()
        if self.date is None and translation.is_source(self):
            self.date = timezone.localdate()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["contact"] = people.contact_card(self.facts.contact_id)
        context["funders"] = people.funders_of(self.facts)
        return context

    def structured_data(self, context: dict[str, Any]) -> dict[str, Any] | None:
        return {
            **structured_data.about(self, "NewsArticle"),
            "headline": plain(self.title),
            "datePublished": self.facts.date and self.facts.date.isoformat(),
            "dateModified": self.last_published_at and self.last_published_at.isoformat(),
            "publisher": {"@id": structured_data.publisher()["@id"]},
        }
