"""The translators' desk: what came back, what one is working on, and what to do next."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin.menu import MenuItem
from wagtail.admin.paginator import WagtailPaginator
from wagtail.models import TaskState

from cms.core import moderation, translation
from cms.core.moderation import Person
from translations import addresses, beginning, claims, parents, rights, states, subjects
from translations.models import TranslatedRevision
from translations.states import Cell, Kind, Subject, TranslationState
from translations.targets import Target, targets

PER_PAGE = 20

# What a translator can do something about, and what of it comes first among equals: readers of an
# outdated page are told something wrong, readers of a missing one nothing.
TO_DO: dict[Kind, int] = {
    Kind.SENT_BACK: 0,
    Kind.OUTDATED: 0,
    Kind.MACHINE_PUBLIC: 1,
    Kind.MACHINE_DRAFT: 1,
    Kind.DRAFT: 1,
    Kind.WISHED: 2,
    Kind.MISSING: 2,
    Kind.UNCHECKED: 3,
}
# What is only to be read and corrected goes quicker than what is to be written.
TO_READ = frozenset({Kind.MACHINE_PUBLIC, Kind.MACHINE_DRAFT, Kind.UNCHECKED})
WORDS_WRITTEN = 8  # a minute
WORDS_READ = 25


@dataclass(frozen=True)
class Entry:
    """A page or record in a language, as a line of the desk."""

    subject: Subject
    target: Target
    state: TranslationState
    # The page that has to be begun first, because this one would stand below it.
    first: Subject | None = None
    # Whether its own day, such as that of an event, is over.
    is_past: bool = False

    @property
    def cell(self) -> Cell:
        return self.subject.translation_key, self.target.locale_id

    @property
    def type_name(self) -> str:
        return name_of(self.subject.model)

    @property
    def deadline(self) -> date | None:
        """Return the day by which it is needed; one that an earlier text has met is no more."""
        state = self.state
        needed_by = state.needed_by
        if (
            needed_by is not None
            and state.is_public
            and state.outdated_since is not None
            and timezone.localtime(state.outdated_since).date() > needed_by
        ):
            needed_by = None
        return needed_by or self.subject.next_day

    @property
    def revision_id(self) -> int | None:
        return self.state.review.revision_id if self.state.review is not None else None

    @property
    def waits_since(self) -> datetime:
        """Return when it was handed in or sent back."""
        since = self.state.review.since if self.state.review is not None else None
        return since or timezone.now()

    @property
    def is_overdue(self) -> bool:
        deadline = self.deadline
        return deadline is not None and deadline < timezone.localdate() and not self.is_past

    @property
    def minutes(self) -> int:
        """Return about how long it takes, in steps of five minutes."""
        words, speed = self.subject.words, WORDS_WRITTEN
        if self.state.kind in TO_READ:
            speed = WORDS_READ
        else:
            words = words * (100 - self.state.percent_done) // 100
        return max(5, 5 * round(words / speed / 5))

    @property
    def hours(self) -> float:
        """Return the same in steps of half an hour."""
        return round(self.minutes / 30) / 2

    @property
    def changed_count(self) -> int:
        return len(self.state.changed_places)

    @property
    def editor_url(self) -> str:
        return addresses.of_editor(self.subject, self.target, self.state)

    @property
    def review_url(self) -> str:
        return addresses.of_review(self.subject, self.target)

    @property
    def take_url(self) -> str:
        return self._post_url("translations_take")

    @property
    def give_back_url(self) -> str:
        return self._post_url("translations_give_back")

    @property
    def first_url(self) -> str:
        """Return the desk with nothing on it but the page that comes first."""
        if self.first is None:
            return ""
        found = QueryDict(mutable=True)
        found["language"] = self.target.code
        found["only"] = str(self.first.translation_key)
        return f"{reverse('translations_desk')}?{found.urlencode()}"

    def _post_url(self, name: str) -> str:
        return reverse(name, args=[self.subject.translation_key, self.target.code])


def name_of(model: Any) -> str:
    """Return what editors call a kind of page or record."""
    name = str(model._meta.verbose_name)
    return name[:1].upper() + name[1:]


# ---------------------------------------------------------------- whose desk


def languages_of(user: Person) -> list[Target]:
    """Return the languages that a person writes or reviews."""
    return [
        each
        for each in targets()
        if rights.may_translate(user, each.locale_id) or rights.may_review(user, each.locale_id)
    ]


def is_first_screen_of(user: Person) -> bool:
    """Tell whether a person does nothing here but translate or review."""
    return bool(languages_of(user)) and not moderation.writes_in(
        user, translation.source_locale_id()
    )


class TranslationsMenuItem(MenuItem):  # type: ignore[misc]
    """For everybody who translates, reviews or plans translations."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(languages_of(request.user)) or rights.may_coordinate(request.user)


# ---------------------------------------------------------------- what lies on it


@dataclass
class Desk:
    """What one person has to do in her languages, each list in the order in which to do it."""

    sent_back: list[Entry] = field(default_factory=list)
    in_progress: list[Entry] = field(default_factory=list)
    to_review: list[Entry] = field(default_factory=list)
    handed_in: list[Entry] = field(default_factory=list)
    to_do: list[Entry] = field(default_factory=list)


