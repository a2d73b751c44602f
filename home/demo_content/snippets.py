"""The reusable records of the demo: vocabularies, people, places, words, numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile

from cms.core.models import (
    Audience,
    ContactPerson,
    EmergencyNumber,
    Equipment,
    EventKind,
    GlossaryTerm,
    OfferType,
    Organisation,
    Region,
    SiteImage,
    SpokenLanguage,
    SynonymGroup,
    Topic,
    Town,
    TranslatableSnippet,
    Venue,
)
from home.demo_content import files, manifest, markup
from home.demo_content.files import SOURCE, TRANSLATIONS, Record
from home.demo_content.world import World

TERMS: dict[str, type[TranslatableSnippet]] = {
    "topics": Topic,
    "event_kinds": EventKind,
    "audiences": Audience,
    "regions": Region,
    "offer_types": OfferType,
    "spoken_languages": SpokenLanguage,
}
# The content's word for what the product calls a play corner.
EQUIPMENT = {"playroom": Equipment.PLAY_CORNER.value}
SYNONYM_KINDS = {"emergency": "number"}

Texts = Callable[[str], dict[str, str]]


def load(world: World) -> None:
    """Load every reusable record, each in the languages it is written in."""
    _load_terms(world)
    _load_organisations(world)
    _load_venues(world)
    _load_contacts(world)
    _load_emergency_numbers(world)
    _load_glossary(world)


def picture(name: str, *, title: str, description: str) -> SiteImage:
    """Return a picture of the demo, added to the site's pictures."""
    content = ContentFile((files.IMAGES / name).read_bytes(), name=f"demo-{name}")
    image = SiteImage(
        title=title,
        description=description,
        licence=SiteImage.Licence.CC0,
        people=SiteImage.People.NOBODY,
    )
    image.file.save(content.name, content, save=False)
    image.save()
    manifest.add(image)
    return image


def _texts(written: dict[str, dict[str, str]]) -> Callable[[str], dict[str, str]]:
    """Return what gives the fields of a language that are written in it."""

    def of(code: str) -> dict[str, str]:
        return {name: markup.plain(by[code]) for name, by in written.items() if code in by}

    return of


def _add(
    world: World, record_id: str, model: type[Any], facts: Record, texts: Texts, needed: str
) -> Any:
    """Add a record in German, and in each language in which the text it needs is written."""
    row = model(demo_id=record_id, locale=world.locales[SOURCE], **facts, **texts(SOURCE))
    row = _publish(row)
    world.keep(record_id, row)
    manifest.add(row)
    for code in TRANSLATIONS:
        fields = texts(code)
        if needed in fields:
            _translate(world, row, code, fields)
    return row


def _translate(world: World, source: Any, code: str, fields: dict[str, str]) -> None:
    row = source.copy_for_translation(world.locales[code])
    for name in _text_fields(source):
        setattr(row, name, fields.get(name, ""))
    manifest.add(_publish(row))
    world.say_it_is_a_machine_draft(row, source)


def _publish(row: Any) -> Any:
    """Save a new row as public, with the revision it was published from."""
    row.full_clean()
    row.live = True
    row.latest_revision = row.live_revision = None
    row.save()
    revision = row.save_revision()
    now = revision.created_at
    type(row).objects.filter(pk=row.pk).update(
        live_revision=revision,
        has_unpublished_changes=False,
        first_published_at=now,
        last_published_at=now,
    )
    return type(row).objects.get(pk=row.pk)


TEXT_FIELDS: dict[type[TranslatableSnippet], tuple[str, ...]] = {
    Organisation: ("role", "funding_line"),
    Venue: ("public_transport", "access_note", "join_info"),
    ContactPerson: ("role", "hours"),
    EmergencyNumber: ("label",),
    GlossaryTerm: ("equivalent", "explanation"),
}


def _text_fields(row: Any) -> tuple[str, ...]:
    return TEXT_FIELDS.get(type(row), ("label",))


# ---------------------------------------------------------------- kinds of records


