"""Assessments from a spreadsheet: results of an assessment centre or a test, one level a row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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
from asah.foundation.imports.marks import live_mark
from asah.foundation.imports.work import Work
from asah.foundation.text.cells import plain_key
from asah.foundation.text.nip import only_digits
from asah.stages.competencies.events import AssessmentsChanged
from asah.stages.competencies.models import HIGHEST, Assessment, Competency, Source
from asah.stages.people import queries as people

_SOURCES = {
    "Pusat penilaian": Source.CENTRE.value, "Assessment center": Source.CENTRE.value,
    "Uji kompetensi": Source.TEST.value, "Uji": Source.TEST.value, "Tes": Source.TEST.value,
    "Atasan": Source.SUPERIOR.value, "Diri": Source.SELF.value, "Penilaian diri": Source.SELF.value,
}  # fmt: skip


@dataclass
class Scene:
    """What a check looks up: people by number, competencies by code and by name."""

    today: date
    persons: dict[str, int]
    codes: dict[str, int]
    by_name: dict[str, str]


def person_number(text: str, scene: Any) -> str:
    """A NIP of somebody known; `scene.persons` maps numbers to people."""
    digits = only_digits(text)
    if digits not in scene.persons:
        raise Problem(f"NIP {text} tidak ada di daftar pegawai. Impor pegawai lebih dahulu, atau periksa angkanya.")
    return digits


def _competency(text: str, scene: Scene) -> str:
    code = text.strip().upper()
    if code in scene.codes:
        return code
    known = scene.by_name.get(plain_key(text))
    if known is None:
        near = [name for key, name in scene.by_name.items() if plain_key(text)[:5] in key][:3]
        raise Problem(f"Kompetensi “{text}” tidak ada di kamus.", *(Suggestion(code) for code in near))
    return known


def _level(text: str) -> Decimal:
    level = cleaners.number(text)
    if not 0 <= level <= HIGHEST:
        raise Problem(f"Level {text} di luar 0 sampai {HIGHEST}.")
    return level.quantize(Decimal("0.01"))


class AssessmentFormat(ImportFormat):
    """One row: somebody's level in a competency, by a source, on a day."""

    code: ClassVar[str] = "assessments"
    title: ClassVar[str | Promise] = _("Penilaian kompetensi")
    noun: ClassVar[str | Promise] = _("penilaian")
    permission = Permission.ASSESSMENT_IMPORT
    home: ClassVar[str] = "gap_map"
    key_fields: ClassVar[tuple[str, ...]] = ("nip", "competency", "source", "assessed_on")
    compared: ClassVar[tuple[str, ...] | None] = ("level", "note")
    fields: ClassVar[tuple[Field, ...]] = (
        Field("nip", "NIP", clean_in=person_number, required=True, as_text=True, synonyms=("nip baru", "ni pppk")),
        Field(
            "competency", _("Kompetensi"), _("Kode atau nama di kamus"), clean_in=_competency, required=True,
            synonyms=("kode kompetensi", "nama kompetensi"), example="TEK-DIGITAL",
        ),
        Field(
            "level", _("Level"), _("0 sampai 5, boleh pecahan"), clean=_level, required=True,
            synonyms=("nilai", "skor"),
        ),
        Field(
            "source", _("Sumber"), _("Pusat penilaian, uji, atasan, atau diri"), clean=cleaners.one_of(_SOURCES),
            required=True, synonyms=("penilai", "metode"), example="Uji kompetensi",
        ),
        Field("assessed_on", _("Tanggal"), clean=cleaners.day, required=True, synonyms=("tgl", "tanggal penilaian")),
        Field("note", _("Catatan"), clean=cleaners.text_up_to(400), synonyms=("keterangan",)),
    )  # fmt: skip

    def begin(self, actor: Actor, now: datetime, today: date) -> Scene:
        """People and dictionary, in three queries."""
        rows = list(Competency.objects.filter(is_active=True).values_list("code", "pk", "name", "short_name"))
        names = {plain_key(name): code for code, _pk, *both in rows for name in both if name}
        return Scene(today, people.all_numbers(today), {code: pk for code, pk, *_names in rows}, names)

    def judge(self, row: Row, scene: Scene) -> Iterable[Finding]:
        """No day to come."""
        if row["assessed_on"] > scene.today:
            yield Finding("assessed_on", "Tanggal ini belum terjadi.")

    def key(self, row: Row, scene: Scene) -> Key | None:
        """The person behind the number, so that a new NIP is the same person."""
        person = scene.persons.get(row["nip"] or "")
        return (person, scene.codes.get(row["competency"] or ""), row["source"], row["assessed_on"])

    def live(self, scene: Scene) -> Mapping[Key, Live]:
        """Every assessment there is, in one query."""
        rows = Assessment.objects.values_list(
            "person_id", "competency_id", "source", "assessed_on", "level", "note", "pk"
        )
        return {
            (person, competency, source, day): Live({"level": level, "note": note or None}, ref=pk)
            for person, competency, source, day, level, note, pk in rows.iterator(chunk_size=20_000)
        }

    def mark(self, scene: Scene) -> str:
        """Changes when any assessment changes."""
        return live_mark(Assessment)

    def apply(self, work: Work) -> Mapping[str, int]:
        """Insert the new levels, replace the changed ones, and ask for the gaps to be computed anew."""
        persons = people.all_numbers(work.today)
        codes = dict(Competency.objects.values_list("code", "pk"))
        columns = ("person_id", "competency_id", "level", "source", "assessed_on", "note", "batch", "recorded_at")
        # Lists, not generators: rows are read over the connection that COPY keeps busy.
        new_rows = [
            (
                persons[row.values["nip"]],
                codes[row.values["competency"]],
                row.values["level"],
                row.values["source"],
                row.values["assessed_on"],
                row.values.get("note") or "",
                work.batch,
                work.now,
            )
            for row in work.rows("new")
        ]
        changed_rows = [
            (row.ref, row.values["level"], row.values.get("note") or "", work.now) for row in work.rows("changed")
        ]
        new = work.journal.insert(Assessment, columns, new_rows)
        changed = work.journal.update(Assessment, ("id", "level", "note", "recorded_at"), changed_rows)
        if new or changed:
            announce(AssessmentsChanged())
        return {"new": new, "changed": changed}

    def undone(self, *, actor: Actor, now: datetime, batch: int, today: date) -> None:
        """The gaps are stale again."""
        announce(AssessmentsChanged())
