"""Events, series of meetings, trainings in modules, method sheets."""

from events.models.events import (
    EventIndexPage,
    EventPage,
    EventQuerySet,
    EventSeriesPage,
    EventSpeaker,
    MethodPage,
)
from events.models.trainings import TrainingModule, TrainingPage, TrainingRun, TrainingSession

__all__ = [
    "EventIndexPage",
    "EventPage",
    "EventQuerySet",
    "EventSeriesPage",
    "EventSpeaker",
    "MethodPage",
    "TrainingModule",
    "TrainingPage",
    "TrainingRun",
    "TrainingSession",
]
