"""A change in mid-year: what ran and was paid for stays, the rest is planned anew with the fewest changes.

The fresh problem (people, gaps, prices of today) takes over from the enacted one whatever lies before the day of the
change: its classes at their old cost and its seats as locks. Seats of people who have left, or of programmes no longer
offered, cannot be planned with; what they cost is taken off the budget.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from asah.stages.plan.engine.gather import Chance, Gathered
from asah_planner.codec import dumps_problem, loads_problem, loads_solution
from asah_planner.problem import Offering, Pairs, Person, Problem, make_pairs
from asah_planner.scenarios import replan
from asah_planner.solution import Given, Solution

KEEP = 0.2  # value points that a seat promised earlier weighs more, so that a change needs a reason
Key = tuple[str, str]


@dataclass(frozen=True)
class Enacted:
    """The problem and plan that were enacted, as stored."""

    problem: Problem
    plan: Solution

    @classmethod
    def read(cls, problem: bytes, plan: bytes) -> "Enacted":
        """From the two files of the run."""
        return cls(loads_problem(problem.decode("utf-8")), loads_solution(plan.decode("utf-8")))


def first_month(from_on: date) -> int:
    """The first month that may change: the day's own when it is the first, else the next one (13: none)."""
    return from_on.month if from_on.day == 1 else from_on.month + 1


def changed(gathered: Gathered, enacted: Enacted, from_on: date) -> Gathered:
    """The gathered year with everything before the day fixed. Pure: reads no table."""
    month = first_month(from_on)
    old = {row.id: row for row in enacted.problem.offerings}
    there = {person.id for person in gathered.problem.people}
    codes = {programme.id for programme in gathered.problem.programmes}
    usable = [one for one in enacted.plan.given if one.person in there and old[one.offering].programme in codes]
    past = [one for one in usable if old[one.offering].month < month]
    values = _values(enacted.problem)
    missing = _missing(gathered.problem, [(one.person, old[one.offering].programme) for one in past])
    base = replace(
        gathered.problem,
        budget=_left(gathered.problem, enacted, {(one.person, one.offering) for one in usable}, month, codes),
        offerings=_offerings(gathered.problem, old, month, codes),
        people=_people(gathered.problem, past, old),
        pairs=_pairs(gathered.problem, missing, values),
    )
    living = {row.id for row in base.offerings}
    kept = tuple(one for one in usable if one.offering in living)
    classes = {key: count for key, count in enacted.plan.classes.items() if key in living}
    problem = replan(base, replace(enacted.plan, given=kept, classes=classes), from_month=month, keep=KEEP)
    chances = {person: dict(own) for person, own in gathered.chances.items()}
    for person, code in missing:
        chances.setdefault(int(person), {})[code] = Chance(values[person, code], {}, duty=False)
    return replace(gathered, problem=problem, text=dumps_problem(problem) + "\n", chances=chances)


def _values(problem: Problem) -> dict[Key, float]:
    columns = zip(
        problem.pairs.person.tolist(), problem.pairs.programme.tolist(), problem.pairs.value.tolist(), strict=True
    )
    return {(problem.people[i].id, problem.programmes[p].id): value for i, p, value in columns}


def _missing(problem: Problem, wanted: list[Key]) -> list[Key]:
    """Seats of the past whose person could gain nothing from the programme today: he has had it."""
    known = set(_values(problem))
    return [key for key in wanted if key not in known]


def _pairs(problem: Problem, missing: list[Key], values: Mapping[Key, float]) -> Pairs:
    own = problem.pairs

    def column(name: str, added: list[Any]) -> list[Any]:
        return [*getattr(own, name).tolist(), *added]

    return make_pairs(
        column("person", [problem.person_index[person] for person, _code in missing]),
        column("programme", [problem.programme_index[code] for _person, code in missing]),
        column("value", [values[key] for key in missing]),
        cost=column("cost", [0] * len(missing)),
        seats=column("seats", [1] * len(missing)),
        duty=column("duty", [False] * len(missing)),
        asked=column("asked", [False] * len(missing)),
    )


def _offerings(problem: Problem, old: Mapping[str, Offering], month: int, codes: set[str]) -> tuple[Offering, ...]:
    """Before the month the old offerings at their old cost, afterwards the fresh ones."""
    funds = {fund.id for fund in problem.funds} | {""}
    before = [row for row in old.values() if row.month < month and row.programme in codes and row.fund in funds]
    return (*before, *(row for row in problem.offerings if row.month >= month))


def _people(problem: Problem, past: list[Given], old: Mapping[str, Offering]) -> tuple[Person, ...]:
    """A training that was in the plan and is over is planned as a lock, not counted a second time as done."""
    jp = {programme.id: programme.jp for programme in problem.programmes}
    held: dict[str, list[str]] = {}
    for one in past:
        held.setdefault(one.person, []).append(old[one.offering].programme)
    return tuple(_counted_once(person, held.get(person.id, []), jp, problem.n_max) for person in problem.people)


def _counted_once(person: Person, held: list[str], jp: Mapping[str, int], n_max: int) -> Person:
    if not held:
        return person
    twice = sum(jp[code] for code in held if code in person.done)
    return replace(
        person,
        done=tuple(code for code in person.done if code not in held),
        jp_done=max(0, person.jp_done - twice),
        n_max=max(person.n_max or n_max, len(held)),
    )


def _left(problem: Problem, enacted: Enacted, usable: set[Key], month: int, codes: set[str]) -> int | None:
    """The budget without what was spent on seats and classes that can no longer be planned with."""
    if problem.budget is None:
        return None
    old = {row.id: row for row in enacted.problem.offerings}
    zones = {person.id: person.zone or person.district for person in enacted.problem.people}
    gone = [one for one in enacted.plan.given if (one.person, one.offering) not in usable]
    seats = sum(
        old[one.offering].seat_cost + dict(old[one.offering].travel).get(zones[one.person], 0)
        for one in gone
        if old[one.offering].month < month
    )
    classes = sum(
        old[key].class_cost * int(str(count))
        for key, count in enacted.plan.classes.items()
        if old[key].month < month and old[key].programme not in codes
    )
    return max(0, problem.budget - seats - classes)
