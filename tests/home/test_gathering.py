"""The front page and topic pages gather what belongs to them, in the reader's language."""

import pytest
from django.utils import translation as django_translation

from cms.core.models import GlossaryTerm
from home import gathering
from home.models import GlossaryPage, TopicPage
from initiatives.models import Offer
from tests.factories import pages, tree

pytestmark = pytest.mark.django_db


def glossary_term(**fields) -> GlossaryTerm:
    fields = {"term": "Anmeldung", "code": "anmeldung", "explanation": "Sie sagen es.", **fields}
    return GlossaryTerm.objects.create(locale=tree.locale("de"), **fields)


def test_a_topic_page_gathers_what_belongs_to_its_topic():
    topic = pages.topic(label="Wohnen")
    page = tree.add(tree.german_home(), TopicPage(title="Wohnen", topic=topic))
    pages.initiative(title="Tür auf", topics=[topic])
    pages.event(title="Fachvortrag", topics=[topic])
    pages.news(title="Neue Wohnungen", topics=[topic])
    glossary_term(topic=topic)
    pages.news(title="Etwas anderes")

    found = gathering.for_topic(page)

    assert [row.text.title for row in found["initiatives"]] == ["Tür auf"]
    assert [row.text.title for row in found["dates"]] == ["Fachvortrag"]
    assert [row.text.title for row in found["news"]] == ["Neue Wohnungen"]
    assert [entry.term for entry in found["terms"]] == ["Anmeldung"]


def test_chosen_offers_decide_which_initiatives_a_topic_page_lists():
    wanted = pages.term(model_of_offer_type(), code="sprachcafe")
    page = tree.add(tree.german_home(), TopicPage(title="Deutsch", offer_types=[wanted]))
    pages.initiative(title="Sprachcafé", offers=[pages.offer(offer_type=wanted)])
    pages.initiative(title="Räder", offers=[pages.offer(offer_type=pages.term(type(wanted)))])

    found = gathering.for_topic(page)

    assert [row.text.title for row in found["initiatives"]] == ["Sprachcafé"]


def test_office_words_keep_the_german_word_and_explain_in_the_readers_language():
    term = glossary_term()
    arabic = term.copy_for_translation(tree.locale("ar"))
    arabic.explanation, arabic.equivalent, arabic.live = "تخبر البلدية.", "تسجيل", True
    arabic.save()

    with django_translation.override("ar"):
        (entry,) = gathering.glossary()

    assert (entry.term, entry.equivalent, entry.foreign_code) == ("Anmeldung", "تسجيل", "")


def test_the_glossary_is_found_in_the_readers_language_or_in_german():
    page = tree.section(GlossaryPage, slug="woerter")

    assert gathering.glossary_url() == page.get_url()


def model_of_offer_type():
    return Offer._meta.get_field("offer_type").related_model
