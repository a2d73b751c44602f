"""The pages on which texts leave for agencies and come back from them."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET
from wagtail.admin.widgets import AdminDateInput

from cms.core.moderation import Person
from translations import exchange, packages, rights, sentences, subjects
from translations.sheets import UnreadableFileError
from translations.targets import targets

FOLDER = "wagtailadmin/translations/"
# More of them in one file nobody reads one by one.
MOST_PROBLEMS = 100


class ExportForm(forms.Form):
    """Which pages, into which language, by when."""

    language = forms.ChoiceField(label=gettext_lazy("Language"))
    wanted = forms.ChoiceField(
        label=gettext_lazy("Which pages"),
        choices=exchange.Wanted.choices,
        initial=exchange.Wanted.MISSING,
    )
    due = forms.DateField(
        label=gettext_lazy("Needed by (optional)"),
        required=False,
        widget=AdminDateInput,
        input_formats=["%d.%m.%Y", "%Y-%m-%d"],
        help_text=gettext_lazy("Only pages that are due by this day."),
    )
    format = forms.ChoiceField(
        label=gettext_lazy("Kind of files"),
        choices=[("po", gettext_lazy("PO")), ("xliff", gettext_lazy("XLIFF 1.2"))],
    )

    def __init__(self, *args: Any, user: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, _name(code)) for code in _languages_of(user, to_bring=False)]
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the types
        field.choices = choices


class ImportForm(forms.Form):
    """A file from an agency, and how strict to be with it."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A PO or XLIFF file, or a zip of them."),
        widget=forms.FileInput({"accept": ".po,.xlf,.xliff,.zip"}),
    )
    only_if_all_is_well = forms.BooleanField(
        label=gettext_lazy("Only if all is well"),
        required=False,
        help_text=gettext_lazy("With one problem anywhere, nothing is taken over."),
    )
    with_doubts = forms.BooleanField(
        label=gettext_lazy("Also what looks doubtful"),
        required=False,
        help_text=gettext_lazy(
            "For a second try, when you have looked at the doubtful sentences of the report."
        ),
    )


# ---------------------------------------------------------------- out


@require_GET
def download_view(request: HttpRequest, translation_key: uuid.UUID, code: str) -> HttpResponse:
    """Give one page in one language out as a file."""
    german, locale_id = _page_and_language(translation_key, code)
    if not _may_take_out(request.user, locale_id):
        raise PermissionDenied
    return _file(exchange.download(german, code, locale_id, _format(request)))


@require_GET
def export_view(request: HttpRequest) -> HttpResponse:
    """Ask which pages, then give them out as a zip."""
    if not _languages_of(request.user, to_bring=False):
        raise PermissionDenied
    form = ExportForm(request.GET or None, user=request.user)
    if form.is_bound and form.is_valid():
        selection = _selected(form.cleaned_data, request.user)
        if selection.found:
            return _file(exchange.archive(selection, form.cleaned_data["format"]))
        messages.info(request, _("There is no such page."))
    context = {"form": form, "limit": exchange.MOST_PAGES}
    return render(request, f"{FOLDER}exchange_export.html", context)


def _selected(wanted: dict[str, Any], user: Person) -> exchange.Selection:
    due: date | None = wanted["due"]
    return exchange.select(code=wanted["language"], wanted=wanted["wanted"], due=due, user=user)


def _format(request: HttpRequest) -> str:
    name = request.GET.get("format", "po")
    if name not in exchange.FORMATS:
        raise Http404
    return name


def _file(download: exchange.Download) -> HttpResponse:
    response = HttpResponse(download.content, content_type=download.content_type)
    header = content_disposition_header(as_attachment=True, filename=download.name)
    response["Content-Disposition"] = header or "attachment"
    return response


# ---------------------------------------------------------------- in


def upload_view(request: HttpRequest, translation_key: uuid.UUID, code: str) -> HttpResponse:
    """Take the file of one page back, at that page."""
    german, locale_id = _page_and_language(translation_key, code)
    rights.require_translator(request.user, locale_id)
    page = {
        "title": str(german),
        "language": _name(code),
        "download_url": reverse("translations_po_download", args=[translation_key, code]),
        "edit_url": _editor(translation_key, code),
    }
    return _import(request, page=page, door=(german.translation_key, code))