def desk_of(user: Any, languages: Iterable[Target]) -> Desk:
    """Return what lies on a person's desk; as many queries for a large site as for a small one."""
    mine = {each.locale_id: each for each in languages}
    found = states.all_subjects()
    known = states.states_of(found, list(mine))
    first = parents.missing_above(found, known, list(mine))
    today = timezone.localdate()
    by_key = {each.translation_key: each for each in found}
    entries = [
        Entry(
            subject=by_key[key],
            target=mine[locale_id],
            state=state,
            first=first.get((key, locale_id)),
            is_past=_is_over(by_key[key], today),
        )
        for (key, locale_id), state in known.items()
        if by_key[key].has_text
    ]
    return _laid_out(entries, user)


def _is_over(subject: Subject, today: date) -> bool:
    return subject.own_deadline is not None and subject.own_deadline < today


def _laid_out(entries: Iterable[Entry], user: Any) -> Desk:
    desk = Desk()
    for entry in entries:
        where = _place_of(desk, entry, user)
        if where is not None:
            where.append(entry)
    own = _written_by(user, desk.to_review)
    desk.to_review = [each for each in desk.to_review if each.revision_id not in own]
    for waiting in (desk.sent_back, desk.to_review, desk.handed_in):
        waiting.sort(key=lambda each: each.waits_since)
    desk.in_progress.sort(key=lambda each: (each.state.claimed_until, each.subject.title))
    desk.to_do = by_urgency(desk.to_do)
    return desk


def _place_of(desk: Desk, entry: Entry, user: Any) -> list[Entry] | None:
    """Return the list that a line belongs to; none where others are at it, or nothing is to do."""
    state = entry.state
    if state.review is not None and not state.review.is_sent_back:
        if state.review.author_id == user.pk:
            return desk.handed_in
        return desk.to_review if rights.may_review(user, entry.target.locale_id) else None
    if not rights.may_translate(user, entry.target.locale_id):
        return None
    if state.review is not None and state.review.author_id == user.pk:
        return desk.sent_back
    if state.claimed_by_id is not None:
        return desk.in_progress if state.claimed_by_id == user.pk else None
    return desk.to_do if state.kind in TO_DO else None


def _written_by(user: Any, entries: Iterable[Entry]) -> set[int]:
    """Return which of the revisions under review hold words of a person; one query."""
    through = TranslatedRevision.authors.through
    words = through.objects.filter(
        user_id=user.pk, translatedrevision_id__in=[each.revision_id for each in entries]
    )
    return set(words.values_list("translatedrevision_id", flat=True))


# ---------------------------------------------------------------- in which order

Urgency = tuple[Any, ...]


def by_urgency(entries: Iterable[Entry]) -> list[Entry]:
    """Return the most urgent first; a page that others wait for is as urgent as they are."""
    found = list(entries)
    urgent = {each.cell: urgency(each) for each in found}
    needed_first = set()
    for each in found:
        if each.first is not None:
            above = (each.first.translation_key, each.target.locale_id)
            if above in urgent:
                needed_first.add(above)
                urgent[above] = min(urgent[above], urgency(each))
    return sorted(
        found,
        key=lambda each: (*urgent[each.cell], each.cell not in needed_first, each.subject.title),
    )


def urgency(entry: Entry) -> Urgency:
    """Return what to sort by: days, then what is needed, wished for, important, and wrong."""
    state = entry.state
    return (
        # What nobody has checked but is right as far as we know can wait, what is over as well.
        2 if entry.is_past else int(state.kind == Kind.UNCHECKED),
        entry.deadline or date.max,
        not state.is_needed,
        -state.wishes,
        entry.subject.importance,
        TO_DO.get(state.kind, 0),
        entry.subject.words,
    )


# ---------------------------------------------------------------- what has been done


@dataclass(frozen=True)
class Month:
    """What a person has brought to an end since the first of the month."""

    translated: int
    reviewed: int


def month_of(user: Any) -> Month:
    """Return how many of a person's texts were approved this month, and how many she approved."""
    first = timezone.make_aware(datetime.combine(timezone.localdate().replace(day=1), time.min))
    approved = TaskState.objects.filter(status=TaskState.STATUS_APPROVED, finished_at__gte=first)
    texts = approved.filter(revision__translated_revision__isnull=False)
    return Month(
        translated=texts.filter(revision__translated_revision__authors=user.pk)
        .values("workflow_state_id")
        .distinct()
        .count(),
        reviewed=texts.filter(finished_by=user).values("workflow_state_id").distinct().count(),
    )


# ---------------------------------------------------------------- choosing among it


