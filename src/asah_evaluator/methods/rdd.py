"""Regression discontinuity at a score cut-off: those who just made it against those who just did not.

Sources: Imbens and Kalyanaraman (2012), Review of Economic Studies 79(3) (bandwidth); Armstrong and Kolesar (2020),
Quantitative Economics 11(1) (interval that allows for curvature); nearest-neighbour errors as in Calonico, Cattaneo
and Titiunik (2014), Econometrica 82(6), and McCrary (2008), Journal of Econometrics 142(2) for bunching.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from asah_evaluator.columns import as_numbers
from asah_evaluator.estimate import BoolArray, Estimate, FloatArray, make_estimate
from asah_evaluator.inference.cluster_robust import least_squares

FEWEST = 10
"""Persons needed on each side within the bandwidth."""


def discontinuity(
    score: Any,
    outcome: Any,
    cutoff: float,
    *,
    treated_below: bool = False,
    bandwidth: float | None = None,
    level: float = 0.95,
) -> Estimate:
    """Jump of the outcome at the cut-off, by local linear regression with a triangular kernel, bias-corrected.

    Parameters: ``score`` (n,) running variable and ``cutoff`` in the same unit; ``treated_below`` when low scorers
    were chosen; ``bandwidth`` in the score's unit, chosen from the data when ``None``. The interval is the robust one:
    centred on a local quadratic estimate over the same bandwidth, so that curvature is part of the error.
    Raises ``ValueError`` with fewer than 10 persons on a side near the cut-off.
    """
    x = as_numbers(score, "score") - cutoff
    y = as_numbers(outcome, "outcome", allow_missing=True)
    if len(x) != len(y):
        raise ValueError(f"score: {len(x)} rows, but outcome has {len(y)}")
    seen = ~np.isnan(y)
    x, y = x[seen], y[seen]
    if treated_below:
        x = -x
    above = x > 0 if treated_below else x >= 0
    reach = choose_bandwidth(x, y, above) if bandwidth is None else bandwidth
    near = np.abs(x) < reach
    counts = int((near & above).sum()), int((near & ~above).sum())
    if min(counts) < FEWEST:
        raise ValueError(
            f"only {min(counts)} persons lie on one side within {reach:g} of the cut-off; {FEWEST} are needed"
        )
    linear = _jump(x[near], y[near], above[near], reach, 1)
    robust = _jump(x[near], y[near], above[near], reach, 2)
    z = bunching(x, above, reach)
    notes = (f"scores bunch at the cut-off (z {z:.1f}): someone may have chosen his side",) if abs(z) > 1.96 else ()
    return make_estimate(
        robust[0], linear[1], n=sum(counts), method="regression discontinuity, local linear, bias-corrected",
        dof=robust[2], se_interval=robust[1], level=level, treated=counts[0], controls=counts[1], warnings=notes,
        extra={"bandwidth": float(reach), "local_linear": linear[0], "bunching_z": z},
    )  # fmt: skip


def _jump(x: FloatArray, y: FloatArray, above: BoolArray, reach: float, degree: int) -> tuple[float, float, float]:
    """Jump, its robust standard error and degrees of freedom, by a kernel-weighted polynomial on each side."""
    u = x / reach
    columns: list[FloatArray] = [above.astype(np.float64), np.ones(len(x))]
    for power in range(1, degree + 1):
        columns += [u**power, np.where(above, u**power, 0.0)]
    fit = least_squares(y, np.column_stack(columns), np.maximum(1 - np.abs(u), 1e-9))
    first = np.zeros(len(columns))
    first[0] = 1.0
    found = fit.contrast(first)
    return found.value, found.se, found.dof


def choose_bandwidth(x: FloatArray, y: FloatArray, above: BoolArray) -> float:
    """Imbens-Kalyanaraman bandwidth for a triangular kernel, in the score's unit."""
    n, spread = len(x), float(x.std(ddof=1))
    if spread == 0:
        raise ValueError("score: all scores are equal")
    pilot = 1.84 * spread * n**-0.2
    sides = [above & (np.abs(x) <= pilot), ~above & (np.abs(x) <= pilot)]
    if min(int(side.sum()) for side in sides) < 3:
        raise ValueError("score: fewer than 3 persons on one side near the cut-off")
    density = sum(int(side.sum()) for side in sides) / (2 * n * pilot)
    variance = float(np.mean([y[side].var(ddof=1) for side in sides]))
    cubic = np.column_stack([np.ones(n), above, x, x**2, x**3])
    third = 6 * float(np.linalg.lstsq(cubic, y, rcond=None)[0][4])
    curves, penalties = [], []
    for side in (above, ~above):
        size = int(side.sum())
        wide = 3.56 * (variance / (density * max(third**2, 1e-12))) ** (1 / 7) * size ** (-1 / 7)
        near = side & (np.abs(x) <= min(max(wide, pilot), float(np.abs(x).max())))
        curves.append(2 * float(np.polyfit(x[near], y[near], 2)[0]))
        penalties.append(2160 * variance / (int(near.sum()) * min(max(wide, pilot), float(np.abs(x).max())) ** 4))
    bend = (curves[0] - curves[1]) ** 2 + sum(penalties)
    return float(min(3.4375 * (2 * variance / (density * bend)) ** 0.2 * n**-0.2, np.abs(x).max()))


def bunching(x: FloatArray, above: BoolArray, reach: float) -> float:
    """z of the difference in counts just above and just below the cut-off (half the bandwidth), binomial."""
    near = np.abs(x) < reach / 2
    high, total = int((near & above).sum()), int(near.sum())
    return (high - total / 2) / float(np.sqrt(total / 4)) if total else 0.0
