"""Goodman-Bacon decomposition: which two-by-two comparisons a plain two-way regression averages, and with what weight.

Source: Goodman-Bacon (2021), "Difference-in-differences with variation in treatment timing", Journal of Econometrics
225(2), 254-277. A diagnostic: weight on "later against already treated" is weight on forbidden comparisons.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from asah_evaluator.estimate import FloatArray
from asah_evaluator.frames import Panel
from asah_evaluator.inference.moments import CohortMoments, cohort_moments


@dataclass(frozen=True, slots=True)
class Comparison:
    """One two-by-two comparison: ``kind`` is treated-never, earlier-later or later-earlier (the forbidden one)."""

    kind: str
    treated: float
    control: float
    value: float
    weight: float


@dataclass(frozen=True, slots=True)
class Decomposition:
    """The two-way regression coefficient and the comparisons whose weighted sum it is (weights add to one)."""

    value: float
    comparisons: tuple[Comparison, ...]

    @property
    def forbidden_weight(self) -> float:
        """Weight on comparisons that use already treated units as controls."""
        return sum(part.weight for part in self.comparisons if part.kind == "later-earlier")


def bacon(panel: Panel) -> Decomposition:
    """Decompose the two-way fixed-effects coefficient of a balanced panel.

    Raises ``ValueError`` for a panel with holes or weights.
    """
    if not panel.is_balanced or panel.weights is not None:
        raise ValueError("the decomposition needs a panel without holes and weights")
    moments = cohort_moments(panel)
    share = moments.sizes / moments.n
    on = (panel.periods[None, :] >= moments.starts[:, None]).astype(np.float64)
    active = on.mean(axis=1)
    parts: list[Comparison] = []
    for k in np.flatnonzero(np.isfinite(moments.starts)):
        for c in range(len(moments.starts)):
            if c == k or (np.isfinite(moments.starts[c]) and c < k):
                continue
            parts += _pair(moments, panel.periods, share, active, int(k), c)
    total = sum(part.weight for part in parts)
    scaled = tuple(Comparison(p.kind, p.treated, p.control, p.value, p.weight / total) for p in parts)
    return Decomposition(sum(p.weight * p.value for p in scaled), scaled)


def _pair(
    moments: CohortMoments, periods: FloatArray, share: FloatArray, active: FloatArray, early: int, late: int
) -> list[Comparison]:
    """Comparisons of an earlier cohort with a later (or never treated) one, equations 10b to 10g of the source."""
    starts, means = moments.starts, moments.means
    pair = share[early] + share[late]
    mix = share[early] / pair
    before, after = periods < starts[early], periods >= starts[early]
    if np.isinf(starts[late]):
        weight = pair**2 * mix * (1 - mix) * active[early] * (1 - active[early])
        value = _did(means, early, late, after, before)
        return [Comparison("treated-never", float(starts[early]), float("inf"), value, float(weight))]
    middle = after & (periods < starts[late])
    end = periods >= starts[late]
    first = (pair * (1 - active[late])) ** 2 * mix * (1 - mix)
    first *= (active[early] - active[late]) * (1 - active[early]) / (1 - active[late]) ** 2
    second = (pair * active[early]) ** 2 * mix * (1 - mix)
    second *= active[late] * (active[early] - active[late]) / active[early] ** 2
    names = float(starts[early]), float(starts[late])
    return [
        Comparison("earlier-later", names[0], names[1], _did(means, early, late, middle, before), float(first)),
        Comparison("later-earlier", names[1], names[0], _did(means, late, early, end, middle), float(second)),
    ]


def _did(means: FloatArray, one: int, two: int, after: FloatArray, before: FloatArray) -> float:
    """Change of cohort ``one`` minus change of cohort ``two``."""
    change = means[:, after].mean(axis=1) - means[:, before].mean(axis=1)
    return float(change[one] - change[two])
