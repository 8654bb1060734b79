"""Between two computed budgets: an estimate whose parts agree with each other. Plain Python.

Every part (programmes, money, levels, hours) is the straight line between the two neighbours, and totals are summed
from the parts that are shown, so that figures, pictures and table say the same. It is marked *perkiraan*; the exact
plan is a computation of its own.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

STEP_RUPIAH = 10_000_000
POINTS = 15  # computed budgets; the slider stands between two of them and says perkiraan
LOWEST, HIGHEST = 0.3, 1.6  # ends of the slider, as parts of the run's own budget


@dataclass(frozen=True)
class Part:
    """A programme at one budget."""

    seats: int
    classes: int
    cost_rupiah: int
    levels: float


@dataclass(frozen=True)
class Point:
    """A plan at one budget (rupiah). `hours`: 101 points of the Lorenz curve of JP, from 0 to 1."""

    budget_rupiah: int
    people: int
    at_floor: int
    below_floor: int
    gap_levels: float
    hours: tuple[float, ...]
    money_by_kind: Mapping[str, int]
    programmes: Mapping[str, Part]

    @property
    def cost_rupiah(self) -> int:
        """Rupiah of all programmes."""
        return sum(part.cost_rupiah for part in self.programmes.values())

    @property
    def seats(self) -> int:
        """Seats of all programmes."""
        return sum(part.seats for part in self.programmes.values())

    @property
    def closed_levels(self) -> float:
        """Levels closed by all programmes."""
        return sum(part.levels for part in self.programmes.values())

    @property
    def closed_share(self) -> float:
        """Share of the measured gap that is closed."""
        return self.closed_levels / self.gap_levels if self.gap_levels else 0.0

    @property
    def shares(self) -> list[float]:
        """A hundred equal groups of people from the fewest hours: what each holds of all hours."""
        return [max(0.0, after - before) for before, after in zip(self.hours, self.hours[1:], strict=False)]

    def plain(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "people": self.people,
            "at_floor": self.at_floor,
            "below_floor": self.below_floor,
            "gap_levels": self.gap_levels,
            "hours": list(self.hours),
            "money_by_kind": dict(self.money_by_kind),
            "programmes": {
                code: [part.seats, part.classes, part.cost_rupiah, part.levels]
                for code, part in self.programmes.items()
            },
        }

    @classmethod
    def read(cls, budget_rupiah: int, facts: Mapping[str, Any]) -> "Point":
        """From what `plain` wrote."""
        return cls(
            budget_rupiah=budget_rupiah,
            people=facts["people"],
            at_floor=facts["at_floor"],
            below_floor=facts["below_floor"],
            gap_levels=facts["gap_levels"],
            hours=tuple(facts["hours"]),
            money_by_kind=facts["money_by_kind"],
            programmes={code: Part(*values) for code, values in facts["programmes"].items()},
        )


def budgets_around(budget: int) -> list[int]:
    """The budgets to compute: evenly spaced over the slider, in steps of ten million, without the run's own."""
    low, high = (_stepped(budget * share) for share in (LOWEST, HIGHEST))
    spaced = {_stepped(low + (high - low) * place / (POINTS - 2)) for place in range(POINTS - 1)}
    return sorted(spaced - {budget, 0})


def _stepped(amount: float) -> int:
    return round(amount / STEP_RUPIAH) * STEP_RUPIAH


def at_budget(points: Sequence[Point], budget: int) -> Point:
    """The estimate at a budget, from the points on both sides; beyond the ends the end itself.

    Raises ValueError without points.
    """
    if not points:
        raise ValueError("an estimate needs at least one computed budget")
    ordered = sorted(points, key=lambda point: point.budget_rupiah)
    place = bisect_left([point.budget_rupiah for point in ordered], budget)
    if place == 0 or place == len(ordered):
        return ordered[min(place, len(ordered) - 1)]
    low, high = ordered[place - 1], ordered[place]
    if high.budget_rupiah == budget:
        return high
    return _between(low, high, (budget - low.budget_rupiah) / (high.budget_rupiah - low.budget_rupiah), budget)


def _between(low: Point, high: Point, share: float, budget: int) -> Point:
    def line(a: float, b: float) -> float:
        return a + (b - a) * share

    nothing = Part(0, 0, 0, 0.0)
    programmes = {}
    for code in sorted({*low.programmes, *high.programmes}):
        a, b = low.programmes.get(code, nothing), high.programmes.get(code, nothing)
        programmes[code] = Part(
            round(line(a.seats, b.seats)),
            round(line(a.classes, b.classes)),
            round(line(a.cost_rupiah, b.cost_rupiah)),
            line(a.levels, b.levels),
        )
    cost = sum(part.cost_rupiah for part in programmes.values())
    kinds = sorted({*low.money_by_kind, *high.money_by_kind})
    money = {kind: round(line(low.money_by_kind.get(kind, 0), high.money_by_kind.get(kind, 0))) for kind in kinds}
    if money:  # rounding of single programmes and of kinds may differ by a rupiah or two: the table decides
        largest = max(money, key=lambda kind: money[kind])
        money[largest] += cost - sum(money.values())
    return Point(
        budget_rupiah=budget,
        people=round(line(low.people, high.people)),
        at_floor=round(line(low.at_floor, high.at_floor)),
        below_floor=round(line(low.below_floor, high.below_floor)),
        gap_levels=line(low.gap_levels, high.gap_levels),
        hours=tuple(line(a, b) for a, b in zip(low.hours, high.hours, strict=True)),
        money_by_kind=money,
        programmes=programmes,
    )


@dataclass(frozen=True)
class Marginal:
    """What some more money buys: the change to the estimate that much higher, and whether both ends are exact."""

    rupiah: int
    classes: int
    seats: int
    points: float
    opens: tuple[str, ...]
    is_exact: bool


def marginal(points: Sequence[Point], budget: int, more: int = 100_000_000) -> Marginal | None:
    """What `more` rupiah open beyond a budget; None at the upper end of what was computed."""
    if not points or budget + more > max(point.budget_rupiah for point in points):
        return None
    here, there = at_budget(points, budget), at_budget(points, budget + more)
    grown = {
        code: part.classes - (here.programmes[code].classes if code in here.programmes else 0)
        for code, part in there.programmes.items()
    }
    computed = {point.budget_rupiah for point in points}
    return Marginal(
        rupiah=more,
        classes=sum(grown.values()),
        seats=there.seats - here.seats,
        points=100.0 * (there.closed_share - here.closed_share),
        opens=tuple(code for code, count in sorted(grown.items(), key=lambda item: (-item[1], item[0])) if count > 0),
        is_exact=budget in computed and budget + more in computed,
    )
