"""A small site: German and Arabic home pages with the sections a test asks for."""

from __future__ import annotations

from typing import Any

from wagtail.models import Locale, Page, Site

from home.models import HomePage

_numbers = iter(range(1, 10**9))


def number() -> int:
    """Return a number no other object of this run has."""
    return next(_numbers)


def locale(code: str) -> Locale:
    """Return the locale of a language."""
    return Locale.objects.get_or_create(language_code=code)[0]


def german_home() -> HomePage:
    """Return the home page of the default site, made when it is missing."""
    site = Site.objects.get(is_default_site=True)
    if isinstance(site.root_page.specific, HomePage):
        return site.root_page.specific
    root = Page.get_first_root_node()
    home = HomePage(title="Willkommen", slug="start", locale=locale("de"))
    root.add_child(instance=home)
    site.root_page = home
    site.save()
    return home


def add(parent: Page, page: Page, *, live: bool = True) -> Any:
    """Put a page below another one, published through a revision like an editor's."""
    page.live = False
    if not page.slug:
        page.slug = f"seite-{number()}"
    parent.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    return type(page).objects.get(pk=page.pk)


def translate(page: Page, code: str, *, live: bool = True, **texts: Any) -> Any:
    """Return a translation of a page, with the parents it needs, published like a reviewer's."""
    target = locale(code)
    parent = page.get_parent()
    if parent is not None and parent.depth > 1 and not parent.has_translation(target):
        translate(parent.specific, code)
    copy = page.copy_for_translation(target)
    for name, value in texts.items():
        setattr(copy, name, value)
    revision = copy.save_revision()
    if live:
        revision.publish()
    return type(page).objects.get(pk=copy.pk)


def section(model: type[Page], **fields: Any) -> Any:
    """Return the one page of a type below the German home page, made when it is missing."""
    found = model.objects.child_of(german_home()).first()
    if found is not None:
        return found
    fields.setdefault("title", model._meta.verbose_name.title())
    fields.setdefault("slug", model._meta.model_name)
    return add(german_home(), model(**fields))
