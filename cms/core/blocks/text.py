"""Blocks of words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

# Only what translators can carry over: every other tag cuts a sentence into pieces.
INLINE_FEATURES = ["bold", "link", "document-link"]
# Marks an office word of the glossary; who shows it is said by an app above this one.
EXPLAINED_WORD = "term"


def rich_text(**kwargs: Any) -> blocks.RichTextBlock:
    """Return a field for a few plain sentences."""
    kwargs.setdefault("features", INLINE_FEATURES)
    block = blocks.RichTextBlock(**kwargs)
    # Not a keyword: those are copied into the migrations of every page type.
    block.features = [*block.features, EXPLAINED_WORD]
    return block


class ParagraphBlock(blocks.RichTextBlock):
    """Running text."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", [*INLINE_FEATURES, EXPLAINED_WORD, "ol", "ul"])
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Paragraph")
        template = "blocks/paragraph.html"
        preview_value = "<p>Das Sprachcafé ist offen. Sie brauchen keine Anmeldung.</p>"
        description = _("Two to five sentences.")


class HeadingBlock(blocks.CharBlock):
    """A heading between paragraphs; always level two, so that no level is skipped."""

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "blocks/heading.html"
        preview_value = "Was Sie mitbringen"
        description = _("Says what the next part is about.")


class ListBlock(blocks.StructBlock):
    """Short points."""

    style = blocks.ChoiceBlock(
        choices=[("bullet", _("Points")), ("number", _("Numbers"))],
        default="bullet",
        label=_("Style"),
    )
    items = blocks.ListBlock(rich_text(label=_("Point")), label=_("Points"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("List")
        template = "blocks/list.html"
        preview_value = {
            "style": "bullet",
            "items": ["<p>Pass oder Aufenthaltstitel</p>", "<p>alle Briefe zu Ihrer Frage</p>"],
        }
        description = _("Things to bring, to know, to choose from.")


class StepsBlock(blocks.StructBlock):
    """One thing after the other."""

    items = blocks.ListBlock(rich_text(label=_("Step")), label=_("Steps"), min_num=2)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "blocks/steps.html"
        preview_value = {
            "items": [
                "<p><b>Wohnung anmelden.</b> Gehen Sie zur Gemeinde.</p>",
                "<p><b>Papiere klären.</b> Fragen Sie bei der Ausländerbehörde.</p>",
            ]
        }
        description = _("What to do first, second, third.")


class QuoteBlock(blocks.StructBlock):
    """What somebody said; quotation marks are set by the page in the style of its language."""

    text = blocks.TextBlock(label=_("Quote"), help_text=_("Without quotation marks."))
    person = blocks.CharBlock(label=_("Who said it?"), required=False)
    role = blocks.CharBlock(label=_("Role"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "blocks/quote.html"
        preview_value = {
            "text": "Ich habe damals jemanden gebraucht, der einfach mitkommt.",
            "person": "Nargis Rahimi",
            "role": "Projektleitung",
        }
        description = _("A human voice.")


class NoticeBlock(blocks.StructBlock):
    """A box that must not be overlooked."""

    kind = blocks.ChoiceBlock(
        choices=[("info", _("Good to know")), ("warning", _("Important"))],
        default="info",
        label=_("Kind"),
    )
    text = rich_text(label=_("Text"))

    class Meta:
        icon = "info-circle"
        label = _("Notice")
        template = "blocks/notice.html"
        preview_value = {
            "kind": "info",
            "text": "<p>Kinder sollen nicht dolmetschen. Wir finden jemanden.</p>",
        }
        description = _("One per page is seen, three are not.")


class QuestionBlock(blocks.StructBlock):
    """A question with its answer."""

    question = blocks.CharBlock(label=_("Question"))
    answer = rich_text(label=_("Answer"), features=[*INLINE_FEATURES, "ul", "ol"])


class AccordionBlock(blocks.StructBlock):
    """Questions that open to their answers, without JavaScript."""

    items = blocks.ListBlock(QuestionBlock(), label=_("Questions"), min_num=1)

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        template = "blocks/accordion.html"
        preview_value = {
            "items": [
                {
                    "question": "Kostet das etwas?",
                    "answer": "<p>Nein. Alle Angebote sind kostenlos.</p>",
                }
            ]
        }
        description = _("What people ask again and again.")


class AgendaItemBlock(blocks.StructBlock):
    """One item of an agenda."""

    time = blocks.CharBlock(label=_("Time"), required=False, max_length=5)
    minutes = blocks.IntegerBlock(label=_("Minutes"), required=False, min_value=1, max_value=600)
    title = blocks.CharBlock(label=_("What"))
    who = blocks.CharBlock(label=_("Who"), required=False)
    note = blocks.CharBlock(label=_("Note"), required=False)

    class Meta:
        label = _("Item")


class AgendaBlock(blocks.StructBlock):
    """The order of a meeting."""

    items = blocks.ListBlock(AgendaItemBlock(), label=_("Items"), min_num=1)

    class Meta:
        icon = "time"
        label = _("Agenda")
        template = "blocks/agenda.html"
        preview_value = {
            "items": [{"time": "17:00", "minutes": 15, "title": "Ankommen", "who": "", "note": ""}]
        }
        description = _("What happens when.")
