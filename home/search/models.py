"""What the search remembers of public pages, and the words that it knows."""

from __future__ import annotations

from django.db import models
from wagtail.models import Page


class SearchEntry(models.Model):
    """The text of a published page as the search found it; whether it is public is asked anew.

    The words of the text stand in `home_searchwords`, a table of the database's own kind: see
    home.search.sqlite and home.search.postgres.
    """

    page = models.OneToOneField(
        Page, primary_key=True, on_delete=models.CASCADE, related_name="search_entry"
    )
    title = models.TextField()
    teaser = models.TextField(blank=True)
    text = models.TextField(blank=True)
    # Town, topics, offers: kept on the German page, found in every language.
    facts = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.title


class SearchWord(models.Model):
    """A word that stands on some page; for compounds and for what people have mistyped.

    Words of a page that goes are forgotten once a day. Nobody is shown one before a public page
    with it was found.
    """

    stem = models.CharField(max_length=60, unique=True)
    backwards = models.CharField(max_length=60, db_index=True)
    shown = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.shown
