"""Where everything is mounted."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.core import error_pages
from home import desk, missing
from home import urls as home_urls

# Of Wagtail's own routes only the doors of private pages; pages are served by ours.
password_patterns = [route for route in wagtail_urls.urlpatterns if route.name != "wagtail_serve"]

# Django's own would come without words of the reader's language.
handler404 = missing.not_found
handler500 = error_pages.server_error

urlpatterns = [
    # Before Wagtail's own first screen, which is called up by the same name.
    path("admin/", desk.first_screen),
    path("admin/", include(wagtailadmin_urls)),
    # Before Wagtail's documents: what is private there says so to caches.
    path("", include("cms.core.urls")),
    path("documents/", include(wagtaildocs_urls)),
    *home_urls.machine_patterns,
    *i18n_patterns(
        *home_urls.reader_patterns,
        path("", include("news.urls")),
        path("", include("translations.urls")),
        path("", include(password_patterns)),
        # Last, because it answers every address that is left.
        *home_urls.page_patterns,
        prefix_default_language=True,
    ),
]
