"""What a curriculum is, whom it is for and how two versions differ: plain Python over plain values."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Protocol

from asah_basics.formats import number

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Method:
    """How a programme is taught. `in_person`: participants are away from work; `prior` is the share of the promised
    lift we expect before any evaluation, an assumption and called so on screen."""

    code: str
    label: str
    in_person: bool
    prior: Decimal


METHODS: Mapping[str, Method] = {
    row.code: row
    for row in (
        Method("kelas", "Klasikal", True, Decimal("0.85")),
        Method("lokakarya", "Lokakarya", True, Decimal("0.85")),
        Method("simulasi", "Simulasi kasus", True, Decimal("0.90")),
        Method("proyek", "Berbasis proyek", True, Decimal("0.90")),
        Method("tempat_kerja", "Praktik di tempat kerja", False, Decimal("0.80")),
        Method("campuran", "Daring dan klasikal", True, Decimal("0.85")),
        Method("daring_langsung", "Daring terjadwal", False, Decimal("0.65")),
        Method("daring_mandiri", "Daring mandiri", False, Decimal("0.45")),
        Method("seminar", "Seminar", True, Decimal("0.50")),
        Method("kunjungan", "Kunjungan", True, Decimal("0.40")),
    )
}

MEASURES = {"jp_program": "JP kurikulum", "hari": "hari", "kegiatan": "kegiatan"}

AUDIENCE_KEYS: Mapping[str, str] = {
    "job_codes": "kode jabatan",
    "job_kinds": "jenis jabatan",
    "families": "rumpun jabatan",
    "echelons": "eselon",
    "levels": "jenjang jabatan fungsional",
    "employments": "status",
    "unit_kinds": "jenis unit",
    "heads_only": "hanya kepala unit",
}


class CurriculumRefused(ValueError):
    """A curriculum cannot be published; `faults` are Indonesian sentences, one for each thing to mend."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Gain:
    """`lift` levels of a competency (by code), never above level `up_to`."""

    competency: str
    lift: Decimal
    up_to: int = 5


@dataclass(frozen=True)
class CostItem:
    """A cost line: `quantity` of a standard item per class, day, lesson hour, person (budget.rules.Per)."""

    standard: str
    per: str
    quantity: Decimal
    note: str = ""


@dataclass(frozen=True)
class Curriculum:
    """The content of a version. `gains[0]` is the main one; `days` are days away from work; months run 1 to 12."""

    name: str
    summary: str
    outcomes: tuple[str, ...]
    form_id: int
    method: str
    quantity: Decimal
    measure: str
    days: int
    delivery: str
    class_min: int
    class_max: int
    most_classes: int
    months: tuple[int, ...]
    gains: tuple[Gain, ...]
    costs: tuple[CostItem, ...]
    scope: str = "nasional"
    audience: Mapping[str, Any] = field(default_factory=dict)
    prerequisites: tuple[str, ...] = ()
    mandatory_basis: str = ""
    again_after_months: int | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Job:
    """What an audience rule may look at: keys of a posting, never the title (domain trap)."""

    job_code: str
    job_kind: str
    family: str
    echelon: str
    level: str
    employment: str
    unit_kind: str
    is_head: bool


def admits(audience: Mapping[str, Any], job: Job) -> bool:
    """Whether somebody with this job belongs to the audience; every key that is given must fit.

    Echelons and functional levels are alternatives of each other: a rule for section heads and their functional
    equals names both.
    """

    def fits(key: str, value: str) -> bool:
        return not audience.get(key) or value in audience[key]

    if audience.get("heads_only") and not job.is_head:
        return False
    plain = (
        ("job_codes", job.job_code),
        ("job_kinds", job.job_kind),
        ("families", job.family),
        ("employments", job.employment),
        ("unit_kinds", job.unit_kind),
    )
    if not all(fits(key, value) for key, value in plain):
        return False
    if not audience.get("echelons") and not audience.get("levels"):
        return True
    return job.echelon in audience.get("echelons", ()) or job.level in audience.get("levels", ())


def lesson_hours(quantity: Decimal, row: Mapping[str, Any]) -> Decimal:
    """JP of a quantity under a conversion row: {"value": JP of one unit, "plus_percent": surcharge abroad}."""
    return quantity * Decimal(str(row["value"])) * (100 + Decimal(str(row["plus_percent"]))) / 100


class Lifts(Protocol):
    """Anything with a lift and a top level."""

    @property
    def lift(self) -> Decimal:
        """Levels."""

    @property
    def up_to(self) -> int:
        """Top level it can lead to."""


def lifted(gain: Lifts, *, required: Decimal, held: Decimal) -> Decimal:
    """Levels of the gap that a gain can close: at most its lift, the gap, and what lies below its top level."""
    room = min(required, Decimal(gain.up_to)) - held
    return max(Decimal(0), min(gain.lift, room))


