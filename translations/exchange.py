"""Files for agencies: what goes out, and what of that which comes back is taken over.

A file that comes back is examined as a whole before anything of it is kept. What is kept counts
as typed by the person who brought it; it is public only after somebody has handed it in and
somebody else has approved it.
"""

from __future__ import annotations

import io
import uuid
import zipfile
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from types import ModuleType
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.core.languages import language
from translations import (
    claims,
    drafts,
    markup,
    packages,
    plausibility,
    po_files,
    rights,
    segments,
    sentences,
    sheets,
    states,
    subjects,
    xliff_files,
)
from translations.models import TranslationRecord
from translations.segments import Segment
from translations.sheets import Entry, Received, UnreadableFileError
from translations.states import Subject, TranslationState

FORMATS: dict[str, ModuleType] = {"po": po_files, "xliff": xliff_files}
# So many come back in one zip, and are examined within a request.
MOST_PAGES = packages.MOST_FILES
MOST_ENTRIES = 2_000


# ---------------------------------------------------------------- out: one page


@dataclass(frozen=True)
class Download:
    """A file to give out."""

    name: str
    content: bytes
    content_type: str


def download(german: Any, code: str, locale_id: int, format_name: str = "po") -> Download:
    """Return one page in one language as a file.

    Raises:
        ValidationError: the German page is not published.
    """
    sheet = sheets.sheet_of(german, code, locale_id)
    format_module = FORMATS[format_name]
    return Download(
        _file_name(sheet, format_module), format_module.write(sheet), format_module.CONTENT_TYPE
    )


def _file_name(sheet: sheets.Sheet, format_module: ModuleType) -> str:
    title = slugify(sheet.title)[:50] or "text"
    return f"{title}-{sheet.code}-{sheet.translation_key.hex[:8]}.{format_module.EXTENSION}"


# ---------------------------------------------------------------- out: many pages


class Wanted(models.TextChoices):
    """Which pages an agency gets."""

    MISSING = "missing", gettext_lazy("pages without a translation")
    OUTDATED = "outdated", gettext_lazy("pages whose German text has changed")
    NEEDED = "needed", gettext_lazy("pages somebody has asked for")


@dataclass(frozen=True)
class Selection:
    """Pages of one language, in the order in which they are due."""

    code: str
    locale_id: int
    found: tuple[Subject, ...]
    # With whom those are in progress that stay here.
    left_out: tuple[tuple[Subject, str], ...] = ()


def select(*, code: str, wanted: str, due: date | None, user: Any) -> Selection:
    """Return the pages to send away, without those that somebody else is working on."""
    locale_id = subjects.target_locale_ids()[code]
    everything = states.all_subjects()
    known = states.states_of(everything, [locale_id])
    found, left_out = [], []
    for each in everything:
        state = known[each.translation_key, locale_id]
        if not _is_wanted(each, state, wanted, due):
            continue
        if state.claimed_by_id not in {None, user.pk}:
            left_out.append((each, state.claimed_by))
        else:
            found.append((_deadline(each, state) or date.max, each.title, each))
    found.sort(key=lambda entry: entry[:2])
    return Selection(code, locale_id, tuple(entry[2] for entry in found), tuple(left_out))


def _is_wanted(subject: Subject, state: TranslationState, wanted: str, due: date | None) -> bool:
    deadline = _deadline(subject, state)
    is_under_review = state.review is not None and not state.review.is_sent_back
    if not subject.sentences or is_under_review:
        return False
    if due is not None and (deadline is None or deadline > due):
        return False
    return {
        Wanted.MISSING.value: not state.is_public,
        Wanted.OUTDATED.value: state.outdated_since is not None,
        Wanted.NEEDED.value: state.is_needed and not state.is_current,
    }[wanted]


def _deadline(subject: Subject, state: TranslationState) -> date | None:
    return state.needed_by or subject.next_day


