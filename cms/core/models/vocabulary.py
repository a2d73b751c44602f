"""The words that sort content: topics, audiences, kinds of events and offers, languages."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from cms.core.forms import WordsField
from cms.core.models.snippets import TranslatableSnippet

code_validator = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Only small letters, digits and single hyphens.")
)


class Term(TranslatableSnippet):
    """One word of a vocabulary; its label is text, its code, icon and order are facts."""

    code = models.SlugField(
        _("code"),
        max_length=50,
        validators=[code_validator],
        help_text=_(
            "Stands in web addresses and exports and must not change once links to it exist."
        ),
    )
    label = models.CharField(
        _("label"), max_length=255, help_text=_("What readers see, in plain words.")
    )
    icon = models.SlugField(
        _("icon"), max_length=50, blank=True, help_text=_("Name of an icon, for example “house”.")
    )
    sort_order = models.PositiveSmallIntegerField(
        _("order"), default=100, help_text=_("Small numbers stand first in lists and filters.")
    )

    fact_fields: ClassVar[tuple[str, ...]] = ("icon", "sort_order")
    identity_fields = ("code",)

    panels = [
        FieldPanel("label"),
        MultiFieldPanel(
            [FieldPanel("code"), FieldPanel("icon"), FieldPanel("sort_order")],
            heading=_("The same in all languages"),
        ),
    ]
    search_fields = [
        index.SearchField("label"),
        index.AutocompleteField("label"),
        index.FilterField("locale_id"),
    ]

    class Meta(TranslatableSnippet.Meta):
        abstract = True
        ordering = ["sort_order", "label"]

    def __str__(self) -> str:
        return self.label


class Topic(Term):
    """A life situation or a field of volunteer work; the newcomers' menu is made of these."""

    class Meta(Term.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            models.UniqueConstraint(fields=["locale", "code"], name="core_topic_unique_code")
        ]


class Audience(Term):
    """Whom something is for."""

    class Meta(Term.Meta):
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        constraints = [
            models.UniqueConstraint(fields=["locale", "code"], name="core_audience_unique_code")
        ]


class EventKind(Term):
    """What sort of event: exchange, training, talk; figures for reports are counted by it."""

    class Meta(Term.Meta):
        verbose_name = _("kind of event")
        verbose_name_plural = _("kinds of events")
        constraints = [
            models.UniqueConstraint(fields=["locale", "code"], name="core_eventkind_unique_code")
        ]


class OfferType(Term):
    """What sort of help an initiative offers."""

    class Meta(Term.Meta):
        verbose_name = _("type of offer")
        verbose_name_plural = _("types of offers")
        constraints = [
            models.UniqueConstraint(fields=["locale", "code"], name="core_offertype_unique_code")
        ]


class SpokenLanguage(Term):
    """A language that people speak; wider than the languages the site is written in."""

    autonym = models.CharField(
        _("own name"),
        max_length=60,
        blank=True,
        help_text=_("The language's name in itself, so that its speakers recognise it."),
    )

    fact_fields = (*Term.fact_fields, "autonym")

    panels = [*Term.panels, FieldPanel("autonym")]

    class Meta(Term.Meta):
        verbose_name = _("spoken language")
        verbose_name_plural = _("spoken languages")
        constraints = [
            models.UniqueConstraint(
                fields=["locale", "code"], name="core_spokenlanguage_unique_code"
            )
        ]


class Region(Term):
    """A part of the county."""

    class Meta(Term.Meta):
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        constraints = [
            models.UniqueConstraint(fields=["locale", "code"], name="core_region_unique_code")
        ]


class EmergencyNumber(TranslatableSnippet):
    """A number to call in need; stands on the first screen of every language."""

    number = models.CharField(_("number as shown"), max_length=30, blank=True)
    dial = models.CharField(
        _("number to dial"),
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^\+?[0-9]*$", _("Only digits, with a plus in front."))],
    )
    label = models.CharField(_("what for"), max_length=255)
    hours = models.CharField(_("hours"), max_length=60, blank=True)
    is_free = models.BooleanField(_("free of charge"), default=True)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=100)

    fact_fields = ("number", "dial", "hours", "is_free", "sort_order")

    panels = [
        FieldPanel("label"),
        MultiFieldPanel(
            [FieldPanel(name) for name in fact_fields], heading=_("The same in all languages")
        ),
    ]
    search_fields = [index.SearchField("label"), index.FilterField("locale_id")]

    class Meta(TranslatableSnippet.Meta):
        verbose_name = _("emergency number")
        verbose_name_plural = _("emergency numbers")
        ordering = ["sort_order"]

    def __str__(self) -> str:
        return f"{self.number} {self.label}".strip()


