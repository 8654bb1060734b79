"""What a planned evaluation could see, before the class runs.

The minimum detectable effect (MDE) is the smallest true effect found with power 0.80 by a two-sided test at the level
of the interval: (t of the level + t of the power) x standard error (Bloom 1995, Evaluation Review 19(5)). It is given
in the outcome's own unit and in standard deviations, with what is still needed to reach a target, in words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil, inf, isfinite, sqrt

import numpy as np

from asah_basics.formats import number
from asah_evaluator.estimate import critical_value
from asah_evaluator.evidence import POWER
from asah_evaluator.grade import CEILINGS
from asah_evaluator.inference.ledger import CohortLedger
from asah_evaluator.inference.moments import CohortMoments
from asah_evaluator.methods.aggregate import aggregate
from asah_evaluator.methods.callaway_santanna import from_moments
from asah_evaluator.methods.cells import plan_cells

CUTOFF_LOSS = 2.75
"""A cut-off needs this many times the persons of a lottery (Goldberger 1972, normal score cut at the median)."""
MOST = 1_000_000
PANELS = ("staggered", "random_order", "synthetic")


@dataclass(frozen=True, slots=True)
class Plan:
    """A planned evaluation.

    Parameters
    ----------
    design: lottery, matched, difference, cutoff, before_after, staggered, random_order or synthetic (treated offices
        beside a weighted mean of others, all from the first of ``starts``).
    n: persons with an outcome on both sides together; for panels the units.
    share: of them treated (0 to 1).
    spread: standard deviation of the outcome between persons, in its unit.
    explained: share of the variance that covariates explain (0 to 1), lotteries and matching.
    correlation: between before and after (before_after), or between neighbouring periods' errors (panels).
    takeup: share of winners who take the seat minus share of losers who do (lottery).
    attrition: share of outcomes that will be missing.
    icc, cluster_size: correlation within classes or offices and persons in each, when whole ones are treated.
    effective: share of the untreated that weighting keeps (matched).
    periods, starts: length of the panel and first treated periods (numbers from 1), panels only.
    noise: standard deviation of a unit's own changes from period to period, in the outcome's unit, panels only;
        0 means the same as ``spread``.
    """

    design: str = "lottery"
    n: int = 100
    share: float = 0.5
    spread: float = 1.0
    explained: float = 0.0
    correlation: float = 0.5
    takeup: float = 1.0
    attrition: float = 0.0
    icc: float = 0.0
    cluster_size: float = 1.0
    effective: float = 1.0
    periods: int = 8
    starts: tuple[int, ...] = (5,)
    noise: float = 0.0
    level: float = 0.95

    def __post_init__(self) -> None:
        """Raise ``ValueError`` that says what is allowed."""
        if self.design not in _VARIANCES:
            raise ValueError(f"design must be one of {', '.join(_VARIANCES)}; got {self.design!r}")
        if self.n < 2:
            raise ValueError(f"n must be at least 2, got {self.n}")
        if self.spread <= 0 or self.noise < 0:
            raise ValueError("spread must be positive and noise not negative")
        for name in ("share", "takeup", "effective"):
            if not 0 < getattr(self, name) <= 1 or (name == "share" and self.share == 1):
                raise ValueError(f"{name} must lie between 0 and 1, got {getattr(self, name)}")
        for name in ("explained", "correlation", "attrition", "icc"):
            if not 0 <= getattr(self, name) < 1:
                raise ValueError(f"{name} must be at least 0 and below 1, got {getattr(self, name)}")
        if self.cluster_size < 1:
            raise ValueError(f"cluster_size must be at least 1, got {self.cluster_size}")
        outside = [start for start in self.starts if not 2 <= start <= self.periods]
        if self.design in PANELS and (outside or not self.starts):
            raise ValueError(f"starts must lie between 2 and {self.periods}, got {self.starts}")


@dataclass(frozen=True, slots=True)
class Power:
    """The answer.

    ``mde`` in the outcome's unit and ``mde_d`` in standard deviations; ``se`` and ``dof`` expected of the estimate;
    ``grade`` the design can reach at most; ``curve`` (n, MDE) pairs; ``needed`` persons or units for ``target``
    (``None`` without a target, or when none suffice); ``words`` in Indonesian, ``words_en`` in English.
    """

    mde: float
    mde_d: float
    se: float
    dof: float
    grade: str
    curve: tuple[tuple[int, float], ...]
    needed: int | None
    words: str
    words_en: str


def power_of(plan: Plan, *, target: float | None = None, batch: int = 0, unit: str = "") -> Power:
    """What ``plan`` could see.

    Parameters: ``target`` effect worth finding, in the outcome's unit; ``batch`` persons (units) of one cohort of the
    programme with their comparison, to speak of cohorts instead of persons; ``unit`` name of the outcome's unit.
    Raises ``ValueError`` for a target that is not positive.
    """
    if target is not None and target <= 0:
        raise ValueError(f"target must be positive, got {target}")
    se, dof = _VARIANCES[plan.design](plan)
    mde = _multiple(plan.level, dof) * se
    sizes = sorted({max(4, round(plan.n * times)) for times in (0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4)})
    curve = tuple((size, detectable_with(plan, size)) for size in sizes)
    needed = None if target is None else size_for(plan, target)
    words, words_en = _words(plan, mde, target, needed, batch, unit)
    return Power(mde, mde / plan.spread, se, dof, CEILINGS[plan.design].grade, curve, needed, words, words_en)


def _multiple(level: float, dof: float) -> float:
    """Standard errors between zero and the MDE."""
    return critical_value(level, dof) + critical_value(2 * POWER - 1, dof)


def detectable_with(plan: Plan, n: int) -> float:
    """MDE of the same plan with ``n`` persons or units; infinite when no interval is possible."""
    se, dof = _VARIANCES[plan.design](replace(plan, n=n))
    return _multiple(plan.level, dof) * se if isfinite(se) and dof > 0 else inf


def size_for(plan: Plan, target: float) -> int | None:
    """Smallest number of persons or units whose MDE is at most ``target``; ``None`` beyond a million."""
    low, high = 3, 4
    while detectable_with(plan, high) > target:
        low, high = high, high * 2
        if high > MOST:
            return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if detectable_with(plan, middle) <= target else (middle, high)
    return high


def _two_groups(plan: Plan, loss: float = 1.0, control_loss: float = 1.0) -> tuple[float, float]:
    """Standard error and degrees of freedom of a difference of two groups, whole clusters treated if asked."""
    kept = plan.n * (1 - plan.attrition) / loss
    design_effect = 1 + (plan.cluster_size - 1) * plan.icc
    treated, untreated = kept * plan.share, kept * (1 - plan.share) * control_loss
    if min(treated, untreated) < 1:
        return inf, 1.0
    variance = plan.spread**2 * (1 - plan.explained) * design_effect * (1 / treated + 1 / untreated)
    clusters = plan.cluster_size if plan.icc > 0 else 1.0
    return sqrt(variance) / plan.takeup, max((treated + untreated) / clusters - 2, 0.5)


def _paired(plan: Plan) -> tuple[float, float]:
    """Standard error of a mean change."""
    kept = plan.n * (1 - plan.attrition)
    if kept < 2:
        return inf, 1.0
    return plan.spread * sqrt(2 * (1 - plan.correlation) / kept), kept - 1


def _panel(plan: Plan) -> tuple[float, float]:
    """Standard error of the overall effect of a staggered roll-out with first-order autoregressive errors."""
    treated = max(round(plan.n * plan.share), len(plan.starts))
    if plan.n - treated < 2:
        return inf, 1.0
    starts = np.array([*sorted(plan.starts), np.inf], dtype=np.float64)
    sizes = np.array([treated // len(plan.starts)] * len(plan.starts) + [plan.n - treated], dtype=np.float64)
    sizes[: treated - int(sizes[:-1].sum())] += 1
    gaps = np.abs(np.subtract.outer(np.arange(plan.periods), np.arange(plan.periods)))
    errors = (plan.noise or plan.spread) ** 2 * plan.correlation**gaps
    scatter = np.maximum(sizes - 1, 0)[:, None, None] * errors
    moments = CohortMoments(starts, sizes, np.zeros((len(starts), plan.periods)), scatter)
    times = np.arange(1.0, plan.periods + 1)
    found = from_moments(
        moments, times, tuple(map(str, times)), plan_cells(starts[:-1], times), "never", 0.0, "planned"
    )
    estimate = aggregate(replace(found, few=True))
    assert isinstance(found.ledger, CohortLedger)
    se, dof = estimate.se_interval, estimate.dof
    return (se / sqrt(1 - plan.attrition), dof) if isfinite(se) and se > 0 else (inf, 1.0)


def _office(plan: Plan) -> tuple[float, float]:
    """Standard error of the mean after less the mean before, treated offices less a mean of all others.

    The weights of synthetic difference-in-differences are not known before the data; equal ones are what they become
    when offices are alike and errors are noise (Arkhangelsky et al. 2021), so the answer is a little cautious.
    """
    treated = max(round(plan.n * plan.share), 1)
    others = plan.n - treated
    if others < 2:
        return inf, 1.0
    after = np.arange(1, plan.periods + 1) >= min(plan.starts)
    contrast = np.where(after, 1 / after.sum(), -1 / (~after).sum())
    gaps = np.abs(np.subtract.outer(np.arange(plan.periods), np.arange(plan.periods)))
    own = (plan.noise or plan.spread) ** 2 * float(contrast @ plan.correlation**gaps @ contrast)
    return sqrt(own * (1 / treated + 1 / others) / (1 - plan.attrition)), max(others - 1.0, 1.0)


_VARIANCES: dict[str, Callable[[Plan], tuple[float, float]]] = {
    "lottery": _two_groups,
    "difference": _two_groups,
    "matched": lambda plan: _two_groups(plan, control_loss=plan.effective),
    "cutoff": lambda plan: _two_groups(plan, loss=CUTOFF_LOSS),
    "before_after": _paired,
    "staggered": _panel,
    "random_order": _panel,
    "synthetic": _office,
}


def _words(plan: Plan, mde: float, target: float | None, needed: int | None, batch: int, unit: str) -> tuple[str, str]:
    """The answer in words, both languages."""
    said = f" {unit}" if unit else ""
    if not isfinite(mde):
        return "Rencana ini tidak dapat menghasilkan rentang", "This plan cannot give any range"
    first = (
        f"Dengan {number(plan.n, 0)} {_counted(plan)[0]}, perubahan terkecil yang dapat terlihat "
        f"{number(mde)}{said} ({number(mde / plan.spread, 2)} simpangan baku)"
    )
    first_en = (
        f"With {plan.n:,} {_counted(plan)[1]} the smallest visible change is {mde:,.2f}{said} "
        f"({mde / plan.spread:.2f} standard deviations)"
    )
    if target is None:
        return first, first_en
    rest, rest_en = _still_needed(plan, target, needed, batch)
    return f"{first}; {rest}", f"{first_en}; {rest_en}"


def _counted(plan: Plan) -> tuple[str, str]:
    """What ``n`` counts."""
    return ("unit", "units") if plan.design in PANELS else ("orang", "persons")


def _still_needed(plan: Plan, target: float, needed: int | None, batch: int) -> tuple[str, str]:
    """How many more persons, units or cohorts are needed for the target."""
    if needed is None:
        return (
            f"{number(target)} tidak akan terlihat dengan rancangan ini, berapa pun pesertanya",
            f"{target:g} stays out of sight with this design whatever its size",
        )
    more = needed - plan.n
    if more <= 0:
        return f"cukup untuk melihat {number(target)}", f"enough to see {target:g}"
    if batch > 0:
        cohorts = ceil(more / batch)
        return (
            f"butuh {cohorts} angkatan lagi untuk melihat {number(target)}",
            f"{cohorts} more cohorts are needed to see {target:g}",
        )
    kind = _counted(plan)
    return (
        f"butuh {number(more, 0)} {kind[0]} lagi untuk melihat {number(target)}",
        f"{more:,} more {kind[1]} are needed to see {target:g}",
    )


PRIORS: dict[str, dict[str, float]] = {
    "general": {"reaction": 0.60, "learning": 0.63, "behaviour": 0.62, "results": 0.62},
    "leadership": {"reaction": 0.63, "learning": 0.73, "behaviour": 0.82, "results": 0.72},
}
"""Mean effects d of meta-analyses: Arthur et al. (2003), Lacerenza et al. (2017), Journal of Applied Psychology."""


def expected_effect(level: str, kind: str = "general") -> float:
    """Effect to plan with, in standard deviations: half the published mean, because published means are flattered.

    Raises ``ValueError`` for an unknown level or kind of training.
    """
    try:
        return PRIORS[kind][level] / 2
    except KeyError:
        raise ValueError(
            f"level must be one of {', '.join(PRIORS['general'])} and kind general or leadership"
        ) from None
