"""How translation services are spoken to: one request, strict time limits, no second try.

The address comes from the environment alone, and no redirect leads elsewhere. Whatever a service
answers, what leaves this module is a list of texts or a ServiceError with a message for people.
"""

from __future__ import annotations

import json
import logging
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import requests
import urllib3
from django.conf import settings
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)

CONNECT_SECONDS = 3
READ_SECONDS = 20
# A server that sends a byte now and then keeps within the limit above.
WHOLE_SECONDS = 60
LARGEST_ANSWER = 4 * 1024 * 1024
# What DeepL answers when the month is used up.
QUOTA_EXCEEDED = 456


class ServiceError(Exception):
    """A service did not translate; the message tells people why."""


class Service(ABC):
    """A translation service as far as it is needed here."""

    name: str
    # What one request may hold.
    most_texts: int
    most_characters: int

    def __init__(self, url: str, key: str) -> None:
        self.url = url
        self.key = key

    @abstractmethod
    def translate(self, texts: Sequence[str], code: str) -> list[str]:
        """Return German texts in another language, in the same order, tags in their places.

        Raises:
            ServiceError: for whatever reason.
        """

    @abstractmethod
    def languages(self) -> set[str]:
        """Return the codes of the languages that the service translates German into.

        Raises:
            ServiceError: for whatever reason.
        """


class LibreTranslate(Service):
    """LibreTranslate, or one of the services that answer as it does."""

    name = "libretranslate"
    most_texts = 25
    most_characters = 4_000

    def translate(self, texts: Sequence[str], code: str) -> list[str]:
        question = {"q": list(texts), "source": "de", "target": code, "format": "html"}
        if self.key:
            question["api_key"] = self.key
        answer = _ask("POST", f"{self.url}/translate", question)
        found = answer.get("translatedText") if isinstance(answer, dict) else None
        return _as_texts(found, len(texts))

    def languages(self) -> set[str]:
        answer = _ask("GET", f"{self.url}/languages")
        rows = _as_rows(answer)
        german = next((row for row in rows if row.get("code") == "de"), {})
        targets = german.get("targets")
        if isinstance(targets, list):
            return {str(code).lower() for code in targets}
        # Older servers translate from every language into every other.
        return {str(row.get("code", "")).lower() for row in rows} - {"de", ""}


class DeepL(Service):
    """DeepL, free or paid: the address says which."""

    name = "deepl"
    most_texts = 50
    most_characters = 25_000
    # Where it wants to know more than the language.
    variants = {"en": "EN-GB", "pt": "PT-PT"}

    def translate(self, texts: Sequence[str], code: str) -> list[str]:
        question = {
            "text": list(texts),
            "source_lang": "DE",
            "target_lang": self.variants.get(code, code.upper()),
            "tag_handling": "html",
        }
        answer = _ask("POST", f"{self.url}/v2/translate", question, self._headers())
        rows = answer.get("translations") if isinstance(answer, dict) else None
        return _as_texts([row.get("text") for row in _as_rows(rows)], len(texts))

    def languages(self) -> set[str]:
        answer = _ask("GET", f"{self.url}/v2/languages?type=target", None, self._headers())
        return {str(row.get("language", "")).partition("-")[0].lower() for row in _as_rows(answer)}

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"DeepL-Auth-Key {self.key}"}


SERVICES: Mapping[str, type[Service]] = {each.name: each for each in (LibreTranslate, DeepL)}


def service() -> Service | None:
    """Return the service this site uses; None where it uses none."""
    kind = SERVICES.get(settings.MACHINE_TRANSLATION_KIND)
    if kind is None:
        return None
    return kind(settings.MACHINE_TRANSLATION_URL, settings.MACHINE_TRANSLATION_KEY)


# ---------------------------------------------------------------- one request


def _ask(
    method: str, url: str, question: Any = None, headers: Mapping[str, str] | None = None
) -> Any:
    try:
        with requests.Session() as session:
            # Neither proxies nor passwords from the surroundings: the settings say everything.
            session.trust_env = False
            with session.request(
                method,
                url,
                json=question,
                headers={"Accept": "application/json", **(headers or {})},
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                allow_redirects=False,
                stream=True,
            ) as response:
                _require_success(response)
                content = _read(response)
    except (requests.Timeout, urllib3.exceptions.TimeoutError) as error:
        raise ServiceError(_("The translation service did not answer in time.")) from error
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
        # Not the message: it holds the address, which may hold more.
        logger.warning("The translation service cannot be reached: %s", type(error).__name__)
        raise ServiceError(_("The translation service cannot be reached.")) from error
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise _nonsense() from error


def _require_success(response: requests.Response) -> None:
    status = response.status_code
    if status == HTTPStatus.OK:
        return
    logger.warning("The translation service answered %s.", status)
    if status == QUOTA_EXCEEDED:
        raise ServiceError(
            _("The translation service says that this month's characters are used up.")
        )
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        raise ServiceError(_("The translation service is busy. Please try again later."))
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        raise ServiceError(
            _("The translation service does not accept the key. Please tell the technicians.")
        )
    raise ServiceError(
        _("The translation service answered with an error (%(status)s).") % {"status": status}
    )


def _read(response: requests.Response) -> bytes:
    """Return the body, unless it is too long or too long in coming."""
    until = time.monotonic() + WHOLE_SECONDS
    parts, length = [], 0
    while part := response.raw.read1(65_536, decode_content=True):
        parts.append(part)
        length += len(part)
        if length > LARGEST_ANSWER:
            raise _nonsense()
        if time.monotonic() > until:
            raise ServiceError(_("The translation service did not answer in time."))
    return b"".join(parts)


def _as_rows(found: Any) -> list[dict[str, Any]]:
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise _nonsense()
    return found


def _as_texts(found: Any, count: int) -> list[str]:
    if not isinstance(found, list) or len(found) != count:
        raise _nonsense()
    if not all(isinstance(text, str) for text in found):
        raise _nonsense()
    return found


def _nonsense() -> ServiceError:
    return ServiceError(_("The translation service answered something that is no translation."))
