"""The problem rows as a workbook, marked where the faults are, and the same workbook read back."""

import io
from collections.abc import Mapping

import xlsxwriter

from asah.foundation.imports import queries
from asah.foundation.imports.formats import ImportFormat, format_of
from asah.foundation.imports.models import ImportBatch
from asah.foundation.text.cells import plain_key, text_of
from asah.foundation.text.tables import Unreadable, read_table

LINE, REMARK = "Baris", "Perlu diperbaiki"


def problem_workbook(batch: ImportBatch, *, whole: bool = False) -> bytes:
    """An XLSX with the file's own columns, the line number first and the remarks last; faulty cells coloured.

    whole: every row of the file instead of the problem rows only. All cells are text, so nothing is damaged again.
    """
    one = format_of(batch.format)
    table = read_table(queries.content_of(batch), batch.sheet)
    problems = {row.number: row.findings for row in queries.problem_rows(batch).filter(status="problem")}
    edits = {(edit.number, edit.field): edit.text for edit in queries.all_edits(batch)}
    columns = [column["index"] for column in batch.table["columns"]]
    fields = {index: name for name, index in batch.mapping.items()}
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True, "num_format": "@"})
        plain = book.add_format({"num_format": "@"})
        marked = book.add_format({"num_format": "@", "bg_color": "#FCE8E6", "font_color": "#B3261E"})
        sheet = book.add_worksheet("Perlu diperbaiki")
        headers = [
            LINE,
            *(column["header"] or f"Kolom {column['index'] + 1}" for column in batch.table["columns"]),
            REMARK,
        ]
        for place, header in enumerate(headers):
            sheet.write_string(0, place, header, bold)
        sheet.freeze_panes(1, 1)
        start = batch.table["header_row"] + 1
        wanted = range(start + 1, len(table.rows) + 1) if whole else sorted(problems)
        for place, line in enumerate(wanted, start=1):
            row = table.rows[line - 1]
            faults = {found["field"]: found["message"] for found in problems.get(line, ()) if found["is_problem"]}
            sheet.write_string(place, 0, str(line), plain)
            for offset, index in enumerate(columns, start=1):
                name = fields.get(index, "")
                text = edits.get((line, name)) if name else None
                text = text if text is not None else text_of(row[index]) if index < len(row) else ""
                sheet.write_string(place, offset, text, marked if name in faults else plain)
                if name in faults:
                    sheet.write_comment(place, offset, faults[name])
            sheet.write_string(place, len(columns) + 1, "; ".join(_remarks(one, faults)), plain)
    return out.getvalue()


def read_repaired(batch: ImportBatch, content: bytes) -> Mapping[tuple[int, str], str]:
    """The cells of a repaired workbook: (line, field) -> text, for mapped columns only.

    Raises Unreadable when it is not a workbook that `problem_workbook` made for a file with these columns.
    """
    table = read_table(content)
    if not table.rows:
        raise Unreadable("Berkas perbaikan ini kosong.")
    headers = {plain_key(text_of(cell)): place for place, cell in enumerate(table.rows[0])}
    if plain_key(LINE) not in headers:
        raise Unreadable(f"Berkas ini tidak punya kolom {LINE}. Unduh dahulu baris yang perlu diperbaiki.")
    names = {column["index"]: column["header"] or f"Kolom {column['index'] + 1}" for column in batch.table["columns"]}
    places = {
        name: headers[plain_key(names[index])]
        for name, index in batch.mapping.items()
        if plain_key(names.get(index, "")) in headers
    }
    cells: dict[tuple[int, str], str] = {}
    for row in table.rows[1:]:
        line = text_of(row[headers[plain_key(LINE)]])
        if line.isdigit():
            for name, place in places.items():
                cells[(int(line), name)] = text_of(row[place]) if place < len(row) else ""
    return cells


def template_workbook(one: ImportFormat) -> bytes:
    """An empty workbook with the format's columns; required ones bold, meanings as comments."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        sheet = book.add_worksheet(str(one.title)[:31])
        for place, field in enumerate(one.fields):
            sheet.set_column(place, place, 18, text)
            sheet.write_string(0, place, str(field.label), bold if field.required else None)
            if field.meaning:
                sheet.write_comment(0, place, str(field.meaning))
        sheet.freeze_panes(1, 0)
    return out.getvalue()


def _remarks(one: ImportFormat, faults: Mapping[str, str]) -> list[str]:
    return [f"{one.field(name).label}: {text}" if name else text for name, text in faults.items()]
