"""A message that passes a page on: in the reader's language, ready to send, tracked by nobody."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from cms.core import short_links


@dataclass(frozen=True)
class Share:
    """What is passed on, and the addresses that open it in somebody's messenger.

    The links are plain: nothing is asked of anybody before a reader follows one.
    """

    text: str
    url: str

    @property
    def details(self) -> str:
        """Return what follows the title, such as day and place, in one line."""
        return ", ".join(self.text.splitlines()[1:])

    @property
    def message(self) -> str:
        return f"{self.text}\n{self.url}"

    @property
    def whatsapp(self) -> str:
        return f"https://wa.me/?{urlencode({'text': self.message}, quote_via=quote)}"

    @property
    def telegram(self) -> str:
        parts = {"url": self.url, "text": self.text}
        return f"https://t.me/share/url?{urlencode(parts, quote_via=quote)}"

    @property
    def mail(self) -> str:
        subject = self.text.partition("\n")[0]
        return f"mailto:?{urlencode({'subject': subject, 'body': self.message}, quote_via=quote)}"


def share_of(lines: list[str], german_id: int) -> Share:
    """Return the message for a page: its lines, then the address that belongs to no language."""
    return Share("\n".join(line for line in lines if line), short_links.address_of(german_id))
