"""Writes the tables that people take away: XLSX with a sheet that says what it is, and CSV as Excel here opens it.

Texts are never formulas, links or numbers: a NIP keeps its 18 digits. What the file is, its filter, time and maker
never stand in the first rows, where they would break the table (ux.md 2.9).
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter

from asah_basics.formats import number

Value = str | int | float | Decimal | None
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
ABOUT = "Keterangan"
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


@dataclass(frozen=True)
class Sheet:
    """One table: its name, column heads with their widths in characters, and rows; None leaves a cell empty."""

    name: str
    header: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[Value]]


def workbook(sheets: Sequence[Sheet], about: Mapping[str, str]) -> bytes:
    """The bytes of an XLSX file: the sheets, and one named Keterangan with what the file is."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, _OPTIONS)
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    for one in sheets:
        _fill(book.add_worksheet(one.name), one, bold)
    notes = Sheet(ABOUT, ((ABOUT, 34), ("", 90)), list(about.items()))
    _fill(book.add_worksheet(ABOUT), notes, bold)
    book.close()
    return buffer.getvalue()


def csv_file(sheet: Sheet) -> bytes:
    """The bytes of a CSV file: UTF-8 with BOM, semicolons, decimal commas."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([name for name, _width in sheet.header])
    writer.writerows([[_written(value) for value in row] for row in sheet.rows])
    return text.getvalue().encode("utf-8-sig")


def about_file(about: Mapping[str, str]) -> bytes:
    """The companion of a CSV file: what its sheet Keterangan would say."""
    return csv_file(Sheet(ABOUT, ((ABOUT, 0), ("", 0)), list(about.items())))


def _fill(target: Any, one: Sheet, bold: Any) -> None:
    target.freeze_panes(1, 1)
    for column, (name, width) in enumerate(one.header):
        target.write_string(0, column, name, bold)
        target.set_column(column, column, width)
    for at, row in enumerate(one.rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                target.write_string(at, column, value)
            elif value is not None:
                target.write_number(at, column, float(value))


def _written(value: Value) -> str:
    """A text that a spreadsheet would take for a formula is kept a text by a leading apostrophe."""
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
    # Without the dots of thousands, which other programs would take for decimals.
    return str(value) if isinstance(value, int) else number(value, at_most=6).replace(".", "").replace("−", "-")
