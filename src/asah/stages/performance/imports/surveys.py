"""Surveys of satisfaction: one unit (or service) and one period a row, nine elements beside each other."""

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
from asah.foundation.imports.findings import Finding, Problem
from asah.foundation.imports.formats import Field, ImportFormat, Key, Live, Row
from asah.foundation.imports.marks import live_mark
from asah.foundation.imports.work import Work
from asah.stages.performance.events import IndicatorsChanged
from asah.stages.performance.imports.units import Units
from asah.stages.performance.models import SatisfactionSurvey
from asah.stages.performance.queries import survey_elements
from asah.stages.performance.rules import BadScores, faults_of_scores, index_exact, mean_of, sample_size
from asah.stages.performance.services import SURVEY_COLUMNS, Surveyed
from asah.stages.performance.services.figures import survey_columns
from asah_basics.formats import number

# How reports head the columns of the nine elements of PermenPANRB 14/2017.
_HEADERS = (
    ("persyaratan",), ("prosedur", "sistem mekanisme dan prosedur"), ("waktu", "waktu penyelesaian"),
    ("biaya", "biaya tarif", "biaya atau tarif"), ("produk", "produk spesifikasi jenis pelayanan"),
    ("kompetensi", "kompetensi pelaksana"), ("perilaku", "perilaku pelaksana"),
    ("pengaduan", "penanganan pengaduan saran dan masukan"), ("sarana", "sarana dan prasarana"),
)  # fmt: skip
ELEMENT_FIELDS = {f"u{at}": f"U{at}" for at in range(1, len(_HEADERS) + 1)}


@dataclass
class Scene:
    """What a check looks up."""

    today: date
    units: Units
    elements: dict[str, str]


def _unit(text: str, scene: Scene) -> int:
    return scene.units.find(text)


def _score(text: str) -> Decimal:
    value = cleaners.number(text)
    if value < 1:
        raise Problem(f"Nilai {text} di luar skala 1 sampai 4.")
    return value


def _element(at: int, headers: tuple[str, ...]) -> Field:
    code = f"U{at + 1}"
    return Field(
        code.lower(), code, _("Rata-rata 1 sampai 4"), clean=_score, required=True,
        synonyms=(f"unsur {at + 1}", f"nrr u{at + 1}", *headers), example="3,62", show=_shown,
    )  # fmt: skip


def _shown(value: Any) -> str:
    return "" if value is None else number(Decimal(str(value)), at_most=4)


