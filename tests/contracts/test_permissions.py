"""Who may do what with which page: every cell of the table, for every page type."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.urls import reverse
from wagtail.models import Page

from cms.core.models import BasePage
from home.models import EasyLanguagePage, HomePage, LegalPage
from tests.support import admin, roles, site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

# An "x" is a yes, a "." is a no.
GERMAN = """
role            create edit submit approve publish unpublish delete_draft delete move copy lock
editor          x      x    x      .       .       .         x            .      .    x    .
section_editor  .      .    .      .       .       .         .            .      .    .    .
moderator       x      x    x      x       .       x         x            x      x    x    x
translator_ar   .      .    .      .       .       .         .            .      .    .    .
reviewer_ar     .      .    .      .       .       .         .            .      .    .    .
administrator   x      x    x      .       x       x         x            x      x    x    x
superuser       x      x    x      x       x       x         x            x      x    x    x
"""
ARABIC = """
role            create edit submit approve publish unpublish delete_draft delete move copy lock
editor          .      .    .      .       .       .         .            .      .    .    .
section_editor  .      .    .      .       .       .         .            .      .    .    .
moderator       .      .    .      .       .       .         .            .      .    .    .
translator_ar   .      x    x      .       .       .         x            .      .    .    .
reviewer_ar     .      x    x      x       .       x         x            x      x    .    x
administrator   x      x    x      .       x       x         x            x      x    x    x
superuser       x      x    x      x       x       x         x            x      x    x    x
"""
# What editors of a section may do within it.
IN_HER_SECTION = "section_editor  x x x . . . x . . x ."
SECTION = "aktuelles"


def expected(table: str) -> dict[str, dict[str, bool]]:
    head, *rows = table.strip().splitlines()
    actions = head.split()[1:]
    return {
        cells[0]: {action: cell == "x" for action, cell in zip(actions, cells[1:], strict=True)}
        for cells in (row.split() for row in rows)
    }


def measured(draft: Page, live: Page, waiting: Page) -> dict[str, dict[str, bool]]:
    return {
        role: cells(roles.person(role), draft, live, waiting)
        for role in roles.ROLES
        if role != "anonymous"
    }


def cells(person: Any, draft: Page, live: Page, waiting: Page) -> dict[str, bool]:
    parent = live.get_parent()
    on_draft = draft.permissions_for_user(person)
    on_live = live.permissions_for_user(person)
    actions = waiting.current_workflow_task.get_actions(waiting, person)
    return {
        "create": parent.permissions_for_user(person).can_add_subpage(),
        "edit": on_draft.can_edit() and on_live.can_edit(),
        "submit": on_draft.can_edit() and on_draft.can_submit_for_moderation(),
        "approve": "approve" in [name for name, *_rest in actions],
        "publish": on_draft.can_publish() or on_live.can_publish(),
        "unpublish": on_live.can_unpublish(),
        "delete_draft": on_draft.can_delete(),
        "delete": on_live.can_delete(),
        "move": on_live.can_move(),
        "copy": on_live.can_copy() and on_live.can_copy_to(parent),
        "lock": on_draft.can_lock(),
    }


@pytest.mark.parametrize("model", site.PLACES, ids=lambda model: model.__name__)
def test_german_pages(model: type[Page]) -> None:
    author = roles.person("editor", "author")
    draft, live = site.page(model, author=author), site.page(model, live=True)
    waiting = site.page(model, author=author)
    site.hand_in(waiting, author=author)
    table = GERMAN
    if site.PLACES[model] == SECTION:
        row = next(line for line in GERMAN.splitlines() if line.startswith("section_editor"))
        table = GERMAN.replace(row, IN_HER_SECTION)

    assert measured(draft, live, waiting) == expected(table)


@pytest.mark.parametrize("model", site.PLACES, ids=lambda model: model.__name__)
def test_arabic_pages(model: type[Page]) -> None:
    author = roles.person("translator_ar", "author")
    draft, live, waiting = (
        site.translated(site.page(model, live=True), "ar", author=author) for _each in range(3)
    )
    live.get_latest_revision().publish()
    live.refresh_from_db()
    site.hand_in(waiting, author=author)

    assert measured(draft, live, waiting) == expected(ARABIC)


# Pages that every site has once: what may happen to them while they are live.
FRAME = """
role            edit publish unpublish delete
editor          x    .       .         .
section_editor  .    .       .         .
moderator       x    .       x         x
translator_ar   .    .       .         .
reviewer_ar     .    .       .         .
administrator   x    x       x         x
superuser       x    x       x         x
"""


@pytest.mark.parametrize(
    "slug",
    ["de", "initiativen", "termine", "projekte", "newsletter", "woerter", "leichte-sprache",
     "impressum", "datenschutz", "barrierefreiheit"],
)  # fmt: skip
def test_pages_of_the_frame(slug: str) -> None:
    page = Page.objects.get(slug=slug, locale=site.locale("de")).specific

    found = {}
    for role in roles.ROLES[1:]:
        allowed = page.permissions_for_user(roles.person(role))
        found[role] = {
            "edit": allowed.can_edit(),
            "publish": allowed.can_publish(),
            "unpublish": allowed.can_unpublish(),
            "delete": allowed.can_delete() if page.is_leaf() else None,
        }

    table = expected(FRAME)
    if not page.is_leaf():
        table = {role: row | {"delete": None} for role, row in table.items()}
    assert found == table


def test_table_names_every_page_type() -> None:
    types = {model for model in apps.get_models() if issubclass(model, BasePage)}
    frame = {type(page.specific) for page in Page.objects.filter(locale=site.locale("de"))}

    assert types == {*site.PLACES, *(frame - {Page}), HomePage, LegalPage, EasyLanguagePage}


@pytest.mark.parametrize("role", roles.ROLES)
def test_admin_opens_for_those_who_work_here(role: str) -> None:
    answer = roles.client_of(role).get(reverse("wagtailadmin_home"), follow=True)

    assert answer.status_code == 200
    first_screen = {
        "anonymous": "wagtailadmin_login",
        "translator_ar": "translations_desk",
        "reviewer_ar": "translations_desk",
    }
    assert answer.request["PATH_INFO"] == reverse(first_screen.get(role, "wagtailadmin_home"))


@pytest.mark.parametrize("model", site.PLACES, ids=lambda model: model.__name__)
def test_stranger_is_sent_to_the_sign_in(model: type[Page]) -> None:
    page = site.page(model)
    names = ("edit", "delete", "copy", "move", "unpublish", "history", "view_draft", "usage")

    for name in names:
        url = reverse(f"wagtailadmin_pages:{name}", args=[page.pk])
        for answer in (
            roles.client_of("anonymous").get(url),
            roles.client_of("anonymous").post(url),
        ):
            assert answer.status_code == 302
            assert answer["Location"].startswith(reverse("wagtailadmin_login"))
    assert Page.objects.get(pk=page.pk).title == page.title


@pytest.mark.parametrize("model", site.PLACES, ids=lambda model: model.__name__)
def test_page_is_written_handed_in_and_approved_in_the_editor(
    model: type[Page], django_capture_on_commit_callbacks: Any
) -> None:
    page = site.page(model, author=roles.person("editor"))
    changes = {"teaser": "Kommen Sie vorbei.", "action-submit": "1"}

    admin.save(roles.client_of("editor"), page, **changes)
    with django_capture_on_commit_callbacks(execute=True):
        admin.save(roles.client_of("moderator"), page, **admin.APPROVE)

    published = model.objects.get(pk=page.pk)
    assert published.live
    assert published.teaser == "Kommen Sie vorbei."
