"""The public sees what is live, unexpired and not private."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.core import publication
from tests.factories import pages

pytestmark = pytest.mark.django_db


def is_public(page) -> bool:
    return publication.published(Page.objects.filter(pk=page.pk)).exists()


def test_a_live_page_is_public():
    assert is_public(pages.news())


def test_a_draft_is_not_public():
    assert not is_public(pages.news(live=False))


def test_an_expired_page_is_not_public_even_before_the_clearing_job():
    page = pages.news()
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))

    assert not is_public(page)


def test_a_page_below_a_private_page_is_not_public():
    page = pages.news()
    PageViewRestriction.objects.create(
        page=page.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )

    assert not is_public(page)
