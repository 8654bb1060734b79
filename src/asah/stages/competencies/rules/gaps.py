"""Levels held, gaps, and how sure a mean of gaps is."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

HUNDREDTH = Decimal("0.01")
# Lower ends of the six shades of the map, in levels below the standard; a shade is read from the mean as printed,
# with one decimal, so that two cells with the same figure never differ in colour.
SHADES = (Decimal(0), Decimal("0.3"), Decimal("0.6"), Decimal(1), Decimal("1.4"), Decimal("1.7"))
NAMED_FROM = 5
"""Fewest answers behind a figure that is shown, when no dated row says otherwise."""


def held_level(levels: Mapping[str, Decimal], weights: Mapping[str, int]) -> Decimal | None:
    """The level somebody holds: mean of the latest level of each source, weighted, to hundredths, half up.

    levels: source -> latest level; weights: source -> weight. None when no source with a weight has spoken.
    """
    counted = {source: level for source, level in levels.items() if weights.get(source, 0) > 0}
    if not counted:
        return None
    total = sum((level * weights[source] for source, level in counted.items()), Decimal(0))
    return (total / sum(weights[source] for source in counted)).quantize(HUNDREDTH, ROUND_HALF_UP)


def gap(required: Decimal | int, held: Decimal | None) -> Decimal | None:
    """Levels below the standard; more than asked is no gap and no credit. None while nobody has assessed."""
    return None if held is None else max(Decimal(0), Decimal(required) - held)


@dataclass(frozen=True)
class Mean:
    """A mean and its 95% interval; low and high are None for a single answer."""

    value: float
    low: float | None
    high: float | None
    n: int


def mean_of(n: int, total: Decimal | float, squares: Decimal | float) -> Mean:
    """Mean and Student's t interval from count, sum and sum of squares (sample variance, n - 1).

    The interval speaks about the people who answered as a sample of views; it is not narrowed for small units, since a
    unit that answered in full is still measured with error. Its lower end is cut at 0, for a gap cannot be negative.
    Raises ValueError for n < 1.
    """
    if n < 1:
        raise ValueError("a mean needs at least one answer")
    value = float(total) / n
    if n == 1:
        return Mean(value, None, None, 1)
    variance = max(0.0, (float(squares) - n * value * value) / (n - 1))
    half = _student_975(n - 1) * math.sqrt(variance / n)
    return Mean(value, max(0.0, value - half), value + half, n)


def shade(mean: float) -> int:
    """Index 0-5 of the shade of a cell, from the mean rounded half up to one decimal."""
    printed = Decimal(repr(mean)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return sum(printed >= low for low in SHADES) - 1


def overlaps(first: Mean, second: Mean) -> bool:
    """Whether two intervals touch, so that the order of the two means is uncertain."""
    ends = (first.low, first.high, second.low, second.high)
    if None in ends:
        return True
    return first.low <= second.high and second.low <= first.high  # type: ignore[operator]


def _student_975(df: int) -> float:
    """97.5% quantile of Student's t: exact for 1-3, from there by the expansion of Cornish and Fisher (error < 0.002).

    Source: Abramowitz and Stegun 26.7.5.
    """
    exact = {1: 12.7062, 2: 4.30265, 3: 3.18245}
    if df in exact:
        return exact[df]
    z = 1.959963985
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(float(term) / float(df) ** power for power, term in enumerate(terms, 1))
