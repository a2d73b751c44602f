"""Tables as files for spreadsheets, in which nothing that somebody typed is ever calculated."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# A spreadsheet takes what begins so for a formula, which may send data away or start programs.
# The last four are the wide forms of East Asian keyboards.
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def harmless(text: str) -> str:
    """Return a text as a spreadsheet shows it: never a formula, and without control characters."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    return f"'{text}" if text.startswith(BEGINS_A_FORMULA) else text


def as_csv(table: Iterable[Sequence[str]], name: str) -> HttpResponse:
    """Return a table as German spreadsheets expect it: in UTF-8, between semicolons."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    for row in table:
        writer.writerow([harmless(text) for text in row])
    # Without the mark Excel takes the file for an older encoding.
    content = "\ufeff" + target.getvalue()
    return _file(content.encode(), CSV_TYPE, f"{name}.csv")


def as_xlsx(table: Iterable[Sequence[str]], name: str) -> HttpResponse:
    """Return a table as a workbook of texts, with its heads held in place."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "B2"
    for row in table:
        cells = []
        for text in row:
            cell = WriteOnlyCell(sheet, value=harmless(text))
            cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    target = io.BytesIO()
    book.save(target)
    return _file(target.getvalue(), XLSX_TYPE, f"{name}.xlsx")


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
