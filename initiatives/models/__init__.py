"""The directory of initiatives with their offers, and projects with their figures."""

from initiatives.models.directory import (
    InitiativeIndexPage,
    InitiativePage,
    InitiativeQuerySet,
    Offer,
    OfferTime,
)
from initiatives.models.projects import (
    Extension,
    Interview,
    KeyFigure,
    ProjectFunding,
    ProjectIndexPage,
    ProjectPage,
)

__all__ = [
    "Extension",
    "InitiativeIndexPage",
    "InitiativePage",
    "InitiativeQuerySet",
    "Interview",
    "KeyFigure",
    "Offer",
    "OfferTime",
    "ProjectFunding",
    "ProjectIndexPage",
    "ProjectPage",
]
