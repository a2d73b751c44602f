"""Volunteers translate sentence by sentence; nothing they type is lost, and nothing is public."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.core.models import GlossaryTerm, Topic
from news.models import NewsPage
from tests.factories import tree
from tests.support import admin, agency, roles, sentence_editor, site, translating
from tests.support.agency import ARABIC, CALL, LINK, TEASER, TITLE, client_of, url
from tests.support.sentence_editor import card, field, opened, save, save_one, words
from translations import cards, claims, drafts, segments, sentences, subjects
from translations.models import TranslationRecord

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

NEW_TEASER = "Ab Juni treffen wir uns im alten Rathaus."
NOTATION = {**ARABIC, LINK: "المزيد في [[1|هذه الصفحة]]."}


@pytest.fixture
def german() -> Any:
    return agency.page()


@pytest.fixture
def client() -> Client:
    return client_of("translator_ar")


def amal() -> Any:
    return roles.person("translator_ar")


def samir() -> Any:
    return roles.person("translator_ar", "samir")


def name(german: Any, html: str) -> str:
    return sentence_editor.name_of(german, html)


def texts(german: Any) -> dict[str, str]:
    return {html: typed.html for html, typed in agency.typed(german).items()}


def record(german: Any) -> TranslationRecord:
    return translating.record(german)


def claim(german: Any, user: Any) -> None:
    claims.take(translation_key=german.translation_key, locale_id=site.locale("ar").pk, user=user)


def lock(german: Any) -> None:
    row = drafts.row_for(german, site.locale("ar").pk, amal())
    type(row).objects.filter(pk=row.pk).update(
        locked=True, locked_by=roles.person("reviewer_ar"), locked_at=timezone.now()
    )


def messages_of(answer: Any) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


# ---------------------------------------------------------------- what stands there


def test_german_and_field_say_their_language_and_direction(client: Client, german: Any) -> None:
    page = opened(client, german)
    shown = card(page, name(german, TITLE)).find(attrs={"lang": "de"})
    typed = field(page, name(german, TITLE))

    assert (shown["dir"], words(shown)) == ("ltr", TITLE)  # type: ignore[index,arg-type]
    assert (typed["lang"], typed["dir"], typed["spellcheck"]) == ("ar", "rtl", "true")


def test_head_says_what_it_is_and_how_far(client: Client, german: Any) -> None:
    translating.type_text(german, most=1)
    head = words(opened(client, german).select_one(".translate-head"))  # type: ignore[arg-type]

    for expected in (TITLE, "Arabic", "العربية", "1 of 4", "German text of"):
        assert expected in head


def test_deadline_of_a_needed_text_is_named(client: Client, german: Any) -> None:
    opened(client, german)
    TranslationRecord.objects.update(needed_by=date(2031, 5, 28))

    assert "needed by May 28, 2031" in words(opened(client, german))


def test_translators_never_see_html(client: Client, german: Any) -> None:
    agency.save(german, TITLE, "عنوان", author="translator_ar")
    key = (segments.segments_of(german)[3].place, segments.hash_of(LINK))
    sentences.save(german, record(german), {key: ARABIC[LINK]})

    page = opened(client, german)

    assert field(page, name(german, LINK)).text == NOTATION[LINK]
    assert "[[1|" in str(card(page, name(german, LINK)).find(attrs={"data-before": True}))


def test_where_links_lead_stands_beside_the_sentence(client: Client) -> None:
    target = site.page(title="Unsere Angebote", live=True, slug="angebote")
    tree.translate(target, "ar", title="عروضنا")
    body = [
        (
            "paragraph",
            f'<p>Siehe <a linktype="page" id="{target.pk}">Angebote</a> oder '
            '<a href="https://www.example.org/x/">hier</a>.</p>',
        )
    ]
    german = agency.page(body=body)

    shown = words(opened(client, german))

    assert "Link 1: Unsere Angebote · عروضنا" in shown
    assert "Link 2: example.org/x" in shown


def test_words_of_the_glossary_stand_beside_the_sentence(client: Client) -> None:
    term = GlossaryTerm.objects.create(
        term="Rathaus", code="rathaus", explanation="Amt.", locale=site.locale("de")
    )
    row = term.copy_for_translation(site.locale("ar"))
    row.equivalent, row.live = "مبنى البلدية", True
    row.save()
    german = agency.page()

    assert "Rathaus → مبنى البلدية" in words(card(opened(client, german), name(german, TEASER)))
    assert "→" not in words(card(opened(client, german), name(german, CALL)))


def test_equal_sentences_of_a_place_are_typed_once(client: Client) -> None:
    german = agency.page(body=[("paragraph", "<p>Ja</p><p>Nein</p><p>Ja</p>")])

    page = opened(client, german)

    assert len(page.find_all("textarea")) == 4
    assert "of 5 sentences" in words(page)


def test_only_open_sentences_are_shown_on_request(client: Client, german: Any) -> None:
    agency.save(german, TITLE, "عنوان", author="translator_ar")
    agency.save(german, TEASER, "نص", author="translator_ar", is_machine=True)

    page = opened(client, german, query="?show=open")

    shown = {each["data-sentence"] for each in page.find_all(attrs={"data-sentence": True})}
    assert shown == {name(german, html) for html in (TEASER, CALL, LINK)}


def test_each_sentence_says_how_far_it_is(client: Client, german: Any) -> None:
    agency.save(german, TITLE, "عنوان", author="translator_ar")
    agency.save(german, TEASER, "ع" * 301, author="translator_ar")
    page = opened(client, german)

    states = {html: card(page, name(german, html))["data-state"] for html in (TITLE, TEASER, CALL)}

    assert states == {TITLE: "done", TEASER: "wrong", CALL: "missing"}
    assert "301" in words(card(page, name(german, TEASER)))


def test_text_written_in_the_ordinary_editor_is_there(client: Client, german: Any) -> None:
    tree.translate(german, "ar", title="مكتوب من قبل")

    assert field(opened(client, german), name(german, TITLE)).text == "مكتوب من قبل"


def test_a_sentence_that_is_translated_elsewhere_is_offered(client: Client, german: Any) -> None:
    other = agency.page(title="Anderes", slug="anderes")
    translating.type_text(other)

    page = opened(client, german)

    assert f"ar: {TEASER}" in words(card(page, name(german, TEASER)))
    assert field(page, name(german, TEASER)).text == ""


def test_records_are_translated_like_pages(client: Client) -> None:
    topic = Topic.objects.create(code="health", label="Gesundheit", locale=site.locale("de"))
    topic.save_revision().publish()

    save(client, topic, {"Gesundheit": "الصحة"})

    assert texts(topic) == {"Gesundheit": "الصحة"}


# ---------------------------------------------------------------- when the German text changed


def test_new_german_is_shown_against_the_old_one(client: Client, german: Any) -> None:
    translating.published(german, author=amal(), reviewer=roles.person("reviewer_ar"))
    changed = translating.change(german, teaser=NEW_TEASER)

    shown = card(opened(client, changed), name(changed, NEW_TEASER))

    assert shown["data-state"] == "changed"
    assert [each.text for each in shown.find_all("del")] == ["Mai"]
    assert [each.text for each in shown.find_all("ins")] == ["Juni"]
    assert f"ar: {TEASER}" in words(shown)


def test_new_german_of_a_text_that_never_was_public_is_shown_too(
    client: Client, german: Any
) -> None:
    translating.type_text(german)
    changed = translating.change(german, teaser=NEW_TEASER)

    shown = card(opened(client, changed), name(changed, NEW_TEASER))

    assert shown["data-state"] == "changed"
    assert f"ar: {TEASER}" in words(shown)


def test_a_quite_different_sentence_has_no_predecessor(client: Client, german: Any) -> None:
    body = [("paragraph", "<p>Erster Satz hier.</p><p>Zweiter Satz dort.</p>")]
    one = translating.change(german, body=body)
    translating.type_text(one)
    first = {**one.body.raw_data[0]}
    first["value"] = "<p>Erster Satz hier.</p><p>Völlig andere Worte.</p>"
    changed = translating.change(one, body=[first])

    shown = card(opened(client, changed), name(changed, "Völlig andere Worte."))

    assert shown["data-state"] == "missing"


def test_the_old_text_is_where_to_start_from(client: Client, german: Any) -> None:
    translating.published(german, author=amal(), reviewer=roles.person("reviewer_ar"))
    changed = translating.change(german, teaser=NEW_TEASER)

    save(client, changed, {}, take=f"old:{name(changed, NEW_TEASER)}")

    assert texts(changed)[NEW_TEASER] == f"ar: {TEASER}"


# ---------------------------------------------------------------- saving


def test_what_is_typed_is_saved_with_its_author(client: Client, german: Any) -> None:
    answer = save(client, german, NOTATION)

    assert answer["Location"] == url("edit", german)
    assert texts(german) == ARABIC
    assert {each.author_id for each in agency.typed(german).values()} == {amal().pk}
    assert record(german).claimed_by == amal()


def test_saving_goes_back_to_the_sentences_that_were_shown(client: Client, german: Any) -> None:
    page = opened(client, german, query="?show=open")
    address = page.find(id="translate-form")["action"]  # type: ignore[index]

    answer = client.post(str(address), sentence_editor.form_of(page))

    assert answer["Location"] == f"{url('edit', german)}?show=open"


def test_what_nobody_touched_keeps_its_author(client: Client, german: Any) -> None:
    translating.type_text(german, author=samir())

    save(client, german, {TITLE: "جديد"})

    authors = {html: each.author_id for html, each in agency.typed(german).items()}
    assert authors[TITLE] == amal().pk
    assert {authors[TEASER], authors[CALL], authors[LINK]} == {samir().pk}


def test_a_machine_sentence_is_hers_once_she_says_that_it_is_right(
    client: Client, german: Any
) -> None:
    translating.type_text(german, is_machine=True)
    save(client, german, {})
    assert all(each.is_machine for each in agency.typed(german).values())

    save(client, german, {}, confirmed=[name(german, TITLE)])

    kept = agency.typed(german)
    assert (kept[TITLE].is_machine, kept[TITLE].author_id) == (False, amal().pk)
    assert kept[TEASER].is_machine


def test_an_emptied_sentence_is_open_again(client: Client, german: Any) -> None:
    translating.type_text(german)

    save(client, german, {TITLE: ""})

    assert TITLE not in texts(german)


def test_saving_twice_is_saving_once(client: Client, german: Any) -> None:
    page = opened(client, german)

    for _time in range(2):
        answer = save(client, german, {TITLE: "عنوان"}, page=page)
        assert answer.status_code == 302

    assert texts(german) == {TITLE: "عنوان"}


def test_what_cannot_be_used_is_kept_and_explained(client: Client, german: Any) -> None:
    save(client, german, {LINK: "**بلا رابط", TITLE: "ع" * 256})

    page = opened(client, german)
    assert field(page, name(german, LINK)).text == "**بلا رابط"
    assert "is not ended" in words(card(page, name(german, LINK)))
    assert "256" in words(card(page, name(german, TITLE)))
    assert field(page, name(german, TITLE))["aria-invalid"] == "true"


def test_html_and_control_characters_are_only_text(client: Client, german: Any) -> None:
    save(client, german, {TITLE: "<b>x</b>\x00\x07", CALL: "<script>"})

    assert texts(german) == {TITLE: "&lt;b&gt;x&lt;/b&gt;", CALL: "&lt;script&gt;"}
    assert b"<script>\n" not in client.get(url("edit", german)).content


def test_a_text_far_too_long_is_refused_and_stays_in_its_field(client: Client, german: Any) -> None:
    answer = save(client, german, {CALL: "ع" * 10_001, TITLE: "عنوان"})

    page = sentence_editor.page_of(answer)
    assert "10001" in words(page)
    assert field(page, name(german, TITLE)).text == "عنوان"
    assert texts(german) == {}


def test_names_are_taken_over_from_german(client: Client, german: Any) -> None:
    answer = save(client, german, {TEASER: "نص"}, take=f"german:{name(german, LINK)}")

    assert texts(german) == {TEASER: "نص", LINK: LINK}
    assert answer["Location"].endswith(f"#{cards.anchor_of(name(german, LINK))}")


def test_a_button_for_a_sentence_that_does_not_exist_does_nothing(
    client: Client, german: Any
) -> None:
    for wanted in ("old:title:x", "nonsense", "german:", f"\r\n:{name(german, TITLE)}"):
        assert save(client, german, {}, take=wanted).status_code == 302

    assert texts(german) == {}


# ---------------------------------------------------------------- two at the same text


def test_two_who_type_the_same_sentence_are_told(client: Client, german: Any) -> None:
    page = opened(client, german)
    agency.save(german, TITLE, "الأول", author="translator_ar")

    answer = save(client, german, {TITLE: "الثاني", TEASER: "نص"}, page=page)

    shown = sentence_editor.page_of(answer)
    assert field(shown, name(german, TITLE)).text == "الثاني"
    assert "الأول" in words(card(shown, name(german, TITLE)))
    assert texts(german) == {TITLE: "الأول", TEASER: "نص"}


def test_she_decides_whose_text_it_is(client: Client, german: Any) -> None:
    page = opened(client, german)
    agency.save(german, TITLE, "الأول", author="translator_ar")
    shown = sentence_editor.page_of(save(client, german, {TITLE: "الثاني"}, page=page))

    save(client, german, {}, page=shown, take=f"theirs:{name(german, TITLE)}")
    assert texts(german)[TITLE] == "الأول"

    save(client, german, {}, page=shown)
    assert texts(german)[TITLE] == "الثاني"


def test_text_for_german_that_is_gone_is_handed_back(client: Client, german: Any) -> None:
    page = opened(client, german)
    typed = {f"text-{name(german, TEASER)}": "نص طويل"}
    translating.change(german, teaser=NEW_TEASER)

    answer = save(client, german, {}, page=page, **typed)

    assert "نص طويل" in words(sentence_editor.page_of(answer))


def test_what_somebody_else_works_on_is_for_reading_only(client: Client, german: Any) -> None:
    page = opened(client, german)
    claim(german, samir())

    shown = opened(client, german)
    answer = save(client, german, {TITLE: "عنوان"}, page=page)

    assert "samir is translating this" in words(shown)
    assert field(shown, name(german, TITLE)).has_attr("readonly")
    assert shown.find("button", attrs={"formaction": True}) is None
    assert field(sentence_editor.page_of(answer), name(german, TITLE)).text == "عنوان"
    assert texts(german) == {}


def test_a_locked_page_is_for_reading_only(client: Client, german: Any) -> None:
    page = opened(client, german)
    lock(german)

    answer = save(client, german, {TITLE: "عنوان"}, page=page)

    assert "locked" in words(sentence_editor.page_of(answer))
    assert TITLE not in texts(german)
    assert not record(german).is_claimed


# ---------------------------------------------------------------- sentence by sentence


def test_script_saves_one_sentence(client: Client, german: Any) -> None:
    answer = save_one(client, german, TITLE, ARABIC[TITLE])

    kept = agency.typed(german)[TITLE]
    assert answer.json() == {
        "status": "saved", "version": kept.version, "state": "done", "problem": "",
        "total": 4, "done": 1, "open": 3,
    }  # fmt: skip
    assert record(german).claimed_by == amal()


def test_script_is_told_what_is_wrong(client: Client, german: Any) -> None:
    answer = save_one(client, german, LINK, "بلا رابط").json()

    assert (answer["status"], answer["state"]) == ("saved", "wrong")
    assert "dieser Seite" in answer["problem"]


def test_script_is_told_that_a_sentence_is_open_again(client: Client, german: Any) -> None:
    seen = save_one(client, german, TITLE, "عنوان").json()["version"]

    answer = save_one(client, german, TITLE, " ", seen=seen).json()

    assert (answer["state"], answer["version"], answer["done"]) == ("", "", 0)


def test_script_gets_the_other_text_to_choose_from(client: Client, german: Any) -> None:
    agency.save(german, TITLE, "الأول", author="translator_ar")

    answer = save_one(client, german, TITLE, "الثاني")

    kept = agency.typed(german)[TITLE]
    assert answer.status_code == 409
    assert answer.json() == {"status": "conflict", "text": "الأول", "version": kept.version}


def test_script_confirms_a_machine_sentence(client: Client, german: Any) -> None:
    translating.type_text(german, is_machine=True)
    kept = agency.typed(german)[TITLE]

    answer = save_one(client, german, TITLE, kept.html, seen=kept.version, confirmed="1").json()

    assert answer["state"] == "done"
    assert not agency.typed(german)[TITLE].is_machine


def test_script_is_told_when_the_german_sentence_is_gone(client: Client, german: Any) -> None:
    old = name(german, TEASER)
    changed = translating.change(german, teaser=NEW_TEASER)

    answer = client.post(url("sentence", changed), {"name": old, "text": "نص", "seen": ""})

    assert (answer.status_code, answer.json()["status"]) == (409, "gone")


@pytest.mark.parametrize("obstacle", ["claimed", "locked"])
def test_script_is_refused_with_a_reason(client: Client, german: Any, obstacle: str) -> None:
    if obstacle == "claimed":
        claim(german, samir())
    else:
        lock(german)

    answer = save_one(client, german, TITLE, "عنوان")

    assert (answer.status_code, answer.json()["status"]) == (423, "refused")
    assert answer.json()["message"]
    assert texts(german) == {}


def test_script_fetches_a_fresh_token(client: Client, german: Any) -> None:
    assert client.get(url("sentence", german), **sentence_editor.SCRIPT).json()["token"]


def test_script_without_a_session_is_refused(german: Any) -> None:
    assert save_one(Client(), german, TITLE, "عنوان").status_code == 403


@pytest.mark.parametrize("sent", [{}, {"name": "x"}, {"name": "title:nonsense", "text": "x"}])
def test_script_that_sends_nonsense_breaks_nothing(
    client: Client, german: Any, sent: dict[str, str]
) -> None:
    answer = client.post(url("sentence", german), sent, **sentence_editor.SCRIPT)

    assert answer.status_code in {400, 409}


# ---------------------------------------------------------------- in and out of the review


def test_handing_in_saves_what_was_typed_and_says_thank_you(client: Client, german: Any) -> None:
    answer = save(client, german, NOTATION, door="hand_in")

    row = subjects.row_in(german, site.locale("ar").pk)
    assert answer["Location"] == reverse("translations_desk")
    assert "Thank you" in messages_of(answer)
    assert (row.live, row.latest_revision.as_object().title) == (False, ARABIC[TITLE])
    assert row.current_workflow_state.requested_by == amal()


def test_handing_in_from_elsewhere_needs_no_texts(client: Client, german: Any) -> None:
    translating.type_text(german)

    client.post(url("hand_in", german))

    assert translating.state(german).review is not None


def test_gaps_are_named_with_a_way_to_each(client: Client, german: Any) -> None:
    answer = save(client, german, {TITLE: "ع" * 256, TEASER: "نص"}, door="hand_in")
    page = opened(client, german, query="?check=1")

    problems = page.find(id="problems")
    assert answer["Location"] == f"{url('edit', german)}?check=1#problems"
    targets = {str(link["href"])[1:] for link in problems.find_all("a")}  # type: ignore[union-attr]
    assert targets == {
        f"{cards.anchor_of(name(german, html))}-field" for html in (TITLE, CALL, LINK)
    }
    assert all(page.find(id=target) is not None for target in targets)
    assert texts(german)[TEASER] == "نص"


def test_a_conflict_keeps_the_text_from_being_handed_in(client: Client, german: Any) -> None:
    page = opened(client, german)
    agency.save(german, TITLE, "الأول", author="translator_ar")

    answer = save(client, german, NOTATION, page=page, door="hand_in")

    assert answer.status_code == 200
    assert translating.state(german).review is None


def test_a_text_whose_parent_is_missing_says_what_comes_first(client: Client) -> None:
    above = site.page(title="Oben", live=True)
    below = tree.add(above, NewsPage(title="Unten", locale=site.locale("de")))
    translating.type_text(below)

    answer = client.post(url("hand_in", below))

    assert answer["Location"] == url("edit", below)
    assert "Oben" in messages_of(answer)


def test_handing_in_twice_is_one_review(client: Client, german: Any) -> None:
    page = opened(client, german)

    for _time in range(2):
        save(client, german, NOTATION, page=page, door="hand_in")

    row = subjects.row_in(german, site.locale("ar").pk)
    assert row.workflow_states.count() == 1
    assert row.workflow_in_progress


def test_what_reviewers_say_stands_on_top(client: Client, german: Any) -> None:
    translating.hand_in(german, author=amal())
    translating.send_back(german, reviewer=roles.person("reviewer_ar"), comment="Bitte kürzer.")

    head = words(opened(client, german).select_one(".translate-head"))  # type: ignore[arg-type]

    assert "Sent back by reviewer_ar" in head
    assert "Bitte kürzer." in head


def test_who_reads_it_now_is_said_and_it_can_be_taken_back(client: Client, german: Any) -> None:
    translating.hand_in(german, author=amal())
    page = opened(client, german)
    assert "Prüfung Arabisch" in words(page)
    assert page.find("form", attrs={"action": url("take_back", german)})

    answer = client.post(url("take_back", german))

    assert answer["Location"] == url("edit", german)
    assert translating.state(german).review is None


def test_others_are_not_offered_to_take_it_back(german: Any) -> None:
    translating.hand_in(german, author=amal())

    page = opened(client_of("translator_ar", "samir"), german)

    assert page.find("form", attrs={"action": url("take_back", german)}) is None


def test_what_is_not_under_review_is_not_taken_back(client: Client, german: Any) -> None:
    answer = client.post(url("take_back", german))

    assert "not under review" in messages_of(answer)


# ---------------------------------------------------------------- who may

PEOPLE = (
    "anonymous", roles.PLAIN, "editor", "section_editor", "moderator", "translator_uk",
    "reviewer_uk", "translator_ar", "reviewer_ar", "administrator", "superuser",
)  # fmt: skip
MAY = {"translator_ar", "reviewer_ar", "administrator", "superuser"}
GET_DOORS = ("edit", "sentence", "preview", "preview_frame")
POST_DOORS = ("edit", "sentence", "hand_in", "take_back")


@pytest.mark.parametrize("role", PEOPLE)
@pytest.mark.parametrize("kind", ["page", "record"])
def test_only_who_writes_arabic_gets_in_anywhere(kind: str, role: str, german: Any) -> None:
    if kind == "record":
        german = Topic.objects.create(code="health", label="Thema", locale=site.locale("de"))
        german.save_revision().publish()
    client = roles.client_of(role)

    answers = [
        *(client.get(url(door, german), **sentence_editor.SCRIPT) for door in GET_DOORS),
        *(client.post(url(door, german), **sentence_editor.SCRIPT) for door in POST_DOORS),
    ]

    refused = [answer.status_code == 403 for answer in answers]
    assert refused == [role not in MAY] * len(answers)


@pytest.mark.parametrize("code", ["de", "xx", "fr"])
@pytest.mark.parametrize("door", sorted({*GET_DOORS, *POST_DOORS}))
def test_german_and_languages_that_do_not_exist_are_not_found(
    german: Any, door: str, code: str
) -> None:
    client = roles.client_of("superuser")

    assert client.get(url(door, german, code)).status_code in {404, 405}
    assert client.post(url(door, german, code)).status_code in {404, 405}


@pytest.mark.parametrize("door", GET_DOORS)
def test_what_is_not_public_in_german_is_not_found(client: Client, door: str) -> None:
    draft = site.page(title="Entwurf")

    assert client.get(url(door, draft)).status_code == 404


@pytest.mark.parametrize("door", ["hand_in", "take_back"])
def test_reading_changes_nothing(client: Client, german: Any, door: str) -> None:
    assert client.get(url(door, german)).status_code == 405


def test_every_change_needs_a_token(german: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(amal())

    for door in POST_DOORS:
        answer = client.post(url(door, german), {"text": "x"}, **sentence_editor.SCRIPT)
        assert answer.status_code == 403


# ---------------------------------------------------------------- instead of the ordinary editor


@pytest.fixture
def arabic(german: Any) -> Any:
    return tree.translate(german, "ar")


@pytest.mark.parametrize("role", ["translator_ar", "reviewer_ar"])
def test_the_ordinary_editor_leads_to_the_sentences(arabic: Any, role: str) -> None:
    answer = roles.client_of(role).get(admin.edit_url(arabic))

    assert answer["Location"] == url("edit", arabic)


def test_it_does_so_for_records(client: Client) -> None:
    topic = Topic.objects.create(code="health", label="Thema", locale=site.locale("de"))
    topic.save_revision().publish()
    row = drafts.row_for(topic, site.locale("ar").pk, amal())

    answer = client.get(reverse("wagtailsnippets_core_topic:edit", args=[row.pk]))

    assert answer["Location"] == url("edit", topic)


def test_office_words_keep_the_ordinary_editor_for_what_german_does_not_say(
    client: Client,
) -> None:
    term = GlossaryTerm.objects.create(
        term="Rathaus", code="rathaus", explanation="Amt.", locale=site.locale("de")
    )
    term.save_revision().publish()
    row = drafts.row_for(term, site.locale("ar").pk, amal())

    answer = client.get(reverse("wagtailsnippets_core_glossaryterm:edit", args=[row.pk]))

    assert answer.status_code == 200
    assert 'name="equivalent"' in answer.content.decode()


def test_reviewers_are_led_to_what_waits_for_them(german: Any) -> None:
    translating.hand_in(german, author=amal())
    row = subjects.row_in(german, site.locale("ar").pk)

    answers = {
        role: roles.client_of(role).get(admin.edit_url(row))["Location"]
        for role in ("translator_ar", "reviewer_ar")
    }

    assert answers == {
        "translator_ar": url("edit", german),
        "reviewer_ar": url("review", german),
    }


def test_who_may_publish_alone_has_the_ordinary_editor(arabic: Any) -> None:
    for role in ("administrator", "superuser"):
        assert roles.client_of(role).get(admin.edit_url(arabic)).status_code == 200


def test_german_pages_have_the_ordinary_editor(german: Any) -> None:
    assert roles.client_of("editor").get(admin.edit_url(german)).status_code == 200


def test_a_translation_without_a_public_german_page_has_the_ordinary_editor(arabic: Any) -> None:
    german = subjects.german_of(arabic)
    type(german).objects.filter(pk=german.pk).update(live=False)

    answer = client_of("translator_ar").get(admin.edit_url(arabic))

    assert answer.status_code == 200


# ---------------------------------------------------------------- what it costs


def long_page(count: int) -> Any:
    """Return a page of that many sentences, of every kind and state."""
    target = site.page(title=f"Ziel {count}", live=True, slug=f"ziel-{count}")
    paragraphs = "".join(
        f'<p>Satz {number} im Rathaus, siehe <a linktype="page" id="{target.pk}">hier</a>.</p>'
        for number in range(count - 2)
    )
    german = agency.page(body=[("paragraph", paragraphs)], slug=f"lang-{count}")
    translating.type_text(german, most=count // 2, author=amal())
    return german


@pytest.mark.parametrize(("is_public", "most"), [(False, 30), (True, 40)])
def test_a_long_text_costs_as_many_queries_as_a_short_one(
    client: Client, is_public: bool, most: int
) -> None:
    counts = {}
    found = {size: long_page(size) for size in (5, 60)}
    for german in found.values():
        if is_public:
            tree.translate(german, "ar")
        opened(client, german)
    for size, german in found.items():
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            page = opened(client, german)
        assert len(page.find_all("textarea")) == size
        counts[size] = len(queries)

    assert counts[5] == counts[60] <= most
