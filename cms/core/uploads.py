"""The forms through which editors upload: they say at once, and kindly, what is wrong."""

from __future__ import annotations

import os.path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import FileField
from django.utils.translation import gettext_lazy as _
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from cms.core import documents, pictures
from cms.core.file_contents import RefusedFileError
from cms.core.public_files import PublicFileMixin

EXTENSIONS = {"JPEG": {"jpg", "jpeg"}, "PNG": {"png"}, "WEBP": {"webp"}}


class PictureUploadField(WagtailImageField):
    """A picture to upload, refused by its header before anything is decoded."""

    def to_python(self, data: Any) -> UploadedFile | None:
        upload: Any = FileField.to_python(self, data)
        if upload is None:
            return None
        self.check_image_file_size(upload)
        try:
            format_name = pictures.format_of(upload)
            self._check_name(str(upload.name), format_name)
            pictures.redraw_in_place(upload)
        except RefusedFileError as error:
            raise ValidationError(str(error), code="invalid_image") from error
        upload.content_type = f"image/{format_name.lower()}"
        return upload

    def _check_name(self, name: str, format_name: str) -> None:
        extension = os.path.splitext(name)[1].lower().lstrip(".")  # noqa: PTH122 - only a name
        if extension not in EXTENSIONS[format_name]:
            raise RefusedFileError(
                _("The name ends in “%(extension)s”, but inside is a %(format)s picture.")
                % {"extension": extension, "format": format_name}
            )


class DocumentUploadField(WagtailDocumentField):
    """A document to upload, examined before it is accepted."""

    def to_python(self, data: Any) -> UploadedFile | None:
        upload: Any = super().to_python(data)
        if upload is None:
            return None
        try:
            documents.examine_in_place(upload, str(upload.name))
        except RefusedFileError as error:
            raise ValidationError(str(error), code="invalid_document") from error
        return upload


class SiteImageForm(PublicFileMixin, BaseImageForm):
    """A picture must be described or declared decorative."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _exchange_file_field(self.fields, PictureUploadField)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        description = str(cleaned.get("description") or "").strip()
        if "description" in self.fields and not description and not cleaned.get("is_decorative"):
            self.add_error(
                "description",
                _(
                    "Please describe the picture in one sentence, or tick “decorative” if nobody "
                    "misses anything without it."
                ),
            )
        return cleaned


class SiteDocumentForm(PublicFileMixin, BaseDocumentForm):
    """A document must be what its name says."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _exchange_file_field(self.fields, DocumentUploadField)


def _exchange_file_field(fields: dict[str, Any], field_class: type[FileField]) -> None:
    """Put our field in the place of the one Wagtail's form factory insists on."""
    stock = fields.get("file")
    if stock is not None:
        fields["file"] = field_class(
            label=stock.label, required=stock.required, widget=stock.widget
        )
