"""Translators read where a link leads, in words, and at no more cost for many links."""

from __future__ import annotations

from typing import Any

import pytest

from cms.core.models import SiteDocument
from tests.factories import tree
from tests.support import files, site
from translations import link_targets
from translations.link_targets import LinkTarget
from translations.segments import Segment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


def sentence(**attributes: str) -> Segment:
    return Segment(
        place="body",
        position=0,
        html='Siehe <a id="a1">dort</a>.',
        order=1,
        attributes={"a1": attributes},
    )


def target_of(segment: Segment) -> LinkTarget:
    (found,) = link_targets.known_to([segment], site.locale("ar").pk).targets_of(segment)
    return found


def test_a_page_is_named_in_both_languages() -> None:
    page = site.page(title="Unsere Angebote", live=True)
    tree.translate(page, "ar", title="عروضنا")
    tree.translate(page, "uk", title="Наші пропозиції")

    found = target_of(sentence(linktype="page", id=str(page.pk)))

    assert found == LinkTarget("1", "dort", title="Unsere Angebote", own_title="عروضنا")


def test_a_document_has_its_title() -> None:
    document = SiteDocument.objects.create(
        title="Merkblatt", file=files.upload("merkblatt.pdf", files.pdf())
    )

    found = target_of(sentence(linktype="document", id=str(document.pk)))

    assert found.title == "Merkblatt"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://www.example.org/seite/", "example.org/seite"),
        ("mailto:info@example.org", "info@example.org"),
        ("tel:+496990009201", "+496990009201"),
        ("#unten", "#unten"),
    ],
)
def test_an_address_is_shown_as_people_say_it(address: str, shown: str) -> None:
    assert target_of(sentence(href=address)).address == shown


@pytest.mark.parametrize(
    "attributes",
    [
        {"linktype": "page", "id": "999999"},
        {"linktype": "document", "id": "999999"},
        {"linktype": "page", "id": "x"},
        {"linktype": "page"},
        {},
    ],
)
def test_a_dead_link_is_only_its_number(attributes: dict[str, str]) -> None:
    assert target_of(sentence(**attributes)) == LinkTarget("1", "dort")


def test_many_links_cost_two_queries(django_assert_num_queries: Any) -> None:
    pages = [site.page(title=f"Seite {number}", slug=f"s-{number}") for number in range(5)]
    found = [sentence(linktype="page", id=str(page.pk)) for page in pages]
    found.append(sentence(linktype="document", id="1"))
    arabic = site.locale("ar").pk

    with django_assert_num_queries(2):
        known = link_targets.known_to(found, arabic)
        titles = [known.targets_of(each)[0].title for each in found]

    assert titles[:5] == [page.title for page in pages]
