"""A second person reads what was handed in, and says yes or no; whatever the door."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision, TaskState, WorkflowState

from cms.core.models import Topic
from news.models import NewsPage
from tests.support import admin, agency, roles, site, translating
from tests.support.agency import TITLE
from translations import drafts, segments, sentences, subjects
from translations.models import TranslationRecord, TranslationWish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

NO_DECISION = ("editor", "moderator", "translator_uk", "reviewer_uk", "plain", "anonymous")


@pytest.fixture
def german() -> Any:
    return agency.page()


@pytest.fixture
def waiting(german: Any) -> Any:
    """Return a page whose Arabic text waits for the reviewers."""
    translating.hand_in(german, author=roles.person("translator_ar"))
    return german


def url(german: Any, code: str = "ar") -> str:
    return reverse("translations_review", args=[german.translation_key, code])


def arabic(german: Any, code: str = "ar") -> Any:
    return subjects.row_in(german, site.locale(code).pk)


def case_of(german: Any, code: str = "ar") -> TaskState:
    case: TaskState = arabic(german, code).current_workflow_state.current_task_state
    return case


def decide(
    client: Client, german: Any, decision: str = "approve", *, case: Any = None, **more: Any
) -> Any:
    case = case or case_of(german).pk
    return client.post(url(german), {"decision": decision, "case": case, **more})


def told(client: Client) -> str:
    """Return what the next page of the admin tells somebody."""
    answer = client.get(reverse("wagtailadmin_home"))
    return " ".join(str(message) for message in answer.context["messages"])


def approve_by_reviewer(german: Any, capture: Any, client: Client | None = None) -> Any:
    with capture(execute=True):
        return decide(client or roles.client_of("reviewer_ar"), german)


# ---------------------------------------------------------------- yes


def test_approval_makes_exactly_the_text_public_that_was_read(
    waiting: Any, django_capture_on_commit_callbacks: Any
) -> None:
    agency.save(waiting, TITLE, "später getippt", author="translator_ar")

    answer = approve_by_reviewer(waiting, django_capture_on_commit_callbacks)

    assert answer.status_code == 302
    row = arabic(waiting)
    assert (row.live, row.title) == (True, f"ar: {TITLE}")
    assert row.live_revision_id == row.latest_revision_id


def test_approval_names_the_reviewer_and_fulfils_wishes(
    waiting: Any, django_capture_on_commit_callbacks: Any
) -> None:
    translating.wish(waiting, count=2)

    approve_by_reviewer(waiting, django_capture_on_commit_callbacks)

    record = translating.record(waiting)
    assert record.checked_by == roles.person("reviewer_ar")
    assert record.is_checked
    assert not TranslationWish.objects.filter(is_fulfilled=False).exists()


def test_reviewer_is_told_where_to_see_it(
    waiting: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client = roles.client_of("reviewer_ar")

    approve_by_reviewer(waiting, django_capture_on_commit_callbacks, client)

    page = client.get(url(waiting)).content.decode()
    assert "ist jetzt öffentlich" in page or "is public now" in page
    assert arabic(waiting).get_url() in page


def test_machine_text_counts_as_a_persons_when_a_person_has_approved_it(
    german: Any, django_capture_on_commit_callbacks: Any
) -> None:
    translating.type_text(german, is_machine=True)
    drafts.hand_in(german, locale_id=site.locale("ar").pk, user=roles.person("translator_ar"))
    client = roles.client_of("reviewer_ar")
    warned = client.get(url(german)).context["comparison"].machine_count

    approve_by_reviewer(german, django_capture_on_commit_callbacks, client)

    record = translating.record(german)
    assert (warned, record.origin, record.sentences_by_machine) == (4, "person", 0)


def test_record_is_reviewed_like_a_page(django_capture_on_commit_callbacks: Any) -> None:
    topic = Topic(code="health", label="Gesundheit", locale=site.locale("de"), live=False)
    topic.save()
    topic.save_revision().publish()
    topic = Topic.objects.get(pk=topic.pk)
    translating.hand_in(topic, author=roles.person("translator_ar"))
    client = roles.client_of("reviewer_ar")
    text = agency.words(client.get(url(topic)))

    approve_by_reviewer(topic, django_capture_on_commit_callbacks, client)

    assert "ar: Gesundheit" in text
    assert arabic(topic).live


def test_leichte_sprache_is_reviewed_in_one_piece(german: Any) -> None:
    easy = german.copy_for_translation(site.locale("de-simple"))
    easy.title = "Das Café ist jetzt wo anders"
    easy.save_revision(user=roles.person("administrator"))
    easy.get_workflow().start(easy, roles.person("administrator"))
    superuser = roles.client_of("superuser")

    page = superuser.get(url(german, "de-simple"))

    assert not page.context["comparison"].is_by_sentence
    assert "Das Café ist jetzt wo anders" in agency.words(page)
    assert reverse("translations_easy_rules", args=[german.translation_key]) in (
        page.content.decode()
    )


# ---------------------------------------------------------------- no


def test_sending_back_needs_a_sentence(waiting: Any) -> None:
    answer = decide(roles.client_of("reviewer_ar"), waiting, "send_back", comment="  ")

    assert answer.status_code == 422
    assert 'aria-describedby="comment-error"' in answer.content.decode()
    assert case_of(waiting).status == TaskState.STATUS_IN_PROGRESS


def test_what_is_sent_back_reaches_the_translator_by_mail(
    waiting: Any, mailoutbox: Any, django_capture_on_commit_callbacks: Any
) -> None:
    mailoutbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        decide(roles.client_of("reviewer_ar"), waiting, "send_back", comment="Bitte die Uhrzeit.")

    assert arabic(waiting).current_workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES
    assert [mail.to for mail in mailoutbox] == [["translator_ar@example.org"]]
    assert "Bitte die Uhrzeit." in mailoutbox[0].body


def test_a_text_that_was_sent_back_offers_no_decision_and_shows_why(waiting: Any) -> None:
    client = roles.client_of("reviewer_ar")
    decide(client, waiting, "send_back", comment="Bitte die Uhrzeit.")

    page = client.get(url(waiting))

    assert "Bitte die Uhrzeit." in agency.words(page)
    assert 'name="decision"' not in page.content.decode()


def test_history_keeps_the_comment_when_the_text_is_handed_in_again(waiting: Any) -> None:
    client = roles.client_of("reviewer_ar")
    decide(client, waiting, "send_back", comment="Bitte die Uhrzeit.")
    agency.save(waiting, TITLE, "mit Uhrzeit", author="translator_ar")
    drafts.hand_in(waiting, locale_id=site.locale("ar").pk, user=roles.person("translator_ar"))

    history = client.get(url(waiting)).context["history"]

    assert [event.comment for event in history] == ["", "Bitte die Uhrzeit.", ""]
    assert [event.who for event in history] == ["translator_ar", "reviewer_ar", "translator_ar"]


def answered(german: Any, text: str) -> Any:
    """Let a text be sent back, be written anew and be handed in again; return the page."""
    client = roles.client_of("reviewer_ar")
    decide(client, german, "send_back", comment="Bitte die Uhrzeit.")
    agency.save(german, TITLE, text, author="translator_ar")
    drafts.hand_in(german, locale_id=site.locale("ar").pk, user=roles.person("translator_ar"))
    return client.get(url(german))


def test_text_that_comes_again_shows_what_has_changed_since_it_was_sent_back(waiting: Any) -> None:
    page = answered(waiting, f"ar: {TITLE} mit Uhrzeit")

    answer = page.context["answer"]
    assert (answer.who, answer.comment) == ("reviewer_ar", "Bitte die Uhrzeit.")
    assert [row.place for row in answer.rows] == ["title"]
    assert ("added", " mit Uhrzeit") in answer.rows[0].text[0]
    shown = page.content.decode()
    assert shown.index("Bitte die Uhrzeit.") < shown.index('class="review__table"')


def test_text_that_comes_again_word_for_word_says_so(waiting: Any) -> None:
    page = answered(waiting, f"ar: {TITLE}")

    assert page.context["answer"].rows == []
    assert 'id="answer-heading"' in page.content.decode()


def test_text_that_comes_again_says_when_it_came_again(waiting: Any) -> None:
    long_ago = timezone.now() - timedelta(days=300)
    TaskState.objects.filter(pk=case_of(waiting).pk).update(started_at=long_ago)

    page = answered(waiting, "mit Uhrzeit")

    assert page.context["handed_in"].at.date() == timezone.now().date()


def test_first_hand_in_answers_nobody(waiting: Any) -> None:
    page = roles.client_of("reviewer_ar").get(url(waiting))

    assert page.context["answer"] is None


# ---------------------------------------------------------------- nobody approves her own words


def reviewer_writes(german: Any, name: str = "reviewer_ar") -> None:
    """Let a reviewer mend a word and hand the text in again."""
    person = roles.person("reviewer_ar", name)
    record = translating.record(german)
    key = ("title", segments.hash_of(TITLE))
    sentences.save(german, record, {key: "ausgebessert"}, author=person)
    drafts.hand_in(german, locale_id=site.locale("ar").pk, user=person)


def test_reviewer_who_mends_a_word_is_shown_who_else_can_approve(waiting: Any) -> None:
    roles.person("reviewer_ar", "zweite")
    reviewer_writes(waiting)

    page = roles.client_of("reviewer_ar").get(url(waiting))

    assert 'value="approve"' not in page.content.decode()
    assert page.context["standing"].is_author
    assert page.context["standing"].others == ("zweite",)
    assert "zweite" in agency.words(page)


def test_reviewer_whose_words_are_in_it_is_refused_at_every_door(waiting: Any) -> None:
    reviewer_writes(waiting)
    # Somebody else saved it last, but her words are in it.
    agency.save(waiting, agency.TEASER, "neu", author="translator_ar")
    drafts.hand_in(waiting, locale_id=site.locale("ar").pk, user=roles.person("translator_ar"))
    client = roles.client_of("reviewer_ar")

    decide(client, waiting)
    client.post(by_dashboard(waiting))

    assert not arabic(waiting).live
    assert case_of(waiting).status == TaskState.STATUS_IN_PROGRESS


def test_second_reviewer_approves_what_the_first_has_mended(
    waiting: Any, django_capture_on_commit_callbacks: Any
) -> None:
    reviewer_writes(waiting)

    approve_by_reviewer(
        waiting, django_capture_on_commit_callbacks, roles.client_of("reviewer_ar", "zweite")
    )

    assert arabic(waiting).title == "ausgebessert"


def test_page_says_so_when_nobody_else_can_approve(waiting: Any) -> None:
    reviewer_writes(waiting)

    page = roles.client_of("reviewer_ar").get(url(waiting))

    assert page.context["standing"].others == ()


# ---------------------------------------------------------------- meanwhile


def test_text_that_changed_meanwhile_is_not_approved(waiting: Any) -> None:
    seen = case_of(waiting).pk
    agency.save(waiting, TITLE, "neu", author="translator_ar")
    drafts.hand_in(waiting, locale_id=site.locale("ar").pk, user=roles.person("translator_ar"))

    answer = decide(roles.client_of("reviewer_ar"), waiting, case=seen)

    assert answer.status_code == 409
    assert not arabic(waiting).live
    # The page that comes back shows the new text, with its case.
    assert answer.context["case"].pk == case_of(waiting).pk != seen
    assert len(answer.context["messages"]) == 1


def test_comment_on_a_text_that_changed_meanwhile_is_kept_but_not_sent(waiting: Any) -> None:
    seen = case_of(waiting).pk
    agency.save(waiting, TITLE, "neu", author="translator_ar")
    drafts.hand_in(waiting, locale_id=site.locale("ar").pk, user=roles.person("translator_ar"))

    answer = decide(
        roles.client_of("reviewer_ar"), waiting, "send_back", case=seen, comment="So nicht."
    )

    assert ">So nicht.</textarea>" in answer.content.decode()
    assert case_of(waiting).status == TaskState.STATUS_IN_PROGRESS


def test_second_decision_hears_of_the_first(waiting: Any) -> None:
    seen = case_of(waiting).pk
    decide(roles.client_of("reviewer_ar", "zweite"), waiting, "send_back", comment="Nein.")

    answer = decide(roles.client_of("reviewer_ar"), waiting, case=seen)

    assert answer.status_code == 409
    assert not arabic(waiting).live


def test_text_that_was_taken_back_cannot_be_approved(waiting: Any) -> None:
    seen = case_of(waiting).pk
    translator = roles.person("translator_ar")
    drafts.take_back(waiting, locale_id=site.locale("ar").pk, user=translator)

    answer = decide(roles.client_of("reviewer_ar"), waiting, case=seen)

    assert answer.status_code == 409
    assert not arabic(waiting).live


def test_case_of_another_page_cannot_be_decided_here(waiting: Any) -> None:
    other = agency.page(title="Etwas anderes")
    translating.hand_in(other, author=roles.person("translator_ar"))

    decide(roles.client_of("reviewer_ar"), waiting, case=case_of(other).pk)

    assert not arabic(other).live
    assert not arabic(waiting).live


def test_page_that_cannot_be_saved_is_a_message_and_stays_under_review(waiting: Any) -> None:
    revision = Revision.objects.get(pk=case_of(waiting).revision_id)
    revision.content["title"] = ""
    Revision.objects.filter(pk=revision.pk).update(content=revision.content)

    answer = decide(roles.client_of("reviewer_ar"), waiting)

    assert answer.status_code == 409
    assert case_of(waiting).status == TaskState.STATUS_IN_PROGRESS


@pytest.mark.parametrize(
    "sent", [{}, {"decision": "publish", "case": "1"}, {"decision": "approve", "case": "x"}]
)
def test_what_is_no_decision_decides_nothing(waiting: Any, sent: dict[str, str]) -> None:
    answer = roles.client_of("reviewer_ar").post(url(waiting), sent)

    assert answer.status_code == 422
    assert not arabic(waiting).live


# ---------------------------------------------------------------- Wagtail's own doors


def by_dashboard(german: Any) -> str:
    row = arabic(german)
    return reverse(
        "wagtailadmin_pages:workflow_action", args=[row.pk, "approve", case_of(german).pk]
    )


def test_approval_from_the_dashboard_comes_to_the_same(
    waiting: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        roles.client_of("reviewer_ar").post(by_dashboard(waiting))

    record = translating.record(waiting)
    assert arabic(waiting).live
    assert (record.checked_by, record.origin) == (roles.person("reviewer_ar"), "person")


def test_stale_address_of_the_dashboard_approves_nothing(waiting: Any) -> None:
    address = by_dashboard(waiting)
    agency.save(waiting, TITLE, "neu", author="translator_ar")
    drafts.hand_in(waiting, locale_id=site.locale("ar").pk, user=roles.person("translator_ar"))

    roles.client_of("reviewer_ar").post(address)

    assert not arabic(waiting).live


def test_ordinary_editor_leads_reviewers_here_and_approves_nothing(waiting: Any) -> None:
    client = roles.client_of("reviewer_ar")
    editor = admin.edit_url(arabic(waiting))

    shown = client.get(editor)
    sent = client.post(editor, {"title": "x", **admin.APPROVE})

    assert (shown["Location"], sent["Location"]) == (url(waiting), url(waiting))
    assert not arabic(waiting).live


def test_superuser_in_the_ordinary_editor_comes_to_the_same(
    django_capture_on_commit_callbacks: Any,
) -> None:
    german = agency.page(body=[])
    translating.hand_in(german, author=roles.person("translator_ar"))

    with django_capture_on_commit_callbacks(execute=True):
        admin.save(roles.client_of("superuser"), arabic(german), **admin.APPROVE)

    assert arabic(german).live
    assert translating.record(german).checked_by == roles.person("superuser")


def test_preview_shows_the_text_of_the_case(waiting: Any) -> None:
    agency.save(waiting, TITLE, "später getippt", author="translator_ar")
    client = roles.client_of("reviewer_ar")
    address = client.get(url(waiting)).context["preview_url"]

    page = client.get(address).content.decode()

    assert f"ar: {TITLE}" in page
    assert "später getippt" not in page


# ---------------------------------------------------------------- who


@pytest.mark.parametrize("role", NO_DECISION)
def test_who_does_not_work_in_the_language_neither_reads_nor_decides(
    waiting: Any, role: str
) -> None:
    client = roles.client_of(role)

    read = client.get(url(waiting))
    decided = decide(client, waiting)

    assert (read.status_code, decided.status_code) == (302, 302)
    assert not arabic(waiting).live


@pytest.mark.parametrize("role", ["translator_ar", "administrator"])
def test_who_is_no_reviewer_of_the_step_reads_and_does_not_decide(waiting: Any, role: str) -> None:
    client = roles.client_of(role, f"{role}-2")
    page = client.get(url(waiting))

    answer = decide(client, waiting)

    assert page.status_code == 200
    assert 'name="decision"' not in page.content.decode()
    assert answer.status_code == 409
    assert not arabic(waiting).live


@pytest.mark.parametrize("role", ["reviewer_ar", "superuser"])
def test_reviewers_decide(waiting: Any, role: str, django_capture_on_commit_callbacks: Any) -> None:
    approve_by_reviewer(waiting, django_capture_on_commit_callbacks, roles.client_of(role))

    assert arabic(waiting).live


@pytest.mark.parametrize("code", ["de", "xx", "uk"])
def test_language_without_a_text_has_nothing_to_review(waiting: Any, code: str) -> None:
    answer = roles.client_of("superuser").get(url(waiting, code))

    assert answer.status_code == 404


def test_german_page_that_was_taken_back_has_nothing_to_review(waiting: Any) -> None:
    NewsPage.objects.get(pk=waiting.pk).unpublish()

    answer = roles.client_of("reviewer_ar").get(url(waiting))

    assert answer.status_code == 404


# ---------------------------------------------------------------- what comes next


def test_next_text_is_offered_but_not_ones_own(waiting: Any) -> None:
    own = agency.page(title="Eigenes")
    translating.hand_in(own, author=roles.person("translator_ar"))
    reviewer_writes(own)
    foreign = agency.page(title="Fremdes")
    translating.hand_in(foreign, author=roles.person("translator_ar"))

    following = roles.client_of("reviewer_ar").get(url(waiting)).context["next"]

    assert following is not None
    assert (following.title, following.url) == ("Fremdes", url(foreign))


def test_nothing_is_offered_when_nothing_waits(waiting: Any) -> None:
    page = roles.client_of("reviewer_ar").get(url(waiting))

    assert page.context["next"] is None


def test_long_texts_cost_no_more_queries_than_short_ones(waiting: Any) -> None:
    long = agency.page(
        body=[
            {"type": "paragraph", "id": f"p{number}", "value": f"<p>Satz {number}.</p>"}
            for number in range(40)
        ]
    )
    translating.hand_in(long, author=roles.person("translator_ar"))
    client = roles.client_of("reviewer_ar")
    client.get(url(waiting))

    counts = []
    for page in (waiting, long):
        with CaptureQueriesContext(connection) as queries:
            client.get(url(page))
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[0] < 80


def test_reading_changes_nothing(waiting: Any) -> None:
    before = list(TranslationRecord.objects.order_by("pk").values_list())

    roles.client_of("reviewer_ar").get(url(waiting))

    assert list(TranslationRecord.objects.order_by("pk").values_list()) == before
