"""Uploads: refused kindly when they are not what they should be, and cleaned when they are."""

from __future__ import annotations

import logging
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.contrib.auth.models import AbstractUser
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import translation
from PIL import Image
from wagtail.documents.forms import get_document_form
from wagtail.images.forms import get_image_form
from wagtail.models import Collection, UploadedFile

from cms.core.models import SiteDocument, SiteImage
from tests.support import files

pytestmark = pytest.mark.django_db

IMAGE_DATA = {"title": "Fest", "licence": "own", "people": "nobody", "description": "Ein Fest"}


@pytest.fixture(autouse=True)
def media_folder(settings: Any, tmp_path: Path) -> Path:
    translation.activate("en")
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def stored_files(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def content_of(file: Any) -> bytes:
    with file.open() as opened:
        return bytes(opened.read())


def opened(file: Any) -> Image.Image:
    return Image.open(BytesIO(content_of(file)))


def saved(form: Any) -> Any:
    assert form.is_valid(), form.errors
    return form.save()


def image_form(name: str, content: bytes, user: AbstractUser, **data: Any) -> Any:
    form_class = get_image_form(SiteImage)
    collection = Collection.get_first_root_node().pk
    return form_class(
        {**IMAGE_DATA, "collection": collection, **data},
        {"file": files.upload(name, content)},
        user=user,
    )


def document_form(name: str, content: bytes, user: AbstractUser) -> Any:
    form_class = get_document_form(SiteDocument)
    collection = Collection.get_first_root_node().pk
    return form_class(
        {"title": "Heft", "collection": collection},
        {"file": files.upload(name, content)},
        user=user,
    )


# ---------------------------------------------------------------- pictures: hidden data


@pytest.mark.parametrize(
    ("name", "file_format"), [("a.jpg", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP")]
)
def test_hidden_data_of_a_photo_reach_neither_original_nor_rendition(
    name: str, file_format: str, admin_user: AbstractUser
) -> None:
    image = saved(image_form(name, files.photo(file_format), admin_user))

    rendition = image.get_rendition("width-30|format-jpeg")

    for stored in (image.file, rendition.file):
        content = content_of(stored)
        drawn = Image.open(BytesIO(content))
        assert dict(drawn.getexif()) == {}
        assert b"Telefonwerk" not in content
        assert b"Haus 4" not in content
        assert b"<script>" not in content


def test_photo_lying_on_its_side_is_stored_upright_with_its_colours(
    admin_user: AbstractUser,
) -> None:
    image = saved(image_form("a.jpg", files.photo(), admin_user))

    assert (image.width, image.height) == (40, 60)
    stored = opened(image.file)
    assert stored.size == (40, 60)
    assert stored.info["icc_profile"]
    assert image.file_size == image.file.size


def test_picture_that_no_form_has_seen_is_redrawn_too() -> None:
    image = SiteImage(title="Fest", description="Ein Fest")
    image.file = files.upload("a.jpg", files.photo())

    image.save()

    assert dict(opened(image.file).getexif()) == {}
    image.refresh_from_db()
    assert (image.width, image.height) == (40, 60)


def test_second_file_behind_a_picture_is_gone(admin_user: AbstractUser) -> None:
    content = files.picture() + b"<html><script>alert('canary')</script></html>"

    image = saved(image_form("a.jpg", content, admin_user))

    assert b"canary" not in content_of(image.file)


def test_large_upload_on_the_disk_is_cleaned_like_a_small_one(admin_user: AbstractUser) -> None:
    content = files.photo()
    with TemporaryUploadedFile("a.jpg", "image/jpeg", len(content), None) as upload:
        upload.write(content)
        upload.seek(0)
        form = image_form("a.jpg", content, admin_user)
        form.files = {"file": upload}

        image = saved(form)

    assert dict(opened(image.file).getexif()) == {}


# ---------------------------------------------------------------- pictures: refused


@pytest.mark.parametrize("side", [6_000, 10_000, 20_000])
def test_picture_that_would_fill_the_memory_is_refused_at_once(
    side: int, admin_user: AbstractUser
) -> None:
    form = image_form("a.png", files.bomb(side), admin_user)

    started = time.perf_counter()
    errors = form.errors["file"]

    assert "too large" in errors[0]
    assert time.perf_counter() - started < 1


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("kept", [0, 1, 20, 200, 300, 400])
def test_truncated_picture_is_refused_kindly_and_leaves_no_file(
    kept: int, admin_client: Client, media_folder: Path
) -> None:
    response = admin_client.post(
        reverse("wagtailimages:add"),
        {
            **IMAGE_DATA,
            "collection": Collection.get_first_root_node().pk,
            "file": files.upload("a.jpg", files.picture()[:kept]),
        },
    )

    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    assert stored_files(media_folder) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"),
        ("a.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"),
        ("a.jpg", b"<html><script>1</script></html>"),
        ("a.jpg", files.pdf()),
        ("a.jpg", files.picture("PNG")),
        ("a.gif", files.picture("GIF")),
        ("a.png", files.picture("GIF")),
        ("a.jpg.exe", files.picture()),
        ("a.php", files.picture()),
    ],
)
def test_what_is_not_the_picture_it_is_called_is_refused(
    name: str, content: bytes, admin_user: AbstractUser
) -> None:
    form = image_form(name, content, admin_user)

    assert form.errors["file"]


@pytest.mark.parametrize(
    "name", ["../../x.jpg", "/etc/x.jpg", "x\u202egpj.jpg", "n" * 300 + ".jpg", "CON.jpg", "😀.jpg"]
)
def test_strange_names_stay_below_the_media_folder(
    name: str, admin_user: AbstractUser, media_folder: Path
) -> None:
    first = saved(image_form(name, files.picture(), admin_user))
    second = saved(image_form(name, files.picture(), admin_user))

    assert first.file.name != second.file.name
    assert all(each.startswith("original_images/") for each in stored_files(media_folder))
    assert len(stored_files(media_folder)) == 2
    assert "\u202e" not in first.file.name


# ---------------------------------------------------------------- pictures: description


def test_picture_without_a_description_is_asked_for_one(admin_user: AbstractUser) -> None:
    form = image_form("a.jpg", files.picture(), admin_user, description=" ")

    assert list(form.errors) == ["description"]


def test_decorative_picture_needs_no_description(admin_user: AbstractUser) -> None:
    form = image_form("a.jpg", files.picture(), admin_user, description="", is_decorative="on")

    image = saved(form)

    image.refresh_from_db()
    assert image.is_decorative
    assert image.default_alt_text == ""


def test_database_refuses_a_picture_neither_described_nor_decorative() -> None:
    image = SiteImage(title="Fest", file=files.upload("a.jpg", files.picture()))

    with pytest.raises(IntegrityError):
        image.save()


def test_uploading_several_pictures_asks_for_the_description_of_each(
    admin_client: Client, media_folder: Path
) -> None:
    first = admin_client.post(
        reverse("wagtailimages:add_multiple"),
        {
            "title": "Fest",
            "collection": Collection.get_first_root_node().pk,
            "files[]": files.upload("a.jpg", files.photo()),
        },
    ).json()
    waiting = UploadedFile.objects.get(pk=first["uploaded_file_id"])
    assert dict(opened(waiting.file).getexif()) == {}
    prefix = f"uploaded-image-{waiting.pk}"

    second = admin_client.post(
        reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting.pk]),
        {
            f"{prefix}-{name}": value
            for name, value in {
                **IMAGE_DATA,
                "collection": Collection.get_first_root_node().pk,
            }.items()
        },
    ).json()

    assert "description" in first["form"]
    image = SiteImage.objects.get(pk=second["image_id"])
    assert (image.description, image.width, image.height) == ("Ein Fest", 40, 60)


