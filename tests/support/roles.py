"""The people of the site, one for each role, signed in or not."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, AnonymousUser, Group
from django.test import Client
from wagtail.models import Page

from cms.core import moderation
from home import groups

SECTION_EDITORS = "Redaktion Aktuelles"

GROUP_OF_ROLE = {
    "editor": moderation.EDITORS,
    "section_editor": SECTION_EDITORS,
    "moderator": moderation.MODERATORS,
    "translator_ar": moderation.translators("ar"),
    "reviewer_ar": moderation.reviewers("ar"),
    "administrator": moderation.ADMINISTRATORS,
}
ROLES = ("anonymous", *GROUP_OF_ROLE, "superuser")
# People of another language, and somebody who can sign in but has no work here.
GROUP_OF_OTHERS = {
    "translator_uk": moderation.translators("uk"),
    "reviewer_uk": moderation.reviewers("uk"),
}
PLAIN = "plain"


def bind_section_editors(page: Page) -> None:
    """Make the group of editors who write below one page only."""
    groups.bind_editors(group_name=SECTION_EDITORS, page=page)


def person(role: str, name: str = "") -> AbstractUser:
    """Return a person of a role, made when she is missing."""
    model = get_user_model()
    username = name or role
    found = model.objects.filter(username=username).first()
    if found is not None:
        return found
    if role == "superuser":
        return model.objects.create_superuser(username, f"{username}@example.org", "secret")
    user = model.objects.create_user(username, f"{username}@example.org", "secret")
    if role != PLAIN:
        group = GROUP_OF_ROLE.get(role) or GROUP_OF_OTHERS[role]
        user.groups.add(Group.objects.get(name=group))
    return user


def visitor(role: str) -> AbstractUser | AnonymousUser:
    """Return a person of a role, or nobody in particular."""
    return AnonymousUser() if role == "anonymous" else person(role)


def client_of(role: str, name: str = "") -> Client:
    """Return a browser in which a person of this role is signed in."""
    client = Client()
    if role != "anonymous":
        client.force_login(person(role, name))
    return client
