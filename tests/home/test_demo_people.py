"""A demo site has one login per role; a real site has none."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command

from cms.core import moderation
from cms.core.models import SiteSettings
from home import demo_people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


@pytest.fixture
def demo() -> None:
    chosen = SiteSettings.load()
    chosen.is_demo = True
    chosen.save()


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("demo_logins", *arguments, stdout=out)
    return out.getvalue()


def passwords(output: str) -> dict[str, str]:
    return {
        words[0]: words[1]
        for words in (line.split() for line in output.splitlines())
        if words and words[0] in {role.username for role in demo_people.ROLES}
    }


def test_real_site_gets_nobody() -> None:
    with pytest.raises(CommandError, match="no demo site"):
        run()

    assert not get_user_model().objects.exists()


@pytest.mark.usefixtures("demo")
def test_every_printed_password_opens_the_door_of_its_role() -> None:
    printed = passwords(run())

    for role in demo_people.ROLES:
        user: Any = authenticate(username=role.username, password=printed[role.username])
        groups = set(user.groups.values_list("name", flat=True))
        assert groups == ({role.group} if role.group else set())
        assert user.is_superuser is (not role.group)


@pytest.mark.usefixtures("demo")
def test_output_names_the_address_of_the_admin() -> None:
    assert "Admin: http://testserver/admin/" in run()


@pytest.mark.usefixtures("demo")
def test_second_run_keeps_the_passwords_and_does_not_show_them() -> None:
    printed = passwords(run())

    again = run()

    assert not any(password in again for password in printed.values())
    assert authenticate(username="redaktion", password=printed["redaktion"]) is not None


@pytest.mark.usefixtures("demo")
def test_reset_makes_new_passwords() -> None:
    old = passwords(run())

    new = passwords(run("--reset"))

    assert not set(old.values()) & set(new.values())
    assert authenticate(username="redaktion", password=old["redaktion"]) is None
    assert authenticate(username="redaktion", password=new["redaktion"]) is not None


def test_roles_cover_the_groups_that_matter() -> None:
    groups = {role.group for role in demo_people.ROLES}

    assert {
        moderation.EDITORS,
        moderation.MODERATORS,
        moderation.ADMINISTRATORS,
        moderation.translators("ar"),
        moderation.reviewers("ar"),
        moderation.translators("uk"),
        demo_people.SUPERUSER,
    } == groups
