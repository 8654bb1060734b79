"""How many persons to ask.

Sources: Krejcie and Morgan (1970), the table in the annex of the public satisfaction regulation; Cochran (1977),
chapter 4, for a wanted margin.
"""

from __future__ import annotations

import math
from fractions import Fraction

from asah_evaluator.estimate import critical_value

CHI_SQUARE = Fraction(3841, 1000)
"""Chi-square with one degree of freedom at 5 %, with the three decimals of the published table."""


def krejcie_morgan(population: int) -> int:
    """Sample size of the Krejcie-Morgan table: n = X2 N P Q / (d2 (N - 1) + X2 P Q), P = Q = 0.5, d = 0.05.

    Parameters: ``population`` number of persons served in the period. Rounded half up, never above the population.
    Raises ``ValueError`` for a population that is not a whole number of at least 1.
    """
    _whole(population, "population")
    quarter = CHI_SQUARE / 4
    size = quarter * population / (Fraction(25, 10_000) * (population - 1) + quarter)
    return min(population, math.floor(size + Fraction(1, 2)))


def sample_for_share(margin: float, *, population: int | None = None, share: float = 0.5, level: float = 0.95) -> int:
    """Persons needed so that a share is known to +- ``margin`` (a share, 0.05 = 5 points).

    Parameters: ``population`` when finite; ``share`` expected (0.5 is the worst case). Always rounded up.
    """
    if not 0 < margin < 1 or not 0 < share < 1:
        raise ValueError("margin and share lie between 0 and 1")
    z = critical_value(level)
    return _corrected(z**2 * share * (1 - share) / margin**2, population)


def sample_for_mean(margin: float, sd: float, *, population: int | None = None, level: float = 0.95) -> int:
    """Persons needed so that a mean is known to +- ``margin``, in the unit of ``sd``. Always rounded up."""
    if margin <= 0 or sd <= 0:
        raise ValueError("margin and standard deviation must be above 0")
    z = critical_value(level)
    return _corrected((z * sd / margin) ** 2, population)


def _corrected(size: float, population: int | None) -> int:
    """Size with the finite population correction, rounded up."""
    if population is None:
        return math.ceil(size - 1e-9)
    _whole(population, "population")
    return min(population, math.ceil(size / (1 + (size - 1) / population) - 1e-9))


def _whole(number: int, what: str) -> None:
    """Refuse anything but a whole number from 1."""
    if isinstance(number, bool) or int(number) != number or number < 1:
        raise ValueError(f"the {what} must be a whole number of at least 1, not {number}")
