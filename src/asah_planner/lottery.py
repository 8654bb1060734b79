"""The open lottery inside ties: commit first, draw with a public number nobody could know, let everybody check.

Order = sort by sha256(seed | code); seed = sha256(list of codes | public numbers). The pattern is that of RFC 3797.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import pairwise


def commitment(codes: Sequence[str], quota: int, rule: str) -> str:
    """Return the sha256 to be published before the public numbers exist: list, quota and text of the rule."""
    _refuse(codes)
    if not 0 <= quota <= len(codes):
        raise ValueError(f"quota: {quota} is not between 0 and {len(codes)} participants")
    text = "\n".join([rule, str(quota), *sorted(codes)])
    return hashlib.sha256(text.encode()).hexdigest()


def draw_seed(codes: Sequence[str], public_numbers: Sequence[str]) -> str:
    """Return the seed: sha256 over the list of codes and the public numbers, in the order announced."""
    _refuse(codes)
    if not public_numbers or not all(public_numbers):
        raise ValueError("public_numbers: at least one, and none may be empty")
    return hashlib.sha256("\n".join([*sorted(codes), *public_numbers]).encode()).hexdigest()


def order_of(seed: str, codes: Sequence[str]) -> tuple[str, ...]:
    """Return the codes in the order drawn; the first `quota` win, the rest is the reserve list."""
    _refuse(codes)
    return tuple(sorted(codes, key=lambda code: hashlib.sha256(f"{seed}|{code}".encode()).hexdigest()))


def tied(values: Sequence[float], quota: int, width: float) -> tuple[int, int]:
    """Return how many (of values sorted from the best) are in for sure, and how many stand in the tied band.

    Tied are all values within `width` (one standard error of measurement) of the value of the last seat.
    """
    if any(a < b for a, b in pairwise(values)):
        raise ValueError("values must be sorted from the best to the worst")
    if quota <= 0 or quota >= len(values):
        return min(max(quota, 0), len(values)), 0
    edge = values[quota - 1]
    if width <= 0 and edge > values[quota]:
        return quota, 0
    sure = sum(v > edge + width for v in values)
    return sure, sum(edge - width <= v <= edge + width for v in values)


def chances(values: Sequence[float], quota: int, width: float) -> tuple[float, ...]:
    """Return each one's probability of a seat: 1 above the band, 0 below, seats left / tied inside."""
    sure, band = tied(values, quota, width)
    inside = (quota - sure) / band if band else 0.0
    return tuple(1.0 if k < sure else inside if k < sure + band else 0.0 for k in range(len(values)))


def _refuse(codes: Sequence[str]) -> None:
    if len(set(codes)) != len(codes):
        raise ValueError("codes: one stands twice in the list")
    if any(not code or "\n" in code for code in codes):
        raise ValueError("codes: none may be empty or hold a line break")
