"""Entropy balancing: weights on the untreated that give them exactly the covariate means of the treated.

Source: Hainmueller (2012), "Entropy balancing for causal effects", Political Analysis 20(1), 25-46; standard errors
from the moment equations, with the estimated weights taken into account (Zhao and Percival 2017, Journal of Causal
Inference 5(1), who show the estimator is doubly robust).
"""

from __future__ import annotations

import numpy as np

from asah_evaluator.estimate import Estimate, FloatArray, IntArray
from asah_evaluator.methods.weighting import weighted_difference
from asah_evaluator.sample import Sample

TOLERANCE = 1e-9


def entropy_balancing(sample: Sample, level: float = 0.95) -> Estimate:
    """Effect on the treated with the untreated reweighted to the same covariate means.

    Raises ``ValueError`` when no weights can do that: some mean of the treated lies outside what the untreated span.
    """
    seen = sample.observed()
    if not seen.names:
        raise ValueError("covariates: entropy balancing needs at least one covariate")
    own = np.ones(len(seen.outcome)) if seen.weights is None else seen.weights
    on = seen.treated == 1
    base_on, base_off = own[on] / own[on].sum(), own[~on] / own[~on].sum()
    x, usable = scaled_covariates(seen, own)
    target = base_on @ x[on]
    raw = balance(x[~on], base_off, target, tuple(np.array(seen.names)[usable]))
    weights = np.empty(len(own))
    weights[on], weights[~on] = base_on, raw
    value = float(base_on @ seen.outcome[on] - raw @ seen.outcome[~on])
    influence = _influence(seen, x, weights, target)
    return weighted_difference(seen, weights, influence, "entropy balancing", level, value)


def scaled_covariates(sample: Sample, own: FloatArray) -> tuple[FloatArray, IntArray]:
    """(n, k) covariates centred and scaled by the spread of all; and which of the given ones vary and are kept.

    Raises ``ValueError`` when none varies.
    """
    spread = sample.covariates.std(axis=0)
    varied = spread > 0
    if not varied.any():
        raise ValueError(f"covariates: {', '.join(sample.names)} is the same in every row; there is nothing to balance")
    x = (sample.covariates[:, varied] - np.average(sample.covariates[:, varied], axis=0, weights=own)) / spread[varied]
    keep: list[int] = []
    for column in range(x.shape[1]):
        if np.linalg.matrix_rank(x[:, [*keep, column]], tol=1e-8 * len(x) ** 0.5) == len(keep) + 1:
            keep.append(column)
    return x[:, keep], np.flatnonzero(varied)[keep]


def balance(x: FloatArray, base: FloatArray, target: FloatArray, names: tuple[str, ...]) -> FloatArray:
    """(m,) weights adding to one, closest to ``base`` in relative entropy, with ``weights @ x = target``.

    Newton's method on the dual problem with a line search.
    Raises ``ValueError`` naming the covariate that cannot be balanced.
    """
    gap = x - target
    dual: FloatArray = np.zeros(x.shape[1])
    weights, height = _tilted(gap, base, dual)
    for _ in range(200):
        slope = weights @ gap
        if np.abs(slope).max() < TOLERANCE:
            return weights
        curve = (gap * weights[:, None]).T @ gap - np.outer(slope, slope)
        step = np.linalg.lstsq(curve, slope, rcond=1e-12)[0]
        pace = 1.0
        while pace > 1e-10:
            trial, level = _tilted(gap, base, dual - pace * step)
            if level <= height - 1e-4 * pace * float(slope @ step):
                break
            pace /= 2
        if pace <= 1e-10:
            break
        dual, weights, height = dual - pace * step, trial, level
    worst = int(np.argmax(np.abs(weights @ gap)))
    if np.abs(weights @ gap)[worst] < 1e-6:
        return weights
    raise ValueError(
        f"covariates: no weighting of the untreated reaches the treated in {names[worst]}; the groups do not overlap"
    )


def _tilted(gap: FloatArray, base: FloatArray, dual: FloatArray) -> tuple[FloatArray, float]:
    """Weights proportional to base x exp(gap @ dual), and the log of their sum (the dual objective)."""
    index = gap @ dual
    top = float(index.max())
    raw = base * np.exp(index - top)
    total = float(raw.sum())
    return raw / total, float(np.log(total)) + top


def _influence(sample: Sample, x: FloatArray, weights: FloatArray, target: FloatArray) -> FloatArray:
    """(n,) influence, the weights' estimation included: residuals of a weighted regression on the controls' side."""
    on = sample.treated == 1
    y, w = sample.outcome, weights
    gap = x[~on] - target
    mean_off = float(w[~on] @ y[~on])
    curve = (gap * w[~on][:, None]).T @ gap
    slope = np.linalg.lstsq(curve, gap.T @ (w[~on] * (y[~on] - mean_off)), rcond=1e-12)[0]
    influence = np.empty(len(y))
    influence[~on] = -w[~on] * (y[~on] - mean_off - gap @ slope)
    influence[on] = w[on] * (y[on] - float(w[on] @ y[on]) - (x[on] - target) @ slope)
    return influence
