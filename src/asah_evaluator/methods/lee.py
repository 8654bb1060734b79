"""Lee bounds: what attrition may have done to a difference when treatment can only raise (or only lower) response.

Source: Lee (2009), "Training, wages, and sample selection", Review of Economic Studies 76(3), 1071-1102; the interval
covers the effect itself (Imbens and Manski 2004, Econometrica 72(6)).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from asah_evaluator.estimate import FloatArray
from asah_evaluator.sample import Sample, attrition


@dataclass(frozen=True, slots=True)
class LeeBounds:
    """Bounds on the effect for those who would answer either way.

    ``lower`` and ``upper`` in the outcome's unit with standard errors; ``low`` and ``high`` the interval of the
    effect; ``trimmed`` the share cut from the side with less attrition; ``attrition`` of treated and untreated.
    """

    lower: float
    upper: float
    se_lower: float
    se_upper: float
    low: float
    high: float
    trimmed: float
    attrition: tuple[float, float]


def lee_bounds(sample: Sample, level: float = 0.95) -> LeeBounds:
    """Trim the side that answered more until both answered equally, at either end.

    Raises ``ValueError`` when a side has fewer than two answers.
    """
    lost = attrition(sample)
    side_more = 1 if lost[0] <= lost[1] else 0
    answers = [sample.outcome[(sample.treated == side) & sample.seen] for side in (0, 1)]
    if min(len(part) for part in answers) < 2:
        raise ValueError("outcome: fewer than two answers on one side")
    kept = [1 - lost[1], 1 - lost[0]]
    trimmed = (kept[side_more] - kept[1 - side_more]) / kept[side_more]
    full, other = np.sort(answers[side_more]), answers[1 - side_more]
    sizes = tuple(int((sample.treated == side).sum()) for side in (side_more, 1 - side_more))
    shares = kept[side_more], kept[1 - side_more]
    ends = [_trimmed_mean(full, trimmed, high, sizes, shares) for high in (True, False)]
    base, spread = float(other.mean()), float(other.var(ddof=1) / len(other))
    sign = 1.0 if side_more == 1 else -1.0
    pairs = sorted((sign * (mean - base), float(np.sqrt(variance + spread))) for mean, variance in ends)
    (lower, se_lower), (upper, se_upper) = pairs
    reach = imbens_manski(upper - lower, max(se_lower, se_upper), level)
    return LeeBounds(
        lower, upper, se_lower, se_upper, lower - reach * se_lower, upper + reach * se_upper, float(trimmed), lost
    )


def _trimmed_mean(
    ordered: FloatArray, share: float, high: bool, sizes: tuple[int, ...], kept: tuple[float, float]
) -> tuple[float, float]:
    """Mean without the highest (or lowest) ``share`` and its variance (Lee's proposition 3)."""
    n = len(ordered)
    cut = int(np.floor(share * n + 1e-9))
    rest = ordered[: n - cut] if high else ordered[cut:]
    edge = float(rest[-1] if high else rest[0])
    mean = float(rest.mean())
    spread = float(rest.var(ddof=1)) if len(rest) > 1 else 0.0
    variance = spread / len(rest) + (edge - mean) ** 2 * share / len(rest)
    # The trimmed share is itself estimated from both response rates.
    rates = (1 - kept[0]) / (kept[0] * sizes[0]) + (1 - kept[1]) / (kept[1] * sizes[1])
    return mean, variance + (edge - mean) ** 2 * rates


def imbens_manski(width: float, se: float, level: float) -> float:
    """Critical value c with Phi(c + width/se) - Phi(-c) = level; between the one- and the two-sided one."""
    from scipy.optimize import brentq
    from scipy.special import ndtr, ndtri

    if se <= 0:
        return float(ndtri(0.5 + level / 2))
    gap = width / se
    return float(brentq(lambda c: ndtr(c + gap) - ndtr(-c) - level, 0.0, float(ndtri(0.5 + level / 2)) + 1e-9))
