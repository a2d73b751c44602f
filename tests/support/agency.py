"""A page to translate, and an agency that fills its files in."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

import polib
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from news.models import NewsPage
from tests.support import roles, site
from translations import claims, segments, sentences

FIRST = "2b7f1f4e-0000-4000-8000-000000000001"
SECOND = "2b7f1f4e-0000-4000-8000-000000000002"

TITLE = "Das Sprachcafé zieht um"
TEASER = "Ab Mai treffen wir uns im alten Rathaus."
CALL = "Rufen Sie uns an: 069 90009 201."
LINK = 'Mehr steht auf <a id="a1">dieser Seite</a>.'

# What a good agency makes of it.
ARABIC = {
    TITLE: "مقهى اللغة ينتقل",
    TEASER: "ابتداء من مايو نلتقي في مبنى البلدية القديم.",
    CALL: "اتصلوا بنا: 069 90009 201.",
    LINK: 'المزيد في <a id="a1">هذه الصفحة</a>.',
}


def page(**fields: Any) -> NewsPage:
    """Return a public German page with four sentences."""
    body = [
        {"type": "paragraph", "id": FIRST, "value": f"<p>{CALL}</p>"},
        {
            "type": "paragraph",
            "id": SECOND,
            "value": '<p>Mehr steht auf <a href="https://example.org/">dieser Seite</a>.</p>',
        },
    ]
    fields = {"title": TITLE, "teaser": TEASER, "body": body, **fields}
    german: NewsPage = site.page(live=True, **fields)
    return german


def client_of(role: str, name: str = "") -> Client:
    """Return the browser of a person who reads the admin in English, as tests do."""
    client = roles.client_of(role, name)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def url(name: str, german: Any, code: str = "ar") -> str:
    """Return an address that belongs to a page in a language."""
    return reverse(f"translations_{name}", args=[german.translation_key, code])


def download(german: Any, code: str = "ar", *, client: Client | None = None) -> polib.POFile:
    """Return the PO file that somebody downloads."""
    client = client or client_of("translator_ar")
    answer = client.get(url("po_download", german, code))
    assert answer.status_code == 200
    return polib.pofile(answer.content.decode())


def filled(german: Any, texts: Mapping[str, str] = ARABIC, **arguments: Any) -> polib.POFile:
    """Return the file with translations; German sentences that `texts` lacks stay empty."""
    catalogue = download(german, **arguments)
    for entry in catalogue:
        if entry.msgid in texts:
            entry.msgstr = texts[entry.msgid]
            entry.flags = []
    return catalogue


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return files as a zip."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    return target.getvalue()


def bring(
    address: str, content: Any, *, client: Client | None = None, name: str = "a.po", **wishes: str
) -> Any:
    """Upload a file and return the answer."""
    if not isinstance(content, bytes):
        content = str(content).encode()
    client = client or client_of("translator_ar")
    return client.post(address, {"file": SimpleUploadedFile(name, content), **wishes})


def typed(german: Any, code: str = "ar") -> dict[str, sentences.Typed]:
    """Return what stands in a language, by the German sentence."""
    stored = sentences.typed_for(german.translation_key, site.locale(code).pk)
    return {
        each.html: stored[each.place, each.hash]
        for each in segments.segments_of(german)
        if (each.place, each.hash) in stored
    }


def words(answer: Any) -> str:
    """Return what a page of the admin says, in one line."""
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


def upload(german: Any, content: Any, **wishes: Any) -> str:
    """Bring a file at its page and return what the report says."""
    answer = bring(url("po_upload", german), content, **wishes)
    assert answer.status_code == 200
    return words(answer)


def save(german: Any, text: str, html: str, *, author: str, **kind: Any) -> None:
    """Type a title or a teaser in Arabic."""
    record = claims.record_of(
        translation_key=german.translation_key, locale_id=site.locale("ar").pk
    )
    key = ({TITLE: "title", TEASER: "teaser"}[text], segments.hash_of(text))
    sentences.save(german, record, {key: html}, author=roles.person(author), **kind)
