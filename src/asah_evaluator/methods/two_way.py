"""Two-way fixed-effects regression with one coefficient per chosen cohort and period.

The common engine of :mod:`etwfe` and :mod:`sun_abraham`. A balanced panel without covariates is solved on cohort
means; otherwise unit effects are taken out within units and the rest is least squares. Standard errors are clustered
by unit (or by the clusters given) with the usual finite-sample factor G/(G-1) x (N-1)/(N-K), unit effects not counted
in K because they are nested in clusters.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from asah_evaluator.estimate import BoolArray, FloatArray, IntArray
from asah_evaluator.frames import Panel
from asah_evaluator.inference.ledger import CohortLedger, UnitLedger
from asah_evaluator.inference.moments import cohort_moments
from asah_evaluator.methods.aggregate import GroupTime
from asah_evaluator.methods.callaway_santanna import are_few, count_sides, with_comparison
from asah_evaluator.methods.cells import Cell, Controls, plan_cells

MOST_CELLS = 200_000_000
"""Largest design (rows x columns) of the general path."""


def saturated(panel: Panel, kind: Controls, *, with_leads: bool, name: str, corrected: bool = True) -> GroupTime:
    """One effect per cohort and period from a two-way fixed-effects regression.

    ``with_leads`` also gives periods before treatment a coefficient (relative to the last one), so that only
    never-treated units, or the last cohort, carry the trend; without it every untreated cell does. ``corrected``
    applies the finite-sample factor to standard errors.
    Raises ``ValueError`` when no comparison exists or covariates are collinear.
    """
    ready, notes, estimable = with_comparison(panel, kind, 0.0)
    assert isinstance(ready, Panel)
    cells = [cell for cell in plan_cells(estimable, ready.periods, universal_base=True) if cell.is_post or with_leads]
    plain = ready.is_balanced and ready.covariates is None and ready.weights is None and ready.cluster is None
    found = _on_means(ready, cells, kind, name, corrected) if plain else _on_units(ready, cells, kind, name)
    return replace(found, warnings=(*ready.warnings, *notes, *found.warnings))


def finite_sample_factor(groups: int, rows: int, columns: int) -> float:
    """G/(G-1) x (N-1)/(N-K)."""
    return groups / (groups - 1) * (rows - 1) / max(rows - columns, 1)


def _on_means(panel: Panel, cells: list[Cell], kind: Controls, name: str, corrected: bool) -> GroupTime:
    """Balanced panel: weighted least squares on cohort-by-period means."""
    moments = cohort_moments(panel)
    cohorts, periods = moments.means.shape
    design = means_design(cohorts, periods, [(int(np.flatnonzero(moments.starts == c.start)[0]), c.t) for c in cells])
    root = np.sqrt(np.repeat(moments.sizes, periods))
    maps = np.linalg.pinv(design * root[:, None], rcond=1e-12)[-len(cells) :] * root
    values = maps @ moments.means.ravel()
    fitted = design @ (np.linalg.pinv(design * root[:, None], rcond=1e-12) @ (root * moments.means.ravel()))
    gap = (moments.means.ravel() - fitted).reshape(cohorts, periods)
    ledger = CohortLedger(moments)
    n = int(moments.n)
    factor = np.sqrt(finite_sample_factor(n, n * periods, periods + len(cells))) if corrected else 1.0
    coefficients = maps.reshape(len(cells), cohorts, periods)
    influence = np.array(
        [ledger.row(row, (row * gap).sum(axis=1) * moments.n / moments.sizes) * factor for row in coefficients]
    )
    treated, never = count_sides(panel.treated, None)
    counts = {float(s): int(k) for s, k in zip(moments.starts, moments.sizes, strict=True)}
    return GroupTime(
        tuple(cells), values, influence, ledger, panel.periods, panel.period_labels, name, panel.units, treated, never,
        counts, are_few(treated, never, kind), (), True,
    )  # fmt: skip


def means_design(cohorts: int, periods: int, cells: list[tuple[int, int]]) -> FloatArray:
    """(cohorts x periods, columns) dummies of cohorts, periods, and then the chosen (cohort, period) cells."""
    design = np.zeros((cohorts * periods, cohorts + periods + len(cells)))
    for place in range(cohorts * periods):
        design[place, place // periods] = 1.0
        design[place, cohorts + place % periods] = 1.0
    for column, (cohort, t) in enumerate(cells):
        design[cohort * periods + t, cohorts + periods + column] = 1.0
    return design


@dataclass(frozen=True, slots=True, eq=False)
class Within:
    """Rows of a panel after unit means are taken out: ``unit``, ``y``, ``w`` (rows,) and ``x`` (rows, k)."""

    unit: IntArray
    y: FloatArray
    x: FloatArray
    w: FloatArray


def take_out_units(panel: Panel, x: FloatArray) -> Within:
    """Weighted deviations from unit means; ``x`` (rows, k) in the order of observed cells, unit by unit."""
    unit, time = np.nonzero(~np.isnan(panel.outcome))
    y = panel.outcome[unit, time]
    w = np.ones(len(y)) if panel.weights is None else panel.weights[unit]
    total = np.bincount(unit, w, minlength=panel.units)
    mean_y = np.bincount(unit, w * y, minlength=panel.units) / np.maximum(total, 1e-300)
    sums = np.stack([np.bincount(unit, w * x[:, k], minlength=panel.units) for k in range(x.shape[1])], axis=1)
    means = sums / np.maximum(total, 1e-300)[:, None]
    return Within(unit.astype(np.int64), y - mean_y[unit], x - means[unit], w)


def _on_units(panel: Panel, cells: list[Cell], kind: Controls, name: str) -> GroupTime:
    """General path: period dummies, cells, and covariates by period and by cell."""
    unit, time = np.nonzero(~np.isnan(panel.outcome))
    columns = [(time == t).astype(np.float64) for t in range(1, len(panel.periods))]
    columns += covariate_columns(panel, unit, time, cells)
    usable = [cell for cell in cells if ((panel.cohort[unit] == cell.start) & (time == cell.t)).any()]
    columns += [((panel.cohort[unit] == cell.start) & (time == cell.t)).astype(np.float64) for cell in usable]
    if len(unit) * len(columns) > MOST_CELLS:
        raise ValueError(f"{len(unit):,} rows x {len(columns)} columns are too many for this method; use method cs")
    within = take_out_units(panel, np.column_stack(columns))
    gram = (within.x * within.w[:, None]).T @ within.x
    keep = independent_columns(gram, first=len(columns) - len(usable))
    if not keep[len(columns) - len(usable) :].all():
        raise ValueError("some cohort and period cannot be told apart from unit and period effects; use method cs")
    x = within.x[:, keep]
    bread = np.linalg.inv((x * within.w[:, None]).T @ x)
    beta = bread @ (x.T @ (within.w * within.y))
    residual = (within.y - x @ beta) * within.w
    scores = np.stack([np.bincount(within.unit, residual * x[:, k], minlength=panel.units) for k in range(x.shape[1])])
    influence = (bread @ scores)[-len(usable) :] * panel.units
    starts, member = np.unique(panel.cohort, return_inverse=True)
    weights = np.ones(panel.units) if panel.weights is None else panel.weights
    treated, never = count_sides(panel.treated, panel.cluster)
    influence *= np.sqrt(finite_sample_factor(treated + never, len(unit), x.shape[1] + 1))
    ledger = UnitLedger(member.astype(np.int64), starts, weights / weights.mean(), panel.cluster)
    counts = {float(start): int((panel.cohort == start).sum()) for start in starts}
    return GroupTime(
        tuple(usable), beta[-len(usable) :], influence, ledger, panel.periods, panel.period_labels, name, panel.units,
        treated, never, counts, are_few(treated, never, kind), (), True,
    )  # fmt: skip


def covariate_columns(panel: Panel, unit: IntArray, time: IntArray, cells: list[Cell]) -> list[FloatArray]:
    """Covariates of the unit by period, and by cell as deviations from the cohort's mean (Wooldridge 2021, eq. 6.27).

    A covariate's value is the unit's first observed one, because later ones may be results of the treatment.
    """
    if panel.covariates is None:
        return []
    first = np.argmax(~np.isnan(panel.outcome), axis=1)
    own = panel.covariates[np.arange(panel.units), first]
    columns = [
        np.where(time == t, own[unit, k], 0.0) for k in range(own.shape[1]) for t in range(1, len(panel.periods))
    ]
    for cell in cells:
        inside = panel.cohort == cell.start
        centred = own - own[inside].mean(axis=0)
        here = (panel.cohort[unit] == cell.start) & (time == cell.t)
        columns += [np.where(here, centred[unit, k], 0.0) for k in range(own.shape[1])]
    return columns


def independent_columns(gram: FloatArray, first: int) -> BoolArray:
    """Which columns to keep so that none is a sum of others; columns from ``first`` on are tried first.

    ``gram`` (k, k) is X'WX. Greedy: a column stays when enough of it is left after those kept before it.
    """
    size = len(gram)
    keep = np.zeros(size, dtype=bool)
    for column in [*range(first, size), *range(first)]:
        chosen = np.flatnonzero(keep)
        left = gram[column, column]
        if left <= 0:
            continue
        if len(chosen):
            part = gram[np.ix_(chosen, [column])]
            left = left - float((part.T @ np.linalg.solve(gram[np.ix_(chosen, chosen)], part))[0, 0])
        keep[column] = left > 1e-9 * gram[column, column]
    return keep
