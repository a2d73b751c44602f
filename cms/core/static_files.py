"""Style sheets and scripts as they are given out: without comments and blanks, packed twice."""

from __future__ import annotations

from collections.abc import Callable

import rcssmin
import rjsmin
from django.core.files.base import ContentFile, File
from whitenoise.storage import CompressedManifestStaticFilesStorage

# What Wagtail and Django bring is packed by those who make it.
OWN_FOLDERS = ("css/", "js/", "admin/")
MINIFIERS: dict[str, Callable[[str], str]] = {".css": rcssmin.cssmin, ".js": rjsmin.jsmin}


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Collects the site's static files under names that change with their content."""

    def _save(self, name: str, content: File) -> str:
        saved: str = super()._save(name, _minified(name, content))
        return saved


def _minified(name: str, content: File) -> File:
    suffix = name[name.rfind(".") :]
    minify = MINIFIERS.get(suffix)
    if minify is None or not name.replace("\\", "/").startswith(OWN_FOLDERS):
        return content
    # Whoever made up the name from the content has read it to its end.
    content.seek(0)
    return ContentFile(minify(content.read().decode("utf-8")).encode("utf-8"))
