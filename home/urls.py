"""Routes of no page: search, choice of language, pages that stand in, sitemap, robots."""

from django.urls import URLPattern, path, re_path
from wagtail.urls import serve_pattern

from cms.core.translation import UNTRANSLATED
from home import languages, offline, routing, search, short_links, sitemaps, two_languages
from home.feedback import urls as feedback_urls
from home.gallery import views

machine_patterns = [
    # For those who build the site: answers only with DEBUG.
    path("gallery/", views.gallery, name="gallery"),
    path("s/<slug:code>", short_links.follow, name="short_link"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-<slug:code>.xml", sitemaps.sitemap_of_language, name="sitemap_of_language"),
    path(".well-known/security.txt", sitemaps.security, name="security"),
    path("worker.js", offline.worker, name="worker"),
    path("robots.txt", sitemaps.robots, name="robots"),
]

reader_patterns: list[URLPattern] = [
    path("suche/", search.search, name="search"),
    path("unterwegs/", offline.frame, name="offline_frame"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("sprachen/", languages.choose, name="languages"),
    *feedback_urls.urlpatterns,
    # Before the pages; their addresses follow as they are in German.
    re_path(rf"^{UNTRANSLATED}/((?:[\w\-]+/)*)$", routing.serve_stand_in, name="stand_in"),
    re_path(r"^zweisprachig/((?:[\w\-]+/)+)$", two_languages.show, name="two_languages"),
]

# Wagtail builds the addresses of pages from this name.
page_patterns = [
    re_path(serve_pattern, routing.serve, name="wagtail_serve"),
]
