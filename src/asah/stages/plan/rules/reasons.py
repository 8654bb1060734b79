"""Why somebody who could gain from a programme did not get a seat: one reason a person and programme.

Judged from the plan itself, without prices: what is full, what clashes, what was not opened. The reasons are tried
in the order in which somebody could do something about them; the first that holds is given, with its facts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

REASONS: Mapping[str, str] = {
    "prasyarat": "Prasyarat belum selesai",
    "batas_jp": "Batas JP setahun tercapai",
    "batas_pelatihan": "Jumlah pelatihan setahun sudah penuh",
    "kompetensi_sama": "Sudah terpilih untuk kompetensi yang sama",
    "tidak_dibuka": "Kelas belum dibuka",
    "tugas_belajar": "Tugas belajar",
    "kursi_habis": "Kursi habis",
    "bentrok": "Bentrok dengan pelatihan lain",
    "unit_penuh": "Rekan seunit sudah pergi bulan itu",
    "anggaran": "Anggaran",
}


@dataclass(frozen=True)
class Slot:
    """An offering as far as reasons go. `free`: seats left in opened classes; `away`: participants leave the office."""

    id: str
    month: int
    classes: int
    free: int
    away: bool


@dataclass(frozen=True)
class Ask:
    """Somebody and a programme he did not get.

    held: (programme name, month, away, main competency) of his seats; hours: JP he has with them;
    jp_max: his ceiling or None; closed_months: months in which nobody more of his unit may leave; away_months: months
    in which he is on a study assignment.
    """

    jp: int
    competency: str
    missing: tuple[str, ...]
    held: tuple[tuple[str, int, bool, str], ...]
    hours: int
    jp_max: int | None
    most: int
    closed_months: frozenset[int]
    last_month: int
    rank: int
    value: float
    away_months: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Quota:
    """How a programme ended: seats given, least value among those selected, people who could gain, least class."""

    seats: int
    cutoff: float | None
    candidates: int
    class_min: int


def why(ask: Ask, slots: Sequence[Slot], quota: Quota) -> tuple[str, dict[str, Any]]:
    """The reason (a key of REASONS) and its facts, plain JSON values, for a sentence and for the smallest change."""
    if ask.missing:
        return "prasyarat", {"programmes": list(ask.missing)}
    if ask.jp_max is not None and ask.hours + ask.jp > ask.jp_max:
        return "batas_jp", {"hours": ask.hours, "jp": ask.jp, "most": ask.jp_max}
    same = [name for name, _month, _away, competency in ask.held if competency and competency == ask.competency]
    if same:
        return "kompetensi_sama", {"programme": same[0]}
    if len(ask.held) >= ask.most:
        return "batas_pelatihan", {"most": ask.most, "programmes": [name for name, *_rest in ask.held]}
    opened = [slot for slot in slots if slot.classes and slot.month <= ask.last_month]
    if not opened:
        return "tidak_dibuka", {"candidates": quota.candidates, "needs": quota.class_min}
    opened = [slot for slot in opened if slot.month not in ask.away_months]
    if not opened:
        return "tugas_belajar", {"months": sorted(ask.away_months)}
    standing = {"rank": ask.rank, "of": quota.candidates, "quota": quota.seats, "cutoff": quota.cutoff}
    free = [slot for slot in opened if slot.free > 0]
    if not free:
        return "kursi_habis", standing
    busy = {month: name for name, month, away, _competency in ask.held if away}
    clear = [slot for slot in free if not (slot.away and slot.month in busy)]
    if not clear:
        month = free[0].month
        return "bentrok", {"month": month, "programme": busy[month]}
    if all(slot.away and slot.month in ask.closed_months for slot in clear):
        return "unit_penuh", {"months": sorted({slot.month for slot in clear})}
    return "anggaran", standing


def smallest_change(reason: str, facts: Mapping[str, Any]) -> str:
    """What would have changed the outcome, among things the person or the agency can change. A sentence."""
    if reason == "prasyarat":
        return f"Selesaikan {facts['programmes'][0]} lebih dulu; sesudah itu Anda memenuhi syarat."
    if reason == "tidak_dibuka":
        short = max(0, int(facts["needs"]) - int(facts["candidates"]))
        if short:
            return f"Kelas dibuka bila ada {short} peserta lagi."
        return "Kelas dibuka bila anggaran bertambah atau program lain dilepas."
    if reason in ("kursi_habis", "anggaran"):
        over = max(1, int(facts["rank"]) - int(facts["quota"]))
        return f"Dengan {over} kursi lagi, urutan Anda terlayani."
    if reason == "bentrok":
        return "Jadwal lain di luar bulan itu membuka kesempatan ini."
    if reason == "unit_penuh":
        return "Kelas pada bulan lain, atau pengganti tugas di unit, membuka kesempatan ini."
    if reason == "tugas_belajar":
        return "Sesudah masa studi selesai, Anda direncanakan lagi seperti biasa."
    if reason == "batas_jp":
        return "Batas JP kontrak berganti pada tahun kontrak berikutnya."
    return "Kesempatan berikutnya ada pada siklus tahun depan."
