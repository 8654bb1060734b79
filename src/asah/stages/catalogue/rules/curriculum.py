"""The content of a version, what keeps it from being published, and its form as plain values."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Protocol

from asah.stages.catalogue.rules.audience import AUDIENCE_KEYS
from asah.stages.catalogue.rules.durations import BadDuration, read_duration
from asah.stages.catalogue.rules.methods import METHODS

DATA = Path(__file__).parents[1] / "data"


DELIVERIES = {"sendiri": "Kelas sendiri", "kirim": "Pengiriman peserta"}
SCOPES = {"nasional": "Nasional", "internasional": "Internasional"}
MEASURES = {"jp_program": "JP kurikulum", "hari": "hari", "kegiatan": "kegiatan"}


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
    """The content of a version.

    gains[0] is the main one; days: away from work; months: 1 to 12; partner: code of who provides it, "" for one's own
    people; recurrence, validity: ISO 8601 durations after which it is repeated and for which its certificate holds,
    "" for once and for ever; mandatory_basis: source that makes it mandatory for its whole audience; duty: key of the
    dated table `kewajiban_pelatihan` that names a deadline by law or post; practice_percent: share of practice in its
    hours; legal_bases: codes of regulations that its content rests on.
    """

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
    tags: tuple[str, ...] = ()
    partner: str = ""
    recurrence: str = ""
    validity: str = ""
    duty: str = ""
    practice_percent: int | None = None
    legal_bases: tuple[str, ...] = ()

    @property
    def again_after_months(self) -> int | None:
        """Months after which somebody may take it again; None: once in a career is enough."""
        return read_duration(self.recurrence).whole_months if self.recurrence else None


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
        (curriculum.delivery not in DELIVERIES, "Penyelenggaraan: kelas sendiri atau pengiriman peserta."),
        (curriculum.scope not in SCOPES, "Lingkup: nasional atau internasional."),
        (
            curriculum.practice_percent is not None and not 0 <= curriculum.practice_percent <= 100,
            "Bagian praktik antara 0 dan 100 persen.",
        ),
    )
    found = [sentence for is_wrong, sentence in tests if is_wrong]
    return found + _faults_of_durations(curriculum)


def _faults_of_durations(curriculum: Curriculum) -> list[str]:
    found = []
    read = {}
    for name, label in (("recurrence", "Diulang setiap"), ("validity", "Sertifikat berlaku")):
        text = getattr(curriculum, name)
        try:
            read[name] = read_duration(text).whole_months if text else None
        except BadDuration as fault:
            found.append(f"{label}: {fault}")
    if not found and read["recurrence"] and read["validity"] and read["recurrence"] > read["validity"]:
        found.append("Sertifikat habis sebelum program diulang. Perpendek ulangannya atau perpanjang masa berlakunya.")
    return found


# ---------------------------------------------------------------- as plain values


def to_plain(curriculum: Curriculum) -> dict[str, Any]:
    """The curriculum as JSON values; decimals as text, so that a digest names the content and nothing else."""
    gains = [{"competency": g.competency, "lift": _plain(g.lift), "up_to": g.up_to} for g in curriculum.gains]
    costs = [
        {"standard": c.standard, "per": c.per, "quantity": _plain(c.quantity), "note": c.note} for c in curriculum.costs
    ]
    plain = {key: getattr(curriculum, key) for key in _SIMPLE}
    plain |= {key: list(getattr(curriculum, key)) for key in _LISTS}
    return plain | {
        "quantity": _plain(curriculum.quantity),
        "audience": dict(curriculum.audience),
        "gains": gains,
        "costs": costs,
    }


def _plain(value: Decimal) -> str:
    """One spelling of a figure: 24 and 24.00 are no difference."""
    return f"{value.normalize():f}"


def from_plain(data: Mapping[str, Any]) -> Curriculum:
    """Read what `to_plain` or a data file wrote. Raises CurriculumRefused naming a field that is missing or wrong."""
    try:
        values = {key: data[key] for key in _SIMPLE if key in data}
        # Drafts and versions of before durations kept months.
        if data.get("again_after_months") and not values.get("recurrence"):
            values["recurrence"] = f"P{int(data['again_after_months'])}M"
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
    "most_classes", "mandatory_basis", "partner", "recurrence", "validity", "duty", "practice_percent",
)  # fmt: skip
_LISTS = ("outcomes", "months", "prerequisites", "tags", "legal_bases")


def starting_catalogue() -> list[dict[str, Any]]:
    """The 60 programmes of the starting catalogue: code, and the plain curriculum under "kurikulum"."""
    rows: list[dict[str, Any]] = []
    for path in sorted(DATA.glob("*.json")):
        rows += json.loads(path.read_text(encoding="utf-8"))["program"]
    return rows
