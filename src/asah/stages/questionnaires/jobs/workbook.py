"""A survey as a workbook: response, named answers, unnamed counts, open answers, and a sheet that says what it is."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from asah.stages.questionnaires.queries import SurveyFile

_RESPONSE = ("Unit", "Diundang", "Mulai", "Selesai", "Tingkat jawaban")
_NAMED = ("Nama", "NIP", "Unit", "Pertanyaan", "Kompetensi", "Tentang", "Jawaban")
_COUNTS = ("Pertanyaan", "Jawaban", "Banyak")


def workbook(found: SurveyFile, about: Mapping[str, str]) -> bytes:
    """The bytes of an XLSX file: NIPs are text, no cell is a formula."""
    buffer = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = xlsxwriter.Workbook(buffer, options)
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    percent = book.add_format({"num_format": "0%"})
    _sheet(book, bold, "Tingkat jawaban", _RESPONSE, found.response, (40, 10, 10, 10, 16), percent)
    _sheet(book, bold, "Bernama", _NAMED, found.named, (30, 22, 36, 40, 30, 30, 40))
    _sheet(book, bold, "Tanpa nama", _COUNTS, found.counts, (60, 50, 10))
    _sheet(book, bold, "Jawaban terbuka", ("Pertanyaan", "Jawaban"), found.texts, (40, 100))
    _sheet(book, bold, "Keterangan", ("Perihal", "Isi"), [*about.items(), *found.remarks], (24, 100))
    book.close()
    return buffer.getvalue()


def _sheet(
    book: Any,
    bold: Any,
    name: str,
    header: Sequence[str],
    rows: Sequence[Sequence[Any]],
    widths: Sequence[int],
    last: Any = None,
) -> None:
    sheet = book.add_worksheet(name)
    sheet.write_row(0, 0, header, bold)
    sheet.freeze_panes(1, 0)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for at, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(at, column, value)
            elif value is not None:
                sheet.write_number(at, column, value, last if last and column == len(row) - 1 else None)
