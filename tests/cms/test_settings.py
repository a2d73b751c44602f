from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cms.environment import WrongSetting
from tests.support.processes import ENVIRONMENT
from tests.support.product import ROOT

Load = Callable[..., dict[str, Any]]


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """Read the settings anew, under an environment of their own."""

    def run(**variables: str) -> dict[str, Any]:
        environment = ENVIRONMENT | {"DATA_DIR": str(tmp_path)} | variables
        monkeypatch.setattr("environ.Env.ENVIRON", environment)
        return runpy.run_path(str(ROOT / "cms" / "settings.py"))

    return run


def test_https_address_makes_everything_secure(load: Load) -> None:
    settings = load(BASE_URL="https://www.example.org", EXTRA_HOSTS="example.org,.example.net")

    assert settings["ALLOWED_HOSTS"] == ["www.example.org", "example.org", ".example.net"]
    assert settings["CSRF_TRUSTED_ORIGINS"] == [
        "https://www.example.org",
        "https://example.org",
        "https://*.example.net",
    ]
    assert settings["WAGTAILADMIN_BASE_URL"] == "https://www.example.org"
    assert settings["SESSION_COOKIE_SECURE"]
    assert settings["CSRF_COOKIE_SECURE"]
    assert settings["SECURE_SSL_REDIRECT"]
    assert settings["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert settings["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")


def test_local_address_works_without_https_and_believes_no_proxy(load: Load) -> None:
    settings = load(PORT="8123")

    assert settings["BASE_URL"] == "http://127.0.0.1:8123"
    assert set(settings["ALLOWED_HOSTS"]) == {"127.0.0.1", "localhost", "[::1]"}
    assert not settings["SESSION_COOKIE_SECURE"]
    assert not settings["SECURE_SSL_REDIRECT"]
    assert "SECURE_PROXY_SSL_HEADER" not in settings


def test_sqlite_waits_for_writers_and_takes_its_lock_first(load: Load) -> None:
    database = load()["DATABASES"]["default"]

    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert database["OPTIONS"]["timeout"] == 20
    assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]


def test_postgres_address_is_understood(load: Load) -> None:
    database = load(DATABASE_URL="postgres://name:word@db.example.org:5433/cms")["DATABASES"][
        "default"
    ]

    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example.org", 5433, "cms")
    assert database["OPTIONS"]["connect_timeout"] == 5


def test_no_mail_leaves_the_machine_before_a_server_is_named(load: Load, tmp_path: Path) -> None:
    settings = load()

    assert settings["MAIL_DELIVERY_BACKEND"] == "django.core.mail.backends.filebased.EmailBackend"
    assert settings["EMAIL_FILE_PATH"] == str(tmp_path / "mail")


def test_redis_queue_runs_tasks_where_asked(load: Load) -> None:
    settings = load(TASKS_BACKEND="rq", REDIS_URL="redis://127.0.0.1:6379/0")

    assert settings["TASKS"]["background"]["BACKEND"] == "django_tasks_rq.RQBackend"
    assert set(settings["RQ_QUEUES"]) == set(settings["TASKS"]["background"]["QUEUES"])


@pytest.mark.parametrize(
    ("variables", "name"),
    [
        ({"TASKS_BACKEND": "rq"}, "REDIS_URL"),
        ({"DEBUG": "true", "BASE_URL": "https://www.example.org"}, "DEBUG"),
        ({"SECRET_KEY": "django-insecure"}, "SECRET_KEY"),
    ],
)
def test_values_that_do_not_go_together_are_refused(
    load: Load, variables: dict[str, str], name: str
) -> None:
    with pytest.raises(WrongSetting, match=f"^{name} "):
        load(**variables)
