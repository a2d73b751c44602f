"""Dates as readers look for them: what is on, what repeats, what was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from cms.core import content_version, listing, places, translation, vocabulary
from events import recurrence
from events.filters import EventFilterForm

PER_PAGE = 20
FILTERS_BY_WORD = {
    "region": "venue__town__region__code",
    "thema": "topics__code",
    "fuer": "audience__code",
}
# Filters that can be asked of the sessions of trainings too.
FITTING_SESSIONS = ("ansicht", "zeitraum", "meine_sprache")


@dataclass(frozen=True)
class DateRow:
    """One date in a list: an event, or one session of a training."""

    text: translation.TranslatedTitle
    kind: vocabulary.TermText | None
    starts_at: datetime | None
    ends_at: datetime | None
    is_all_day: bool
    state: str
    moved_from: datetime | None
    place: str
    town: str
    is_online: bool
    cost: str
    has_childcare: bool
    is_step_free: bool | None
    places_left: int | None
    is_full: bool
    has_waiting_list: bool
    rhythm: str
    weekdays: tuple[int, ...]
    week_of_month: int | None
    repeats_until: date | None
    module_number: int | None = None
    module_title: str = ""
    module_foreign_code: str = ""
    has_record: bool = False

    @property
    def is_cancelled(self) -> bool:
        return self.state == "cancelled"

    @property
    def month(self) -> date | None:
        """Return the first day of the month, to put dates under month headings."""
        return timezone.localdate(self.starts_at).replace(day=1) if self.starts_at else None


def for_index(page: Any, parameters: QueryDict) -> dict[str, Any]:
    """Return what the calendar shows: filter form, dates, what repeats, method sheets."""
    form = EventFilterForm(parameters)
    chosen = form.cleaned_data if form.is_valid() else {}
    is_archive = chosen.get("ansicht") == "archiv"
    matching = _matching(chosen)
    if is_archive:
        shown = listing.take(matching.past().latest_first(), parameters, per_page=PER_PAGE)
        return {**_frame(form, chosen), "rows": rows_of(shown.items), "slice": shown}
    once = matching.upcoming().filter(rhythm="").in_order()
    shown = listing.take(once, parameters, per_page=PER_PAGE)
    repeated = _repeated_in(matching, chosen) if shown.number == 1 else []
    rows = _rows_by_pk([*shown.items, *repeated])
    dated = [rows[event.pk] for event in shown.items if event.pk in rows]
    return {
        **_frame(form, chosen),
        "rows": _with_sessions(dated, shown, chosen),
        "repeating": [rows[event.pk] for event in repeated if event.pk in rows],
        "trainings": _beside("events.TrainingPage", shown, chosen),
        "series": _beside("events.EventSeriesPage", shown, chosen),
        "methods": _beside("events.MethodPage", shown, chosen),
        "slice": shown,
    }


def _frame(form: EventFilterForm, chosen: dict[str, Any]) -> dict[str, Any]:
    return {
        "filter_form": form,
        "active_filters": sum(1 for key, value in chosen.items() if value and key != "ansicht"),
        "is_archive": chosen.get("ansicht") == "archiv",
        "repeating": [],
        "trainings": [],
        "series": [],
        "methods": [],
    }


def for_front_page(*, dates: int, regular: int) -> dict[str, list[DateRow]]:
    """Return the next dates, and what takes place every week or month."""
    matching = _matching({})
    once = list(matching.upcoming().filter(rhythm="").in_order()[:dates])
    repeated = list(_repeated(matching)[:regular])
    rows = _rows_by_pk([*once, *repeated])
    return {
        "coming_dates": [rows[event.pk] for event in once if event.pk in rows],
        "repeating_dates": [rows[event.pk] for event in repeated if event.pk in rows],
    }


def about_topic(topic_id: int, count: int) -> list[DateRow]:
    """Return the next dates about a topic."""
    events = _matching({}).upcoming().filter(topics=topic_id).in_order()
    return rows_of(list(events[:count]))


def for_event(facts: Any) -> dict[str, Any]:
    """Return what surrounds an event: twin, next and previous dates, method and training."""
    neighbours = [facts.pair_id, facts.next_event_id]
    event_page = apps.get_model("events.EventPage")
    events = event_page.objects.at_the_source().published()
    previous = list(events.filter(next_event=facts.pk).latest_first()[:3])
    around = {event.pk: event for event in events.filter(pk__in=[pk for pk in neighbours if pk])}
    rows = _rows_by_pk([*around.values(), *previous])
    pages = [
        page
        for page in (facts.method, facts.training, facts.host_initiative)
        if page is not None and page.live
    ]
    titles = translation.titles_of(pages)
    named = {
        "method": facts.method,
        "training": facts.training,
        "host": facts.host_initiative,
    }
    return {
        "pair": rows.get(facts.pair_id),
        "next_date": rows.get(facts.next_event_id),
        "previous_dates": [rows[event.pk] for event in previous if event.pk in rows],
        **{
            name: titles.get(page.translation_key) if page is not None else None
            for name, page in named.items()
        },
        "venue": places.venue_card(facts.venue_id),
        "kind": vocabulary.text_of(facts.kind),
        "topics": vocabulary.texts_of(facts.topics.all()),
        "audience": vocabulary.texts_of(facts.audience.all()),
        "spoken_languages": vocabulary.texts_of(facts.spoken_languages.all()),
        "interpreting": vocabulary.texts_of(facts.interpreting.all()),
        "event_speakers": list(facts.speakers.all()),
        "weekday_numbers": _weekday_numbers(facts.weekdays),
    }


def for_series(facts: Any) -> dict[str, Any]:
    """Return the dates of a series, coming and past."""
    event_page = apps.get_model("events.EventPage")
    events = event_page.objects.at_the_source().published().child_of(facts)
    events = events.select_related("kind", "venue__town").defer_streamfields()
    return {
        "rows": rows_of(list(events.upcoming().in_order()[:20])),
        "past_rows": rows_of(list(events.past().latest_first()[:20])),
        "method": next(iter(translation.titles_of([facts.method]).values()), None)
        if facts.method
        else None,
    }


def for_training(page: Any, facts: Any) -> dict[str, Any]:
    """Return the runs with their sessions, and the modules with their texts."""
    texts = {module.translation_key: module for module in page.modules.all()}
    modules = list(facts.modules.select_related("venue__town").order_by("number"))
    run_texts = {run.translation_key: run for run in page.runs.all()}
    sessions = list(facts.sessions.order_by("starts_at"))
    titled = {
        module.number: ModuleText(
            module.number, texts.get(module.translation_key, module), module,
            _foreign_code(page, texts, module),
        )
        for module in modules
    }  # fmt: skip
    runs = [
        {
            "text": run_texts.get(run.translation_key, run),
            "foreign_code": _foreign_code(page, run_texts, run),
            "places_left": None
            if facts.capacity is None
            else max(facts.capacity - run.places_taken, 0),
            "sessions": [
                {
                    "session": session,
                    "module": titled.get(session.module_number),
                    "venue": places.venue_card(session.venue_id),
                }
                for session in sessions
                if session.run_code == run.code
            ],
        }
        for run in facts.runs.order_by("sort_order")
    ]
    return {
        "modules": list(titled.values()),
        "runs": runs,
        "audience": vocabulary.texts_of(facts.audience.all()),
        "project": _title_of(facts.project),
        "information_events": rows_of(
            list(_matching({}).upcoming().filter(training=facts.pk).in_order()[:5])
        ),
    }


@dataclass(frozen=True)
class ModuleText:
    """A module: its text in the reader's language, its facts from the German page."""

    number: int
    text: Any
    facts: Any
    foreign_code: str


