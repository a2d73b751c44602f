"""What the kernel adds to Wagtail's admin; registrations only."""

from __future__ import annotations

from wagtail.snippets.models import register_snippet

from cms.core import viewsets

register_snippet(viewsets.DirectoryGroup)
register_snippet(viewsets.WordsGroup)