def import_view(request: HttpRequest) -> HttpResponse:
    """Take any files back, of one page or of many."""
    if not _languages_of(request.user, to_bring=True):
        raise PermissionDenied
    return _import(request, page=None, door=None)


def _import(
    request: HttpRequest, *, page: dict[str, str] | None, door: exchange.Door | None
) -> HttpResponse:
    form = ImportForm(request.POST or None, request.FILES or None)
    examined = None
    if request.method == "POST" and form.is_valid():
        examined = _bring_in(form, request.user, door)
    if examined is not None:
        return render(request, f"{FOLDER}import_report.html", _report(examined, form, page))
    return render(request, f"{FOLDER}import.html", {"form": form, "page": page})


def _bring_in(
    form: ImportForm, user: Person, door: exchange.Door | None
) -> list[exchange.Examined] | None:
    """Return what became of the files; None, with an error in the form, if they cannot be read."""
    wishes = form.cleaned_data
    try:
        uploads = packages.unpack(wishes["file"])
        if not uploads:
            raise UnreadableFileError(_("There is no PO or XLIFF file in the zip."), code="empty")
    except ValidationError as error:
        form.add_error("file", error)
        return None
    return exchange.bring_in(
        uploads,
        user=user,
        only_if_all_is_well=wishes["only_if_all_is_well"],
        with_doubts=wishes["with_doubts"],
        door=door,
    )


def _report(
    examined: list[exchange.Examined], form: ImportForm, page: dict[str, str] | None
) -> dict[str, Any]:
    total = exchange.count(examined)
    return {
        "page": page,
        "files": [_of_file(each) for each in examined],
        "total": total,
        "problem_count": sum(len(each.problems) for each in examined),
        "has_doubts": any(each.has_doubts for each in examined),
        "only_if_all_is_well": form.cleaned_data["only_if_all_is_well"],
        "with_doubts": form.cleaned_data["with_doubts"],
    }


def _of_file(examined: exchange.Examined) -> dict[str, Any]:
    of_sentences = [each for each in examined.problems if not each.is_of_the_whole_file]
    key, code = examined.translation_key, examined.code
    return {
        "file": examined,
        "language": _name(code) if code else "",
        "edit_url": _editor(key, code) if key is not None else "",
        "obstacles": [each for each in examined.problems if each.is_of_the_whole_file],
        "problems": of_sentences[:MOST_PROBLEMS],
        "further": max(len(of_sentences) - MOST_PROBLEMS, 0),
    }


def _editor(translation_key: uuid.UUID, code: str) -> str:
    return reverse("translations_edit", args=[translation_key, code])


# ---------------------------------------------------------------- who and what


def _page_and_language(translation_key: uuid.UUID, code: str) -> tuple[Any, int]:
    """Return the German page and the language of an address, or say that there is none."""
    locale_id = rights.locale_id_of(code)
    german = subjects.german_row(translation_key)
    if german is None or subjects.is_easy(locale_id):
        raise Http404
    return german, locale_id


def _may_take_out(user: Person, locale_id: int) -> bool:
    return (
        rights.may_translate(user, locale_id)
        or rights.may_review(user, locale_id)
        or rights.may_coordinate(user)
    )


def _languages_of(user: Person, *, to_bring: bool) -> list[str]:
    """Return the languages from which, or to which, this person carries texts."""
    may = rights.may_translate if to_bring else _may_take_out
    return [code for code, pk in sentences.target_languages().items() if may(user, pk)]


def _name(code: str) -> str:
    found = next((each for each in targets() if each.code == code), None)
    return f"{found.name} ({found.autonym})" if found is not None else code


URLS: list[Any] = [
    path("translations/export/", export_view, name="translations_export"),
    path("translations/import/", import_view, name="translations_import"),
    path(
        "translations/<uuid:translation_key>/<slug:code>/download/",
        download_view,
        name="translations_po_download",
    ),
    path(
        "translations/<uuid:translation_key>/<slug:code>/upload/",
        upload_view,
        name="translations_po_upload",
    ),
]
