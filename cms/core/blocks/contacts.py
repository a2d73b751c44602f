"""Blocks about people and numbers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock


class ContactCardBlock(blocks.StructBlock):
    """A person to call, taken from the directory so that the number is right everywhere."""

    person = SnippetChooserBlock("core.ContactPerson", label=_("Person"))

    class Meta:
        icon = "user"
        label = _("Contact card")
        template = "blocks/contact_card.html"
        description = _("Name, languages, phone: entered once, right everywhere.")


class FigureBlock(blocks.StructBlock):
    """A number with its caption."""

    value = blocks.CharBlock(label=_("Number"), max_length=20)
    label = blocks.CharBlock(label=_("Caption"))
    detail = blocks.CharBlock(label=_("Small line"), required=False)


class KeyFiguresBlock(blocks.StructBlock):
    """Numbers that say what words cannot."""

    items = blocks.ListBlock(FigureBlock(), label=_("Figures"), min_num=1, max_num=8)

    class Meta:
        icon = "pick"
        label = _("Key figures")
        template = "blocks/key_figures.html"
        preview_value = {
            "items": [
                {"value": "41", "label": "Austauschtreffen", "detail": "im Schnitt 11 Menschen"},
                {"value": "118", "label": "Newsletter", "detail": ""},
            ]
        }
        description = _("With a caption in the plural, so that it is right in every language.")
