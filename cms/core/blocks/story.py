"""The one stream of blocks that all page bodies are made of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.core.blocks.contacts import ContactCardBlock, KeyFiguresBlock
from cms.core.blocks.links import CallToActionBlock
from cms.core.blocks.media import DocumentBlock, ExternalContentBlock, GalleryBlock, PictureBlock
from cms.core.blocks.text import (
    AccordionBlock,
    AgendaBlock,
    HeadingBlock,
    ListBlock,
    NoticeBlock,
    ParagraphBlock,
    QuoteBlock,
    StepsBlock,
)


class StoryBlock(blocks.StreamBlock):
    """What an editor can put into the body of a page."""

    paragraph = ParagraphBlock(group=_("Text"))
    heading = HeadingBlock(group=_("Text"))
    list = ListBlock(group=_("Text"))
    steps = StepsBlock(group=_("Text"))
    quote = QuoteBlock(group=_("Text"))
    notice = NoticeBlock(group=_("Text"))
    accordion = AccordionBlock(group=_("Text"))
    agenda = AgendaBlock(group=_("Text"))
    image = PictureBlock(group=_("Pictures and files"))
    gallery = GalleryBlock(group=_("Pictures and files"))
    document = DocumentBlock(group=_("Pictures and files"))
    external_content = ExternalContentBlock(group=_("Pictures and files"))
    key_figures = KeyFiguresBlock(group=_("People and numbers"))
    contact_card = ContactCardBlock(group=_("People and numbers"))
    call_to_action = CallToActionBlock(group=_("People and numbers"))

    class Meta:
        template = "blocks/story.html"


class TextListBlock(blocks.StreamBlock):
    """A plain list of short lines, one string each for translators."""

    line = blocks.CharBlock(label=_("Line"), max_length=255)
