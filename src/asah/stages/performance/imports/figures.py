"""Service time, punctuality and complaints of units: one figure of one period a row."""

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
from asah.foundation.imports.findings import Finding
from asah.foundation.imports.formats import Field, ImportFormat, Key, Live, Row
from asah.foundation.imports.marks import live_mark
from asah.foundation.imports.work import Work
from asah.stages.performance.events import IndicatorsChanged
from asah.stages.performance.imports.units import Units
from asah.stages.performance.models import UnitFigure
from asah.stages.performance.rules import INDICATORS, SATISFACTION, fault_of_value
from asah.stages.performance.services import FIGURE_COLUMNS, Measured
from asah.stages.performance.services.figures import figure_columns
from asah_basics.formats import number

_KINDS = {
    spelling: row.code
    for row in INDICATORS.values()
    if row.code != SATISFACTION
    for spelling in (row.label, row.code, row.code.replace("_", " "))
}


@dataclass
class Scene:
    """What a check looks up."""

    today: date
    units: Units


def _unit(text: str, scene: Scene) -> int:
    return scene.units.find(text)


def _shown(value: Any) -> str:
    return "" if value is None else number(Decimal(str(value)), at_most=4)


def _kind_words(value: Any) -> str:
    return INDICATORS[value].label if value in INDICATORS else ""


def _fine(text: str) -> Decimal:
    return cleaners.number(text).quantize(Decimal("0.0001"))


class FigureFormat(ImportFormat):
    """One row: a figure of a unit in a period, with the services behind it."""

    code: ClassVar[str] = "unit_figures"
    title: ClassVar[str | Promise] = _("Indikator unit (waktu, ketepatan, pengaduan)")
    noun: ClassVar[str | Promise] = _("angka")
    permission = Permission.PERFORMANCE_IMPORT
    home: ClassVar[str] = "performance_overview"
    key_fields: ClassVar[tuple[str, ...]] = ("unit", "indicator", "service", "first_on", "last_on")
    compared: ClassVar[tuple[str, ...] | None] = ("value", "n", "target", "source")
    fields: ClassVar[tuple[Field, ...]] = (
        Field(
            "unit", _("Unit"), _("Kode atau nama unit pelayanan"), clean_in=_unit, required=True,
            synonyms=("unit layanan", "unit pelayanan", "opd", "perangkat daerah"), example="Disdukcapil",
        ),
        Field(
            "indicator", _("Indikator"), _("Waktu layanan, ketepatan waktu, atau pengaduan"),
            clean=cleaners.one_of(_KINDS, shown=("Waktu layanan", "Ketepatan waktu", "Pengaduan")), required=True,
            synonyms=("nama indikator", "jenis"), example="Waktu layanan", show=_kind_words,
        ),
        Field("service", _("Jenis layanan"), clean=cleaners.text_up_to(120), synonyms=("layanan", "jenis pelayanan")),
        Field("first_on", _("Mulai"), clean=cleaners.day, required=True, synonyms=("tanggal mulai", "periode mulai")),
        Field(
            "last_on", _("Selesai"), clean=cleaners.day, required=True,
            synonyms=("tanggal selesai", "periode selesai", "sampai"),
        ),
        Field(
            "value", _("Nilai"), _("Hari kerja, persen, atau pengaduan per 1.000 layanan"), clean=_fine,
            required=True, synonyms=("realisasi", "capaian", "angka"), example="3,5", show=_shown,
        ),
        Field(
            "n", _("Jumlah layanan"), clean=cleaners.whole(0, 1_000_000_000),
            synonyms=("n", "banyak layanan", "jumlah berkas"),
        ),
        Field("target", _("Target"), clean=_fine, synonyms=("standar", "batas"), show=_shown),
        Field("source", _("Sumber"), clean=cleaners.text_up_to(200), synonyms=("laporan", "sumber data")),
    )  # fmt: skip

    def begin(self, actor: Actor, now: datetime, today: date) -> Scene:
        """Units of the day."""
        return Scene(today, Units(today))

    def judge(self, row: Row, scene: Scene) -> Iterable[Finding]:
        """Days in order and in the past; a value that the indicator can take."""
        if row["first_on"] > row["last_on"]:
            yield Finding("last_on", "Tanggal selesai mendahului tanggal mulai.")
        if row["last_on"] > scene.today:
            yield Finding("last_on", "Periode ini belum berakhir.")
        fault = fault_of_value(row["indicator"], row["value"], row.get("n"))
        if fault:
            yield Finding("value", fault)
        if row.get("n") == 0:
            yield Finding("n", "Tanpa layanan tidak ada angkanya. Kosongkan bila jumlahnya tidak diketahui.")

    def shown(self, name: str, value: Any, scene: Scene) -> str:
        """Units by name."""
        return scene.units.name(value) if name == "unit" and value else super().shown(name, value, scene)

    def key(self, row: Row, scene: Scene) -> Key | None:
        """Unit, indicator, service and period."""
        return (
            row.get("unit"), row.get("indicator"), row.get("service") or "", row.get("first_on"), row.get("last_on"),
        )  # fmt: skip

    def live(self, scene: Scene) -> Mapping[Key, Live]:
        """Every figure there is, in one query."""
        return {
            (row.unit_id, row.indicator, row.service, row.first_on, row.last_on): Live(
                _known(row),
                f"{scene.units.name(row.unit_id)} · {_kind_words(row.indicator)}",
                ref=row.pk,
            )
            for row in UnitFigure.objects.all()
        }

    def mark(self, scene: Scene) -> str:
        """Changes when any figure changes."""
        return live_mark(UnitFigure)

    def apply(self, work: Work) -> Mapping[str, int]:
        """Insert new figures, replace changed ones."""

        known = {row.pk: _known(row) for row in UnitFigure.objects.all()}

        def columns(ready: Any) -> tuple[Any, ...]:
            told = {name: ready.values.get(name) for name in ready.changes}
            row = _measured(dict(ready.values) | known[ready.ref] | told if ready.ref else ready.values)
            return figure_columns(row, ready.number, work.today, work.now, work.batch)

        new_rows = [columns(ready) for ready in work.rows("new")]
        changed_rows = [(ready.ref, *columns(ready)) for ready in work.rows("changed")]
        new = work.journal.insert(UnitFigure, FIGURE_COLUMNS, new_rows)
        changed = work.journal.update(UnitFigure, ("id", *FIGURE_COLUMNS), changed_rows)
        if new or changed:
            announce(IndicatorsChanged())
        return {"new": new, "changed": changed}

    def undone(self, *, actor: Actor, now: datetime, batch: int, today: date) -> None:
        """Whoever worked with them works again."""
        announce(IndicatorsChanged())


def _measured(values: Mapping[str, Any]) -> Measured:
    return Measured(
        unit=values["unit"],
        indicator=values["indicator"],
        first_on=date.fromisoformat(values["first_on"]),
        last_on=date.fromisoformat(values["last_on"]),
        value=Decimal(values["value"]),
        n=values.get("n"),
        service=values.get("service") or "",
        target=None if values.get("target") is None else Decimal(values["target"]),
        source=values.get("source") or "",
    )


def _known(row: UnitFigure) -> dict[str, Any]:
    """What is compared of a figure that stands."""
    return {"value": row.value, "n": row.n, "target": row.target, "source": row.source or None}
