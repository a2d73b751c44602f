"""`setup_site` makes a whole site once, and nothing twice."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    Locale,
    Page,
    PageLogEntry,
    Revision,
    Site,
    Task,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
)

from cms.core import content_version, moderation
from cms.core.languages import LIVE_AT_START
from cms.core.models import FourEyesTask, SiteSettings, TranslatableSnippet
from home import groups, site_setup
from home.models import HomePage, LegalPage
from tests.support import roles, site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


def counts() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_every_language_has_a_live_home_named_by_its_code() -> None:
    homes = {
        page.locale.language_code: (page.slug, page.live, page.depth)
        for page in HomePage.objects.all()
    }

    assert homes == {code: (code, True, 2) for code in LIVE_AT_START}
    assert Page.find_problems() == ([], [], [], [], [])


def test_default_site_shows_the_german_home_and_nothing_of_wagtails_welcome() -> None:
    assert Site.objects.get(is_default_site=True).root_page.slug == "de"
    assert not Page.objects.filter(slug="home").exists()
    assert not Redirect.objects.exists()


@pytest.mark.parametrize("section", site_setup.SECTIONS, ids=lambda section: section.slug)
@pytest.mark.parametrize("code", LIVE_AT_START)
def test_section_is_live_under_the_same_slug_in_each_language(
    section: site_setup.Section, code: str
) -> None:
    page = site.home(code).get_children().get(slug=section.slug)

    assert page.live
    assert page.specific_class is section.model
    assert page.alias_of_id is None


def test_every_page_was_published_through_a_revision_with_a_log_entry() -> None:
    pages = Page.objects.filter(depth__gte=2)

    for page in pages:
        assert page.live_revision_id is not None
        assert PageLogEntry.objects.filter(page=page, action="wagtail.publish").exists()


def test_menu_has_a_half_for_newcomers_and_one_for_volunteers() -> None:
    in_menu = {
        page.slug: page.specific.menu_group
        for page in site.home().get_children().filter(show_in_menus=True)
    }

    assert in_menu == {
        "initiativen": "newcomers",
        "termine": "volunteers",
        "aktuelles": "volunteers",
        "projekte": "volunteers",
    }


def test_settings_point_at_the_legal_pages_which_admit_to_be_unwritten() -> None:
    chosen = SiteSettings.load()

    assert chosen.imprint_page.slug == "impressum"
    assert chosen.privacy_page.slug == "datenschutz"
    assert chosen.accessibility_page.slug == "barrierefreiheit"
    assert chosen.easy_language_page.slug == "leichte-sprache"
    assert LegalPage.objects.filter(must_edit=True).count() == 3
    assert all(page.body[0].block_type == "notice" for page in LegalPage.objects.all())


def test_second_run_changes_nothing() -> None:
    before = counts()
    token = content_version.current_token()
    revisions = set(Revision.objects.values_list("pk", flat=True))

    outcome = site_setup.set_up()

    assert outcome.added == []
    assert counts() == before
    assert content_version.current_token() == token
    assert set(Revision.objects.values_list("pk", flat=True)) == revisions


def test_what_people_have_changed_stays() -> None:
    page = site.home().get_children().get(slug="aktuelles").specific
    page.title = "Neues aus dem Kreis"
    page.save_revision().publish()
    group = Group.objects.get(name=moderation.EDITORS)
    extra = Permission.objects.get(codename="change_sitesettings")
    group.permissions.add(extra)

    site_setup.set_up()

    assert Page.objects.get(pk=page.pk).title == "Neues aus dem Kreis"
    assert extra in group.permissions.all()


def test_page_that_was_deleted_comes_back() -> None:
    site.home().get_children().get(slug="projekte").delete()

    outcome = site_setup.set_up()

    assert "Page /projekte/ de" in outcome.added
    assert site.home().get_children().get(slug="projekte").live


# ---------------------------------------------------------------- a further language


def test_further_language_waits_with_a_draft_home_and_a_workflow() -> None:
    site_setup.set_up(languages=("fa",))

    home = HomePage.objects.get(locale__language_code="fa")
    assert (home.slug, home.live) == ("fa", False)
    assert home.get_workflow().name == moderation.reviewers("fa")
    assert page_rights(moderation.translators("fa")) == {("de", "unlock"), ("fa", "change")}
    assert Client().get("/fa/").status_code == 404


def test_switching_a_language_on_again_changes_nothing() -> None:
    site_setup.set_up(languages=("fa",))
    before = counts()

    assert site_setup.set_up(languages=("fa",)).added == []
    assert counts() == before


def test_language_added_in_the_admin_gets_its_groups() -> None:
    Locale.objects.create(language_code="ru")

    names = set(Group.objects.values_list("name", flat=True))
    assert {moderation.translators("ru"), moderation.reviewers("ru")} <= names


def test_home_page_made_later_gets_rights_and_workflow() -> None:
    locale = Locale.objects.create(language_code="ru")

    home = site.home().copy_for_translation(locale)

    assert home.get_workflow().name == moderation.reviewers("ru")
    assert (home.slug, "publish") in page_rights(moderation.reviewers("ru"))


# ---------------------------------------------------------------- groups and workflows


def page_rights(group_name: str) -> set[tuple[str, str]]:
    rights = Group.objects.get(name=group_name).page_permissions.select_related("page")
    return {(right.page.slug, right.permission.codename.removesuffix("_page")) for right in rights}


def may(group_name: str) -> set[str]:
    return {
        f"{permission.content_type.app_label}.{permission.codename}"
        for permission in Group.objects.get(name=group_name).permissions.all()
    }


def test_groups_hold_exactly_these_rights_on_pages() -> None:
    assert page_rights(moderation.EDITORS) == {("de", "add"), ("de", "change")}
    assert page_rights(roles.SECTION_EDITORS) == {("aktuelles", "add"), ("aktuelles", "change")}
    assert page_rights(moderation.MODERATORS) == {
        ("de", action) for action in ("add", "change", "publish", "lock", "unlock")
    }
    assert page_rights(moderation.translators("ar")) == {("ar", "change"), ("de", "unlock")}
    assert page_rights(moderation.reviewers("ar")) == {
        ("ar", "change"),
        ("ar", "publish"),
        ("ar", "lock"),
        ("ar", "unlock"),
        ("de", "unlock"),
    }


def test_groups_of_wagtail_are_taken_over() -> None:
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()


def test_only_administrators_may_go_around_the_review() -> None:
    risky = "core.publish_without_review"

    holders = {group.name for group in Group.objects.all() if risky in may(group.name)}

    assert holders == {moderation.ADMINISTRATORS}


def test_nobody_holds_the_right_that_opens_the_doors_of_wagtail_localize() -> None:
    assert not Group.objects.filter(permissions__codename="submit_translation").exists()


def test_nobody_but_administrators_publishes_or_deletes_records() -> None:
    records = {model._meta.model_name for model in groups.translatable_records()}
    holders = {
        group.name
        for group in Group.objects.all()
        for right in may(group.name)
        if right.removeprefix("core.publish_") in records
        or right.removeprefix("core.delete_") in records
    }

    assert holders == {moderation.ADMINISTRATORS}


def test_no_group_changes_users_or_groups() -> None:
    rights = {right for group in Group.objects.all() for right in may(group.name)}

    assert [right for right in rights if right.startswith("auth.")] == []


def test_every_workflow_asks_for_four_eyes() -> None:
    tasks = [task.specific for task in Task.objects.filter(active=True)]

    assert {type(task) for task in tasks} == {FourEyesTask}
    assert Workflow.objects.count() == len(LIVE_AT_START)
    assert WorkflowPage.objects.count() == len(LIVE_AT_START)


def test_every_record_with_text_has_a_workflow() -> None:
    expected = {model for model in apps.get_models() if issubclass(model, TranslatableSnippet)}

    found = {each.content_type.model_class() for each in WorkflowContentType.objects.all()}

    assert found == expected


# ---------------------------------------------------------------- the command


def run(*arguments: Any) -> str:
    out = StringIO()
    call_command("setup_site", *arguments, stdout=out)
    return out.getvalue()


def test_command_says_when_nothing_was_missing() -> None:
    assert "was set up before" in run()


def test_command_switches_a_language_on() -> None:
    assert "Home page fa" in run("--language", "fa")


def test_command_refuses_a_language_nobody_declared() -> None:
    with pytest.raises(CommandError, match="Unknown language"):
        run("--language", "xx")


def test_command_binds_editors_to_a_section() -> None:
    run("--section", "Redaktion Projekte", "/projekte/")

    assert page_rights("Redaktion Projekte") == {("projekte", "add"), ("projekte", "change")}


def test_command_refuses_a_section_that_does_not_exist() -> None:
    with pytest.raises(CommandError, match="no German page"):
        run("--section", "Redaktion", "/nirgends/")
