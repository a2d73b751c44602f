"""Routes of no page: search, sitemap, robots."""

from django.urls import path, re_path
from wagtail.urls import serve_pattern

from home import routing, search, sitemaps

machine_patterns = [
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-<slug:code>.xml", sitemaps.sitemap_of_language, name="sitemap_of_language"),
    path(".well-known/security.txt", sitemaps.security, name="security"),
    path("robots.txt", sitemaps.robots, name="robots"),
]

reader_patterns = [
    path("suche/", search.search, name="search"),
]

# Wagtail builds the addresses of pages from this name.
page_patterns = [
    re_path(serve_pattern, routing.serve, name="wagtail_serve"),
]
