"""What people take along from a page with a text: a sheet of paper, a notice for a wall.

Both are the page itself, at its own address and with its own doors; only the template is another
one (see cms.core.sheets). Two languages at once have a view of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import translation as django_translation
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from cms.core import people, sheets, translation
from cms.core.languages import SOURCE_LANGUAGE
from cms.core.templatetags import core_tags
from events.models import EventPage
from home import fact_lines, page_parts, routing
from initiatives.models import InitiativePage

# From so many characters on the print gets smaller, so that a sheet stays one sheet.
DENSITIES = ((1580, "denser"), (1300, "dense"))
FULL_NOTICE = 680
ONE_LINE = 40
TITLE_SIZES = ((70, "longest"), (36, "long"))


@dataclass
class Handout:
    """A page with everything that goes on paper, in the language of one of its rows."""

    page: Any

    @property
    def german(self) -> Any:
        return self.page.facts

    @property
    def text_code(self) -> str:
        """Return the language to mark the text with; empty where it is the reader's."""
        return translation.foreign_code(self.page)

    @cached_property
    def parts(self) -> list[page_parts.Part]:
        with django_translation.override(self.page.locale.language_code):
            return page_parts.parts_of(self.page)

    @property
    def density(self) -> str:
        return step(DENSITIES, sum(part.length for part in self.parts) + self._frame_length)

    @property
    def is_full_notice(self) -> bool:
        """Tell whether so much is to be said on a notice that it wants smaller print."""
        title, teaser = self.page.title, self.page.teaser
        return 2 * len(title) + len(teaser) + self._frame_length > FULL_NOTICE

    @property
    def _frame_length(self) -> int:
        """Return how much room the facts, the people and the funders take, in characters."""
        facts = sum(len(strip_tags(f"{fact.value}{fact.note}")) + ONE_LINE for fact in self.facts)
        return facts + ONE_LINE * (len(self.contacts) + 2 * len(self.funders))

    @property
    def title_size(self) -> str:
        return step(TITLE_SIZES, len(core_tags.plain(self.page.title)))

    @cached_property
    def facts(self) -> list[fact_lines.Fact]:
        return fact_lines.facts_of(self.german)

    @cached_property
    def contacts(self) -> list[people.ContactCard]:
        return fact_lines.contacts_of(self.german)

    @cached_property
    def funders(self) -> list[people.FunderLine]:
        return people.funders_of(self.german) if hasattr(self.german, "funders") else []

    @property
    def state(self) -> str:
        """Return in one word what readers must not overlook, such as “cancelled”."""
        is_changed = getattr(self.german, "state", "") in {"cancelled", "moved"}
        return str(self.german.get_state_display()) if is_changed else ""

    @property
    def checked_on(self) -> date | None:
        found: date | None = getattr(self.german, "verified_on", None)
        return found or self.german.last_reviewed_on

    @property
    def languages(self) -> list[str]:
        """Return the languages the page can be read in."""
        return [each.code for each in self.german.addresses]

    @property
    def slip_line(self) -> SafeString:
        """Return what somebody needs who has nothing but a slip: when and where."""
        if isinstance(self.german, EventPage):
            return fact_lines.for_a_slip(self.german)
        if isinstance(self.german, InitiativePage):
            return core_tags.german_name(self.german.public_address)
        return SafeString()

    @property
    def phone(self) -> str:
        """Return the number to call; of a group its own, else that of the first contact."""
        own: str = getattr(self.german, "phone_display", "")
        return own or next((card.phone_display for card in self.contacts), "")


def step(steps: tuple[tuple[int, str], ...], length: int) -> str:
    """Return the size of the print for so many characters; empty for the usual one."""
    return next((name for limit, name in steps if length > limit), "")


def page_to_take_along(path: str) -> Any:
    """Return the public German page with a text at a path; a missing one is not found."""
    page = routing.public_page_at(f"/{SOURCE_LANGUAGE}/{path}")
    if page is None or not sheets.has_a_text(page):
        raise Http404
    return page


def in_language(german: Any, code: str) -> Any | None:
    """Return the public page of a German one in another language; one query."""
    address = next((each for each in german.addresses if each.code == code), None)
    if address is None:
        return None
    page = type(german).objects.select_related("locale").get(pk=address.page_id)
    # Known already; asked again they cost two queries.
    page.facts, page.addresses = german, german.addresses
    return page


def address_for_reader(german: Any) -> str:
    """Return where a German page opens in the reader's language, or what stands in for it."""
    code = translation.active_code()
    addresses = {each.code: each.url for each in german.addresses}
    url = addresses[SOURCE_LANGUAGE]
    return addresses.get(code) or translation.stand_in_url(url, code) or url


def two_languages_url(page: Any) -> str:
    """Return where a page stands beside the German one; empty where there are no two texts."""
    urls = {each.code: each.url for each in page.addresses}
    german = urls.get(SOURCE_LANGUAGE)
    is_shown = len(urls) > 1 and translation.active_code() in urls and sheets.has_a_text(page)
    if german is None or not is_shown:
        return ""
    return reverse("two_languages", args=[german.removeprefix(f"/{SOURCE_LANGUAGE}/")])
