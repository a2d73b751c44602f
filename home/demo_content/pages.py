"""The pages of the demo: German ones first, then their translations."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import Model
from wagtail.coreutils import find_available_slug
from wagtail.models import Page

from cms.core.forms import BROUGHT_UP_TO_DATE
from cms.core.models import ContactPerson, Organisation, SiteSettings
from home.demo_content import files, manifest, markup, page_records, snippets
from home.demo_content.blocks import Blocks
from home.demo_content.files import SOURCE, TRANSLATIONS, Record
from home.demo_content.page_records import FILLED, LISTS, PageKind
from home.demo_content.world import World

# New pages of the first level stand in front of these, so that the menu has its order.
BEFORE = {"topic": "initiatives-index", "volunteer": "news-index"}


class Loader:
    """Puts the pages of the demo on the site."""

    def __init__(self, world: World) -> None:
        self.world = world
        figures = {record["id"]: record for record in files.items("projects")}
        self.blocks = {code: Blocks(world, code, figures) for code in world.locales}
        self.words = files.read("ui_strings")["items"]
        self.meta = files.read("meta")
        self.series = page_records.series_of_events()

    def load(self) -> None:
        """Load every page; links can lead to any of them, so all exist before any is written."""
        self._find_existing()
        self._add_pictures()
        records = page_records.all_records()
        for kind, record in records:
            self._add(kind, record)
        for kind, record in records:
            self._complete(kind, record)
        self._fill_lists()
        self._fill_home()
        self._fill_easy_language()
        self._fill_legal_pages()
        self._note_untouched_translations()

    # ------------------------------------------------------------ what is there before

    def _find_existing(self) -> None:
        home = Page.objects.get(pk=self.world.home_id)
        first_level = {page.slug: page for page in home.get_children()}
        self.world.pages["home"] = home.pk
        for record_id, slug in FILLED.items():
            if slug:
                self.world.pages[record_id] = first_level[slug].pk
        for record_id, (slug, _word) in LISTS.items():
            self.world.pages[record_id] = first_level[slug].pk

    def _add_pictures(self) -> None:
        for drawn in files.read("additions")["pictures"]:
            image = snippets.picture(
                drawn["file"], title=drawn["title"], description=drawn["description"]
            )
            self.world.keep(drawn["record"], image)

    # ------------------------------------------------------------ new pages

    def _add(self, kind: PageKind, record: Record) -> None:
        page = kind.model(
            title=page_records.title_of(record, SOURCE),
            teaser=page_records.teaser_of(record, SOURCE),
            menu_title=page_records.menu_title_of(record, SOURCE),
            slug=page_records.slug_of(record),
            locale=self.world.locales[SOURCE],
            demo_id=record["id"],
            **kind.facts(self.world, record),
        )
        page.live = False
        self._write_children(page, kind, record, SOURCE)
        parent_id = self.series.get(record["id"], kind.parent)
        parent = Page.objects.get(pk=self.world.pages[parent_id])
        # An editor's draft may have the address already; it stays hers.
        page.slug = find_available_slug(parent, page.slug)
        before = BEFORE.get(record["id"]) or BEFORE.get(record.get("type", ""))
        if before:
            Page.objects.get(pk=self.world.pages[before]).add_sibling("left", instance=page)
        else:
            parent.add_child(instance=page)
        self.world.pages[record["id"]] = page.pk
        manifest.add(page)

    def _complete(self, kind: PageKind, record: Record) -> None:
        page = self.world.page(record["id"])
        links = kind.links(self.world, record)
        linked_projects = links.pop("linked_projects", None)
        if linked_projects is not None:
            figures = list(page.key_figures.all())
            for figure, linked in zip(figures, linked_projects, strict=True):
                figure.linked_project_id = linked
            page.key_figures = figures
        _assign(page, {**links, **kind.texts(record, self.blocks[SOURCE])})
        _publish(page)
        for code in files.languages_of(record):
            self._translate(kind, record, code)

    def _translate(self, kind: PageKind, record: Record, code: str) -> None:
        source = self.world.page(record["id"])
        page = source.copy_for_translation(self.world.locales[code])
        page.title = page.draft_title = page_records.title_of(record, code)
        page.teaser = page_records.teaser_of(record, code)
        page.menu_title = page_records.menu_title_of(record, code)
        _assign(page, kind.texts(record, self.blocks[code]))
        self._write_children(page, kind, record, code)
        _publish(page)
        manifest.add(page)
        self.world.say_it_is_a_machine_draft(page, source)

    def _write_children(self, page: Any, kind: PageKind, record: Record, code: str) -> None:
        """Write the texts of rows inside the page; rows without a text in the language go."""
        for relation, texts_of in kind.children.items():
            rows = sorted(getattr(page, relation).all(), key=lambda row: row.sort_order)
            kept = []
            for position, (row, texts) in enumerate(
                zip(rows, texts_of(record), strict=True), start=1
            ):
                written = {name: text for name, text in texts.items() if text}
                if code != SOURCE:
                    row.locale = self.world.locales[code]
                    _leave_times_at_the_source(row)
                    if written and code not in next(iter(written.values())):
                        continue
                path = (record["id"], relation, position)
                for name in texts:
                    value = (written.get(name) or {}).get(code, "")
                    setattr(row, name, self._child_text(row, name, value, code, path))
                kept.append(row)
            setattr(page, relation, kept)

    def _child_text(self, row: Model, name: str, value: Any, code: str, path: tuple) -> str:
        if name == "body":
            return json.dumps(self.blocks[code].story(value or [], *path))
        if isinstance(value, list):
            return "\n".join(markup.line(each) for each in value)
        is_long = row._meta.get_field(name).get_internal_type() == "TextField"
        return markup.plain(value) if is_long else markup.line(value)

    # ------------------------------------------------------------ pages that every site has

    def _fill(self, record_id: str, code: str, values: dict[str, Any]) -> None:
        """Write a page that was there before, and note what to go back to."""
        page = self._version(record_id, code)
        before = page.latest_revision_id
        if "title" in values:
            page.draft_title = values["title"]
        _assign(page, {"demo_id": record_id, **values})
        _publish(page)
        page.refresh_from_db()
        manifest.add(page, before={"revision": before, "demo": page.latest_revision_id})
        if code != SOURCE:
            self.world.say_it_is_a_machine_draft(page, self._version(record_id, SOURCE))

    def _version(self, record_id: str, code: str) -> Any:
        page = Page.objects.get(pk=self.world.pages[record_id])
        if code == SOURCE:
            return page.specific
        return page.get_translation(self.world.locales[code]).specific

    def _fill_lists(self) -> None:
        for record_id, (_slug, word) in LISTS.items():
            for code in (SOURCE, *TRANSLATIONS):
                self._fill(record_id, code, {"title": markup.line(self.words[word][code])})

    def _fill_home(self) -> None:
        record = _record("home")
        for code in (SOURCE, *TRANSLATIONS):
            blocks = self.blocks[code]
            values = {
                "title": page_records.title_of(record, code),
                "teaser": page_records.teaser_of(record, code),
                "doors": blocks.doors(record["quick_links"], "home", "doors"),
                "volunteer_doors": blocks.doors(record["volunteer_links"], "home", "volunteers"),
            }
            if code == SOURCE:
                values["show_emergency"] = record["show_emergency"]
            self._fill("home", code, values)

    def _fill_easy_language(self) -> None:
        record = _record("easy-language")
        for code in record["title"]:
            values = {
                "title": page_records.title_of(record, code),
                "teaser": page_records.teaser_of(record, code),
                "body": self.blocks[code].story(record["body"].get(code), record["id"], "body"),
            }
            if code == SOURCE:
                values |= page_records.care(self.world, record)
            self._fill(record["id"], code, values)

    def _fill_legal_pages(self) -> None:
        """Write the stubs; the other languages say no more than that it is a demo."""
        for record in files.items("pages"):
            if record["type"] != "legal":
                continue
            for code in (SOURCE, *TRANSLATIONS):
                key = record["id"]
                notice = self.blocks[code].notice(
                    self.meta["legal_notice"][code], key, "legal notice"
                )
                written = self.blocks[code].story(record["body"].get(code), key, "body")
                values = {
                    "title": page_records.title_of(record, code),
                    "body": [notice, *written],
                }
                if code == SOURCE:
                    values |= page_records.care(self.world, record)
                    values["must_edit"] = record["must_edit"]
                self._fill(key, code, values)

    def _note_untouched_translations(self) -> None:
        """Say of the other translations too that nobody has checked them."""
        for page in Page.objects.get(pk=self.world.pages["easy-language"]).get_translations():
            if page.locale.language_code in TRANSLATIONS:
                source = self._version("easy-language", SOURCE)
                self.world.say_it_is_a_machine_draft(page, source)


def name_the_site(world: World) -> None:
    """Say in the site settings that this is the demo county, and how to reach it."""
    meta = files.read("meta")
    publisher = next(each for each in files.items("organisations") if each.get("is_publisher"))
    office = world.find(ContactPerson, files.items("contacts")[0]["id"])
    chosen = SiteSettings.load()
    values = {
        "site_name": meta["site_name"],
        "county_name": meta["county"],
        "phone_display": office.phone_display,
        "phone_dial": office.phone_dial,
        "email": office.email,
        "copyright_line": meta["county"],
        "is_demo": True,
    }
    before = {name: getattr(chosen, name) for name in values}
    for name, value in values.items():
        setattr(chosen, name, value)
    chosen.publisher = world.find(Organisation, publisher["id"])
    chosen.full_clean()
    chosen.save()
    chosen.funders.set([world.find(Organisation, meta["site_funder"])])
    manifest.add(chosen, before={"values": before, "demo": values})


def _record(record_id: str) -> Record:
    return next(record for record in files.items("pages") if record["id"] == record_id)


def _assign(page: Any, values: dict[str, Any]) -> None:
    for name, value in values.items():
        is_stream = page._meta.get_field(name).__class__.__name__ == "StreamField"
        setattr(page, name, json.dumps(value) if is_stream else value)


def _publish(page: Any) -> None:
    # A translation answers the German text that was loaded just before it.
    page.remarks = (BROUGHT_UP_TO_DATE,)
    page.save_revision().publish(log_action=False)


def _leave_times_at_the_source(row: Any) -> None:
    if hasattr(row, "times"):
        row.times = []
