"""Routes of the news beside their pages."""

from django.urls import path

from news.feeds import NewsFeed

urlpatterns = [
    path("aktuelles.atom", NewsFeed(), name="news_feed"),
]
