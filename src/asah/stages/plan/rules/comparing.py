"""Two plans side by side: only what differs, and who moves most. Plain rows from figures of runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from asah_basics.formats import number, percent, rupiah, signed

LEAST_POINTS = 0.05  # smaller moves of a unit's coverage, in percentage points, are rounding


@dataclass(frozen=True)
class Difference:
    """One figure in each plan, as words; `change` is the last minus the first."""

    label: str
    values: tuple[str, ...]
    change: str


@dataclass(frozen=True)
class Side:
    """A plan as the comparison reads it: its letter, totals, settings and figures."""

    letter: str
    settings: Mapping[str, Any]
    figures: Mapping[str, Any]
    totals: Mapping[str, Any]


@dataclass(frozen=True)
class Move:
    """A unit's coverage (value received of value attainable, per cent) in the first and the last plan."""

    name: str
    people: int
    first: float
    last: float

    @property
    def change(self) -> float:
        """Percentage points."""
        return self.last - self.first


SETTINGS: Mapping[str, str] = {
    "budget_rupiah": "Pagu",
    "minimum_jp": "Minimal JP per orang",
    "minimum_is_hard": "Minimal JP wajib terpenuhi",
    "most_trainings": "Pelatihan per orang, paling banyak",
    "away_percent": "Pegawai unit pergi sebulan, paling banyak (%)",
    "pppk_most_jp": "Batas JP PPPK",
    "district_floor_percent": "Distrik terendah, paling sedikit (%)",
    "fairness": "Yang diutamakan",
    "barred_tags": "Program yang dilarang",
    "locks": "Program dikunci",
    "unit_caps": "Unit dengan batas uang",
}


def setting_words(key: str, value: Any, fairness: Mapping[int, str], tags: Mapping[str, str]) -> str:
    """A setting in words."""
    if key == "budget_rupiah":
        return rupiah(int(value))
    if key == "fairness":
        return fairness[int(value or 0)]
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if value is None or value in ("", [], {}):
        return "–"
    if isinstance(value, list):
        return ", ".join(tags.get(one, one) for one in value)
    return number(len(value)) if isinstance(value, Mapping) else number(value)


def differing_settings(sides: Sequence[Side], fairness: Mapping[int, str], tags: Mapping[str, str]) -> list[Difference]:
    """Settings that are not the same in all plans."""
    rows = []
    for key, label in SETTINGS.items():
        values = tuple(setting_words(key, side.settings.get(key), fairness, tags) for side in sides)
        if len(set(values)) > 1:
            rows.append(Difference(label, values, ""))
    return rows


def differing_figures(sides: Sequence[Side]) -> list[Difference]:
    """Results that are not the same in all plans, with the change from the first to the last."""
    rows = []
    for label, read, show, change in _FIGURES:
        raw = [float(read(side)) for side in sides]
        words = tuple(show(value) for value in raw)
        if len(set(words)) > 1:
            rows.append(Difference(label, words, change(raw[-1] - raw[0])))
    return rows


def _closed(side: Side) -> float:
    gap = float(side.figures["gap_levels"]) or 1.0
    return float(side.figures["closed_levels"]) / gap


def _money_change(value: float) -> str:
    return ("+" if value > 0 else "−") + rupiah(abs(int(value))) if value else "0"


_FIGURES: tuple[tuple[str, Any, Any, Any], ...] = (
    ("Biaya", lambda side: side.totals["cost"], lambda v: rupiah(int(v)), _money_change),
    ("Kesenjangan tertutup", _closed, lambda v: percent(v, 1), lambda v: f"{signed(100 * v, 1)} poin"),
    ("Kursi", lambda side: side.totals["seats"], lambda v: number(v, 0), lambda v: signed(v, 0)),
    ("Orang terlatih", lambda side: side.totals["people"], lambda v: number(v, 0), lambda v: signed(v, 0)),
    ("Mencapai 20 JP", lambda side: side.figures["at_floor"], lambda v: number(v, 0), lambda v: signed(v, 0)),
    ("Ketimpangan jam (Gini)", lambda side: side.figures["gini"], lambda v: number(v, 2), lambda v: signed(v, 2)),
    ("Program masuk", lambda side: side.figures["programmes_in"], lambda v: number(v, 0), lambda v: signed(v, 0)),
)


def biggest_loser(moves: Sequence[Move]) -> Move | None:
    """The unit that loses most coverage; None when nobody loses."""
    losers = [move for move in moves if move.change < -LEAST_POINTS]
    return min(losers, key=lambda move: (move.change, move.name), default=None)


def finding(moves: Sequence[Move], first: str, last: str) -> str:
    """The title of the slope chart."""
    loser = biggest_loser(moves)
    if loser is None:
        return f"Tidak ada unit yang turun dari {first} ke {last}"
    return f"{loser.name} paling banyak turun: {signed(loser.change, 1)} poin dari {first} ke {last}"
