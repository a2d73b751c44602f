"""Whatever a test does to the database, the next one finds it as migrations have left it."""

from __future__ import annotations

import pytest
from wagtail.models import Locale, Page


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_transactional_test_finds_the_tree_and_may_destroy_it(turn: str) -> None:
    assert Locale.objects.exists()
    assert Page.objects.filter(depth=1).count() == 1

    Page.objects.all().delete()
    Locale.objects.all().delete()

    assert not Page.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("turn", ["first", "second"])
def test_ordinary_test_finds_the_tree_and_may_destroy_it(turn: str) -> None:
    assert Page.objects.filter(depth=1).count() == 1

    Page.objects.all().delete()

    assert not Page.objects.exists()
