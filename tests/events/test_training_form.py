"""A session of a training names a run and a module that stand on the same page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone, translation
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from events.models import TrainingModule, TrainingPage, TrainingRun, TrainingSession
from tests.support import admin, roles, site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

PUBLISH = {"action-publish": "1"}
SUBMIT = {"action-submit": "1"}
STARTS, ENDS = "2027-03-02 17:00", "2027-03-02 20:00"


# ---------------------------------------------------------------- the form alone


@pytest.fixture(autouse=True)
def _in_english() -> None:
    translation.activate("en")


def run(code: str, **fields: str) -> dict[str, str]:
    return {"code": code, "title": f"Durchgang {code}", "places_taken": "0", **fields}


def module(number: str, **fields: str) -> dict[str, str]:
    return {"number": number, "title": f"Modul {number}", **fields}


def session(code: str, number: str, **fields: str) -> dict[str, str]:
    moments = {"starts_at": STARTS, "ends_at": ENDS}
    return {"run_code": code, "module_number": number, **moments, **fields}


def form_of(
    *,
    runs: list[dict[str, str]],
    modules: list[dict[str, str]],
    sessions: list[dict[str, str]],
    page: TrainingPage | None = None,
) -> Any:
    page = page or TrainingPage(locale=site.locale("de"))
    typed = {
        "title": "Wegbegleitung",
        "slug": "wegbegleitung",
        "cost": "free",
        "runs": inline_formset(runs),
        "modules": inline_formset(modules),
        "sessions": inline_formset(sessions),
        "related_pages": inline_formset([]),
    }
    form_class = TrainingPage.get_edit_handler().get_form_class()
    return form_class(
        admin.without_streams(TrainingPage, nested_form_data(typed)),
        instance=page,
        parent_page=site.place_of(TrainingPage),
        for_user=roles.person("administrator"),
    )


def errors_of(form: Any) -> dict[str, dict[str, list[str]]]:
    """Return what is said about the rows, by relation and number."""
    assert not form.errors
    return {
        f"{relation} {number}": dict(errors)
        for relation, formset in form.formsets.items()
        for number, errors in enumerate(formset.errors)
        if errors
    }


def test_sessions_of_runs_and_modules_on_the_page_are_accepted():
    form = form_of(
        runs=[run("a"), run("b")],
        modules=[module("1"), module("2")],
        sessions=[session("a", "1"), session("a", "2"), session("b", "1")],
    )

    assert form.is_valid(), errors_of(form)


def test_a_session_of_an_unknown_run_is_told_which_runs_there_are():
    form = form_of(
        runs=[run("a"), run("b")],
        modules=[module("1")],
        sessions=[session("a", "1"), session("c", "1")],
    )

    assert not form.is_valid()
    assert errors_of(form) == {
        "sessions 1": {"run_code": ["No run has the code “c”. There are: a, b."]}
    }


def test_a_session_of_an_unknown_module_is_told_which_modules_there_are():
    form = form_of(
        runs=[run("a")], modules=[module("1"), module("2")], sessions=[session("a", "3")]
    )

    assert not form.is_valid()
    assert errors_of(form) == {
        "sessions 0": {"module_number": ["No module has the number 3. There are: 1, 2."]}
    }


def test_a_session_that_points_nowhere_twice_is_told_both():
    form = form_of(runs=[], modules=[], sessions=[session("a", "1")])

    assert not form.is_valid()
    assert errors_of(form) == {
        "sessions 0": {
            "run_code": ["There are no runs yet. Add one on the tab “Text”."],
            "module_number": ["There are no modules yet. Add one on the tab “Text”."],
        }
    }


def test_a_run_that_is_removed_leaves_its_sessions_nowhere():
    form = form_of(
        runs=[run("a", DELETE="1"), run("b")], modules=[module("1")], sessions=[session("a", "1")]
    )

    assert not form.is_valid()
    assert errors_of(form) == {
        "sessions 0": {"run_code": ["No run has the code “a”. There are: b."]}
    }


def test_a_session_that_is_removed_may_point_nowhere():
    form = form_of(runs=[run("b")], modules=[module("1")], sessions=[session("a", "7", DELETE="1")])

    assert form.is_valid(), errors_of(form)


def test_two_runs_cannot_share_a_code():
    form = form_of(runs=[run("a"), run("a")], modules=[module("1")], sessions=[session("a", "1")])

    assert not form.is_valid()
    assert errors_of(form) == {"runs 1": {"code": ["Another run has this code already."]}}


def test_two_modules_cannot_share_a_number():
    form = form_of(runs=[run("a")], modules=[module("1"), module("1")], sessions=[])

    assert not form.is_valid()
    assert errors_of(form) == {"modules 1": {"number": ["Another module has this number already."]}}


def test_the_code_of_a_removed_run_is_free_again():
    form = form_of(
        runs=[run("a", DELETE="1"), run("a")], modules=[module("1")], sessions=[session("a", "1")]
    )

    assert form.is_valid(), errors_of(form)


def test_a_module_with_another_mistake_still_counts():
    form = form_of(runs=[run("a")], modules=[module("1", title="")], sessions=[session("a", "1")])

    assert not form.is_valid()
    assert errors_of(form) == {"modules 0": {"title": ["This field is required."]}}


def test_a_draft_may_name_runs_that_are_still_to_come():
    form = form_of(runs=[], modules=[module("1"), module("1")], sessions=[session("a", "7")])
    form.defer_required_fields()

    assert form.is_valid(), errors_of(form)


# ---------------------------------------------------------------- in the admin


def training(*, run_code: str, live: bool = False) -> TrainingPage:
    """Return a training whose one session is of a run; the page has run “a” and module 1."""
    german, start = site.locale("de"), timezone.now()
    return site.page(
        TrainingPage,
        live=live,
        title="Wegbegleitung",
        modules=[TrainingModule(number=1, title="Meine Rolle", locale=german)],
        runs=[TrainingRun(code="a", title="Im Norden", locale=german)],
        sessions=[
            TrainingSession(
                run_code=run_code,
                module_number=1,
                starts_at=start,
                ends_at=start + timedelta(hours=2),
            )
        ],
    )


def stored(page: TrainingPage) -> list[str]:
    """Return the runs that the sessions of the newest version name."""
    newest = TrainingPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    return [each.run_code for each in newest.sessions.all()]


@pytest.mark.parametrize("button", [PUBLISH, SUBMIT], ids=["publish", "submit"])
def test_the_editor_refuses_a_wrong_code_and_keeps_what_was_typed(button):
    page = training(run_code="a")
    client = roles.client_of("superuser")

    answer = admin.save(
        client, page, **button, **{"sessions-0-run_code": "norden", "title": "Neuer Titel"}
    )

    shown = answer.context["form"]
    assert answer.status_code == 200
    assert shown.formsets["sessions"].errors[0].keys() == {"run_code"}
    assert shown.formsets["sessions"][0]["run_code"].value() == "norden"
    assert shown["title"].value() == "Neuer Titel"
    assert stored(page) == ["a"]
    assert not TrainingPage.objects.get(pk=page.pk).live
    assert page.current_workflow_state is None


def test_a_draft_with_a_wrong_code_is_kept():
    page = training(run_code="a")

    answer = admin.save(roles.client_of("superuser"), page, **{"sessions-0-run_code": "norden"})

    assert answer.status_code == 302
    assert stored(page) == ["norden"]


def test_a_draft_with_a_wrong_code_is_published_once_the_code_is_right(
    django_capture_on_commit_callbacks,
):
    page = training(run_code="norden")
    client = roles.client_of("superuser")
    assert admin.save(client, page, **PUBLISH).status_code == 200

    with django_capture_on_commit_callbacks(execute=True):
        answer = admin.save(client, page, **PUBLISH, **{"sessions-0-run_code": "a"})

    page.refresh_from_db()
    assert answer.status_code == 302
    assert page.live
    assert [each.run_code for each in page.sessions.all()] == ["a"]


def test_publishing_what_was_stored_with_a_wrong_code_does_not_fail():
    page = training(run_code="norden", live=True)

    assert page.live
    assert roles.client_of("anonymous").get(page.get_url()).status_code == 200


def test_a_translated_page_is_not_asked_about_sessions(django_capture_on_commit_callbacks):
    arabic = site.translated(training(run_code="norden", live=True), "ar")

    with django_capture_on_commit_callbacks(execute=True):
        answer = admin.save(roles.client_of("superuser"), arabic, **PUBLISH)

    arabic.refresh_from_db()
    assert answer.status_code == 302
    assert arabic.live
