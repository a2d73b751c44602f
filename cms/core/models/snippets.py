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
    Revision,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.core import moderation, publication, translation
from cms.core.forms import BROUGHT_UP_TO_DATE, SMALL_CORRECTION, RecordForm, remark_panels


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
    # Text that German has no sentence for; it is written in the ordinary editor.
    translation_only_fields: ClassVar[tuple[str, ...]] = ()
    override_translatable_fields: ClassVar[list[SynchronizedField]] = []
    panels: ClassVar[list[Any]] = []
    # Which records are translated first, like BasePage.importance.
    importance: ClassVar[int] = 3
    # What the editor says about the version that is saved next; see RemarksFormMixin.
    remarks: tuple[str, ...] = ()
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
        cls.override_translatable_fields = translation.synchronized(
            (*cls.fact_fields, *cls.identity_fields)
        )
        if "panels" in cls.__dict__:
            cls.panels = [*_without_remarks(cls.panels), *remark_panels()]

    @cached_property
    def facts(self) -> TranslatableSnippet:
        """Return the source-language row, which alone holds the facts."""
        return translation.source_of(self)

    @property
    def is_public(self) -> bool:
        """Tell whether readers may see this record: approved, and its day is not over."""
        return self.live and not (self.expire_at and self.expire_at <= timezone.now())

    def serializable_data(self) -> dict[str, Any]:
        """Return the content of a revision, with what the editor says about it."""
        return {**super().serializable_data(), **dict.fromkeys(self.remarks, True)}

    def save_revision(
        self, *args: Any, overwrite_revision: Revision | None = None, **kwargs: Any
    ) -> Revision:
        """Begin a new revision where the one to be saved over was decided on meanwhile."""
        if overwrite_revision and not moderation.may_be_saved_over(overwrite_revision):
            overwrite_revision = None
        saved: Revision = super().save_revision(
            *args, overwrite_revision=overwrite_revision, **kwargs
        )
        return saved

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


def _without_remarks(panels: list[Any]) -> list[Any]:
    """Drop the questions that a class inherited within its parent's panels."""
    asked = {SMALL_CORRECTION, BROUGHT_UP_TO_DATE}
    return [panel for panel in panels if getattr(panel, "field_name", None) not in asked]
