"""How value is spread over groups, what more equality would cost, and plans that are fairer.

Coverage of a group is the value its people receive divided by what they could receive at best under their own rules,
were money and seats free. Sex and age are measured; a floor on them is switched on only by a signed decision.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from asah_planner import measures
from asah_planner.problem import Fairness, Problem
from asah_planner.solution import Solution
from asah_planner.solvers.compiled import Floats, compile_problem
from asah_planner.solvers.fair import leximin, members_of, with_alpha, worked_out
from asah_planner.solvers.pipeline import solve
from asah_planner.solvers.prices import World, attainable_values, descend, start_prices

__all__ = [
    "FairPoint",
    "FairnessReport",
    "GroupReport",
    "attainable_by",
    "fair_plan",
    "justified_envy",
    "leximin",
    "members_of",
    "price_of_fairness",
    "received_by",
    "report",
    "with_alpha",
    "worked_out",
]

FOUR_FIFTHS = 0.8


@dataclass(frozen=True, slots=True)
class GroupReport:
    """One group: people, how many are served, value received and attainable, coverage, seats short of parity."""

    group: str
    people: int
    served: int
    received: float
    attainable: float
    coverage: float
    seats_short: int
    chance: float  # p-value that the difference to everybody else is chance


@dataclass(frozen=True, slots=True)
class FairnessReport:
    """All measures of one plan. `ratios` holds the worst/best coverage by kind of group."""

    groups: tuple[GroupReport, ...]
    ratios: dict[str, float]
    gini: float
    jain: float
    theil_between: float
    theil_within: float
    lorenz: tuple[tuple[float, float], ...]
    envy: int


def received_by(problem: Problem, plan: Solution) -> Floats:
    """Return the weighted value of each person's seats."""
    value = {
        (int(i), int(p)): float(v)
        for i, p, v in zip(problem.pairs.person, problem.pairs.programme, problem.pairs.value, strict=True)
    }
    out = np.zeros(len(problem.people))
    for g in plan.given:
        i = problem.person_index[g.person]
        x = problem.people[i]
        p = problem.programme_index[problem.offerings[problem.offering_index[g.offering]].programme]
        out[i] += value[i, p] * x.weight * (1.0 + problem.waiting_rate * x.waiting_years)
    return out


def attainable_by(problem: Problem) -> Floats:
    """Return the value of each person's best bundle, were money and seats free."""
    return attainable_values(World(compile_problem(problem)))


def report(problem: Problem, plan: Solution) -> FairnessReport:
    """Return how equally the plan spreads value."""
    got, best = received_by(problem, plan), attainable_by(problem)
    groups = members_of(problem)
    served = got > 0
    rows = []
    for name, who in groups.items():
        total = float(best[who].sum())
        rate, others = float(served[who].mean()), np.setdiff1d(np.arange(len(got)), who)
        elsewhere = float(served[others].mean()) if len(others) else rate
        short = max(0, round((elsewhere - rate) * len(who)))
        chance = measures.difference_is_chance(int(served[who].sum()), len(who), int(served[others].sum()), len(others))
        received = float(got[who].sum())
        coverage = received / total if total else 1.0
        rows.append(GroupReport(name, len(who), int(served[who].sum()), received, total, coverage, short, chance))
    kinds: dict[str, dict[str, float]] = defaultdict(dict)
    for r in rows:
        kinds[r.group.split(":")[0]][r.group] = r.coverage
    units: dict[str, list[float]] = defaultdict(list)
    for x, v in zip(problem.people, got.tolist(), strict=True):
        units[x.unit].append(v)
    between, within = measures.theil(units)
    return FairnessReport(
        groups=tuple(rows),
        ratios={kind: measures.worst_to_best(c) for kind, c in kinds.items()},
        gini=measures.gini(got.tolist()),
        jain=measures.jain(got.tolist()),
        theil_between=between,
        theil_within=within,
        lorenz=measures.lorenz(got.tolist()),
        envy=len(justified_envy(problem, plan)),
    )


def justified_envy(problem: Problem, plan: Solution) -> list[tuple[str, str, str]]:
    """Return (person, programme, who got it): same unit and rank, a lower frozen value, yet the seat.

    Only people who hold nothing at all count as envious: anybody else was given something better for them.
    """
    value = {
        (problem.people[i].id, problem.programmes[p].id): float(v)
        for i, p, v in zip(problem.pairs.person, problem.pairs.programme, problem.pairs.value, strict=True)
    }
    programme = {o.id: o.programme for o in problem.offerings}
    peers: dict[tuple[str, str, str], list[tuple[float, str]]] = defaultdict(list)
    held = {g.person for g in plan.given}
    people = {x.id: x for x in problem.people}
    for g in plan.given:
        x = people[g.person]
        peers[x.unit, x.rank, programme[g.offering]].append((value[g.person, programme[g.offering]], g.person))
    found = []
    for (person, q), v in value.items():
        x = people[person]
        if person in held or q in x.done:
            continue
        for other, name in sorted(peers.get((x.unit, x.rank, q), [])):
            if other < v - 1e-12:
                found.append((person, q, name))
                break
    return found


@dataclass(frozen=True, slots=True)
class FairPoint:
    """One point of the price-of-fairness curve: the floor, the bound with it, the value given up (per cent)."""

    floor: float
    bound: float
    price: float
    reachable: bool


def price_of_fairness(
    problem: Problem, groups: Sequence[str], floors: Sequence[float], *, passes: int = 120
) -> tuple[FairPoint, ...]:
    """Return what a common floor on the coverage of `groups` costs, at the level of bounds.

    A floor is not reachable when some group's price climbs to the floor penalty: no price brings it there.
    """
    base = World(compile_problem(replace(problem, fairness=Fairness())))
    free = descend(base, start_prices(base), passes=passes)
    points = []
    for share in floors:
        fair = replace(problem.fairness, floors=tuple((g, share) for g in groups), floor_penalty=5.0)
        w = World(compile_problem(replace(problem, fairness=fair)))
        first = replace(w.zero(), budget=free.prices.budget, fund=free.prices.fund, seat=free.prices.seat)
        found = descend(w, replace(first, away=free.prices.away), passes=passes, first=1.0)
        reachable = bool((found.prices.group < 0.9 * fair.floor_penalty).all())
        price = 100.0 * (free.bound - found.bound) / max(abs(free.bound), 1e-12)
        points.append(FairPoint(share, found.bound, max(0.0, price), reachable))
    return tuple(points)


def fair_plan(problem: Problem, **effort: int) -> Solution:
    """Return the plan of a problem with its alpha or leximin setting worked into weights and floors.

    The plan belongs to the worked-out problem (its digest); that problem is what should be stored.
    """
    return solve(worked_out(problem), **effort)  # type: ignore[arg-type]
