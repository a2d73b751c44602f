"""What every page of the site has in common."""

from __future__ import annotations

from datetime import date
from http import HTTPMethod
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.models import Orderable, Page, Revision
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.core import moderation, publication, translation
from cms.core.forms import (
    RemarksFormMixin,
    brought_up_to_date_field,
    compare_with_what_is_stored,
    offer_each_record_once,
    remark_panels,
    small_correction_field,
)
from cms.core.languages import SOURCE_LANGUAGE
from cms.core.templatetags.core_tags import plain

# More cards than this help nobody to choose.
MOST_SPEAKERS = 3


class PageTag(TaggedItemBase):
    """A free keyword that editors put on a page."""

    content_object = ParentalKey(Page, on_delete=models.CASCADE, related_name="page_tags")


class RelatedPage(Orderable):
    """“This belongs to it”: a link from one page to another, chosen by an editor."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="related_pages")
    target = models.ForeignKey(
        Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [PageChooserPanel("target")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["page", "target"], name="core_relatedpage_once")
        ]


class MenuGroup(models.TextChoices):
    """The two halves of the main menu."""

    NEWCOMERS = "newcomers", _("For newcomers")
    VOLUNTEERS = "volunteers", _("For volunteers")


class BasePageForm(RemarksFormMixin, WagtailAdminPageForm):
    """The editor's form; a translated page asks for text only."""

    is_small_correction = small_correction_field()
    is_brought_up_to_date = brought_up_to_date_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_for_remarks()
        for form in (self, *(form for formset in self.formsets.values() for form in formset)):
            compare_with_what_is_stored(form)
            offer_each_record_once(form)
        if translation.is_source(self.instance):
            return
        for name in (*self.instance.fact_fields, "slug"):
            self.fields.pop(name, None)
            self.formsets.pop(name, None)
        for formset in self.formsets.values():
            for name in getattr(formset.model, "fact_fields", ()):
                for form in formset.forms:
                    form.fields[name].disabled = True

    def save(self, commit: bool = True) -> Any:
        self.keep_remarks()
        return super().save(commit=commit)


class FactsInlinePanel(InlinePanel):
    """A list of facts; not shown on translated pages, where the form has no such list."""

    class BoundPanel(InlinePanel.BoundPanel):
        def __init__(self, **kwargs: Any) -> None:
            form = kwargs["form"]
            self._is_absent = (
                form is not None and kwargs["panel"].relation_name not in form.formsets
            )
            if self._is_absent:
                # Only what is_shown() and the template loop look at is needed.
                self.panel, self.instance = kwargs["panel"], kwargs["instance"]
                self.request, self.form, self.prefix = kwargs["request"], form, kwargs["prefix"]
                self.heading, self.help_text = self.panel.heading, ""
                self.children: list[Any] = []
                return
            super().__init__(**kwargs)

        def is_shown(self) -> bool:
            return not self._is_absent and bool(super().is_shown())


