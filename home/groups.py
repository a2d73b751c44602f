"""Who works on the site: groups with their rights, and the workflow of each language.

Rights that are missing are added again on each run; rights that people have added stay.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.snippets.models import create_extra_permissions

from cms.core import moderation
from cms.core.languages import SOURCE_LANGUAGE, is_declared
from cms.core.models import FourEyesTask, SynonymGroup, Town, TranslatableSnippet
from home.models import HomePage

STOCK_NAMES = {moderation.EDITORS: "Editors", moderation.MODERATORS: "Moderators"}
STOCK_WORKFLOW = "Moderators approval"

ENTER_ADMIN = ("wagtailadmin.access_admin",)
# Without draft or workflow: what is saved is public, so it is the moderators' to save.
PLAIN_RECORDS: tuple[type[Model], ...] = (Town, SynonymGroup)

EDITOR_PAGES = ("add_page", "change_page")
MODERATOR_PAGES = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
TRANSLATOR_PAGES = ("change_page",)
REVIEWER_PAGES = ("change_page", "publish_page", "lock_page", "unlock_page")
ADMINISTRATOR_PAGES = (*MODERATOR_PAGES, "bulk_delete_page")
# Wagtail shows a tree only to people with some right in it; this one lets them read, no more:
# the permission tester gives no key to who cannot edit.
READ_ONLY_PAGES = ("unlock_page",)

EDITOR_FILES = (
    "wagtailimages.add_image",
    "wagtailimages.choose_image",
    "wagtaildocs.add_document",
    "wagtaildocs.choose_document",
)


def translatable_records() -> list[type[TranslatableSnippet]]:
    """Return the models of the reusable records that carry text."""
    return [model for model in apps.get_models() if issubclass(model, TranslatableSnippet)]


# ---------------------------------------------------------------- what each group may do


def set_up_shared(*, home: HomePage) -> None:
    """Make the groups and workflows that do not depend on a language."""
    _make_record_permissions()
    editors = _taken_over(moderation.EDITORS)
    _grant_editing(editors, home)
    moderators = _taken_over(moderation.MODERATORS)
    _grant(moderators, [*ENTER_ADMIN, *_on_records("add", "change", "lock", "unlock")])
    _grant(moderators, _names(PLAIN_RECORDS, ("add", "change", "delete")))
    _grant_pages(moderators, home, MODERATOR_PAGES)
    _grant_files(moderators, (*EDITOR_FILES, *_file_rights("change", "delete")))
    _set_up_administrators()
    workflow = _workflow_of(home, name=moderation.MODERATORS, approvers=moderators)
    for model in translatable_records():
        WorkflowContentType.objects.get_or_create(
            content_type=ContentType.objects.get_for_model(model), defaults={"workflow": workflow}
        )
    _retire_stock_workflow()


def set_up_language(*, locale: Locale, home: Page | None) -> None:
    """Make the pair of groups of a language, and its workflow once it has a home page."""
    code = locale.language_code
    if code == SOURCE_LANGUAGE or not is_declared(code):
        return
    translators, _ = Group.objects.get_or_create(name=moderation.translators(code))
    reviewers, _ = Group.objects.get_or_create(name=moderation.reviewers(code))
    for group in (translators, reviewers):
        _grant(group, [*ENTER_ADMIN, *_on_records("change")])
        _grant_files(group, _file_rights("choose"))
        source_home = _source_home()
        if source_home is not None:
            _grant_pages(group, source_home, READ_ONLY_PAGES)
    if home is None:
        return
    _grant_pages(translators, home, TRANSLATOR_PAGES)
    _grant_pages(reviewers, home, REVIEWER_PAGES)
    _workflow_of(home, name=moderation.reviewers(code), approvers=reviewers)


def bind_editors(*, group_name: str, page: Page) -> Group:
    """Let a group of editors write below one page, and nowhere else."""
    group, _ = Group.objects.get_or_create(name=group_name)
    _grant_editing(group, page)
    return group


def _make_record_permissions() -> None:
    """Make “publish”, “lock” and “unlock”, which Wagtail adds only at the end of a migration."""
    create_extra_permissions(apps.get_app_config("core"))


def _set_up_administrators() -> None:
    administrators, _ = Group.objects.get_or_create(name=moderation.ADMINISTRATORS)
    every = ("add", "change", "delete")
    _grant(
        administrators,
        [
            *ENTER_ADMIN,
            moderation.PUBLISH_WITHOUT_REVIEW,
            "core.change_sitesettings",
            *_on_records(*every, "publish", "lock", "unlock"),
            *_names(PLAIN_RECORDS, every),
            *(f"wagtailredirects.{action}_redirect" for action in every),
            *(f"wagtailcore.{action}_locale" for action in every),
            *(f"wagtailcore.{action}_workflow" for action in every),
            *(f"core.{action}_foureyestask" for action in every),
        ],
    )
    _grant_pages(administrators, Page.get_first_root_node(), ADMINISTRATOR_PAGES)
    _grant_files(
        administrators,
        (
            *EDITOR_FILES,
            *_file_rights("change", "delete"),
            *(f"wagtailcore.{action}_collection" for action in every),
        ),
    )


def _grant_editing(group: Group, page: Page) -> None:
    _grant(group, [*ENTER_ADMIN, *_on_records("add", "change")])
    _grant_pages(group, page, EDITOR_PAGES)
    _grant_files(group, EDITOR_FILES)


def _taken_over(name: str) -> Group:
    """Return the group, made from the one that Wagtail ships and freed of its wider rights."""
    stock = Group.objects.filter(name=STOCK_NAMES[name]).first()
    if stock is None or Group.objects.filter(name=name).exists():
        return Group.objects.get_or_create(name=name)[0]
    stock.name = name
    stock.save()
    stock.permissions.clear()
    GroupPagePermission.objects.filter(group=stock).delete()
    GroupCollectionPermission.objects.filter(group=stock).delete()
    return stock


# ---------------------------------------------------------------- workflows


def _workflow_of(page: Page, *, name: str, approvers: Group) -> Workflow:
    """Return the workflow of a tree, made where the tree has none of its own."""
    existing = WorkflowPage.objects.filter(page=page).select_related("workflow").first()
    if existing is not None:
        return existing.workflow
    workflow = Workflow.objects.create(name=name)
    task = FourEyesTask.objects.create(name=name)
    task.groups.add(approvers)
    WorkflowTask.objects.create(workflow=workflow, task=task.task_ptr, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=page)
    return workflow


def _retire_stock_workflow() -> None:
    """Take away Wagtail's workflow, in which people approve what they wrote themselves."""
    root = Page.get_first_root_node()
    WorkflowPage.objects.filter(page=root, workflow__name=STOCK_WORKFLOW).delete()
    for workflow in Workflow.objects.filter(name=STOCK_WORKFLOW, active=True):
        if workflow.workflow_states.exists():
            workflow.deactivate()
            continue
        tasks = GroupApprovalTask.objects.filter(workflow_tasks__workflow=workflow)
        stock_tasks = [task for task in tasks if not task.task_states.exists()]
        workflow.delete()
        for task in stock_tasks:
            task.delete()


