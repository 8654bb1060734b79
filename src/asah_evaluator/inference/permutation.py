"""Studentised permutation tests: exact under no effect at all, and right in large samples under no average effect.

Sources: Janssen (1997), Statistics and Probability Letters 36; Chung and Romano (2013), Annals of Statistics 41;
DiCiccio and Romano (2017), JASA 112 (regression). Seeds are fixed by the caller, so a p-value can be reproduced.
"""

from __future__ import annotations

import numpy as np

from asah_evaluator.estimate import FloatArray, IntArray


def permute_regression(
    y: FloatArray,
    treated: FloatArray,
    others: FloatArray,
    *,
    draws: int = 999,
    seed: int = 0,
    strata: IntArray | None = None,
) -> float:
    """P-value of the studentised permutation test of one coefficient.

    Parameters: ``y`` (n,), ``treated`` (n,), ``others`` (n, k) with a column of ones; labels are exchanged within
    ``strata`` (n,) codes. Both sides are freed of ``others`` first.
    """
    basis = np.linalg.qr(others)[0]
    rest_y = y - basis @ (basis.T @ y)
    rest_d = treated - basis @ (basis.T @ treated)
    observed = _studentised(rest_y, rest_d[None, :])[0]
    rng = np.random.default_rng(seed)
    block = max(1, 2_000_000 // len(y))
    beyond, done = 0, 0
    while done < draws:
        count = min(block, draws - done)
        drawn = rest_d[np.stack([_shuffled(rng, len(y), strata) for _ in range(count)])]
        beyond += int((np.abs(_studentised(rest_y, drawn)) >= abs(observed) - 1e-12).sum())
        done += count
    return (1 + beyond) / (1 + draws)


def _studentised(y: FloatArray, d: FloatArray) -> FloatArray:
    """(draws,) t statistics of the regression of ``y`` on each row of ``d`` with heteroskedasticity-robust errors."""
    power = (d * d).sum(axis=1)
    slope = d @ y / power
    residual = y[None, :] - slope[:, None] * d
    spread = np.sqrt(((d * residual) ** 2).sum(axis=1)) / power
    result: FloatArray = slope / np.where(spread > 0, spread, np.inf)
    return result


def _shuffled(rng: np.random.Generator, n: int, strata: IntArray | None) -> IntArray:
    """A random order of 0..n-1 that stays within strata."""
    if strata is None:
        return rng.permutation(n)
    keys = rng.random(n)
    order = np.empty(n, dtype=np.int64)
    order[np.argsort(strata, kind="stable")] = np.lexsort((keys, strata))
    return order


def permute_cohorts(contributions: FloatArray, member: IntArray, *, draws: int = 499, seed: int = 0) -> float:
    """P-value when whole cohorts' start dates are exchanged between units.

    Parameters: ``contributions`` (units, cohorts): what unit i adds to the estimate if it were in cohort c;
    ``member`` (units,) the cohorts in fact. Each draw is divided by its own standard error.
    """
    rng = np.random.default_rng(seed)
    cohorts = contributions.shape[1]
    observed = _cohort_statistic(contributions, member, cohorts)
    beyond = sum(
        abs(_cohort_statistic(contributions, rng.permutation(member), cohorts)) >= abs(observed) - 1e-12
        for _ in range(draws)
    )
    return (1 + int(beyond)) / (1 + draws)


def _cohort_statistic(contributions: FloatArray, member: IntArray, cohorts: int) -> float:
    """Estimate over its standard error within cohorts; cohorts of one unit borrow the mean variance of the others."""
    own = contributions[np.arange(len(member)), member]
    sizes = np.bincount(member, minlength=cohorts).astype(np.float64)
    means = np.bincount(member, own, minlength=cohorts) / sizes
    squares = np.bincount(member, (own - means[member]) ** 2, minlength=cohorts)
    several = sizes > 1
    scatter = np.where(several, squares / np.maximum(sizes - 1, 1), 0.0)
    if several.any() and not several.all():
        scatter[~several] = (scatter[several] * sizes[several]).sum() / sizes[several].sum()
    variance = float((sizes * scatter).sum())
    return float(own.sum()) / np.sqrt(variance) if variance > 0 else 0.0