def archive(selection: Selection, format_name: str = "po") -> Download:
    """Return many pages as one zip, with a page of explanation."""
    format_module = FORMATS[format_name]
    target = io.BytesIO()
    names = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for subject in selection.found[:MOST_PAGES]:
            german = subjects.german_row(subject.translation_key)
            if german is None:
                continue
            sheet = sheets.sheet_of(german, selection.code, selection.locale_id)
            names.append(_file_name(sheet, format_module))
            package.writestr(names[-1], format_module.write(sheet))
        package.writestr("readme.txt", _readme(selection, len(names)))
    name = f"brueckenwerk-{selection.code}-{format_name}.zip"
    return Download(name, target.getvalue(), "application/zip")


def _readme(selection: Selection, count: int) -> str:
    known = language(selection.code)
    lines = [
        "Brückenwerk",
        "",
        _("Language: %(language)s (%(code)s)")
        % {"language": known.autonym if known else "", "code": selection.code},
        _("Files: %(count)s, one for each page") % {"count": count},
        "",
        _("Please leave the first lines of each file as they are: they say which page it is."),
        _('Please keep tags such as <b> and <a id="a1">, numbers and telephone numbers.'),
        _("The notes beside a sentence say where it stands and how long it may be."),
        _("Sentences marked as unsure (fuzzy) are only taken over when the mark is removed."),
        _("The files may come back one by one or as a zip, under any name, in UTF-8."),
    ]
    if len(selection.found) > MOST_PAGES:
        further = len(selection.found) - MOST_PAGES
        lines += ["", _("Further pages that did not fit: %(count)s") % {"count": further}]
    if selection.left_out:
        lines += ["", _("In progress with somebody else, and therefore not included:")]
        lines += [f"- {subject.title} ({name})" for subject, name in selection.left_out]
    return "\r\n".join([*lines, ""])


# ---------------------------------------------------------------- in: what is wrong with a file


@dataclass(frozen=True)
class Problem:
    """One thing to put right, for people who read no markup."""

    problem: str
    advice: str
    place: str = ""
    german: str = ""
    # A guess, which a person may overrule.
    is_doubt: bool = False

    @property
    def is_of_the_whole_file(self) -> bool:
        return not self.place and not self.german


