"""What editors find around office words: a button that marks one, and what they could mark."""

from __future__ import annotations

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from draftjs_exporter.dom import DOM
from wagtail.admin.panels import Panel
from wagtail.admin.rich_text.converters.html_to_contentstate import LinkElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.rich_text.feature_registry import FeatureRegistry

from cms.core import translation
from cms.core.blocks.text import EXPLAINED_WORD
from cms.core.models import GlossaryTerm
from home import glossary_marks
from translations import subjects

ENTITY = "TERM"
CHOOSER = "wagtailsnippetchoosers_core_glossaryterm:choose"


class TermElementHandler(LinkElementHandler):  # type: ignore[misc]
    """Reads a stored mark into the editor, with the word that it explains."""

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, str]:
        row_id = attrs.get("id", "")
        is_number = row_id.isascii() and row_id.isdigit()
        term = GlossaryTerm.objects.filter(pk=row_id).first() if is_number else None
        return {"id": row_id, "word": str(term) if term is not None else ""}


def _stored(props: dict[str, Any]) -> Any:
    return DOM.create_element(
        "a", {"linktype": glossary_marks.LINK_TYPE, "id": props.get("id")}, props["children"]
    )


def register_feature(features: FeatureRegistry) -> None:
    """Add the button to every rich text of the site."""
    features.register_link_type(glossary_marks.TermLinkHandler)
    features.register_editor_plugin(
        "draftail",
        EXPLAINED_WORD,
        EntityFeature(
            {
                "type": ENTITY,
                "icon": "help",
                "description": _("Explain an office word"),
                "chooserUrls": {"term": reverse_lazy(CHOOSER)},
            },
            js=["wagtailadmin/js/chooser-modal.js", "admin/term.js"],
        ),
    )
    features.register_converter_rule(
        "contentstate",
        EXPLAINED_WORD,
        {
            "from_database_format": {'a[linktype="term"]': TermElementHandler(ENTITY)},
            "to_database_format": {"entity_decorators": {ENTITY: _stored}},
        },
    )


class WordsPanel(Panel):  # type: ignore[misc]
    """Office words in the saved German text that nothing explains; advice, never a duty."""

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        template_name = "wagtailadmin/home/words_to_explain.html"

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            page = self.instance
            is_asked = page.pk is not None and translation.is_source(page)
            self.words = glossary_marks.words_to_explain(page) if is_asked else []

        def is_shown(self) -> bool:
            return bool(self.words)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {"words": self.words}


def add_to_editors() -> None:
    """Put the advice below the text of every kind of page; called once, at start-up."""
    panel = WordsPanel(heading=_("Words you could explain"), icon="help")
    for model in subjects.page_models():
        first_tab = model.edit_handler.children[0]
        first_tab.children = [*first_tab.children, panel]
