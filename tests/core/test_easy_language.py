"""Long words in Leichte Sprache are divided as the county has chosen."""

import pytest

from cms.core.models import SiteSettings
from tests.factories import pages, tree

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("separator", "word"), [("·", "Land·kreis"), ("-", "Land-kreis"), ("none", "Landkreis")]
)
def test_the_chosen_separator_is_shown(client, separator, word):
    german = pages.text_page(title="Landkreis")
    easy = tree.translate(german, "de-simple", title="Der Land·kreis")
    chosen = SiteSettings.load()
    chosen.easy_language_separator = separator
    chosen.save()

    html = client.get(easy.get_url()).content.decode()

    assert f"Der {word}" in html


def test_other_languages_keep_their_dots(client):
    chosen = SiteSettings.load()
    chosen.easy_language_separator = "none"
    chosen.save()
    page = pages.text_page(title="An·mel·dung")

    assert "An·mel·dung" in client.get(page.get_url()).content.decode()
