"""The catalogue as a workbook: one row a programme in the columns of the import, prices beside, where it came from."""

from collections.abc import Sequence
from io import BytesIO

import xlsxwriter

from asah.stages.catalogue.queries import Card, SheetRow
from asah.stages.catalogue.rules import SHEET


def workbook(rows: Sequence[SheetRow], cards: Sequence[Card], made: str, with_drafts: bool) -> bytes:
    """The bytes of an XLSX file. Every cell of the first sheet is text, so that nothing is read in two ways."""
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    bold, text = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "@", "text_wrap": True})
    sheet = book.add_worksheet("Program")
    sheet.write_row(0, 0, ["Kode", *(column.header for column in SHEET)], bold)
    sheet.freeze_panes(1, 2)
    sheet.set_column(1, len(SHEET), 24)
    for at, row in enumerate(rows, 1):
        for place, cell in enumerate([row.code, *(row.cells[column.field] for column in SHEET)]):
            sheet.write_string(at, place, cell, text)
    prices = book.add_worksheet("Biaya")
    prices.write_row(0, 0, ["Kode", "Program", "Versi", "JP", "Biaya per orang, kelas penuh (Rp)"], bold)
    for at, card in enumerate(cards, 1):
        prices.write_row(at, 0, [card.version.code, card.version.name, card.version.number, float(card.version.jp)])
        if card.per_head_rupiah is not None:
            prices.write_number(at, 4, card.per_head_rupiah)
    about = book.add_worksheet("Keterangan")
    scope = "termasuk rancangan yang belum terbit" if with_drafts else "versi terbit"
    told = (("Isi", f"Katalog program, {scope}"), ("Dibuat", made), ("Impor", "Lembar Program dapat diimpor kembali."))
    for at, words in enumerate(told):
        about.write_row(at, 0, words)
    for at, column in enumerate(SHEET, len(told) + 1):
        about.write_row(at, 0, (column.header, column.meaning))
    book.close()
    return buffer.getvalue()