def faults_of(curriculum: Curriculum) -> list[str]:
    """What keeps a curriculum from being published, as Indonesian sentences."""
    tests: Iterable[tuple[bool, str]] = (
        (not curriculum.name.strip(), "Isi nama program."),
        (not curriculum.outcomes, "Tulis paling sedikit satu hal yang dapat dilakukan peserta sesudahnya."),
        (not curriculum.gains, "Pilih paling sedikit satu kompetensi yang dinaikkan."),
        (any(not 0 < gain.lift <= 5 for gain in curriculum.gains), "Kenaikan level antara 0 dan 5."),
        (
            len({gain.competency for gain in curriculum.gains}) != len(curriculum.gains),
            "Satu kompetensi hanya boleh muncul sekali.",
        ),
        (not curriculum.costs, "Tulis paling sedikit satu baris biaya."),
        (curriculum.quantity <= 0, "Lama program harus lebih dari nol."),
        (curriculum.method not in METHODS, f"Metode “{curriculum.method}” tidak dikenal."),
        (curriculum.measure not in MEASURES, f"Satuan “{curriculum.measure}” tidak dikenal."),
        (not 1 <= curriculum.form_id <= 25, "Bentuk memakai kode SIASN 1 sampai 25."),
        (
            not 1 <= curriculum.class_min <= curriculum.class_max,
            "Jumlah peserta terkecil harus antara 1 dan jumlah terbesar.",
        ),
        (curriculum.most_classes < 1, "Paling sedikit satu kelas dapat dibuka dalam sebulan."),
        (
            not curriculum.months or not set(curriculum.months) <= set(range(1, 13)),
            "Pilih paling sedikit satu bulan, 1 sampai 12.",
        ),
        (curriculum.days < 0, "Jumlah hari tidak boleh kurang dari nol."),
        (
            not set(curriculum.audience) <= set(AUDIENCE_KEYS),
            "Sasaran hanya boleh memakai kunci jabatan, bukan nama jabatan.",
        ),
    )
    return [sentence for is_wrong, sentence in tests if is_wrong]


# ---------------------------------------------------------------- as plain values


def to_plain(curriculum: Curriculum) -> dict[str, Any]:
    """The curriculum as JSON values; decimals as text, so that a digest names the content and nothing else."""
    gains = [{"competency": g.competency, "lift": str(g.lift), "up_to": g.up_to} for g in curriculum.gains]
    costs = [
        {"standard": c.standard, "per": c.per, "quantity": str(c.quantity), "note": c.note} for c in curriculum.costs
    ]
    plain = {key: getattr(curriculum, key) for key in _SIMPLE}
    plain |= {key: list(getattr(curriculum, key)) for key in _LISTS}
    return plain | {
        "quantity": str(curriculum.quantity),
        "audience": dict(curriculum.audience),
        "gains": gains,
        "costs": costs,
    }


def from_plain(data: Mapping[str, Any]) -> Curriculum:
    """Read what `to_plain` or a data file wrote. Raises CurriculumRefused naming a field that is missing or wrong."""
    try:
        values = {key: data[key] for key in _SIMPLE if key in data}
        values |= {key: tuple(data[key]) for key in _LISTS if key in data}
        return Curriculum(
            **values,
            quantity=Decimal(str(data["quantity"])),
            audience=dict(data.get("audience", {})),
            gains=tuple(
                Gain(row["competency"], Decimal(str(row["lift"])), int(row.get("up_to", 5))) for row in data["gains"]
            ),
            costs=tuple(
                CostItem(row["standard"], row["per"], Decimal(str(row["quantity"])), row.get("note", ""))
                for row in data["costs"]
            ),
        )
    except (KeyError, TypeError, ValueError, InvalidOperation) as wrong:
        raise CurriculumRefused([f"Isi kurikulum belum lengkap: {wrong}."]) from None


_SIMPLE = (
    "name", "summary", "form_id", "method", "scope", "measure", "days", "delivery", "class_min", "class_max",
    "most_classes", "mandatory_basis", "again_after_months",
)  # fmt: skip
_LISTS = ("outcomes", "months", "prerequisites", "tags")


# ---------------------------------------------------------------- differences


@dataclass(frozen=True)
class Difference:
    """One field that changed between two versions, in words."""

    label: str
    old: str
    new: str


_LABELS = {
    "name": "Nama",
    "summary": "Ringkasan",
    "outcomes": "Yang dapat dilakukan sesudahnya",
    "form_id": "Bentuk",
    "method": "Metode",
    "scope": "Lingkup",
    "quantity": "Lama",
    "measure": "Satuan lama",
    "days": "Hari di luar kantor",
    "delivery": "Penyelenggaraan",
    "class_min": "Peserta terkecil",
    "class_max": "Peserta terbesar",
    "most_classes": "Kelas sebulan",
    "months": "Bulan",
    "gains": "Kompetensi dan kenaikan level",
    "costs": "Baris biaya",
    "audience": "Sasaran",
    "prerequisites": "Prasyarat",
    "mandatory_basis": "Dasar kewajiban",
    "again_after_months": "Diulang setelah (bulan)",
    "tags": "Tanda kebijakan",
}


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    """What changed from one plain curriculum to another, field by field, in the order of the form."""
    return [
        Difference(label, _words(key, old.get(key)), _words(key, new.get(key)))
        for key, label in _LABELS.items()
        if old.get(key) != new.get(key)
    ]


def _figure(value: Any) -> str:
    return number(Decimal(str(value)), at_most=4)


def _words(key: str, value: Any) -> str:
    if value in (None, "", [], {}):
        return "–"
    if key == "gains":
        return "; ".join(f"{row['competency']} +{_figure(row['lift'])}" for row in value)
    if key == "costs":
        return "; ".join(f"{row['standard']} {_figure(row['quantity'])} per {row['per']}" for row in value)
    if key == "audience":
        return "; ".join(f"{AUDIENCE_KEYS[k]}: {_list_words(v)}" for k, v in value.items())
    if key == "method":
        return METHODS[value].label if value in METHODS else str(value)
    return _list_words(value)


def _list_words(value: Any) -> str:
    if value is True:
        return "ya"
    return "; ".join(str(item) for item in value) if isinstance(value, list | tuple) else str(value)


def starting_catalogue() -> list[dict[str, Any]]:
    """The 60 programmes of the starting catalogue: code, and the plain curriculum under "kurikulum"."""
    rows: list[dict[str, Any]] = []
    for path in sorted(DATA.glob("*.json")):
        rows += json.loads(path.read_text(encoding="utf-8"))["program"]
    return rows
