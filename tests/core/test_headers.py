"""What browsers are told on every answer, and what strange requests are answered."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from cms.core import headers
from news.models import NewsIndexPage
from tests.factories import tree

pytestmark = pytest.mark.django_db

FOREIGN = ("http://", "https://", "//")


def public_addresses() -> list[str]:
    home = tree.german_home()
    section = tree.section(NewsIndexPage)
    return [home.url, section.url, "/", "/de/gibt-es-nicht/", "/xx/", "/media/nichts", "/healthz"]


def test_every_public_answer_has_the_strict_policy(client: Client) -> None:
    for address in public_addresses():
        response = client.get(address)

        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy, address
        assert "unsafe" not in policy, address
        assert "frame-ancestors 'none'" in policy, address
        assert response["X-Frame-Options"] == "DENY", address


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ],
)
def test_every_answer_has_the_other_headers(name: str, value: str, client: Client) -> None:
    for address in [*public_addresses(), "/admin/", "/admin/login/"]:
        response = client.get(address)

        assert response[name] == value, address
        assert "geolocation=()" in response["Permissions-Policy"], address
        assert "Server" not in response, address


def test_answer_to_a_failure_has_the_headers_too(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("canary")

    home = tree.german_home()
    monkeypatch.setattr("home.models.HomePage.get_context", fail)
    client.raise_request_exception = False

    response = client.get(home.url)

    assert response.status_code == 500
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert b"canary" not in response.content


def test_admin_has_its_own_policy_without_other_hosts(admin_client: Client) -> None:
    response = admin_client.get(reverse("wagtailadmin_home"))

    policy = response["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "unsafe-eval" not in policy
    assert not any(word in policy for word in FOREIGN)
    assert response["Cache-Control"] == "private, no-store"


def test_preview_may_be_framed_by_the_admin_only(admin_client: Client) -> None:
    home = tree.german_home()

    response = admin_client.get(reverse("wagtailadmin_pages:view_draft", args=[home.pk]))

    assert response.status_code == 200
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "private, no-store"


def test_policy_of_a_view_survives() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Content-Security-Policy": "default-src 'none'"})

    response = headers.SecurityHeadersMiddleware(view)(RequestFactory().get("/"))

    assert response["Content-Security-Policy"] == "default-src 'none'"


def test_dashboard_and_editor_ask_no_other_host(admin_client: Client) -> None:
    home = tree.german_home()
    addresses = [
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_account"),
        reverse("wagtailadmin_pages:edit", args=[home.pk]),
        reverse("wagtailadmin_explore", args=[home.pk]),
    ]
    for address in addresses:
        html = admin_client.get(address).content.decode()

        assert "gravatar" not in html, address
        assert "releases.wagtail.org" not in html, address
        assert 'src="http' not in html, address
        assert 'src="//' not in html, address


def test_anonymous_readers_get_no_cookie(client: Client) -> None:
    for address in public_addresses():
        assert not client.get(address).cookies, address


# ---------------------------------------------------------------- strange requests


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "evil.example:80"])
def test_foreign_host_is_refused(host: str, client: Client) -> None:
    response = client.get("/de/", headers={"Host": host})

    assert response.status_code == 400
    assert b"evil.example" not in response.content


def test_forwarded_host_is_not_believed(client: Client) -> None:
    home = tree.german_home()

    response = client.get(home.url, headers={"X-Forwarded-Host": "evil.example"})

    assert response.status_code == 200
    assert b"evil.example" not in response.content


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "https:evil.example", "/\\evil.example", "javascript:alert(1)",
     "/%09/evil.example", "https://testserver@evil.example/"],
)  # fmt: skip
def test_sign_in_never_sends_to_another_host(target: str, django_user_model: Any) -> None:
    django_user_model.objects.create_superuser("chef", password="vierundzwanzig-kraniche")
    client = Client()

    response = client.post(
        reverse("wagtailadmin_login"),
        {"username": "chef", "password": "vierundzwanzig-kraniche", "next": target},
    )

    assert response.status_code == 302
    assert response["Location"] == reverse("wagtailadmin_home") or response["Location"].startswith(
        "/%09/"
    )


@pytest.mark.parametrize("path", ["//evil.example", "//evil.example/%2e%2e", "/%2f%2fevil.example"])
def test_address_never_becomes_a_redirect_to_another_host(path: str, client: Client) -> None:
    tree.german_home()

    response = client.get(path)

    location = response.get("Location", "/")
    assert not location.startswith(("//", "http", "\\"))
