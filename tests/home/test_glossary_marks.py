"""A marked office word leads to its explanation in the reader's language, and is never lost."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import translation
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import ReferenceIndex
from wagtail.rich_text import expand_db_html

from cms.core.blocks.story import StoryBlock
from cms.core.models import GlossaryTerm
from home import glossary_marks
from home.models import GlossaryPage
from tests.factories import pages, tree
from tests.support import admin, roles
from translations import inline_markup, link_targets, segments

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

FEATURES = ["bold", "link", "term"]


def glossary_term(word: str = "Kita", **fields: Any) -> GlossaryTerm:
    fields = {
        "article": "die",
        "code": word.lower(),
        "syllables": "Ki·ta",
        "explanation": "Ort für Kinder bis zur Schule.",
        **fields,
    }
    return GlossaryTerm.objects.create(term=word, locale=tree.locale("de"), **fields)


def in_arabic(term: GlossaryTerm) -> GlossaryTerm:
    arabic = term.copy_for_translation(tree.locale("ar"))
    arabic.explanation, arabic.equivalent, arabic.live = "مكان للأطفال", "روضة", True
    arabic.save()
    return arabic


def mark(term: GlossaryTerm, words: str = "Kita") -> str:
    return f'<a linktype="term" id="{term.pk}">{words}</a>'


def page_with(html: str, **fields: Any) -> Any:
    body = [
        {
            "type": "paragraph",
            "value": f"<p>{html}</p>",
            "id": "a0c4ac5d-1f0b-4e5f-8d22-9e9b6c1c1111",
        }
    ]
    return pages.text_page(body=json.dumps(body), **fields)


def arabic_glossary() -> None:
    glossary = GlossaryPage.objects.get(locale=tree.locale("de"))
    if not glossary.has_translation(tree.locale("ar")):
        tree.translate(glossary, "ar", title="كلمات")
    else:
        glossary.get_translation(tree.locale("ar")).specific.save_revision().publish()
    home = glossary.get_parent().get_translation(tree.locale("ar")).specific
    home.save_revision().publish()


def soup_of(page: Any) -> BeautifulSoup:
    return BeautifulSoup(Client().get(page.url).content, "html.parser")


# ---------------------------------------------------------------- what readers get


def test_a_marked_word_is_a_link_to_its_place_in_the_glossary() -> None:
    page = page_with(f"Für Kinder gibt es die {mark(glossary_term())}.")

    link = soup_of(page).select_one("main a.word")

    assert link is not None
    assert (link["href"], link.get_text()) == ("/de/woerter/#kita", "Kita")
    assert link["href"].partition("#")[2] in Client().get("/de/woerter/").content.decode()


def test_in_arabic_link_and_explanation_are_arabic_and_the_word_stays_german() -> None:
    term = glossary_term()
    in_arabic(term)
    arabic_glossary()
    page = page_with(f"Die {mark(term)}.")
    body = json.dumps(
        [{"type": "paragraph", "value": f"<p>{mark(term, 'الروضة')}</p>", "id": page.body[0].id}]
    )
    arabic = tree.translate(page, "ar", title="صفحة", body=body)

    soup = soup_of(arabic)
    box = soup.select_one("#word-kita")

    assert soup.select_one("a.word")["href"] == "/ar/woerter/#kita"  # type: ignore[index]
    assert box is not None
    assert "مكان للأطفال" in box.get_text()
    assert "روضة" in box.get_text()
    german = box.select_one('bdi[lang="de"]')
    assert german is not None
    assert german.get_text(" ", strip=True) == "die Kita"


def test_an_explanation_stands_once_on_the_page_however_often_the_word_is_marked() -> None:
    term = glossary_term()
    page = page_with(f"{mark(term)} und {mark(term, 'Kitas')}")

    boxes = soup_of(page).select("[popover]")

    assert [box["id"] for box in boxes] == ["word-kita"]
    assert boxes[0].has_attr("autofocus")
    assert boxes[0]["aria-labelledby"] == "word-kita-name"


def test_a_page_without_marks_carries_no_explanations() -> None:
    glossary_term()

    assert soup_of(page_with("Die Kita ist offen.")).select("[popover]") == []


@pytest.mark.parametrize("row_id", ["999999", "x", "", "\u0661", "1" * 40])
def test_a_mark_that_leads_nowhere_leaves_the_word(row_id: str) -> None:
    page = page_with(f'Die <a linktype="term" id="{row_id}">Kita</a>.')

    answer = Client().get(page.url)

    assert answer.status_code == 200
    soup = BeautifulSoup(answer.content, "html.parser")
    assert not soup.select("a.word, [popover]")
    assert soup.main is not None
    assert "Die Kita." in soup.main.get_text()


def test_a_word_that_was_withdrawn_is_a_word_again() -> None:
    term = glossary_term()
    page = page_with(f"Die {mark(term)}.")
    term.unpublish()

    assert not soup_of(page).select("a.word, [popover]")


def test_marks_cost_no_queries_once_the_glossary_is_known(
    django_assert_num_queries: Any,
) -> None:
    terms = [glossary_term(f"Wort{number}") for number in range(5)]
    page = page_with(" ".join(mark(term) for term in terms))
    soup_of(page)

    with translation.override("de"), django_assert_num_queries(0):
        html = expand_db_html(page.body[0].value.source)
        assert len(glossary_marks.explained_on(page)) == 5

    assert html.count("data-term") == 5


# ---------------------------------------------------------------- what editors get


def test_the_editor_keeps_a_mark_as_it_is_stored() -> None:
    term = glossary_term()
    converter = ContentstateConverter(FEATURES)
    stored = f'<p data-block-key="abcde">Die {mark(term)} ist offen.</p>'

    state = converter.from_database_format(stored)
    entity = json.loads(state)["entityMap"]["0"]

    assert (entity["type"], entity["data"]) == ("TERM", {"id": str(term.pk), "word": "die Kita"})
    back = BeautifulSoup(converter.to_database_format(state), "html.parser").a
    assert back is not None
    assert (back.attrs, back.get_text()) == ({"linktype": "term", "id": str(term.pk)}, "Kita")


def rich_text_blocks(block: Any) -> list[Any]:
    if hasattr(block, "features"):
        return [block]
    children = list(getattr(block, "child_blocks", {}).values())
    if hasattr(block, "child_block"):
        children.append(block.child_block)
    return [found for child in children for found in rich_text_blocks(child)]


def test_every_rich_text_of_a_story_has_the_button() -> None:
    found = rich_text_blocks(StoryBlock())

    assert len(found) >= 5
    assert all("term" in block.features for block in found)


def test_wagtail_knows_on_which_pages_a_word_is_marked() -> None:
    term = glossary_term()
    page = page_with(f"Die {mark(term)}.")

    found = ReferenceIndex.get_references_to(term)

    assert {reference.object_id for reference in found} == {str(page.pk)}


def test_words_that_nothing_explains_are_offered_in_german() -> None:
    kita, _bescheid = glossary_term(), glossary_term("Bescheid", article="der")
    glossary_term("Anmeldung (Wohnsitz)", code="anmeldung")
    glossary_term("Frist")
    page = page_with(f"Die {mark(kita)} schickt Bescheide. Nach der Anmeldung: Bescheid.")

    assert glossary_marks.words_to_explain(page) == ["die Anmeldung (Wohnsitz)", "der Bescheid"]


def test_the_advice_stands_in_the_editor_of_german_pages_and_stops_nobody() -> None:
    glossary_term("Bescheid", article="der")
    page = page_with("Sie bekommen einen Bescheid.")
    client = roles.client_of("editor")

    assert "der Bescheid" in client.get(admin.edit_url(page)).content.decode()

    quiet = page_with("Sie bekommen Post.")
    assert "der Bescheid" not in client.get(admin.edit_url(quiet)).content.decode()


# ---------------------------------------------------------------- translators


def test_a_mark_is_a_link_to_translators_and_comes_back_as_a_mark() -> None:
    term = glossary_term()
    page = page_with(f"Die {mark(term)} ist <b>offen</b>.")

    (sentence,) = [each for each in segments.segments_of(page) if each.is_rich]

    assert sentence.attributes == {"a1": {"linktype": "term", "id": str(term.pk)}}
    typed = inline_markup.to_notation(sentence.html)
    assert typed == "Die [[1|Kita]] ist **offen**."
    reading = inline_markup.from_notation("[[1|الروضة]] مفتوحة", german_html=sentence.html)
    assert (reading.html, reading.problem) == ('<a id="a1">الروضة</a> مفتوحة', "")


def test_a_forgotten_mark_is_named_to_the_translator() -> None:
    page = page_with(f"Die {mark(glossary_term())} ist offen.")
    (sentence,) = [each for each in segments.segments_of(page) if each.is_rich]

    reading = inline_markup.from_notation("الروضة مفتوحة", german_html=sentence.html)

    assert "Kita" in reading.problem


def test_translators_read_which_word_is_explained_and_what_it_is_called() -> None:
    term = glossary_term()
    in_arabic(term)
    page = page_with(f"Die {mark(term)}.")
    (sentence,) = [each for each in segments.segments_of(page) if each.is_rich]

    known = link_targets.known_to([sentence], tree.locale("ar").pk)

    (target,) = known.targets_of(sentence)
    assert (target.title, target.own_title) == ("die Kita", "روضة")
