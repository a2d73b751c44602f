"""A page has the same address in every language, and translators cannot move it."""

import pytest

from tests.factories import pages, tree

pytestmark = pytest.mark.django_db


def test_a_new_german_address_is_the_address_in_every_language(
    client, django_capture_on_commit_callbacks
):
    page = pages.news(slug="alt")
    arabic = tree.translate(page, "ar", title="خبر")
    page.slug = "neu"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()

    arabic.refresh_from_db()
    assert arabic.slug == "neu"
    assert client.get(arabic.get_url()).status_code == 200


def test_a_draft_from_before_does_not_bring_the_old_address_back():
    page = pages.news(slug="alt")
    arabic = tree.translate(page, "ar", title="خبر")
    old_draft = arabic.save_revision()
    page.slug = "neu"
    page.save_revision().publish()

    old_draft.publish()

    arabic.refresh_from_db()
    assert arabic.slug == "neu"


def test_the_editor_of_a_translation_does_not_offer_the_address(admin_client):
    arabic = tree.translate(pages.news(), "ar", title="خبر")

    form = admin_client.get(f"/admin/pages/{arabic.pk}/edit/").content

    assert b'name="slug"' not in form


def test_facts_of_inner_rows_are_shown_but_not_changed_on_a_translation(admin_client):
    arabic = tree.translate(pages.initiative(), "ar", title="مبادرة")

    form = admin_client.get(f"/admin/pages/{arabic.pk}/edit/").content.decode()

    assert 'name="offers-0-note"' in form
    cost = form[form.index('name="offers-0-cost"') :]
    assert "disabled" in cost[: cost.index(">")]
