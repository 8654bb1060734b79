"""The list of hours as a workbook: one row a person, and a sheet that says what it is."""

from typing import Any

from django.urls import reverse

from asah.foundation.access.models import Agency
from asah.foundation.access.scope import agency_scope
from asah.foundation.jobs.handles import JobContext, body
from asah.foundation.text.sheets import Sheet, workbook
from asah.stages.people import queries as people
from asah.stages.records import queries
from asah.stages.records.events import EXPORT, ExportArgs
from asah.stages.records.services import file_hours
from asah_basics.formats import moment, number

_HEADER = (
    ("Nama", 32),
    ("NIP", 22),
    ("Unit", 40),
    ("Status", 12),
    ("JP kewajiban", 14),
    ("JP diklat teknis (IP ASN)", 16),
    ("JP indikator instansi", 16),
    ("Keadaan", 18),
)


@body(EXPORT)
def export(context: JobContext, args: ExportArgs) -> None:
    """Read in one transaction, write the file outside any, file it in another."""
    agency = Agency.objects.get(pk=context.agency)
    now = context.now()
    today = context.actor.today(now)
    with agency_scope(agency.pk):
        unit = next((one for one in people.units_on(today) if one.code == args.unit), None)
        rows = queries.everybody_in(context.actor, args.year, unit.path if unit else "")
        known = {row.id: row for row in people.people_where(today, {row.person for row in rows})}
        floor, bound, source = queries.floor_on(today)
    lines = [_line(known[row.person], row, floor, bound) for row in rows if row.person in known]
    context.progress(1, 2, "Menulis berkas")
    about = {
        "Isi": f"JP pegawai tahun {args.year}",
        "Lingkup": unit.name if unit else "Seluruh yang terlihat oleh peminta",
        "Banyak baris": number(len(lines)),
        "Kewajiban": f"{floor} JP setahun untuk {', '.join(bound)}; {source}",
        "Dibuat": moment(now, agency.zone),
        "Oleh": context.actor.name,
    }
    content = workbook([Sheet("JP", _HEADER, lines)], about)
    with agency_scope(agency.pk):
        given: dict[str, Any] = {"actor": context.actor, "now": now, "year": args.year, "unit": args.unit}
        document = file_hours(**given, content=content, rows=len(lines))
    context.link = reverse("document_download", args=[document.uid])
    context.result = {"document": str(document.uid), "rows": len(lines)}


def _line(who: people.PersonRow, row: queries.BelowRow, floor: int, bound: list[str]) -> tuple[Any, ...]:
    if who.employment not in bound:
        state = "tidak wajib"
    elif row.legal >= floor:
        state = "tercapai"
    else:
        state = "tanpa JP" if row.legal <= 0 else "di bawah batas"
    return (who.name, who.nip, who.unit_name, who.employment, row.legal, row.technical, row.own, state)
