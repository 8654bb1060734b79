"""AKPK and HCDP as workbooks: NIPs are text, no cell is a formula, a sheet says what it is."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from asah.stages.needs.jobs.facts import ReportFacts
from asah.stages.needs.rules import PART_WORDS
from asah_basics.formats import moment

_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


def akpk_workbook(facts: ReportFacts) -> bytes:
    """Competencies, units, importance of service, and what the file is."""
    figures = facts.report.figures
    buffer, book, bold = _open(facts, "AKPK")
    header: tuple[str, ...] = (
        "Kode",
        "Kompetensi",
        "Jenis",
        "Orang",
        "Diusulkan",
        "Sumber bertentangan",
        "Bobot (poin)",
    )
    _sheet(
        book,
        bold,
        "Kompetensi",
        header,
        (14, 44, 16, 10, 12, 18, 14),
        (_numbers(row) for row in figures["competencies"]),
    )
    header = ("Kode", "Unit", "Pegawai", "Kebutuhan", "Diusulkan", "Bobot (poin)", "Terbesar")
    _sheet(book, bold, "Unit", header, (14, 44, 10, 12, 12, 14, 40), (_numbers(row) for row in figures["units"]))
    header = ("Rumpun", "Kode", "Kompetensi", "Faktor", "Alasan", "Berlaku sejak")
    weights = (
        (row.family, row.code, row.competency, row.factor, row.reason, row.since.isoformat()) for row in facts.weights
    )
    _sheet(book, bold, "Kepentingan layanan", header, (18, 14, 40, 8, 60, 14), weights)
    _about(book, bold, facts, "Analisis Kebutuhan Pengembangan Kompetensi (AKPK)")
    book.close()
    return buffer.getvalue()


def hcdp_workbook(facts: ReportFacts) -> bytes:
    """One row for each of the first needs of everybody."""
    buffer, book, bold = _open(facts, "HCDP")
    header = (
        "Perangkat daerah", "Unit kerja", "Nama", "NIP", "Jabatan", "Urutan", "Kode", "Kompetensi", "Jenis",
        "Syarat", "Level sekarang", "Kesenjangan", "Bobot (poin)", "Jalur yang disarankan", "Tugas belajar",
    )  # fmt: skip
    rows = (
        (
            line.opd, line.unit, line.name, line.nip, line.job, line.place, line.code, line.competency, line.kind,
            line.required, line.held, line.gap, line.weight, line.path, "ya" if line.studies else "",
        )
        for line in facts.lines
    )  # fmt: skip
    _sheet(book, bold, "HCDP", header, (34, 34, 30, 22, 34, 8, 14, 40, 14, 8, 14, 12, 12, 20, 12), rows)
    _about(book, bold, facts, "Rencana pengembangan kompetensi perorangan (HCDP)")
    book.close()
    return buffer.getvalue()


def _open(facts: ReportFacts, title: str) -> tuple[BytesIO, Any, Any]:
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, _OPTIONS)
    # A fixed creation date: the same report gives the same file.
    book.set_properties({"title": f"{title} {facts.report.year}", "created": facts.made_at.replace(tzinfo=None)})
    return buffer, book, book.add_format({"bold": True, "bottom": 1, "text_wrap": True})


def _numbers(row: Sequence[Any]) -> list[Any]:
    """Frozen figures keep decimals as text; the sheet wants numbers."""
    return [Decimal(cell) if isinstance(cell, str) and cell.replace(".", "", 1).isdigit() and at > 1 else cell
            for at, cell in enumerate(row)]  # fmt: skip


def _sheet(
    book: Any, bold: Any, name: str, header: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[Any]]
) -> None:
    sheet = book.add_worksheet(name)
    sheet.write_row(0, 0, header, bold)
    sheet.freeze_panes(1, 1)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for at, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(at, column, value)
            elif value is not None:
                sheet.write_number(at, column, float(value))


def _about(book: Any, bold: Any, facts: ReportFacts, what: str) -> None:
    report, figures = facts.report, facts.report.figures
    rows = [
        ("Isi", f"{what} {report.year}, nomor {report.number}"),
        ("Pemerintah daerah", facts.government),
        ("Status", report.status_word),
        ("Keadaan per", str(figures["on"])),
        ("Dibuat", f"{moment(facts.made_at, facts.zone)} oleh {facts.made_by}"),
        ("Pegawai dengan kebutuhan", f"{figures['people']} dari {figures['staff']}"),
        ("Tanpa usulan siapa pun", f"{figures['silent_people']} orang; kebutuhan mereka dihitung sama"),
        ("Bobot", "Satu poin setara satu level kesenjangan, dikalikan faktor kepentingan layanan"),
        *((f"Bagian: {word}", f"{figures['parts'][part]} poin") for part, word in PART_WORDS.items()),
        ("Digest", report.digest),
    ]
    rows += [
        (step.word, f"{step.name}, {moment(step.taken_at, facts.zone)} {step.decree}".strip()) for step in report.steps
    ]
    if facts.is_sample:
        rows.append(("Data contoh", "Orang dan angka pada berkas ini rekaan, bukan dokumen resmi"))
    _sheet(book, bold, "Keterangan", ("Keterangan", ""), (34, 90), rows)
