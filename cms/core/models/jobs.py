"""When the regular jobs last ran."""

from __future__ import annotations

from django.db import models


class JobRun(models.Model):
    """One regular job, with the times of its last run; see cms.core.scheduling."""

    name = models.CharField(max_length=80, unique=True)
    last_started_at = models.DateTimeField(null=True)
    last_finished_at = models.DateTimeField(null=True)
    last_failed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
