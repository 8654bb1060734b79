"""Difference of two groups, plain or adjusted by least squares (ANCOVA), with CR2/HC2 standard errors.

Sources: Welch (1947), Biometrika 34; Lin (2013), Annals of Applied Statistics 7 (why robust errors make adjustment in
experiments safe); inference as in :mod:`asah_evaluator.inference.cluster_robust`.
"""

from __future__ import annotations

import numpy as np

from asah_evaluator.estimate import Estimate, FloatArray, make_estimate
from asah_evaluator.inference.cluster_robust import Contrast, least_squares
from asah_evaluator.sample import Sample


def difference(sample: Sample, level: float = 0.95) -> Estimate:
    """Mean of treated minus mean of untreated, in the outcome's unit, ignoring covariates."""
    return _fit(sample.observed(), np.empty((len(sample.observed().outcome), 0)), "difference", level)


def regression(sample: Sample, level: float = 0.95) -> Estimate:
    """Coefficient of treatment with the covariates held fixed.

    Raises ``ValueError`` when covariates are collinear or too many for the rows.
    """
    seen = sample.observed()
    return _fit(seen, seen.covariates, "regression" if seen.names else "difference", level)


def _fit(seen: Sample, covariates: FloatArray, method: str, level: float) -> Estimate:
    """Least squares of the outcome on treatment, a constant, strata and covariates."""
    x = np.column_stack([seen.treated, others(seen, covariates)])
    found = fit_first(seen.outcome, x, seen)
    treated, controls = seen.counts
    return make_estimate(
        found.value, found.se, n=len(seen.outcome), method=method, dof=found.dof, level=level, treated=treated,
        controls=controls,
    )  # fmt: skip


def others(sample: Sample, covariates: FloatArray) -> FloatArray:
    """(n, k) a constant (or one per stratum) and the centred covariates that vary."""
    n = len(sample.outcome)
    base = np.ones((n, 1))
    if sample.strata is not None:
        base = np.eye(int(sample.strata.max()) + 1)[sample.strata]
    varied = covariates[:, covariates.std(axis=0) > 0] if covariates.shape[1] else covariates
    return np.column_stack([base, varied - varied.mean(axis=0)]) if varied.shape[1] else base


def fit_first(y: FloatArray, x: FloatArray, sample: Sample) -> Contrast:
    """The first coefficient with its bias-reduced uncertainty."""
    fit = least_squares(y, x, sample.weights, sample.cluster)
    first = np.zeros(x.shape[1])
    first[0] = 1.0
    return fit.contrast(first)
