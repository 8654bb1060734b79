"""The card "Mengapa saya belum terpilih?": three factors with the average of those selected, what would change it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from asah.stages.plan.rules.settings import LEGAL_FLOOR_JP
from asah_basics.formats import number

FEWEST = 5  # below so many eligible or selected people no cut-off and no average is shown


@dataclass(frozen=True)
class Frozen:
    """What was known of somebody for one programme: levels missing in its competencies, levels it would close, JP."""

    gap: float
    closes: float
    jp_before: int

    @property
    def jp_missing(self) -> int:
        """Lesson hours missing to the yearly floor: they count a little for everybody below it."""
        return max(0, LEGAL_FLOOR_JP - self.jp_before)


@dataclass(frozen=True)
class Factor:
    """One factor: own value, the whole of the bar, the average of those selected (None: too few), a remark."""

    label: str
    value: float
    out_of: float
    others: float | None
    note: str


def frozen_of(inputs: Mapping[str, Any], code: str, competencies: Sequence[int], jp_before: int) -> Frozen:
    """Read the frozen inputs of a person for a programme that lifts `competencies`."""
    gaps = inputs.get("gaps", {})
    missing = [float(gaps[str(key)][0]) - float(gaps[str(key)][1]) for key in competencies if str(key) in gaps]
    return Frozen(sum(missing), float(inputs.get("chances", {}).get(code, 0.0)), jp_before)


def factors(own: Frozen, selected: Sequence[Frozen]) -> list[Factor]:
    """The three factors; averages only of at least five people."""
    enough = len(selected) >= FEWEST

    def average(values: Sequence[float]) -> float | None:
        return sum(values) / len(values) if enough else None

    gap, closes = average([one.gap for one in selected]), average([one.closes for one in selected])
    missing = average([float(one.jp_missing) for one in selected])
    return [
        _factor("Kesenjangan jabatan Anda (level)", own.gap, gap, "pada kompetensi yang diajarkan program ini"),
        _factor("Yang dapat ditutup program ini (level)", own.closes, closes, "menurut dampak yang diharapkan"),
        _factor("Kekurangan JP menuju 20", float(own.jp_missing), missing, "makin kurang, makin diutamakan"),
    ]


def _factor(label: str, value: float, others: float | None, about: str) -> Factor:
    top = max(value, others or 0.0, 1.0)
    if others is None:
        return Factor(label, value, top, None, f"Dihitung {about}.")
    side = "menguatkan Anda" if value > others else "sama dengan rata-rata" if value == others else "di bawah rata-rata"
    return Factor(label, value, top, round(others, 2), f"Dihitung {about}. Ini {side}.")


def standing_words(rank: int, eligible: int, quota: int, reason: str) -> str:
    """Why a place within the quota did not give a seat; empty when the order itself tells it."""
    if rank > quota or not quota:
        return ""
    rules = {
        "unit_penuh": "rekan seunit yang pergi bulan itu sudah mencapai batas",
        "bentrok": "jadwalnya bentrok dengan pelatihan Anda yang lain",
        "batas_jp": "batas JP kontrak tercapai",
        "batas_pelatihan": "jumlah pelatihan setahun sudah penuh",
        "kompetensi_sama": "Anda sudah terpilih untuk kompetensi yang sama",
        "prasyarat": "prasyaratnya belum selesai",
    }
    why = rules.get(reason, "uang unit, uang OPD, atau batas lain memberi kursi kepada urutan sesudah Anda")
    return f"Urutan Anda {number(rank)} masih di dalam kuota {number(quota)}; kursi tidak didapat karena {why}."


def next_chance(months: Sequence[str], year: int, reason: str) -> str:
    """When the programme can be had next."""
    if reason in ("bentrok", "unit_penuh") and months:
        return f"Kesempatan berikutnya: bila rencana {year} diubah, kelas pada {', '.join(months)} ditinjau lagi."
    return f"Kesempatan berikutnya: siklus {year + 1}. Kebutuhan Anda ikut dihitung tanpa perlu mengusulkan lagi."
