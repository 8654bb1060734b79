"""Looking every quarter without fooling oneself.

Three ways to keep 5 % over all looks together:

* ``any``: the error is shared out over the planned looks; valid whatever the dependence between looks. The default.
* ``obrien-fleming`` and ``pocock``: group-sequential bounds by error spending (Lan and DeMets 1983), computed by the
  recursion of Armitage, McPherson and Rowe (1969). Sharper, and right when each look adds independent information.
* :func:`open_ended_interval`: a confidence sequence of Robbins (1970) with no planned end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from scipy.special import ndtr, ndtri, stdtrit

from asah_evaluator.answers import FloatArray, name_rows, read_numbers

Spending = Literal["any", "obrien-fleming", "pocock"]
SPENDINGS: tuple[Spending, ...] = ("any", "obrien-fleming", "pocock")
GRID = 801
"""Points of the recursion's grid (odd, Simpson's rule)."""


@dataclass(frozen=True)
class Look:
    """One look: ``number`` from 1, its ``estimate`` and ``se``, the ``critical`` value (in standard errors) and the
    interval ``low`` to ``high``; ``claim`` whether 0 lies outside."""

    number: int
    estimate: float
    se: float
    critical: float
    low: float
    high: float
    claim: bool


def sequential_intervals(
    estimates: Sequence[Any],
    errors: Sequence[Any],
    *,
    planned: int,
    spending: Spending = "any",
    df: float | None = None,
    level: float = 0.95,
) -> tuple[Look, ...]:
    """Intervals at the looks made so far that hold together over all planned looks.

    Parameters: ``estimates`` and standard ``errors`` (looks,), in order; ``planned`` number of looks, fixed before the
    first; ``spending``; ``df`` degrees of freedom of the standard error, normal when ``None``; ``level`` for all looks
    together. Raises ``ValueError`` when more looks were made than planned or a standard error is not above 0.
    """
    y, se = read_numbers(list(estimates), what="estimate"), read_numbers(list(errors), what="standard error")
    if len(y) != len(se) or not len(y):
        raise ValueError("every look needs an estimate and a standard error")
    wrong = np.isnan(y) | np.isnan(se) | (se <= 0)
    if wrong.any():
        raise ValueError(f"{name_rows(wrong)}: an estimate and a standard error above 0 are needed")
    if len(y) > planned:
        raise ValueError(
            f"{len(y)} looks were made but {planned} planned: the promise of {level:.0%} is already broken"
        )
    critical = critical_values(np.arange(1, planned + 1) / planned, spending=spending, level=level)[: len(y)]
    if df is not None:
        critical = np.asarray(-stdtrit(df, ndtr(-critical)), dtype=np.float64)
    low, high = y - critical * se, y + critical * se
    return tuple(
        Look(
            i + 1,
            float(y[i]),
            float(se[i]),
            float(critical[i]),
            float(low[i]),
            float(high[i]),
            bool(low[i] > 0 or high[i] < 0),
        )
        for i in range(len(y))
    )


def critical_values(fractions: Any, *, spending: Spending = "any", level: float = 0.95) -> FloatArray:
    """Two-sided critical values (looks,) in standard errors.

    Parameters: ``fractions`` (looks,) of the final information at each look, rising, the last at most 1.
    """
    t = np.asarray(fractions, dtype=np.float64)
    if t.ndim != 1 or not len(t) or t[0] <= 0 or (np.diff(t) <= 0).any() or t[-1] > 1 + 1e-12:
        raise ValueError("fractions of information must rise from above 0 to at most 1")
    alpha = 1 - level
    if spending == "any":
        return np.asarray(-ndtri(np.diff(t, prepend=0.0) * alpha / 2), dtype=np.float64)
    if spending not in SPENDINGS:
        raise ValueError(f"unknown spending {spending!r}; allowed are {', '.join(SPENDINGS)}")
    spent = (
        4 * ndtr(ndtri(alpha / 4) / np.sqrt(t)) if spending == "obrien-fleming" else alpha * np.log(1 + (np.e - 1) * t)
    )
    return _bounds(t, np.diff(spent, prepend=0.0))


def open_ended_interval(estimate: float, se: float, *, aim: float, level: float = 0.95) -> tuple[float, float]:
    """Interval that holds at every moment, however often and long one looks (normal mixture of Robbins 1970).

    Parameters: ``estimate`` and ``se`` now; ``aim`` the standard error at which it should be narrowest (the one
    expected at the planned end), fixed beforehand. Right when each look adds independent information.
    """
    if se <= 0 or aim <= 0:
        raise ValueError("standard errors must be above 0")
    # The prior variance that makes the bound nearly narrowest at information 1 / aim^2.
    ratio = (aim / se) ** 2 * (-2 * np.log(1 - level) + np.log(-2 * np.log(1 - level) + 1))
    half = se * float(np.sqrt((1 + 1 / ratio) * (np.log1p(ratio) - 2 * np.log(1 - level))))
    return estimate - half, estimate + half


def _bounds(t: FloatArray, spend: FloatArray) -> FloatArray:
    """Critical values such that look k is the first crossing with probability ``spend[k]``."""
    found = np.empty(len(t))
    nodes, mass = np.zeros(1), np.ones(1)
    before = 0.0
    for k, now in enumerate(t):
        sigma = np.sqrt(now - before)
        bound = _bound(nodes, mass, sigma, float(spend[k]))
        found[k] = bound / np.sqrt(now)
        fresh = np.linspace(-bound, bound, GRID)
        density = np.exp(-(((fresh[:, None] - nodes) / sigma) ** 2) / 2) @ mass / (sigma * np.sqrt(2 * np.pi))
        nodes, mass = fresh, density * _simpson(GRID) * (fresh[1] - fresh[0]) / 3
        before = float(now)
    return found


def _bound(nodes: FloatArray, mass: FloatArray, sigma: float, spend: float) -> float:
    """Bound on the score whose crossing probability from ``nodes`` with ``mass`` equals ``spend``."""
    low, high = 0.0, float(np.abs(nodes).max() + 12 * sigma)
    for _ in range(70):
        middle = (low + high) / 2
        crossing = float((ndtr((-middle - nodes) / sigma) + ndtr((nodes - middle) / sigma)) @ mass)
        low, high = (middle, high) if crossing > spend else (low, middle)
    return (low + high) / 2


def _simpson(points: int) -> FloatArray:
    """Simpson weights 1, 4, 2, 4, ..., 1 (to be multiplied by step / 3)."""
    weights = np.where(np.arange(points) % 2 == 1, 4.0, 2.0)
    weights[0] = weights[-1] = 1.0
    return weights