class BasePage(Page):
    """A page with a teaser, a contact, somebody who looks after it, and facts kept in German.

    `fact_fields` names what is language-neutral: it is filled in on the German page only and
    read from there (`page.facts`) in every language.
    """

    teaser = models.TextField(
        _("teaser"),
        max_length=300,
        blank=True,
        help_text=_(
            "One or two sentences for lists and search results. "
            "Do not repeat the first paragraph: readers skip what they have read."
        ),
    )
    menu_title = models.CharField(
        _("short title for the menu"),
        max_length=40,
        blank=True,
        help_text=_("One or two words; without it the menu shows the whole title."),
    )
    contact = models.ForeignKey(
        "core.ContactPerson",
        verbose_name=_("contact person"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown near the top with phone and languages: people call people."),
    )
    caretaker = models.ForeignKey(
        "core.ContactPerson",
        verbose_name=_("looked after by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Who answers for this page being right. Not shown to readers."),
    )
    last_reviewed_on = models.DateField(
        _("last checked on"),
        null=True,
        blank=True,
        help_text=_("“Changed” is not “checked”: set this when you have read it all again."),
    )
    review_after_days = models.PositiveSmallIntegerField(
        _("check again after (days)"),
        null=True,
        blank=True,
        help_text=_("Leave empty for the interval of the site settings."),
    )
    menu_group = models.CharField(
        _("half of the menu"),
        max_length=20,
        blank=True,
        choices=MenuGroup.choices,
        help_text=_("Only for pages that are shown in menus."),
    )
    tags = ClusterTaggableManager(
        through=PageTag,
        blank=True,
        verbose_name=_("keywords"),
        help_text=_("Your own words for finding pages again. Readers do not see them."),
    )
    demo_id = models.CharField(max_length=80, blank=True, default="", editable=False, db_index=True)

    objects = publication.BasePageManager()

    # Readers only read; a page type with a form of its own says so.
    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]

    # Facts that every page has; page types add theirs.
    base_fact_fields: ClassVar[tuple[str, ...]] = (
        "contact",
        "caretaker",
        "last_reviewed_on",
        "review_after_days",
        "menu_group",
        "related_pages",
    )
    own_fact_fields: ClassVar[tuple[str, ...]] = ()
    fact_fields: ClassVar[tuple[str, ...]] = base_fact_fields

    # Which pages are translated first: 1 is read by everybody, 3 by few.
    importance: ClassVar[int] = 2
    # Whether a page makes a notice with strips to tear off.
    has_notice: ClassVar[bool] = False
    # What the editor says about the version that is saved next; see RemarksFormMixin.
    remarks: tuple[str, ...] = ()

    # Language versions are written in the ordinary editor, under the ordinary workflow.
    localize_default_translation_mode = "simple"
    override_translatable_fields: ClassVar[list[SynchronizedField]] = []

    base_form_class = BasePageForm
    text_panels: ClassVar[list[Any]] = [TitleFieldPanel("title"), FieldPanel("teaser")]
    fact_panels: ClassVar[list[Any]] = []
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel(
                    "slug",
                    heading=_("Address of the page"),
                    help_text=_("Its last part: small letters, digits and hyphens."),
                ),
                FieldPanel("seo_title", heading=_("Title for search engines")),
                FieldPanel("search_description", heading=_("Description for search engines")),
                FieldPanel("show_in_menus"),
                FieldPanel("menu_title"),
                FieldPanel("menu_group"),
                FieldPanel("tags"),
            ],
            heading=_("How it is found"),
        ),
        FactsInlinePanel("related_pages", label=_("page"), heading=_("This belongs to it")),
    ]
    care_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldPanel("contact"),
                FieldPanel("caretaker"),
                FieldPanel("last_reviewed_on"),
                FieldPanel("review_after_days"),
            ],
            heading=_("Who looks after it"),
        ),
    ]

    search_fields = [
        *Page.search_fields,
        index.SearchField("teaser"),
        index.FilterField("expire_at"),
    ]

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Build the editor's tabs and the translation rules from what the type declares."""
        super().__init_subclass__(**kwargs)
        cls.fact_fields = (*BasePage.base_fact_fields, *cls.own_fact_fields)
        cls.override_translatable_fields = [
            SynchronizedField("slug", overridable=False),
            *translation.synchronized(name for name in cls.fact_fields if name != "related_pages"),
        ]
        tabs = [ObjectList([*cls.text_panels, *remark_panels()], heading=_("Text"))]
        if cls.fact_panels:
            tabs.append(ObjectList(cls.fact_panels, heading=_("Facts")))
        tabs.append(ObjectList(cls.care_panels, heading=_("Contact and care")))
        tabs.append(ObjectList(cls.promote_panels, heading=_("Menu and search")))
        tabs.append(ObjectList(cls.settings_panels, heading=_("Publishing dates")))
        cls.content_panels = cls.text_panels
        cls.edit_handler = TabbedInterface(tabs)

    def serializable_data(self) -> dict[str, Any]:
        """Return the content of a revision, with what the editor says about it."""
        return {**super().serializable_data(), **dict.fromkeys(self.remarks, True)}

    def save_revision(
        self, *args: Any, overwrite_revision: Revision | None = None, **kwargs: Any
    ) -> Revision:
        """Begin a new revision where the one to be saved over was decided on meanwhile."""
        if overwrite_revision and not moderation.may_be_saved_over(overwrite_revision):
            overwrite_revision = None
        saved: Revision = super().save_revision(
            *args, overwrite_revision=overwrite_revision, **kwargs
        )
        return saved

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Leave facts out of a translated page, so that nobody can read stale ones there."""
        self._take_slug_from_the_source()
        super().full_clean(*args, **kwargs)
        translation.leave_facts_at_the_source(self)

    def _take_slug_from_the_source(self) -> None:
        """Keep the address the same in every language; only home pages have one of their own."""
        if (
            translation.is_source(self)
            or self.depth is None
            or self.depth <= translation.HOME_DEPTH
        ):
            return
        slug = (
            Page.objects.filter(
                translation_key=self.translation_key, locale_id=translation.source_locale_id()
            )
            .values_list("slug", flat=True)
            .first()
        )
        # A page left over from a deleted German one may still stand at that address.
        if slug and Page._slug_is_available(slug, self.get_parent(), self):
            self.slug = slug

    # ------------------------------------------------------------ reading

    @cached_property
    def facts(self) -> Any:
        """Return the source-language page, which alone holds the facts."""
        return translation.source_of(self)

    @cached_property
    def addresses(self) -> list[translation.PageAddress]:
        """Return the language versions of this page that the public can open."""
        return translation.addresses_of(self)

    def lines_to_share(self, context: dict[str, Any]) -> list[str]:
        """Return what somebody is told who gets this page sent, in the reader's language."""
        return [plain(self.title)]

    def structured_data(self, context: dict[str, Any]) -> dict[str, Any] | None:
        """Return what the page is about as schema.org says it; `context` is that of the template.

        Asks the database for nothing that the template does not show.
        """
        return None

    @property
    def last_useful_day(self) -> date | None:
        """Return the day after which a translation comes too late; None where it never does."""
        return None

    @property
    def next_useful_day(self) -> date | None:
        """Return the next day on which readers need the page; as a rule the last one."""
        return self.last_useful_day

    @property
    def is_expired(self) -> bool:
        """Tell whether the page is past its day."""
        return bool(self.expire_at and self.expire_at <= timezone.now())

    @property
    def is_public(self) -> bool:
        """Tell whether an anonymous reader may open this page now."""
        return any(address.page_id == self.pk for address in self.addresses)

    @property
    def title_language(self) -> str:
        """Return the language to mark the title with; page types with names in it say so."""
        return ""

    def permissions_for_user(self, user: AbstractUser) -> moderation.FourEyesPagePermissionTester:
        return moderation.permissions_for(self, user)

    def get_view_restrictions(self) -> models.QuerySet:
        """Return the privacy settings of the page; those of its German page hold for it too."""
        own = super().get_view_restrictions()
        return own if translation.is_source(self) else own | self.facts.get_view_restrictions()

    def get_url_parts(self, request: HttpRequest | None = None) -> Any:
        """Return site, host and path from what is remembered, without a query."""
        path = translation.public_url(locale_id=self.locale_id, url_path=self.url_path)
        site = translation.default_site()
        if path is None or site is None:
            return super().get_url_parts(request)
        return site.pk, site.root_url, path

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> TemplateResponse:
        """Render the page, unless its day, or that of its German page, is over.

        The clearing job may not have come round yet, or may be broken.
        """
        if self.is_expired or not (translation.is_source(self) or self._has_public_source()):
            raise Http404
        return super().serve(request, *args, **kwargs)

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """Return the template of the page, or of the sheet of paper that was asked for."""
        from cms.core import sheets

        wanted = request.GET.get(sheets.PARAMETER, "")
        found: str = super().get_template(request, *args, **kwargs)
        return sheets.template_of(self, wanted) or found

    @property
    def has_sheet(self) -> bool:
        """Tell whether the page is printed as a sheet to take along; a list is as it stands."""
        from cms.core import sheets

        return sheets.has_a_text(self)

    def _has_public_source(self) -> bool:
        source = (
            type(self)
            .objects.at_the_source()
            .filter(publication.unexpired(), translation_key=self.translation_key, live=True)
        )
        readable = any(address.code == SOURCE_LANGUAGE for address in self.addresses)
        return readable or source.exists()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from cms.core import people, related

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        # The context processor writes the frame of the page and needs to know which page.
        request.served_page = self  # type: ignore[attr-defined]
        context["facts"] = SimpleLazyObject(lambda: self.facts)
        context["translation"] = translation.notice_for(self)
        # A German page that stands in for a missing one: its text is marked as German, and what
        # speaks the reader's language inside that text as hers.
        context["text_code"] = translation.foreign_code(self)
        context["frame_code"] = translation.active_code() if context["text_code"] else ""
        if context["text_code"] and translation.is_foreign_to_german(translation.active_code()):
            speakers = people.speakers_of_the_active_language()
            context["speakers_of_my_language"] = speakers[:MOST_SPEAKERS]
        context["related"] = related.related_to(self)
        return context
