"""The plan as a workbook: programmes, participants, people who wait, sharing, and a sheet that says what it is."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from asah.stages.plan.jobs.facts import PlanFacts
from asah.stages.plan.queries import GroupRow, ProgrammeRow
from asah.stages.plan.rules.words import GROUP_WORDS
from asah_basics.formats import moment, number, rupiah


def workbook(facts: PlanFacts) -> bytes:
    """The bytes of an XLSX file. NIPs are text; no cell is a formula; figures equal those of the page."""
    buffer = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = xlsxwriter.Workbook(buffer, options)
    # A fixed creation date: the same plan gives the same file.
    book.set_properties({"title": f"Rencana {facts.year}", "created": facts.made_at.replace(tzinfo=None)})
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    money = book.add_format({"num_format": "#,##0"})
    _programmes(book, bold, money, facts)
    _participants(book, bold, money, facts)
    _waiting(book, bold, facts)
    _groups(book, bold, facts)
    _about(book, bold, facts)
    book.close()
    return buffer.getvalue()


def _sheet(book: Any, bold: Any, name: str, header: Sequence[str], widths: Sequence[int]) -> Any:
    sheet = book.add_worksheet(name)
    sheet.write_row(0, 0, header, bold)
    sheet.freeze_panes(1, 1)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    return sheet


def _write(sheet: Any, rows: Iterable[Sequence[Any]], money: Any = None, money_columns: Sequence[int] = ()) -> None:
    for at, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(at, column, value)
            elif column in money_columns:
                sheet.write_number(at, column, value, money)
            else:
                sheet.write_number(at, column, value)


def _programmes(book: Any, bold: Any, money: Any, facts: PlanFacts) -> None:
    header = ("Program", "Kode", "Keputusan", "Kelas", "Kursi", "Biaya (Rp)", "Tertutup (poin)", "Bulan", "Alasan")
    sheet = _sheet(book, bold, "Program", header, (42, 10, 14, 8, 8, 16, 14, 22, 70))
    rows = (
        (row.name, row.code, row.word[0], row.classes, row.seats, row.cost_rupiah, *_result(row))
        for row in facts.page.programmes
    )
    _write(sheet, rows, money, (5,))


def _result(row: ProgrammeRow) -> tuple[float, str, str]:
    return round(row.points, 2), row.months, row.reason


def _shares(row: GroupRow) -> tuple[float, ...]:
    values = (row.trained_percent, row.at_floor_percent, row.jp_mean, row.coverage_percent)
    return tuple(round(value, 1) for value in values)


def _participants(book: Any, bold: Any, money: Any, facts: PlanFacts) -> None:
    header = ("Nama", "NIP", "Unit", "Program", "Kode", "Bulan", "JP", "Urutan", "Biaya kursi (Rp)")
    sheet = _sheet(book, bold, "Peserta", header, (32, 22, 36, 42, 10, 12, 6, 8, 16))
    rows = (
        (row.name, row.nip, row.unit, row.programme, row.code, row.month, row.jp, row.rank, row.cost_rupiah)
        for row in facts.seats
    )
    _write(sheet, rows, money, (8,))


def _waiting(book: Any, bold: Any, facts: PlanFacts) -> None:
    header = ("Nama", "NIP", "Unit", "Program", "Kode", "Urutan", "Alasan")
    sheet = _sheet(book, bold, "Menunggu", header, (32, 22, 36, 42, 10, 8, 80))
    _write(
        sheet, ((row.name, row.nip, row.unit, row.programme, row.code, row.rank, row.reason) for row in facts.waiting)
    )


def _groups(book: Any, bold: Any, facts: PlanFacts) -> None:
    header = ("Kelompok", "Jenis", "Pegawai", "Terlatih (%)", "Mencapai 20 JP (%)", "Rata-rata JP", "Terlayani (%)")
    sheet = _sheet(book, bold, "Pemerataan", header, (40, 20, 10, 14, 18, 14, 14))
    rows = (
        (row.name, GROUP_WORDS[kind], row.people, *_shares(row))
        for kind, found in facts.page.groups.items()
        for row in found
        if not row.is_small
    )
    _write(sheet, rows)


def _about(book: Any, bold: Any, facts: PlanFacts) -> None:
    run = facts.run
    sheet = _sheet(book, bold, "Keterangan", ("Keterangan", ""), (34, 90))
    rows = [
        ("Isi", f"Rencana pengembangan kompetensi {facts.year}, {facts.page.title}"),
        ("Pemerintah daerah", facts.government),
        ("Status", facts.page.scenario.get_status_display()),
        ("Dibuat", f"{moment(facts.made_at, facts.zone)} oleh {facts.made_by}"),
        ("Saringan", "Semua baris yang boleh Anda lihat"),
        ("Pagu skenario", rupiah(facts.page.scenario.budget_rupiah)),
        ("Biaya rencana", rupiah(run.cost_rupiah or 0)),
        ("Kursi", number(run.seats or 0)),
        ("Orang terlatih", number(run.people or 0)),
        ("Jarak terjauh dari rencana terbaik", f"{number(run.gap_percent or 0.0, 2)}%"),
        ("Digest masalah", run.problem_digest),
        ("Digest hasil", run.answer_digest),
        ("Kelompok kecil", "Kelompok di bawah 5 orang tidak dicantumkan pada lembar Pemerataan"),
    ]
    if run.figures.get("sample_prices"):
        rows.append(("Harga", "Sebagian memakai standar biaya contoh; ganti dengan SSH daerah"))
    if facts.is_sample:
        rows.append(("Data contoh", "Orang dan angka pada berkas ini rekaan, bukan dokumen resmi"))
    _write(sheet, rows)
