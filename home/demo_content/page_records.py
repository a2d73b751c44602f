"""What each kind of page takes from its record: facts, links to other pages, texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.text import slugify
from wagtail.models import Page

from cms.core.models import (
    Audience,
    ContactPerson,
    EventKind,
    OfferType,
    Organisation,
    Region,
    RelatedPage,
    SiteImage,
    SpokenLanguage,
    Topic,
    Town,
    Venue,
)
from events.models import (
    EventPage,
    EventSeriesPage,
    EventSpeaker,
    MethodPage,
    TrainingModule,
    TrainingPage,
    TrainingRun,
    TrainingSession,
)
from events.models.events import CostPosition
from home.demo_content import dates, files, markup
from home.demo_content.blocks import Blocks
from home.demo_content.files import SOURCE, Record
from home.demo_content.world import World
from home.models import StandardPage, TopicPage
from initiatives.models import InitiativePage, Offer, OfferTime, ProjectPage
from initiatives.models.projects import Extension, Interview, KeyFigure, ProjectFunding
from news.models import NewsPage
from newsletter.models import NewsletterIssuePage

Fields = dict[str, Any]


def _nothing(*_args: Any) -> Fields:
    return {}


@dataclass(frozen=True)
class PageKind:
    """How the records of one kind become pages."""

    model: type[Page]
    parent: str
    facts: Callable[[World, Record], Fields]
    texts: Callable[[Record, Blocks], Fields]
    links: Callable[[World, Record], Fields] = _nothing
    # Child rows with text: relation → the fields of its rows that are translated.
    children: dict[str, Callable[[Record], list[dict[str, Any]]]] = field(default_factory=dict)


def title_of(record: Record, code: str) -> str:
    """Return the title of a record in a language; a name is the same in all."""
    title = record.get("title") or record.get("subject") or record["name"]
    return markup.line(title if isinstance(title, str) else title[code])


def teaser_of(record: Record, code: str) -> str:
    """Return the teaser of a record in a language."""
    return markup.plain((record.get("summary") or record.get("teaser") or {}).get(code, ""))


def care(world: World, record: Record) -> Fields:
    """Return who is to be called and who looks after the page."""
    return {
        "contact": world.find(ContactPerson, record.get("contact") or record.get("contact_ref")),
        "caretaker": world.find(ContactPerson, record.get("owner")),
        "review_after_days": record.get("review_after_days"),
    }


def _body(record: Record, blocks: Blocks) -> Fields:
    written = (record.get("body") or {}).get(blocks.code)
    return {"body": blocks.story(written, record["id"], "body")}


def _related(world: World, record: Record, name: str = "related") -> Fields:
    targets = [world.pages[each] for each in record.get(name, [])]
    return {
        "related_pages": [
            RelatedPage(target_id=target, sort_order=order) for order, target in enumerate(targets)
        ]
    }


def _number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


# ---------------------------------------------------------------- topics and text pages


def _topic_facts(world: World, record: Record) -> Fields:
    return {
        **care(world, record),
        "topic": world.find(Topic, record["topic"]),
        "contacts": world.find_all(ContactPerson, record["contacts"]),
        "offer_types": world.find_all(OfferType, record.get("list_offers_of_type")),
        "show_in_menus": True,
        "menu_group": "newcomers",
    }


def _standard_facts(world: World, record: Record) -> Fields:
    in_menu = record["id"] == "volunteer"
    return {
        **care(world, record),
        "contacts": world.find_all(ContactPerson, record["contacts"]),
        "show_in_menus": in_menu,
        "menu_group": "volunteers" if in_menu else "",
    }


# ---------------------------------------------------------------- method sheets


def _method_facts(world: World, record: Record) -> Fields:
    method = record["method"]
    return {
        **care(world, record),
        "audience": world.find_all(Audience, method["audience"]),
        "interval_months": method["interval_months"],
        "duration_minutes": method["duration_minutes"],
        "group_size_minimum": method["group_size"]["min"],
        "group_size_maximum": method["group_size"]["max"],
        "invitation_lead_days": method["invitation_lead_days"],
        "reminder_lead_days": method["reminder_lead_days"],
        "has_photo_notice": method["photo_notice"],
        "funders": world.find_all(Organisation, record["funders"]),
        "cost_positions": [
            CostPosition(
                label=position["label"][SOURCE],
                estimate=_number(position["estimate_eur"]),
                sort_order=order,
            )
            for order, position in enumerate(method["cost_positions"])
        ],
    }


def _method_texts(record: Record, blocks: Blocks) -> Fields:
    method, key, code = record["method"], record["id"], blocks.code
    return {
        **_body(record, blocks),
        "goals": blocks.lines(method["goals"], key, "goals"),
        "agenda": blocks.agenda(method["agenda"], key, "agenda"),
        "equipment": blocks.lines(method["equipment"], key, "equipment"),
        "catering": blocks.lines(method["catering"], key, "catering"),
        "venue_rule": method["venue_rule"].get(code, ""),
        "next_date_rule": method["next_date_rule"].get(code, ""),
    }


# ---------------------------------------------------------------- initiatives


def _initiative_facts(world: World, record: Record) -> Fields:
    person = record.get("contact_person", {})
    return {
        **care(world, record),
        "town": world.find(Town, record["town"]),
        "venue": world.find(Venue, record["venue"]),
        "address_text": record.get("address_text", ""),
        "is_address_protected": record.get("address_private", False),
        "carrier": world.find(Organisation, record.get("carrier")),
        "coordinator_name": person.get("name", ""),
        "coordinator_role": person.get("role", {}).get(SOURCE, ""),
        "phone_display": record["phone_display"],
        "phone_dial": record["phone_e164"],
        "email": record["email"],
        "website": record["website"],
        "spoken_languages": world.find_all(SpokenLanguage, record["spoken_languages"]),
        "topics": world.find_all(Topic, record["topics"]),
        "audience": world.find_all(Audience, record["audience"]),
        "founded": record["founded"],
        "volunteers": record["volunteers"],
        "accepts_donations": record["accepts_donations"],
        "requires_certificate": record.get("requires_certificate", False),
        "is_seasonal": record.get("seasonal", False),
        "verified_on": world.dates.day(record["verified"]),
        "verified_by": world.find(ContactPerson, record["verified_by"]),
        "verified_how": record["verified_how"],
        "offers": [_offer(world, offer, order) for order, offer in enumerate(record["offers"])],
    }


def _offer(world: World, record: Record, order: int) -> Offer:
    return Offer(
        locale=world.locales[SOURCE],
        offer_type=world.find(OfferType, record["type"]),
        cost=record["cost"],
        needs_sign_up=record["sign_up"],
        has_childcare=record["childcare"],
        sort_order=order,
        times=[
            OfferTime(
                weekday=dates.WEEKDAYS.index(time["weekday"]),
                starts=dates.clock(time["time"]),
                ends=dates.clock(time["end"]),
                weeks_of_month=",".join(map(str, time["nth"] or [])),
                sort_order=position,
            )
            for position, time in enumerate(record["schedule"])
        ],
    )


def _initiative_texts(record: Record, blocks: Blocks) -> Fields:
    description = record["description"].get(blocks.code)
    return {
        "body": blocks.story(description, record["id"], "body"),
        "needs": blocks.lines(record["needs"], record["id"], "needs"),
        "address_note": markup.line(record.get("address_note", {}).get(blocks.code, "")),
    }


# ---------------------------------------------------------------- projects


def _project_facts(world: World, record: Record) -> Fields:
    brochure = record.get("brochure") or {}
    return {
        **care(world, record),
        "status": record["status"],
        "starts_on": world.dates.day(record["start"]),
        "start_precision": record["start"]["precision"],
        "ends_on": world.dates.day(record["end"]),
        "end_precision": record["end"]["precision"],
        "carrier": world.find(Organisation, record["carrier"]),
        "partners": world.find_all(Organisation, record["partners"]),
        "regions": world.find_all(Region, record["region"]),
        "brochure_published_on": world.dates.day(brochure.get("published")),
        "is_archived": record.get("archived_notice", False),
        "funding": [
            ProjectFunding(
                organisation=world.find(Organisation, each["org"]),
                share=each["share"],
                sort_order=order,
            )
            for order, each in enumerate(record["funders"])
        ],
        "key_figures": [
            _key_figure(world, figure, order) for order, figure in enumerate(record["key_figures"])
        ],
        "extensions": [
            Extension(locale=world.locales[SOURCE], months=each["months"], sort_order=order)
            for order, each in enumerate(record["extensions"])
        ],
        "interviews": [
            Interview(
                locale=world.locales[SOURCE],
                person=each["person"],
                title=each["title"][SOURCE],
                publish_on=world.dates.day(each["publish"]),
                sort_order=order,
            )
            for order, each in enumerate(record["interviews"])
        ],
    }


def _key_figure(world: World, figure: Record, order: int) -> KeyFigure:
    is_planned = figure["id"] == "planned"
    return KeyFigure(
        locale=world.locales[SOURCE],
        code=figure["id"],
        value=_number(figure.get("value_min", figure["value"])),
        value_maximum=_number(figure.get("value_max")),
        kind=KeyFigure.Kind.PLANNED if is_planned else KeyFigure.Kind.REACHED,
        target=figure.get("target"),
        as_of=world.dates.day(figure.get("as_of")),
        counted_from=figure.get("derivable_from", ""),
        is_highlighted=figure.get("highlight", False),
        sort_order=order,
    )


def _project_links(world: World, record: Record) -> Fields:
    return {
        "training": world.page(record.get("training")),
        "linked_projects": [
            world.pages.get(figure.get("linked_project", "")) for figure in record["key_figures"]
        ],
    }


def _project_texts(record: Record, blocks: Blocks) -> Fields:
    key, code = record["id"], blocks.code
    brochure = record.get("brochure") or {}
    return {
        "motto": markup.line(record.get("motto", {}).get(code, "")),
        "offers": blocks.lines(record.get("offers"), key, "offers"),
        "fields_of_use": blocks.lines(record.get("fields_of_use"), key, "fields"),
        "stages": blocks.lines(record.get("stages"), key, "stages"),
        "variants": blocks.lines(record.get("variants"), key, "variants"),
        "brochure_title": markup.line(brochure.get("title", {}).get(code, "")),
        "chapters": blocks.chapters(brochure.get("chapters", []), key, "chapters"),
    }


# ---------------------------------------------------------------- trainings


def _training_facts(world: World, record: Record) -> Fields:
    sign_up, certificate = record["sign_up"], record["certificate"]
    return {
        **care(world, record),
        "audience": world.find_all(Audience, record["audience"]),
        "cost": record["cost"],
        "capacity": record["capacity"],
        "has_certificate": certificate["issued"],
        "certificate_minimum_modules": certificate.get("min_modules"),
        "sign_up_contacts": world.find_all(ContactPerson, sign_up["with"]),
        "sign_up_closes_on": world.dates.day(sign_up["deadline"]),
        "has_waiting_list": sign_up["waiting_list"],
        "has_photo_notice": record["photo_notice"],
        "organiser": world.find(Organisation, record.get("organiser")),
        "funders": world.find_all(Organisation, record["funders"]),
        "modules": [
            TrainingModule(
                locale=world.locales[SOURCE],
                number=module["number"],
                title=module["title"][SOURCE],
                venue=world.find(Venue, module["default_venue"]),
                duration_minutes=module["duration_minutes"],
                sort_order=order,
            )
            for order, module in enumerate(record["modules"])
        ],
        "runs": [
            TrainingRun(
                locale=world.locales[SOURCE],
                code=run["id"],
                title=run["title"][SOURCE],
                places_taken=run["places_taken"],
                sort_order=order,
            )
            for order, run in enumerate(record["runs"])
        ],
        "sessions": [
            TrainingSession(
                run_code=run["id"],
                module_number=session["module"],
                starts_at=world.dates.moment(session["start"]),
                ends_at=world.dates.moment(session["start"], "end"),
                venue=world.find(Venue, session["venue"]),
            )
            for run in record["runs"]
            for session in run["sessions"]
        ],
    }


def _training_links(world: World, record: Record) -> Fields:
    return {"project": world.page(record["project"])}


def _training_texts(record: Record, blocks: Blocks) -> Fields:
    key, code = record["id"], blocks.code
    name = record["certificate"].get("name", {})
    return {
        "requirements": blocks.lines(record["requirements"], key, "requirements"),
        "support": blocks.lines(record["support"], key, "support"),
        "certificate_name": markup.line(name.get(code, "")),
        "catch_up": markup.plain(record.get("catch_up", {}).get(code, "")),
    }


# ---------------------------------------------------------------- events


def _series_facts(world: World, record: Record) -> Fields:
    return {
        **care(world, record),
        "kind": world.find(EventKind, record["kind"]),
        "organiser": world.find(Organisation, record["organiser"]),
    }


def _series_links(world: World, record: Record) -> Fields:
    return {"method": world.page(record["method"])}


def _series_texts(record: Record, blocks: Blocks) -> Fields:
    return {
        **_body(record, blocks),
        "rhythm_in_words": markup.line(record["rhythm"][blocks.code]),
    }


def series_of_events() -> dict[str, str]:
    """Return which series each event belongs to that belongs to one."""
    series = files.read("additions")["series"]
    return {event_id: record["id"] for record in series for event_id in record["events"]}


def _event_facts(world: World, record: Record) -> Fields:
    recurrence = record.get("recurrence")
    start = world.dates.first_meeting(record["start"], recurrence)
    week, weekdays = dates.rhythm(recurrence)
    sign_up = record.get("sign_up", {})
    return {
        **care(world, record),
        "kind": world.find(EventKind, record["kind"]),
        "starts_at": world.dates.moment(start),
        "ends_at": world.dates.moment(start, "end"),
        "state": record["status"],
        "rhythm": (recurrence or {}).get("freq", ""),
        "weekdays": weekdays,
        "week_of_month": week,
        "repeats_until": world.dates.day((recurrence or {}).get("until")),
        "except_on": [str(world.dates.day(rule)) for rule in (recurrence or {}).get("except", [])],
        "format": record["format"],
        "venue": world.find(Venue, record["venue"]),
        "region": world.find(Region, record.get("region")),
        "has_phone_dial_in": record.get("phone_dial_in", False),
        "is_recorded": record.get("recording", False),
        "topics": world.find_all(Topic, [record["topic"]] if "topic" in record else []),
        "is_topic_open": record.get("topic_open", False),
        "audience": world.find_all(Audience, record["audience"]),
        "spoken_languages": world.find_all(SpokenLanguage, record.get("spoken_languages")),
        "interpreting": world.find_all(SpokenLanguage, record.get("interpreting")),
        "cost": record["cost"],
        "has_childcare": record.get("childcare", False),
        "has_catering": record.get("catering", False),
        "has_photo_notice": record.get("photo_notice", False),
        "capacity": record.get("capacity"),
        "places_taken": record.get("places_taken", 0),
        "has_waiting_list": record.get("waiting_list", False),
        "sign_up": sign_up.get("mode", "none"),
        "sign_up_opens_on": world.dates.day(sign_up.get("opens")),
        "sign_up_closes_on": world.dates.day(sign_up.get("deadline")),
        "organiser": world.find(Organisation, record["organiser"]),
        "funders": world.find_all(Organisation, record.get("funders")),
        "invited_on": world.dates.day(record.get("invited_on")),
        "attendance": record.get("attendance"),
        "speakers": [_speaker(record["speaker"])] if "speaker" in record else [],
    }


def _speaker(record: Record) -> EventSpeaker:
    return EventSpeaker(
        name=record["name"],
        role=record.get("role", {}).get(SOURCE, ""),
        talk_title=record.get("talk_title", {}).get(SOURCE, ""),
    )


def _event_links(world: World, record: Record) -> Fields:
    names = ("host_initiative", "method", "training", "pair", "next_event")
    return {name: world.page(record.get(name)) for name in names}


def _event_texts(record: Record, blocks: Blocks) -> Fields:
    key, code = record["id"], blocks.code
    return {
        "state_reason": markup.line(record.get("status_reason", {}).get(code, "")),
        "agenda": blocks.agenda(record.get("agenda"), key, "agenda"),
        "record": blocks.story(record.get("record", {}).get(code), key, "record"),
    }


# ---------------------------------------------------------------- news and newsletter


def _news_facts(world: World, record: Record) -> Fields:
    return {
        **care(world, record),
        "date": world.dates.day(record["date"]),
        "topics": world.find_all(Topic, record["topics"]),
        "is_pinned": record.get("pinned", False),
        "is_urgent": record.get("urgent", False),
        "expire_at": world.dates.end_of(record.get("expires")),
        "deadline_on": world.dates.day(record.get("deadline")),
        "funders": world.find_all(Organisation, record.get("funders")),
        "image": world.find_if_any(SiteImage, record["id"]),
    }


def _news_links(world: World, record: Record) -> Fields:
    projects = [each for each in record.get("related", []) if each.startswith("project-")]
    return {
        **_related(world, record),
        "project": world.page(projects[0]) if projects else None,
    }


def _issue_facts(world: World, record: Record) -> Fields:
    return {"number": record["number"], "date": world.dates.day(record["date"])}


def _issue_links(world: World, record: Record) -> Fields:
    return _related(world, record, "items")


def _issue_texts(record: Record, blocks: Blocks) -> Fields:
    return {
        "introduction": markup.plain(record["intro"][blocks.code]),
        "closing": markup.plain(record["closing"][blocks.code]),
    }


# ---------------------------------------------------------------- all kinds

KINDS: dict[str, PageKind] = {
    "topic": PageKind(TopicPage, "home", _topic_facts, _body),
    "standard": PageKind(StandardPage, "home", _standard_facts, _body),
    "method": PageKind(MethodPage, "events-index", _method_facts, _method_texts),
    "initiatives": PageKind(
        InitiativePage,
        "initiatives-index",
        _initiative_facts,
        _initiative_texts,
        children={"offers": lambda record: [{"note": o.get("note")} for o in record["offers"]]},
    ),
    "projects": PageKind(
        ProjectPage,
        "projects-index",
        _project_facts,
        _project_texts,
        _project_links,
        children={
            "key_figures": lambda record: [
                {"label": each["label"], "detail": each.get("detail")}
                for each in record["key_figures"]
            ],
            "extensions": lambda record: [
                {"reason": each["reason"]} for each in record["extensions"]
            ],
            "interviews": lambda record: [
                {"title": each["title"], "role": each["role"], "body": each["body"]}
                for each in record["interviews"]
            ],
        },
    ),
    "trainings": PageKind(
        TrainingPage,
        "events-index",
        _training_facts,
        _training_texts,
        _training_links,
        children={
            "modules": lambda record: [
                {"title": each["title"], "goal": each["goal"], "contents": each["contents"]}
                for each in record["modules"]
            ],
            "runs": lambda record: [{"title": each["title"]} for each in record["runs"]],
        },
    ),
    "series": PageKind(
        EventSeriesPage, "events-index", _series_facts, _series_texts, _series_links
    ),
    "events": PageKind(EventPage, "events-index", _event_facts, _event_texts, _event_links),
    "news": PageKind(NewsPage, "news-index", _news_facts, _body, _news_links),
    "issues": PageKind(
        NewsletterIssuePage, "newsletter-index", _issue_facts, _issue_texts, _issue_links
    ),
}

# In this order the pages stand below their parents.
SOURCES = ("pages", "initiatives", "projects", "trainings", "events", "news")


def all_records() -> list[tuple[PageKind, Record]]:
    """Return every record that becomes a page of its own, with its kind."""
    # Series stand first: their events are loaded below them.
    found = [(KINDS["series"], record) for record in files.read("additions")["series"]]
    for name in SOURCES:
        for record in files.items(name):
            kind = KINDS.get(record.get("type", ""), KINDS.get(name))
            if kind is not None and record["id"] not in FILLED:
                found.append((kind, record))
    # Topics in the order of the menu, which is the order of need.
    found.sort(key=lambda pair: MENU.index(pair[1]["id"]) if pair[1]["id"] in MENU else len(MENU))
    found.extend((KINDS["issues"], record) for record in files.read("newsletter")["issues"])
    return found


MENU = ("first-steps", "find-help", "learn-german", "health")

# Records that are the text of a page which every site has.
FILLED = {
    "home": "",
    "easy-language": "leichte-sprache",
    "imprint": "impressum",
    "privacy": "datenschutz",
    "accessibility": "barrierefreiheit",
}
# The lists that the content leads to, with the words of the interface that name them.
LISTS = {
    "initiatives-index": ("initiativen", "nav_initiatives"),
    "events-index": ("termine", "nav_dates"),
    "news-index": ("aktuelles", "nav_news"),
    "projects-index": ("projekte", "nav_projects"),
    "glossary-index": ("woerter", "nav_glossary"),
    "newsletter-index": ("newsletter", "newsletter"),
}
# Addresses stand on posters and are typed from them.
LONGEST_SLUG = 32
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def slug_of(record: Record) -> str:
    """Return a short German address: the first words of the title."""
    slug = slugify(title_of(record, "de").lower().translate(UMLAUTS))
    if len(slug) <= LONGEST_SLUG:
        return slug
    return slug[: LONGEST_SLUG + 1].rpartition("-")[0]


def menu_title_of(record: Record, code: str) -> str:
    """Return the short title for the menu, where the record has one."""
    return markup.line(record.get("menu", {}).get(code, ""))
