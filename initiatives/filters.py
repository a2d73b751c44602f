"""What readers can narrow the directory and the projects by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.core import choices, content_version, listing, vocabulary
from cms.core.models import OfferType, Region, SpokenLanguage, Town


def towns() -> list[tuple[str, str]]:
    """Return the towns for a choice; remembered."""
    return content_version.remember(
        "towns", lambda: list(Town.objects.order_by("name").values_list("code", "name"))
    )


class InitiativeFilterForm(forms.Form):
    """Town, offer, language and what makes coming easier."""

    ort = forms.ChoiceField(label=_("Town"), required=False)
    region = forms.ChoiceField(label=_("Part of the county"), required=False)
    angebot = forms.ChoiceField(label=_("Offer"), required=False)
    sprache = forms.ChoiceField(label=_("Language spoken"), required=False)
    heute = forms.BooleanField(label=_("Open today"), required=False)
    kinderbetreuung = forms.BooleanField(label=_("Childcare"), required=False)
    stufenlos = forms.BooleanField(label=_("Step-free"), required=False)
    sucht = forms.BooleanField(label=_("Looking for people"), required=False)
    meine_sprache = forms.BooleanField(label=_("Only in my language"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices.offer(self.fields["ort"], [("", _("All towns")), *towns()])
        vocabularies = {
            "region": (Region, _("The whole county")),
            "angebot": (OfferType, _("All offers")),
            "sprache": (SpokenLanguage, _("All languages")),
        }
        for name, (model, everything) in vocabularies.items():
            terms = [(term.code, term.label) for term in vocabulary.terms(model).values()]
            choices.offer(self.fields[name], [("", everything), *terms])
        listing.offer_my_language(self)


class ProjectFilterForm(forms.Form):
    """Running or completed."""

    stand = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("All")), ("running", _("running")), ("completed", _("completed"))],
    )
    meine_sprache = forms.BooleanField(label=_("Only in my language"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listing.offer_my_language(self)