# ---------------------------------------------------------------- documents


@pytest.mark.parametrize(
    ("name", "content", "pages"),
    [
        ("a.pdf", files.pdf(pages=3), 3),
        ("a.docx", files.docx(), None),
        ("a.odt", files.odt(), None),
    ],
)
def test_ordinary_document_is_stored_as_it_is(
    name: str, content: bytes, pages: int | None, admin_user: AbstractUser
) -> None:
    document = saved(document_form(name, content, admin_user))

    document.refresh_from_db()
    assert content_of(document.file) == content
    assert document.pages == pages


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("html.pdf", b"<html><script>alert(1)</script></html>"),
        ("picture.pdf", files.picture()),
        ("cut.pdf", files.pdf()[:60]),
        ("zip.docx", files.archive({"a.txt": b"a"})),
        ("html.docx", b"<html></html>"),
        ("odt.docx", files.odt()),
        ("docx.odt", files.docx()),
        ("cut.odt", files.odt()[:-30]),
        ("tail.docx", files.docx() + b"<html>"),
        ("a.zip", files.archive({"a.txt": b"a"})),
        ("a.docm", files.docx()),
        ("a.hta", b"<html></html>"),
        ("a.pdf.exe", files.pdf()),
        ("a.txt", b"text"),
        ("a.svg", b"<svg/>"),
    ],
)
def test_what_is_not_the_document_it_is_called_is_refused(
    name: str, content: bytes, admin_user: AbstractUser, media_folder: Path
) -> None:
    form = document_form(name, content, admin_user)

    assert form.errors["file"]
    assert stored_files(media_folder) == []


