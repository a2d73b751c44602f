"""Blocks that lead on."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.core import translation


class LinkValue(blocks.StructValue):
    """A link to a page of ours, in the reader's language where it exists, or elsewhere."""

    @property
    def target(self) -> translation.TranslatedTitle | None:
        """Return the page's title and address; one query for a translated page."""
        page = self.get("page")
        if page is None or not page.live:
            return None
        # Live, but perhaps expired or private.
        return translation.titles_of([page]).get(page.translation_key)

    @property
    def href(self) -> str:
        """Return where the link goes; nothing if the page is not public."""
        target = self.target
        return target.url if target else str(self.get("url") or "")

    @property
    def is_external(self) -> bool:
        """Tell whether the link leaves the site."""
        return self.get("page") is None


class CallToActionBlock(blocks.StructBlock):
    """One button: what to do next."""

    label = blocks.CharBlock(
        label=_("Text on the button"),
        max_length=80,
        help_text=_("Say what happens: “Sign up for the training”, never “here”."),
    )
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    url = blocks.URLBlock(label=_("or address elsewhere"), required=False)

    def clean(self, value: dict) -> dict:
        cleaned = super().clean(value)
        if bool(cleaned.get("page")) == bool(cleaned.get("url")):
            raise blocks.StructBlockValidationError(
                block_errors={
                    "page": ValidationError(_("Choose a page or give an address, not both."))
                }
            )
        return cleaned

    class Meta:
        icon = "link"
        label = _("Call to action")
        template = "blocks/call_to_action.html"
        value_class = LinkValue
        description = _("One per page, where the reader has made up her mind.")


class IconNameBlock(blocks.CharBlock):
    """The name of an icon; the same in all languages, hence nothing for translators."""

    def get_translatable_segments(self, value: str) -> list[Any]:
        """Give wagtail-localize nothing to translate."""
        return []

    def restore_translated_segments(self, value: str, segments: list[Any]) -> str:
        """Keep the German row's icon."""
        return value


class DoorBlock(blocks.StructBlock):
    """A door on the home page: a sentence in the first person that leads to a page."""

    icon = IconNameBlock(label=_("Icon"), max_length=50, help_text=_("Name of an icon."))
    label = blocks.CharBlock(
        label=_("Sentence"), max_length=80, help_text=_("For example “I have a letter”.")
    )
    page = blocks.PageChooserBlock(label=_("Page"))

    class Meta:
        icon = "home"
        label = _("Door")
        template = "blocks/door.html"
        value_class = LinkValue