# ---------------------------------------------------------------- granting


def _grant(group: Group, names: Iterable[str]) -> None:
    """Give rights by their names; one that does not exist is a mistake in this file."""
    wanted = _permissions(names)
    missing = set(wanted) - set(group.permissions.all())
    if missing:
        group.permissions.add(*missing)


def _grant_pages(group: Group, page: Page, codenames: Iterable[str]) -> None:
    for permission in _permissions(f"wagtailcore.{codename}" for codename in codenames):
        GroupPagePermission.objects.get_or_create(
            group=group, page=Page.objects.get(pk=page.pk), permission=permission
        )


def _grant_files(group: Group, names: Iterable[str]) -> None:
    root = Collection.get_first_root_node()
    for permission in _permissions(names):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=permission
        )


def _permissions(names: Iterable[str]) -> list[Permission]:
    wanted = list(names)
    codenames = {name.split(".")[1] for name in wanted}
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.filter(codename__in=codenames).select_related(
            "content_type"
        )
    }
    return [known[name] for name in wanted]


def _on_records(*actions: str) -> list[str]:
    return _names(translatable_records(), actions)


def _names(models: Iterable[type[Model]], actions: Iterable[str]) -> list[str]:
    return [
        f"{model._meta.app_label}.{action}_{model._meta.model_name}"
        for model in models
        for action in actions
    ]


def _file_rights(*actions: str) -> tuple[str, ...]:
    return tuple(
        name
        for action in actions
        for name in (f"wagtailimages.{action}_image", f"wagtaildocs.{action}_document")
    )


def _source_home() -> Page | None:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    return site.root_page if site is not None else None
