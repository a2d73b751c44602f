"""What wagtail-localize's own tests look after, through our layer, with every type of the demo.

Text is taken over, built and handed in without loss; modules, offers, figures and chapters keep
their places; what is too long or has broken links is a message on both databases.
"""

from __future__ import annotations

from typing import Any

import pytest
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, TranslatableMixin

from cms.core.models import GlossaryTerm
from home.models import EasyLanguagePage
from news.models import NewsPage
from tests.support import roles, site
from translations import drafts, segments, sentences, subjects

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

# Leichte Sprache is a text of its own, written in the ordinary editor.
MODELS = [
    model
    for model in (*subjects.page_models(), *subjects.record_models())
    if model is not EasyLanguagePage
]


def arabic_id() -> int:
    return int(site.locale("ar").pk)


def german_rows(model: type[Any]) -> list[Any]:
    return list(model.objects.filter(locale=site.locale("de"), live=True).order_by("pk"))


def richest(model: type[Any]) -> Any:
    """Return the German row with the most sentences, the last one with the most of them nested."""
    rows = german_rows(model)
    if issubclass(model, Page):
        above = {row.pk for row in rows if has_place(row)}
        rows = [row for row in rows if row.pk in above]
    return max(rows, key=lambda row: len(segments.segments_of(row)))


def has_place(page: Page) -> bool:
    return page.depth == 2 or page.get_parent().has_translation(site.locale("ar"))


def texts(row: Any) -> dict[tuple[str, int], str]:
    """Return what German has a sentence for."""
    return {
        (each.place, each.position): each.html
        for each in segments.segments_of(row)
        if each.field_name not in getattr(row, "translation_only_fields", ())
    }


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_text_that_is_taken_over_is_built_as_it_was(model: type[Any]) -> None:
    lost = {}
    for german in german_rows(model):
        row = subjects.row_in(german, arabic_id())
        if row is None:
            continue
        drafts.prepare(german, arabic_id())
        built, before, places = drafts.build(german, arabic_id()), texts(row), texts(german)
        changed = {
            place: html
            for place, html in texts(built).items()
            if before.get(place, places[place]) != html
        }
        if changed:
            lost[str(german)] = changed

    assert lost == {}


def test_a_word_that_only_translations_have_is_not_lost() -> None:
    german = richest(GlossaryTerm)
    arabic = subjects.row_in(german, arabic_id())
    drafts.prepare(german, arabic_id())

    built = drafts.build(german, arabic_id())

    assert arabic.equivalent
    assert built.equivalent == arabic.equivalent


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_text_is_typed_handed_in_approved_and_public_without_loss(
    model: type[Any], django_capture_on_commit_callbacks: Any
) -> None:
    german = richest(model)
    typed = type_everything(german)

    with django_capture_on_commit_callbacks(execute=True):
        drafts.hand_in(german, locale_id=arabic_id(), user=roles.person("translator_ar"))
        approve(subjects.row_in(german, arabic_id()))

    arabic = subjects.row_in(german, arabic_id())
    assert arabic.live
    assert texts(arabic) == typed
    assert texts(model.objects.get(pk=german.pk)) == texts(german)
    assert children_of(arabic) == children_of(german)
    assert not any(Page.find_problems())


def type_everything(german: Any) -> dict[tuple[str, int], str]:
    """Type a text for each sentence, marked with an Arabic letter where there is room for it."""
    record = drafts.prepare(german, arabic_id())
    wanted, found = {}, {}
    for each in segments.segments_of(german):
        limit = segments.max_length_of(german, each.place)
        marked = limit is None or len(each.text) < limit
        html = f"ع{each.html}" if marked else each.html
        wanted[each.place, each.hash] = html
        found[each.place, each.position] = html
    assert sentences.save(german, record, wanted, author=roles.person("translator_ar")) == {}
    return found


def approve(row: Any) -> None:
    case = row.current_workflow_state.current_task_state
    reviewer = roles.person("reviewer_ar")
    case.task.specific.on_action(case, user=reviewer, action_name="approve")


def children_of(row: Any) -> dict[str, set[Any]]:
    """Return which translatable children a row has, by their keys, in its own language."""
    found = {}
    for relation in get_all_child_relations(type(row)):
        if issubclass(relation.related_model, TranslatableMixin):
            children = getattr(row, relation.get_accessor_name()).all()
            assert {child.locale_id for child in children} <= {row.locale_id}
            found[relation.name] = {child.translation_key for child in children}
    return found


def test_types_with_nested_text_are_among_those_tried() -> None:
    nested = {
        place.partition(".")[0]
        for model in MODELS
        if issubclass(model, Page)
        for place, _position in texts(richest(model))
    }

    assert {
        "body", "agenda", "modules", "runs", "offers", "key_figures", "chapters", "interviews",
    } <= nested  # fmt: skip


# ---------------------------------------------------------------- what does not fit


@pytest.mark.parametrize(
    ("model", "place", "length"),
    [(NewsPage, "title", 256), (NewsPage, "teaser", 301), (GlossaryTerm, "explanation", 401)],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_a_text_that_is_too_long_is_a_message_and_not_handed_in(
    model: type[Any], place: str, length: int
) -> None:
    german = next(row for row in german_rows(model) if (place, 0) in texts(row))
    record = drafts.prepare(german, arabic_id())
    type_everything(german)
    segment = next(each for each in segments.segments_of(german) if each.place == place)
    key = (place, segment.hash)

    errors = sentences.save(german, record, {key: "ع" * length})

    assert str(length) in errors[key]
    with pytest.raises(drafts.IncompleteError) as refused:
        drafts.hand_in(german, locale_id=arabic_id(), user=roles.person("translator_ar"))
    assert refused.value.keys == [key]


@pytest.mark.parametrize("html", ["<script>x</script>", "<p>Zwei</p>", 'Ein <a id="a9">Link</a>'])
def test_broken_markup_is_a_message(html: str) -> None:
    german = richest(NewsPage)
    record = drafts.prepare(german, arabic_id())
    first = segments.segments_of(german)[0]

    errors = sentences.save(german, record, {(first.place, first.hash): html})

    assert errors.keys() == {(first.place, first.hash)}


def test_a_page_does_not_change_by_being_built() -> None:
    german = richest(NewsPage)
    type_everything(german)
    arabic = drafts.row_for(german, arabic_id(), roles.person("translator_ar"))
    before = texts(arabic), arabic.latest_revision_id

    drafts.build(german, arabic_id())

    arabic.refresh_from_db()
    assert (texts(arabic), arabic.latest_revision_id) == before
