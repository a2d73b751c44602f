"""Routes of the kernel; to be mounted before Wagtail's documents."""

from __future__ import annotations

from django.urls import path

from cms.core import health, media_serving

urlpatterns = [
    path("healthz", health.live, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("media/<path:path>", media_serving.serve_rendition, name="media"),
    path(
        "documents/<int:document_id>/<str:document_filename>",
        media_serving.serve_document,
        name="document",
    ),
]
