"""Means, shares, response rate and recommendation score, each with its interval.

Sources: Student (1908) for means; Wilson (1927) for shares; Tango (1998) score interval for a difference of two
dependent shares, which is what promoters minus detractors is; a finite population shrinks the standard error as in
Cochran (1977), section 2.6.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from asah_evaluator.answers import FloatArray, name_rows, read_numbers
from asah_evaluator.estimate import critical_value

SHOWN_FROM = 5
"""Answers under which nothing is shown (anonymity)."""
RESPONSE_IN_CLASS = 0.80
"""Response to aim for in class."""
RESPONSE_AT_THREE_MONTHS = 0.60
"""Response to aim for at three months, after two reminders."""


@dataclass(frozen=True)
class SurveyMean:
    """A mean in the scale's own points: ``estimate``, ``se``, ``low``, ``high``; ``n`` answers, ``missing`` empty ones.

    ``low`` and ``high`` never leave the scale when its ends were given.
    """

    estimate: float
    se: float
    low: float
    high: float
    n: int
    missing: int
    method: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Share:
    """A share (or a difference of shares) between -1 and 1 with its interval; ``count`` of ``n``."""

    estimate: float
    se: float
    low: float
    high: float
    count: int
    n: int
    method: str
    warnings: tuple[str, ...] = ()


def mean_of(
    answers: Iterable[Any],
    *,
    scale: tuple[float, float] | None = None,
    population: int | None = None,
    level: float = 0.95,
) -> SurveyMean:
    """Mean of one question with Student's t interval.

    Parameters: ``answers`` (n,) points, empty cells are counted as missing; ``scale`` lowest and highest possible
    answer, outside of which an answer is refused; ``population`` number of persons invited when all of them are of
    interest (a class): the interval then speaks about these persons only and shrinks to nothing when all answered.
    Raises ``ValueError`` with rows named for text and answers outside the scale, and for fewer than two answers.
    """
    numbers = read_numbers(answers, what="answer")
    known = numbers[~np.isnan(numbers)]
    if scale is not None:
        _refuse_outside(numbers, scale)
    if len(known) < 2:
        raise ValueError(f"{len(known)} answers: at least 2 are needed for a mean with an interval")
    fraction = _sampled_fraction(len(known), population)
    se = float(known.std(ddof=1) / np.sqrt(len(known)) * np.sqrt(1 - fraction))
    spread = critical_value(level, len(known) - 1) * se
    low, high = float(known.mean()) - spread, float(known.mean()) + spread
    if scale is not None:
        low, high = max(low, scale[0]), min(high, scale[1])
    warnings = _few(len(known))
    if np.ptp(known) == 0 and fraction < 1:
        warnings += (
            "all answers are equal: the interval has no width, which says little about those who did not answer",
        )
    missing = len(numbers) - len(known)
    return SurveyMean(float(known.mean()), se, low, high, len(known), missing, "mean, t interval", warnings)


def share_of(count: int, n: int, *, level: float = 0.95) -> Share:
    """A share with Wilson's interval.

    Parameters: ``count`` of ``n``, whole numbers, 0 <= count <= n, n >= 1. Raises ``ValueError`` otherwise.
    """
    if n < 1 or not 0 <= count <= n or int(count) != count or int(n) != n:
        raise ValueError(f"a share needs whole numbers 0 <= count <= n with n >= 1, not {count} of {n}")
    z = critical_value(level)
    share = count / n
    centre = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * float(np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2)))
    se = float(np.sqrt(share * (1 - share) / n))
    low = 0.0 if count == 0 else max(centre - half, 0.0)
    high = 1.0 if count == n else min(centre + half, 1.0)
    return Share(share, se, low, high, int(count), int(n), "share, Wilson interval", _few(n))


def response_rate(answered: int, invited: int, *, target: float = RESPONSE_IN_CLASS, level: float = 0.95) -> Share:
    """Share of the invited who answered, with a warning when it misses the target.

    Parameters: persons who ``answered`` of those ``invited``; ``target`` share to aim for (0.80 in class, 0.60 at
    three months). The interval treats the class as a sample of such classes.
    """
    rate = share_of(answered, invited, level=level)
    warnings = rate.warnings
    if rate.estimate < target:
        needed = int(np.ceil(target * invited - 1e-9)) - answered
        warnings += (
            f"response {rate.estimate:.0%} is under the target of {target:.0%}: {needed} more answers are needed",
        )
    return Share(
        rate.estimate, rate.se, rate.low, rate.high, answered, invited, "response rate, Wilson interval", warnings
    )


def recommendation(scores: Iterable[Any], *, level: float = 0.95) -> Share:
    """Recommendation score (net promoter score): share of 9-10 minus share of 0-6, between -1 and 1.

    Parameters: ``scores`` (n,) whole numbers 0 to 10, empty cells left out.
    The interval inverts Tango's score test for the difference of two dependent shares. ``count`` is promoters minus
    detractors. It is wide: at 30 answers about 25 to 30 points on each side, so it ranks nothing.
    Raises ``ValueError`` with rows named for scores that are not whole numbers from 0 to 10; for no score at all.
    """
    numbers = read_numbers(scores, what="score")
    _refuse_outside(numbers, (0, 10))
    broken = ~np.isnan(numbers) & (numbers != np.floor(np.nan_to_num(numbers)))
    if broken.any():
        raise ValueError(f"{name_rows(broken)}: a recommendation is a whole number from 0 to 10")
    known = numbers[~np.isnan(numbers)]
    if not len(known):
        raise ValueError("no recommendation at all")
    n, promoters, detractors = len(known), int((known >= 9).sum()), int((known <= 6).sum())
    score = (promoters - detractors) / n
    low, high = tango_interval(promoters, detractors, n, level=level)
    variance = (promoters + detractors) / n - score**2
    warnings = _few(n)
    if high - low > 0.4:
        warnings += ("the interval is wider than 40 points: do not rank classes by this number",)
    return Share(
        score,
        float(np.sqrt(variance / n)),
        low,
        high,
        promoters - detractors,
        n,
        "recommendation score, Tango interval",
        warnings,
    )


def tango_interval(more: int, less: int, n: int, *, level: float = 0.95) -> tuple[float, float]:
    """Score interval of (more - less) / n for counts of one multinomial sample (Tango 1998).

    The bounds are where the score statistic equals the normal quantile, found by bisection.
    """
    z = critical_value(level)
    estimate = (more - less) / n
    low = -1.0 if estimate <= -1 else _bisect(lambda d: _tango_score(more, less, n, d) - z, -1.0, estimate)
    high = 1.0 if estimate >= 1 else _bisect(lambda d: _tango_score(more, less, n, d) + z, estimate, 1.0)
    return low, high


def _tango_score(more: int, less: int, n: int, difference: float) -> float:
    """Standardised distance of the data from ``difference``, variance under that difference."""
    b = -more - less + (2 * n - more + less) * difference
    c = -less * difference * (1 - difference)
    smaller = (np.sqrt(max(b * b - 8 * n * c, 0.0)) - b) / (4 * n)
    variance = n * (2 * smaller + difference * (1 - difference))
    distance = more - less - n * difference
    if variance <= 0:
        return float(np.copysign(np.inf, distance)) if distance else 0.0
    return float(distance / np.sqrt(variance))


def _bisect(signed: Any, left: float, right: float) -> float:
    """Root of a decreasing function between ``left`` and ``right``; an end when there is none inside."""
    if signed(left) <= 0:
        return left
    if signed(right) >= 0:
        return right
    for _ in range(80):
        middle = (left + right) / 2
        left, right = (middle, right) if signed(middle) > 0 else (left, middle)
    return (left + right) / 2


def _refuse_outside(numbers: FloatArray, scale: tuple[float, float]) -> None:
    """Refuse answers outside the scale, naming rows."""
    outside = (numbers < scale[0]) | (numbers > scale[1])
    if outside.any():
        raise ValueError(f"{name_rows(outside)}: outside the scale from {scale[0]:g} to {scale[1]:g}")


def _sampled_fraction(n: int, population: int | None) -> float:
    """Share of the population that answered, 0 when the population is not finite."""
    if population is None:
        return 0.0
    if population < n:
        raise ValueError(f"{n} answers from a population of {population}: someone answered twice")
    return n / population


def _few(n: int) -> tuple[str, ...]:
    """Warning under which nothing may be shown."""
    return (f"only {n} answers: not shown under {SHOWN_FROM}",) if n < SHOWN_FROM else ()
