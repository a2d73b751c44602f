"""What all tests share: a database from a template, and no memory of the test before."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker

from cms.core import content_version
from tests.support.database import database_from_template
from tests.support.demo import DemoPage, DemoTemplate

# What takes long is on the demo; on whatever part of it.
LONG = {"demo", "demo_template"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say aloud which tests a machine without a browser leaves out; put long ones first."""
    if not shutil.which("chromium"):
        for item in items:
            if item.get_closest_marker("e2e"):
                item.add_marker(pytest.mark.skip(reason="no chromium on this machine"))
    # Where several processes test, none shall begin with the longest files when others are done.
    long_files = {item.path for item in items if LONG.intersection(item.fixturenames)}
    items.sort(key=lambda item: item.path not in long_files)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Any]:
    """Take the place of pytest-django's fixture, which migrates for every session."""
    cache_folder = Path(request.config.cache.mkdir("database"))
    rebuild = request.config.getvalue("create_db")
    template = database_from_template(cache_folder, rebuild=rebuild)
    with django_db_blocker.unblock(), template as copies:
        yield copies


@pytest.fixture(scope="session")
def site_database(django_db_setup: Any, django_db_blocker: DjangoDbBlocker) -> Iterator[Any]:
    """Set the site up once for this process: five languages, tree, groups, workflows."""
    from tests.support.site import SiteDatabase

    with django_db_blocker.unblock():
        database = SiteDatabase(django_db_setup)
    yield database
    with django_db_blocker.unblock():
        database.discard()


@pytest.fixture(scope="module")
def world(site_database: Any, django_db_blocker: DjangoDbBlocker) -> Iterator[Any]:
    """Put the tests of a module on the site; what they do is undone."""
    with django_db_blocker.unblock(), site_database.kept_for_a_module() as outcome:
        yield outcome


@pytest.fixture(scope="module")
def own_site(site_database: Any, django_db_blocker: DjangoDbBlocker) -> Iterator[Any]:
    """Put the tests of a module on a site of their own; for those that are several people."""
    with django_db_blocker.unblock(), site_database.copied() as outcome:
        yield outcome


@pytest.fixture(scope="session")
def demo_template(
    request: pytest.FixtureRequest, django_db_setup: Any, django_db_blocker: DjangoDbBlocker
) -> DemoTemplate:
    """Load the demo, or find it loaded by an earlier run of the same day."""
    template = DemoTemplate(Path(request.config.cache.mkdir("demo")), django_db_setup)
    with django_db_blocker.unblock():
        template.prepare()
    return template


@pytest.fixture(scope="module")
def demo(
    demo_template: DemoTemplate, django_db_blocker: DjangoDbBlocker
) -> Iterator[list[DemoPage]]:
    """Put the tests of a module on a copy of the demo site; yields its public pages."""
    with django_db_blocker.unblock(), demo_template.copy_for_tests() as pages:
        yield pages


@pytest.fixture(autouse=True)
def _forget_the_last_test() -> Iterator[None]:
    """Leave no language, no cache and no remembered content behind."""
    translation.deactivate()
    cache.clear()
    content_version.forget_all()
    content_version.begin_request()
    # So that no count of queries depends on the clock.
    content_version.LONGEST_MEMORY = 10**9
    yield
    translation.deactivate()