class GlossaryTerm(TranslatableSnippet):
    """A German office word, explained; the German word stays, because it is on the letter."""

    term = models.CharField(
        _("German word"), max_length=120, help_text=_("As it stands on letters from offices.")
    )
    code = models.SlugField(_("code"), max_length=60, validators=[code_validator])
    article = models.CharField(
        _("article"),
        max_length=3,
        blank=True,
        choices=[("der", "der"), ("die", "die"), ("das", "das")],
    )
    syllables = models.CharField(
        _("syllables"),
        max_length=160,
        blank=True,
        help_text=_("With middle dots, so that people can read the word out: An·mel·dung."),
    )
    aliases = models.CharField(
        _("also called"), max_length=255, blank=True, help_text=_("Separated by commas.")
    )
    topic = models.ForeignKey(
        "core.Topic",
        verbose_name=_("topic"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="glossary_terms",
    )
    equivalent = models.CharField(
        _("what it is called in this language"),
        max_length=255,
        blank=True,
        help_text=_("Translators see it beside every text in which the word occurs."),
    )
    explanation = models.TextField(
        _("explanation"), max_length=400, help_text=_("Two or three short sentences.")
    )
    see_also = models.ManyToManyField(
        "self", verbose_name=_("see also"), blank=True, symmetrical=False
    )

    fact_fields = ("article", "syllables", "aliases", "topic")
    identity_fields = ("term", "code")
    translation_only_fields = ("equivalent",)

    panels = [
        FieldPanel("equivalent"),
        FieldPanel("explanation"),
        MultiFieldPanel(
            [
                FieldPanel("term"),
                FieldPanel("code"),
                FieldPanel("article"),
                FieldPanel("syllables"),
                FieldPanel("aliases"),
                FieldPanel("topic"),
            ],
            heading=_("The same in all languages"),
        ),
    ]
    search_fields = [
        index.SearchField("term"),
        index.AutocompleteField("term"),
        index.SearchField("equivalent"),
        index.SearchField("explanation"),
        index.FilterField("locale_id"),
    ]

    class Meta(TranslatableSnippet.Meta):
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")
        ordering = ["term"]
        constraints = [
            models.UniqueConstraint(fields=["locale", "code"], name="core_glossaryterm_unique_code")
        ]

    def __str__(self) -> str:
        return f"{self.article} {self.term}".strip()


class SynonymGroupForm(WagtailAdminModelForm):  # type: ignore[misc]
    """The form of a synonym group."""

    words = WordsField(label=_("words"))


class SynonymGroup(index.Indexed, models.Model):
    """Words of any language that lead to the same target in the search."""

    target = models.CharField(
        _("leads to"),
        max_length=120,
        unique=True,
        help_text=_(
            "What and which: “term:jobcenter” an office word, “page:deutsch-lernen” a page by "
            "its address, “number:116016” an emergency number."
        ),
        validators=[
            RegexValidator(
                r"^(term|page|number):[\w-]+$",
                _("Kind and code with a colon between, for example “term:jobcenter”."),
            )
        ],
    )
    words = models.JSONField(
        _("words"),
        default=dict,
        blank=True,
        help_text=_("Language code → list of words that people type."),
    )
    demo_id = models.CharField(max_length=80, blank=True, default="", editable=False, db_index=True)

    base_form_class = SynonymGroupForm
    panels = [FieldPanel("target"), FieldPanel("words")]
    search_fields = [index.SearchField("target")]

    class Meta:
        verbose_name = _("synonym group")
        verbose_name_plural = _("synonym groups")
        ordering = ["target"]

    def __str__(self) -> str:
        return self.target
