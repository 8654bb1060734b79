"""The placebo on periods before treatment: an effect that appears before its cause is no effect.

Two questions are asked of the trend gap between treated and comparison units before treatment: does it lean one way
(the slope of a line through all periods, which spoils the estimate most), and did it jump in the last step before
treatment (the dip of people who were chosen because they did badly, Ashenfelter 1978). The smaller p-value is the
answer, not doubled for having asked twice: a placebo that fails at 1.96 has failed. The Wald test of all periods
together stands beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isfinite, nan

import numpy as np

from asah_evaluator.estimate import FloatArray, two_sided_p
from asah_evaluator.methods.aggregate import GroupTime, averages


@dataclass(frozen=True, slots=True)
class Placebo:
    """Result of the placebo.

    Attributes: ``statistic`` the answer on the normal scale (1.96 is the 5 % limit of each), with the sign of the
    departure; ``value`` and ``se`` of the slope per period in the outcome's unit; ``joint_p`` of all periods together;
    ``pre_periods`` periods before treatment that could be compared.
    """

    statistic: float
    value: float
    se: float
    joint_p: float
    pre_periods: int


def pretrend(found: GroupTime) -> Placebo:
    """Test the periods before treatment; NaN where there is none to test."""
    places = [k for k, cell in enumerate(found.cells) if not cell.is_post]
    if not places:
        return Placebo(nan, nan, nan, nan, 0)
    slope = _test(found, _slope_weights(found, places))
    last = _test(found, _last_weights(found, places))
    periods = len({found.cells[k].t for k in places})
    worst = min((slope, last), key=lambda one: one.p_value if isfinite(one.p_value) else 1.0)
    if not isfinite(worst.p_value):
        return Placebo(nan, slope.value, slope.se, nan, periods)
    return Placebo(normal_of(worst.p_value, worst.value), slope.value, slope.se, _joint(found, places), periods)


@dataclass(frozen=True, slots=True)
class _Tested:
    """One contrast of periods before treatment."""

    value: float
    se: float
    p_value: float


def _test(found: GroupTime, weights: FloatArray) -> _Tested:
    """A weighted sum of effects before treatment with its p-value; NaN without a standard error."""
    row = weights @ found.influence
    value, se, dof = float(weights @ found.att), found.error(row), inf
    if found.few:
        small = found.ledger.few_units(row)
        se, dof = small.se, small.dof
    return _Tested(value, se, two_sided_p(value / se, dof) if isfinite(se) and se > 0 else nan)


def trend_share(found: GroupTime, tested: Placebo) -> float:
    """Share of the overall effect that the trend before treatment would explain if it simply went on.

    A placebo that is not significant does not show that there is no trend (Roth 2022, "Pretest with caution", American
    Economic Review: Insights 4(3)). The slope is therefore continued from each base period to the periods of the
    effect, after taking off what its own noise is worth: a slope within one standard error counts as none
    (positive-part shrinkage, James and Stein 1961). Negative when the trend points away from the effect; NaN when
    there is no slope.
    """
    if not (isfinite(tested.value) and isfinite(tested.se)):
        return nan
    kept = max(1 - (tested.se / tested.value) ** 2, 0.0) if tested.value else 0.0
    overall = averages(found, "simple").overall
    steps = np.array([found.periods[cell.t] - found.periods[cell.base] for cell in found.cells])
    explained = tested.value * kept * float(overall.weights @ steps)
    if explained == 0:
        return 0.0
    return explained / overall.value if overall.value else inf


def _slope_weights(found: GroupTime, places: list[int]) -> FloatArray:
    """(cells,) weights that give the least-squares slope of the trend gap per period, cohorts by their shares.

    A cell is the gap in its period minus the gap in its base period, so the cells of a cohort join its periods like a
    tree; the slope of a line through all periods is a sum of cells, found by solving along that tree.
    """
    weights = np.zeros(len(found.cells))
    starts = {found.cells[k].start for k in places}
    total = sum(found.ledger.shares[found.cohort_number(start)] for start in starts)
    for start in starts:
        own = [k for k in places if found.cells[k].start == start]
        nodes = sorted({found.cells[k].t for k in own} | {found.cells[k].base for k in own})
        ends = [(found.cells[k].t, found.cells[k].base) for k in own]
        tree = np.array([[float(t == node) - float(base == node) for node in nodes] for t, base in ends])
        times = found.periods[nodes] - found.periods[nodes].mean()
        share = found.ledger.shares[found.cohort_number(start)] / total
        weights[own] = share * (np.linalg.pinv(tree.T) @ (times / (times**2).sum()))
    return weights


def _last_weights(found: GroupTime, places: list[int]) -> FloatArray:
    """(cells,) weights of the last step before treatment, cohorts by their shares."""
    weights = np.zeros(len(found.cells))
    for start in {found.cells[k].start for k in places}:
        last = max((k for k in places if found.cells[k].start == start), key=lambda k: found.cells[k].t)
        weights[last] = found.ledger.shares[found.cohort_number(start)]
    shared: FloatArray = weights / weights.sum()
    return shared


def _joint(found: GroupTime, places: list[int]) -> float:
    """Wald p-value that every effect before treatment is zero; NaN where there are too few units for it."""
    from scipy.special import fdtrc  # the tail of F; scipy.stats would cost a second to load

    effects = found.att[places]
    covariance = found.ledger.covariance(found.influence[places])
    rank = int(np.linalg.matrix_rank(covariance))
    spare = min(found.treated, max(found.controls, 1)) - rank
    if rank == 0 or spare < 3:
        return nan
    statistic = float(effects @ np.linalg.pinv(covariance, hermitian=True) @ effects) / rank
    return float(fdtrc(rank, spare, statistic * spare / (spare + rank - 1)))


def as_normal(statistic: float, dof: float) -> float:
    """The normal deviate as unusual as a t statistic with ``dof`` degrees of freedom."""
    if not isfinite(dof):
        return statistic
    return normal_of(two_sided_p(statistic, dof), statistic)


def normal_of(p_value: float, sign: float) -> float:
    """The normal deviate with this two-sided p-value (one at most) and sign."""
    from scipy.special import ndtri

    return float(np.copysign(-ndtri(max(min(p_value, 1.0) / 2, 1e-300)), sign))
