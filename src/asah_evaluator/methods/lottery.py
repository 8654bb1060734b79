"""Lotteries: the effect of an offered seat (ITT) and of a seat taken because of the draw (LATE).

Sources: Imbens and Angrist (1994), Econometrica 62(2) (LATE); Anderson and Rubin (1949), Annals of Mathematical
Statistics 20 (interval that holds when few follow the draw); Staiger and Stock (1997), Econometrica 65(3) (first-stage
F). Where the chance of a seat differed, strata of equal chance are held fixed.
"""

from __future__ import annotations

from dataclasses import replace
from math import inf, isfinite

import numpy as np

from asah_evaluator.estimate import Estimate, FloatArray, critical_value, make_estimate
from asah_evaluator.inference.cluster_robust import LinearFit, least_squares
from asah_evaluator.methods.regression import others
from asah_evaluator.sample import Sample

LARGEST_F = 1e12
"""Beyond this everybody follows the draw, and the first-stage F is infinite in truth."""


def intention_to_treat(sample: Sample, level: float = 0.95) -> Estimate:
    """Mean outcome of those offered a seat minus those not, within strata, covariates held fixed if given.

    ``sample.treated`` is the offer. Raises ``ValueError`` when no stratum holds both sides.
    """
    seen, notes = comparable(sample.observed())
    fit = least_squares(seen.outcome, _design(seen, seen.treated), seen.weights, seen.cluster)
    found = fit.contrast(_first(fit))
    treated, controls = seen.counts
    name = "itt" + (", strata" if seen.strata is not None else "") + (", ancova" if seen.names else "")
    return make_estimate(
        found.value, found.se, n=len(seen.outcome), method=name, dof=found.dof, level=level, treated=treated,
        controls=controls, warnings=notes,
    )  # fmt: skip


def comparable(sample: Sample) -> tuple[Sample, tuple[str, ...]]:
    """The rows of strata where some were offered a seat and some were not, and a warning about the others."""
    if sample.strata is None:
        return sample, ()
    size = np.bincount(sample.strata)
    offered = np.bincount(sample.strata, sample.treated)
    mixed = (offered > 0) & (offered < size)
    if not mixed.any():
        raise ValueError("strata: in no stratum were some offered a seat and others not")
    keep = mixed[sample.strata]
    lost = int((~keep).sum())
    notes = (f"{lost} persons in strata where all or none were offered a seat say nothing and are left out",)
    return (sample.only(keep), notes) if lost else (sample, ())


def _design(sample: Sample, first: FloatArray) -> FloatArray:
    """(n, k) the variable of interest, then constants and covariates."""
    return np.column_stack([first, others(sample, sample.covariates)])


def _first(fit: LinearFit) -> FloatArray:
    """The contrast that picks the first coefficient."""
    chosen = np.zeros(len(fit.beta))
    chosen[0] = 1.0
    return chosen


def late(sample: Sample, taken: FloatArray, level: float = 0.95) -> Estimate:
    """Effect of taking the seat on those who follow the draw, by two-stage least squares.

    Parameters: ``sample.treated`` the offer; ``taken`` (n,) 0 or 1 who in fact took part, in the order of the sample.
    ``extra`` holds ``first_stage`` (share who follow the draw), ``first_stage_f`` (robust), and the
    ``anderson_rubin`` interval (``None`` ends where unbounded). Raises ``ValueError`` when the draw moved nobody.
    """
    joined = replace(sample, placebo=taken)
    seen, notes = comparable(joined.observed())
    d = seen.placebo
    assert d is not None
    first = least_squares(d, _design(seen, seen.treated), seen.weights, seen.cluster)
    step = first.contrast(_first(first))
    if d.min() == d.max() or abs(step.value) < 1e-9:
        raise ValueError("taken: the draw changed nobody's participation, so nothing can be learned about taking part")
    reduced = least_squares(seen.outcome, _design(seen, seen.treated), seen.weights, seen.cluster)
    value = reduced.contrast(_first(reduced)).value / step.value
    se, dof = _ratio_se(seen, d, value, step.value)
    strength = (step.value / step.se) ** 2 if step.se > 0 else inf
    low, high = anderson_rubin(seen, d, level)
    treated, controls = seen.counts
    weak = (f"few follow the draw (first-stage F {strength:.1f} < 10); trust the Anderson-Rubin interval only",)
    return make_estimate(
        value, se, n=len(d), method="late, two-stage least squares", dof=dof, level=level, treated=treated,
        controls=controls, warnings=(*notes, *(weak if strength < 10 else ())),
        extra={
            "first_stage": step.value,
            "first_stage_f": strength if strength < LARGEST_F else None,
            "anderson_rubin": [low if isfinite(low) else None, high if isfinite(high) else None],
        },
    )  # fmt: skip


def _ratio_se(sample: Sample, taken: FloatArray, value: float, first: float) -> tuple[float, float]:
    """Standard error of the ratio: CR2 of the reduced form of ``outcome - value x taken``, over the first stage."""
    fit = least_squares(sample.outcome - value * taken, _design(sample, sample.treated), sample.weights, sample.cluster)
    found = fit.contrast(_first(fit))
    return found.se / abs(first), found.dof


def anderson_rubin(sample: Sample, taken: FloatArray, level: float = 0.95) -> tuple[float, float]:
    """Interval of effects that the draw does not contradict; ends are infinite where nothing bounds them.

    Solves ``t(b)^2 <= critical^2`` for the reduced form of ``outcome - b x taken``, whose square is a ratio of
    quadratics in b. When the accepted set is two rays, or empty in rounding, both ends are infinite.
    """
    x = _design(sample, sample.treated)
    fits = [least_squares(y, x, sample.weights, sample.cluster) for y in (sample.outcome, taken)]
    chosen = _first(fits[0])
    own = [fit.contrast(chosen) for fit in fits]
    both = least_squares(sample.outcome - taken, x, sample.weights, sample.cluster).contrast(chosen)
    cross = (own[0].se ** 2 + own[1].se ** 2 - both.se**2) / 2
    limit = critical_value(level, own[0].dof) ** 2
    a = own[1].value ** 2 - limit * own[1].se ** 2
    b = -2 * (own[0].value * own[1].value - limit * cross)
    c = own[0].value ** 2 - limit * own[0].se ** 2
    inside = b * b - 4 * a * c
    if a <= 0 or inside < 0:
        return -inf, inf
    root = float(np.sqrt(inside))
    return (-b - root) / (2 * a), (-b + root) / (2 * a)