def meetings_after(facts: Any) -> list[DateRow]:
    """Return the next meetings that follow a method sheet."""
    events = _matching({}).upcoming().filter(method=facts.pk).in_order()
    return rows_of(list(events[:5]))


def rows_of(events: Iterable[Any]) -> list[DateRow]:
    """Return the lines for these German pages; one query for the texts in all languages."""
    return list(_rows_by_pk(list(events)).values())


def _rows_by_pk(events: list[Any]) -> dict[int, DateRow]:
    titles = translation.titles_of(events)
    return {
        event.pk: _row(event, titles[event.translation_key])
        for event in events
        if event.translation_key in titles
    }


def _row(event: Any, text: translation.TranslatedTitle) -> DateRow:
    venue = event.venue if event.venue is not None and event.venue.is_public else None
    is_hidden = venue is not None and venue.is_protected
    return DateRow(
        text=text,
        kind=vocabulary.text_of(event.kind),
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        is_all_day=event.is_all_day,
        state=event.state,
        moved_from=event.moved_from,
        place=venue.name if venue and not is_hidden else "",
        town=venue.town.name if venue and venue.town else "",
        is_online=event.is_online,
        cost=event.get_cost_display(),
        has_childcare=event.has_childcare,
        is_step_free=venue.is_step_free if venue else None,
        places_left=event.places_left,
        is_full=event.is_full,
        has_waiting_list=event.has_waiting_list,
        rhythm=event.rhythm,
        weekdays=_weekday_numbers(event.weekdays),
        week_of_month=event.week_of_month,
        repeats_until=event.repeats_until,
        has_record=event.attendance is not None,
    )


