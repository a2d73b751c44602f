"""The one row that tells every process which content it looks at."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class ContentVersion(models.Model):
    """The token of the published content; see cms.core.content_version."""

    ONLY: ClassVar[int] = 1

    token = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="core_contentversion_one_row"),
        ]

    def __str__(self) -> str:
        return self.token
