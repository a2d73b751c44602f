"""What is typed is kept whatever it is, marked where it cannot be used, and never public."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail_localize.models import StringTranslation

from cms.core.models import Topic
from tests.factories import tree
from tests.support import agency, roles, site, translating
from tests.support.agency import CALL, LINK, TEASER, TITLE
from translations import claims, drafts, segments, sentences, sources
from translations.models import TranslationRecord
from translations.sentences import ConflictError, Key

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

ARABIC_TITLE = "مقهى اللغة ينتقل"


@pytest.fixture
def german() -> Any:
    return agency.page()


def key_of(german: Any, html: str) -> Key:
    segment = next(each for each in segments.segments_of(german) if each.html == html)
    return segment.place, segment.hash


def record_of(german: Any, code: str = "ar") -> TranslationRecord:
    return claims.record_of(translation_key=german.translation_key, locale_id=site.locale(code).pk)


def stored(german: Any, code: str = "ar") -> dict[Key, sentences.Typed]:
    return sentences.typed_for(german.translation_key, site.locale(code).pk)


def save(german: Any, html: str, text: str, **arguments: Any) -> dict[Key, str]:
    code = arguments.pop("code", "ar")
    return sentences.save(
        german, record_of(german, code), {key_of(german, html): text}, **arguments
    )


# ---------------------------------------------------------------- what is right and wrong


def test_a_sentence_is_kept_with_its_author(german: Any) -> None:
    amal = roles.person("translator_ar")

    errors = save(german, TITLE, ARABIC_TITLE, author=amal)

    kept = stored(german)[key_of(german, TITLE)]
    assert errors == {}
    assert (kept.html, kept.author_id, kept.is_machine, kept.error) == (
        ARABIC_TITLE, amal.pk, False, "",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (TITLE, "ع" * 256),
        (LINK, "بلا رابط"),
        (LINK, '<a id="a1">هنا</a> <a id="a2">هناك</a>'),
        (CALL, "<script>alert(1)</script>"),
        (CALL, '<b class="x">نعم</b>'),
    ],
)
def test_what_cannot_be_used_is_kept_and_marked(german: Any, html: str, text: str) -> None:
    errors = save(german, html, text)

    kept = stored(german)[key_of(german, html)]
    assert kept.html == text
    assert kept.error == errors[key_of(german, html)] != ""
    assert record_of(german).sentences_done == 0


def test_problems_that_somebody_else_has_found_count_as_well(german: Any) -> None:
    errors = save(german, CALL, "نعم", problems={key_of(german, CALL): "Nicht zu Ende."})

    assert errors == {key_of(german, CALL): "Nicht zu Ende."}
    assert stored(german)[key_of(german, CALL)].error == "Nicht zu Ende."


def test_a_correction_takes_the_mark_away(german: Any) -> None:
    save(german, TITLE, "ع" * 256)

    save(german, TITLE, ARABIC_TITLE)

    assert stored(german)[key_of(german, TITLE)].error == ""


def test_an_empty_text_takes_the_sentence_back(german: Any) -> None:
    save(german, TITLE, ARABIC_TITLE)

    save(german, TITLE, "")

    assert stored(german) == {}
    assert record_of(german).sentences_done == 0


def test_sentences_that_the_german_text_does_not_have_are_left_out(german: Any) -> None:
    errors = sentences.save(german, record_of(german), {("title", segments.hash_of("x")): "نعم"})

    assert errors == {}
    assert stored(german) == {}


def test_languages_do_not_touch_each_other(german: Any) -> None:
    save(german, TITLE, ARABIC_TITLE)
    save(german, TITLE, "Мовне кафе переїжджає", code="uk")

    save(german, TITLE, "", code="uk")

    assert stored(german)[key_of(german, TITLE)].html == ARABIC_TITLE
    assert stored(german, "uk") == {}


def test_nothing_typed_reaches_a_page(german: Any) -> None:
    arabic = tree.translate(german, "ar", title="كما كان")

    save(german, TITLE, ARABIC_TITLE)

    arabic.refresh_from_db()
    assert arabic.title == "كما كان"
    assert arabic.latest_revision.as_object().title == "كما كان"


def test_records_are_translated_like_pages() -> None:
    topic = Topic.objects.create(code="health", label="Gesundheit", locale=site.locale("de"))
    topic.save_revision().publish()

    save(topic, "Gesundheit", "الصحة")

    assert stored(topic)[key_of(topic, "Gesundheit")].html == "الصحة"


# ---------------------------------------------------------------- two at the same sentence


def test_who_has_not_seen_the_newest_text_does_not_write_over_it(german: Any) -> None:
    key = key_of(german, TITLE)
    save(german, TITLE, "eins")
    seen = stored(german)[key].version
    save(german, TITLE, "zwei")

    with pytest.raises(ConflictError, match="zwei"):
        save(german, TITLE, "drei", versions={key: seen})

    assert stored(german)[key].html == "zwei"


def test_a_text_that_came_up_meanwhile_is_a_conflict_too(german: Any) -> None:
    save(german, TITLE, "eins")

    with pytest.raises(ConflictError):
        save(german, TITLE, "zwei", versions={key_of(german, TITLE): ""})


def test_the_same_text_twice_is_no_conflict(german: Any) -> None:
    save(german, TITLE, "eins")

    assert save(german, TITLE, "eins", versions={key_of(german, TITLE): ""}) == {}


# ---------------------------------------------------------------- machines


def test_machine_sentences_are_counted_apart(german: Any) -> None:
    save(german, TITLE, "eins", is_machine=True, tool="LibreTranslate")
    save(german, TEASER, "zwei")

    record = record_of(german)
    assert (record.sentences_done, record.sentences_by_machine) == (2, 1)


def test_a_person_who_types_over_a_machine_stands_for_it(german: Any) -> None:
    save(german, TITLE, "eins", is_machine=True)

    save(german, TITLE, "zwei")

    assert not stored(german)[key_of(german, TITLE)].is_machine
    assert record_of(german).sentences_by_machine == 0


def test_approved_machine_sentences_count_as_read_but_none_that_came_later(german: Any) -> None:
    for html in (TITLE, TEASER):
        save(german, html, "eins", is_machine=True)
    save(german, TITLE, "один", is_machine=True, code="uk")
    record = record_of(german)
    record.made_from = {"title": [segments.hash_of(TITLE)]}

    sentences.mark_checked(record)

    assert not stored(german)[key_of(german, TITLE)].is_machine
    assert stored(german)[key_of(german, TEASER)].is_machine
    assert stored(german, "uk")[key_of(german, TITLE)].is_machine


# ---------------------------------------------------------------- text that exists already


def translated(german: Any, **texts: Any) -> Any:
    """Return an Arabic page as somebody has written it in the ordinary editor."""
    texts = {"title": ARABIC_TITLE, "teaser": "ابتداء من مايو", **texts}
    return tree.translate(german, "ar", **texts)


def test_text_of_the_ordinary_editor_is_taken_over(german: Any) -> None:
    translated(german)

    record = drafts.prepare(german, site.locale("ar").pk)

    assert stored(german)[key_of(german, TITLE)].html == ARABIC_TITLE
    assert record.sentences_done >= 2


def test_german_in_a_draft_is_no_translation(german: Any) -> None:
    tree.translate(german, "ar", live=False, title=ARABIC_TITLE)

    drafts.prepare(german, site.locale("ar").pk)

    assert set(stored(german)) == {key_of(german, TITLE)}


def test_places_with_another_number_of_sentences_are_not_guessed(german: Any) -> None:
    body = [(block.block_type, block.value) for block in german.body]
    first = ("paragraph", "<p>نعم</p><p>هنا</p>")
    arabic = translated(german)
    arabic.body = [first, *body[1:]]
    for raw, block in zip(arabic.body.raw_data, german.body.raw_data, strict=True):
        raw["id"] = block["id"]
    arabic.save_revision().publish()

    drafts.prepare(german, site.locale("ar").pk)

    assert key_of(german, CALL) not in stored(german)
    assert key_of(german, TITLE) in stored(german)


def test_what_was_typed_since_stays(german: Any) -> None:
    translated(german)
    drafts.prepare(german, site.locale("ar").pk)
    save(german, TITLE, "جديد")

    drafts.prepare(german, site.locale("ar").pk)

    assert stored(german)[key_of(german, TITLE)].html == "جديد"


def test_what_was_emptied_since_stays_empty(german: Any) -> None:
    translated(german)
    drafts.prepare(german, site.locale("ar").pk)
    save(german, TITLE, "")

    drafts.prepare(german, site.locale("ar").pk)

    assert key_of(german, TITLE) not in stored(german)


def test_a_newer_text_of_the_ordinary_editor_is_taken_over_again(german: Any) -> None:
    arabic = translated(german)
    drafts.prepare(german, site.locale("ar").pk)
    StringTranslation.objects.update(updated_at=timezone.now() - timedelta(hours=1))
    arabic.title = "أحدث"
    arabic.save_revision()

    drafts.prepare(german, site.locale("ar").pk)

    assert stored(german)[key_of(german, TITLE)].html == "أحدث"


# ---------------------------------------------------------------- when the German text changes


def test_a_small_correction_takes_the_translations_along(german: Any) -> None:
    save(german, TEASER, "ابتداء من مايو")
    save(german, TEASER, "Від травня", code="uk")
    corrected = TEASER.replace("alten", "Alten")
    pairs = {("teaser", segments.hash_of(corrected)): segments.hash_of(TEASER)}
    german.teaser = corrected
    segments.remember_strings(segments.segments_of(german), german.locale_id)

    sentences.copy_to_successors(german.translation_key, pairs)

    for code, text in (("ar", "ابتداء من مايو"), ("uk", "Від травня")):
        assert stored(german, code)[key_of(german, corrected)].html == text


def test_old_text_stays_beside_the_new_german_one(german: Any) -> None:
    save(german, TITLE, ARABIC_TITLE)
    old = key_of(german, TITLE)

    changed = translating.change(german, title="Das Sprachcafé bleibt")

    assert stored(changed)[old].html == ARABIC_TITLE
    assert record_of(changed).sentences_done == 0


def test_equal_sentences_count_as_often_as_they_stand(german: Any) -> None:
    changed = translating.change(german, body=[("paragraph", "<p>Ja</p><p>Ja</p>")])

    save(changed, "Ja", "نعم")

    assert record_of(changed).sentences_done == 2
    assert sources.current_strings(changed.translation_key)


def test_saving_many_sentences_costs_as_much_as_one(
    german: Any, django_assert_max_num_queries: Any
) -> None:
    body = [("paragraph", "".join(f"<p>Satz Nummer {number}</p>" for number in range(60)))]
    changed = translating.change(german, body=body)
    texts = {(each.place, each.hash): f"ar {each.html}" for each in segments.segments_of(changed)}

    with django_assert_max_num_queries(25):
        sentences.save(changed, record_of(changed), texts)

    assert record_of(changed).sentences_done == 62
