"""How wrong parallel trends may be before the conclusion falls.

Two restrictions on the trend gap after treatment, each relative to its largest change between neighbouring periods
before treatment beyond what noise explains. The largest of several noisy changes is large even when nothing moved, so
the median of what noise alone would make of the largest is taken off (simulated from the estimated covariance):

* *level*: on average the gap stays within M such changes (bounded variation, Manski and Pepper 2018, Review of
  Economics and Statistics 100(2));
* *steps*: from one period to the next it changes by at most M of them, so that the allowance grows with time
  (relative magnitudes, Rambachan and Roth 2023, Review of Economic Studies 90(5)).

Rambachan and Roth invert a test of moment inequalities; here the identified set is used with the plug-in largest
change, which is simpler to explain. The gate stands on the level restriction.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, nan

import numpy as np

from asah_evaluator.estimate import FloatArray, critical_value
from asah_evaluator.methods.aggregate import GroupTime, averages, event_study


@dataclass(frozen=True, slots=True)
class Honest:
    """Sensitivity of the average effect to trends that are not parallel.

    Attributes: ``value``, ``se`` and ``dof`` of the average over event times after treatment; ``largest_step`` the
    largest change of the trend gap before treatment beyond what noise explains, in the outcome's unit; ``reach`` how
    many steps lie, on average, between the base period and an effect; ``breakdown`` the largest M of the level
    restriction at which the sign of the estimate is certain; ``breakdown_interval`` the same for the interval;
    ``breakdown_steps`` the sign's under the step restriction; ``pre_periods`` steps seen before treatment.
    """

    value: float
    se: float
    largest_step: float
    reach: float
    breakdown: float
    breakdown_interval: float
    breakdown_steps: float
    pre_periods: int
    dof: float = inf

    def bounds(self, m: float, level: float = 0.95, *, steps: bool = False) -> tuple[float, float]:
        """Interval for the average effect when the trend gap may depart by ``m`` times the largest earlier change."""
        allowed = m * self.largest_step * (self.reach if steps else 1.0)
        width = allowed + critical_value(level, self.dof) * self.se
        return self.value - width, self.value + width


def honest(found: GroupTime, level: float = 0.95) -> Honest:
    """Breakdown values of the average effect.

    Steps before treatment are the effects at negative event times against the period before (or their differences,
    where all are measured from one base period). NaN without any period before the base.
    """
    times, effects, covariance = event_study(found)
    overall = averages(found, "dynamic").overall
    se = found.error(overall.influence)
    small = found.ledger.few_units(overall.fixed) if found.few else None
    spread, dof = (small.se, small.dof) if small is not None else (se, inf)
    steps, noise = _steps(found, times, effects, covariance)
    since = times[times >= 0]
    reach = float(np.mean(np.arange(1, len(since) + 1)))
    if len(steps) == 0:
        return Honest(overall.value, spread, nan, reach, nan, nan, nan, 0, dof)
    largest = _beyond_noise(steps, noise)
    sure = max(abs(overall.value) - critical_value(level, dof) * spread, 0.0) if np.isfinite(spread) else 0.0
    return Honest(
        overall.value, spread, largest, reach, _ratio(abs(overall.value), largest), _ratio(sure, largest),
        _ratio(abs(overall.value), reach * largest), len(steps), dof,
    )  # fmt: skip


def _beyond_noise(steps: FloatArray, covariance: FloatArray, draws: int = 2000, seed: int = 11) -> float:
    """Largest of the ``steps`` (k,) beyond the median of the largest that noise of ``covariance`` (k, k) gives."""
    values, vectors = np.linalg.eigh((covariance + covariance.T) / 2)
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    noise = np.random.default_rng(seed).standard_normal((draws, len(steps))) @ root.T
    by_chance = float(np.median((noise**2).max(axis=1)))
    return float(np.sqrt(max(float((steps**2).max()) - by_chance, 0.0)))


def _ratio(size: float, allowed: float) -> float:
    """How many times ``allowed`` fits into ``size``; infinite when nothing had to be allowed for."""
    if allowed > 0:
        return size / allowed
    return inf if size > 0 else 0.0


def _steps(
    found: GroupTime, times: FloatArray, effects: FloatArray, covariance: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Changes of the trend gap between neighbouring periods before treatment, and their covariance."""
    before = np.flatnonzero(times < 0)
    same_base = {cell.start: set() for cell in found.cells}  # type: dict[float, set[int]]
    for cell in found.cells:
        if not cell.is_post:
            same_base[cell.start].add(cell.base)
    if all(len(bases) <= 1 for bases in same_base.values()) and len(before) > 1:
        # One base period: its own gap is zero, so neighbouring differences include the step into the base.
        maps = np.diff(np.vstack([np.eye(len(times))[before], np.zeros(len(times))]), axis=0)
    else:
        maps = np.eye(len(times))[before]
    return maps @ effects, maps @ covariance @ maps.T
