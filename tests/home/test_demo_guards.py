"""The demo is for empty sites, and comes whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from cms.core.models import EventKind, Topic
from home.demo_content import loading, manifest, snippets
from news.models import NewsPage
from tests.support import demo_world, roles, site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


@pytest.fixture(autouse=True)
def _no_record_of_the_world() -> None:
    EventKind.objects.all().delete()


def test_a_site_with_a_page_of_its_own_is_left_alone():
    site.page(NewsPage, live=True, title="Unser Fest")
    before = demo_world.rows()

    with pytest.raises(CommandError, match=r"only for an empty site.*Unser Fest"):
        call_command("load_demo")

    assert demo_world.rows() == before


def test_a_site_with_a_record_of_its_own_is_left_alone():
    Topic.objects.create(label="Eigenes", code="eigenes", locale=site.locale("de"))

    with pytest.raises(CommandError, match=r"only for an empty site.*Eigenes"):
        call_command("load_demo")

    assert not manifest.is_loaded()


def test_a_site_where_somebody_has_written_on_a_first_page_is_left_alone():
    imprint = site.home().get_children().get(slug="impressum").specific
    imprint.save_revision(user=roles.person("editor")).publish()

    with pytest.raises(CommandError, match=r"only for an empty site.*Impressum"):
        call_command("load_demo")


def test_a_load_that_fails_leaves_neither_rows_nor_files(monkeypatch):
    def fail(*args: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(snippets, "_load_venues", fail)
    before = demo_world.rows(), stored_files()

    with pytest.raises(OSError, match="disk full"):
        loading.load()

    assert (demo_world.rows(), stored_files()) == before


def test_removing_what_was_never_loaded_changes_nothing(capsys):
    before = demo_world.rows()

    call_command("load_demo", "--remove")

    assert "no demo" in capsys.readouterr().out
    assert demo_world.rows() == before


def stored_files() -> list[Path]:
    folder = Path(settings.MEDIA_ROOT)
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.exists() else []
