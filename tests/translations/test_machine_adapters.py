"""Services are asked once, within limits; whatever they answer is texts or a kind message."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from tests.support import translation_stub
from tests.support.translation_stub import Stub
from translations.machine import adapters

KINDS = sorted(adapters.SERVICES)
TEXTS = ["Guten Tag", 'Mehr <a id="a1">hier</a>']


@pytest.fixture
def stub() -> Iterator[Stub]:
    with translation_stub.running() as stub:
        yield stub


@pytest.fixture(params=KINDS)
def service(request: pytest.FixtureRequest, stub: Stub) -> adapters.Service:
    return adapters.SERVICES[request.param](stub.url, "a key")


def problem(service: adapters.Service) -> str:
    """Return what people are told when the service is asked."""
    with translation.override("en"):
        with pytest.raises(adapters.ServiceError) as failed:
            service.translate(TEXTS, "ar")
        return str(failed.value)


def test_texts_come_back_in_their_order_with_their_tags(
    service: adapters.Service, stub: Stub
) -> None:
    assert service.translate(TEXTS, "ar") == ["كلمة كلمة", 'كلمة <a id="a1">كلمة</a>']
    assert "a key" in stub.keys[0]


def test_each_service_is_asked_in_its_own_way(stub: Stub) -> None:
    adapters.LibreTranslate(stub.url, "").translate(TEXTS, "uk")
    adapters.DeepL(stub.url, "a key").translate(TEXTS, "en")

    libre, deepl = stub.questions
    assert libre == {"q": TEXTS, "source": "de", "target": "uk", "format": "html"}
    assert deepl == {
        "text": TEXTS, "source_lang": "DE", "target_lang": "EN-GB", "tag_handling": "html",
    }  # fmt: skip
    assert stub.paths == ["/translate", "/v2/translate"]


def test_languages_are_those_the_service_translates_german_into(service: adapters.Service) -> None:
    assert service.languages() == {"en", "uk", "ar"}


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        ("400", "error (400)"),
        ("403", "key"),
        ("404", "error (404)"),
        ("429", "busy"),
        ("500", "error (500)"),
        ("quota", "used up"),
        ("html", "no translation"),
        ("wrong count", "no translation"),
        ("no texts", "no translation"),
        ("huge", "no translation"),
        ("dead", "cannot be reached"),
    ],
)
def test_whatever_goes_wrong_is_a_message(
    service: adapters.Service, stub: Stub, mode: str, words: str
) -> None:
    stub.mode = mode

    assert words in problem(service)
    # No second try: the first may have been paid for.
    assert len(stub.paths) == 1


def test_nobody_at_the_address_is_a_message(service: adapters.Service) -> None:
    service.url = f"http://127.0.0.1:{translation_stub.free_port()}"

    assert "cannot be reached" in problem(service)


@pytest.mark.parametrize(
    "url", ["http://", "nonsense", "http://[::1", "http://exa mple", "ftp://x"]
)
def test_senseless_address_is_a_message(service: adapters.Service, url: str) -> None:
    service.url = url

    assert problem(service)


def test_redirect_is_not_followed(service: adapters.Service, stub: Stub) -> None:
    stub.mode = "302"

    assert "error (302)" in problem(service)
    assert not any("elsewhere" in path for path in stub.paths)


def test_slow_service_is_given_up(
    service: adapters.Service, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapters, "READ_SECONDS", 0.2)
    stub.mode = "slow"
    begun = time.monotonic()

    assert "in time" in problem(service)
    assert time.monotonic() - begun < 1.2


def test_service_that_drips_is_given_up(
    service: adapters.Service, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapters, "WHOLE_SECONDS", 0.2)
    stub.mode = "drip"
    begun = time.monotonic()

    assert "in time" in problem(service)
    assert time.monotonic() - begun < 2


def test_limits_are_those_that_were_agreed() -> None:
    assert (adapters.CONNECT_SECONDS, adapters.READ_SECONDS) == (3, 20)


def test_surroundings_do_not_lead_elsewhere(
    service: adapters.Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = f"http://127.0.0.1:{translation_stub.free_port()}"
    monkeypatch.setenv("HTTP_PROXY", closed)
    monkeypatch.setenv("http_proxy", closed)

    assert len(service.translate(TEXTS, "ar")) == 2


def test_neither_texts_nor_keys_are_logged(
    service: adapters.Service, stub: Stub, caplog: pytest.LogCaptureFixture
) -> None:
    for mode in ("dead", "500", "quota"):
        stub.mode = mode
        problem(service)

    assert caplog.text
    assert "a key" not in caplog.text
    assert "Guten Tag" not in caplog.text


def test_there_is_no_service_where_none_is_set(settings: Any) -> None:
    settings.MACHINE_TRANSLATION_KIND = "off"

    assert adapters.service() is None
