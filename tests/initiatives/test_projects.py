"""Projects show what was planned and what was reached, and interviews on their day."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils import translation as django_translation

from initiatives import projects
from initiatives.models import Interview, KeyFigure, ProjectIndexPage, ProjectPage
from tests.factories import tree

pytestmark = pytest.mark.django_db


def project(*, figures=(), interviews=(), **fields) -> ProjectPage:
    page = ProjectPage(**{"title": f"Projekt {tree.number()}", **fields})
    page.key_figures = list(figures)
    page.interviews = list(interviews)
    return tree.add(tree.section(ProjectIndexPage), page)


def figure(**fields) -> KeyFigure:
    fields = {"code": "treffen", "label": "Treffen", "value": 41, **fields}
    return KeyFigure(locale=tree.locale("de"), **fields)


@pytest.mark.parametrize(
    ("value", "maximum", "shown"), [(41, None, "41"), ("2.6", None, "2.6"), (3, 4, "3–4")]
)
def test_a_number_reads_as_people_write_it(value, maximum, shown):
    page = project(figures=[figure(value=value, value_maximum=maximum)])

    assert page.key_figures.get().shown == shown


def test_a_figure_has_its_number_from_german_and_its_caption_from_the_readers_language():
    page = project(figures=[figure(value=41)])
    arabic = tree.translate(page, "ar", title="مشروع")
    text = arabic.key_figures.get()
    text.label, text.value = "لقاءات", 7
    text.save()

    with django_translation.override("ar"):
        (row,) = projects.for_project(arabic, arabic.facts)["figures"]

    assert (row.value, row.label, row.language) == ("41", "لقاءات", "")


def test_a_caption_nobody_translated_is_marked_as_german():
    page = project(figures=[figure()])
    arabic = tree.translate(page, "ar", title="مشروع")
    arabic.key_figures.all().delete()
    arabic = ProjectPage.objects.get(pk=arabic.pk)

    with django_translation.override("ar"):
        (row,) = projects.for_project(arabic, arabic.facts)["figures"]

    assert (row.label, row.language) == ("Treffen", "de")


def test_an_interview_stays_hidden_until_its_day_but_says_when_it_appears():
    tomorrow = timezone.localdate() + timedelta(days=1)
    page = project(
        interviews=[
            Interview(person="Samir", title="Geheim", publish_on=tomorrow, locale=tree.locale("de"))
        ]
    )

    (row,) = projects.for_project(page, page)["interviews"]

    assert (row.title, row.body, row.publish_on) == ("", None, tomorrow)


def test_an_interview_that_has_not_appeared_is_nowhere_on_the_page(client):
    tomorrow = timezone.localdate() + timedelta(days=1)
    page = project(
        interviews=[
            Interview(
                person="Samir",
                title="Kanarienvogel",
                body=[("paragraph", "<p>Kanarientext</p>")],
                publish_on=tomorrow,
                locale=tree.locale("de"),
            )
        ]
    )

    html = client.get(page.get_url()).content.decode()

    assert "Kanarien" not in html


def test_a_project_cannot_end_before_it_starts():
    with pytest.raises(ValidationError) as refusal:
        project(starts_on=date(2026, 5, 1), ends_on=date(2026, 4, 1))

    assert "ends_on" in refusal.value.message_dict


def test_the_list_narrows_to_running_projects():
    project(title="Läuft", status="running")
    project(title="Fertig", status="completed")

    context = projects.for_index(tree.section(ProjectIndexPage), QueryDict("stand=running"))

    assert [row.text.title for row in context["rows"]] == ["Läuft"]
