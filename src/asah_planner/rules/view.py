"""A plan laid out for the judge: seats by person and offering, money spent. Plain Python, no solver code."""

from __future__ import annotations

from dataclasses import dataclass

from asah_planner.problem import Fund, Offering, Person, Problem, Programme, Unit
from asah_planner.solution import Solution


@dataclass(frozen=True, slots=True)
class Broken:
    """A broken rule: its name, the item it concerns, and what is wrong with it."""

    rule: str
    item: str
    says: str

    def __str__(self) -> str:
        """Return one line for people and logs."""
        return f"{self.rule}: {self.item}: {self.says}"


@dataclass(frozen=True, slots=True)
class PairFacts:
    """One pair as plain numbers."""

    value: float
    cost: int
    seats: int
    duty: bool
    asked: bool


class PlanView:
    """Lookups over a problem and the seats of a plan. Unknown ids are kept in `unknown` and left out elsewhere."""

    def __init__(self, problem: Problem, solution: Solution) -> None:
        """Read all seats once."""
        self.problem = problem
        self.solution = solution
        self.person: dict[str, Person] = {x.id: x for x in problem.people}
        self.programme: dict[str, Programme] = {x.id: x for x in problem.programmes}
        self.offering: dict[str, Offering] = {x.id: x for x in problem.offerings}
        self.unit: dict[str, Unit] = {x.id: x for x in problem.units}
        self.fund: dict[str, Fund] = {x.id: x for x in problem.funds}
        self.classes: dict[str, int] = {k: int(str(v)) for k, v in solution.classes.items()}
        self.pair: dict[tuple[str, str], PairFacts] = self._pairs()
        self.unknown: list[str] = []
        self.bundles: dict[str, list[Offering]] = {}
        self.seated: dict[str, list[str]] = {}
        for g in solution.given:
            if g.person not in self.person or g.offering not in self.offering:
                self.unknown.append(f"{g.person} / {g.offering}")
                continue
            self.bundles.setdefault(g.person, []).append(self.offering[g.offering])
            self.seated.setdefault(g.offering, []).append(g.person)

    def _pairs(self) -> dict[tuple[str, str], PairFacts]:
        q = self.problem.pairs
        who, what = [x.id for x in self.problem.people], [x.id for x in self.problem.programmes]
        columns = zip(
            q.person.tolist(),
            q.programme.tolist(),
            q.value.tolist(),
            q.cost.tolist(),
            q.seats.tolist(),
            q.duty.tolist(),
            q.asked.tolist(),
            strict=True,
        )
        return {(who[i], what[p]): PairFacts(v, c, s, d, a) for i, p, v, c, s, d, a in columns}

    def seats_of(self, person: str, offering: Offering) -> int:
        """Return how many seats this person takes in a class of the offering."""
        facts = self.pair.get((person, offering.programme))
        return facts.seats if facts else 1

    def seat_cost(self, person: str, offering: Offering) -> int:
        """Return the rupiah one person's participation costs: seats, travel from the zone, personal extra."""
        who = self.person[person]
        facts = self.pair.get((person, offering.programme))
        seats, extra = (facts.seats, facts.cost) if facts else (1, 0)
        travel = dict(offering.travel).get(who.zone or who.district, 0)
        return seats * (offering.seat_cost + travel) + extra

    def unit_charge(self, person: str, offering: Offering) -> int:
        """Return what the person's unit is charged: seat cost and the share of a full class's fixed cost."""
        share = -(-offering.class_cost // offering.max_seats)
        return self.seat_cost(person, offering) + self.seats_of(person, offering) * share

    def offering_cost(self, offering: Offering) -> int:
        """Return the rupiah spent on one offering: its classes and its seats."""
        seats = sum(self.seat_cost(i, offering) for i in self.seated.get(offering.id, []))
        return offering.class_cost * self.classes.get(offering.id, 0) + seats

    def seats_taken(self, offering: Offering) -> int:
        """Return the seats taken in all classes of the offering."""
        return sum(self.seats_of(i, offering) for i in self.seated.get(offering.id, []))

    def jp_given(self, person: str) -> int:
        """Return the lesson hours the plan gives to a person."""
        return sum(self.programme[o.programme].jp for o in self.bundles.get(person, []))
