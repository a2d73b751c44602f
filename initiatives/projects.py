"""Projects as readers see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.http import QueryDict

from cms.core import listing, people, translation, vocabulary
from cms.core.publication import unexpired
from initiatives.filters import ProjectFilterForm

PER_PAGE = 12


@dataclass(frozen=True)
class ProjectRow:
    """One project in the list."""

    text: translation.TranslatedTitle
    status: str
    status_label: str
    starts_on: date | None
    start_precision: str
    ends_on: date | None
    end_precision: str
    carrier: str


@dataclass(frozen=True)
class FigureRow:
    """A key figure: its caption in the reader's language, its number from the German page."""

    value: str
    label: str
    detail: str
    language: str
    kind: str
    target: int | None
    as_of: date | None
    is_highlighted: bool
    url: str


@dataclass(frozen=True)
class InterviewRow:
    """An interview, or the day on which it appears."""

    person: str
    role: str
    title: str
    body: Any
    language: str
    has_appeared: bool
    publish_on: date


def for_index(page: Any, parameters: QueryDict) -> dict[str, Any]:
    """Return what the list of projects shows."""
    form = ProjectFilterForm(parameters)
    chosen = form.cleaned_data if form.is_valid() else {}
    project_page = apps.get_model("initiatives.ProjectPage")
    projects = (
        project_page.objects.at_the_source()
        .published()
        .select_related("carrier")
        .defer_streamfields()
        .order_by("-ends_on", "-pk")
    )
    if chosen.get("stand"):
        projects = projects.filter(status=chosen["stand"])
    if chosen.get("meine_sprache"):
        projects = listing.in_my_language(projects)
    shown = listing.take(projects, parameters, per_page=PER_PAGE)
    titles = translation.titles_of(shown.items)
    rows = [
        ProjectRow(
            text=titles[project.translation_key],
            status=project.status,
            status_label=project.get_status_display(),
            starts_on=project.starts_on,
            start_precision=project.start_precision,
            ends_on=project.ends_on,
            end_precision=project.end_precision,
            carrier=str(project.carrier) if project.carrier and project.carrier.is_public else "",
        )
        for project in shown.items
        if project.translation_key in titles
    ]
    return {
        "filter_form": form,
        "active_filters": sum(1 for value in chosen.values() if value),
        "rows": rows,
        "slice": shown,
    }


def for_project(page: Any, facts: Any) -> dict[str, Any]:
    """Return what a project page shows beside its own fields."""
    funding = list(facts.funding.order_by("sort_order").values_list("organisation_id", flat=True))
    lines = [people.funder_line(pk) for pk in funding]
    return {
        "funders": [line for line in lines if line is not None],
        "carrier": facts.carrier if facts.carrier and facts.carrier.is_public else None,
        "partners": list(facts.partners.filter(unexpired(), live=True)),
        "regions": vocabulary.texts_of(facts.regions.all()),
        "figures": _figures(page, facts),
        "interviews": _interviews(page, facts),
        "extensions": _extensions(page, facts),
        "training": _title_of(facts.training),
    }


def _figures(page: Any, facts: Any) -> list[FigureRow]:
    texts = {figure.translation_key: figure for figure in page.key_figures.all()}
    figures = list(facts.key_figures.select_related("linked_project").order_by("sort_order"))
    links = [figure.linked_project for figure in figures if figure.linked_project]
    titles = translation.titles_of(links)
    rows = []
    for figure in figures:
        text = texts.get(figure.translation_key, figure)
        linked = figure.linked_project
        target = titles.get(linked.translation_key) if linked else None
        rows.append(
            FigureRow(
                value=figure.shown,
                label=text.label,
                detail=text.detail,
                language=_foreign(page, texts, figure),
                kind=figure.kind,
                target=figure.target,
                as_of=figure.as_of,
                is_highlighted=figure.is_highlighted,
                url=target.url if target else "",
            )
        )
    return rows


def _interviews(page: Any, facts: Any) -> list[InterviewRow]:
    texts = {interview.translation_key: interview for interview in page.interviews.all()}
    rows = []
    for interview in facts.interviews.order_by("publish_on", "sort_order"):
        text = texts.get(interview.translation_key, interview)
        shown = interview.has_appeared
        rows.append(
            InterviewRow(
                person=interview.person,
                role=text.role,
                title=text.title if shown else "",
                body=text.body if shown else None,
                language=_foreign(page, texts, interview),
                has_appeared=shown,
                publish_on=interview.publish_on,
            )
        )
    return rows


def _extensions(page: Any, facts: Any) -> list[dict[str, Any]]:
    texts = {extension.translation_key: extension for extension in page.extensions.all()}
    return [
        {
            "months": extension.months,
            "reason": texts.get(extension.translation_key, extension).reason,
            "language": _foreign(page, texts, extension),
        }
        for extension in facts.extensions.order_by("sort_order")
    ]


def _title_of(page: Any) -> translation.TranslatedTitle | None:
    if page is None:
        return None
    return translation.titles_of([page]).get(page.translation_key)


def _foreign(page: Any, texts: dict[Any, Any], row: Any) -> str:
    if row.translation_key in texts:
        return translation.foreign_code(page)
    return translation.SOURCE_LANGUAGE
