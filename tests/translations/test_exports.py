"""Tables for spreadsheets hold texts only: nothing that somebody typed is calculated."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from openpyxl import load_workbook

from translations import exports

EVIL = [
    '=HYPERLINK("http://127.0.0.1/?"&A1;"Klick")',
    "+49 69 90009",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\uff1d1+1",
]
HARMLESS = ["Sprachcafé; „neu“", "مقهى", "Zeile 1\nZeile 2", "3 = 2 + 1", "", "'s ist so"]


def rows_of_csv(response: Any) -> list[list[str]]:
    text = response.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def cells_of_xlsx(response: Any) -> list[Any]:
    book = load_workbook(io.BytesIO(response.content))
    return [cell for row in book.active.iter_rows() for cell in row]


@pytest.mark.parametrize("text", EVIL)
def test_no_cell_begins_like_a_formula(text: str) -> None:
    ((csv_cell,),) = rows_of_csv(exports.as_csv([[text]], "x"))
    (xlsx_cell,) = cells_of_xlsx(exports.as_xlsx([[text]], "x"))

    assert csv_cell.startswith("'")
    assert xlsx_cell.data_type == "s"
    assert xlsx_cell.value.startswith("'")


@pytest.mark.parametrize("text", HARMLESS)
def test_other_texts_arrive_as_they_are(text: str) -> None:
    ((csv_cell,),) = rows_of_csv(exports.as_csv([[text]], "x"))
    (xlsx_cell,) = cells_of_xlsx(exports.as_xlsx([[text]], "x"))

    assert csv_cell == text
    assert (xlsx_cell.value or "") == text


def test_control_characters_do_not_break_the_file() -> None:
    (cell,) = cells_of_xlsx(exports.as_xlsx([["a\x00b\x0bc"]], "x"))

    assert cell.value == "abc"


def test_files_are_downloads_with_a_name() -> None:
    as_csv, as_xlsx = exports.as_csv([["a"]], "Übersicht"), exports.as_xlsx([["a"]], "Übersicht")

    assert as_csv["Content-Type"] == "text/csv; charset=utf-8"
    assert as_xlsx["Content-Type"].endswith("spreadsheetml.sheet")
    for response, ending in ((as_csv, ".csv"), (as_xlsx, ".xlsx")):
        assert response["Content-Disposition"].startswith("attachment; ")
        assert response["Content-Disposition"].endswith(ending)


def test_excel_is_told_that_the_file_is_utf_8() -> None:
    assert exports.as_csv([["Grüße"]], "x").content.startswith(b"\xef\xbb\xbf")


def test_the_heads_of_a_workbook_stay_in_sight() -> None:
    book = load_workbook(
        io.BytesIO(exports.as_xlsx([["Titel", "Arabisch"], ["a", "b"]], "x").content)
    )

    assert book.active.freeze_panes == "B2"
