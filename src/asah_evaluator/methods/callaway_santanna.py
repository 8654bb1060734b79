"""Group-time average treatment effects of a staggered roll-out.

Source: Callaway and Sant'Anna (2021), "Difference-in-Differences with multiple time periods", Journal of Econometrics
225(2), 200-230. Parallel trends are assumed only between a cohort and units not treated by then (or ever), given
covariates, so effects may differ between cohorts and grow with time without spoiling the comparison.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from asah_evaluator.estimate import BoolArray, FloatArray, IntArray
from asah_evaluator.frames import NEVER, Panel, Rows, rows_of_panel
from asah_evaluator.inference.ledger import CohortLedger, UnitLedger
from asah_evaluator.inference.moments import CohortMoments, cohort_moments
from asah_evaluator.methods.aggregate import FEW_UNITS, GroupTime
from asah_evaluator.methods.cells import Cell, Controls, check_controls, plan_cells
from asah_evaluator.methods.two_period import METHODS, panel_effect, rows_effect


def group_time_effects(
    data: Panel | Rows,
    *,
    controls: str = "never",
    method: str = "dr",
    anticipation: float = 0.0,
    universal_base: bool = False,
) -> GroupTime:
    """ATT(g, t) of every cohort and period.

    Parameters: ``controls`` never or not-yet treated; ``method`` dr, reg or ipw (equal without covariates);
    ``anticipation`` in units of time; ``universal_base`` compares every period with the last untouched one.
    A balanced panel without covariates, weights and clusters runs on cohort moments; a panel with holes is treated as
    rows whose influence is summed within units. Raises ``ValueError`` when no comparison exists.
    """
    kind = check_controls(controls)
    if method not in METHODS:
        raise ValueError(f"method must be one of {', '.join(METHODS)}; got {method!r}")
    ready, dropped, estimable = with_comparison(data, kind, anticipation)
    cells = plan_cells(estimable, ready.periods, anticipation=anticipation, universal_base=universal_base)
    if not any(cell.is_post for cell in cells):
        raise ValueError("no cohort has a period before and one after treatment with a comparison group")
    name = f"callaway-santanna ({controls}, {method})"
    if isinstance(ready, Panel) and ready.is_balanced:
        if ready.covariates is None and ready.weights is None and ready.cluster is None:
            found = from_moments(
                cohort_moments(ready), ready.periods, ready.period_labels, cells, kind, anticipation, name
            )
        else:
            found = _from_panel(ready, cells, kind, anticipation, method, name)
    else:
        found = _from_rows(ready, cells, kind, anticipation, method, name)
    return replace(found, warnings=(*ready.warnings, *dropped, *found.warnings))


def with_comparison(
    data: Panel | Rows, kind: Controls, anticipation: float
) -> tuple[Panel | Rows, tuple[str, ...], FloatArray]:
    """The data up to the last period with a comparison group, a warning if any was cut, and the cohorts to estimate.

    Without never-treated units the last cohort is the comparison and periods from its start on are left out.
    Raises ``ValueError`` when that leaves nothing to compare.
    """
    starts = np.unique(data.cohort[np.isfinite(data.cohort)])
    cut = data.periods[-1]
    if np.isinf(data.cohort).any():
        return data, (), starts
    if kind == "never":
        raise ValueError("controls: no unit is never treated; use controls 'notyet' or add units without treatment")
    if len(starts) < 2:
        raise ValueError("controls: every unit starts at the same time, so nobody is left to compare with")
    cut = starts[-1] - anticipation
    keep = int((data.periods < cut).sum())
    if keep < 2:
        raise ValueError("controls: fewer than 2 periods remain before the last cohort starts")
    said = f"nobody is untreated from period {data.period_labels[keep] if keep < len(data.period_labels) else cut:}"
    note = (f"{said} on; those periods are left out and the last cohort serves as comparison only",)
    if isinstance(data, Panel):
        return data.until(keep), note, starts[:-1]
    inside = data.time < keep
    rows = replace(
        data, outcome=data.outcome[inside], time=data.time[inside], cohort=data.cohort[inside],
        periods=data.periods[:keep], period_labels=data.period_labels[:keep],
        weights=None if data.weights is None else data.weights[inside],
        cluster=None if data.cluster is None else data.cluster[inside],
        covariates=None if data.covariates is None else data.covariates[inside],
    )  # fmt: skip
    return rows, note, starts[:-1]


def from_moments(
    moments: CohortMoments,
    periods: FloatArray,
    labels: tuple[str, ...],
    cells: list[Cell],
    kind: Controls,
    anticipation: float,
    name: str,
) -> GroupTime:
    """Effects of a balanced, plain panel from its moments: differences of cohort means."""
    ledger = CohortLedger(moments)
    kept, att, influence = [], [], []
    for cell in cells:
        pool = cell.controls(moments.starts, periods, kind, anticipation)
        if not pool.any():
            continue
        own = moments.starts == cell.start
        share = np.where(pool, moments.sizes, 0.0) / moments.sizes[pool].sum()
        contrast = np.zeros(len(periods))
        contrast[cell.t], contrast[cell.base] = 1.0, -1.0
        coefficients = np.outer(own - share, contrast)
        # A cohort inside a pooled comparison group departs from the pool's mean, not only its units from the cohort's.
        change = moments.means @ contrast
        constants = np.where(pool, -(change - share @ change) * moments.n / moments.sizes[pool].sum(), 0.0)
        kept.append(cell)
        att.append(float((coefficients * moments.means).sum()))
        influence.append(ledger.row(coefficients, constants))
    counts = {float(s): int(k) for s, k in zip(moments.starts, moments.sizes, strict=True)}
    treated = sum(count for start, count in counts.items() if np.isfinite(start))
    spare = int(moments.n) - treated
    return GroupTime(
        tuple(kept), np.array(att), np.array(influence), ledger, periods, labels, name,
        int(moments.n), treated, spare, counts, are_few(treated, spare, kind),
    )  # fmt: skip


def are_few(treated: int, never: int, kind: Controls) -> bool:
    """Whether treated or comparison units (clusters) are too few for a normal interval."""
    others = never if kind == "never" or never >= FEW_UNITS else never + treated // 2
    return min(treated, others) < FEW_UNITS


def _from_panel(
    panel: Panel, cells: list[Cell], kind: Controls, anticipation: float, method: str, name: str
) -> GroupTime:
    """Balanced panel with covariates, weights or clusters: one regression problem per cell."""
    weights = np.ones(panel.units) if panel.weights is None else panel.weights
    solved = _Solved(panel.units)
    for cell in cells:
        own = panel.cohort == cell.start
        inside = own | cell.controls(panel.cohort, panel.periods, kind, anticipation)
        if not (inside & ~own).any():
            continue
        change = panel.outcome[inside, cell.t] - panel.outcome[inside, cell.base]
        x = np.ones((int(inside.sum()), 1))
        if panel.covariates is not None:
            x = np.column_stack([x, panel.covariates[inside, min(cell.t, cell.base)]])
        w = weights[inside] / weights[inside].mean()
        try:
            value, psi = panel_effect(change, own[inside].astype(np.float64), x, w, method)
        except ValueError as problem:
            solved.skip(cell, panel.period_labels, problem)
            continue
        full = np.zeros(panel.units)
        full[inside] = psi * (panel.units / inside.sum())
        solved.add(cell, value, full)
    return solved.as_group_time(panel.cohort, weights, panel.cluster, panel, kind, name)


def _from_rows(
    data: Panel | Rows, cells: list[Cell], kind: Controls, anticipation: float, method: str, name: str
) -> GroupTime:
    """Repeated cross-sections, or a panel with holes as rows whose influence is summed within units."""
    if isinstance(data, Panel):
        rows, unit = rows_of_panel(data)
        units, cohort, cluster = data.units, data.cohort, data.cluster
    else:
        rows, unit = data, np.arange(len(data.outcome))
        units, cohort, cluster = len(data.outcome), data.cohort, data.cluster
    weights = np.ones(len(rows.outcome)) if rows.weights is None else rows.weights
    solved = _Solved(units)
    for cell in cells:
        own = rows.cohort == cell.start
        group = own | cell.controls(rows.cohort, rows.periods, kind, anticipation)
        inside = group & ((rows.time == cell.t) | (rows.time == cell.base))
        after = (rows.time[inside] == cell.t).astype(np.float64)
        treated = own[inside].astype(np.float64)
        try:
            _need_four(after, treated)
            x = np.ones((len(after), 1))
            if rows.covariates is not None:
                x = np.column_stack([x, rows.covariates[inside]])
            w = weights[inside] / weights[inside].mean()
            value, psi = rows_effect(rows.outcome[inside], after, treated, x, w, method)
        except ValueError as problem:
            solved.skip(cell, rows.period_labels, problem)
            continue
        solved.add(cell, value, _sum_by(unit[inside], psi * (units / inside.sum()), units))
    mean_weight = np.bincount(unit, weights, minlength=units) / np.bincount(unit, minlength=units)
    return solved.as_group_time(cohort, mean_weight, cluster, rows, kind, name)


def _sum_by(unit: IntArray, values: FloatArray, units: int) -> FloatArray:
    """(units,) sums of row values within units."""
    return np.bincount(unit, values, minlength=units).astype(np.float64)


def _need_four(after: FloatArray, treated: FloatArray) -> None:
    """Raise unless treated and controls are both seen before and after."""
    for side, who in ((1, "treated"), (0, "control")):
        for moment, when in ((0, "base period"), (1, "period")):
            if not ((treated == side) & (after == moment)).any():
                raise ValueError(f"no {who} observation in the {when}")


class _Solved:
    """Cells solved so far."""

    def __init__(self, units: int) -> None:
        self.units = units
        self.cells: list[Cell] = []
        self.att: list[float] = []
        self.influence: list[FloatArray] = []
        self.warnings: list[str] = []

    def add(self, cell: Cell, value: float, influence: FloatArray) -> None:
        """Keep a cell's effect and its influence per unit."""
        self.cells.append(cell)
        self.att.append(value)
        self.influence.append(influence)

    def skip(self, cell: Cell, labels: tuple[str, ...], problem: ValueError) -> None:
        """Leave a cell out and say why."""
        self.warnings.append(f"cohort {cell.start:g} in {labels[cell.t]} left out: {problem}")

    def as_group_time(
        self,
        cohort: FloatArray,
        weights: FloatArray,
        cluster: IntArray | None,
        data: Panel | Rows,
        kind: Controls,
        name: str,
    ) -> GroupTime:
        """The table of effects; raises ``ValueError`` when every cell after treatment had to be left out."""
        if not any(cell.is_post for cell in self.cells):
            raise ValueError("; ".join(["no effect could be estimated", *self.warnings[:3]]))
        starts, member = np.unique(cohort, return_inverse=True)
        ledger = UnitLedger(member.astype(np.int64), starts, weights, cluster)
        treated, never = count_sides(np.isfinite(cohort), cluster)
        counts = {float(start): int((cohort == start).sum()) for start in starts if start != NEVER}
        return GroupTime(
            tuple(self.cells), np.array(self.att), np.array(self.influence), ledger, data.periods,
            data.period_labels, name, self.units, treated, never, counts, are_few(treated, never, kind),
            tuple(self.warnings),
        )  # fmt: skip


def count_sides(treated: BoolArray, cluster: IntArray | None) -> tuple[int, int]:
    """Independent units (clusters where given) ever treated and never treated."""
    if cluster is None:
        return int(treated.sum()), int((~treated).sum())
    touched = np.zeros(int(cluster.max()) + 1, dtype=bool)
    touched[cluster[treated]] = True
    return int(touched.sum()), int((~touched).sum())
