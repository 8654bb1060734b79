"""Measures of how equally something is spread. All take non-negative numbers and return plain floats."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np


def _clean(values: Sequence[float]) -> np.ndarray:
    found = np.asarray(values, dtype=np.float64)
    if found.size and (not np.all(np.isfinite(found)) or float(found.min()) < 0):
        raise ValueError("values must be finite and at least 0")
    return np.sort(found)


def gini(values: Sequence[float]) -> float:
    """Return the Gini coefficient: 0 when all are equal, near 1 when one has everything; 0 for nothing at all."""
    x = _clean(values)
    n, total = len(x), float(x.sum())
    if n == 0 or total == 0:
        return 0.0
    return float((2 * (np.arange(1, n + 1) * x).sum() / (n * total)) - (n + 1) / n)


def lorenz(values: Sequence[float], points: int = 21) -> tuple[tuple[float, float], ...]:
    """Return points (share of people from the poorest, share of the whole they hold) of the Lorenz curve."""
    x = _clean(values)
    total = float(x.sum())
    held = np.concatenate([[0.0], np.cumsum(x)])
    at = np.linspace(0, len(x), points)
    share = np.interp(at, np.arange(len(x) + 1), held) / total if total else at / max(1, len(x))
    return tuple((float(a) / max(1, len(x)), float(s)) for a, s in zip(at, share, strict=True))


def jain(values: Sequence[float]) -> float:
    """Return Jain's index (sum squared / n x sum of squares): 1 when all are equal, 1/n when one has everything."""
    x = _clean(values)
    squares = float((x * x).sum())
    return 1.0 if squares == 0 else float(x.sum()) ** 2 / (len(x) * squares)


def theil(groups: Mapping[str, Sequence[float]]) -> tuple[float, float]:
    """Return Theil's T split into (between groups, within groups); both 0 when all are equal (Theil 1967)."""
    parts = {g: _clean(v) for g, v in groups.items() if len(v)}
    n, total = sum(map(len, parts.values())), sum(float(v.sum()) for v in parts.values())
    if total == 0:
        return 0.0, 0.0
    mean = total / n
    between = within = 0.0
    for values in parts.values():
        held = float(values.sum())
        if held == 0:
            continue
        own = held / len(values)
        between += held / total * math.log(own / mean)
        ratio = values[values > 0] / own
        within += held / total * float((ratio * np.log(ratio)).sum()) / len(values)
    return between, within


def worst_to_best(rates: Mapping[str, float]) -> float:
    """Return the ratio of the lowest to the highest rate: below 0.8 fails the four-fifths rule (29 CFR 1607.4)."""
    if not rates:
        return 1.0
    best = max(rates.values())
    return 1.0 if best == 0 else min(rates.values()) / best


def difference_is_chance(got_a: int, of_a: int, got_b: int, of_b: int) -> float:
    """Return the two-sided p-value of Fisher's exact test that two groups are served at the same rate."""
    if not (0 <= got_a <= of_a and 0 <= got_b <= of_b):
        raise ValueError("counts must satisfy 0 <= got <= of")
    n, k, m = of_a + of_b, got_a + got_b, of_a
    low, high = max(0, k - of_b), min(k, m)

    def log_ways(a: int, b: int) -> float:
        return math.lgamma(a + 1) - math.lgamma(b + 1) - math.lgamma(a - b + 1)

    chance = [math.exp(log_ways(m, x) + log_ways(n - m, k - x) - log_ways(n, k)) for x in range(low, high + 1)]
    seen = chance[got_a - low]
    return min(1.0, sum(c for c in chance if c <= seen * (1 + 1e-9)))
