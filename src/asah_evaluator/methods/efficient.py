"""Efficient estimation when the order in which cohorts start was drawn at random.

Source: Roth and Sant'Anna (2023), "Efficient estimation for staggered rollout designs", Journal of Political Economy:
Microeconomics 1(4), 669-709. Differences before treatment are pure chance under a random order, so they are used like
a covariate with the best coefficient instead of being subtracted in full.
"""

from __future__ import annotations

import numpy as np

from asah_evaluator.estimate import Estimate, FloatArray, Row, make_estimate, make_row
from asah_evaluator.frames import Panel
from asah_evaluator.inference.ledger import CohortLedger
from asah_evaluator.methods.aggregate import Average, GroupTime, averages
from asah_evaluator.methods.callaway_santanna import group_time_effects


def efficient(panel: Panel, kind: str = "simple", level: float = 0.95) -> Estimate:
    """The overall effect and its table when start dates were drawn at random.

    ``kind`` as in :func:`averages`. The standard error is the paper's conservative one, with the within-cohort
    covariances of cohort means. Raises ``ValueError`` for panels with holes, covariates, weights or clusters.
    """
    if not panel.is_balanced or panel.covariates is not None or panel.weights is not None or panel.cluster is not None:
        raise ValueError("method efficient needs a panel without holes, covariates, weights or clusters; use method cs")
    found = group_time_effects(panel, controls="notyet", universal_base=True)
    assert isinstance(found.ledger, CohortLedger)
    ledger = found.ledger
    parts = averages(found, kind)
    overall = _best(found, ledger, parts.overall)
    small = ledger.few_units(ledger.row(overall[1]))
    se = _se(ledger, overall[1])
    rows: list[Row] = []
    for label, _, part in parts.lines:
        value, coefficients, _ = _best(found, ledger, part)
        rows.append(make_row(label, value, _se(ledger, coefficients), level=level, n=found.treated))
    return make_estimate(
        overall[0], se, n=found.n, method=f"roth-santanna efficient, {kind}", level=level, treated=found.treated,
        controls=found.controls, rows=rows, rows_of=parts.rows_of, dof=small.dof if found.few else float("inf"),
        se_interval=small.se if found.few else se, extra={"adjustment": overall[2]},
        warnings=(*found.warnings, "holds only when the order of start dates was drawn at random"),
    )  # fmt: skip


def _split(found: GroupTime, ledger: CohortLedger, part: Average) -> tuple[FloatArray, FloatArray]:
    """Coefficients (cohorts, periods) of levels after treatment, and of the same cohorts' levels at the base period."""
    cohorts, periods = ledger.moments.means.shape
    scale = (ledger.moments.sizes / ledger.moments.n)[:, None]
    after, before = np.zeros((cohorts, periods)), np.zeros((cohorts, periods))
    for weight, cell, row in zip(part.weights, found.cells, found.influence, strict=True):
        coefficients = row[: cohorts * periods].reshape(cohorts, periods) * scale
        after[:, cell.t] += weight * coefficients[:, cell.t]
        before[:, cell.base] -= weight * coefficients[:, cell.base]
    return after, before


def _best(found: GroupTime, ledger: CohortLedger, part: Average) -> tuple[float, FloatArray, float]:
    """Value, coefficients and adjustment that make ``after - adjustment x before`` least variable."""
    after, before = _split(found, ledger, part)
    adjustment = _covariance(ledger, after, before) / max(_covariance(ledger, before, before), 1e-300)
    coefficients = after - adjustment * before
    return float((coefficients * ledger.moments.means).sum()), coefficients, adjustment


def _covariance(ledger: CohortLedger, one: FloatArray, two: FloatArray) -> float:
    """Covariance of two linear forms of cohort means, with unbiased within-cohort covariances."""
    moments = ledger.moments
    spare = np.maximum(moments.sizes - 1, 1)
    return float(np.einsum("ct,cts,cs,c->", one, moments.scatter, two, 1 / (spare * moments.sizes)))


def _se(ledger: CohortLedger, coefficients: FloatArray) -> float:
    """Standard error of a linear form of cohort means."""
    return float(np.sqrt(max(_covariance(ledger, coefficients, coefficients), 0.0)))
