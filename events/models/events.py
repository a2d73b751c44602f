"""Single events, series of meetings, and the method sheets they follow."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    PageChooserPanel,
    TitleFieldPanel,
)
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from cms.core import dates, people, publication, structured_data, translation
from cms.core.blocks.story import StoryBlock, TextListBlock
from cms.core.blocks.text import AgendaItemBlock
from cms.core.forms import CheckboxesField, DaysField
from cms.core.models import BasePage, BasePageForm
from cms.core.models.pages import FactsInlinePanel
from events import calendar
from events.models.choices import Cost, EventFormat, EventState, Rhythm, SignUpMode
from events.recurrence import WEEKDAYS, days_of

LAST_MOMENT = datetime(9999, 12, 30, tzinfo=UTC)
WEEKDAY_NAMES = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)


def _end_of_day(day: date) -> datetime:
    """Return the last moment of a day on German clocks, whatever zone an editor has chosen."""
    return timezone.make_aware(datetime.combine(day, time.max), timezone.get_default_timezone())


# What readers see, in the words of schema.org.
MACHINE_STATES = {
    EventState.CONFIRMED: "https://schema.org/EventScheduled",
    EventState.MOVED: "https://schema.org/EventRescheduled",
    EventState.CANCELLED: "https://schema.org/EventCancelled",
}
MACHINE_FORMATS = {
    EventFormat.ONSITE: "https://schema.org/OfflineEventAttendanceMode",
    EventFormat.ONLINE: "https://schema.org/OnlineEventAttendanceMode",
    EventFormat.HYBRID: "https://schema.org/MixedEventAttendanceMode",
}


def _machine_date(moment: datetime | None, *, is_all_day: bool) -> str | None:
    """Return a moment on German clocks as machines read it, or a day where it is all day."""
    if moment is None:
        return None
    local = timezone.localtime(moment, timezone.get_default_timezone())
    return local.date().isoformat() if is_all_day else local.isoformat()


class EventIndexPage(BasePage):
    """One calendar for all carriers."""

    parent_page_types = ["home.HomePage"]
    subpage_types = [
        "events.EventPage",
        "events.EventSeriesPage",
        "events.TrainingPage",
        "events.MethodPage",
    ]

    class Meta:
        verbose_name = _("calendar")
        verbose_name_plural = _("calendars")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context.update(calendar.for_index(self, request.GET))
        return context


class EventQuerySet(publication.BasePageQuerySet):
    """Events as calendars ask for them."""

    def upcoming(self, now: datetime | None = None) -> EventQuerySet:
        """Not over yet; a repeating event until its last day."""
        return self.filter(sorts_at__isnull=False, over_at__gte=now or timezone.now())

    def in_order(self) -> EventQuerySet:
        """By start; dates that are still open stand last."""
        return self.order_by("sorts_at", "pk")

    def past(self, now: datetime | None = None) -> EventQuerySet:
        """Over; a repeating event after its last day."""
        return self.filter(sorts_at__isnull=False, over_at__lt=now or timezone.now())

    def latest_first(self) -> EventQuerySet:
        """By start, backwards."""
        return self.order_by("-sorts_at", "-pk")


class EventPageForm(BasePageForm):
    """The form of an event."""

    weekdays = CheckboxesField(
        label=capfirst(_("on these weekdays")),
        choices=list(zip(WEEKDAYS, WEEKDAY_NAMES, strict=True)),
    )
    except_on = DaysField(label=capfirst(_("not on these days")))


class EventPage(BasePage):
    """A meeting, talk or other date that people can come to."""

    # ---------------------------------------------------------------- text
    body = StreamField(StoryBlock(), verbose_name=_("text"), blank=True)
    state_reason = models.CharField(
        _("why it was cancelled or moved"),
        max_length=255,
        blank=True,
        help_text=_("One kind sentence, and when it takes place instead."),
    )
    agenda = StreamField([("item", AgendaItemBlock())], verbose_name=_("agenda"), blank=True)
    record = StreamField(
        StoryBlock(),
        verbose_name=_("results"),
        blank=True,
        help_text=_("After the meeting: three points are enough."),
    )
    # ---------------------------------------------------------------- facts
    kind = models.ForeignKey(
        "core.EventKind",
        verbose_name=_("kind"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="events",
        help_text=_("Reports count by kind."),
    )
    starts_at = models.DateTimeField(
        _("start"), null=True, blank=True, help_text=_("Local time in Germany.")
    )
    ends_at = models.DateTimeField(_("end"), null=True, blank=True)
    is_all_day = models.BooleanField(_("all day"), default=False)
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=EventState.choices,
        default=EventState.CONFIRMED,
        help_text=_("Shows at once in every language, without a translator."),
    )
    moved_from = models.DateTimeField(
        _("moved from"), null=True, blank=True, help_text=_("The old date stays visible.")
    )
    rhythm = models.CharField(
        _("repeats"), max_length=10, choices=Rhythm.choices, blank=True, default=Rhythm.NONE
    )
    weekdays = models.JSONField(_("on these weekdays"), default=list, blank=True)
    week_of_month = models.SmallIntegerField(
        _("which week of the month"),
        null=True,
        blank=True,
        choices=[
            (1, _("first")),
            (2, _("second")),
            (3, _("third")),
            (4, _("fourth")),
            (-1, _("last")),
        ],
    )
    repeats_until = models.DateField(_("repeats until"), null=True, blank=True)
    except_on = models.JSONField(_("not on these days"), default=list, blank=True)
    # Worked out on saving, so that lists can walk one index: when the event stands in a list of
    # coming dates, and when it leaves it. Dates that are still open have the last moment there is.
    sorts_at = models.DateTimeField(null=True, blank=True, editable=False)
    over_at = models.DateTimeField(null=True, blank=True, editable=False)
    format = models.CharField(
        _("format"), max_length=10, choices=EventFormat.choices, default=EventFormat.ONSITE
    )
    venue = models.ForeignKey(
        "core.Venue",
        verbose_name=_("venue"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="events",
    )
    region = models.ForeignKey(
        "core.Region",
        verbose_name=_("region"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    has_phone_dial_in = models.BooleanField(_("one can dial in by phone"), default=False)
    is_recorded = models.BooleanField(_("is recorded"), default=False)
    topics = ParentalManyToManyField(
        "core.Topic", verbose_name=_("topics"), blank=True, related_name="events"
    )
    is_topic_open = models.BooleanField(
        _("topic still open"), default=False, help_text=_("Invites readers to suggest one.")
    )
    is_sensitive = models.BooleanField(
        _("sensitive topic"), default=False, help_text=_("Shows a note about the content.")
    )
    audience = ParentalManyToManyField(
        "core.Audience", verbose_name=_("for whom"), blank=True, related_name="events"
    )
    spoken_languages = ParentalManyToManyField(
        "core.SpokenLanguage",
        verbose_name=_("languages spoken"),
        blank=True,
        related_name="events",
    )
    interpreting = ParentalManyToManyField(
        "core.SpokenLanguage",
        verbose_name=_("interpreting into"),
        blank=True,
        related_name="interpreted_events",
    )
    cost = models.CharField(_("cost"), max_length=20, choices=Cost.choices, default=Cost.FREE)
    has_childcare = models.BooleanField(_("childcare"), default=False)
    has_catering = models.BooleanField(_("coffee and something to eat"), default=False)
    has_photo_notice = models.BooleanField(
        _("photographs are taken"), default=False, help_text=_("People know before and may say no.")
    )
    capacity = models.PositiveSmallIntegerField(
        _("places"), null=True, blank=True, help_text=_("Leave empty for no limit.")
    )
    places_taken = models.PositiveSmallIntegerField(_("places taken"), default=0)
    has_waiting_list = models.BooleanField(_("waiting list"), default=False)
    sign_up = models.CharField(
        _("sign-up"), max_length=10, choices=SignUpMode.choices, default=SignUpMode.NONE
    )
    sign_up_opens_on = models.DateField(_("sign-up opens"), null=True, blank=True)
    sign_up_closes_on = models.DateField(_("sign-up closes"), null=True, blank=True)
    organiser = models.ForeignKey(
        "core.Organisation",
        verbose_name=_("organiser"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    host_initiative = models.ForeignKey(
        "initiatives.InitiativePage",
        verbose_name=_("host"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="hosted_events",
    )
    funders = ParentalManyToManyField(
        "core.Organisation",
        verbose_name=_("funded by"),
        blank=True,
        related_name="+",
        limit_choices_to={"kind": "funder"},
    )
    method = models.ForeignKey(
        "events.MethodPage",
        verbose_name=_("method sheet"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="meetings",
    )
    training = models.ForeignKey(
        "events.TrainingPage",
        verbose_name=_("about this training"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="information_events",
    )
    pair = models.ForeignKey(
        "self",
        verbose_name=_("twin event"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The same in another part of the county; offered when this one is full."),
    )
    next_event = models.ForeignKey(
        "self",
        verbose_name=_("next date"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="previous_events",
    )
    invited_on = models.DateField(_("invited on"), null=True, blank=True)
    attendance = models.PositiveSmallIntegerField(
        _("how many came"), null=True, blank=True, help_text=_("A number only, never names.")
    )
    materials = StreamField(
        [("document", DocumentChooserBlock())], verbose_name=_("material"), blank=True
    )

    objects = publication.PageManager.from_queryset(EventQuerySet)()

    has_notice = True

    own_fact_fields = (
        "kind",
        "starts_at",
        "ends_at",
        "is_all_day",
        "state",
        "moved_from",
        "rhythm",
        "weekdays",
        "week_of_month",
        "repeats_until",
        "except_on",
        "sorts_at",
        "over_at",
        "format",
        "venue",
        "region",
        "has_phone_dial_in",
        "is_recorded",
        "topics",
        "is_topic_open",
        "is_sensitive",
        "audience",
        "spoken_languages",
        "interpreting",
        "cost",
        "has_childcare",
        "has_catering",
        "has_photo_notice",
        "capacity",
        "places_taken",
        "has_waiting_list",
        "sign_up",
        "sign_up_opens_on",
        "sign_up_closes_on",
        "organiser",
        "host_initiative",
        "funders",
        "method",
        "training",
        "pair",
        "next_event",
        "invited_on",
        "attendance",
        "materials",
        "speakers",
    )

    base_form_class = EventPageForm
    text_panels = [
        TitleFieldPanel("title"),
        FieldPanel("teaser"),
        FieldPanel("body"),
        FieldPanel("state_reason"),
        FieldPanel("agenda"),
        FactsInlinePanel("speakers", label=_("speaker"), heading=_("Speakers")),
        FieldPanel("record"),
    ]
    fact_panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldRowPanel([FieldPanel("is_all_day"), FieldPanel("state")]),
                FieldPanel("moved_from"),
            ],
            heading=_("When"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("rhythm"), FieldPanel("repeats_until")]),
                FieldRowPanel([FieldPanel("weekdays"), FieldPanel("week_of_month")]),
                FieldPanel("except_on"),
            ],
            heading=_("Repeats"),
            classname="collapsed",
        ),
        MultiFieldPanel(
            [
                FieldPanel("kind"),
                FieldPanel("topics"),
                FieldRowPanel([FieldPanel("is_topic_open"), FieldPanel("is_sensitive")]),
                FieldPanel("audience"),
            ],
            heading=_("What and for whom"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("format"), FieldPanel("region")]),
                FieldPanel("venue"),
                FieldRowPanel([FieldPanel("has_phone_dial_in"), FieldPanel("is_recorded")]),
            ],
            heading=_("Where"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("capacity"), FieldPanel("places_taken")]),
                FieldRowPanel([FieldPanel("sign_up"), FieldPanel("has_waiting_list")]),
                FieldRowPanel([FieldPanel("sign_up_opens_on"), FieldPanel("sign_up_closes_on")]),
                PageChooserPanel("pair", "events.EventPage"),
            ],
            heading=_("Places and sign-up"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("cost"),
                FieldRowPanel([FieldPanel("has_childcare"), FieldPanel("has_catering")]),
                FieldPanel("has_photo_notice"),
                FieldPanel("spoken_languages"),
                FieldPanel("interpreting"),
            ],
            heading=_("Good to know"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("organiser"),
                PageChooserPanel("host_initiative"),
                FieldPanel("funders"),
                PageChooserPanel("method"),
                PageChooserPanel("training"),
            ],
            heading=_("Who is behind it"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("invited_on"),
                FieldPanel("attendance"),
                PageChooserPanel("next_event", "events.EventPage"),
                FieldPanel("materials"),
            ],
            heading=_("Before and after"),
            classname="collapsed",
        ),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.SearchField("record"),
    ]

    parent_page_types = ["events.EventIndexPage", "events.EventSeriesPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [
            models.Index(fields=["sorts_at", "over_at"], name="events_eventpage_order"),
            models.Index(
                fields=["sorts_at", "over_at"],
                name="events_eventpage_repeating",
                condition=~Q(rhythm=""),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")),
                name="events_eventpage_end_after_start",
                violation_error_message=_("The end lies before the start."),
            ),
        ]

    def clean(self) -> None:
        """Ask for what a date cannot do without, in kind words."""
        super().clean()
        if not translation.is_source(self):
            return
        self._work_out_order()
        errors = {}
        if self.kind_id is None:
            errors["kind"] = _("What kind of event is it? Reports count by kind.")
        if self.starts_at is None and self.state != EventState.DATE_OPEN:
            errors["starts_at"] = _("When does it start? If nobody knows yet, set the state.")
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            errors["ends_at"] = _("The end lies before the start.")
        if self.rhythm and not self.repeats_until:
            errors["repeats_until"] = _("Until when? A year from now is fine.")
        if errors:
            raise ValidationError(errors)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["contact"] = people.contact_card(self.facts.contact_id)
        context["funders"] = people.funders_of(self.facts)
        context.update(calendar.for_event(self.facts))
        return context

    def lines_to_share(self, context: dict[str, Any]) -> list[str]:
        facts, venue = self.facts, context.get("venue")
        if facts.is_cancelled:
            state = str(facts.get_state_display())
        elif facts.starts_at is None or facts.rhythm:
            state = ""
        else:
            state = dates.when(facts.starts_at, facts.ends_at, all_day=facts.is_all_day)
        place = ", ".join(part for part in (venue.name, venue.town) if part) if venue else ""
        return [*super().lines_to_share(context), state, place]

    def structured_data(self, context: dict[str, Any]) -> dict[str, Any] | None:
        facts = self.facts
        if facts.starts_at is None:
            # Search engines take no event without a day.
            return None
        return {
            **structured_data.about(self, "Event"),
            "startDate": _machine_date(facts.starts_at, is_all_day=facts.is_all_day),
            "endDate": _machine_date(facts.ends_at, is_all_day=facts.is_all_day),
            "eventStatus": MACHINE_STATES.get(facts.state),
            "previousStartDate": facts.moved_from and facts.moved_from.isoformat(),
            "eventAttendanceMode": MACHINE_FORMATS.get(facts.format),
            "location": structured_data.place(context.get("venue")),
            "organizer": {"@id": structured_data.publisher()["@id"]},
            "isAccessibleForFree": facts.cost == Cost.FREE,
            "maximumAttendeeCapacity": facts.capacity,
            "remainingAttendeeCapacity": facts.places_left,
        }

    def _work_out_order(self) -> None:
        self.sorts_at = self.starts_at or LAST_MOMENT
        end = self.ends_at or self.starts_at
        if end is not None and (self.is_all_day or self.ends_at is None):
            # Nobody has said when it is over: it is on until the end of the day.
            end = _end_of_day(timezone.localtime(end, timezone.get_default_timezone()).date())
        self.over_at = end or LAST_MOMENT
        if self.rhythm and self.repeats_until:
            self.over_at = max(self.over_at, _end_of_day(self.repeats_until))

    @property
    def last_useful_day(self) -> date | None:
        """Return until when a translation helps: of a meeting that repeats, until its last day."""
        if self.rhythm and self.repeats_until:
            return self.repeats_until
        # On German clocks, where what begins at half past midnight is not of the day before.
        return timezone.localtime(self.starts_at).date() if self.starts_at else None

    @property
    def next_useful_day(self) -> date | None:
        """Return when readers need a text: of a meeting that repeats, the next time it is held.

        What is cancelled does not hurry: that it is cancelled stands in every language already.
        """
        if self.is_cancelled:
            return None
        last = self.last_useful_day
        if not self.rhythm or last is None:
            return last
        after = last + timedelta(days=1)
        return next(days_of(self, timezone.localdate(), after), last)

    @property
    def is_cancelled(self) -> bool:
        return self.state == EventState.CANCELLED

    @property
    def places_left(self) -> int | None:
        """Return how many places are free; nothing where there is no limit."""
        if self.capacity is None:
            return None
        return max(self.capacity - self.places_taken, 0)

    @property
    def is_full(self) -> bool:
        return self.places_left == 0

    @property
    def is_over(self) -> bool:
        """Tell whether the event, and every repetition of it, is past."""
        return bool(self.over_at and self.over_at < timezone.now())

    @property
    def is_online(self) -> bool:
        return self.format == EventFormat.ONLINE


class EventSpeaker(Orderable):
    """Somebody who speaks at an event; her name is a fact, the talk is named in German."""

    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="speakers")
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=255, blank=True)
    talk_title = models.CharField(_("title of the talk"), max_length=255, blank=True)

    def __str__(self) -> str:
        return self.name


class EventSeriesPage(BasePage):
    """Meetings that belong together, with the rhythm in words and the dates below it."""

    body = StreamField(StoryBlock(), verbose_name=_("text"), blank=True)
    rhythm_in_words = models.CharField(
        _("rhythm in words"),
        max_length=255,
        blank=True,
        help_text=_("For example “every three months, on a Tuesday at 17:00”."),
    )
    kind = models.ForeignKey(
        "core.EventKind",
        verbose_name=_("kind"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    method = models.ForeignKey(
        "events.MethodPage",
        verbose_name=_("method sheet"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="series",
    )
    organiser = models.ForeignKey(
        "core.Organisation",
        verbose_name=_("organiser"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    own_fact_fields = ("kind", "method", "organiser")
    text_panels = [
        TitleFieldPanel("title"),
        FieldPanel("teaser"),
        FieldPanel("rhythm_in_words"),
        FieldPanel("body"),
    ]
    fact_panels = [FieldPanel("kind"), PageChooserPanel("method"), FieldPanel("organiser")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    parent_page_types = ["events.EventIndexPage"]
    subpage_types = ["events.EventPage"]

    class Meta:
        verbose_name = _("series of events")
        verbose_name_plural = _("series of events")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["contact"] = people.contact_card(self.facts.contact_id)
        context.update(calendar.for_series(self.facts))
        return context


class MethodPage(BasePage):
    """How a kind of meeting is done, for others to do it too; meetings are made from it."""

    # ---------------------------------------------------------------- text
    body = StreamField(StoryBlock(), verbose_name=_("text"), blank=True)
    goals = StreamField(TextListBlock(), verbose_name=_("goals"), blank=True)
    agenda = StreamField([("item", AgendaItemBlock())], verbose_name=_("agenda"), blank=True)
    venue_rule = models.CharField(_("where it takes place"), max_length=255, blank=True)
    equipment = StreamField(TextListBlock(), verbose_name=_("equipment"), blank=True)
    catering = StreamField(TextListBlock(), verbose_name=_("catering"), blank=True)
    next_date_rule = models.CharField(_("how the next date is found"), max_length=255, blank=True)
    # ---------------------------------------------------------------- facts
    audience = ParentalManyToManyField(
        "core.Audience", verbose_name=_("for whom"), blank=True, related_name="+"
    )
    interval_months = models.PositiveSmallIntegerField(_("every … months"), null=True, blank=True)
    duration_minutes = models.PositiveSmallIntegerField(
        _("duration in minutes"), null=True, blank=True
    )
    group_size_minimum = models.PositiveSmallIntegerField(_("at least"), null=True, blank=True)
    group_size_maximum = models.PositiveSmallIntegerField(_("at most"), null=True, blank=True)
    invitation_lead_days = models.PositiveSmallIntegerField(_("invite … days before"), default=21)
    reminder_lead_days = models.PositiveSmallIntegerField(_("remind … days before"), default=3)
    has_photo_notice = models.BooleanField(_("photographs are taken"), default=False)
    funders = ParentalManyToManyField(
        "core.Organisation",
        verbose_name=_("funded by"),
        blank=True,
        related_name="+",
        limit_choices_to={"kind": "funder"},
    )
    materials = StreamField(
        [("document", DocumentChooserBlock())], verbose_name=_("material"), blank=True
    )

    own_fact_fields = (
        "audience",
        "interval_months",
        "duration_minutes",
        "group_size_minimum",
        "group_size_maximum",
        "invitation_lead_days",
        "reminder_lead_days",
        "has_photo_notice",
        "funders",
        "materials",
        "cost_positions",
    )
    text_panels = [
        TitleFieldPanel("title"),
        FieldPanel("teaser"),
        FieldPanel("body"),
        FieldPanel("goals"),
        FieldPanel("agenda"),
        FieldPanel("venue_rule"),
        FieldPanel("equipment"),
        FieldPanel("catering"),
        FieldPanel("next_date_rule"),
    ]
    fact_panels = [
        FieldPanel("audience"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("interval_months"), FieldPanel("duration_minutes")]),
                FieldRowPanel([FieldPanel("group_size_minimum"), FieldPanel("group_size_maximum")]),
                FieldRowPanel(
                    [FieldPanel("invitation_lead_days"), FieldPanel("reminder_lead_days")]
                ),
            ],
            heading=_("Frame"),
        ),
        FieldPanel("has_photo_notice"),
        FieldPanel("funders"),
        FieldPanel("materials"),
        FactsInlinePanel(
            "cost_positions",
            label=_("cost"),
            heading=_("Costs"),
            help_text=_("For your planning and the funder's report; readers never see them."),
        ),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    parent_page_types = ["events.EventIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("method sheet")
        verbose_name_plural = _("method sheets")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["contact"] = people.contact_card(self.facts.contact_id)
        context["funders"] = people.funders_of(self.facts)
        context["meetings"] = calendar.meetings_after(self.facts)
        return context


class CostPosition(Orderable):
    """What a meeting costs: estimated on the method sheet; internal."""

    method = ParentalKey(MethodPage, on_delete=models.CASCADE, related_name="cost_positions")
    label = models.CharField(_("what for"), max_length=120)
    estimate = models.DecimalField(
        _("estimate in euros"), max_digits=8, decimal_places=2, null=True, blank=True
    )

    def __str__(self) -> str:
        return self.label