def _weekday_numbers(codes: list[str]) -> tuple[int, ...]:
    return tuple(recurrence.WEEKDAYS.index(code) for code in codes if code in recurrence.WEEKDAYS)


def _matching(chosen: dict[str, Any]) -> Any:
    """Return the events that fit; upcoming() and past() leave the translated pages out."""
    event_page = apps.get_model("events.EventPage")
    events = (
        event_page.objects.published_with_facts()
        .select_related("kind", "venue__town")
        .defer_streamfields()
    )
    words = {path: chosen[name] for name, path in FILTERS_BY_WORD.items() if chosen.get(name)}
    for path, code in words.items():
        events = events.filter(**{path: code})
    if chosen.get("sprache"):
        code = chosen["sprache"]
        spoken = event_page.objects.filter(spoken_languages__code=code).values("pk")
        interpreted = event_page.objects.filter(interpreting__code=code).values("pk")
        events = events.filter(Q(pk__in=spoken) | Q(pk__in=interpreted))
    if chosen.get("online"):
        events = events.exclude(format="onsite")
    if chosen.get("kostenlos"):
        events = events.filter(cost="free")
    if chosen.get("kinderbetreuung"):
        events = events.filter(has_childcare=True)
    if chosen.get("stufenlos"):
        events = events.filter(venue__is_step_free=True)
    if chosen.get("meine_sprache"):
        events = listing.in_my_language(events)
    if chosen.get("zeitraum"):
        # Also what began before and still goes on; repeating events look at their days.
        start, end = period(chosen["zeitraum"], today=timezone.localdate())
        events = events.filter(sorts_at__lt=end, over_at__gte=start)
    return events


def period(name: str, *, today: date) -> tuple[datetime, datetime]:
    """Return start and end, in Berlin time, of today, this week or this month."""
    if name == "heute":
        first, after = today, today + timedelta(days=1)
    elif name == "woche":
        first = today - timedelta(days=today.weekday())
        after = first + timedelta(days=7)
    else:
        first = today.replace(day=1)
        after = (first + timedelta(days=32)).replace(day=1)
    midnight = datetime.min.time()
    return (
        timezone.make_aware(datetime.combine(first, midnight)),
        timezone.make_aware(datetime.combine(after, midnight)),
    )


def _repeated_in(matching: Any, chosen: dict[str, Any]) -> list[Any]:
    """Return what repeats, in a chosen period only what takes place in it."""
    events = list(_repeated(matching))
    if not chosen.get("zeitraum"):
        return events
    start, end = period(chosen["zeitraum"], today=timezone.localdate())
    first, after = timezone.localdate(start), timezone.localdate(end)
    return [event for event in events if recurrence.takes_place_between(event, first, after)]


def _repeated(matching: Any) -> Any:
    return matching.upcoming().exclude(rhythm="").in_order()[:40]


def _beside(
    label: str, shown: listing.Slice, chosen: dict[str, Any]
) -> list[translation.TranslatedTitle]:
    """Return what stands beside the first page of the dates; the language filter holds for it."""
    if shown.number > 1:
        return []
    titles = _titles(label)
    return [each for each in titles if not (chosen.get("meine_sprache") and each.foreign_code)]


def _titles(label: str) -> list[translation.TranslatedTitle]:
    """Return trainings, series or method sheets by title; remembered, they are few."""
    key = ("titles", label, translation.active_code())
    return content_version.remember(key, lambda: _read_titles(label))


def _read_titles(label: str) -> list[translation.TranslatedTitle]:
    pages = list(
        apps.get_model(label)
        .objects.at_the_source()
        .published()
        .defer_streamfields()
        .order_by("title")[:20]
    )
    titles = translation.titles_of(pages)
    return [titles[page.translation_key] for page in pages if page.translation_key in titles]


def _title_of(page: Any) -> translation.TranslatedTitle | None:
    if page is None:
        return None
    return translation.titles_of([page]).get(page.translation_key)


