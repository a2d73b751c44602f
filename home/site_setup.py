"""Make the site that everything else stands on: languages, tree, groups, workflows.

Everything here may run again at any time: what exists is left as people have made it, only what
is missing is added.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamValue
from wagtail.models import Locale, Page, Site

from cms.core.languages import LIVE_AT_START, SOURCE_LANGUAGE, is_declared
from cms.core.models import MenuGroup, SiteSettings
from events.models import EventIndexPage
from home import groups
from home.models import EasyLanguagePage, GlossaryPage, HomePage, LegalPage
from initiatives.models import InitiativeIndexPage, ProjectIndexPage
from news.models import NewsIndexPage
from newsletter.models import NewsletterArchivePage


@dataclass(frozen=True)
class Section:
    """A page of the first level that every site has."""

    model: type[Page]
    slug: str
    title: str | Promise
    teaser: str | Promise = ""
    menu_group: str = ""
    settings_field: str = ""

    @property
    def is_legal(self) -> bool:
        return self.model is LegalPage


HOME_TITLE = _("Welcome")
HOME_TEASER = _("Help, German courses and places to meet near you.")

SECTIONS = (
    Section(
        InitiativeIndexPage,
        "initiativen",
        _("Find help near you"),
        _("Groups of volunteers with their offers, times and languages."),
        MenuGroup.NEWCOMERS,
    ),
    Section(
        EventIndexPage,
        "termine",
        _("Calendar"),
        _("Meetings, talks, trainings and parties in the whole county."),
        MenuGroup.VOLUNTEERS,
    ),
    Section(
        NewsIndexPage,
        "aktuelles",
        _("News"),
        _("What is new for newcomers and volunteers."),
        MenuGroup.VOLUNTEERS,
    ),
    Section(
        ProjectIndexPage,
        "projekte",
        _("Projects"),
        _("What we have tried out, and what came of it."),
        MenuGroup.VOLUNTEERS,
    ),
    Section(
        GlossaryPage,
        "woerter",
        _("Office words explained"),
        _("German words from letters and offices, in plain words."),
    ),
    Section(
        NewsletterArchivePage,
        "newsletter",
        _("Newsletter"),
        _("All issues for reading."),
    ),
    Section(
        EasyLanguagePage,
        "leichte-sprache",
        _("Leichte Sprache"),
        _("What you find on this site, in very plain German."),
        settings_field="easy_language_page",
    ),
    Section(
        LegalPage,
        "impressum",
        _("Imprint"),
        _("Who publishes this site."),
        settings_field="imprint_page",
    ),
    Section(
        LegalPage,
        "datenschutz",
        _("Privacy policy"),
        _("Which data this site needs, and which it does not."),
        settings_field="privacy_page",
    ),
    Section(
        LegalPage,
        "barrierefreiheit",
        _("Accessibility statement"),
        _("How accessible this site is, and whom to tell about barriers."),
        settings_field="accessibility_page",
    ),
)

UNWRITTEN = _("The county has not written this page yet.")


@dataclass(frozen=True)
class Outcome:
    """The German home page, and what a run has added, in words for the operator."""

    home: HomePage
    added: list[str] = field(default_factory=list)

    def section(self, slug: str) -> Page:
        """Return a German page of the first level by its slug."""
        return self.home.get_children().get(slug=slug).specific


@transaction.atomic
def set_up(*, languages: tuple[str, ...] = ()) -> Outcome:
    """Make whatever a site of this product needs and lacks; further languages start as drafts."""
    for code in languages:
        if not is_declared(code):
            raise ValueError(code)
    added: list[str] = []
    locales = {code: _locale(code, added) for code in dict.fromkeys((*LIVE_AT_START, *languages))}
    home = _source_home(locales[SOURCE_LANGUAGE], added)
    _name_site(home)
    groups.set_up_shared(home=home)
    sections = [_source_section(home, section, added) for section in SECTIONS]
    for code, locale in locales.items():
        if code == SOURCE_LANGUAGE:
            continue
        is_live = code in LIVE_AT_START
        translated_home = _translated_home(home, locale, is_live, added)
        groups.set_up_language(locale=locale, home=translated_home)
        if is_live:
            for page, section in zip(sections, SECTIONS, strict=True):
                _translated_section(page, section, locale, added)
    _point_settings_at(dict(zip(SECTIONS, sections, strict=True)))
    return Outcome(home=home, added=added)


def bind_editors(*, group_name: str, page: Page) -> None:
    """Make, or extend, a group of editors who write below one page only."""
    groups.bind_editors(group_name=group_name, page=page)


def page_at(*, path: str, home: HomePage) -> Page | None:
    """Return the German page at a path such as “/aktuelles/”."""
    wanted = path.strip("/")
    url_path = f"{home.url_path}{wanted}/" if wanted else home.url_path
    return Page.objects.descendant_of(home, inclusive=True).filter(url_path=url_path).first()


# ---------------------------------------------------------------- languages and homes


def _locale(code: str, added: list[str]) -> Locale:
    locale, is_new = Locale.objects.get_or_create(language_code=code)
    if is_new:
        added.append(f"Locale {code}")
    return locale


def _source_home(locale: Locale, added: list[str]) -> HomePage:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is not None and isinstance(site.root_page.specific, HomePage):
        return site.root_page.specific
    with translation.override(SOURCE_LANGUAGE):
        home = HomePage(
            title=str(HOME_TITLE), teaser=str(HOME_TEASER), slug=SOURCE_LANGUAGE, locale=locale
        )
    root = Page.get_first_root_node()
    _add_below(root, home)
    added.append("Home page de")
    if site is None:
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
        return home
    welcome = site.root_page
    site.root_page = home
    site.save()
    if welcome.specific_class is Page and welcome.is_leaf() and welcome.depth > 1:
        welcome.delete()
    home.refresh_from_db()
    return home


def _translated_home(source: HomePage, locale: Locale, is_live: bool, added: list[str]) -> HomePage:
    existing = _translation(source, locale)
    if existing is not None:
        return existing
    home: HomePage = source.copy_for_translation(locale)
    code = locale.language_code
    home.slug = code
    with translation.override(code):
        _write(home, title=str(HOME_TITLE), teaser=str(HOME_TEASER), publish=is_live)
    added.append(f"Home page {code}")
    return home


def _name_site(home: HomePage) -> None:
    """Let mails and feeds carry the address of the environment."""
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    site = Site.objects.get(root_page=home)
    wanted = (address.hostname, port, settings.WAGTAIL_SITE_NAME)
    if (site.hostname, site.port, site.site_name) != wanted:
        site.hostname, site.port, site.site_name = wanted
        site.save()


# ---------------------------------------------------------------- pages of the first level


def _source_section(home: HomePage, section: Section, added: list[str]) -> Page:
    existing = home.get_children().type(section.model).filter(slug=section.slug).first()
    if existing is not None:
        return existing.specific
    facts: dict[str, Any] = {"must_edit": True} if section.is_legal else {}
    with translation.override(SOURCE_LANGUAGE):
        page = section.model(
            title=str(section.title),
            teaser=str(section.teaser),
            slug=section.slug,
            locale=home.locale,
            show_in_menus=bool(section.menu_group),
            menu_group=section.menu_group,
            **facts,
        )
        if section.is_legal:
            page.body = _unwritten_body(page)
    _add_below(home, page)
    added.append(f"Page /{section.slug}/ de")
    return page


def _translated_section(source: Page, section: Section, locale: Locale, added: list[str]) -> None:
    if _translation(source, locale) is not None:
        return
    if _translation(source.get_parent(), locale) is None:
        return
    page = source.copy_for_translation(locale)
    with translation.override(locale.language_code):
        if section.is_legal:
            page.body = _unwritten_body(page)
        _write(page, title=str(section.title), teaser=str(section.teaser), publish=True)
    added.append(f"Page /{section.slug}/ {locale.language_code}")


def _unwritten_body(page: Page) -> StreamValue:
    """Say honestly that the text is missing; a legal page must not look finished."""
    block = page._meta.get_field("body").stream_block
    return block.to_python([{"type": "notice", "value": {"text": f"<p>{UNWRITTEN}</p>"}}])


def _point_settings_at(pages: dict[Section, Page]) -> None:
    chosen = SiteSettings.load()
    is_changed = False
    for section, page in pages.items():
        name = section.settings_field
        if name and getattr(chosen, f"{name}_id") is None:
            setattr(chosen, name, Page.objects.get(pk=page.pk))
            is_changed = True
    if is_changed or chosen.pk is None:
        chosen.save()


# ---------------------------------------------------------------- writing


def _translation(page: Page, locale: Locale) -> Any:
    found = page.get_translation_or_none(locale)
    return found.specific if found is not None else None


def _add_below(parent: Page, page: Page) -> None:
    page.live = False
    parent.add_child(instance=page)
    page.save_revision(log_action=True).publish(log_action=True)
    page.refresh_from_db()


def _write(page: Page, *, title: str, teaser: str, publish: bool) -> None:
    page.title = page.draft_title = title
    page.teaser = teaser
    page.full_clean()
    page.save()
    revision = page.save_revision(log_action=True)
    if publish:
        revision.publish(log_action=True)
    page.refresh_from_db()
