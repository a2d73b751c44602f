"""What readers can narrow the news by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.core import choices, listing, vocabulary
from cms.core.models import Topic

FIRST_YEAR = 2000


class NewsFilterForm(forms.Form):
    """Topic, year and language; all optional, all in the address."""

    thema = forms.ChoiceField(label=_("Topic"), required=False)
    jahr = forms.IntegerField(label=_("Year"), required=False, min_value=FIRST_YEAR, max_value=9999)
    meine_sprache = forms.BooleanField(label=_("Only in my language"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = [(term.code, term.label) for term in vocabulary.terms(Topic).values()]
        choices.offer(self.fields["thema"], [("", _("All topics")), *topics])
        this_year = timezone.localdate().year
        years: list[tuple[str, Any]] = [("", _("All years"))]
        years += [(str(year), str(year)) for year in range(this_year, this_year - 4, -1)]
        self.fields["jahr"].widget = forms.Select(choices=years)
        listing.offer_my_language(self)
