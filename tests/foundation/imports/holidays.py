"""A small format over a real table, by which the kit is tried."""

from collections.abc import Iterable, Mapping
from typing import Any

from asah.foundation.access.permissions import Permission
from asah.foundation.imports.cleaners import day, one_of, text_up_to
from asah.foundation.imports.findings import Finding
from asah.foundation.imports.formats import Field, ImportFormat, Live, MissingChoice, register
from asah.foundation.imports.marks import live_mark
from asah.foundation.imports.work import Work
from asah.stages.agency.models import Holiday

KINDS = {"Libur nasional": "nasional", "Cuti bersama": "cuti_bersama", "Libur daerah": "daerah"}


class HolidayFormat(ImportFormat):
    """Holidays: key is the day and the kind."""

    code, title, noun = "test_holidays", "Hari libur", "hari libur"
    permission = Permission.PEOPLE_IMPORT
    key_fields = ("on", "kind")
    fields = (
        Field("on", "Tanggal", clean=day, required=True, synonyms=("tgl", "hari")),
        Field("name", "Nama", clean=text_up_to(120), required=True, synonyms=("keterangan",)),
        Field("kind", "Jenis", clean=one_of(KINDS), required=True),
        Field("legal_basis", "Dasar", as_text=True),
    )
    missing_choices = (MissingChoice("delete", "Hapus"),)
    usual_share = {"name": 0.05}

    def judge(self, row: Mapping[str, Any], scene: Any) -> Iterable[Finding]:
        """Sundays are worth a warning, years before 2000 are wrong."""
        if row["on"].year < 2000:
            yield Finding("on", "Tahun ini terlalu lama.")
        if row["on"].weekday() == 6:
            yield Finding("on", "Jatuh pada hari Minggu.", is_problem=False, group="libur hari Minggu")

    def live(self, scene: Any) -> Mapping[Any, Live]:
        """All holidays."""
        return {
            (row.on, row.kind): Live(
                {"on": row.on, "kind": row.kind, "name": row.name, "legal_basis": row.legal_basis or None},
                row.name,
                row.pk,
            )
            for row in Holiday.objects.all()
        }

    def mark(self, scene: Any) -> str:
        """Changes with any holiday."""
        return live_mark(Holiday)

    def apply(self, work: Work) -> Mapping[str, int]:
        """Insert, update, delete through the journal."""
        new = [
            (r.values["on"], r.values["name"], r.values["kind"], r.values["legal_basis"] or "")
            for r in work.rows("new")
        ]
        changed = [(r.ref, r.values["name"], r.values["legal_basis"] or "") for r in work.rows("changed")]
        gone = [row.ref for row in work.rows("missing")]
        work.journal.insert(Holiday, ("on", "name", "kind", "legal_basis"), new)
        work.journal.update(Holiday, ("id", "name", "legal_basis"), changed)
        work.journal.delete(Holiday, gone)
        return {"new": len(new), "changed": len(changed), "deleted": len(gone)}


register(HolidayFormat())
