"""Ordered outcomes (predicates such as below, meets, above expectation): who tends to stand higher?

Source: Brunner and Munzel (2000), "The nonparametric Behrens-Fisher problem", Biometrical Journal 42(1), 17-25. No
distance between grades is assumed, and neither side need spread like the other.
"""

from __future__ import annotations

import numpy as np

from asah_evaluator.estimate import Estimate, FloatArray, make_estimate
from asah_evaluator.sample import Sample


def ordinal_difference(sample: Sample, level: float = 0.95) -> Estimate:
    """Net chance that a treated person stands higher than an untreated one.

    The value lies between -1 and 1: P(higher) - P(lower), ties counting for neither; 0 means no difference.
    ``sample.outcome`` holds grades as numbers in order. Raises ``ValueError`` with fewer than two persons on a side.
    """
    seen = sample.observed()
    on, off = seen.outcome[seen.treated == 1], seen.outcome[seen.treated == 0]
    if min(len(on), len(off)) < 2:
        raise ValueError("treated: at least 2 persons are needed on each side")
    scores_on, scores_off = _placements(on, off), _placements(off, on)
    value = float(scores_on.mean())
    parts = [float(scores.var(ddof=1)) / len(scores) for scores in (scores_on, scores_off)]
    se = float(np.sqrt(sum(parts)))
    spare = sum(part**2 / (n - 1) for part, n in zip(parts, (len(on), len(off)), strict=True))
    dof = se**4 / spare if spare > 0 else 0.0
    return make_estimate(
        value, se, n=len(on) + len(off), method="brunner-munzel", dof=dof, level=level, treated=len(on),
        controls=len(off),
    )  # fmt: skip


def _placements(own: FloatArray, others: FloatArray) -> FloatArray:
    """For each own value: share of others below minus share above."""
    ordered = np.sort(others)
    below = np.searchsorted(ordered, own, side="left")
    above = len(ordered) - np.searchsorted(ordered, own, side="right")
    placed: FloatArray = (below - above) / len(ordered)
    return placed
