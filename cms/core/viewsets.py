"""How the reusable records look in the admin: grouped, with columns and filters that help."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, LocaleColumn
from wagtail.models import Locale, TranslatableMixin
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from cms.core import moderation, translation
from cms.core.languages import SOURCE_LANGUAGE
from cms.core.models import (
    Audience,
    ContactPerson,
    EmergencyNumber,
    EventKind,
    GlossaryTerm,
    OfferType,
    Organisation,
    Region,
    SpokenLanguage,
    SynonymGroup,
    Topic,
    Town,
    Venue,
)


class OwnLanguageMixin:
    """A view on a record, for people who write in the record's language only.

    Wagtail asks for the right to a model, not to a row: without this a translator who may mend
    the Arabic text of a contact person could also change the German one, her phone included.
    """

    request: HttpRequest
    model: type[Model]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if issubclass(self.model, TranslatableMixin):
            record = getattr(self, "object", None)
            locale = getattr(self, "locale", None)
            locale_id = record.locale_id if record is not None else getattr(locale, "pk", None)
            if locale_id is not None and not moderation.writes_in(request.user, locale_id):
                raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]


def language_of_lists(user: moderation.Person) -> str:
    """Return the language in which a person sees lists first: German if she writes German."""
    if moderation.writes_in(user, translation.source_locale_id()):
        return SOURCE_LANGUAGE
    locales = Locale.objects.order_by("pk")
    mine = [row.language_code for row in locales if moderation.writes_in(user, row.pk)]
    return mine[0] if mine else SOURCE_LANGUAGE


class RecordIndexView(IndexView):
    """A list of records in one language, at first the one that its reader writes.

    Wagtail lists the rows of all languages: every contact person as often as there are languages.
    """

    def get_filterset_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_filterset_kwargs()
        if "locale" not in self.request.GET:
            kwargs["data"] = self.request.GET.copy()
            kwargs["data"]["locale"] = language_of_lists(self.request.user)
        return kwargs

    @cached_property
    def filters(self) -> Any:
        filters = super().filters
        if filters is not None:
            # What people see first is not a filter that they could take away.
            filters.form.initial["locale"] = language_of_lists(self.request.user)
        return filters

    @cached_property
    def columns(self) -> list[Any]:
        columns: list[Any] = super().columns
        if issubclass(self.model, TranslatableMixin) and self.request.GET.get("locale") == "":
            columns.insert(2, LocaleColumn(label=_("Language")))
        return columns


class RecordViewSet(SnippetViewSet):
    """A kind of record, guarded by language; lists are for everybody to read."""

    index_view_class = RecordIndexView
    list_per_page = 50
    copy_view_enabled = False
    inspect_view_enabled = False

    def construct_view(self, view_class: type[Any], **kwargs: Any) -> Any:
        """Guard each view that shows or changes one record, whichever door leads there."""
        if not issubclass(view_class, IndexView):
            view_class = type(view_class.__name__, (OwnLanguageMixin, view_class), {})
        return super().construct_view(view_class, **kwargs)


class TermViewSet(RecordViewSet):
    """Words of a vocabulary."""

    list_display = ["label", "code", "sort_order"]
    list_filter = ["live"]
    ordering = ["sort_order", "label"]


class TopicViewSet(TermViewSet):
    """Life situations and fields of work."""

    model = Topic
    icon = "folder-open-inverse"


class AudienceViewSet(TermViewSet):
    """Whom something is for."""

    model = Audience
    icon = "group"


class EventKindViewSet(TermViewSet):
    """Sorts of events."""

    model = EventKind
    icon = "calendar-alt"


class OfferTypeViewSet(TermViewSet):
    """Sorts of help."""

    model = OfferType
    icon = "pick"


class RegionViewSet(TermViewSet):
    """Parts of the county."""

    model = Region
    icon = "globe"


class SpokenLanguageViewSet(TermViewSet):
    """Languages that people speak."""

    model = SpokenLanguage
    icon = "openquote"
    list_display = ["label", "autonym", "code", "sort_order"]


class GlossaryTermViewSet(RecordViewSet):
    """Office words with explanations."""

    model = GlossaryTerm
    icon = "help"
    list_display = ["term", "equivalent", "topic"]
    list_filter = ["live", "topic"]


class SynonymGroupViewSet(RecordViewSet):
    """Words that lead to the same target in the search."""

    model = SynonymGroup
    icon = "search"
    list_display = ["target"]


class ContactPersonViewSet(RecordViewSet):
    """People to call."""

    model = ContactPerson
    icon = "user"
    list_display = ["name", "role", "organisation", "phone_display"]
    list_filter = ["live", "organisation"]


class OrganisationViewSet(RecordViewSet):
    """County bodies, carriers, funders."""

    model = Organisation
    icon = "group"
    list_display = [
        "name",
        Column("get_kind_display", label=capfirst(_("kind")), sort_key="kind"),
        "town",
    ]
    list_filter = ["live", "kind", "town"]


class VenueViewSet(RecordViewSet):
    """Rooms and places."""

    model = Venue
    icon = "home"
    list_display = [
        "name",
        "town",
        "capacity",
        BooleanColumn("is_step_free", label=capfirst(_("step-free"))),
        BooleanColumn("is_protected", label=capfirst(_("protected address"))),
    ]
    list_filter = ["live", "town", "is_step_free", "is_online"]


class TownViewSet(RecordViewSet):
    """Towns and municipalities."""

    model = Town
    icon = "site"
    list_display = ["name", "region"]
    list_filter = ["region"]


class EmergencyNumberViewSet(RecordViewSet):
    """Numbers to call in need."""

    model = EmergencyNumber
    icon = "warning"
    list_display = [
        "label",
        "number",
        "hours",
        BooleanColumn("is_free", label=capfirst(_("free of charge"))),
    ]
    list_filter = ["live"]


class DirectoryGroup(SnippetViewSetGroup):
    """Who and where."""

    menu_label = _("Directory")
    menu_icon = "user"
    menu_order = 200
    items = (
        ContactPersonViewSet,
        OrganisationViewSet,
        VenueViewSet,
        TownViewSet,
        EmergencyNumberViewSet,
    )


class WordsGroup(SnippetViewSetGroup):
    """The words that sort content and lead to it."""

    menu_label = _("Words")
    menu_icon = "tag"
    menu_order = 210
    items = (
        TopicViewSet,
        GlossaryTermViewSet,
        AudienceViewSet,
        OfferTypeViewSet,
        EventKindViewSet,
        SpokenLanguageViewSet,
        RegionViewSet,
        SynonymGroupViewSet,
    )
