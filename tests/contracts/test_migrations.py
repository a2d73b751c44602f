"""Migrations are complete, named by people, and those that destroy say why that is safe."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.support import product

MIGRATIONS = [
    path
    for path in product.modules()
    if path.parent.name == "migrations" and path.name != "__init__.py"
]
DESTRUCTIVE = re.compile(r"migrations\.(RemoveField|DeleteModel|RunSQL)\(")


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("path", MIGRATIONS, ids=product.name)
def test_migration_has_a_name_that_a_person_gave(path: Path) -> None:
    assert re.fullmatch(r"\d{4}_[a-z0-9_]+", path.stem)
    assert "_auto_" not in path.stem
    assert "_and_more" not in path.stem


@pytest.mark.parametrize("path", MIGRATIONS, ids=product.name)
def test_migration_that_destroys_says_why_it_is_safe(path: Path) -> None:
    source = path.read_text()

    assert not DESTRUCTIVE.search(source) or "# geprüft: " in source


@pytest.mark.parametrize("path", MIGRATIONS, ids=product.name)
def test_migration_of_data_has_a_way_back(path: Path) -> None:
    for call in re.findall(r"RunPython\(([^)]*)\)", path.read_text()):
        assert "," in call, f"{product.name(path)} cannot be taken back"
