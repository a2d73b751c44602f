"""Labels in the reader's language, German marked as German, and no query for them."""

import pytest
from django.utils import translation as django_translation

from cms.core import vocabulary
from cms.core.models import Topic
from tests.factories import pages, tree

pytestmark = pytest.mark.django_db


def in_arabic(topic: Topic, label: str) -> Topic:
    copy = topic.copy_for_translation(tree.locale("ar"))
    copy.label = label
    copy.live = True
    copy.save()
    return copy


def test_a_label_is_in_the_readers_language_where_it_exists():
    topic = pages.topic(label="Wohnen")
    in_arabic(topic, "السكن")

    with django_translation.override("ar"):
        text = vocabulary.text_of(topic)

    assert (text.label, text.foreign_code) == ("السكن", "")


def test_a_label_nobody_translated_is_german_and_marked_so():
    topic = pages.topic(label="Wohnen")
    tree.locale("ar")

    with django_translation.override("ar"):
        text = vocabulary.text_of(topic)

    assert (text.label, text.foreign_code) == ("Wohnen", "de")


def test_a_translation_that_is_not_approved_is_not_shown():
    topic = pages.topic(label="Wohnen")
    draft = in_arabic(topic, "مسودة")
    draft.live = False
    draft.save()

    with django_translation.override("ar"):
        text = vocabulary.text_of(topic)

    assert text.label == "Wohnen"


def test_terms_stand_in_the_countys_order():
    pages.topic(code="zuletzt", sort_order=9)
    pages.topic(code="zuerst", sort_order=1)

    assert [term.code for term in vocabulary.terms(Topic).values()] == ["zuerst", "zuletzt"]


def test_labels_cost_nothing_once_they_are_known(django_assert_num_queries):
    topics = [pages.topic() for _each in range(4)]
    vocabulary.terms(Topic)

    with django_assert_num_queries(0):
        labels = [vocabulary.text_of(topic).label for topic in topics]

    assert len(labels) == 4


def test_a_renamed_label_is_new_at_once():
    topic = pages.topic(label="Alt")
    vocabulary.terms(Topic)

    topic.label = "Neu"
    topic.save()

    assert vocabulary.text_of(topic).label == "Neu"
