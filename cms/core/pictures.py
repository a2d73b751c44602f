"""Pictures from outside are redrawn: what is stored is what one sees, and nothing else.

Place, device, thumbnails and comments in a photo can betray where somebody lives; a second file
behind the picture can be read as a web page. Neither survives being drawn anew.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files import File
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from cms.core.file_contents import RefusedFileError, replace_content

# Pillow's names of what WAGTAILIMAGES_EXTENSIONS allows.
FORMATS = ("JPEG", "PNG", "WEBP")
# Larger colour profiles are no colour profiles.
LARGEST_COLOUR_PROFILE = 1024 * 1024
LONGEST_SIDE = 20_000
SAVE_OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 92, "subsampling": 0, "optimize": True},
    "PNG": {"optimize": False},
    "WEBP": {"quality": 90, "method": 2},
}
SIMPLE_MODES = {"JPEG": {"L", "RGB", "CMYK"}, "WEBP": {"RGB", "RGBA"}}


def format_of(content: File[bytes]) -> str:
    """Return the format that the first bytes tell, after looking at the size in the header.

    Nothing is decoded here, so a picture made to fill the memory is refused at once.
    """
    with _opened(content) as picture:
        width, height = picture.size
        name = _format(picture)
        # Each frame of an animation is as much work as the first.
        frames = 1 if name == "JPEG" else int(getattr(picture, "n_frames", 1))
        pixels = width * height * frames
        if pixels > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS or max(width, height) > LONGEST_SIDE:
            raise RefusedFileError(
                _(
                    "This picture is too large: %(width)s by %(height)s pixels. Please make it "
                    "smaller before you upload it; 3000 by 2000 is enough for every page."
                )
                % {"width": width, "height": height}
            )
        return name


def redraw_in_place(content: File[bytes]) -> None:
    """Replace the content of an uploaded picture by a drawing of it; once is enough."""
    if getattr(content, "is_redrawn", False):
        return
    format_of(content)
    try:
        with _opened(content) as picture:
            data = _drawn_again(picture)
    except RefusedFileError:
        raise
    except Exception as error:  # Pillow's decoders raise what they like at broken data.
        raise RefusedFileError(
            _("This picture is damaged or incomplete. Please export it again and retry.")
        ) from error
    replace_content(content, data)
    content.is_redrawn = True  # type: ignore[attr-defined]


def _opened(content: File[bytes]) -> Image.Image:
    content.seek(0)
    try:
        return Image.open(content, formats=FORMATS)  # type: ignore[arg-type]
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise RefusedFileError(_("This picture is too large. Please make it smaller.")) from error
    except Exception as error:
        raise RefusedFileError(
            _("This is not a picture that we know. Please save it as JPEG, PNG or WebP.")
        ) from error


def _format(picture: Image.Image) -> str:
    # Phones put a second view behind the photo and call that MPO; the photo itself is a JPEG.
    return "JPEG" if picture.format == "MPO" else str(picture.format)


def _drawn_again(picture: Image.Image) -> bytes:
    """Return the first frame, upright, with its colour profile and nothing else."""
    name = _format(picture)
    picture.load()
    profile = picture.info.get("icc_profile") or b""
    upright = ImageOps.exif_transpose(picture)
    upright.info = {key: value for key, value in upright.info.items() if key == "transparency"}
    modes = SIMPLE_MODES.get(name)
    if modes and upright.mode not in modes:
        upright = upright.convert("RGBA" if name == "WEBP" and _has_alpha(upright) else "RGB")
    options = dict(SAVE_OPTIONS[name])
    if 0 < len(profile) <= LARGEST_COLOUR_PROFILE:
        options["icc_profile"] = profile
    output = BytesIO()
    upright.save(output, format=name, **options)
    return output.getvalue()


def _has_alpha(picture: Image.Image) -> bool:
    return picture.mode in {"LA", "PA", "RGBA", "La", "RGBa"} or "transparency" in picture.info