class SurveyFormat(ImportFormat):
    """One row: a survey with its nine means and its respondents."""

    code: ClassVar[str] = "skm"
    title: ClassVar[str | Promise] = _("Survei kepuasan masyarakat (SKM)")
    noun: ClassVar[str | Promise] = _("survei")
    permission = Permission.PERFORMANCE_IMPORT
    home: ClassVar[str] = "performance_overview"
    key_fields: ClassVar[tuple[str, ...]] = ("unit", "service", "first_on", "last_on")
    compared: ClassVar[tuple[str, ...] | None] = (
        *ELEMENT_FIELDS, "respondents", "population", "reported", "source",
    )  # fmt: skip
    fields: ClassVar[tuple[Field, ...]] = (
        Field(
            "unit", _("Unit"), _("Kode atau nama unit pelayanan"), clean_in=_unit, required=True,
            synonyms=("unit layanan", "unit pelayanan", "opd", "perangkat daerah"), example="Puskesmas Remu",
        ),
        Field("service", _("Jenis layanan"), clean=cleaners.text_up_to(120), synonyms=("layanan", "jenis pelayanan")),
        Field("first_on", _("Mulai"), clean=cleaners.day, required=True, synonyms=("tanggal mulai", "periode mulai")),
        Field(
            "last_on", _("Selesai"), clean=cleaners.day, required=True,
            synonyms=("tanggal selesai", "periode selesai", "sampai"),
        ),
        Field(
            "respondents", _("Responden"), clean=cleaners.whole(1, 10_000_000), required=True,
            synonyms=("jumlah responden", "n"),
        ),
        Field("population", _("Populasi"), clean=cleaners.whole(1, 100_000_000), synonyms=("jumlah populasi",)),
        *(_element(at, headers) for at, headers in enumerate(_HEADERS)),
        Field(
            "kind", _("Isi kolom unsur"), _("Rata-rata (bila kosong) atau jumlah nilai"),
            clean=cleaners.one_of({"Rata-rata": "mean", "Jumlah nilai": "total", "Jumlah": "total"}),
        ),
        Field(
            "reported", _("IKM menurut laporan"), clean=cleaners.number,
            synonyms=("ikm", "nilai ikm", "nilai skm", "indeks"), show=_shown,
        ),
        Field("source", _("Sumber"), clean=cleaners.text_up_to(200), synonyms=("laporan", "sumber data")),
    )  # fmt: skip

    def begin(self, actor: Actor, now: datetime, today: date) -> Scene:
        """Units and elements of the day."""
        return Scene(today, Units(today), survey_elements(today))

    def complete(self, row: dict[str, Any], scene: Scene) -> Iterable[Finding]:
        """Sums of scores become means."""
        if row.get("kind") != "total":
            return
        for name in ELEMENT_FIELDS:
            value = row[name]
            try:
                if value != value.to_integral_value():
                    raise BadScores(f"Jumlah nilai {number(value, at_most=4)} harus bilangan bulat.")
                row[name] = mean_of(int(value), row["respondents"])
            except BadScores as fault:
                yield Finding(name, str(fault))
        row["kind"] = "mean"

    def judge(self, row: Row, scene: Scene) -> Iterable[Finding]:
        """Days in order, means on the scale, and what the report says against what its own means give."""
        if row["first_on"] > row["last_on"]:
            yield Finding("last_on", "Tanggal selesai mendahului tanggal mulai.")
        if row["last_on"] > scene.today:
            yield Finding("last_on", "Periode ini belum berakhir.")
        means = _means(row)
        for code, sentence in faults_of_scores(means, scene.elements):
            yield Finding(code.lower(), sentence)
        if row.get("population") and row["population"] < row["respondents"]:
            yield Finding("population", "Populasi lebih kecil daripada jumlah responden.")
        elif row.get("population") and row["respondents"] < sample_size(row["population"]):
            words = f"Responden {row['respondents']}; menurut tabel dibutuhkan {sample_size(row['population'])}."
            yield Finding("respondents", words, is_problem=False, group="responden di bawah ukuran sampel")
        exact = index_exact(means)
        if row.get("reported") is not None and row["reported"] != exact:
            words = f"Laporan menulis {_shown(row['reported'])}; rata-rata unsurnya menghasilkan {_shown(exact)}."
            yield Finding("reported", words, is_problem=False, group="IKM laporan berbeda dari hitungan")

    def shown(self, name: str, value: Any, scene: Scene) -> str:
        """Units by name."""
        return scene.units.name(value) if name == "unit" and value else super().shown(name, value, scene)

    def key(self, row: Row, scene: Scene) -> Key | None:
        """Unit, service and period."""
        return (row.get("unit"), row.get("service") or "", row.get("first_on"), row.get("last_on"))

    def live(self, scene: Scene) -> Mapping[Key, Live]:
        """Every survey there is, in one query."""
        return {
            (row.unit_id, row.service, row.first_on, row.last_on): Live(
                _known(row),
                scene.units.name(row.unit_id),
                ref=row.pk,
            )
            for row in SatisfactionSurvey.objects.all()
        }  # fmt: skip

    def mark(self, scene: Scene) -> str:
        """Changes when any survey changes."""
        return live_mark(SatisfactionSurvey)

    def apply(self, work: Work) -> Mapping[str, int]:
        """Insert new surveys, replace changed ones."""
        elements = survey_elements(work.today)

        known = {row.pk: _known(row) for row in SatisfactionSurvey.objects.all()}

        def columns(ready: Any) -> tuple[Any, ...]:
            told = {name: ready.values.get(name) for name in ready.changes}
            row = _surveyed(dict(ready.values) | known[ready.ref] | told if ready.ref else ready.values)
            return survey_columns(row, ready.number, elements, work.today, work.now, work.batch)

        new_rows = [columns(ready) for ready in work.rows("new")]
        changed_rows = [(ready.ref, *columns(ready)) for ready in work.rows("changed")]
        new = work.journal.insert(SatisfactionSurvey, SURVEY_COLUMNS, new_rows)
        changed = work.journal.update(SatisfactionSurvey, ("id", *SURVEY_COLUMNS), changed_rows)
        if new or changed:
            announce(IndicatorsChanged())
        return {"new": new, "changed": changed}

    def undone(self, *, actor: Actor, now: datetime, batch: int, today: date) -> None:
        """Whoever worked with them works again."""
        announce(IndicatorsChanged())


def _means(row: Row) -> dict[str, Decimal]:
    return {code: Decimal(str(row[name])) for name, code in ELEMENT_FIELDS.items() if row.get(name) is not None}


def _surveyed(values: Mapping[str, Any]) -> Surveyed:
    return Surveyed(
        unit=values["unit"],
        first_on=date.fromisoformat(values["first_on"]),
        last_on=date.fromisoformat(values["last_on"]),
        respondents=values["respondents"],
        means=_means(values),
        service=values.get("service") or "",
        population=values.get("population"),
        reported=None if values.get("reported") is None else Decimal(values["reported"]),
        source=values.get("source") or "",
    )


def _known(row: SatisfactionSurvey) -> dict[str, Any]:
    """What is compared of a survey that stands."""
    means = {field: Decimal(row.means[code]) for field, code in ELEMENT_FIELDS.items() if code in row.means}
    return means | {
        "respondents": row.respondents,
        "population": row.population,
        "reported": row.reported,
        "source": row.source or None,
    }
