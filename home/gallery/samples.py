"""What each component is shown with: the usual case, the longest text, what may be missing, Arabic.

`SAMPLES` maps the name of a component to its samples; a sample is the context of one rendering.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from cms.core.people import ContactCard, FunderLine
from cms.core.sharing import share_of
from cms.core.sheets import Sheet
from cms.core.site import LanguageLink, Link, Number
from cms.core.translation import TranslatedTitle, TranslationNotice
from cms.core.vocabulary import TermText
from events.calendar import DateRow, ModuleText
from home.fact_lines import Fact
from home.gathering import TermEntry
from home.page_parts import Piece
from home.search import Result
from home.two_languages import Row
from initiatives.directory import InitiativeRow, OfferRow
from initiatives.projects import FigureRow, ProjectRow
from news.listing import NewsRow

BERLIN = ZoneInfo("Europe/Berlin")
TUESDAY = datetime(2026, 12, 15, 17, 0, tzinfo=BERLIN)
LONGEST_TITLE = (
    "Vernetzungstreffen der Flüchtlingshilfeinitiativen zu Wohnungsgeberbestätigung, "
    "Mietkautionsbürgschaft und Untermieterlaubnis"
)
LONGEST_WORD = "Wohnungsgeberbestätigungsformularausfüllhilfe"
ARABIC = "كيف تصل إلى الطبيب في مقاطعة [[de:Talbrücken]]؟"


def text(title: str, *, teaser: str = "", foreign_code: str = "") -> TranslatedTitle:
    """Return how a list names a page."""
    return TranslatedTitle(
        title=title,
        teaser=teaser,
        url="/de/seite/",
        code="de",
        direction="ltr",
        languages=("de", "de-simple", "en", "uk", "ar"),
        foreign_code=foreign_code,
    )


def term(label: str, *, code: str = "x", icon: str = "", autonym: str = "") -> TermText:
    """Return a word of a vocabulary."""
    return TermText(
        pk=1, code=code, label=label, language="de", icon=icon, autonym=autonym, foreign_code=""
    )


SPOKEN = (
    term("Deutsch", autonym="Deutsch"),
    term("Arabisch", autonym="العربية"),
    term("Ukrainisch", autonym="Українська"),
    term("Tigrinya", autonym="ትግርኛ"),
    term("Kurmandschi"),
)


def date_row(title: str, **changes: Any) -> DateRow:
    """Return a date in a list."""
    values: dict[str, Any] = {
        "text": text(title),
        "kind": term("Vernetzungstreffen", icon="users-round"),
        "starts_at": TUESDAY,
        "ends_at": TUESDAY + timedelta(hours=3),
        "is_all_day": False,
        "state": "confirmed",
        "moved_from": None,
        "place": "Kreishaus, Lindensaal",
        "town": "Talbrücken",
        "is_online": False,
        "cost": "kostenlos",
        "has_childcare": True,
        "is_step_free": True,
        "places_left": 7,
        "is_full": False,
        "has_waiting_list": False,
        "rhythm": "",
        "weekdays": (),
        "week_of_month": None,
        "repeats_until": None,
    }
    return DateRow(**(values | changes))


def news_row(title: str, **changes: Any) -> NewsRow:
    """Return a piece of news in a list."""
    values: dict[str, Any] = {
        "text": text(title, teaser="Fünf Abende, vier Orte, ein Zertifikat."),
        "date": date(2026, 11, 18),
        "topics": (term("Ehrenamt stärken"),),
        "is_pinned": False,
        "is_urgent": False,
        "deadline_on": None,
        "expires_at": None,
    }
    return NewsRow(**(values | changes))


def offer(**changes: Any) -> OfferRow:
    """Return an offer of an initiative."""
    slot = SimpleNamespace(
        weekday=2, starts=time(15), ends=time(18), weeks=[], falls_on=lambda day: True
    )
    values: dict[str, Any] = {
        "type": term("Hilfe mit Formularen"),
        "times": (slot,),
        "cost": "kostenlos",
        "needs_sign_up": False,
        "has_childcare": True,
        "note": "",
        "note_language": "",
    }
    return OfferRow(**(values | changes))


def initiative_row(title: str, **changes: Any) -> InitiativeRow:
    """Return an entry of the directory."""
    values: dict[str, Any] = {
        "text": text(title, teaser="Kaffee, Gespräche und Hilfe mit Briefen."),
        "town": "Talbrücken",
        "offers": (offer(), offer(type=term("Sprachcafé"))),
        "languages": SPOKEN,
        "address": "Musterstraße 12, 00000 Talbrücken",
        "has_protected_address": False,
        "is_step_free": True,
        "has_childcare": True,
        "phone_display": "069 90009 201",
        "phone_dial": "+496990009201",
        "is_outdated": False,
    }
    return InitiativeRow(**(values | changes))


def contact(**changes: Any) -> ContactCard:
    """Return a person to call."""
    values: dict[str, Any] = {
        "pk": 1,
        "name": "Nargis Rahimi",
        "role": "Projektleitung, Begleitung im Alltag",
        "role_language": "",
        "organisation": "Nachbarschaftswerk Talbrücken e. V.",
        "phone_display": "069 90009 104",
        "phone_dial": "+496990009104",
        "email": "nargis.rahimi@example.org",
        "messengers": ("WhatsApp", "Signal"),
        "languages": SPOKEN,
        "hours": "Montag bis Donnerstag 9 bis 15 Uhr",
        "hours_language": "",
        "is_by_appointment": True,
        "room": "Zimmer 2.14",
        "address": "Kreisstraße 1, 00000 Talbrücken",
    }
    return ContactCard(**(values | changes))


def empty_contact() -> ContactCard:
    """Return a person of whom only the name and the phone are known."""
    return contact(
        role="", organisation="", email="", messengers=(), languages=(), hours="",
        is_by_appointment=False, room="", address="",
    )  # fmt: skip


def language_link(code: str, autonym: str, german_name: str, **changes: Any) -> LanguageLink:
    """Return an entry of the language switcher."""
    values: dict[str, Any] = {
        "code": code,
        "autonym": autonym,
        "german_name": german_name,
        "direction": "rtl" if code == "ar" else "ltr",
        "hreflang": None if code == "de-simple" else code,
        "home_url": f"/{code}/",
        "page_url": f"/{code}/seite/",
        "is_current": code == "de",
    }
    return LanguageLink(**(values | changes))


LANGUAGES = [
    language_link("de", "Deutsch", "Deutsch"),
    language_link("de-simple", "Leichte Sprache", "Leichte Sprache"),
    language_link("en", "English", "Englisch"),
    language_link(
        "uk",
        "Українська",
        "Ukrainisch",
        page_url=None,
        stand_in_url="/uk/nicht-uebersetzt/seite/",
    ),
    language_link("ar", "العربية", "Arabisch"),
]
MENU = [
    Link("Ankommen", "/de/ankommen/", group="newcomers", is_current=True),
    Link("Hilfe finden", "/de/hilfe/", group="newcomers"),
    Link("Termine", "/de/termine/", group="newcomers"),
    Link("Initiativen", "/de/initiativen/", group="volunteers"),
    Link("Mitmachen", "/de/mitmachen/", foreign_code="de", group="volunteers"),
]
EMERGENCY = [
    Number("112", "112", "Feuer, Unfall, Lebensgefahr", "de", "24/7", True, ""),
    Number("110", "110", "Polizei", "de", "24/7", True, ""),
    Number("116 117", "116117", "Arzt, wenn die Praxis zu ist", "de", "24/7", True, ""),
]
SITE = SimpleNamespace(
    site_name="Talbrücken verbindet",
    county_name="Landkreis Talbrücken",
    phone_display="069 90009 100",
    phone_dial="+496990009100",
    email="ehrenamt@example.org",
    copyright_line="Texte: CC0",
)
LOGO = SimpleNamespace(
    url="/media/images/logo.png", width=240, height=80, alt="Logo Stiftung Beispielhilfe"
)
RICH = mark_safe("<p><b>Wohnung anmelden.</b> Gehen Sie zur <a href='/de/'>Gemeinde</a>.</p>")
GLOSSARY_ENTRY = TermEntry(
    code="wohnungsgeber",
    article="die",
    term="Wohnungsgeberbestätigung",
    syllables="Woh·nungs·ge·ber·be·stä·ti·gung",
    aliases="Einzugsbestätigung",
    equivalent="landlord’s confirmation",
    explanation="Ein Papier vom Vermieter. Sie brauchen es für die Anmeldung.",
    language="de",
    topic=None,
    see_also=(),
    foreign_code="",
)

SHEET = Sheet(
    address="www.example.org/s/vb7", code=mark_safe("<svg></svg>"), is_notice=False, strips=range(8)
)


GERMAN_PIECE = Piece("a", mark_safe("<p>Bringen Sie Ihre Briefe mit.</p>"))
ARABIC_PIECE = Piece("a", format_html("<p>{}</p>", ARABIC))


class SampleForm(forms.Form):
    """A form with the kinds of fields that filters have."""

    ansicht = forms.ChoiceField(required=False, choices=[("", "Kommende"), ("archiv", "Alte")])
    thema = forms.ChoiceField(label="Thema", choices=[("", "Alle Themen"), ("law", "Recht")])
    kostenlos = forms.BooleanField(label="kostenlos", required=False)
    name = forms.CharField(label="Ihr Name", help_text="Wie sollen wir Sie ansprechen?")


def agenda_item(**changes: str) -> dict[str, str]:
    """Return an item of an agenda."""
    return {"time": "", "minutes": "", "title": "Pause", "who": "", "note": ""} | changes


def samples() -> dict[str, list[dict[str, Any]]]:
    """Return the samples of every component by its name."""
    foreign = text("Trauma verstehen, Grenzen wahren", teaser="Was hilft?", foreign_code="de")
    long_text = text(LONGEST_TITLE, teaser=LONGEST_TITLE * 2)
    return {
        "accordion": [
            {"items": [{"question": "Kostet das etwas?", "answer": RICH}]},
            {"items": [{"question": LONGEST_TITLE, "answer": LONGEST_WORD}]},
            {"items": [{"question": ARABIC, "answer": ARABIC}]},
        ],
        "agenda": [
            {
                "items": [
                    agenda_item(time="17:00", title="Ankommen", note="Neue stellen sich vor"),
                    agenda_item(minutes="30", title=LONGEST_TITLE, who="Gastgeber"),
                    agenda_item(title=ARABIC),
                ],
                "frame_code": frame_code,
            }
            for frame_code in ("", "ar")
        ],
        "breadcrumb": [
            {"items": [Link("Start", "/de/"), Link("Termine", "/de/termine/")]},
            {"items": [Link("Start", "/de/"), Link("A", "/de/a/"), Link(LONGEST_TITLE, "/de/b/")]},
            {"items": []},
        ],
        "bridge": [{}],
        "call_to_action": [
            {"label": "Zur Schulung", "url": "/de/s/", "is_external": False, "text_lang": ""},
            {"label": LONGEST_WORD, "url": "/x", "is_external": True, "text_lang": "de"},
            {"label": ARABIC, "url": "/ar/", "is_external": False, "text_lang": ""},
        ],
        "card_event": [
            {"row": date_row("Kaution und Mietvertrag"), "heading_level": 3, "is_past": False},
            {
                "row": date_row("Fahrrad-Check", state="cancelled", kind=None, cost=""),
                "heading_level": 3,
                "is_past": False,
            },
            {
                "row": date_row(
                    "Kraft tanken", is_full=True, places_left=0, has_waiting_list=True, text=foreign
                ),
                "heading_level": 3,
                "is_past": False,
            },
            {
                "row": date_row(LONGEST_TITLE, state="moved", is_online=True, text=long_text),
                "heading_level": 2,
                "is_past": False,
            },
            {
                "row": date_row("Offen", starts_at=None, ends_at=None, place="", town=""),
                "heading_level": 3,
                "is_past": False,
            },
            {
                "row": date_row("Modul", module_number=2, module_title="Wegweiser"),
                "heading_level": 3,
                "is_past": False,
            },
            {"row": date_row(ARABIC, has_record=True), "heading_level": 3, "is_past": True},
        ],
        "card_initiative": [
            {"row": initiative_row("Café Ankommen Talbrücken e. V."), "heading_level": 3},
            {
                "row": initiative_row(
                    "Frauenkreis", has_protected_address=True, is_outdated=True, text=foreign
                ),
                "heading_level": 3,
            },
            {
                "row": initiative_row(
                    LONGEST_TITLE, offers=(), languages=(), town="", text=long_text
                ),
                "heading_level": 2,
            },
        ],
        "card_link": [
            {"text": text("Schulung"), "label": "", "icon_name": "", "heading_level": 3},
            {"text": foreign, "label": "Methode", "icon_name": "lightbulb", "heading_level": 2},
            {"text": long_text, "label": "Reihe", "icon_name": "repeat", "heading_level": 3},
            {"text": text(ARABIC), "label": "", "icon_name": "", "heading_level": 3},
        ],
        "card_news": [
            {"row": news_row("Neue Schulung"), "heading_level": 2},
            {"row": news_row("Pause", is_urgent=True), "heading_level": 2},
            {
                "row": news_row(LONGEST_TITLE, deadline_on=date(2026, 12, 30), text=foreign),
                "heading_level": 3,
            },
            {"row": news_row(ARABIC, topics=(), text=text(ARABIC)), "heading_level": 3},
        ],
        "card_project": [
            {
                "row": ProjectRow(
                    text=text("Brücken im Ehrenamt", teaser="Zuhören. Verbinden."),
                    status="completed",
                    status_label="abgeschlossen",
                    starts_on=date(2022, 1, 1),
                    start_precision="year",
                    ends_on=date(2026, 9, 1),
                    end_precision="month",
                    carrier="Nachbarschaftswerk",
                ),
                "heading_level": 2,
            },
            {
                "row": ProjectRow(
                    text=foreign,
                    status="running",
                    status_label="läuft",
                    starts_on=None,
                    start_precision="month",
                    ends_on=None,
                    end_precision="month",
                    carrier="",
                ),
                "heading_level": 2,
            },
        ],
        "card_repeating": [
            {
                "row": date_row("Formular-Café", rhythm="weekly", weekdays=(2,)),
                "heading_level": 3,
            },
            {
                "row": date_row(
                    LONGEST_TITLE,
                    rhythm="monthly",
                    weekdays=(1, 3),
                    week_of_month=-1,
                    is_online=True,
                    state="cancelled",
                    text=foreign,
                ),
                "heading_level": 3,
            },
        ],
        "card_result": [
            {
                "result": Result("Krank?", "So kommen Sie zum Arzt", "/de/k/", "de", "ltr"),
                "heading_level": 3,
                "is_foreign": False,
            },
            {
                "result": Result(LONGEST_TITLE, "", "/de/k/", "de", "ltr"),
                "heading_level": 3,
                "is_foreign": True,
            },
        ],
        "contact_card": [
            {"card": contact(), "label": "Ansprechperson", "heading_level": 2},
            {"card": empty_contact(), "label": "", "heading_level": 3},
            {
                "card": contact(role=ARABIC, hours_language="de", role_language="de"),
                "label": "",
                "heading_level": 3,
            },
        ],
        "contact_list": [
            {
                "cards": [contact(), empty_contact()],
                "title": "Diese Menschen sprechen Ihre Sprache",
                "part": "section",
                "anchor": "speakers",
            },
            {"cards": [], "title": "Niemand", "part": "section", "anchor": ""},
        ],
        "date_box": [{"day": TUESDAY, "is_off": False}, {"day": TUESDAY, "is_off": True}],
        "document_link": [
            {
                "title": "Broschüre",
                "url": "/documents/1/b.pdf",
                "extension": "PDF",
                "size": "1,9 MB",
                "language": "Deutsch",
                "text_lang": "",
            },
            {
                "title": LONGEST_WORD,
                "url": "/documents/1/b.pdf",
                "extension": "ODT",
                "size": "",
                "language": "",
                "text_lang": "de",
            },
        ],
        "door_tile": [
            {
                "label": "Ich brauche Hilfe",
                "url": "/de/hilfe/",
                "icon_name": "life-buoy",
            },
            {"label": LONGEST_WORD, "url": "/de/", "icon_name": "unknown"},
            {"label": ARABIC, "url": "/ar/", "icon_name": "heart-pulse"},
        ],
        "emergency_bar": [{"numbers": EMERGENCY, "heading_level": 2}],
        "external_content": [
            {
                "provider": "Beispielverlag",
                "title": "Film: Erste Wege",
                "url": "https://film.example.org",
                "description": "Drei Minuten.",
                "frame_code": "",
            },
            {
                "provider": LONGEST_WORD,
                "title": ARABIC,
                "url": "https://film.example.org",
                "description": "",
                "frame_code": "ar",
            },
        ],
        "fact_list": [
            {
                "facts": [
                    Fact("calendar", "Wann", mark_safe("Dienstag"), is_date=True),
                    Fact("map-pin", "Wo", mark_safe("Kreishaus"), note=mark_safe("Musterweg 1")),
                    Fact("hand-coins", LONGEST_TITLE, format_html("{}", ARABIC)),
                ]
            },
            {"facts": []},
        ],
        "figure": [
            {
                "src": "/media/images/a.webp",
                "srcset": "",
                "width": 800,
                "height": 450,
                "alt": "Zwei Frauen am Tisch",
                "caption": "Im Sprachcafé",
                "credit": "Landkreis",
                "is_lazy": True,
                "frame_code": "",
            },
            {
                "src": "/media/images/a.webp",
                "srcset": "/media/images/a.webp 800w",
                "width": 800,
                "height": 450,
                "alt": "",
                "caption": "",
                "credit": "",
                "is_lazy": False,
                "frame_code": "ar",
            },
        ],
        "filter_form": [
            {"form": SampleForm({}), "action": "/de/termine/", "active": 0},
            {"form": SampleForm({"ansicht": "archiv"}), "action": "/de/termine/", "active": 2},
        ],
        "footer": [
            {
                "site": SITE,
                "emergency_numbers": EMERGENCY,
                "legal_links": [Link("Impressum", "/de/impressum/")],
                "more_links": [Link("Wörter erklärt", "/de/woerter/", foreign_code="de")],
                "easy_language_link": Link("Leichte Sprache", "/de-simple/"),
                "sign_language_link": Link("Gebärdensprache", "/de/gebaerden/", foreign_code="de"),
                "funders": [FunderLine("Fonds", "Kofinanziert", "de", "", None, True)],
                "feed_url": "/de/aktuelles.atom",
            },
            {
                "site": SimpleNamespace(
                    site_name="X", county_name="", phone_display="", email="", copyright_line=""
                ),
                "emergency_numbers": [],
                "legal_links": [],
                "more_links": [],
                "easy_language_link": None,
                "sign_language_link": None,
                "funders": [],
                "feed_url": "",
            },
        ],
        "form_field": [
            {"field": SampleForm()["name"]},
            {"field": SampleForm({})["name"]},
            {"field": SampleForm()["thema"]},
        ],
        "funder_row": [
            {
                "funders": [
                    FunderLine("Stiftung", "Gefördert von der Stiftung", "", "", LOGO, True),
                    FunderLine(LONGEST_TITLE, "", "", "", None, False),
                    FunderLine("Fonds", "Kofinanziert", "de", "", None, True),
                ],
                "heading_level": 2,
            }
        ],
        "header": [
            {
                "site_name": "Talbrücken verbindet",
                "languages": LANGUAGES,
                "menu": MENU,
                "search_url": "/de/suche/",
                "languages_url": "/de/sprachen/",
                "language_code": "de",
            },
            {
                "site_name": LONGEST_WORD,
                "languages": [],
                "menu": [],
                "search_url": "/ar/suche/",
                "languages_url": "/ar/sprachen/?von=/ar/",
                "language_code": "ar",
            },
        ],
        "key_figures": [
            {
                "items": [
                    FigureRow("41", "Treffen", "ø 11", "", "reached", None, None, True, ""),
                    FigureRow("3–4", LONGEST_WORD, "", "de", "planned", 6, None, False, "/de/p/"),
                ]
            },
            {"items": [{"value": "118", "label": ARABIC, "detail": ""}]},
        ],
        "language_chips": [{"label": "Wir sprechen", "terms": SPOKEN}],
        "language_link": [
            {"language": LANGUAGES[4], "url": "/ar/", "language_code": "de"},
            {"language": LANGUAGES[0], "url": "/de/", "language_code": "ar"},
        ],
        "language_buttons": [
            {"title": "Nur die Startseite:", "languages": LANGUAGES, "language_code": "de"},
            {"title": "", "languages": LANGUAGES[2:], "language_code": "ar"},
        ],
        "language_notice": [
            {
                "languages": LANGUAGES[:3],
                "wishes": LANGUAGES[3:4],
                "token": "token",
                "has_speakers": False,
            },
            {"languages": [], "wishes": [], "token": "", "has_speakers": False},
        ],
        "language_switch": [
            {"languages": LANGUAGES, "language_code": "de", "languages_url": "/de/sprachen/"},
            {"languages": LANGUAGES[:3], "language_code": "en", "languages_url": "/en/sprachen/"},
            {"languages": [], "language_code": "de", "languages_url": "/de/sprachen/"},
        ],
        "link_tile": [
            {"label": "Ich möchte helfen", "url": "/de/", "icon_name": "leaf"},
            {"label": LONGEST_WORD, "url": "/de/", "icon_name": ""},
        ],
        "logo_mark": [{}],
        "module_list": [
            {
                "modules": [
                    ModuleText(
                        number,
                        SimpleNamespace(title=title, goal=goal, points=points),
                        None,
                        foreign_code,
                    )
                    for number, title, goal, points, foreign_code in (
                        (1, "Meine Rolle", "Was ich gebe", ["zuhören", "Grenzen"], ""),
                        (2, LONGEST_TITLE, "", [], "de"),
                        (3, ARABIC, ARABIC, [ARABIC], ""),
                    )
                ]
            }
        ],
        "notice": [
            {"kind": kind, "message": message, "body": "", "text_lang": ""}
            for kind, message in (
                ("info", "Kinder sollen nicht dolmetschen."),
                ("warning", LONGEST_TITLE),
                ("language", ARABIC),
                ("machine", "Automatisch übersetzt."),
                ("easy", "Dieser Text ist ein Entwurf.\nEine Gruppe hat ihn noch nicht gelesen."),
                ("demo", "Das ist eine Demo."),
                ("archive", "Dieses Projekt ist zu Ende."),
            )
        ]
        + [{"kind": "info", "message": "", "body": RICH, "text_lang": "de"}],
        "offer_row": [
            {"offer": offer(), "heading_level": 3},
            {
                "offer": offer(
                    type=term(LONGEST_WORD),
                    times=(),
                    cost="",
                    needs_sign_up=True,
                    note="April bis Oktober",
                    note_language="de",
                ),
                "heading_level": 3,
            },
        ],
        "page_foot": [
            {"changed_on": TUESDAY, "checked_on": date(2026, 11, 20)},
            {"changed_on": None, "checked_on": None},
        ],
        "print_foot": [
            {
                "sheet": SHEET,
                "title": "Sprachcafé",
                "title_code": "",
                "when": "Dienstag, 15. Dezember 2026, 17:00 Uhr",
                "phone": "069 90009 100",
                "page_url": "/de/seite/",
            },
            {
                "sheet": replace(SHEET, is_notice=True),
                "title": LONGEST_TITLE,
                "title_code": "",
                "when": "",
                "phone": "",
                "page_url": "/de/seite/",
            },
            {
                "sheet": SHEET,
                "title": ARABIC,
                "title_code": "de",
                "when": "",
                "phone": "069 90009 100",
                "page_url": "/ar/seite/",
            },
        ],
        "page_tools": [
            {
                "share": share_of(["Sprachcafé", "Di 15. Dezember"], 7),
                "frame_url": "/de/unterwegs/",
                "has_sheet": True,
                "has_notice": True,
                "two_languages_url": "/de/zweisprachig/seite/",
            },
            {
                "share": share_of([LONGEST_TITLE], 8),
                "frame_url": "/de/u/",
                "has_sheet": True,
                "has_notice": True,
                "two_languages_url": "",
            },
            {
                "share": share_of([ARABIC], 9),
                "frame_url": "/ar/u/",
                "has_sheet": False,
                "has_notice": False,
                "two_languages_url": "/ar/zweisprachig/seite/",
            },
        ],
        "pair": [
            {"row": Row(GERMAN_PIECE, ARABIC_PIECE, is_outdated=True), "code": "ar"},
            {"row": Row(GERMAN_PIECE, None, is_outdated=False), "code": "uk"},
            {"row": Row(None, ARABIC_PIECE, is_outdated=False), "code": "ar"},
        ],
        "people_to_call": [{"people": [contact(), empty_contact()]}, {"people": []}],
        "pagination": [
            {"previous_query": "?seite=1", "next_query": "?seite=3", "number": 2},
            {"previous_query": None, "next_query": None, "number": 1},
        ],
        "quote": [
            {"words": "Jetzt bin ich diese Person.", "person": "N. Rahimi", "role": "Leitung"},
            {"words": ARABIC, "person": "", "role": ""},
        ],
        "regular_time": [
            {"weekdays": (1, 3), "starts": TUESDAY, "ends": TUESDAY, "weeks": ""},
            {"weekdays": (5,), "starts": time(10), "ends": time(13), "weeks": [1, 2, 3, 4, -1]},
            {"weekdays": (), "starts": None, "ends": None, "weeks": []},
        ],
        "related": [{"items": [text("Infoabend"), foreign], "heading_level": 2}],
        "search_form": [
            {"action": "/de/suche/", "query": "", "size": "large", "field_id": "a"},
            {"action": "/ar/suche/", "query": '"><b>', "size": "small", "field_id": "b"},
        ],
        "status_chip": [
            {"kind": kind, "label": ""}
            for kind in (
                "free",
                "full",
                "cancelled",
                "moved",
                "online",
                "german",
                "urgent",
                "running",
                "completed",
            )
        ]
        + [
            {"kind": kind, "label": label}
            for kind, label in (("open", "Noch 7 Plätze frei"), ("plain", LONGEST_WORD))
        ],
        "steps": [{"items": [RICH, LONGEST_TITLE, ARABIC]}],
        "term": [
            {"term": GLOSSARY_ENTRY, "heading_level": 2},
            {
                "term": replace(GLOSSARY_ENTRY, article="", syllables="", aliases=""),
                "heading_level": 3,
            },
        ],
        "training_run": [
            {
                "run": {
                    "text": SimpleNamespace(title="Durchgang A: abends"),
                    "foreign_code": "",
                    "places_left": 7,
                    "sessions": [
                        {
                            "session": SimpleNamespace(
                                starts_at=TUESDAY, ends_at=TUESDAY + timedelta(hours=2), venue=None
                            ),
                            "module": None,
                        },
                        {
                            "session": SimpleNamespace(
                                starts_at=TUESDAY,
                                ends_at=TUESDAY + timedelta(hours=2),
                                venue=SimpleNamespace(
                                    name="Kreishaus", is_step_free=True, access_note="6 Stufen"
                                ),
                            ),
                            "module": ModuleText(2, SimpleNamespace(title="Wegweiser"), None, "de"),
                        },
                    ],
                },
                "heading_level": 3,
            },
            {
                "run": {
                    "text": SimpleNamespace(title=LONGEST_TITLE),
                    "foreign_code": "de",
                    "places_left": 0,
                    "sessions": [],
                },
                "heading_level": 3,
            },
        ],
        "page_feedback": [{"token": "token"}],
        "report_form": [
            {"token": "token", "kind": "mistake"},
            {"token": "token", "kind": "barrier"},
        ],
        "word_explanation": [
            {"term": GLOSSARY_ENTRY, "glossary_url": "/de/woerter/"},
            {
                "term": replace(GLOSSARY_ENTRY, article="", syllables="", equivalent=""),
                "glossary_url": "/de/woerter/",
            },
        ],
        "wish_form": [
            {"languages": LANGUAGES[:1], "token": "token", "is_inline": True},
            {"languages": LANGUAGES, "token": "token", "is_inline": False},
        ],
        "translation_notice": [
            {"notice": TranslationNotice(is_machine=True), "german_url": "/de/seite/"},
            {"notice": TranslationNotice(is_machine=False, checked_at=TUESDAY), "german_url": ""},
            {
                "notice": TranslationNotice(
                    is_machine=False,
                    is_outdated=True,
                    source_changed_at=TUESDAY,
                    changed_blocks=frozenset({"a"}),
                    has_new_german=True,
                ),
                "german_url": "/de/seite/",
            },
            {
                "notice": TranslationNotice(is_machine=False, is_easy_language_draft=True),
                "german_url": "/de/seite/",
            },
            {
                "notice": TranslationNotice(is_machine=False, easy_language_group="Gruppe Nord"),
                "german_url": "/de/seite/",
            },
        ],
    }
