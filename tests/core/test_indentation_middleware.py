"""Readers' pages carry no indentation, and say the same without it."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from cms.core.middleware.indentation import IndentationMiddleware
from tests.factories import pages

PAGE = "<ul>\n\n    <li>eins\n  zwei</li>  \n\t <li data-text='a\n\n  b'> drei </li>\n</ul>\n"


def answer(path: str, content_type: str = "text/html; charset=utf-8") -> str:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(PAGE, content_type=content_type)

    response = IndentationMiddleware(view)(RequestFactory().get(path))
    assert isinstance(response, HttpResponse)
    return response.content.decode()


def test_blanks_between_tags_go_and_words_stay() -> None:
    assert answer("/de/") == (
        "<ul>\n<li>eins\n  zwei</li>\n<li data-text='a\n\n  b'> drei </li>\n</ul>\n"
    )


@pytest.mark.parametrize(
    ("path", "content_type"), [("/admin/pages/", "text/html"), ("/de/", "text/plain")]
)
def test_the_admin_and_files_stay_as_they_are(path: str, content_type: str) -> None:
    assert answer(path, content_type) == PAGE


@pytest.mark.django_db
def test_a_page_has_no_indented_tag_and_its_true_length(client: Client) -> None:
    response = client.get(pages.news().get_url())

    assert b"\n  <" not in response.content.split(b"<body", 1)[1]
    assert int(response.headers["Content-Length"]) == len(response.content)
