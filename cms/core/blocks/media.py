"""Blocks of pictures, files and things on other sites."""

from __future__ import annotations

from copy import copy
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock


class DescribedImageBlock(ImageBlock):
    """Wagtail's block, with a German word over the picture; its own has none to translate."""

    def __init__(self, required: bool = True, **kwargs: Any) -> None:
        super().__init__(required=required, **kwargs)
        # A copy: the chooser is shared by all blocks of Wagtail's class.
        chooser = copy(self.child_blocks["image"])
        chooser.label = _("File")
        self.child_blocks["image"] = chooser


class PictureBlock(blocks.StructBlock):
    """A picture with the description it needs in this place."""

    image = DescribedImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/image.html"
        description = _("Photos only from real meetings, with consent.")


class GalleryBlock(blocks.StructBlock):
    """Several pictures of one occasion."""

    items = blocks.ListBlock(PictureBlock(), label=_("Pictures"), min_num=2, max_num=12)

    class Meta:
        icon = "image"
        label = _("Gallery")
        template = "blocks/gallery.html"
        description = _("Two to twelve pictures; they load only when scrolled to.")


class DocumentBlock(blocks.StructBlock):
    """A file to download, named with size and language."""

    document = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(
        label=_("Link text"),
        required=False,
        help_text=_("Leave empty for the title of the file."),
    )

    class Meta:
        icon = "doc-full"
        label = _("File")
        template = "blocks/document.html"
        description = _("A page is better than a PDF: phones can read it.")


class ExternalContentBlock(blocks.StructBlock):
    """Something on another site; nothing is loaded until the reader asks for it."""

    provider = blocks.CharBlock(
        label=_("Whose site is it?"), help_text=_("Readers must know who gets their data.")
    )
    title = blocks.CharBlock(label=_("What is it?"))
    url = blocks.URLBlock(label=_("Address"))
    description = blocks.TextBlock(
        label=_("Description"),
        required=False,
        help_text=_("What people would see, for those who do not want to go there."),
    )

    class Meta:
        icon = "globe"
        label = _("External content, by consent")
        template = "blocks/external_content.html"
        preview_value = {
            "provider": "Beispielverlag",
            "title": "Film: Erste Wege",
            "url": "https://film.example.org",
            "description": "Drei Minuten über den ersten Tag im Kreis.",
        }
        description = _("A film or map elsewhere: one sentence, one button, no tracking before.")
