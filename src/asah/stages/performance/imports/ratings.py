"""Predicates from e-Kinerja or an office's own sheet: one person and one period a row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import announce
from asah.foundation.imports import cleaners
from asah.foundation.imports.findings import Finding, Problem
from asah.foundation.imports.formats import Field, ImportFormat, Key, Live, Row
from asah.foundation.imports.marks import live_mark
from asah.foundation.imports.work import Work
from asah.foundation.text.nip import only_digits
from asah.stages.people import queries as people
from asah.stages.performance.events import RatingsChanged
from asah.stages.performance.models import Rating
from asah.stages.performance.rules import EXPECTATIONS, PERIODS, PREDICATES, BadPeriod, span_of
from asah.stages.performance.services import RATING_COLUMNS, Rated, Rater

_EXPECTED = {
    spelling: code
    for code, (number, label) in EXPECTATIONS.items()
    for spelling in (label, code, str(number), label.removesuffix(" ekspektasi"), label.replace("Di ", "Di"))
}
_WORDS = {spelling: row.id for row in PREDICATES.values() for spelling in (row.word, str(row.id))} | {"Cukup": 3}
_PERIODS = {spelling: code for code, row in PERIODS.items() for spelling in (row.label, code)} | {
    "1": "bulanan", "2": "triwulan", "Bulan": "bulanan", "Tahun": "tahunan",
}  # fmt: skip
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}


@dataclass
class Scene:
    """What a check looks up: people by number, and the rules of each day."""

    persons: dict[str, int]
    rater: Rater


def _nip(text: str, scene: Scene) -> str:
    digits = only_digits(text)
    if digits not in scene.persons:
        raise Problem(f"NIP {text} tidak ada di daftar pegawai. Impor pegawai lebih dahulu, atau periksa angkanya.")
    return digits


def _part(text: str) -> int:
    return _ROMAN.get(text.strip().upper()) or cleaners.whole(1, 12)(text)


def _expectation_words(value: Any) -> str:
    return EXPECTATIONS[value][1] if value in EXPECTATIONS else ""


def _predicate_words(value: Any) -> str:
    return PREDICATES[value].word if value in PREDICATES else ""


class RatingFormat(ImportFormat):
    """One row: the predicate of somebody in a period, by its cell or by its word."""

    code: ClassVar[str] = "skp"
    title: ClassVar[str | Promise] = _("Predikat kinerja (SKP)")
    noun: ClassVar[str | Promise] = _("predikat")
    permission = Permission.PERFORMANCE_IMPORT
    home: ClassVar[str] = "performance_overview"
    key_fields: ClassVar[tuple[str, ...]] = ("nip", "year", "period", "part")
    compared: ClassVar[tuple[str, ...] | None] = ("result", "behaviour", "predicate", "note")
    fields: ClassVar[tuple[Field, ...]] = (
        Field("nip", "NIP", clean_in=_nip, required=True, as_text=True, synonyms=("nip baru", "ni pppk")),
        Field(
            "year", _("Tahun"), clean=cleaners.whole(2000, 2100), required=True,
            synonyms=("tahun skp", "tahun penilaian"), example="2026",
        ),
        Field(
            "period", _("Periode"), _("Bulanan, triwulan, semester; kosong berarti tahunan"),
            clean=cleaners.one_of(_PERIODS, shown=("Tahunan", "Triwulan")), synonyms=("periodik", "jenis periode"),
        ),
        Field("part", _("Periode ke-"), _("Triwulan III ditulis 3"), clean=_part, synonyms=("ke", "triwulan ke")),
        Field(
            "result", _("Rating hasil kerja"), clean=cleaners.one_of(_EXPECTED, shown=("Di atas", "Sesuai")),
            synonyms=("hasil kerja", "hasil kinerja", "ekspektasi hasil kerja"), example="Sesuai ekspektasi",
            show=_expectation_words,
        ),
        Field(
            "behaviour", _("Rating perilaku kerja"), clean=cleaners.one_of(_EXPECTED, shown=("Di atas", "Sesuai")),
            synonyms=("perilaku", "perilaku kerja", "ekspektasi perilaku"), example="Sesuai ekspektasi",
            show=_expectation_words,
        ),
        Field(
            "predicate", _("Predikat"), _("Boleh kosong bila kedua rating ada"),
            clean=cleaners.one_of(_WORDS, shown=("Baik", "Sangat Baik")),
            synonyms=("predikat kinerja", "kuadran", "kuadran kinerja"), show=_predicate_words,
        ),
        Field("note", _("Catatan"), clean=cleaners.text_up_to(400), synonyms=("keterangan",)),
    )  # fmt: skip

    def begin(self, actor: Actor, now: datetime, today: date) -> Scene:
        """People by number."""
        return Scene(people.all_numbers(today), Rater(today))

    def complete(self, row: dict[str, Any], scene: Scene) -> Iterable[Finding]:
        """Empty period means the year."""
        row["period"], row["part"] = row.get("period") or "tahunan", row.get("part") or 1
        return ()

    def judge(self, row: Row, scene: Scene) -> Iterable[Finding]:
        """The period has ended, and word and cell agree."""
        try:
            span = span_of(row["period"], row["year"], row["part"])
        except BadPeriod as fault:
            yield Finding("part", str(fault))
            return
        if span.last > scene.rater.today:
            yield Finding("year", "Periode ini belum berakhir.")
            return
        try:
            scene.rater.judged(row.get("result") or "", row.get("behaviour") or "", row.get("predicate"), span.last)
        except ValueError as fault:
            yield Finding("predicate", str(fault))

    def key(self, row: Row, scene: Scene) -> Key | None:
        """The person behind the number, so that a new NIP is the same person."""
        person = scene.persons.get(row.get("nip") or "")
        return (person, row.get("year"), row.get("period") or "tahunan", row.get("part") or 1)

    def live(self, scene: Scene) -> Mapping[Key, Live]:
        """Every rating there is, in one query."""
        rows = Rating.objects.values_list(
            "person_id", "year", "period", "part", "result", "behaviour", "predicate", "note", "pk"
        )
        return {
            tuple(row[:4]): Live(
                {"result": row[4] or None, "behaviour": row[5] or None, "predicate": row[6], "note": row[7] or None},
                ref=row[8],
            )
            for row in rows.iterator(chunk_size=20_000)
        }

    def mark(self, scene: Scene) -> str:
        """Changes when any rating changes."""
        return live_mark(Rating)

    def apply(self, work: Work) -> Mapping[str, int]:
        """Insert new ratings, replace changed ones."""
        persons, rater = people.all_numbers(work.today), Rater(work.today)

        known = {row.pk: row for row in Rating.objects.filter(pk__in=[ready.ref for ready in work.rows("changed")])}

        def columns(ready: Any) -> tuple[Any, ...]:
            values = _merged(ready, known.get(ready.ref))
            return rater.columns(_rated(values, persons), ready.number, work.now, work.batch)

        # Lists, not generators: rows are read over the connection that COPY keeps busy.
        new_rows = [columns(ready) for ready in work.rows("new")]
        changed_rows = [(ready.ref, *columns(ready)) for ready in work.rows("changed")]
        new = work.journal.insert(Rating, RATING_COLUMNS, new_rows)
        changed = work.journal.update(Rating, ("id", *RATING_COLUMNS), changed_rows)
        if new or changed:
            announce(RatingsChanged())
        return {"new": new, "changed": changed}

    def undone(self, *, actor: Actor, now: datetime, batch: int, today: date) -> None:
        """Whoever worked with them works again."""
        announce(RatingsChanged())


def _rated(values: Mapping[str, Any], persons: Mapping[str, int]) -> Rated:
    return Rated(
        person=persons[values["nip"]],
        year=values["year"],
        period=values.get("period") or "tahunan",
        part=values.get("part") or 1,
        result=values.get("result") or "",
        behaviour=values.get("behaviour") or "",
        predicate=values.get("predicate"),
        note=values.get("note") or "",
    )


def _merged(ready: Any, row: Rating | None) -> dict[str, Any]:
    """What the file says, on top of what is known of it; a changed half of cell and word replaces the other half."""
    if row is None:
        return dict(ready.values)
    told = {name: ready.values.get(name) for name in ready.changes}
    kept = {"result": row.result, "behaviour": row.behaviour, "predicate": row.predicate, "note": row.note}
    if {"result", "behaviour"} & set(told):
        kept["predicate"] = None
    elif "predicate" in told:
        kept |= {"result": "", "behaviour": ""}
    return dict(ready.values) | kept | told
