"""Synthetic difference-in-differences for one or a few treated offices.

Source: Arkhangelsky, Athey, Hirshberg, Imbens and Wager (2021), "Synthetic difference-in-differences", American
Economic Review 111(12), 4088-4118; placebo standard error by their algorithm 4.
"""

from __future__ import annotations

import numpy as np

from asah_evaluator.estimate import Estimate, FloatArray, Row, make_estimate, make_row
from asah_evaluator.frames import Panel

ITERATIONS = 2000


def synthetic_did(panel: Panel, *, draws: int = 200, seed: int = 0, level: float = 0.95) -> Estimate:
    """Effect on the treated against a weighted mean of never-treated units that moved alike before.

    Cohorts with different starts are estimated one by one and averaged by treated cells. The standard error is the
    spread of the same estimate when untreated units are taken for treated ones; it needs more never-treated than
    treated units. Raises ``ValueError`` for panels with holes or without enough comparison.
    """
    if not panel.is_balanced:
        raise ValueError("synthetic difference-in-differences needs a panel without holes")
    never = panel.outcome[np.isinf(panel.cohort)]
    starts = np.unique(panel.cohort[panel.treated])
    counts = {float(start): int((panel.cohort == start).sum()) for start in starts}
    if len(never) <= sum(counts.values()):
        raise ValueError(f"more never-treated units than treated ones are needed; there are {len(never)}")
    effects, cells, rows, unit_weights = [], [], [], np.zeros(len(never))
    for start in starts:
        before = int((panel.periods < start).sum())
        if before < 2:
            raise ValueError("at least 2 periods before treatment are needed to find weights")
        own = panel.outcome[panel.cohort == start].mean(axis=0)
        value, weights = _one_block(never, own, before, counts[float(start)])
        effects.append(value)
        cells.append(counts[float(start)] * (len(panel.periods) - before))
        unit_weights += weights * cells[-1]
    share = np.array(cells) / sum(cells)
    spread = _placebo_spread(panel, never, counts, draws, seed)
    for start, value in zip(starts, effects, strict=True):
        rows.append(make_row(f"{start:g}", value, float("nan"), n=counts[float(start)]))
    heavy = np.argsort(-unit_weights)[:5]
    labels = np.asarray(panel.labels)[np.isinf(panel.cohort)] if panel.labels is not None else np.arange(len(never))
    heaviest = {str(labels[k]): round(float(unit_weights[k] / unit_weights.sum()), 4) for k in heavy}
    return make_estimate(
        float(share @ np.array(effects)), spread, n=panel.units, method="synthetic did", level=level,
        treated=sum(counts.values()), controls=len(never), rows=tuple[Row, ...](rows), rows_of="groups",
        dof=float(max(len(never) - 1, 1)), extra={"largest_weights": heaviest},
    )  # fmt: skip


def _one_block(controls: FloatArray, treated: FloatArray, before: int, count: int) -> tuple[float, FloatArray]:
    """Effect of one start and the weights of control units (controls,)."""
    early, late = controls[:, :before], controls[:, before:].mean(axis=1)
    noise = float(np.diff(early, axis=1).std(ddof=1)) if before > 1 else 0.0
    after = controls.shape[1] - before
    ridge = (count * after) ** 0.25 * noise
    units = simplex_weights(early.T, treated[:before], ridge**2 * before)
    times = simplex_weights(early, late, (1e-6 * noise) ** 2 * len(controls))
    gap = treated - units @ controls
    return float(gap[before:].mean() - times @ gap[:before]), units


def simplex_weights(design: FloatArray, target: FloatArray, ridge: float) -> FloatArray:
    """Non-negative weights adding to one that bring ``design @ weights`` closest to ``target`` up to a constant.

    Minimises the centred squared distance plus ``ridge`` times the squared length, by accelerated projected gradient.
    """
    x, y = design - design.mean(axis=0), target - target.mean()
    gram, cross = x.T @ x + ridge * np.eye(x.shape[1]), x.T @ y
    step = 1 / max(float(np.linalg.eigvalsh(gram)[-1]), 1e-12)
    weights = np.full(x.shape[1], 1 / x.shape[1])
    ahead, pace = weights, 1.0
    for _ in range(ITERATIONS):
        moved = _onto_simplex(ahead - step * (gram @ ahead - cross))
        next_pace = (1 + np.sqrt(1 + 4 * pace**2)) / 2
        ahead = moved + (pace - 1) / next_pace * (moved - weights)
        if np.abs(moved - weights).max() < 1e-8:
            return moved
        weights, pace = moved, next_pace
    return weights


def _onto_simplex(point: FloatArray) -> FloatArray:
    """Nearest point with non-negative parts adding to one."""
    ordered = np.sort(point)[::-1]
    excess = (np.cumsum(ordered) - 1) / np.arange(1, len(point) + 1)
    level = excess[np.flatnonzero(ordered > excess)[-1]]
    nearest: FloatArray = np.maximum(point - level, 0.0)
    return nearest


def _placebo_spread(panel: Panel, never: FloatArray, counts: dict[float, int], draws: int, seed: int) -> float:
    """Standard deviation of the estimate over random placebo assignments among never-treated units."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(draws):
        order = rng.permutation(len(never))
        taken, value, cells = 0, 0.0, 0
        fake = sum(counts.values())
        controls = never[order[fake:]]
        for start, count in counts.items():
            before = int((panel.periods < start).sum())
            own = never[order[taken : taken + count]].mean(axis=0)
            mass = count * (len(panel.periods) - before)
            value += mass * _one_block(controls, own, before, count)[0]
            taken, cells = taken + count, cells + mass
        found.append(value / cells)
    return float(np.std(found, ddof=1))
