"""Issues stand newest first and point only to what is public."""

from datetime import date

import pytest
from django.http import QueryDict

from cms.core import related
from cms.core.models import RelatedPage
from newsletter import archive
from newsletter.models import NewsletterArchivePage, NewsletterIssuePage
from tests.factories import pages, tree

pytestmark = pytest.mark.django_db


def issue(**fields) -> NewsletterIssuePage:
    fields.setdefault("title", f"Ausgabe {tree.number()}")
    return tree.add(tree.section(NewsletterArchivePage), NewsletterIssuePage(**fields))


def test_the_newest_issue_stands_first():
    issue(title="Alt", date=date(2026, 1, 2))
    issue(title="Neu", date=date(2026, 2, 2))

    context = archive.for_archive(tree.section(NewsletterArchivePage), QueryDict())

    assert [row.text.title for row in context["rows"]] == ["Neu", "Alt"]


def test_an_issue_names_only_items_that_are_public():
    public, draft = pages.news(title="Öffentlich"), pages.news(title="Entwurf", live=False)
    page = issue()
    page.related_pages = [RelatedPage(target=public), RelatedPage(target=draft)]
    page.save_revision().publish()

    items = related.related_to(NewsletterIssuePage.objects.get(pk=page.pk))

    assert [item.title for item in items] == ["Öffentlich"]
