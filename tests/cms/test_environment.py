from __future__ import annotations

from pathlib import Path

import pytest

from cms.environment import Environment, WrongSetting


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    return Environment(tmp_path / "no.env")


def test_file_gives_what_the_process_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("environ.Env.ENVIRON", {"SAMPLE_ONE": "from the process"})
    (tmp_path / ".env").write_text("SAMPLE_ONE=from the file\nSAMPLE_TWO=from the file\n")

    environment = Environment(tmp_path / ".env")

    assert environment.text("SAMPLE_ONE") == "from the process"
    assert environment.text("SAMPLE_TWO") == "from the file"


@pytest.mark.parametrize(
    ("word", "meaning"), [("true", True), ("On", True), ("1", True), ("no", False), ("", False)]
)
def test_flag_understands_the_usual_words(
    environment: Environment, monkeypatch: pytest.MonkeyPatch, word: str, meaning: bool
) -> None:
    monkeypatch.setenv("SAMPLE", word)

    assert environment.flag("SAMPLE", default=False) is meaning


def test_empty_value_counts_as_unset(
    environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMPLE", "  ")

    assert environment.number("SAMPLE", default=7, minimum=1, maximum=9) == 7


@pytest.mark.parametrize(
    ("kind", "value", "options"),
    [
        ("flag", "maybe", {"default": False}),
        ("number", "many", {"default": 1, "minimum": 1, "maximum": 9}),
        ("number", "10", {"default": 1, "minimum": 1, "maximum": 9}),
        ("number", "²", {"default": 1, "minimum": 1, "maximum": 9}),
        ("choice", "carrier pigeon", {"choices": ("database", "rq"), "default": "rq"}),
        ("secret", "", {"required": True, "otherwise": "x"}),
        ("secret", "short", {"required": True, "otherwise": "x"}),
        ("secret", "a" * 60, {"required": True, "otherwise": "x"}),
        ("address", "example.org", {"default": ""}),
        ("address", "https://", {"default": ""}),
        ("address", "https://example.org/path", {"default": ""}),
        ("address", "https://example.org:port", {"default": ""}),
        ("address", "ftp://example.org", {"default": ""}),
        ("address", "https://user@example.org", {"default": ""}),
        ("address", "https://[::1", {"default": ""}),
        ("hosts", "https://example.org", {}),
        ("hosts", "*", {}),
        ("database", "mysql://localhost/x", {"default": ""}),
        ("database", "nonsense", {"default": ""}),
        ("database", "postgres://localhost", {"default": ""}),
        ("database", "postgres://localhost:port/x", {"default": ""}),
        ("cache", "memcache://localhost", {"default": ""}),
        ("mail", "localhost", {"default": ""}),
        ("mail", "smtp://", {"default": ""}),
        ("mail", "smtp://host:port", {"default": ""}),
    ],
)
def test_wrong_value_is_refused_in_one_sentence_that_names_the_variable(
    environment: Environment,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    value: str,
    options: dict[str, object],
) -> None:
    monkeypatch.setenv("SAMPLE", value)

    with pytest.raises(WrongSetting) as caught:
        getattr(environment, kind)("SAMPLE", **options)

    sentence = str(caught.value)
    assert sentence.startswith("SAMPLE ")
    assert sentence.endswith((".", ")."))
    assert "\n" not in sentence


def test_wrong_database_address_does_not_show_its_password(
    environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMPLE", "mysql://user:very-secret@host/name")

    with pytest.raises(WrongSetting) as caught:
        environment.database("SAMPLE", default="")

    assert "very-secret" not in str(caught.value)


def test_folder_is_made(environment: Environment, tmp_path: Path) -> None:
    folder = environment.folder("SAMPLE", default=tmp_path / "one" / "two")

    assert folder.is_dir()


def test_folder_that_cannot_be_made_is_refused(environment: Environment, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(WrongSetting, match=r"^SAMPLE names .* cannot be made"):
        environment.folder("SAMPLE", default=tmp_path / "file" / "folder")


def test_folder_that_cannot_be_written_is_refused(
    environment: Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Who runs the tests may be allowed everything, so the answer of the system is replaced.
    monkeypatch.setattr("os.access", lambda *_arguments: False)

    with pytest.raises(WrongSetting, match=r"^SAMPLE names .* nothing can be written"):
        environment.folder("SAMPLE", default=tmp_path)


def test_mail_server_with_encryption_is_understood(
    environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMPLE", "smtp+tls://post%40kreis:p%26w@mail.example.org:587")

    config = environment.mail("SAMPLE", default="")

    assert config["EMAIL_HOST_USER"] == "post@kreis"
    assert config["EMAIL_HOST_PASSWORD"] == "p&w"
    assert config["EMAIL_PORT"] == 587
    assert config["EMAIL_USE_TLS"] is True
