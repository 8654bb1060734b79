"""Two-period comparisons inside a staggered roll-out: which cohort, which period, which base period, which controls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from asah_evaluator.estimate import BoolArray, FloatArray

Controls = Literal["never", "notyet"]


@dataclass(frozen=True, slots=True)
class Cell:
    """ATT of cohort ``start`` in period number ``t`` against base period number ``base`` (numbers from 0)."""

    start: float
    t: int
    base: int
    is_post: bool

    def controls(self, starts: FloatArray, periods: FloatArray, kind: Controls, anticipation: float) -> BoolArray:
        """Which cohorts (or units, by their ``starts``) serve as controls of this cell."""
        if kind == "never":
            return np.isinf(starts)
        horizon = periods[max(self.t, self.base)] + anticipation
        chosen: BoolArray = np.isinf(starts) | ((starts > horizon) & (starts != self.start))
        return chosen


def plan_cells(
    starts: FloatArray, periods: FloatArray, *, anticipation: float = 0.0, universal_base: bool = False
) -> list[Cell]:
    """Every cell that can be estimated.

    Parameters: ``starts`` (cohorts,) treated cohorts to estimate; ``periods`` (periods,) in order;
    ``anticipation`` in units of time before the start in which behaviour may already change; ``universal_base`` uses
    the last untouched period as base of every cell, else periods before treatment are compared with the one before.
    """
    cells: list[Cell] = []
    for start in starts:
        clean = np.flatnonzero(periods + anticipation < start)
        if len(clean) == 0:
            continue
        last = int(clean[-1])
        for t in range(len(periods)):
            base = last if universal_base or periods[t] >= start - anticipation else t - 1
            if base >= 0 and base != t:
                cells.append(Cell(float(start), t, base, bool(periods[t] >= start)))
    return cells


def check_controls(kind: str) -> Controls:
    """``kind`` when it is a known choice; raises ``ValueError`` listing the choices."""
    if kind == "never":
        return "never"
    if kind == "notyet":
        return "notyet"
    raise ValueError(f"controls must be one of never, notyet; got {kind!r}")
