"""One address is one language; only where the address says nothing the reader is asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation as django_translation

from cms.core import translation
from cms.core.languages import direction
from cms.core.middleware.language import LanguageMiddleware
from cms.core.translation import ServedLanguage
from tests.factories import tree


def _served(code: str) -> ServedLanguage:
    return ServedLanguage(
        code=code,
        autonym=code,
        german_name=code,
        direction=direction(code),
        hreflang=code,
        locale_id=0,
        home_id=0,
        home_url_path=f"/{code}/",
    )


@pytest.fixture
def _four_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    four = tuple(_served(code) for code in ("de", "en", "uk", "ar"))
    monkeypatch.setattr(translation, "served_languages", lambda: four)


@pytest.fixture
def ask(_four_languages: None) -> Callable[..., HttpResponse]:
    """Send a request through the middleware to a view that says in which language it runs."""

    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(django_translation.get_language())

    def send(path: str, *, cookie: str = "", accept: str = "", method: str = "GET") -> HttpResponse:
        request = RequestFactory().generic(method, path, headers={"accept-language": accept})
        if cookie:
            request.COOKIES["django_language"] = cookie
        response = LanguageMiddleware(view)(request)
        assert isinstance(response, HttpResponse)
        return response

    return send


@pytest.mark.parametrize("code", ["de", "en", "uk", "ar"])
def test_the_address_decides_whatever_the_browser_asks_for(
    ask: Callable[..., HttpResponse], code: str
) -> None:
    response = ask(f"/{code}/termine/", accept="en-GB,en;q=0.9", cookie="uk")

    assert response.content.decode() == code
    assert response["Content-Language"] == code
    assert "Vary" not in response


@pytest.mark.parametrize("path", ["/fa/", "/fa/hilfe/", "/fa", "/xx/", "/DE/", "/de-at/"])
def test_other_prefixes_run_in_the_language_of_the_reader(
    ask: Callable[..., HttpResponse], path: str
) -> None:
    response = ask(path, accept="fa-AF, uk;q=0.8, de;q=0.5")

    assert response.status_code == 200  # of the view; no redirect stands before it
    assert response.content.decode() == "uk"
    assert response["Content-Language"] == "uk"
    assert "Accept-Language" in response["Vary"]


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("ar-SY,ar;q=0.9,en;q=0.5", "/ar/"),
        ("en;q=0.5, uk", "/uk/"),
        ("uk;q=0, en;q=0.1", "/en/"),
        ("fa, so", "/de/"),
        ("*", "/de/"),
        ("", "/de/"),
        (";;;===q=%%%,,\x00", "/de/"),
        ("en;q=boom", "/de/"),
        ("x" * 5_000, "/de/"),
    ],
)
def test_the_start_sends_readers_to_the_language_they_read(
    ask: Callable[..., HttpResponse], accept: str, expected: str
) -> None:
    response = ask("/", accept=accept)

    assert response.status_code == 302
    assert response["Location"] == expected
    assert "Accept-Language" in response["Vary"]
    assert "Cookie" in response["Vary"]


def test_a_choice_beats_the_browser(ask: Callable[..., HttpResponse]) -> None:
    assert ask("/", accept="en", cookie="ar")["Location"] == "/ar/"


@pytest.mark.parametrize("cookie", ["fa", "xx", "//evil.example", "ar; Path=/"])
def test_a_choice_that_is_not_served_does_not_count(
    ask: Callable[..., HttpResponse], cookie: str
) -> None:
    assert ask("/", accept="en", cookie=cookie)["Location"] == "/en/"


def test_the_start_keeps_what_follows_the_question_mark(ask: Callable[..., HttpResponse]) -> None:
    assert ask("/?von=plakat", accept="uk")["Location"] == "/uk/?von=plakat"


def test_the_start_redirects_readers_only(ask: Callable[..., HttpResponse]) -> None:
    assert ask("/", method="HEAD").status_code == 302
    assert ask("/", method="POST").status_code == 200


@pytest.mark.parametrize(
    ("accept", "expected"), [("ar,uk;q=0.9", "de"), ("en-US", "en"), ("ar,en;q=0.1", "en")]
)
def test_the_admin_speaks_german_or_english_only(
    ask: Callable[..., HttpResponse], accept: str, expected: str
) -> None:
    assert ask("/admin/login/", accept=accept).content.decode() == expected


def test_answers_without_words_ask_no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise AssertionError("the languages were read")

    monkeypatch.setattr(translation, "served_languages", fail)
    answer = LanguageMiddleware(lambda request: HttpResponse(content_type="text/plain"))

    response = answer(RequestFactory().get("/healthz"))

    assert response.status_code == 200
    assert "Content-Language" not in response.headers


def test_without_any_page_the_start_is_answered_in_german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translation, "served_languages", lambda: ())
    answer = LanguageMiddleware(lambda request: HttpResponse(django_translation.get_language()))

    response = answer(RequestFactory().get("/", headers={"accept-language": "ar"}))

    assert isinstance(response, HttpResponse)
    assert response.content == b"de"


@pytest.mark.usefixtures("_four_languages")
def test_the_preview_of_a_language_that_is_not_served_yet_runs_in_it() -> None:
    request = RequestFactory().get("/fa/hilfe/")
    request.is_dummy = True  # type: ignore[attr-defined]

    response = LanguageMiddleware(
        lambda request: HttpResponse(django_translation.get_language_bidi())
    )(request)

    assert isinstance(response, HttpResponse)
    assert response.content == b"True"


def test_no_language_is_left_behind_in_the_thread(ask: Callable[..., HttpResponse]) -> None:
    ask("/ar/")

    assert django_translation.get_language() == "de"


@pytest.mark.usefixtures("_four_languages")
def test_no_language_is_left_behind_by_a_view_that_fails() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        raise Http404

    with pytest.raises(Http404):
        LanguageMiddleware(view)(RequestFactory().get("/ar/"))

    assert django_translation.get_language() == "de"


@pytest.mark.usefixtures("_four_languages")
def test_a_view_may_know_its_language_better() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Content-Language": "de"})

    response = LanguageMiddleware(view)(RequestFactory().get("/ar/"))

    assert response["Content-Language"] == "de"


@pytest.mark.usefixtures("_four_languages", "db")
@pytest.mark.parametrize("path", ["/fa/", "/fa/hilfe/", "/xx/", "/gibt-es-nicht/"])
def test_an_address_without_a_served_language_does_not_exist(client: Client, path: str) -> None:
    response = client.get(path, headers={"accept-language": "fa, ar;q=0.5"})

    assert response.status_code == 404
    assert response["Content-Language"] == "ar"
    assert 'lang="ar"' in response.text
    assert 'dir="rtl"' in response.text
    assert not response.cookies


@pytest.mark.usefixtures("_four_languages", "db")
def test_a_reader_who_only_looks_gets_no_cookie(client: Client) -> None:
    assert not client.get("/", headers={"accept-language": "uk"}).cookies


@pytest.mark.usefixtures("db")
def test_a_language_appears_with_its_start_page(client: Client) -> None:
    home = tree.german_home()
    arabic = tree.translate(home, "ar", live=False)

    before = client.get("/ar/", headers={"accept-language": "ar"})
    arabic.save_revision().publish()
    after = client.get("/ar/", headers={"accept-language": "de"})

    assert before.status_code == 404
    assert 'lang="de"' in before.text
    assert 'dir="rtl"' not in before.text
    assert after.status_code == 200
    assert 'dir="rtl"' in after.text