@pytest.mark.parametrize(
    "content",
    [
        files.docx({"word/vbaProject.bin": b"macro"}),
        files.docx({"word/embeddings/oleObject1.bin": b"object"}),
        files.odt({"Basic/Standard/Module1.xml": b"macro"}),
        files.docx(types=files.DOCX_TYPES + b"application/vnd.ms-word.document.macroEnabled.12"),
        files.docx(
            {
                "word/_rels/settings.xml.rels": b'<Relationship Type="x/attachedTemplate" '
                b'Target="https://evil.example/t.dotm" TargetMode="External"/>'
            }
        ),
    ],
)
def test_office_file_that_acts_is_refused(content: bytes, admin_user: AbstractUser) -> None:
    name = "a.odt" if b"opendocument" in content else "a.docx"

    assert document_form(name, content, admin_user).errors["file"]


@pytest.mark.parametrize(
    "extra",
    [
        {"word/media/big.bin": bytes(60_000_000)},
        {"../../etc/passwd": b"x"},
        {"/etc/passwd": b"x"},
        {"..\\x": b"x"},
        {f"part{number}": b"" for number in range(5_001)},
    ],
    ids=["bomb", "up", "absolute", "backslash", "many"],
)
def test_strange_archive_is_refused(extra: dict[str, bytes], admin_user: AbstractUser) -> None:
    form = document_form("a.docx", files.docx(extra), admin_user)

    assert form.errors["file"]


def test_pdf_loses_what_acts_by_itself_and_keeps_the_rest(
    admin_user: AbstractUser, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    document = saved(document_form("a.pdf", files.pdf(active=True), admin_user))

    content = content_of(document.file)
    with pikepdf.open(BytesIO(content)) as stored:
        everything = " ".join(repr(each) for each in stored.objects)
    assert "canary" not in everything
    assert b"canary" not in content
    assert "https://example.org/kept" in everything
    assert "/JavaScript" in caplog.text


def test_pdf_loses_a_second_file_behind_it(admin_user: AbstractUser) -> None:
    content = files.pdf() + b"\n<html>canary</html>"

    document = saved(document_form("a.pdf", content, admin_user))

    assert b"canary" not in content_of(document.file)


def test_pdf_with_a_password_is_refused(admin_user: AbstractUser) -> None:
    output = BytesIO()
    with pikepdf.open(BytesIO(files.pdf())) as document:
        document.save(output, encryption=pikepdf.Encryption(owner="a", user="b"))

    form = document_form("a.pdf", output.getvalue(), admin_user)

    assert "password" in form.errors["file"][0]


def test_uploading_several_documents_refuses_the_bad_one(
    admin_client: Client, media_folder: Path
) -> None:
    answer = admin_client.post(
        reverse("wagtaildocs:add_multiple"),
        {
            "title": "Heft",
            "collection": Collection.get_first_root_node().pk,
            "files[]": files.upload("a.pdf", b"<html></html>"),
        },
    ).json()

    assert not answer["success"]
    assert "PDF" in answer["error_message"]
    assert stored_files(media_folder) == []
