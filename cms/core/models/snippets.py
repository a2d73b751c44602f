"""What all reusable records have in common."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Page,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.core import publication, translation
from cms.core.forms import RecordForm


class TranslatableSnippet(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    index.Indexed,
    ClusterableModel,
):
    """A record used by many pages: drafted, approved and translated like a page.

    Facts (`fact_fields`) live on the source-language row only; the other rows hold text.
    """

    fact_fields: ClassVar[tuple[str, ...]] = ()
    # Kept the same in every language, and needed on every row.
    identity_fields: ClassVar[tuple[str, ...]] = ()
    override_translatable_fields: ClassVar[list[SynchronizedField]] = []
    localize_default_translation_mode = "simple"
    base_form_class = RecordForm

    demo_id = models.CharField(
        _("demo record"), max_length=80, blank=True, default="", editable=False, db_index=True
    )

    objects: ClassVar[Any] = publication.SnippetManager()

    class Meta(TranslatableMixin.Meta):
        abstract = True

    def __init_subclass__(cls, **kwargs: object) -> None:
        """Keep facts and names out of the translators' hands."""
        super().__init_subclass__(**kwargs)
        cls.override_translatable_fields = [
            SynchronizedField(name, overridable=False)
            for name in (*cls.fact_fields, *cls.identity_fields)
        ]

    @cached_property
    def facts(self) -> TranslatableSnippet:
        """Return the source-language row, which alone holds the facts."""
        return translation.source_of(self)

    @property
    def is_public(self) -> bool:
        """Tell whether readers may see this record: approved, and its day is not over."""
        return self.live and not (self.expire_at and self.expire_at <= timezone.now())

    def full_clean(self, *args: object, **kwargs: object) -> None:
        """Leave facts out of a translated row, so that nobody can read stale ones there."""
        translation.leave_facts_at_the_source(self)
        super().full_clean(*args, **kwargs)

    def get_workflow(self) -> Any:
        """Send a translated row to the reviewers of its language, who can read it."""
        if translation.is_source(self):
            return super().get_workflow()
        home = Page.objects.filter(depth=2, locale_id=self.locale_id).order_by("path").first()
        workflow = home.get_workflow() if home is not None else None
        return workflow or super().get_workflow()

    def get_preview_template(self, request: object, mode_name: str) -> str:
        return "core/snippet_preview.html"

    def get_preview_context(self, request: object, mode_name: str) -> dict[str, object]:
        return {"snippet": self, "facts": self.facts}
