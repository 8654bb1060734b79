"""The map of gaps as a workbook or as CSV: the table of the page, every cell as a row, and what the file is."""

from django.urls import reverse

from asah.foundation.access.models import Agency
from asah.foundation.access.scope import agency_scope
from asah.foundation.jobs.handles import JobContext, body
from asah.foundation.text.sheets import CSV, XLSX, Sheet, about_file, csv_file, workbook
from asah.stages.agency import queries as agency
from asah.stages.competencies import queries
from asah.stages.competencies.events import EXPORT, ExportArgs
from asah.stages.competencies.models import Kind
from asah.stages.competencies.queries import GapMap
from asah.stages.competencies.services import MapFile, file_map
from asah_basics.formats import moment, number

_CELLS = (
    ("Kode unit", 16), ("Unit", 40), ("Kode kompetensi", 16), ("Kompetensi", 40), ("Pegawai", 10), ("Dinilai", 10),
    ("Rata-rata kesenjangan (level)", 16), ("Selang 95% bawah", 12), ("Selang 95% atas", 12),
    ("Di bawah syarat (orang)", 14), ("Keterangan", 34),
)  # fmt: skip


@body(EXPORT)
def export(context: JobContext, args: ExportArgs) -> None:
    """Read in one transaction, write the files outside any, file them in another."""
    town = Agency.objects.get(pk=context.agency)
    now = context.now()
    today = context.actor.today(now)
    with agency_scope(town.pk):
        found = queries.gap_map(context.actor, today, under=args.unit, kind=args.kind)
        least = int(agency.rule("batas_tampil", "dalam", today).values["people"])
    context.progress(1, 2, "Menulis berkas")
    about = _about(found, args, least) | {"Dibuat": moment(now, town.zone), "Oleh": context.actor.name}
    if town.is_sample:
        about["Data contoh"] = "Orang dan angka pada berkas ini rekaan"
    files = _files(found, args, least, about)
    with agency_scope(town.pk):
        documents = file_map(actor=context.actor, now=now, unit=args.unit, files=files)
    context.link = (
        reverse("document_download", args=[documents[0].uid]) if len(documents) == 1 else reverse("documents")
    )
    context.result = {"documents": [str(document.uid) for document in documents]}


def _files(found: GapMap, args: ExportArgs, least: int, about: dict[str, str]) -> list[MapFile]:
    title = f"Peta kesenjangan {found.parent.name if found.parent else ''}".strip()
    stem = f"kesenjangan{'-' + args.unit.lower() if args.unit else ''}{'-' + args.kind if args.kind else ''}"
    cells = Sheet("Rincian", _CELLS, cell_rows(found, least))
    if args.form == "csv":
        return [
            MapFile(f"{title} (CSV)", f"{stem}.csv", CSV, csv_file(cells)),
            MapFile(f"{title} (keterangan CSV)", f"{stem}-keterangan.csv", CSV, about_file(about)),
        ]
    return [MapFile(title, f"{stem}.xlsx", XLSX, workbook([_table(found, least), cells], about))]


def _table(found: GapMap, least: int) -> Sheet:
    """The picture as a table: a unit a row, a competency a column; empty where too few were assessed."""
    header = (("Unit", 40), ("Pegawai", 10), ("Dinilai", 10), *((column.name, 16) for column in found.columns))
    rows = []
    for row in found.rows:
        values: list[str | float | None] = [row.name, row.people, row.answered]
        for column in found.columns:
            sums = row.cells.get(column.id)
            shown = sums is not None and sums.answered >= least and sums.mean is not None
            values.append(round(sums.mean.value, 2) if shown and sums and sums.mean else None)
        rows.append(values)
    return Sheet("Peta", header, rows)


def cell_rows(found: GapMap, least: int) -> list[list[str | float | None]]:
    """Every unit and competency that a post asks for; figures of fewer than `least` assessed people are withheld."""
    rows: list[list[str | float | None]] = []
    for row in found.rows:
        for column in found.columns:
            sums = row.cells.get(column.id)
            if sums is None:
                continue
            head: list[str | float | None] = [row.code, row.name, column.code, column.name, sums.people, sums.answered]
            mean = sums.mean
            if mean is None or sums.answered < least:
                rows.append([*head, None, None, None, None, f"kurang dari {least} orang dinilai"])
            else:
                span = [None if edge is None else round(edge, 2) for edge in (mean.low, mean.high)]
                rows.append([*head, round(mean.value, 2), *span, sums.below, ""])
    return rows


def _about(found: GapMap, args: ExportArgs, least: int) -> dict[str, str]:
    return {
        "Isi": "Rata-rata kesenjangan per unit dan kompetensi, dalam level di bawah syarat jabatan",
        "Unit": found.parent.name if found.parent else "Seluruh yang terlihat oleh peminta",
        "Jenis kompetensi": str(Kind(args.kind).label) if args.kind in Kind.values else "Semua",
        "Sumber": f"Penilaian kompetensi; {number(found.mix.answered)} dari {number(found.mix.people)} pegawai dinilai",
        "Sel kosong": f"Kurang dari {least} orang dinilai, atau tidak ada jabatan yang memintanya",
    }
