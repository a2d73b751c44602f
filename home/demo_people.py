"""One invented person for each role, so that a demo site can be tried from every side."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Group
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.users.models import UserProfile

from cms.core import moderation

SUPERUSER = ""
# Without letters and digits that look alike: people copy these from a terminal.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Role:
    """Somebody who works on the site."""

    username: str
    first_name: str
    last_name: str
    group: str
    task: object


ROLES = (
    Role("redaktion", "Rosa", "Redaktion", moderation.EDITORS, _("writes, hands in")),
    Role("moderation", "Mo", "Moderation", moderation.MODERATORS, _("approves, sends back")),
    Role(
        "uebersetzung-ar",
        "Amal",
        "Arabisch",
        moderation.translators("ar"),
        _("translates into Arabic"),
    ),
    Role(
        "pruefung-ar", "Basim", "Arabisch", moderation.reviewers("ar"), _("approves Arabic texts")
    ),
    Role(
        "uebersetzung-uk",
        "Oksana",
        "Ukrainisch",
        moderation.translators("uk"),
        _("translates into Ukrainian"),
    ),
    Role(
        "verwaltung",
        "Vera",
        "Verwaltung",
        moderation.ADMINISTRATORS,
        _("publishes alone, settings"),
    ),
    Role("technik", "Toni", "Technik", SUPERUSER, _("everything, also people and groups")),
)


@dataclass(frozen=True)
class Login:
    """A role with a password that was made just now, or none if it was made before."""

    role: Role
    password: str


@transaction.atomic
def make_logins(*, reset: bool) -> list[Login]:
    """Make the people that are missing; only they get a password, or all when asked to."""
    return [_make(role, reset=reset) for role in ROLES]


def _make(role: Role, *, reset: bool) -> Login:
    user, is_new = get_user_model().objects.get_or_create(
        username=role.username,
        defaults={
            "first_name": role.first_name,
            "last_name": role.last_name,
            "email": f"{role.username}@example.org",
        },
    )
    password = ""
    if is_new or reset:
        password = new_password()
        user.set_password(password)
        user.is_superuser = user.is_staff = role.group == SUPERUSER
        user.is_active = True
        user.save()
        user.groups.set([] if role.group == SUPERUSER else [Group.objects.get(name=role.group)])
        _speak_german(user)
    return Login(role=role, password=password)


def new_password() -> str:
    """Return a password of three short words' length that nobody can guess."""
    return "-".join("".join(secrets.choice(LETTERS) for _each in range(5)) for _part in range(3))


def _speak_german(user: AbstractUser) -> None:
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = "de"
    profile.save()