@dataclass(frozen=True)
class Choice:
    """What somebody looks for on the desk; what makes no sense is not looked for."""

    language: str = ""
    kind: str = ""
    state: str = ""
    title: str = ""
    only: uuid.UUID | None = None

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything but the language was chosen."""
        return self != replace(Choice(), language=self.language)

    def matches(self, entry: Entry) -> bool:
        """Tell whether a line is among what was chosen."""
        return (
            (not self.kind or label_of(entry.subject.model) == self.kind)
            and (not self.state or entry.state.kind == self.state)
            and self.title.casefold() in entry.subject.title.casefold()
            and self.only in {None, entry.subject.translation_key}
        )


def choice_from(data: Mapping[str, str]) -> Choice:
    """Read what is looked for from an address."""
    state = data.get("state", "")
    try:
        only = uuid.UUID(data.get("only", ""))
    except ValueError:
        only = None
    return Choice(
        language=data.get("language", ""),
        kind=data.get("kind", ""),
        state=state if state in TO_DO else "",
        title=" ".join(data.get("q", "").replace("\x00", "").split()),
        only=only,
    )


def label_of(model: Any) -> str:
    """Return the name of a kind of page in addresses."""
    return str(model._meta.label_lower)


# ---------------------------------------------------------------- at the door


@require_GET
def desk_view(request: HttpRequest) -> HttpResponse:
    """Show the desk of whoever asks.

    Co-ordinators are led on to the board: at once when they do not translate, by a link when
    they do.
    """
    languages = languages_of(request.user)
    if not languages:
        if rights.may_coordinate(request.user):
            return redirect("translations_board")
        raise PermissionDenied
    choice = choice_from(request.GET)
    chosen = next((each for each in languages if each.code == choice.language), languages[0])
    desk = desk_of(request.user, languages)
    here = [each for each in desk.to_do if each.target == chosen]
    paginator = WagtailPaginator([each for each in here if choice.matches(each)], PER_PAGE)
    page = paginator.get_page(request.GET.get("p"))
    counts = Counter(each.target.code for each in desk.to_do)
    context = {
        "breadcrumbs_items": [{"url": "", "label": _("Translations")}],
        "header_title": _("Translations"),
        "desk": desk,
        "languages": [(each, counts[each.code]) for each in languages],
        "has_several": len(languages) > 1,
        "language": chosen,
        "choice": choice,
        "kinds": _kinds_among(here),
        "states": [(each.value, each.label) for each in Kind if each in TO_DO],
        "entries": page,
        "pages": paginator.get_elided_page_range(page.number),
        "month": month_of(request.user),
        "may_review": any(rights.may_review(request.user, each.locale_id) for each in languages),
        "may_coordinate": rights.may_coordinate(request.user),
        "here": request.get_full_path(),
    }
    return render(request, "wagtailadmin/translations/desk.html", context)


def _kinds_among(entries: Iterable[Entry]) -> list[tuple[str, str]]:
    models = {each.subject.model for each in entries}
    return sorted(((label_of(each), name_of(each)) for each in models), key=lambda pair: pair[1])


@require_POST
def take_view(request: HttpRequest, translation_key: uuid.UUID, code: str) -> HttpResponse:
    """Claim a translation and open it; of two people at once the second is told about the first."""
    locale_id = rights.locale_id_of(code)
    rights.require_translator(request.user, locale_id)
    german = subjects.german_row(translation_key)
    if german is None:
        raise Http404
    try:
        return redirect(take(german=german, locale_id=locale_id, user=request.user))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return _back(request)


def take(*, german: Any, locale_id: int, user: Any) -> str:
    """Claim a translation; returns where it is written.

    Leichte Sprache is begun as a draft instead: its editor shows who else has it open, and does
    not know of claims.

    Raises:
        ValidationError: somebody else has it, it is under review, or its place is missing.
    """
    state = states.state_of(german, locale_id)
    if state.review is not None and not state.review.is_sent_back:
        raise ValidationError(_("This text is with the reviewers at the moment."), code="review")
    first = parents.missing_above_page(german, [locale_id]).get(locale_id)
    if first is not None:
        raise ValidationError(
            _("Please translate the page above this one first: %(title)s") % {"title": first.title},
            code="parent-missing",
        )
    if subjects.is_easy(locale_id):
        draft = beginning.begin(german, locale_id=locale_id, user=user)
        return addresses.of_row(type(german), draft.pk)
    claims.take(translation_key=german.translation_key, locale_id=locale_id, user=user)
    target = next(each for each in targets() if each.locale_id == locale_id)
    return addresses.of_editor(states.subject_of(german), target, state)


@require_POST
def give_back_view(request: HttpRequest, translation_key: uuid.UUID, code: str) -> HttpResponse:
    """Let others take a translation; what was typed stays."""
    locale_id = rights.locale_id_of(code)
    rights.require_translator(request.user, locale_id)
    given = claims.give_back(
        translation_key=translation_key, locale_id=locale_id, user=request.user
    )
    if given:
        messages.success(request, _("Given back. What you have typed stays."))
    else:
        messages.warning(request, _("You were not working on this any more."))
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    """Return to the page with the button, if it is one of ours."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return redirect(wanted if is_ours else "translations_desk")


URLS: list[Any] = [
    path("translations/", desk_view, name="translations_desk"),
    path(
        "translations/<uuid:translation_key>/<slug:code>/take/", take_view, name="translations_take"
    ),
    path(
        "translations/<uuid:translation_key>/<slug:code>/give-back/",
        give_back_view,
        name="translations_give_back",
    ),
]
