"""Imputation estimator: what treated units would have shown, predicted from untreated observations only.

Source: Borusyak, Jaravel and Spiess (2024), "Revisiting event-study designs: robust and efficient estimation", Review
of Economic Studies 91(6), 3253-3285; standard errors by their theorem 3 with effects averaged by cohort and period.
"""

from __future__ import annotations

import numpy as np

from asah_evaluator.estimate import BoolArray, FloatArray, IntArray
from asah_evaluator.frames import Panel
from asah_evaluator.inference.ledger import UnitLedger
from asah_evaluator.methods.aggregate import GroupTime
from asah_evaluator.methods.callaway_santanna import are_few, count_sides, with_comparison
from asah_evaluator.methods.cells import Cell, plan_cells
from asah_evaluator.methods.two_way import independent_columns, saturated


def imputation(panel: Panel) -> GroupTime:
    """Effects by cohort and period: observed minus predicted from unit and period effects (and covariates by period).

    A balanced panel without covariates, weights or clusters is solved on cohort means, where the estimator equals
    the saturated regression. Raises ``ValueError`` when nothing is comparable.
    """
    if panel.is_balanced and panel.covariates is None and panel.weights is None and panel.cluster is None:
        return saturated(panel, "notyet", with_leads=False, name="imputation", corrected=False)
    ready, notes, estimable = with_comparison(panel, "notyet", 0.0)
    assert isinstance(ready, Panel)
    cells = [cell for cell in plan_cells(estimable, ready.periods, universal_base=True) if cell.is_post]
    return _Imputed(ready, (*ready.warnings, *notes)).group_time(cells)


class _Imputed:
    """Prediction of untreated outcomes and its influence, unit effects taken out."""

    def __init__(self, panel: Panel, warnings: tuple[str, ...]) -> None:
        self.panel, self.warnings = panel, warnings
        self.weights = np.ones(panel.units) if panel.weights is None else panel.weights / panel.weights.mean()
        self.unit, self.time = np.nonzero(~np.isnan(panel.outcome))
        self.y = panel.outcome[self.unit, self.time]
        self.free = panel.periods[self.time] < panel.cohort[self.unit]
        self.x = self._regressors()
        seen = np.bincount(self.unit, self.free, minlength=panel.units)
        self.known = seen > 0
        base = np.maximum(seen, 1)
        self.y_rest = self.y - (np.bincount(self.unit, self.y * self.free, minlength=panel.units) / base)[self.unit]
        means = np.stack(
            [
                np.bincount(self.unit, self.x[:, k] * self.free, minlength=panel.units) / base
                for k in range(self.x.shape[1])
            ],
            axis=1,
        )
        self.x_rest = self.x - means[self.unit]
        self._fit()

    def _regressors(self) -> FloatArray:
        """Period dummies and covariates (first observed value of the unit) by period."""
        later = range(1, len(self.panel.periods))
        columns = [(self.time == t).astype(np.float64) for t in later]
        if self.panel.covariates is not None:
            first = np.argmax(~np.isnan(self.panel.outcome), axis=1)
            own = self.panel.covariates[np.arange(self.panel.units), first]
            columns += [np.where(self.time == t, own[self.unit, k], 0.0) for k in range(own.shape[1]) for t in later]
        return np.column_stack(columns)

    def _fit(self) -> None:
        """Least squares on untreated observations; influence of its coefficients per unit."""
        w = self.weights[self.unit] * self.free
        gram = (self.x_rest * w[:, None]).T @ self.x_rest
        keep = independent_columns(gram, first=gram.shape[0])
        if not keep[: len(self.panel.periods) - 1].all():
            lost = [self.panel.period_labels[t + 1] for t in np.flatnonzero(~keep[: len(self.panel.periods) - 1])]
            raise ValueError(
                f"nobody is observed untreated in period {', '.join(lost)}; those effects have no comparison"
            )
        self.x_rest = self.x_rest[:, keep]
        bread = np.linalg.inv(gram[np.ix_(keep, keep)])
        beta = bread @ (self.x_rest.T @ (w * self.y_rest))
        self.gap = self.y_rest - self.x_rest @ beta
        scores = np.stack(
            [self._per_unit(w * self.gap * self.x_rest[:, k]) for k in range(self.x_rest.shape[1])], axis=1
        )
        self.coefficient_influence = scores @ bread

    def _per_unit(self, values: FloatArray) -> FloatArray:
        """(units,) sums of row values."""
        return np.bincount(self.unit, values, minlength=self.panel.units).astype(np.float64)

    def cell(self, where: BoolArray) -> tuple[float, FloatArray]:
        """Mean effect of the rows ``where`` and its influence (units,)."""
        w = self.weights[self.unit] * where
        mass = w.sum()
        value = float((w * self.gap).sum() / mass)
        moment = (self.x_rest * w[:, None]).sum(axis=0) / mass
        own = self._per_unit(w * (self.gap - value)) / mass
        return value, self.panel.units * (own - self.coefficient_influence @ moment)

    def group_time(self, cells: list[Cell]) -> GroupTime:
        """All cells that have observations of units seen untreated."""
        kept, values, rows = [], [], []
        for cell in cells:
            where = (self.panel.cohort[self.unit] == cell.start) & (self.time == cell.t) & self.known[self.unit]
            if where.any():
                value, influence = self.cell(where)
                kept.append(cell)
                values.append(value)
                rows.append(influence)
        starts, member = np.unique(self.panel.cohort, return_inverse=True)
        codes: IntArray = member.astype(np.int64)
        ledger = UnitLedger(codes, starts, self.weights, self.panel.cluster)
        treated, never = count_sides(self.panel.treated, self.panel.cluster)
        counts = {float(start): int((self.panel.cohort == start).sum()) for start in starts}
        return GroupTime(
            tuple(kept), np.array(values), np.array(rows), ledger, self.panel.periods, self.panel.period_labels,
            "imputation", self.panel.units, treated, never, counts, are_few(treated, never, "notyet"), self.warnings,
            True,
        )  # fmt: skip
