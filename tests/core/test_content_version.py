"""What is remembered is never older than the content."""

import contextlib

import pytest
from django.apps import apps
from django.db import transaction

from cms.core import content_version, signal_handlers
from cms.core.models import SiteSettings, Topic
from tests.factories import pages

pytestmark = pytest.mark.django_db


def test_a_value_is_built_once_while_content_stands():
    calls = []

    for _attempt in range(3):
        content_version.remember("answer", lambda: calls.append(1) or 42)

    assert len(calls) == 1


def test_a_value_is_built_anew_after_any_content_has_changed():
    before = content_version.remember("labels", lambda: list(Topic.objects.all()))

    pages.topic(label="Wohnen")

    after = content_version.remember("labels", lambda: list(Topic.objects.all()))
    assert [len(before), len(after)] == [0, 1]


def test_a_rolled_back_change_does_not_leave_its_values_behind():
    class UndoneError(Exception):
        """Ends the transaction."""

    def names() -> list[str]:
        return content_version.remember(
            "names", lambda: list(Topic.objects.values_list("label", flat=True))
        )

    assert names() == []
    inside = _names_before_undoing(names, UndoneError)
    content_version.begin_request()

    assert inside == ["Nie gewesen"]

    assert names() == []


def _names_before_undoing(names, undone_error):
    """Add a topic, remember it, and undo the transaction."""
    inside = []

    def change_and_fail() -> None:
        pages.topic(label="Nie gewesen")
        inside.extend(names())
        raise undone_error

    with contextlib.suppress(undone_error), transaction.atomic():
        change_and_fail()
    return inside


def test_settings_count_as_content():
    token = content_version.current_token()

    SiteSettings.load().save()

    assert content_version.current_token() != token


def test_what_is_not_found_is_asked_for_again():
    answers = iter([None, "da"])

    first = content_version.remember_if_found("page", lambda: next(answers))
    second = content_version.remember_if_found("page", lambda: next(answers))

    assert (first, second) == (None, "da")


def test_reading_the_token_costs_one_query_in_a_request(django_assert_num_queries):
    content_version.begin_request()

    with django_assert_num_queries(1):
        for _attempt in range(5):
            content_version.current_token()


def test_saving_a_draft_leaves_what_is_remembered_as_it_is():
    page = pages.news()
    token = content_version.current_token()

    page.title = "Entwurf"
    page.save_revision()
    content_version.begin_request()

    assert content_version.current_token() == token


def test_publishing_makes_everything_new():
    page = pages.news()
    token = content_version.current_token()

    page.save_revision().publish()

    assert content_version.current_token() != token


@pytest.mark.parametrize("label", sorted(signal_handlers.SILENT))
def test_rows_that_readers_do_not_see_are_named_after_models_that_exist(label):
    assert not signal_handlers.is_content(apps.get_model(label))
