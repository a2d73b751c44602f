"""The shared records: what pages of every kind are made of."""

from cms.core.models.content_version import ContentVersion
from cms.core.models.jobs import JobRun
from cms.core.models.media import SiteDocument, SiteImage, SiteRendition
from cms.core.models.moderation import FourEyesTask
from cms.core.models.pages import BasePage, BasePageForm, MenuGroup, PageTag, RelatedPage
from cms.core.models.people import ContactPerson, Messenger, Organisation
from cms.core.models.places import Equipment, Town, Venue
from cms.core.models.settings import SiteSettings
from cms.core.models.snippets import TranslatableSnippet
from cms.core.models.vocabulary import (
    Audience,
    EmergencyNumber,
    EventKind,
    GlossaryTerm,
    OfferType,
    Region,
    SpokenLanguage,
    SynonymGroup,
    Topic,
)

__all__ = [
    "Audience",
    "BasePage",
    "BasePageForm",
    "ContactPerson",
    "ContentVersion",
    "EmergencyNumber",
    "Equipment",
    "EventKind",
    "FourEyesTask",
    "GlossaryTerm",
    "JobRun",
    "MenuGroup",
    "Messenger",
    "OfferType",
    "Organisation",
    "PageTag",
    "Region",
    "RelatedPage",
    "SiteDocument",
    "SiteImage",
    "SiteRendition",
    "SiteSettings",
    "SpokenLanguage",
    "SynonymGroup",
    "Topic",
    "Town",
    "TranslatableSnippet",
    "Venue",
]
