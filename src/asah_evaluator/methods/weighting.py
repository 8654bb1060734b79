"""What every weighting method shares: a weighted difference with its uncertainty and a report on balance."""

from __future__ import annotations

from typing import Any

import numpy as np

from asah_evaluator.estimate import Estimate, FloatArray, make_estimate
from asah_evaluator.sample import Sample, effective_size, standardised_differences


def weighted_difference(
    sample: Sample, weights: FloatArray, influence: FloatArray, method: str, level: float, value: float
) -> Estimate:
    """An estimate from its influence function.

    Parameters: ``sample`` with observed outcomes only; ``weights`` (n,) on each side adding to one per side;
    ``influence`` (n,) whose sum of squares is the variance; ``value`` the difference in the outcome's unit.
    Degrees of freedom: Satterthwaite's for the two sides, the untreated counted by their effective size.
    """
    sums: FloatArray = influence
    treated, controls = sample.treated == 1, sample.treated == 0
    if sample.cluster is not None:
        sums = np.bincount(sample.cluster, influence).astype(np.float64)
    effective = effective_size(weights[controls])
    sides = [float((influence[side] ** 2).sum()) for side in (treated, controls)]
    freedom = [max(float(treated.sum()) - 1, 1.0), max(effective - 1, 1.0)]
    if sample.cluster is not None:
        freedom = [max(float(len(np.unique(sample.cluster[side]))) - 1, 1.0) for side in (treated, controls)]
    inflation = [(spare + 1) / spare for spare in freedom]
    variance = float((sums**2).sum())
    small = sum(v * k for v, k in zip(sides, inflation, strict=True)) / max(sum(sides), 1e-300) * variance
    dof = sum(sides) ** 2 / sum(v**2 / k for v, k in zip(sides, freedom, strict=True)) if sum(sides) > 0 else 0.0
    counts = sample.counts
    return make_estimate(
        value, float(np.sqrt(variance)), n=len(sample.outcome), method=method, dof=dof,
        se_interval=float(np.sqrt(small)), level=level, treated=counts[0], controls=counts[1],
        extra=balance_report(sample, weights, effective),
    )  # fmt: skip


def balance_report(sample: Sample, weights: FloatArray, effective: float) -> dict[str, Any]:
    """Effective number of untreated persons and standardised differences before and after weighting."""
    if not sample.names:
        return {"effective_controls": effective, "balance": []}
    flat = np.ones(len(sample.outcome)) if sample.weights is None else sample.weights
    before = standardised_differences(sample.covariates, sample.treated, flat)
    after = standardised_differences(sample.covariates, sample.treated, weights)
    rows = [
        {"covariate": name, "before": float(one), "after": float(two)}
        for name, one, two in zip(sample.names, before, after, strict=True)
    ]
    return {"effective_controls": effective, "balance": rows}
