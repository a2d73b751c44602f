"""The board of coverage: every page and record in every language, for those who plan."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET
from wagtail.admin.paginator import WagtailPaginator

from cms.core.moderation import Person
from translations import addresses, desk, exports, rights, states, subjects
from translations.states import Kind, Subject, TranslationState
from translations.targets import Target, targets

PER_PAGE = 100

# No state is told by its colour alone: each has a word and a sign, too.
ICONS: dict[Kind, str] = {
    Kind.SENT_BACK: "comment",
    Kind.HANDED_IN: "view",
    Kind.CLAIMED: "user",
    Kind.OUTDATED: "history",
    Kind.MACHINE_PUBLIC: "cogs",
    Kind.UNCHECKED: "help",
    Kind.CHECKED: "check",
    Kind.MACHINE_DRAFT: "cog",
    Kind.DRAFT: "edit",
    Kind.WISHED: "mail",
    Kind.MISSING: "minus",
}


@dataclass(frozen=True)
class Square:
    """One page or record in one language."""

    subject: Subject
    target: Target
    state: TranslationState
    url: str = ""

    @property
    def icon(self) -> str:
        return ICONS[self.state.kind]

    @property
    def text(self) -> str:
        """Return the state and what makes it urgent, in words."""
        return " · ".join([str(self.state.kind.label), *self.remarks])

    @property
    def remarks(self) -> list[str]:
        state = self.state
        found = []
        if state.outdated_since is not None:
            since = date_format(timezone.localtime(state.outdated_since), "SHORT_DATE_FORMAT")
            found.append(_("since %(date)s") % {"date": since})
        if state.is_needed and state.needed_by is not None:
            day = date_format(state.needed_by, "SHORT_DATE_FORMAT")
            found.append(_("needed by %(date)s") % {"date": day})
        elif state.is_needed:
            found.append(_("needed"))
        if state.wishes:
            found.append(_("wishes: %(count)s") % {"count": state.wishes})
        return found


@dataclass(frozen=True)
class Row:
    """One page or record in all languages that are shown."""

    subject: Subject
    squares: tuple[Square, ...]

    @property
    def type_name(self) -> str:
        return desk.name_of(self.subject.model)

    @property
    def languages_url(self) -> str:
        return addresses.of_languages(self.subject)

    @property
    def indent(self) -> int:
        """Return how deep below the home page a page stands."""
        return max(0, len(self.subject.path) // 4 - 2) if self.subject.is_page else 0


@dataclass(frozen=True)
class Share:
    """How much of something there is in a language."""

    name: str
    total: int = 0
    current: int = 0
    public: int = 0
    machine: int = 0

    @property
    def missing(self) -> int:
        return self.total - self.public

    def percent(self, count: int) -> int:
        """Return a share in whole percent; “100” only where nothing is lacking."""
        return count * 100 // self.total if self.total else 0

    @property
    def current_percent(self) -> int:
        return self.percent(self.current)

    @property
    def public_percent(self) -> int:
        return self.percent(self.public)

    @property
    def machine_percent(self) -> int:
        return self.percent(self.machine)

    @property
    def missing_percent(self) -> int:
        return 100 - self.public_percent if self.total else 0


@dataclass(frozen=True)
class Coverage:
    """How much there is of everything, and of each kind of page, language by language."""

    by_language: list[tuple[Target, Share]]
    by_kind: list[tuple[str, list[Share]]]


# ---------------------------------------------------------------- what is looked for


class BoardForm(forms.Form):
    """What to show; everything may be left out."""

    q = forms.CharField(label=gettext_lazy("Title"), required=False)
    language = forms.MultipleChoiceField(label=gettext_lazy("Languages"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of page"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    outdated = forms.ChoiceField(
        label=gettext_lazy("Older than the German text"),
        required=False,
        choices=[
            ("", gettext_lazy("No matter")),
            ("1", gettext_lazy("for any time")),
            ("7", gettext_lazy("for a week or more")),
            ("30", gettext_lazy("for a month or more")),
            ("90", gettext_lazy("for three months or more")),
        ],
    )
    needed = forms.BooleanField(label=gettext_lazy("Only what is needed"), required=False)
    order = forms.ChoiceField(
        label=gettext_lazy("Order"),
        required=False,
        choices=[
            ("", gettext_lazy("As on the site")),
            ("importance", gettext_lazy("Most important first")),
        ],
    )

    def __init__(self, data: Any, *, languages: Sequence[Target], found: Iterable[Subject]) -> None:
        super().__init__(data)
        models = {each.model for each in found}
        kinds = sorted(((desk.label_of(each), desk.name_of(each)) for each in models), key=_second)
        choices: dict[str, list[tuple[str, Any]]] = {
            "language": [(each.code, each.name) for each in languages],
            "kind": [
                ("", _("All")),
                ("pages", _("All pages")),
                ("records", _("All records")),
                *kinds,
            ],
            "state": [("", _("All")), *((each.value, each.label) for each in Kind)],
        }
        for name, options in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the types
            field.choices = options

    def chosen(self, name: str) -> Any:
        """Return a choice; what makes no sense is not looked for."""
        self.is_valid()
        return self.cleaned_data.get(name) or ""


def _second(pair: tuple[str, str]) -> str:
    return pair[1]


# ---------------------------------------------------------------- the board


@dataclass(frozen=True)
class Board:
    """What is shown, before it is cut into pages."""

    form: BoardForm
    languages: list[Target]
    rows: list[Row]
    coverage: Coverage


def board_for(data: Any) -> Board:
    """Return the board as looked for; as many queries for a large site as for a small one."""
    languages = targets()
    found = [each for each in states.all_subjects() if each.has_text]
    form = BoardForm(data, languages=languages, found=found)
    known = states.states_of(found, [each.locale_id for each in languages])
    codes = form.chosen("language")
    shown = [each for each in languages if not codes or each.code in codes]
    rows = [
        Row(each, squares)
        for each in _in_order(found, form.chosen("order"))
        if _is_named(each, form)
        and _is_looked_for(
            squares := tuple(
                Square(each, target, known[each.translation_key, target.locale_id])
                for target in shown
            ),
            form,
        )
    ]
    return Board(form, shown, rows, coverage_of(found, known, shown))


def _in_order(found: Iterable[Subject], order: str) -> list[Subject]:
    """Return pages as they stand on the site, then records by kind; or the important ones first."""

    def place(each: Subject) -> tuple[Any, ...]:
        if each.is_page:
            return 0, each.path, ""
        return 1, desk.name_of(each.model), each.title.casefold()

    if order == "importance":
        return sorted(found, key=lambda each: (each.importance, *place(each)))
    return sorted(found, key=place)


def _is_named(subject: Subject, form: BoardForm) -> bool:
    kind = form.chosen("kind")
    is_kind = {"": True, "pages": subject.is_page, "records": not subject.is_page}.get(
        kind, desk.label_of(subject.model) == kind
    )
    return is_kind and form.chosen("q").casefold() in subject.title.casefold()


def _is_looked_for(squares: Iterable[Square], form: BoardForm) -> bool:
    """Tell whether one of the languages is in the state that is looked for."""
    state, is_needed = form.chosen("state"), form.chosen("needed")
    days = form.chosen("outdated")
    before = timezone.now() - timedelta(days=int(days) if days != "1" else 0) if days else None
    return any(
        (not state or each.state.kind == state)
        and (not is_needed or each.state.is_needed)
        and (before is None or _is_older(each.state, before))
        for each in squares
    )


def _is_older(state: TranslationState, moment: Any) -> bool:
    return state.outdated_since is not None and state.outdated_since <= moment


def coverage_of(
    found: Iterable[Subject],
    known: dict[states.Cell, TranslationState],
    languages: Sequence[Target],
) -> Coverage:
    """Return how much there is of everything, and of each kind of page, language by language."""
    by_kind: dict[Any, list[Subject]] = {}
    for each in found:
        by_kind.setdefault(each.model, []).append(each)
    shares = {
        model: [
            _share(target.name, [known[each.translation_key, target.locale_id] for each in of_kind])
            for target in languages
        ]
        for model, of_kind in by_kind.items()
    }
    columns = list(zip(*shares.values(), strict=True)) if shares else [() for _each in languages]
    return Coverage(
        by_language=[
            (target, _sum(target.name, column))
            for target, column in zip(languages, columns, strict=True)
        ],
        by_kind=sorted((desk.name_of(model), row) for model, row in shares.items()),
    )


def _share(name: str, found: Collection[TranslationState]) -> Share:
    return Share(
        name=name,
        total=len(found),
        current=sum(each.is_current for each in found),
        public=sum(each.is_public for each in found),
        machine=sum(
            each.is_public and each.is_machine and each.checked_at is None for each in found
        ),
    )


def _sum(name: str, shares: Collection[Share]) -> Share:
    return Share(
        name=name,
        total=sum(each.total for each in shares),
        current=sum(each.current for each in shares),
        public=sum(each.public for each in shares),
        machine=sum(each.machine for each in shares),
    )


# ---------------------------------------------------------------- at the door


def may_look(user: Person) -> bool:
    """Tell whether a person sees the board: those who plan, translate or review."""
    return rights.may_coordinate(user) or bool(desk.languages_of(user))


@require_GET
def board_view(request: HttpRequest) -> HttpResponse:
    """Show the board, a hundred rows at a time."""
    board = _board_of(request)
    paginator = WagtailPaginator(board.rows, PER_PAGE)
    page = paginator.get_page(request.GET.get("p"))
    page.object_list = _linked(page.object_list, request.user)
    looked_for = request.GET.copy()
    looked_for.pop("p", None)
    context = {
        "breadcrumbs_items": [
            {"url": reverse("translations_desk"), "label": _("Translations")},
            {"url": "", "label": _("Coverage")},
        ],
        "header_title": _("Coverage"),
        "board": board,
        "rows": page,
        "pages": paginator.get_elided_page_range(page.number),
        "looked_for": looked_for.urlencode(),
        "is_narrowed": any(looked_for.values()),
        "may_coordinate": rights.may_coordinate(request.user),
        "legend": [(each, ICONS[each]) for each in Kind],
    }
    return render(request, "wagtailadmin/translations/board.html", context)


def _board_of(request: HttpRequest) -> Board:
    if not may_look(request.user):
        raise PermissionDenied
    return board_for(request.GET)


def _linked(rows: Iterable[Row], user: Person) -> list[Row]:
    """Return rows whose squares lead to where this person can do something about them."""
    ids = subjects.target_locale_ids().values()
    writes = {pk for pk in ids if rights.may_translate(user, pk)}
    reviews = {pk for pk in ids if rights.may_review(user, pk)}
    return [
        replace(
            row,
            squares=tuple(
                replace(square, url=_url_of(square, user, writes, reviews))
                for square in row.squares
            ),
        )
        for row in rows
    ]


def _url_of(square: Square, user: Any, writes: set[int], reviews: set[int]) -> str:
    subject, target, state = square.subject, square.target, square.state
    if state.kind == Kind.HANDED_IN and target.locale_id in reviews:
        return addresses.of_review(subject, target)
    is_mine = state.claimed_by_id == user.pk or (
        state.review is not None and state.review.author_id == user.pk
    )
    if is_mine and target.locale_id in writes:
        return addresses.of_editor(subject, target, state)
    return addresses.of_languages(subject, target)


@require_GET
def csv_view(request: HttpRequest) -> HttpResponse:
    """Return the rows as looked for as a file that every spreadsheet opens."""
    return exports.as_csv(table_of(_board_of(request)), _file_name())


@require_GET
def xlsx_view(request: HttpRequest) -> HttpResponse:
    """Return the rows as looked for as a workbook."""
    return exports.as_xlsx(table_of(_board_of(request)), _file_name())


def _file_name() -> str:
    return f"{_('coverage')}-{timezone.localdate().isoformat()}"


def table_of(board: Board) -> Iterator[list[str]]:
    """Yield the heads of the columns, then the rows of a board."""
    yield [
        _("Title"), _("Kind of page"), _("Importance"), _("Words"), _("German text changed"),
        *(each.name for each in board.languages),
    ]  # fmt: skip
    for row in board.rows:
        subject = row.subject
        changed = subject.changed_at
        yield [
            subject.title,
            row.type_name,
            str(subject.importance),
            str(subject.words),
            timezone.localtime(changed).date().isoformat() if changed is not None else "",
            *(square.text for square in row.squares),
        ]


URLS: list[Any] = [
    path("translations/board/", board_view, name="translations_board"),
    path("translations/board/csv/", csv_view, name="translations_board_csv"),
    path("translations/board/xlsx/", xlsx_view, name="translations_board_xlsx"),
]
