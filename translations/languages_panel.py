"""All languages of one page or record: how each stands, which are needed, and by when."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms.boundfield import BoundField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin.panels import Panel as WagtailPanel
from wagtail.admin.widgets.button import BaseButton, Button
from wagtail.models import Page

from cms.core import moderation, translation
from cms.core.moderation import Person
from translations import (
    addresses,
    asking,
    board,
    desk,
    parents,
    rights,
    segments,
    states,
    subjects,
)
from translations.asking import AskingForm
from translations.states import Kind, Subject, TranslationState
from translations.targets import Target, targets


@dataclass(frozen=True)
class Line:
    """One language of a page or record, with what this person may do in it."""

    target: Target
    state: TranslationState
    # What editors call the places whose German text is another one now.
    changed: tuple[str, ...] = ()
    first: Any = None
    public_url: str = ""
    editor_url: str = ""
    review_url: str = ""
    may_take: bool = False
    publish_url: str = ""
    needed: BoundField | None = None
    needed_by: BoundField | None = None

    @property
    def icon(self) -> str:
        return board.ICONS[self.state.kind]

    @property
    def first_url(self) -> str:
        if self.first is None:
            return ""
        return reverse("translations_languages", args=[self.first.translation_key])


@dataclass(frozen=True)
class Panel:
    """A German page or record with all its languages."""

    german: Any
    subject: Subject
    states: list[tuple[Target, TranslationState]]

    @property
    def current(self) -> int:
        """Return in how many languages readers have a checked, current text."""
        return sum(state.is_current for _target, state in self.states)


def may_look(user: Person) -> bool:
    """Tell whether a person sees how a page stands: who writes German or works on languages."""
    return moderation.writes_in(user, translation.source_locale_id()) or board.may_look(user)


def german_by_key(translation_key: uuid.UUID) -> Any:
    """Return the German page or record, published or not; None where there is none."""
    found = subjects.german_row(translation_key)
    if found is not None:
        return found
    locale_id = translation.source_locale_id()
    page = Page.objects.filter(translation_key=translation_key, locale_id=locale_id).first()
    if page is not None:
        return page.specific if subjects.is_subject(page.specific) else None
    for model in subjects.record_models():
        record = model.objects.filter(translation_key=translation_key, locale_id=locale_id).first()
        if record is not None:
            return record
    return None


def panel_of(german: Any) -> Panel:
    """Return how a page or record stands in each language; the same few queries for any."""
    subject = states.subject_of(german)
    known = states.states_of([subject], [each.locale_id for each in targets()])
    return Panel(
        german,
        subject,
        [(each, known[subject.translation_key, each.locale_id]) for each in targets()],
    )


def lines_of(panel: Panel, user: Any, form: AskingForm) -> list[Line]:
    """Return the languages with what this person may do in each of them."""
    first = parents.missing_above_page(
        panel.german, [target.locale_id for target, _state in panel.states]
    )
    labels = _labels(panel)
    urls = _public_urls(panel.german)
    alone = moderation.may_publish_alone(user)
    lines = []
    for target, state in panel.states:
        locale_id = target.locale_id
        is_under_review = state.review is not None and not state.review.is_sent_back
        writes = panel.german.live and rights.may_translate(user, locale_id)
        may_begin = writes and locale_id not in first
        may_take = may_begin and not is_under_review and state.claimed_by_id is None
        editor = addresses.of_editor(panel.subject, target, state) if may_begin else ""
        reads = state.kind == Kind.HANDED_IN and rights.may_review(user, locale_id)
        lines.append(
            Line(
                target=target,
                state=state,
                changed=tuple(dict.fromkeys(labels[place] for place in state.changed_places)),
                first=first.get(locale_id),
                public_url=urls.get(locale_id, "") if state.is_public else "",
                editor_url="" if may_take else editor,
                review_url=addresses.of_review(panel.subject, target) if reads else "",
                may_take=may_take,
                publish_url=_publish_url(panel, target, state) if alone and may_begin else "",
                needed=form[f"needed-{target.code}"],
                needed_by=form[f"by-{target.code}"],
            )
        )
    return lines


def _publish_url(panel: Panel, target: Target, state: TranslationState) -> str:
    """Return where somebody may publish alone: a whole text that readers do not have yet."""
    is_whole = 0 < state.sentences <= state.sentences_done
    is_read = state.is_public and state.outdated_since is None
    if target.is_easy or is_read or not is_whole:
        return ""
    return reverse(
        "translations_publish_unchecked", args=[panel.subject.translation_key, target.code]
    )


def _labels(panel: Panel) -> Mapping[str, str]:
    places = {place for _target, state in panel.states for place in state.changed_places}
    return {place: segments.label_of(panel.german, place) for place in places}


def _public_urls(german: Any) -> dict[int, str]:
    if not isinstance(german, Page):
        return {}
    codes = translation.locale_ids()
    return {codes[each.code]: each.url for each in translation.addresses_of(german)}


# ---------------------------------------------------------------- at the door


@require_http_methods(["GET", "POST"])
def languages_view(request: HttpRequest, translation_key: uuid.UUID) -> HttpResponse:
    """Show all languages of a page; let those who look after it say which are needed."""
    if not may_look(request.user):
        raise PermissionDenied
    german = german_by_key(translation_key)
    if german is None:
        raise Http404
    may_ask = german.live and rights.may_ask_for(request.user, german)
    if request.method == "POST" and not may_ask:
        raise PermissionDenied
    panel = panel_of(german)
    form = AskingForm(
        request.POST if request.method == "POST" else None,
        subject=panel.subject,
        states=panel.states,
    )
    if request.method == "POST" and form.is_valid():
        _keep(form, german, request.user)
        messages.success(request, _("Saved which languages are needed."))
        return redirect("translations_languages", translation_key)
    context = {
        "breadcrumbs_items": [
            {"url": reverse("translations_desk"), "label": _("Translations")},
            {"url": "", "label": _("Languages")},
        ],
        "header_title": _("Languages: %(title)s") % {"title": panel.subject.title},
        "panel": panel,
        "type_name": desk.name_of(panel.subject.model),
        "form": form,
        "lines": lines_of(panel, request.user, form),
        "may_ask": may_ask,
        "german_url": _german_editor(german, request.user),
        "here": request.path,
    }
    return render(request, "wagtailadmin/translations/languages.html", context)


@transaction.atomic
def _keep(form: AskingForm, german: Any, user: Person) -> None:
    asking.ask_for(german, form.wanted, user)
    asking.stop_asking_for(german, form.unwanted, user)


def _german_editor(german: Any, user: Person) -> str:
    return addresses.of_row(type(german), german.pk) if rights.may_ask_for(user, german) else ""


# ---------------------------------------------------------------- the way there


def button(german: Any, user: Person, *, with_summary: bool = False) -> Iterator[Button]:
    """Yield the button that leads from the editor of a German page or record to its languages."""
    if not _leads_from(german, user):
        return
    label = _("Languages")
    if with_summary and german.live:
        panel = panel_of(german)
        label = _("Languages: %(current)s of %(total)s current") % {
            "current": panel.current,
            "total": len(panel.states),
        }
    yield Button(label, address_of(german), icon_name="globe", priority=5)


class ListingButton(BaseButton):  # type: ignore[misc]
    """A sign without a word, which would take room from the titles in each line."""

    template_name = "wagtailadmin/translations/languages_button.html"


def listing_button(german: Any, user: Person) -> Iterator[ListingButton]:
    """Yield the button for a line of a list; it asks nothing of the database."""
    if _leads_from(german, user):
        title = german.get_admin_display_title() if isinstance(german, Page) else str(german)
        label = _("Languages of “%(title)s”") % {"title": title}
        yield ListingButton(
            _("Languages"),
            address_of(german),
            icon_name="globe",
            attrs={
                "aria-label": label,
                "data-controller": "w-tooltip",
                "data-w-tooltip-content-value": _("Languages"),
            },
            priority=20,
        )


def address_of(german: Any) -> str:
    """Return the page about all languages of a German row."""
    return reverse("translations_languages", args=[german.translation_key])


def _leads_from(row: Any, user: Person) -> bool:
    return subjects.is_german(row) and may_look(user)


class EditorPanel(WagtailPanel):  # type: ignore[misc]
    """How a German page or record stands, at the end of the first tab of its editor."""

    class BoundPanel(WagtailPanel.BoundPanel):  # type: ignore[misc]
        template_name = "wagtailadmin/translations/languages_in_editor.html"

        class Media:
            css: ClassVar[dict[str, tuple[str, ...]]] = {"all": ("admin/desk.css",)}

        def is_shown(self) -> bool:
            """Leave it out where there is nothing to say: of translations, drafts and new pages."""
            row, request = self.instance, self.request
            return bool(row.pk and row.live and request and _leads_from(row, request.user))

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            panel = panel_of(self.instance)
            context: dict[str, Any] = super().get_context_data(parent_context)
            states = [(target, state, board.ICONS[state.kind]) for target, state in panel.states]
            return context | {
                "panel": panel,
                "states": states,
                "url": address_of(self.instance),
                "may_ask": rights.may_ask_for(self.request.user, self.instance),
            }


def add_to_editors() -> None:
    """Put the panel into the editor of everything that is translated; called once, at start-up."""
    panel = EditorPanel(heading=gettext_lazy("Languages"), icon="globe")
    for model in subjects.page_models():
        first_tab = model.edit_handler.children[0]
        first_tab.children = [*first_tab.children, panel]
    for model in subjects.record_models():
        model.panels = [*model.panels, panel]


URLS: list[Any] = [
    path("translations/<uuid:translation_key>/", languages_view, name="translations_languages"),
]
