"""Routes for readers."""

from django.urls import path

from home.feedback import views

urlpatterns = [
    path("rueckmeldung/", views.report_view, name="feedback"),
    path("rueckmeldung/hilfreich/", views.vote_view, name="feedback_vote"),
    path("rueckmeldung/danke/", views.thanks_view, name="feedback_thanks"),
]
