"""How wrong parallel trends may be before the conclusion falls.

Source: Rambachan and Roth (2023), "A more credible approach to parallel trends", Review of Economic Studies 90(5),
2555-2591, restriction of relative magnitudes: from one period to the next the trend gap after treatment changes at
most M times as much as its largest change seen before. Their test inverts moment inequalities; here the identified
set is used with the plug-in largest change and a normal (or t) margin, which is wider where the noise is in the
effect and simpler to explain.
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

    Attributes: ``value`` and ``se`` of the average over event times after treatment; ``largest_step`` the largest
    change of the trend gap between neighbouring periods before treatment beyond what noise explains, in the outcome's
    unit; ``reach`` how many such steps lie, on average, between the base period and an effect; ``breakdown`` the
    largest M at which the sign of the estimate is still certain; ``breakdown_interval`` the same for the interval;
    ``pre_periods`` steps seen before treatment.
    """

    value: float
    se: float
    largest_step: float
    reach: float
    breakdown: float
    breakdown_interval: float
    pre_periods: int
    dof: float = inf

    def bounds(self, m: float, level: float = 0.95) -> tuple[float, float]:
        """Interval for the average effect when the trend gap may move ``m`` times the largest earlier step."""
        width = m * self.reach * self.largest_step + critical_value(level, self.dof) * self.se
        return self.value - width, self.value + width


def honest(found: GroupTime, level: float = 0.95) -> Honest:
    """Breakdown values of the average effect.

    Steps before treatment are the effects at negative event times against the period before (or their differences,
    where all are measured from one base period). NaN without any period before the base.
    """
    times, effects, covariance = event_study(found)
    overall = averages(found, "dynamic").overall
    se = float(np.sqrt(found.ledger.covariance(overall.influence)[0, 0]))
    small = found.ledger.few_units(overall.fixed) if found.few else None
    spread, dof = (small.se, small.dof) if small is not None else (se, inf)
    steps, noise = _steps(found, times, effects, covariance)
    since = times[times >= 0]
    reach = float(np.mean(np.arange(1, len(since) + 1)))
    if len(steps) == 0:
        return Honest(overall.value, spread, nan, reach, nan, nan, 0, dof)
    largest = float(np.sqrt(max(0.0, float((steps**2 - noise).max()))))
    bias = reach * largest
    sure = abs(overall.value) - critical_value(level, dof) * spread if np.isfinite(spread) else 0.0
    return Honest(
        overall.value, spread, largest, reach, abs(overall.value) / bias if bias > 0 else inf,
        max(sure, 0.0) / bias if bias > 0 else (inf if sure > 0 else 0.0), len(steps), dof,
    )  # fmt: skip


def _steps(
    found: GroupTime, times: FloatArray, effects: FloatArray, covariance: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Changes of the trend gap between neighbouring periods before treatment, and the variance of each."""
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
    return maps @ effects, np.diag(maps @ covariance @ maps.T)
