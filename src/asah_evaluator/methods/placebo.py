"""The placebo on periods before treatment: an effect that appears before its cause is no effect.

Two questions are asked of the trend gap between treated and comparison units before treatment: does it lean one way
(a straight line, which is what spoils the estimate most), and is it zero altogether (Wald). Each is answered as a
t statistic or its equivalent, with small-sample degrees of freedom where units are few.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isfinite, nan

import numpy as np

from asah_evaluator.estimate import FloatArray, two_sided_p
from asah_evaluator.methods.aggregate import GroupTime


@dataclass(frozen=True, slots=True)
class Placebo:
    """Result of the placebo.

    Attributes: ``statistic`` t equivalent of the leaning trend (normal scale, so that 1.96 is the 5 % limit);
    ``value`` and ``se`` of the slope per period in the outcome's unit; ``joint_p`` of all periods together;
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
    weights = _slope_weights(found, places)
    row = weights @ found.influence
    value = float(weights @ found.att)
    se = float(np.sqrt(found.ledger.covariance(row)[0, 0]))
    dof = inf
    if found.few:
        small = found.ledger.few_units(row)
        se, dof = small.se, small.dof
    periods = len({found.cells[k].t for k in places})
    if not (isfinite(se) and se > 0):
        return Placebo(nan, value, se, nan, periods)
    return Placebo(as_normal(value / se, dof), value, se, _joint(found, places), periods)


def _slope_weights(found: GroupTime, places: list[int]) -> FloatArray:
    """(cells,) weights that give the slope of the trend gap per period, cohorts by their shares.

    Steps between neighbouring periods add up to a slope by their mean. Effects measured from one base period are
    regressed on the time from that base.
    """
    weights = np.zeros(len(found.cells))
    for start in {found.cells[k].start for k in places}:
        own = [k for k in places if found.cells[k].start == start]
        gaps = np.array([float(found.cells[k].t - found.cells[k].base) for k in own])
        weights[own] = found.ledger.shares[found.cohort_number(start)] * gaps / (gaps**2).sum()
    shares = sum(found.ledger.shares[found.cohort_number(s)] for s in {found.cells[k].start for k in places})
    slope: FloatArray = weights / shares
    return slope


def _joint(found: GroupTime, places: list[int]) -> float:
    """Wald p-value that every effect before treatment is zero; NaN where there are too few units for it."""
    from scipy.stats import f as f_distribution

    effects = found.att[places]
    covariance = found.ledger.covariance(found.influence[places])
    rank = int(np.linalg.matrix_rank(covariance))
    spare = min(found.treated, max(found.controls, 1)) - rank
    if rank == 0 or spare < 3:
        return nan
    statistic = float(effects @ np.linalg.pinv(covariance, hermitian=True) @ effects) / rank
    return float(f_distribution.sf(statistic * spare / (spare + rank - 1), rank, spare))


def as_normal(statistic: float, dof: float) -> float:
    """The normal deviate as unusual as a t statistic with ``dof`` degrees of freedom."""
    from scipy.special import ndtri

    if not isfinite(dof):
        return statistic
    tail = max(two_sided_p(statistic, dof) / 2, 1e-300)
    return float(np.copysign(-ndtri(tail), statistic))
