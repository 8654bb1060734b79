"""The one-page memo: what is asked, what it costs, what is gained, what is given up, and what if it is wrong.

Plain sentences from the figures of a run; the page on a phone and the printed nota dinas show the same object.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from asah_basics.formats import number, percent, rupiah, rupiah_short, signed

HALF = 0.5  # "if wrong": unproven programmes are supposed to reach half of what is expected of them
MOST_LINES = 3


class Row(Protocol):
    """What the memo reads of a programme."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def seats(self) -> int:
        """Seats given."""

    @property
    def cost_rupiah(self) -> int:
        """Rupiah."""

    @property
    def points(self) -> float:
        """Per cent of the measured gap that it closes."""

    @property
    def candidates(self) -> int:
        """People who could gain."""


@dataclass(frozen=True)
class Memo:
    """The memo in sentences. `largest`: (name, seats, rupiah) of the programmes that close most."""

    asked: str
    money: str
    gained: tuple[str, ...]
    given_up: tuple[str, ...]
    if_wrong: tuple[str, ...]
    changed: str
    largest: tuple[tuple[str, int, int], ...]


def memo_of(
    *,
    year: int,
    stage: str,
    settings: Mapping[str, Any],
    figures: Mapping[str, Any],
    totals: Mapping[str, Any],
    programmes: Sequence[Row],
    uncertain_levels: float,
    before: Mapping[str, Any] | None,
) -> Memo:
    """Write the memo. `totals`: cost, seats, people, below, gap_percent; `uncertain_levels`: levels closed by
    programmes whose effect nobody has measured yet; `before`: totals of the submission before, None if there is none.
    """
    budget = int(settings["budget_rupiah"])
    return Memo(
        asked=f"Diminta: menyetujui Rencana {year}, {rupiah_short(budget)}",
        money=(
            f"{rupiah(totals['cost'])} dari pagu {rupiah(budget)} ({stage}); "
            f"sisa {rupiah(max(0, budget - totals['cost']))}."
        ),
        gained=_gained(settings, figures, totals),
        given_up=_given_up(settings, totals, programmes),
        if_wrong=_if_wrong(figures, totals, uncertain_levels),
        changed=_changed(totals, before),
        largest=tuple((row.name, row.seats, row.cost_rupiah) for row in programmes if row.seats)[:5],
    )


def _gained(settings: Mapping[str, Any], figures: Mapping[str, Any], totals: Mapping[str, Any]) -> tuple[str, ...]:
    gap = float(figures["gap_levels"]) or 1.0
    return (
        f"{percent(figures['closed_levels'] / gap, 0)} kesenjangan terukur tertutup "
        f"({number(figures['closed_levels'], 0)} dari {number(figures['gap_levels'], 0)} level).",
        f"{number(figures['at_floor'])} orang mencapai {settings['minimum_jp']} JP; tahun lalu "
        f"{number(figures['at_floor_last'])}.",
        f"{number(totals['seats'])} kursi untuk {number(totals['people'])} orang "
        f"di {number(figures['classes'])} kelas.",
    )


def _given_up(settings: Mapping[str, Any], totals: Mapping[str, Any], rows: Sequence[Row]) -> tuple[str, ...]:
    lines = []
    if totals["below"]:
        lines.append(f"{number(totals['below'])} orang belum mencapai {settings['minimum_jp']} JP.")
    out = sorted((row for row in rows if not row.seats and row.candidates), key=lambda row: -row.candidates)
    lines += [f"{row.name}: {number(row.candidates)} calon menunggu." for row in out[:MOST_LINES]]
    if len(out) > MOST_LINES:
        lines.append(f"{number(len(out) - MOST_LINES)} program lain yang punya calon juga tidak masuk.")
    return tuple(lines) or ("Tidak ada: semua program yang punya calon masuk.",)


def _if_wrong(figures: Mapping[str, Any], totals: Mapping[str, Any], uncertain: float) -> tuple[str, ...]:
    gap = float(figures["gap_levels"]) or 1.0
    closed = float(figures["closed_levels"])
    lines = []
    if uncertain > 0:
        worst = percent((closed - uncertain * (1 - HALF)) / gap, 0)
        cost = int(figures.get("prior_cost", 0))
        lines.append(
            f"{rupiah_short(cost)} membiayai {number(figures['prior_effects'])} program yang dampaknya belum diukur. "
            f"Bila dampaknya hanya separuh perkiraan, yang tertutup {worst}, bukan {percent(closed / gap, 0)}."
        )
    lines.append(
        f"Hitungan terbukti paling jauh {number(totals['gap_percent'], 2)}% dari rencana terbaik yang mungkin."
    )
    if figures.get("sample_prices"):
        lines.append("Sebagian biaya memakai standar contoh; angka uang berubah bila SSH daerah berbeda.")
    return tuple(lines)


def _changed(totals: Mapping[str, Any], before: Mapping[str, Any] | None) -> str:
    if before is None:
        return ""
    parts = [
        f"{signed(totals[key] - before[key], 0)} {word}"
        for key, word in (("seats", "kursi"), ("people", "orang"))
        if totals[key] != before[key]
    ]
    if totals["cost"] != before["cost"]:
        sign = "+" if totals["cost"] > before["cost"] else "−"
        parts.append(f"{sign}{rupiah_short(abs(totals['cost'] - before['cost']))}")
    return f"Sejak pengajuan sebelumnya: {', '.join(parts)}." if parts else "Angka sama dengan pengajuan sebelumnya."
