"""A button to a page that readers may not open does not take the page down that it stands on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.factories import pages

pytestmark = pytest.mark.django_db


def private(page: Any) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def expired(page: Any) -> None:
    over = timezone.now() - timedelta(minutes=1)
    type(page).objects.filter(pk=page.pk).update(expire_at=over)


def links_of(page: Any) -> set[str]:
    answer = Client().get(page.get_url())
    assert answer.status_code == 200
    links = BeautifulSoup(answer.content, "html.parser").select("main a")
    return {str(link["href"]) for link in links}


@pytest.mark.parametrize("become", [private, expired], ids=["private", "expired"])
def test_a_button_leads_to_nothing_that_is_not_public(become: Any) -> None:
    target = pages.text_page(title="Geheim")
    button = {"type": "call_to_action", "value": {"label": "Zur Anmeldung", "page": target.pk}}
    page = pages.news(body=[button])
    before = links_of(page)

    become(target)

    assert target.get_url() in before
    assert target.get_url() not in links_of(page)
