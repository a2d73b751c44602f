"""Who guesses passwords is slowed down; nobody else is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AbstractUser
from django.test import Client
from django.urls import reverse
from django.utils import timezone

pytestmark = pytest.mark.django_db

PASSWORD = "vierundzwanzig-kraniche"


@pytest.fixture(autouse=True)
def _throttle(settings: Any, django_user_model: type[AbstractUser]) -> None:
    settings.AXES_ENABLED = True
    django_user_model.objects.create_superuser("chefin", password=PASSWORD)
    django_user_model.objects.create_superuser("zweite", password=PASSWORD)


def sign_in(password: str, *, name: str = "chefin", address: str = "198.51.100.7") -> Any:
    return Client(REMOTE_ADDR=address).post(
        reverse("wagtailadmin_login"), {"username": name, "password": password}
    )


def guess(times: int, **who: str) -> Any:
    for number in range(times):
        response = sign_in(f"falsch-{number}", **who)
    return response


def test_fifth_wrong_password_is_answered_kindly_with_a_pause() -> None:
    assert guess(4).status_code == 200

    response = sign_in("falsch")

    assert response.status_code == 429
    assert "axes_locked.html" in [template.name for template in response.templates]
    assert PASSWORD not in response.content.decode()


def test_right_password_does_not_help_during_the_pause() -> None:
    guess(5)

    assert sign_in(PASSWORD).status_code == 429


def test_same_person_gets_in_from_elsewhere() -> None:
    guess(5)

    assert sign_in(PASSWORD, address="198.51.100.8").status_code == 302


def test_other_person_gets_in_from_the_same_address() -> None:
    guess(5)

    assert sign_in(PASSWORD, name="zweite").status_code == 302


def test_pause_ends() -> None:
    guess(5)

    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert sign_in(PASSWORD).status_code == 302


def test_right_password_forgives_the_wrong_ones() -> None:
    guess(4)
    sign_in(PASSWORD)

    assert guess(4).status_code == 200


def test_forged_address_does_not_escape_the_pause() -> None:
    guess(5)

    response = Client(REMOTE_ADDR="198.51.100.7").post(
        reverse("wagtailadmin_login"),
        {"username": "chefin", "password": PASSWORD},
        headers={"X-Forwarded-For": "203.0.113.9"},
    )

    assert response.status_code == 429
