"""The roster as a spreadsheet file, the way SIASN exports it: every NIP a text cell."""

import io
from collections.abc import Mapping, Sequence

import xlsxwriter

from demo.roster import COLUMNS


def roster_workbook(rows: Sequence[Mapping[str, str]]) -> bytes:
    """An XLSX file with one sheet; header in the first row."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"constant_memory": False, "strings_to_numbers": False})
    sheet = book.add_worksheet("Data Utama")
    sheet.write_row(0, 0, COLUMNS)
    for place, row in enumerate(rows, 1):
        for column, name in enumerate(COLUMNS):
            sheet.write_string(place, column, row[name])
    book.close()
    return buffer.getvalue()
