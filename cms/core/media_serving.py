"""Give out what was uploaded: pictures as pages show them, documents through their permissions.

Of the media folder only finished renditions have addresses. Originals, documents and unfinished
uploads have none, so no guess and no forgotten link leads to them.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from pathlib import PurePosixPath

from django.http import FileResponse, Http404, HttpRequest, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.http import http_date
from django.views.decorators.http import require_safe
from django.views.static import was_modified_since
from wagtail.documents.views.serve import serve as serve_with_permission
from wagtail.models import CollectionViewRestriction

from cms.core.models import SiteDocument, SiteRendition

RENDITION = re.compile(r"images/[\w-][\w.-]*")
CONTENT_TYPES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".avif": "image/avif",
}
NOTHING_RUNS = "default-src 'none'; sandbox"
# A sandbox would keep browsers from showing a PDF at all; it is examined when it is uploaded.
NOTHING_RUNS_IN_PDF = "default-src 'none'"
PRIVATE = "private, no-store"
# A browser keeps a picture for a day; a proxy asks again soon, so that one withdrawn is gone.
PUBLIC_PICTURE = "public, max-age=86400, s-maxage=60"
PUBLIC_DOCUMENT = "public, no-cache"


@require_safe
def serve_rendition(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer with a rendition; with 404 to everything else, whether it exists or not."""
    content_type = CONTENT_TYPES.get(PurePosixPath(path).suffix.lower())
    if content_type is None or not RENDITION.fullmatch(path):
        raise Http404
    restrictions = _restrictions_of_picture(path)
    if not all(_may_see(restriction, request) for restriction in restrictions):
        raise Http404
    response = _file_response(request, path, content_type)
    response.headers["Cache-Control"] = PRIVATE if restrictions else PUBLIC_PICTURE
    response.headers["Content-Security-Policy"] = NOTHING_RUNS
    return response


@require_safe
def serve_document(
    request: HttpRequest, document_id: int, document_filename: str
) -> HttpResponseBase:
    """Let Wagtail check and answer, and say how long and by whom the answer may be kept."""
    response: HttpResponseBase = serve_with_permission(request, document_id, document_filename)
    document = SiteDocument.objects.select_related("collection").filter(pk=document_id).first()
    is_private = document is None or document.collection.get_view_restrictions().exists()
    response.headers["Cache-Control"] = PRIVATE if is_private else PUBLIC_DOCUMENT
    is_file = response.status_code == HTTPStatus.OK and response.streaming
    if is_file:
        is_pdf = response.headers.get("Content-Type") == "application/pdf"
        response.headers["Content-Security-Policy"] = (
            NOTHING_RUNS_IN_PDF if is_pdf else NOTHING_RUNS
        )
    return response


def _restrictions_of_picture(path: str) -> list[CollectionViewRestriction]:
    """Return who may see a picture; where no collection is private, that is one query."""
    restrictions = list(CollectionViewRestriction.objects.select_related("collection"))
    if not restrictions:
        return []
    tree_path = (
        SiteRendition.objects.filter(file=path).values_list("image__collection__path", flat=True)
    ).first()
    if tree_path is None:
        raise Http404
    return [each for each in restrictions if tree_path.startswith(each.collection.path)]


def _may_see(restriction: CollectionViewRestriction, request: HttpRequest) -> bool:
    # Editors choose among the pictures of all collections.
    is_editor = request.user.has_perm("wagtailadmin.access_admin")
    return is_editor or bool(restriction.accept_request(request))


def _file_response(request: HttpRequest, path: str, content_type: str) -> HttpResponseBase:
    storage = SiteRendition._meta.get_field("file").storage
    try:
        modified = storage.get_modified_time(path)
        since = request.headers.get("If-Modified-Since")
        if not was_modified_since(since, modified.timestamp()):
            return HttpResponseNotModified()
        response = FileResponse(storage.open(path), content_type=content_type)
    except (OSError, ValueError) as error:
        raise Http404 from error
    response.headers["Last-Modified"] = http_date(modified.timestamp())
    return response
