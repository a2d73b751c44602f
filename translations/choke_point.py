"""What wagtail-localize may no longer do, whoever asks it to.

It takes texts apart and keeps sentences. It writes no page, publishes nothing, copies no German
into other trees and makes no aliases: each of these once put text before readers that nobody had
read. `translations.drafts` is the only writer of translated pages and records.

Refused, not made safe: a draft that some command stores has no author and nobody who hands it in,
so the four eyes would have nobody to ask. What is replaced here is private to wagtail-localize; a
name that an upgrade takes away stops the start of the site.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.db.models.signals import pre_save
from django.utils.translation import gettext_lazy as _
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page
from wagtail_localize import models as localize
from wagtail_localize import synctree
from wagtail_localize.locales import components
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor

from cms.core import translation
from translations import subjects


class ClosedError(PermissionDenied):
    """Something was asked for that would put unread text before readers.

    No ValidationError, which wagtail-localize passes over in silence.
    """


# ---------------------------------------------------------------- what is replaced


def _refuse_to_write(*args: Any, **kwargs: Any) -> NoReturn:
    raise ClosedError(_("Translations are written by translators and go public by review."))


def _refuse_aliases(*args: Any, **kwargs: Any) -> NoReturn:
    raise ClosedError(_("A page in another language is a translation, not a copy that follows."))


def _clean_up(instance: Any, **kwargs: Any) -> None:
    """Forget the sentences of a page only when its German row is deleted.

    wagtail-localize forgets those of all languages when one language is deleted.
    """
    if translation.is_source(instance):
        ORIGINALS["cleanup_translation_on_delete"](instance, **kwargs)


def _pass_over_empty_blocks(extractor: Any, block: Any, value: Any, raw_value: Any = None) -> Any:
    """Find no sentence where nothing is stored, such as in a block field that came later.

    wagtail-localize takes the missing value for a text, and the German page cannot be published.
    """
    # Of a picture block only the picture may be missing; its description is looked at by itself.
    if value is None and not isinstance(block, ImageBlock):
        return []
    return ORIGINALS["handle_block"](extractor, block, value, raw_value=raw_value)


# Where a name lives, the name, and what stands there instead.
REPLACED: tuple[tuple[Any, str, Callable[..., Any]], ...] = (
    # Through here goes every page that wagtail-localize writes.
    (localize.TranslationSource, "create_or_update_translation", _refuse_to_write),
    # It also takes the privacy of a translation away where the German page has none of its own.
    (localize.TranslationSource, "sync_view_restrictions", _refuse_to_write),
    (localize, "cleanup_translation_on_delete", _clean_up),
    (StreamFieldSegmentExtractor, "handle_block", _pass_over_empty_blocks),
    (synctree, "synchronize_tree", _refuse_aliases),
    (synctree, "create_aliases_for_new_page", _refuse_aliases),
)
ORIGINALS: dict[str, Callable[..., Any]] = {}


def install() -> None:
    """Close wagtail-localize's own ways of writing; called once, at start-up."""
    for owner, name, replacement in REPLACED:
        ORIGINALS.setdefault(name, getattr(owner, name))
        setattr(owner, name, replacement)
    components.LOCALE_COMPONENTS[:] = [
        each
        for each in components.LOCALE_COMPONENTS
        if each["model"] is not localize.LocaleSynchronization
    ]
    connect()


# ---------------------------------------------------------------- what is never stored


def connect() -> None:
    """Watch what is stored, for whoever writes past the functions above."""
    for model in (Page, *subjects.page_models()):
        pre_save.connect(
            _keep_languages_apart, sender=model, dispatch_uid=f"choke point: {model.__name__}"
        )
    pre_save.connect(
        _keep_german_the_source,
        sender=localize.TranslationSource,
        dispatch_uid="choke point: source",
    )
    pre_save.connect(
        _refuse_aliases,
        sender=localize.LocaleSynchronization,
        dispatch_uid="choke point: synchronization",
    )


def _keep_languages_apart(
    sender: type[Model], instance: Page, raw: bool = False, **kwargs: Any
) -> None:
    """Refuse German text in the tree of another language, as an alias or as a copy."""
    if raw or instance.locale_id is None:
        return
    above = _parent_of_new(instance)
    is_foreign_alias = (
        instance.alias_of_id is not None and instance.alias_of.locale_id != instance.locale_id
    )
    is_foreign_place = above is not None and above.locale_id != instance.locale_id
    if not (is_foreign_alias or is_foreign_place):
        return
    if above is not None:
        # The tree counts a child before it is stored.
        above.numchild = Page.objects.child_of(above).count()
        Page.objects.filter(pk=above.pk).update(numchild=above.numchild)
    if is_foreign_alias:
        _refuse_aliases()
    raise ClosedError(_("A page has the language of the page above it."))


def _parent_of_new(page: Page) -> Page | None:
    """Return the page that a new page is put below; nothing for home pages and stored ones."""
    is_new = page._state.adding and (page.depth or 0) > translation.HOME_DEPTH
    return page.get_parent() if is_new else None


def _keep_german_the_source(
    sender: type[Model], instance: Any, raw: bool = False, **kwargs: Any
) -> None:
    """Refuse to translate from a translation; two sources of one page stop its editor."""
    if not raw and not translation.is_source(instance):
        raise ClosedError(_("Everything is translated from German."))
