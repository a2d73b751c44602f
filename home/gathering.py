"""What the front page and topic pages gather from everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps

from cms.core import content_version, people, translation, vocabulary
from cms.core.models import GlossaryTerm, Topic


@dataclass(frozen=True)
class TermEntry:
    """A German office word with its explanation in the reader's language."""

    code: str
    article: str
    term: str
    syllables: str
    aliases: str
    equivalent: str
    explanation: str
    language: str
    topic: vocabulary.TermText | None
    see_also: tuple[str, ...]
    # The language to mark the explanation with; empty in the reader's own.
    foreign_code: str


def for_home() -> dict[str, Any]:
    """Return the next dates, what repeats, the newest news, and who looks for people."""
    from events import calendar
    from initiatives import directory
    from news import listing

    return {
        **calendar.for_front_page(dates=5, regular=4),
        "latest_news": listing.latest(3),
        "looking_for_people": directory.looking_for_people(3),
    }


def for_topic(facts: Any) -> dict[str, Any]:
    """Return everything that belongs to a topic: people, offers, dates, news, words."""
    from events import calendar
    from initiatives import directory
    from news import listing

    offer_types = [each.pk for each in facts.offer_types.all()]
    topic_id = facts.topic_id
    if offer_types:
        initiatives = directory.offering(offer_types, 12)
    else:
        initiatives = directory.about_topic(topic_id, 12) if topic_id else []
    return {
        "contacts": contacts_of(facts),
        "topic": vocabulary.terms(Topic).get(topic_id),
        "initiatives": initiatives,
        "dates": calendar.about_topic(topic_id, 5) if topic_id else [],
        "news": listing.about_topic(topic_id, 3) if topic_id else [],
        "terms": [
            entry for entry in glossary() if entry.topic is not None and entry.topic.pk == topic_id
        ],
        "subtopics": subpages(facts),
    }


def contacts_of(facts: Any) -> list[people.ContactCard]:
    """Return the people whom a page names."""
    return people.contact_cards(facts.contacts.order_by("pk"))


def subpages(facts: Any) -> list[translation.TranslatedTitle]:
    """Return the pages below a page."""
    pages = list(facts.get_children().live().order_by("path"))
    titles = translation.titles_of(pages)
    return [titles[page.translation_key] for page in pages if page.translation_key in titles]


def glossary() -> list[TermEntry]:
    """Return all office words from A to Z; remembered."""
    code = translation.active_code()
    return content_version.remember(("glossary", code), _read_glossary)


def glossary_url() -> str:
    """Return where the glossary is in the reader's language, or in German."""
    code = translation.active_code()
    return content_version.remember(("glossary address", code), _find_glossary)


def _find_glossary() -> str:
    page = apps.get_model("home.GlossaryPage").objects.at_the_source().published().first()
    if page is None:
        return ""
    title = translation.titles_of([page]).get(page.translation_key)
    return title.url if title else ""


def _read_glossary() -> list[TermEntry]:
    rows = list(
        GlossaryTerm.objects.published()
        .at_the_source()
        .select_related("topic")
        .prefetch_related("see_also")
    )
    texts = translation.texts_of(rows)
    code = translation.active_code()
    entries = []
    for row in rows:
        text = texts.get(row.translation_key)
        entries.append(
            TermEntry(
                code=row.code,
                article=row.article,
                term=row.term,
                syllables=row.syllables,
                aliases=row.aliases,
                equivalent=text.equivalent if text else "",
                explanation=(text or row).explanation,
                language=code if text else translation.SOURCE_LANGUAGE,
                foreign_code="" if text else translation.SOURCE_LANGUAGE,
                topic=vocabulary.text_of(row.topic),
                see_also=tuple(other.code for other in row.see_also.all()),
            )
        )
    return sorted(entries, key=lambda entry: entry.term.casefold())
