"""What readers can narrow the calendar by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.core import choices, listing, vocabulary
from cms.core.models import Audience, Region, SpokenLanguage, Topic


class EventFilterForm(forms.Form):
    """Period, region, topic, audience, language and what makes coming easier."""

    ansicht = forms.ChoiceField(
        required=False, choices=[("", _("Coming")), ("archiv", _("Past"))], label=_("View")
    )
    zeitraum = forms.ChoiceField(
        label=_("When"),
        required=False,
        choices=[
            ("", _("Any time")),
            ("heute", _("Today")),
            ("woche", _("This week")),
            ("monat", _("This month")),
        ],
    )
    region = forms.ChoiceField(label=_("Where"), required=False)
    thema = forms.ChoiceField(label=_("Topic"), required=False)
    fuer = forms.ChoiceField(label=_("For whom"), required=False)
    sprache = forms.ChoiceField(label=_("Language spoken"), required=False)
    online = forms.BooleanField(label=_("Online"), required=False)
    kostenlos = forms.BooleanField(label=_("Free"), required=False)
    kinderbetreuung = forms.BooleanField(label=_("Childcare"), required=False)
    stufenlos = forms.BooleanField(label=_("Step-free"), required=False)
    meine_sprache = forms.BooleanField(label=_("Only in my language"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vocabularies = {
            "region": (Region, _("The whole county")),
            "thema": (Topic, _("All topics")),
            "fuer": (Audience, _("Everybody")),
            "sprache": (SpokenLanguage, _("All languages")),
        }
        for name, (model, everything) in vocabularies.items():
            terms = [(term.code, term.label) for term in vocabulary.terms(model).values()]
            choices.offer(self.fields[name], [("", everything), *terms])
        listing.offer_my_language(self)
