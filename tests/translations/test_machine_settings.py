"""Machine translation is off until somebody switches it on, completely and correctly."""

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
LIBRE = {
    "MACHINE_TRANSLATION_KIND": "libretranslate",
    "MACHINE_TRANSLATION_URL": "http://translate.example.org:5000/path/",
    "MACHINE_TRANSLATION_LANGUAGES": "en, uk,ar,en",
}
DEEPL = LIBRE | {
    "MACHINE_TRANSLATION_KIND": "deepl",
    "MACHINE_TRANSLATION_URL": "https://api-free.deepl.com",
    "MACHINE_TRANSLATION_KEY": "key",
}


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """Read the settings anew, under an environment of their own."""

    def run(**variables: str) -> dict[str, Any]:
        environment = ENVIRONMENT | {"DATA_DIR": str(tmp_path)} | variables
        monkeypatch.setattr("environ.Env.ENVIRON", environment)
        return runpy.run_path(str(ROOT / "cms" / "settings.py"))

    return run


def test_nothing_is_sent_anywhere_before_somebody_says_so(load: Load) -> None:
    settings = load()

    assert settings["MACHINE_TRANSLATION_KIND"] == "off"
    assert settings["MACHINE_TRANSLATION_URL"] == ""
    assert settings["MACHINE_TRANSLATION_LANGUAGES"] == []


def test_service_languages_and_budget_are_read(load: Load) -> None:
    settings = load(**LIBRE, MACHINE_TRANSLATION_MONTHLY_CHARACTERS="1000")

    assert settings["MACHINE_TRANSLATION_URL"] == "http://translate.example.org:5000/path"
    assert settings["MACHINE_TRANSLATION_LANGUAGES"] == ["en", "uk", "ar"]
    assert settings["MACHINE_TRANSLATION_MONTHLY_CHARACTERS"] == 1000
    assert load(**DEEPL)["MACHINE_TRANSLATION_KEY"] == "key"


@pytest.mark.parametrize(
    ("variables", "name"),
    [
        ({"MACHINE_TRANSLATION_KIND": "google"}, "MACHINE_TRANSLATION_KIND"),
        (LIBRE | {"MACHINE_TRANSLATION_URL": ""}, "MACHINE_TRANSLATION_URL"),
        (LIBRE | {"MACHINE_TRANSLATION_URL": "translate.example.org"}, "MACHINE_TRANSLATION_URL"),
        (LIBRE | {"MACHINE_TRANSLATION_URL": "ftp://example.org"}, "MACHINE_TRANSLATION_URL"),
        (LIBRE | {"MACHINE_TRANSLATION_URL": "http://a:b@example.org"}, "MACHINE_TRANSLATION_URL"),
        (LIBRE | {"MACHINE_TRANSLATION_URL": "http://example.org?a=b"}, "MACHINE_TRANSLATION_URL"),
        (LIBRE | {"MACHINE_TRANSLATION_URL": "http://example.org:x"}, "MACHINE_TRANSLATION_URL"),
        (LIBRE | {"MACHINE_TRANSLATION_URL": "http://[::1"}, "MACHINE_TRANSLATION_URL"),
        ({"MACHINE_TRANSLATION_URL": "nonsense"}, "MACHINE_TRANSLATION_URL"),
        (LIBRE | {"MACHINE_TRANSLATION_LANGUAGES": ""}, "MACHINE_TRANSLATION_LANGUAGES"),
        (LIBRE | {"MACHINE_TRANSLATION_LANGUAGES": "xx"}, "MACHINE_TRANSLATION_LANGUAGES"),
        (LIBRE | {"MACHINE_TRANSLATION_LANGUAGES": "de"}, "MACHINE_TRANSLATION_LANGUAGES"),
        (LIBRE | {"MACHINE_TRANSLATION_LANGUAGES": "de-simple"}, "MACHINE_TRANSLATION_LANGUAGES"),
        (DEEPL | {"MACHINE_TRANSLATION_KEY": ""}, "MACHINE_TRANSLATION_KEY"),
        (DEEPL | {"MACHINE_TRANSLATION_URL": "http://api.deepl.com"}, "MACHINE_TRANSLATION_URL"),
        (
            {"MACHINE_TRANSLATION_MONTHLY_CHARACTERS": "-1"},
            "MACHINE_TRANSLATION_MONTHLY_CHARACTERS",
        ),
    ],
)
def test_half_a_service_stops_the_start_with_one_sentence(
    load: Load, variables: dict[str, str], name: str
) -> None:
    with pytest.raises(WrongSetting, match=f"^{name} ") as refused:
        load(**variables)

    assert "\n" not in str(refused.value)
    assert "a:b" not in str(refused.value)