@dataclass
class Examined:
    """One file that came back, and what is to be said about it."""

    file_name: str
    title: str = ""
    code: str = ""
    german: Any = None
    record: Any = None
    texts: dict[sentences.Key, str] = field(default_factory=dict)
    doubtful: dict[sentences.Key, str] = field(default_factory=dict)
    versions: dict[sentences.Key, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    taken: int = 0
    unchanged: int = 0
    empty: int = 0
    unsure: int = 0

    @property
    def translation_key(self) -> uuid.UUID | None:
        return self.german.translation_key if self.german is not None else None

    @property
    def has_doubts(self) -> bool:
        return bool(self.doubtful)

    def is_well(self, *, with_doubts: bool) -> bool:
        """Tell whether everything in the file can be taken over."""
        return all(problem.is_doubt and with_doubts for problem in self.problems)


# The page at which a file was brought, where it was brought at one.
Door = tuple[uuid.UUID, str]


def examine(upload: packages.Upload, *, user: Any, door: Door | None = None) -> Examined:
    """Return what is in a file and what is wrong with it; keeps nothing of it."""
    examined = Examined(upload.name)
    try:
        if upload.problem:
            raise UnreadableFileError(upload.problem, code="refused")
        received = _format_of(upload).read(upload.content)
        _identify(examined, received, user=user, door=door)
    except ValidationError as error:
        advice = _("Nothing of this file was taken over.")
        examined.problems += [Problem(message, advice) for message in error.messages]
        return examined
    _Examination(examined, received, user).run()
    return examined


def _format_of(upload: packages.Upload) -> ModuleType:
    is_xml = upload.content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    return xliff_files if is_xml or upload.extension in packages.XLIFF else po_files


def _identify(examined: Examined, received: Received, *, user: Any, door: Door | None) -> None:
    """Find the page and the language of a file, and whether this person may write there.

    Raises:
        ValidationError: there is no such page, or it is not hers to write.
    """
    code = _known_code(received.code)
    if door is not None and door != (received.translation_key, code):
        raise UnreadableFileError(
            _("The file is for another page or another language than this one."), code="other"
        )
    locale_id = sentences.target_languages()[code]
    if not rights.may_translate(user, locale_id):
        raise UnreadableFileError(
            _("You do not translate into this language: %(code)s") % {"code": code}, code="rights"
        )
    german = subjects.german_row(received.translation_key)
    if german is None:
        raise UnreadableFileError(
            _("The German page of this file is not public, or it does not exist any more."),
            code="gone",
        )
    examined.german, examined.title, examined.code = german, str(german), code
    with transaction.atomic():
        examined.record = drafts.prepare(german, locale_id)
    _require_open(examined, user)
    if len(received.entries) > MOST_ENTRIES:
        raise UnreadableFileError(_("The file is too large for one page."), code="too-large")


def _known_code(code: str) -> str:
    """Return our code of a language; “ar-SA” is content with “ar”."""
    targets = sentences.target_languages()
    found = code.lower().replace("_", "-")
    for candidate in (found, found.partition("-")[0]):
        if candidate in targets and found != "de-simple":
            return candidate
    raise UnreadableFileError(
        _("The file does not say for which language it is, or the site does not have it."),
        code="language",
    )


def _require_open(examined: Examined, user: Any) -> None:
    """Refuse what somebody else has claimed or locked."""
    record = TranslationRecord.objects.select_related("claimed_by").get(pk=examined.record.pk)
    claims.require_free(record, user)
    row = subjects.row_in(examined.german, record.locale_id)
    if row is not None:
        drafts.require_unlocked(row, user)


class _Examination:
    """Goes through the sentences of one file."""

    def __init__(self, examined: Examined, received: Received, user: Any) -> None:
        found = segments.segments_of(examined.german)
        self.examined = examined
        self.received = received
        self.user = user
        self.known = {(each.place, sheets.comparable(each.html)): each for each in found}
        self.places = {each.place for each in found}
        locale_id = examined.record.locale_id
        self.typed = sentences.typed_for(examined.german.translation_key, locale_id)
        self.seen: dict[sentences.Key, str] = {}
        self.pairs: list[tuple[str, str]] = []

    def run(self) -> None:
        for entry in self.received.entries:
            if not entry.text.strip():
                self.examined.empty += 1
            elif entry.is_unsure:
                self.examined.unsure += 1
            else:
                self._take(entry)
        if plausibility.is_wrong_language(self.pairs, self.examined.code):
            self._refuse_all()

    def _take(self, entry: Entry) -> None:
        segment = self.known.get((entry.place, sheets.comparable(entry.german)))
        if segment is None:
            self._complain_about_unknown(entry)
            return
        try:
            html = markup.clean(entry.text)
        except markup.MarkupError as error:
            self._complain(segment, str(error), _("Please correct the tags in this sentence."))
            return
        self._compare(segment, html)

    def _compare(self, segment: Segment, html: str) -> None:
        key = (segment.place, segment.hash)
        if self.seen.setdefault(key, html) != html:
            self._complain(
                segment,
                _("The same sentence stands in the file twice, with different translations."),
                _("The first one counts. Please use the same words in both."),
            )
            return
        # What stands there already counts too: it says which language the file is in.
        self.pairs.append((segment.text, markup.plain(html)))
        stands = self.typed.get(key)
        if stands is not None and stands.html == html and not (stands.is_machine or stands.error):
            self.examined.unchanged += 1
            return
        if self._is_newer_here(key, html):
            self._complain(
                segment,
                _("Somebody has changed this sentence since the file was downloaded."),
                _("Please compare it with the text in the editor."),
            )
            return
        self._judge(segment, key, html)

    def _judge(self, segment: Segment, key: sentences.Key, html: str) -> None:
        limit = segments.max_length_of(self.examined.german, segment.place)
        error = sentences.error_in(segment, html, limit)
        if error:
            self._complain(segment, error, _("Please correct the sentence and bring it again."))
            return
        doubts = plausibility.doubts(segment.text, markup.plain(html), self.examined.code)
        for doubt in doubts:
            self._complain(segment, doubt.problem, doubt.advice, is_doubt=True)
        kept = self.examined.doubtful if doubts else self.examined.texts
        kept[key] = html
        if key in self.typed:
            self.examined.versions[key] = self.typed[key].version

    def _is_newer_here(self, key: sentences.Key, html: str) -> bool:
        stands, exported_at = self.typed.get(key), self.received.exported_at
        if stands is None or exported_at is None or stands.html == html:
            return False
        return stands.saved_at > exported_at and stands.author_id != self.user.pk

    def _complain(
        self, segment: Segment, problem: str, advice: str, *, is_doubt: bool = False
    ) -> None:
        place = segments.label_of(self.examined.german, segment.place)
        self.examined.problems.append(Problem(problem, advice, place, segment.text, is_doubt))

    def _complain_about_unknown(self, entry: Entry) -> None:
        if entry.place in self.places:
            place = segments.label_of(self.examined.german, entry.place)
            problem = _("The German sentence has changed since the file was downloaded.")
        else:
            place, problem = "", _("This sentence is not on the German page any more.")
        advice = _("Please download the page again and translate what is new.")
        self.examined.problems.append(Problem(problem, advice, place, entry.german[:500]))

    def _refuse_all(self) -> None:
        examined, known = self.examined, language(self.examined.code)
        examined.texts.clear()
        examined.doubtful.clear()
        problem = Problem(
            _("Most of the file is not in this language: %(language)s")
            % {"language": known.autonym if known else examined.code},
            _("Nothing of this file was taken over."),
        )
        # What is doubtful about each sentence has just been said of all.
        examined.problems = [problem, *(each for each in examined.problems if not each.is_doubt)]


# ---------------------------------------------------------------- in: taking over


def bring_in(
    uploads: Iterable[packages.Upload],
    *,
    user: Any,
    only_if_all_is_well: bool = False,
    with_doubts: bool = False,
    door: Door | None = None,
) -> list[Examined]:
    """Examine files, then take over what is good: as typed by this person, not public.

    With `only_if_all_is_well` one problem in one file keeps everything out.
    """
    examined = [examine(upload, user=user, door=door) for upload in uploads]
    is_well = all(each.is_well(with_doubts=with_doubts) for each in examined)
    if is_well or not only_if_all_is_well:
        for each in examined:
            _take_over(each, user=user, with_doubts=with_doubts)
    return examined


def _take_over(examined: Examined, *, user: Any, with_doubts: bool) -> None:
    texts = {**examined.texts, **(examined.doubtful if with_doubts else {})}
    if not texts:
        return
    try:
        with transaction.atomic():
            _save(examined, texts, user)
    except ValidationError as error:
        # Somebody else was quicker, between the examination and now.
        advice = _("Nothing of this file was taken over.")
        examined.problems += [Problem(message, advice) for message in error.messages]
        return
    examined.taken = len(texts)


def _save(examined: Examined, texts: dict[sentences.Key, str], user: Any) -> None:
    german, locale_id = examined.german, examined.record.locale_id
    record = claims.lock_record(translation_key=german.translation_key, locale_id=locale_id)
    claims.require_free(record, user)
    sentences.save(german, record, texts, author=user, versions=examined.versions)
    if record.claimed_by_id == user.pk:
        # Whoever works on it goes on doing so.
        claims.take(translation_key=german.translation_key, locale_id=locale_id, user=user)


def count(examined: Collection[Examined]) -> Counter[str]:
    """Return what became of all sentences of several files."""
    return Counter(
        {
            name: sum(getattr(each, name) for each in examined)
            for name in ("taken", "unchanged", "empty", "unsure")
        }
    )
