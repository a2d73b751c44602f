"""Read the environment strictly: a wrong value stops the start with one sentence naming it."""

from __future__ import annotations

import os
import re
from collections.abc import Collection
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

DATABASE_SCHEMES = ("sqlite", "postgres", "postgresql")
CACHE_SCHEMES = ("filecache", "locmemcache", "dbcache", "dummycache", "redis", "rediss")
MAIL_SCHEMES = ("smtp", "smtp+tls", "smtps", "smtp+ssl", "filemail", "consolemail", "dummymail")
TRUE_WORDS = {"true", "on", "yes", "y", "1"}
FALSE_WORDS = {"false", "off", "no", "n", "0", ""}
HOST_NAME = re.compile(r"^\.?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$|^\[[0-9A-Fa-f:.]+\]$")


class WrongSetting(ImproperlyConfigured):
    """A variable of the environment is missing or malformed; the message names it."""


class Environment:
    """The variables of the process and of an optional ``.env`` file, read one by one."""

    def __init__(self, env_file: Path) -> None:
        self._env = environ.Env()
        if env_file.is_file():
            try:
                self._env.read_env(str(env_file))
            except OSError as error:
                raise WrongSetting(f"{env_file} cannot be read: {error.strerror}.") from error

    def text(self, name: str, default: str = "") -> str:
        """Return the value without surrounding space, the default when it is unset or empty."""
        return str(self._env.str(name, default="")).strip() or default

    def flag(self, name: str, *, default: bool) -> bool:
        """Return True or False; a word that means neither is refused."""
        word = str(self._env.str(name, default=str(default))).strip().lower()
        if word in TRUE_WORDS:
            return True
        if word in FALSE_WORDS:
            return False
        raise WrongSetting(f"{name} must be true or false, not '{word}'.")

    def number(self, name: str, *, default: int, minimum: int, maximum: int) -> int:
        """Return a whole number within the limits."""
        word = self.text(name, str(default))
        if not re.fullmatch(r"\d{1,9}", word) or not minimum <= int(word) <= maximum:
            raise WrongSetting(
                f"{name} must be a whole number from {minimum} to {maximum}, not '{word}'."
            )
        return int(word)

    def choice(self, name: str, choices: tuple[str, ...], *, default: str) -> str:
        """Return one of the choices."""
        word = self.text(name, default)
        if word not in choices:
            raise WrongSetting(f"{name} must be one of {', '.join(choices)}, not '{word}'.")
        return word

    def secret(self, name: str, *, required: bool, otherwise: str) -> str:
        """Return a secret that cannot be guessed; only a development server may do without."""
        value = self.text(name)
        if not value and not required:
            return otherwise
        if not value:
            raise WrongSetting(
                f"{name} is not set: put a long random value into .env ('make demo' does it)."
            )
        if required and (len(value) < 50 or len(set(value)) < 5):
            raise WrongSetting(f"{name} is too weak: use at least 50 random characters.")
        return value

    def address(self, name: str, *, default: str) -> SplitResult:
        """Return the address of the site: scheme and host, perhaps a port, and nothing else."""
        value = self.text(name, default).rstrip("/")
        problem = WrongSetting(
            f"{name} must be an address such as https://www.example.org, not '{value}'."
        )
        try:
            parts = urlsplit(value)
            host, _port = parts.hostname or "", parts.port
        except ValueError as error:
            raise problem from error
        bracketed = f"[{host}]" if ":" in host else host
        if parts.scheme not in {"http", "https"} or not HOST_NAME.match(bracketed):
            raise problem
        if parts.path or parts.query or parts.fragment or parts.username:
            raise problem
        return parts

    def service(self, name: str, *, required: bool) -> str:
        """Return the address of a service on the web, perhaps with a path; nothing to sign in."""
        value = self.text(name).rstrip("/")
        if not value and not required:
            return ""
        try:
            parts = urlsplit(value)
            host, _port = parts.hostname or "", parts.port
        except ValueError:
            parts, host = urlsplit(""), ""
        bracketed = f"[{host}]" if ":" in host else host
        is_address = parts.scheme in {"http", "https"} and HOST_NAME.match(bracketed)
        if not is_address or parts.query or parts.fragment or parts.username is not None:
            # The value itself may hold a password, so it is not repeated.
            raise WrongSetting(
                f"{name} must be an address such as https://translate.example.org, "
                "without user, question mark or hash."
            )
        return value

    def languages(self, name: str, *, known: Collection[str], required: bool) -> list[str]:
        """Return codes of languages separated by commas."""
        codes = [word.strip() for word in self.text(name).split(",") if word.strip()]
        for code in codes:
            if code not in known:
                raise WrongSetting(
                    f"{name} must list some of {', '.join(known)}, and '{code}' is none of them."
                )
        if required and not codes:
            raise WrongSetting(f"{name} is not set: list some of {', '.join(known)}.")
        return list(dict.fromkeys(codes))

    def hosts(self, name: str) -> list[str]:
        """Return host names separated by commas; a leading dot stands for all subdomains."""
        names = [word.strip() for word in self.text(name).split(",") if word.strip()]
        for host in names:
            if not HOST_NAME.match(host):
                raise WrongSetting(
                    f"{name} must list host names separated by commas, and '{host}' is none."
                )
        return names

    def folder(self, name: str, *, default: Path) -> Path:
        """Return a folder that exists and can be written; it is made when it is missing."""
        folder = Path(self.text(name, str(default))).expanduser().absolute()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WrongSetting(
                f"{name} names {folder}, which cannot be made: {error.strerror}."
            ) from error
        if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            raise WrongSetting(
                f"{name} names {folder}, where nothing can be written: "
                "choose another folder or give write access to it."
            )
        return folder

    def database(self, name: str, *, default: str) -> dict[str, Any]:
        """Return the Django settings of a database address."""
        scheme = self._scheme(name, default, DATABASE_SCHEMES)
        try:
            config = dict(self._env.db_url_config(self.text(name, default)))
        except ValueError as error:
            raise WrongSetting(f"{name} is not a database address: {error}.") from error
        if not config["NAME"]:
            raise WrongSetting(f"{name} names no database: {scheme}://user@host/name is needed.")
        return config

    def cache(self, name: str, *, default: str) -> dict[str, Any]:
        """Return the Django settings of a cache address."""
        self._scheme(name, default, CACHE_SCHEMES)
        return dict(self._env.cache_url_config(self.text(name, default)))

    def mail(self, name: str, *, default: str) -> dict[str, Any]:
        """Return the Django settings of a mail server address."""
        scheme = self._scheme(name, default, MAIL_SCHEMES)
        try:
            config = dict(self._env.email_url_config(self.text(name, default)))
        except ValueError as error:
            raise WrongSetting(f"{name} is not a mail server address: {error}.") from error
        if scheme.startswith("smtp") and not config["EMAIL_HOST"]:
            raise WrongSetting(f"{name} names no mail server: {scheme}://host:port is needed.")
        if scheme == "filemail":
            config["EMAIL_FILE_PATH"] = "/" + str(config["EMAIL_FILE_PATH"]).lstrip("/")
        return config

    def _scheme(self, name: str, default: str, schemes: tuple[str, ...]) -> str:
        scheme, separator, _rest = self.text(name, default).partition("://")
        if not separator or scheme not in schemes:
            # The value itself may hold a password, so it is not repeated.
            known = ", ".join(f"{scheme}://" for scheme in schemes)
            raise WrongSetting(f"{name} must begin with one of {known}.")
        return scheme
