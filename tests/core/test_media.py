"""What has an address in the media folder, who may see it, and what is left behind."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser, Group
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import BaseViewRestriction, Collection, CollectionViewRestriction

from cms.core import orphans, storage
from cms.core.models import SiteDocument, SiteImage
from tests.support import files

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media_folder(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    (tmp_path / "db.sqlite3").write_bytes(b"canary")
    return tmp_path / "media"


@pytest.fixture
def private_collection() -> Collection:
    collection = Collection.get_first_root_node().add_child(name="Intern")
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=BaseViewRestriction.LOGIN
    )
    return collection


@pytest.fixture
def member_client(django_user_model: type[AbstractUser]) -> Client:
    client = Client()
    client.force_login(django_user_model.objects.create_user("mitglied"))
    return client


def image(**fields: Any) -> SiteImage:
    upload = files.upload("fest.jpg", files.picture())
    return SiteImage.objects.create(title="Fest", description="Ein Fest", file=upload, **fields)


def document(name: str = "heft.pdf", **fields: Any) -> SiteDocument:
    content = files.pdf() if name.endswith("pdf") else files.docx()
    return SiteDocument.objects.create(title="Heft", file=files.upload(name, content), **fields)


# ---------------------------------------------------------------- pictures


def test_rendition_is_public_and_cannot_run(client: Client) -> None:
    response = client.get(image().get_rendition("width-30").url)

    assert response.status_code == 200
    assert b"".join(response).startswith(b"\xff\xd8")
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"].startswith("public")
    assert "Set-Cookie" not in response


def test_rendition_known_to_the_browser_is_not_sent_again(client: Client) -> None:
    url = image().get_rendition("width-30").url
    first = client.get(url)
    list(first)

    again = client.get(url, headers={"If-Modified-Since": first["Last-Modified"]})

    assert again.status_code == 304


def test_original_is_not_reachable(client: Client) -> None:
    assert client.get(image().file.url).status_code == 404


def test_document_is_not_reachable_past_its_permission_check(client: Client) -> None:
    assert client.get(document().file.url).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/media/",
        "/media/images/",
        "/media/images",
        "/media/../db.sqlite3",
        "/media/images/../../db.sqlite3",
        "/media/images/..%2f..%2fdb.sqlite3",
        "/media/images/%2e%2e/%2e%2e/db.sqlite3",
        "/media/..%2foriginal_images%2ffest.jpg",
        "/media/images/..%2foriginal_images%2ffest.jpg",
        "/media/images//etc/passwd",
        "/media/%00.jpg",
        "/media/images/%00.jpg",
        "/media/images/x.svg",
        "/media/images/x.html",
        "/media/images/missing.jpg",
        "/media/wagtail_uploads/fest.jpg",
        "/media/.incoming/fest.jpg",
        "/media/images/.hidden.jpg",
        "/media/ORIGINAL_IMAGES/fest.jpg",
    ],
)
def test_nothing_else_has_an_address(path: str, client: Client) -> None:
    image()

    assert client.get(path).status_code == 404


def test_rendition_of_a_private_picture_is_for_those_signed_in(
    client: Client, member_client: Client, private_collection: Collection
) -> None:
    url = image(collection=private_collection).get_rendition("width-30").url

    refused, shown = client.get(url), member_client.get(url)

    assert refused.status_code == 404
    assert (shown.status_code, shown["Cache-Control"]) == (200, "private, no-store")
    list(shown)


def test_private_collection_leaves_other_pictures_public(
    client: Client, private_collection: Collection
) -> None:
    response = client.get(image().get_rendition("width-30").url)

    assert response.status_code == 200
    list(response)


# ---------------------------------------------------------------- documents


def test_private_document_is_never_kept(
    client: Client, member_client: Client, private_collection: Collection
) -> None:
    url = document(collection=private_collection).url

    refused, shown = client.get(url), member_client.get(url)

    assert refused.status_code == 302
    assert shown.status_code == 200
    assert refused["Cache-Control"] == shown["Cache-Control"] == "private, no-store"
    list(shown)


def test_document_for_one_group_is_never_kept_either(client: Client) -> None:
    collection = Collection.get_first_root_node().add_child(name="Gruppe")
    restriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=BaseViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.create(name="Vorstand"))

    response = client.get(document(collection=collection).url)

    assert response.status_code == 302
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("name", "disposition", "policy"),
    [
        ("heft.pdf", "inline", "default-src 'none'"),
        ("heft.docx", "attachment", "default-src 'none'; sandbox"),
    ],
)
def test_document_runs_nothing(name: str, disposition: str, policy: str, client: Client) -> None:
    response = client.get(document(name).url)

    assert response.status_code == 200
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith(policy)
    assert response.get("Content-Disposition", "inline").startswith(disposition)
    list(response)


# ---------------------------------------------------------------- the folder and the database


def test_replaced_file_stays_until_the_change_is_kept(
    admin_client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    picture = image()
    old_name = picture.file.name
    data = {"title": "Neu", "description": "Neu", "licence": "own", "people": "nobody"}

    with django_capture_on_commit_callbacks() as callbacks:
        admin_client.post(
            reverse("wagtailimages:edit", args=[picture.pk]),
            {**data, "file": files.upload("fest.jpg", files.picture())},
        )
        was_there = default_storage.exists(old_name)
    for callback in callbacks:
        callback()

    picture.refresh_from_db()
    assert picture.file.name != old_name
    assert was_there
    assert not default_storage.exists(old_name)


def test_full_disk_leaves_no_piece_of_a_file(
    media_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = files.upload("heft.pdf", files.pdf())

    def chunks(self: Any) -> Iterator[bytes]:
        yield b"%PDF"
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(type(upload), "chunks", chunks)

    with pytest.raises(OSError, match="No space left"):
        SiteDocument.objects.create(title="Heft", file=upload)

    assert [path for path in media_folder.rglob("*") if path.is_file()] == []


def test_failed_upload_leaves_no_file(
    admin_client: Client, media_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin_client.raise_request_exception = False

    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("after the file was stored")

    monkeypatch.setattr("wagtail.search.index.insert_or_update_object", fail)

    response = admin_client.post(
        reverse("wagtaildocs:add"),
        {
            "title": "Heft",
            "collection": Collection.get_first_root_node().pk,
            "file": files.upload("heft.pdf", files.pdf()),
        },
    )

    assert response.status_code == 500
    assert not SiteDocument.objects.exists()
    assert [path for path in media_folder.rglob("*") if path.is_file()] == []


def test_two_files_of_one_name_do_not_share_it(media_folder: Path) -> None:
    first = default_storage.save("documents/a.pdf", files.upload("a.pdf", b"first"))
    # As if the second had looked for a free name at the same moment.
    second = default_storage._save("documents/a.pdf", files.upload("a.pdf", b"second"))  # type: ignore[attr-defined]

    assert first != second
    assert (media_folder / first).read_bytes() == b"first"
    assert (media_folder / second).read_bytes() == b"second"


def test_orphans_are_named_and_files_in_use_are_not(
    media_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    image().get_rendition("width-30")
    document()
    orphan, fresh = media_folder / "documents" / "orphan.pdf", media_folder / "fresh.pdf"
    orphan.write_bytes(b"x")
    fresh.write_bytes(b"x")
    long_ago = time.time() - 7200
    for path in media_folder.rglob("*"):
        if path != fresh:
            os.utime(path, (long_ago, long_ago))

    call_command("report_orphan_files")

    assert capsys.readouterr().out == "documents/orphan.pdf\n"
    assert orphans.report(timezone.now()) == 1
    assert orphan.exists()


def test_files_of_a_failed_step_are_removed(media_folder: Path) -> None:
    def step() -> None:
        with storage.files_of_transaction():
            default_storage.save("documents/a.pdf", files.upload("a.pdf", b"x"))
            assert (media_folder / "documents" / "a.pdf").exists()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        step()

    assert not (media_folder / "documents" / "a.pdf").exists()
