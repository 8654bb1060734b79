"""A league table that does not reward luck.

Every programme's estimate is drawn towards the mean of all, the more the less it is known (empirical Bayes: Morris
1983, with his allowance for estimating mean and spread); the spread of true effects by restricted maximum likelihood;
ranks are given as intervals by simulation from the posterior (Goldstein and Spiegelhalter 1996).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from asah_evaluator.answers import FloatArray, name_rows, read_numbers
from asah_evaluator.estimate import critical_value

LEAST_PROGRAMMES = 4
"""Below this the spread between programmes cannot be told from noise."""


@dataclass(frozen=True)
class LeagueRow:
    """One programme: ``raw`` and ``se`` as estimated, ``shrunk`` with ``low`` and ``high``, all in the outcome's unit;
    ``weight`` of its own estimate (0 = only the common mean speaks, 1 = only its own); ``rank_low`` to ``rank_high``
    where it may stand (1 = best) at the interval's level."""

    name: str
    raw: float
    se: float
    shrunk: float
    low: float
    high: float
    weight: float
    rank_low: int
    rank_high: int


@dataclass(frozen=True)
class League:
    """Rows from best to worst; ``mean`` of true effects and their standard deviation ``spread``; ``distinguishable``
    whether any two intervals of rank do not overlap: only then is an order worth showing."""

    rows: tuple[LeagueRow, ...]
    mean: float
    mean_se: float
    spread: float
    distinguishable: bool
    method: str = "empirical Bayes (Morris), REML"


def league_table(
    estimates: Iterable[Any],
    errors: Iterable[Any],
    names: Sequence[str] | None = None,
    *,
    higher_is_better: bool = True,
    level: float = 0.95,
    draws: int = 4000,
    seed: int = 20_270_101,
) -> League:
    """Shrunken estimates and intervals of rank.

    Parameters: ``estimates`` and standard ``errors`` (n,) in one unit; ``names``; ``draws`` and ``seed`` of the rank
    simulation. Raises ``ValueError`` for fewer than four programmes, and naming rows for missing estimates and
    standard errors that are not above 0.
    """
    y = read_numbers(list(estimates), what="estimate")
    se = read_numbers(list(errors), what="standard error")
    if len(y) != len(se) or (names is not None and len(names) != len(y)):
        raise ValueError("estimates, standard errors and names must be equally many")
    wrong = np.isnan(y) | np.isnan(se) | (se <= 0)
    if wrong.any():
        raise ValueError(f"{name_rows(wrong)}: an estimate and a standard error above 0 are needed")
    if len(y) < LEAST_PROGRAMMES:
        raise ValueError(f"{len(y)} programmes; a league table needs at least {LEAST_PROGRAMMES}")
    variance = _between_variance(y, se)
    mean, mean_se = _mean(y, se, variance)
    shrunk, spread, weight = _shrink(y, se, variance, mean)
    ranks = _ranks(shrunk, spread, higher_is_better, level, draws, seed)
    z = critical_value(level)
    called = [str(name) for name in names] if names is not None else [str(place + 1) for place in range(len(y))]
    rows = [
        LeagueRow(
            called[i],
            float(y[i]),
            float(se[i]),
            float(shrunk[i]),
            float(shrunk[i] - z * spread[i]),
            float(shrunk[i] + z * spread[i]),
            float(weight[i]),
            int(ranks[0, i]),
            int(ranks[1, i]),
        )
        for i in np.argsort(-shrunk if higher_is_better else shrunk, kind="stable")
    ]
    apart = max(row.rank_low for row in rows) > min(row.rank_high for row in rows)
    return League(tuple(rows), mean, mean_se, float(np.sqrt(variance)), bool(apart))


def _between_variance(y: FloatArray, se: FloatArray) -> float:
    """Variance of true effects by restricted maximum likelihood, at least 0."""
    from scipy.optimize import minimize_scalar

    def loss(tau: float) -> float:
        total = se**2 + tau**2
        mean = float(np.sum(y / total) / np.sum(1 / total))
        return float(np.sum(np.log(total)) + np.log(np.sum(1 / total)) + np.sum((y - mean) ** 2 / total))

    top = float(np.std(y) * 3 + np.max(se))
    grid = np.linspace(0, top, 41)
    best = int(np.argmin([loss(tau) for tau in grid]))
    low, high = grid[max(best - 1, 0)], grid[min(best + 1, 40)]
    found = minimize_scalar(loss, bounds=(low, high), method="bounded", options={"xatol": top * 1e-8})
    tau = float(found.x) if loss(float(found.x)) < loss(0.0) else 0.0
    return tau**2


def _mean(y: FloatArray, se: FloatArray, variance: float) -> tuple[float, float]:
    """Mean of true effects and its standard error."""
    total = se**2 + variance
    precision = float(np.sum(1 / total))
    return float(np.sum(y / total) / precision), float(precision**-0.5)


def _shrink(y: FloatArray, se: FloatArray, variance: float, mean: float) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Posterior means, posterior standard deviations and own weights (Morris 1983, sections 3 and 5)."""
    k = len(y)
    pull = (k - 3) / (k - 1) * se**2 / (se**2 + variance)
    shrunk = y - pull * (y - mean)
    spread = se**2 * (1 - (k - 1) / k * pull) + 2 / max(k - 3, 1) * pull**2 * (y - mean) ** 2
    return shrunk, np.sqrt(spread), 1 - pull


def _ranks(
    shrunk: FloatArray, spread: FloatArray, higher_is_better: bool, level: float, draws: int, seed: int
) -> FloatArray:
    """Lowest and highest rank (2, n) of each programme at the level, 1 = best."""
    drawn = shrunk + spread * np.random.default_rng(seed).normal(size=(draws, len(shrunk)))
    order = np.argsort(np.argsort(-drawn if higher_is_better else drawn, axis=1), axis=1) + 1
    tail = (1 - level) / 2
    return np.asarray(np.quantile(order, [tail, 1 - tail], axis=0, method="nearest"), dtype=np.float64)
