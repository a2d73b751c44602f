"""What readers of the demo type, and what they find first."""

from __future__ import annotations

import pytest
from django.utils import translation
from wagtail.models import Page

from home import search

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

# Language of the reader, what she types, the address of the German page that comes first.
FIRST = [
    ("de", "Sprachcafé", "sprachcafe-nordlinden"),
    ("de", "sprachcafe", "sprachcafe-nordlinden"),
    ("de", "Sprachkaffee", "sprachcafe-nordlinden"),
    ("de", "Kaution", "tuer-auf-suedmuehlen"),
    ("de", "Wohnung", "tuer-auf-suedmuehlen"),
    ("de", "Dolmetscher", "dolmetschpool-im-landkreis"),
    ("de", "Dolmetscher Weidenrode", "dolmetschpool-im-landkreis"),
    ("de", "wo ist die Kleiderkammer", "kleiderkammer-nordlinden"),
    ("de", "Fahradwerkstatt", "radwerk-ahornstedt"),
    ("de", "Deutschkurs", "deutsch-lernen"),
    ("de-simple", "Arzt", "krank"),
    ("en", "doctor", "krank"),
    ("en", "langauge cafe", "sprachcafe-nordlinden"),
    ("en", "learn german", "deutsch-lernen"),
    ("en", "bicycle", "radwerk-ahornstedt"),
    ("uk", "лікаря", "krank"),
    ("uk", "перекладач", "dolmetschpool-im-landkreis"),
    ("ar", "كورس", "deutsch-lernen"),
    ("ar", "Fahrrad", "radwerk-ahornstedt"),
    ("ar", "طبيب", "krank"),
]
TERMS = [
    ("de", "Arbeitsamt", "jobcenter"),
    ("de", "Jobcentr", "jobcenter"),
    ("uk", "садок", "kita"),
    ("ar", "جوب سنتر", "jobcenter"),
    ("en", "immigration office", "auslaenderbehoerde"),
    ("de", "auslanderbehorde", "auslaenderbehoerde"),
    ("de", "садок", "kita"),
]


@pytest.mark.parametrize(("code", "query", "slug"), FIRST)
def test_the_first_hit_is_what_was_meant(code: str, query: str, slug: str) -> None:
    with translation.override(code):
        first = search.find(query)["mine"][0]

    german = Page.objects.get(locale__language_code="de", slug__startswith=slug)
    page = german.get_translations(inclusive=True).get(locale__language_code=code)
    assert first.url == page.specific.get_url()


@pytest.mark.parametrize(
    ("code", "query"), [("de", "школа"), ("uk", "школа"), ("uk", "школи"), ("uk", "школу")]
)
def test_help_stands_among_the_first_where_several_pages_name_a_word(code: str, query: str) -> None:
    with translation.override(code):
        found = search.find(query)["mine"][:3]

    assert any("lernpaten-kirschfeld" in result.url for result in found)


@pytest.mark.parametrize(
    ("code", "forms"),
    [
        ("ar", "مدرسة المدرسة مدرسه بالمدرسة"),
        ("uk", "школа школи школу школою"),
        ("de", "Schule Schulen"),
    ],
)
def test_forms_of_a_word_find_the_same(code: str, forms: str) -> None:
    with translation.override(code):
        found = [[result.url for result in search.find(form)["mine"]] for form in forms.split()]

    assert any("lernpaten-kirschfeld" in url for url in found[0])
    assert all(urls == found[0] for urls in found)


@pytest.mark.parametrize(("code", "query", "term"), TERMS)
def test_a_word_of_any_language_leads_to_the_office_word(code: str, query: str, term: str) -> None:
    with translation.override(code):
        assert [entry.code for entry in search.find(query)["terms"]][:1] == [term]


def test_violence_leads_to_the_number_to_call() -> None:
    for code, word in (("de", "Gewalt"), ("uk", "насильство"), ("ar", "عنف"), ("de", "violence")):
        with translation.override(code):
            assert [number.dial for number in search.find(word)["numbers"]] == ["116016"]


def test_people_are_found_by_what_they_are_asked_about() -> None:
    for query in ("Migrationsberatung", "haddad", "Samir Haddad"):
        with translation.override("de"):
            assert [card.name for card in search.find(query)["people"]] == ["Samir Haddad"], query
