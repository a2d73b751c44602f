"""Routes for readers."""

from django.urls import path

from translations import wishing

urlpatterns = [
    path("uebersetzung-wuenschen/", wishing.wish_view, name="translation_wish"),
]
