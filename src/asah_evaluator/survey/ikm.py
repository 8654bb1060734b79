"""The public satisfaction index (IKM) exactly as the regulation computes it.

Source: Permen PANRB 14/2017, annex: average per element (NRR) = sum of values / number of filled forms; weight = 1 /
number of elements; index = sum of NRR x weight, converted by 25 to the scale 25-100. Offices print the weight of nine
elements as 0.11 or 0.111, which lowers the index; both are given for comparison. Arithmetic is exact (fractions), and
the index is rounded half up to the decimals of the class table before it is classified.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from asah_evaluator.answers import name_rows, read_answers
from asah_evaluator.estimate import critical_value

PRINTED_WEIGHTS = (Decimal("0.11"), Decimal("0.111"))
"""Weights of nine elements as offices print them."""
LOWEST, HIGHEST = 1, 4
"""Ends of the answer scale."""
CONVERSION = 25
"""From the scale 1-4 to the scale 25-100."""


@dataclass(frozen=True)
class IkmClass:
    """One class: lowest and highest index in it, both included, and its names (letter of quality, words)."""

    low: Decimal
    high: Decimal
    mark: str
    words: str


@dataclass(frozen=True)
class IkmTable:
    """Classes in force from a day on, with the legal source. ``decimals`` of the index when it is classified.

    Raises ``ValueError`` when the classes leave a gap or overlap at that number of decimals.
    """

    valid_from: date
    source: str
    classes: tuple[IkmClass, ...]
    decimals: int = 2

    def __post_init__(self) -> None:
        step = Decimal(1).scaleb(-self.decimals)
        if not self.classes:
            raise ValueError("a class table needs at least one class")
        for lower, upper in zip(self.classes, self.classes[1:], strict=False):
            if upper.low - lower.high != step:
                raise ValueError(
                    f"classes {lower.mark} and {upper.mark} leave a gap or overlap between {lower.high} and {upper.low}"
                )
        if any(c.low > c.high for c in self.classes):
            raise ValueError("a class begins above its end")

    def classify(self, index: Decimal | Fraction) -> tuple[Decimal, IkmClass]:
        """The index rounded half up, and its class. Raises ``ValueError`` outside the table."""
        rounded = half_up(Fraction(index), self.decimals)
        for found in self.classes:
            if found.low <= rounded <= found.high:
                return rounded, found
        raise ValueError(f"index {rounded} is outside the table from {self.classes[0].low} to {self.classes[-1].high}")


@dataclass(frozen=True)
class IkmResult:
    """The index of one unit and period.

    ``index`` on 25-100, rounded half up; ``mark`` and ``words`` its class; ``element_means`` (NRR, 1-4, unrounded) by
    element; ``variants`` the index with printed weights (0.11, 0.111 for nine elements), empty for other numbers of
    elements; ``n`` filled forms, 0 when only means were given; ``low`` and ``high`` 95 % t interval over respondents on
    25-100, NaN without forms; ``method`` and ``warnings`` for the reader.
    """

    index: Decimal
    mark: str
    words: str
    element_means: Mapping[str, Fraction]
    variants: Mapping[str, Decimal]
    n: int
    se: float
    low: float
    high: float
    method: str
    source: str
    warnings: tuple[str, ...]


def half_up(number: Fraction, decimals: int) -> Decimal:
    """Round half away from zero, as the regulation's tables do; exact."""
    shifted = math.floor(abs(number) * 10**decimals + Fraction(1, 2))
    return (Decimal(shifted) if number >= 0 else -Decimal(shifted)).scaleb(-decimals)


def ikm_from_answers(answers: Any, table: IkmTable, *, level: float = 0.95) -> IkmResult:
    """Index from filled forms.

    Parameters: ``answers`` (forms, elements) whole numbers 1 to 4, every element filled: the regulation divides by the
    number of filled forms, so a form with an empty element is refused, with its row named; ``table`` the classes in
    force; ``level`` of the interval over respondents.
    """
    read = read_answers(answers)
    empty = np.isnan(read.values).any(axis=1)
    if empty.any():
        raise ValueError(f"{name_rows(empty, read.rows)}: every element must be filled (1 to 4)")
    odd = ((read.values < LOWEST) | (read.values > HIGHEST) | (read.values != np.floor(read.values))).any(axis=1)
    if odd.any():
        raise ValueError(f"{name_rows(odd, read.rows)}: answers are whole numbers from {LOWEST} to {HIGHEST}")
    n = len(read.rows)
    means = {item: Fraction(int(read.values[:, j].sum()), n) for j, item in enumerate(read.items)}
    persons = read.values.mean(axis=1) * CONVERSION
    se = float(persons.std(ddof=1) / np.sqrt(n)) if n > 1 else float("nan")
    spread = critical_value(level, n - 1) * se if n > 1 else float("nan")
    low, high = max(float(persons.mean()) - spread, 25.0), min(float(persons.mean()) + spread, 100.0)
    warnings = (f"only {n} forms: show the interval, not the class alone",) if n < 30 else ()
    return _result(means, table, n, se, low if n > 1 else float("nan"), high if n > 1 else float("nan"), warnings)


def ikm_from_means(means: Mapping[str, Any] | Sequence[Any], table: IkmTable) -> IkmResult:
    """Index from averages per element (NRR) as they stand in a printed report.

    Parameters: ``means`` by element, or in order (named U1, U2, ...), each between 1 and 4; text and decimals are taken
    digit for digit. Raises ``ValueError`` naming the element otherwise.
    """
    named = means if isinstance(means, Mapping) else {f"U{place + 1}": mean for place, mean in enumerate(means)}
    exact = {str(name): _exact(str(name), mean) for name, mean in named.items()}
    if not exact:
        raise ValueError("no element at all")
    nan = float("nan")
    return _result(exact, table, 0, nan, nan, nan, ("averages only: no interval can be given",))


def weighted_index(means: Iterable[Fraction], weight: Fraction) -> Fraction:
    """Sum of the averages times one weight, on the scale 25-100 (unrounded)."""
    return sum(means, Fraction(0)) * weight * CONVERSION


def _result(
    means: Mapping[str, Fraction],
    table: IkmTable,
    n: int,
    se: float,
    low: float,
    high: float,
    warnings: tuple[str, ...],
) -> IkmResult:
    """Index, class and variants of exact averages."""
    index, found = table.classify(weighted_index(means.values(), Fraction(1, len(means))))
    printed = PRINTED_WEIGHTS if len(means) == 9 else ()
    variants = {str(w): half_up(weighted_index(means.values(), Fraction(w)), table.decimals) for w in printed}
    return IkmResult(
        index=index,
        mark=found.mark,
        words=found.words,
        element_means=dict(means),
        variants=variants,
        n=n,
        se=se,
        low=low,
        high=high,
        method=f"IKM, {len(means)} elements of weight 1/{len(means)}",
        source=table.source,
        warnings=warnings,
    )


def _exact(name: str, mean: Any) -> Fraction:
    """One average, digit for digit."""
    try:
        number = Fraction(mean) if isinstance(mean, Fraction | Decimal | int) else Fraction(Decimal(str(mean)))
    except (ArithmeticError, ValueError, TypeError):
        raise ValueError(f"element {name}: {mean!r} is not a number") from None
    if not LOWEST <= number <= HIGHEST:
        raise ValueError(f"element {name}: {mean} is outside the scale from {LOWEST} to {HIGHEST}")
    return number
