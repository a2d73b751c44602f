"""Two people who take the same text at the same moment: one has it, the other is told so."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connections
from django.test import Client
from django.urls import reverse

from tests.support import roles, site, translating

pytestmark = pytest.mark.usefixtures("own_site")

PATIENCE = 60  # seconds
NAMES = ("erste", "zweite")


class Taker(threading.Thread):
    """A translator who presses “Take” when everybody is ready."""

    def __init__(self, client: Client, url: str, ready: threading.Barrier) -> None:
        super().__init__(daemon=True)
        self.client, self.url, self.ready = client, url, ready
        self.location, self.said = "", ""

    def run(self) -> None:
        try:
            self.ready.wait(PATIENCE)
            answer = self.client.post(self.url)
            self.location = answer["Location"]
            self.said = " ".join(str(each) for each in get_messages(answer.wsgi_request))
        finally:
            connections.close_all()


def test_one_of_two_gets_the_text_and_the_other_a_message() -> None:
    page: Any = site.page(live=True)
    url = reverse("translations_take", args=[page.translation_key, "ar"])
    clients = {name: roles.client_of("translator_ar", name) for name in NAMES}
    ready = threading.Barrier(len(NAMES))
    takers = {name: Taker(client, url, ready) for name, client in clients.items()}

    for taker in takers.values():
        taker.start()
    for taker in takers.values():
        taker.join(timeout=PATIENCE)

    winner = translating.record(page).claimed_by
    assert winner is not None
    (loser,) = set(NAMES) - {winner.username}
    editor = reverse("translations_edit", args=[page.translation_key, "ar"])
    assert takers[winner.username].location == editor
    assert takers[loser].location == reverse("translations_desk")
    assert winner.username in takers[loser].said
