"""Training history from a spreadsheet: SIASN's lists of courses and structural training, or an office's own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import announce
from asah.foundation.imports import cleaners
from asah.foundation.imports.findings import Finding, Problem, Suggestion
from asah.foundation.imports.formats import Field, ImportFormat, Key, Live, Row
from asah.foundation.imports.work import Work
from asah.foundation.text.cells import plain_key
from asah.foundation.text.nip import only_digits
from asah.stages.agency import queries as agency
from asah.stages.people import queries as people
from asah.stages.records.events import HistoryChanged
from asah.stages.records.models import Record
from asah.stages.records.rules import Period, certificate_key, overlapping, quantity_for
from asah.stages.records.services.entries import return_orphans
from asah.stages.records.services.history import COLUMNS, Completed, Converter, enter_ledger

_MEASURE_WORDS = {
    "hari": "Bentuk ini dihitung per hari: tulis tanggal mulai dan selesai, atau banyak harinya.",
    "jp_program": "Tulis JP kurikulumnya.",
}


@dataclass
class Scene:
    """What a check looks up: people, names of forms, the table of conversion, days already taken."""

    today: date
    persons: dict[str, int]
    forms: dict[str, int]
    convert: Converter
    taken: dict[int, list[Period]] = field(default_factory=dict)


def _nip(text: str, scene: Scene) -> str:
    digits = only_digits(text)
    if digits not in scene.persons:
        raise Problem(f"NIP {text} tidak ada di daftar pegawai. Impor pegawai lebih dahulu, atau periksa angkanya.")
    return digits


def _form(text: str, scene: Scene) -> int:
    if text.isdigit() and 1 <= int(text) <= 25:
        return int(text)
    known = scene.forms.get(plain_key(text))
    if known is None:
        raise Problem(f"Bentuk “{text}” tidak dikenal.", Suggestion("Diklat Teknis"), Suggestion("Seminar"))
    return known


class HistoryFormat(ImportFormat):
    """One row: something somebody completed. Files only add; what stands already stays as it is."""

    code: ClassVar[str] = "history"
    title: ClassVar[str | Promise] = _("Riwayat pengembangan kompetensi")
    noun: ClassVar[str | Promise] = _("riwayat")
    permission = Permission.RECORD_IMPORT
    home: ClassVar[str] = "jp_overview"
    key_fields: ClassVar[tuple[str, ...]] = ("nip", "title", "certificate_no")
    fields: ClassVar[tuple[Field, ...]] = (
        Field("nip", "NIP", clean_in=_nip, required=True, as_text=True, synonyms=("nip baru", "ni pppk")),
        Field(
            "title", _("Nama kegiatan"), clean=cleaners.text_up_to(240), required=True,
            synonyms=("nama diklat", "nama kursus", "nama pelatihan", "latihan struktural"),
        ),
        Field(
            "form", _("Bentuk"), _("Nama atau nomor jenis diklat SIASN"), clean_in=_form, required=True,
            synonyms=("jenis diklat", "jenis kursus", "jenis diklat id"), example="Diklat Teknis",
        ),
        Field(
            "scope", _("Lingkup"), _("Nasional bila kosong"),
            clean=cleaners.one_of({"Nasional": "nasional", "Internasional": "internasional"}),
        ),
        Field("started_on", _("Tanggal mulai"), clean=cleaners.day, synonyms=("tanggal kursus", "tanggal", "mulai")),
        Field(
            "ended_on", _("Tanggal selesai"), clean=cleaners.day,
            synonyms=("tanggal selesai kursus", "tanggal selesai diklat", "selesai"),
        ),
        Field("year", _("Tahun"), clean=cleaners.whole(1970, 2100), synonyms=("tahun kursus", "tahun diklat")),
        Field("hours", "JP", _("JP kurikulum"), clean=cleaners.number, synonyms=("jumlah jam", "jumlah jp", "jp")),
        Field("days", _("Hari"), clean=cleaners.number, synonyms=("jumlah hari", "lama hari")),
        Field(
            "provider", _("Penyelenggara"), clean=cleaners.text_up_to(200),
            synonyms=("institusi penyelenggara", "lembaga"),
        ),
        Field(
            "certificate_no", _("Nomor sertifikat"), clean=cleaners.text_up_to(120),
            synonyms=("nomor sertipikat", "nomor sttp", "no sertifikat", "nomor"),
        ),
        Field("programme", _("Kode program"), clean=cleaners.text_up_to(40), synonyms=("kode program asah",)),
    )  # fmt: skip

    def begin(self, actor: Actor, now: datetime, today: date) -> Scene:
        """People, forms, conversion and the days already taken, in a few queries."""
        forms = {plain_key(row.values["name"]): int(key) for key, row in agency.rules("jenis_bangkom", today).items()}
        scene = Scene(today, people.all_numbers(today), forms, Converter())
        dated = Record.objects.filter(withdrawn_at=None, started_on__isnull=False, ended_on__isnull=False)
        rows = dated.values_list("person_id", "title", "started_on", "ended_on")
        for person, title, first, last in rows.iterator(chunk_size=20_000):
            if first is not None and last is not None:
                scene.taken.setdefault(person, []).append(Period(title, first, last))
        return scene

    def judge(self, row: Row, scene: Scene) -> Iterable[Finding]:
        """The row must be convertible, and nothing can have ended after today."""
        if row.get("ended_on") and row["ended_on"] > scene.today:
            yield Finding("ended_on", "Tanggal ini belum terjadi.")
            return
        try:
            measure = scene.convert.rule(row["form"], row.get("scope") or "nasional", scene.today).values["measure"]
            if _quantity(row, measure) is None:
                yield Finding("hours" if measure == "jp_program" else "days", _MEASURE_WORDS[measure])
                return
            scene.convert.columns(_completed(row, 0, measure), "impor", None, datetime.min)  # noqa: DTZ901
        except (ValueError, LookupError) as error:
            yield Finding("form", str(error))

    def judge_together(self, rows: Sequence[Row], scene: Scene) -> Iterable[tuple[int, Finding]]:
        """Days on which somebody would attend two things at once are warned of, not refused: files hold such days."""
        found: dict[int, list[Period]] = {}
        for index, row in enumerate(rows):
            if row.get("started_on") and row.get("ended_on") and row["started_on"] <= row["ended_on"]:
                found.setdefault(scene.persons[row["nip"]], []).append(
                    Period(index, row["started_on"], row["ended_on"])
                )
        for person, periods in found.items():
            known = [period for period in scene.taken.get(person, []) if not _same(period, periods, rows)]
            for earlier, later in overlapping([*known, *periods]):
                pair = [one for one in (later, earlier) if isinstance(one, int)]
                if pair:
                    other = earlier if pair[0] == later else later
                    name = rows[other]["title"] if isinstance(other, int) else other
                    words = f"Tanggalnya bertumpuk dengan “{name}”."
                    yield pair[0], Finding("started_on", words, is_problem=False, group="tanggal bertumpuk")

    def key(self, row: Row, scene: Scene) -> Key | None:
        """The certificate where there is one, else title and time."""
        person = scene.persons.get(row["nip"] or "")
        return _key(person, row.get("certificate_no") or "", row["title"] or "", row.get("ended_on"), row.get("year"))

    def live(self, scene: Scene) -> Mapping[Key, Live]:
        """Records that stand already; none of their fields is compared, so they are the same by their key."""
        rows = Record.objects.filter(withdrawn_at=None).values_list(
            "person_id", "certificate_no", "title", "ended_on", "year", "pk"
        )
        return {_key(*row[:5]): Live({}, row[2], ref=row[5]) for row in rows.iterator(chunk_size=20_000)}

    def apply(self, work: Work) -> Mapping[str, int]:
        """Insert records through the journal and their hours into the ledger, which no undo can touch."""
        persons, convert = people.all_numbers(work.today), Converter()
        rows = []
        for ready in work.rows("new"):
            row = _typed(ready.values)
            measure = convert.rule(row["form"], row.get("scope") or "nasional", work.today).values["measure"]
            done = _completed(row, persons[row["nip"]], measure)
            rows.append(convert.columns(done, "impor", work.batch, work.now))
        count = work.journal.insert(Record, COLUMNS, rows)
        enter_ledger([row[0] for row in rows])
        if count:
            announce(HistoryChanged())
        return {"new": count}

    def undone(self, *, actor: Actor, now: datetime, batch: int, today: date) -> None:
        """The records are gone; what they earned is written back."""
        return_orphans(f"Impor {batch} diurungkan", now)
        announce(HistoryChanged())


def _quantity(row: Row, measure: str) -> Decimal | None:
    if measure == "hari" and row.get("days"):
        return Decimal(row["days"])
    hours = row.get("hours")
    return quantity_for(measure, None if hours is None else Decimal(hours), row.get("started_on"), row.get("ended_on"))


def _completed(row: Row, person: int, measure: str) -> Completed:
    return Completed(
        person=person,
        title=row["title"],
        form=row["form"],
        quantity=_quantity(row, measure) or Decimal(0),
        measure=measure,
        started_on=row.get("started_on") if row.get("ended_on") else None,
        ended_on=row.get("ended_on"),
        year=row.get("year"),
        scope=row.get("scope") or "nasional",
        provider=row.get("provider") or "",
        certificate_no=row.get("certificate_no") or "",
        programme=row.get("programme") or "",
    )


def _typed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Stored rows are JSON: dates come back from text."""
    row = dict(values)
    for name in ("started_on", "ended_on"):
        if row.get(name):
            row[name] = date.fromisoformat(row[name])
    return row


def _key(person: int | None, number: str, title: str, ended_on: date | None, year: int | None) -> Key:
    paper = certificate_key(number)
    if paper:
        return (person, paper)
    return (person, plain_key(title), ended_on or (year and date(year, 12, 31)))


def _same(known: Period, periods: Sequence[Period], rows: Sequence[Row]) -> bool:
    """Whether a row of the file is the record that stands already."""
    return any(
        (known.first, known.last) == (period.first, period.last)
        and plain_key(str(known.key)) == plain_key(rows[period.key]["title"])
        for period in periods
    )
