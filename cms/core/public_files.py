"""A file that the public sees is not exchanged behind the reviewers' backs.

A page that was approved shows whatever its picture shows. So a new picture is a new file, and
the page with it goes through the review; only who may publish alone replaces the file itself.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.images.models import AbstractImage
from wagtail.models import GroupCollectionPermission, ReferenceIndex

from cms.core import moderation


def is_shown_publicly(file: Model) -> bool:
    """Tell whether a live page or record uses the file."""
    references = ReferenceIndex.get_references_to(file).values_list(
        "base_content_type_id", "object_id"
    )
    for content_type_id, object_id in set(references):
        model = ContentType.objects.get_for_id(content_type_id).model_class()
        user_of_file = model and model._default_manager.filter(pk=object_id).first()
        if user_of_file is not None and getattr(user_of_file, "live", True):
            return True
    return False


def may_describe(user: AbstractUser, file: Any) -> bool:
    """Tell whether a person may change words on a public file: not merely for owning it."""
    right = "change_image" if isinstance(file, AbstractImage) else "change_document"
    paths = GroupCollectionPermission.objects.filter(
        group__user=user, permission__codename=right
    ).values_list("collection__path", flat=True)
    return any(file.collection.path.startswith(path) for path in paths)


class PublicFileMixin:
    """A form for a file, for people who may not publish alone."""

    instance: Any
    changed_data: list[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._person: AbstractUser | None = kwargs.get("user")
        super().__init__(*args, **kwargs)

    def clean(self) -> Any:
        cleaned = super().clean()  # type: ignore[misc]
        person = self._person
        if person is None or self.instance.pk is None or not self.changed_data:
            return cleaned
        if moderation.may_publish_alone(person) or not is_shown_publicly(self.instance):
            return cleaned
        if "file" in self.changed_data:
            self.add_error(  # type: ignore[attr-defined]
                "file",
                _(
                    "Readers see this file on a published page. Please upload the new one as a "
                    "file of its own, choose it on the page and hand the page in."
                ),
            )
        elif not may_describe(person, self.instance):
            self.add_error(  # type: ignore[attr-defined]
                None,
                _("Readers see this file on a published page. Please ask a moderator."),
            )
        return cleaned
