"""What was decided: seats, classes, money, and the proof (bound and prices)."""

from __future__ import annotations

from dataclasses import dataclass, field

STATUSES = ("optimal", "within_gap", "feasible", "conflict")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One seat: this person in this offering."""

    person: str
    offering: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """A plan with its certificate.

    `value` is the objective (gains minus penalties), in the sense of the problem; `bound` no plan can be better
    than; `gap` is their distance in per cent of the bound (0 when both are 0). `status` is "optimal" (proven),
    "within_gap" (certified but not closed), "feasible" (no useful bound) or "conflict" (duties or hard floors
    that could not be met; the nearest plan is given, `conflicts` lists them). `classes` counts the classes opened
    by offering id, only those above 0. `prices` are the multipliers that give the bound, by family and item.
    `figures` are totals: value of seats, cost, seats, people trained, people and hours below the floor, ...
    """

    problem: str
    seed: int
    status: str
    value: float
    bound: float
    gap: float
    given: tuple[Given, ...] = ()
    classes: dict[str, object] = field(default_factory=dict)
    money: dict[str, object] = field(default_factory=dict)
    figures: dict[str, object] = field(default_factory=dict)
    prices: dict[str, object] = field(default_factory=dict)
    conflicts: tuple[str, ...] = ()
    method: str = ""


def gap_percent(value: float, bound: float) -> float:
    """Return the distance of `value` from `bound` in per cent of the bound's size; 0 when they agree."""
    distance = abs(bound - value)
    if distance <= 1e-9 * max(1.0, abs(bound)):
        return 0.0
    return 100.0 * distance / max(abs(bound), 1e-12)
