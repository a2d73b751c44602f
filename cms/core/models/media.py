"""Pictures and files, with what the law and readers need to know about them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    WagtailImageField,
    WagtailImageFieldFile,
    get_upload_to,
)

from cms.core import documents, pictures
from cms.core.file_contents import plain_file
from cms.core.languages import LANGUAGES


class RedrawnPictureFile(WagtailImageFieldFile):
    """A picture file that is redrawn on its way into the storage, whatever door it comes through.

    Hidden data (place, device, thumbnails) and foreign tails never reach the disk.
    """

    def save(self, name: str, content: File[bytes], save: bool = True) -> None:
        content = plain_file(content)
        pictures.redraw_in_place(content)
        super().save(name, content, save=save)


class PictureField(WagtailImageField):
    """A field of redrawn picture files."""

    attr_class = RedrawnPictureFile


class ExaminedDocumentFile(FieldFile):
    """A document that is examined, and rid of what is active, on its way into the storage."""

    def save(self, name: str, content: File[bytes], save: bool = True) -> None:
        content = plain_file(content)
        examined = documents.examine_in_place(content, name)
        if examined.pages is not None:
            self.instance.pages = examined.pages  # type: ignore[attr-defined]
        super().save(name, content, save=save)


class DocumentField(models.FileField):
    """A field of examined documents."""

    attr_class = ExaminedDocumentFile


def _close_stored(file: FieldFile) -> None:
    """Close what Wagtail opened to measure it; a new upload is still to be written."""
    if file._committed:  # type: ignore[attr-defined]
        file.close()


class SiteImage(AbstractImage):
    """A picture that is described, or decorative, and says by what right it is shown."""

    class Licence(models.TextChoices):
        """On what ground the picture may be shown."""

        OWN = "own", _("Our own picture")
        CC0 = "cc0", _("CC0: no rights reserved")
        CC_BY = "cc-by", _("CC BY: name the author")
        CC_BY_SA = "cc-by-sa", _("CC BY-SA: name the author, share alike")
        PERMISSION = "permission", _("Permission in writing")

    class People(models.TextChoices):
        """Whether somebody can be recognised."""

        NOBODY = "nobody", _("Nobody can be recognised")
        CONSENT = "consent", _("Everybody shown has consented, the consent is on file")

    file = PictureField(
        verbose_name=_("file"),
        upload_to=get_upload_to,
        width_field="width",
        height_field="height",
    )
    description = models.CharField(
        _("alternative text"),
        max_length=255,
        blank=True,
        default="",
        help_text=_(
            "What would you say on the phone to somebody who cannot see it? People who are blind "
            "hear this sentence, and everybody reads it when the picture does not load."
        ),
    )
    # Not "decorative": Wagtail sets an attribute of that name on every picture it loads.
    is_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("Only when nobody misses anything without the picture."),
    )
    credit = models.CharField(
        _("credit"),
        max_length=255,
        blank=True,
        help_text=_("Who made it? Stands below the picture; most licences demand the name."),
    )
    licence = models.CharField(
        _("licence"),
        max_length=20,
        choices=Licence.choices,
        default=Licence.OWN,
        help_text=_("By what right may we show it? What a search engine found is nobody's gift."),
    )
    people = models.CharField(
        _("people"),
        max_length=20,
        choices=People.choices,
        default=People.NOBODY,
        help_text=_(
            "A face can put somebody who fled in danger. Show people only with their consent in "
            "writing; for children both parents sign."
        ),
    )
    consent_until = models.DateField(
        _("consent until"),
        null=True,
        blank=True,
        help_text=_("The day after which the picture must go. Leave empty if there is none."),
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "is_decorative",
        "credit",
        "licence",
        "people",
        "consent_until",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_image", "Can choose image")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(description="") | models.Q(is_decorative=True),
                name="core_siteimage_described_or_decorative",
                violation_error_message=_("Describe the picture or say that it is decorative."),
            ),
        ]

    def clean(self) -> None:
        super().clean()
        if self.consent_until and self.people != self.People.CONSENT:
            raise ValidationError(
                {
                    "people": _(
                        "A consent has a last day, but nobody can be recognised: please mend."
                    )
                }
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Redraw a new picture before its size is written: drawn upright, it may be another."""
        if self.file and not self.file._committed:
            pictures.redraw_in_place(self.file.file)
            self._meta.get_field("file").update_dimension_fields(self, force=True)
        super().save(*args, **kwargs)

    def _set_image_file_metadata(self) -> None:
        super()._set_image_file_metadata()
        _close_stored(self.file)

    def generate_rendition_file(self, *args: Any, **kwargs: Any) -> File[bytes]:
        """Return the rendition in memory; Wagtail's temporary file would stay open."""
        with super().generate_rendition_file(*args, **kwargs) as generated:
            generated.seek(0)
            return ContentFile(generated.read(), name=generated.name)

    @property
    def default_alt_text(self) -> str:
        """Return what screen readers say where the place of use gives no text of its own."""
        return "" if self.is_decorative else self.description

    @property
    def has_lapsed_consent(self) -> bool:
        """Tell whether the people shown no longer agree to be shown."""
        return bool(self.consent_until and self.consent_until < timezone.localdate())


class SiteRendition(AbstractRendition):
    """A picture in one size and format."""

    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
        # Asked for by name when some pictures are private.
        indexes = [models.Index(fields=["file"], name="core_siterendition_file")]


class SiteDocument(AbstractDocument):
    """A file to download."""

    file = DocumentField(_("file"), upload_to="documents")
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=LANGUAGES,
        blank=True,
        help_text=_(
            "Readers see it before they download: nobody likes to open the wrong language."
        ),
    )
    is_accessible = models.BooleanField(
        _("tagged PDF"),
        default=False,
        help_text=_("Only if screen readers can read it aloud in the right order."),
    )
    pages = models.PositiveSmallIntegerField(
        _("pages"),
        null=True,
        blank=True,
        help_text=_("Counted when the file is a PDF. It tells readers how long it is."),
    )

    admin_form_fields = (
        "title",
        "file",
        "language",
        "is_accessible",
        "pages",
        "collection",
        "tags",
    )

    class Meta(AbstractDocument.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")
        permissions = [("choose_document", "Can choose document")]

    def _set_document_file_metadata(self) -> None:
        super()._set_document_file_metadata()
        _close_stored(self.file)