def _with_sessions(
    rows: list[DateRow], shown: listing.Slice, chosen: dict[str, Any]
) -> list[DateRow]:
    """Put the sessions of trainings between the events of the same stretch of time."""
    if any(value for key, value in chosen.items() if key not in FITTING_SESSIONS):
        return rows
    words = _training_words()
    if chosen.get("meine_sprache"):
        words = {pk: each for pk, each in words.items() if not each.text.foreign_code}
    sessions = (
        apps.get_model("events.TrainingSession")
        .objects.filter(training__in=words, ends_at__gte=timezone.now())
        .select_related("venue__town")
        .order_by("starts_at", "pk")
    )
    if chosen.get("zeitraum"):
        start, end = period(chosen["zeitraum"], today=timezone.localdate())
        sessions = sessions.filter(starts_at__lt=end, ends_at__gte=start)
    if shown.number > 1:
        # From the first event of this page on; what lies before stood on the page before.
        first = rows[0].starts_at if rows else None
        sessions = sessions.filter(starts_at__gte=first) if first else sessions.none()
    if shown.following is not None and shown.following.starts_at:
        sessions = sessions.filter(starts_at__lt=shown.following.starts_at)
    found = [_session_row(session, words[session.training_id]) for session in sessions[:60]]
    # Dates that are still open stand last.
    last = datetime.max.replace(tzinfo=UTC)
    return sorted([*rows, *found], key=lambda row: row.starts_at or last)


@dataclass(frozen=True)
class TrainingWords:
    """What a session says about its training, in the reader's language."""

    text: translation.TranslatedTitle
    cost: str
    has_waiting_list: bool
    # By number: the title of the module and the language to mark it with.
    modules: dict[int, tuple[str, str]]


def _training_words() -> dict[int, TrainingWords]:
    """Return the public trainings by the id of their German page; remembered, they are few."""
    key = ("training words", translation.active_code())
    return content_version.remember(key, _read_training_words)


def _read_training_words() -> dict[int, TrainingWords]:
    training_page = apps.get_model("events.TrainingPage")
    trainings = {
        training.pk: training
        for training in training_page.objects.at_the_source().published().defer_streamfields()
    }
    titles = translation.titles_of(trainings.values())
    modules = _module_titles(trainings)
    return {
        pk: TrainingWords(
            text=titles[training.translation_key],
            cost=str(training.get_cost_display()),
            has_waiting_list=training.has_waiting_list,
            modules={number: words for (owner, number), words in modules.items() if owner == pk},
        )
        for pk, training in trainings.items()
        if training.translation_key in titles
    }


def _module_titles(trainings: dict[int, Any]) -> dict[tuple[int, int], tuple[str, str]]:
    """Return titles of modules by German training and number, with the language to mark."""
    source_id, active_id = translation.source_locale_id(), translation.active_locale_id()
    by_key = {training.translation_key: pk for pk, training in trainings.items()}
    rows = (
        apps.get_model("events.TrainingModule")
        .objects.filter(
            training__translation_key__in=by_key,
            training__live=True,
            locale_id__in={source_id, active_id},
        )
        .values_list("training__translation_key", "number", "locale_id", "title")
    )
    titles: dict[tuple[int, int], tuple[str, str]] = {}
    for key, number, locale_id, title in rows:
        slot = (by_key[key], number)
        if locale_id == active_id:
            titles[slot] = (title, "")
        else:
            titles.setdefault(slot, (title, translation.SOURCE_LANGUAGE))
    return titles


def _session_row(session: Any, words: TrainingWords) -> DateRow:
    venue = session.venue if session.venue is not None and session.venue.is_public else None
    return DateRow(
        text=words.text,
        kind=None,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        is_all_day=False,
        state="confirmed",
        moved_from=None,
        place=venue.name if venue and not venue.is_protected else "",
        town=venue.town.name if venue and venue.town else "",
        is_online=bool(venue and venue.is_online),
        cost=words.cost,
        has_childcare=False,
        is_step_free=venue.is_step_free if venue else None,
        places_left=None,
        is_full=False,
        has_waiting_list=words.has_waiting_list,
        rhythm="",
        weekdays=(),
        week_of_month=None,
        repeats_until=None,
        module_number=session.module_number,
        module_title=words.modules.get(session.module_number, ("", ""))[0],
        module_foreign_code=words.modules.get(session.module_number, ("", ""))[1],
    )


def _foreign_code(page: Any, texts: dict[Any, Any], row: Any) -> str:
    if row.translation_key in texts:
        return translation.foreign_code(page)
    return translation.SOURCE_LANGUAGE