def _load_terms(world: World) -> None:
    written = files.read("taxonomies")
    for name, model in TERMS.items():
        for order, record in enumerate(written[name], start=1):
            code = record.get("id") or record["code"]
            facts = {"code": code, "icon": record.get("icon", ""), "sort_order": order * 10}
            if model is SpokenLanguage:
                facts["autonym"] = record["autonym"]
            _add(world, code, model, facts, _texts({"label": record["label"]}), "label")
    for record in written["towns"]:
        town = Town.objects.create(
            demo_id=record["id"],
            code=record["id"],
            name=record["name"],
            region=world.find(Region, record["region"]),
        )
        world.keep(record["id"], town)
        manifest.add(town)


def _load_organisations(world: World) -> None:
    for record in files.items("organisations"):
        logo = record.get("logo")
        facts = {
            "name": record["name"],
            "short_name": record.get("short", ""),
            "kind": record["kind"],
            "url": record.get("url", ""),
            "town": world.find(Town, record.get("town")),
            "logo": picture(
                f"logo-{record['id']}.png", title=record["short"], description=logo["alt"]
            )
            if logo
            else None,
            "must_show_everywhere": bool(record.get("must_show_on")),
        }
        texts = {
            "role": record.get("role", {}),
            "funding_line": record.get("funding_line", {}),
        }
        needed = "funding_line" if "funding_line" in record else "role"
        _add(world, record["id"], Organisation, facts, _texts(texts), needed)


def _load_venues(world: World) -> None:
    for record in files.items("venues"):
        facts = {
            "name": record["name"],
            "street": record.get("street", ""),
            "postcode": record.get("postcode", ""),
            "town": world.find(Town, record.get("town")),
            "is_online": record.get("online", False),
            "capacity": record.get("capacity"),
            "is_step_free": record.get("step_free"),
            "has_accessible_toilet": record.get("accessible_wc"),
            "has_hearing_loop": record.get("hearing_loop"),
            "equipment": [EQUIPMENT.get(each, each) for each in record.get("equipment", [])],
        }
        names = ("public_transport", "access_note", "join_info")
        texts = {name: record[name] for name in names if name in record}
        needed = next(iter(texts), "")
        _add(world, record["id"], Venue, facts, _texts(texts), needed)


def _load_contacts(world: World) -> None:
    for record in files.items("contacts"):
        facts = {
            "name": record["name"],
            "organisation": world.find(Organisation, record["organisation"]),
            "phone_display": record["phone_display"],
            "phone_dial": record["phone_e164"],
            "email": record["email"],
            "messengers": record.get("messenger", []),
            "languages": world.find_all(SpokenLanguage, record["languages"]),
            "venue": world.find(Venue, record.get("venue")),
            "room": record.get("room", ""),
            "is_by_appointment": record.get("appointment_required", False),
        }
        texts = {"role": record["role"], "hours": record.get("hours", {})}
        _add(world, record["id"], ContactPerson, facts, _texts(texts), "role")


def _load_emergency_numbers(world: World) -> None:
    for order, record in enumerate(files.items("emergency"), start=1):
        facts = {
            "number": record["number"],
            "dial": record["e164"],
            "hours": record["hours"],
            "is_free": record["free"],
            "sort_order": order * 10,
        }
        _add(
            world, record["id"], EmergencyNumber, facts, _texts({"label": record["label"]}), "label"
        )


def _load_glossary(world: World) -> None:
    records = files.items("glossary")
    for record in records:
        facts = {
            "term": record["term"],
            "code": record["id"],
            "article": record["article"],
            "syllables": record["syllables"],
            "aliases": ", ".join(record["aliases_de"]),
            "topic": world.find(Topic, record["topic"]),
        }
        texts = {"equivalent": record["equivalent"], "explanation": record["short"]}
        _add(world, record["id"], GlossaryTerm, facts, _texts(texts), "explanation")
    for record in records:
        term = world.find(GlossaryTerm, record["id"])
        term.see_also.set(world.find_all(GlossaryTerm, record["see_also"]))


def load_synonyms(world: World) -> None:
    """Load the groups of words that lead to the same target, once all targets exist."""
    for record in files.items("synonyms"):
        kind, colon, code = record["target"].partition(":")
        kind, code = (SYNONYM_KINDS.get(kind, kind), code) if colon else ("page", kind)
        if kind == "page":
            code = world.page(code).slug
        group = SynonymGroup.objects.create(
            target=f"{kind}:{code}", words=record["terms"], demo_id=record["target"]
        )
        manifest.add(group)
