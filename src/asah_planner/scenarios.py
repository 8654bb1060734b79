"""What-ifs: frontier over budgets, the price of money and how far it holds, replanning, shards, conflicts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from asah_planner.problem import Favour, Lock, Offering, Person, Problem, make_pairs
from asah_planner.rules import Broken
from asah_planner.solution import Solution
from asah_planner.solvers.certify import prices_from_dict, prices_to_dict
from asah_planner.solvers.compiled import compile_problem
from asah_planner.solvers.pipeline import solve
from asah_planner.solvers.prices import World, descend
from asah_planner.solvers.prices import respond as answer_prices


@dataclass(frozen=True, slots=True)
class FrontierPoint:
    """One budget: bound, value (None when only bounds were asked for), price of a million rupiah, figures of its plan.

    `figures` are those of `Solution.figures` (cost, people, seats, classes, ...), empty without a plan.
    """

    budget: int
    bound: float
    value: float | None
    price_of_a_million: float
    figures: dict[str, object] = field(default_factory=dict)


def frontier(
    problem: Problem,
    budgets: Sequence[int],
    *,
    start: Solution | None = None,
    plans: bool = False,
    passes: int = 20,
    rounds: int = 1,
    progress: Callable[[float], None] | None = None,
) -> tuple[FrontierPoint, ...]:
    """Return one point a budget (rupiah), by rising budget: what more money buys, and what less would cost.

    The search walks from the problem's own budget outwards, each budget starting from its neighbour; `start` is a plan
    of `problem` (without it one is made). Prices found at one budget prove a bound at all others too, so each bound is
    the least of all of them. With `plans` each budget gets a plan, kept when it beats the cheaper neighbour's, so that
    values never fall as money grows. `progress` is told the share done, 0 to 1. The bounds are upper bounds for
    `sense` "max"; a problem to be made small is refused.

    Raises ValueError when the problem has no budget, is to be made small, or a budget is negative.
    """
    if problem.budget is None or problem.sense == "min":
        raise ValueError("frontier: needs a problem with a budget whose value is to be made large")
    if any(b < 0 for b in budgets):
        raise ValueError(f"frontier: budget {min(budgets)} is negative")
    first = solve(problem) if start is None else start
    found: dict[int, _Walked] = {}
    ordered = sorted({int(b) for b in budgets})
    below = [b for b in ordered if b <= problem.budget][::-1]
    w = World(compile_problem(problem))
    for side in (below, [b for b in ordered if b > problem.budget]):
        near = first
        for budget in side:
            found[budget] = _walk(w, problem, budget, near, plans=plans, passes=passes, rounds=rounds)
            near = found[budget].plan or replace(near, prices=found[budget].prices)
            if progress:
                progress(len(found) / len(ordered))
    return _points(found, ordered)


@dataclass
class _Walked:
    """What one stop of the walk over budgets found."""

    bound: float
    slope: float  # points by rupiah
    prices: dict[str, object]
    plan: Solution | None


def _walk(w: World, problem: Problem, budget: int, near: Solution, *, plans: bool, passes: int, rounds: int) -> _Walked:
    changed = replace(problem, budget=budget)
    plan = solve(changed, start=near, passes=passes, rounds=rounds) if plans else None
    if plan is not None and plan.method == "prices":
        money = plan.prices.get("money")
        slope = float(money.get("budget", 0.0)) if isinstance(money, dict) else 0.0
        return _Walked(plan.bound, slope, plan.prices, plan)
    w.c = replace(w.c, problem=changed, budget=budget)
    found = descend(w, prices_from_dict(w, near.prices), passes=passes, first=0.03)
    return _Walked(found.bound, found.prices.budget / w.purse, prices_to_dict(w, found.prices), plan)


def _points(found: dict[int, _Walked], budgets: Sequence[int]) -> tuple[FrontierPoint, ...]:
    points: list[FrontierPoint] = []
    best: Solution | None = None
    for budget in budgets:
        at = found[budget]
        bound = min(x.bound + x.slope * (budget - b) for b, x in found.items())
        if at.plan is not None:
            best = at.plan if best is None or at.plan.value > best.value else best
            bound = max(bound, best.value)  # one kind of bound at all budgets, so that it rises and bends down
        value = None if best is None else best.value
        points.append(FrontierPoint(budget, bound, value, at.slope * 1e6, dict(best.figures) if best else {}))
    return tuple(points)


@dataclass(frozen=True, slots=True)
class MoneyPrice:
    """Points for one more million rupiah, and the budgets between which the price stays within a tenth of it."""

    points_a_million: float
    holds_from: int
    holds_to: int


def price_of_money(problem: Problem, plan: Solution, *, passes: int = 80) -> MoneyPrice:
    """Return the price of money at the plan's budget and its range, recomputed at +-1 and +-5 per cent."""
    if problem.budget is None:
        raise ValueError("budget: without a limit money has no price")
    budgets = [round(problem.budget * f) for f in (0.95, 0.99, 1.0, 1.01, 1.05)]
    points = {p.budget: p.price_of_a_million for p in frontier(problem, budgets, start=plan, passes=passes)}
    middle = points[budgets[2]]
    near = [b for b in budgets if abs(points[b] - middle) <= 0.1 * max(abs(middle), 1e-12)]
    return MoneyPrice(middle, min(near), max(near))


def what_if(problem: Problem, before: Solution, *, rounds: int = 1, passes: int = 50) -> Solution:
    """Return a plan of a changed problem quickly, from the prices of the plan before the change."""
    return solve(problem, start=before, passes=passes, rounds=rounds)


@dataclass(frozen=True, slots=True)
class ShardAnswer:
    """What one shard tells the coordinator: totals, never people."""

    bound: float
    seats: dict[str, int]
    cost: int


def shard_of(problem: Problem, people: Sequence[int]) -> Problem:
    """Return the problem of some people alone; offers, funds and rules stay those of the whole."""
    keep = {int(i): n for n, i in enumerate(people)}
    q = problem.pairs
    rows = np.flatnonzero(np.isin(q.person, np.array(list(keep), dtype=np.int64)))
    who = np.array([keep[int(i)] for i in q.person[rows]], dtype=np.int32)
    chosen: tuple[Person, ...] = tuple(problem.people[int(i)] for i in people)
    ids = {x.id for x in chosen}
    return replace(
        problem,
        people=chosen,
        pairs=make_pairs(
            who,
            q.programme[rows],
            q.value[rows],
            cost=q.cost[rows],
            seats=q.seats[rows],
            duty=q.duty[rows],
            asked=q.asked[rows],
        ),
        funds=tuple(replace(f, units=None) if f.units is not None else f for f in problem.funds),
        offerings=tuple(replace(o, min_seats=0) for o in problem.offerings),
        locks=tuple(x for x in problem.locks if x.person in ids),
        favours=tuple(x for x in problem.favours if x.person in ids),
        fairness=replace(problem.fairness, floors=(), leximin=()),
    )


def respond(shard: Problem, prices: dict[str, object]) -> ShardAnswer:
    """Return a shard's answer to prices: its part of the bound (people only), its demand for seats, its cost.

    The bound of the whole is the sum of the parts plus `stock_worth`, for any cut into shards.
    """
    w = World(compile_problem(shard))
    p = prices_from_dict(w, prices)
    found = answer_prices(w, p)
    ids = w.c.offering_ids
    people_part = float(w.worth.sum()) + w.constant
    return ShardAnswer(people_part, {ids[o]: int(n) for o, n in enumerate(found.seats) if n}, found.cost)


def stock_worth(problem: Problem, prices: dict[str, object]) -> float:
    """Return the worth at these prices of all that is for sale: the coordinator's part of the bound."""
    from asah_planner.certificate import PriceList

    return PriceList(problem, prices).stock()


def _seats_taken(problem: Problem, plan: Solution) -> dict[str, int]:
    programme = {o.id: problem.programme_index[o.programme] for o in problem.offerings}
    pairs = zip(
        problem.pairs.person.tolist(), problem.pairs.programme.tolist(), problem.pairs.seats.tolist(), strict=True
    )
    seats = {(i, p): n for i, p, n in pairs}
    taken: dict[str, int] = {}
    for g in plan.given:
        n = seats[problem.person_index[g.person], programme[g.offering]]
        taken[g.offering] = taken.get(g.offering, 0) + n
    return taken


def replan(problem: Problem, before: Solution, *, from_month: int, keep: float = 0.2) -> Problem:
    """Return the problem of the rest of the year: what ran before `from_month` is fixed, what was promised is favoured.

    Seats before the month become locks. Classes that ran become one class of exactly the seats taken, at their whole
    cost, so that nobody gets a seat in the past. Each later seat of the old plan is worth `keep` points more, so that a
    change needs a reason.
    """
    offering = {o.id: o for o in problem.offerings}
    past = [g for g in before.given if offering[g.offering].month < from_month]
    later = [g for g in before.given if offering[g.offering].month >= from_month]
    held = {(g.person, g.offering) for g in past}
    classes = {k: int(str(v)) for k, v in before.classes.items()}
    taken = _seats_taken(problem, before)

    def fixed(o: Offering) -> Offering:
        n = classes.get(o.id, 0)
        if o.month >= from_month:
            return o
        if n == 0:
            return replace(o, min_classes=0, max_classes=0)
        uses = tuple((r, amount * n) for r, amount in o.uses)
        ran = replace(o, min_classes=1, max_classes=1, min_seats=0, max_seats=max(1, taken.get(o.id, 0)))
        return replace(ran, class_cost=o.class_cost * n, uses=uses)

    old = tuple(
        x for x in problem.locks if (x.person, x.offering) not in held and offering[x.offering].month >= from_month
    )
    return replace(
        problem,
        offerings=tuple(fixed(o) for o in problem.offerings),
        locks=(*old, *(Lock(person=g.person, offering=g.offering) for g in past)),
        favours=(*problem.favours, *(Favour(person=g.person, offering=g.offering, value=keep) for g in later)),
    )


@dataclass(frozen=True, slots=True)
class Changes:
    """Who gains and who loses seats between two plans: (person, offering)."""

    gained: tuple[tuple[str, str], ...]
    lost: tuple[tuple[str, str], ...]


def changes(before: Solution, after: Solution) -> Changes:
    """Return the seats that differ between two plans."""
    old = {(g.person, g.offering) for g in before.given}
    new = {(g.person, g.offering) for g in after.given}
    return Changes(tuple(sorted(new - old)), tuple(sorted(old - new)))


@dataclass(frozen=True, slots=True)
class Conflict:
    """Wishes that cannot hold together, and what each single relaxation would repair."""

    wishes: tuple[str, ...]
    relaxations: tuple[tuple[str, int], ...]  # (what to relax, wishes met by it), best first


RELAXATIONS = ("budget", "funds", "unit_away", "n_max", "jp_max", "class_minimum", "rooms", "unit_money", "months")


def relaxed(problem: Problem, what: str) -> Problem:
    """Return the problem without one family of rules."""
    if what == "budget":
        return replace(problem, budget=None)
    if what == "funds":
        return replace(problem, funds=tuple(replace(f, amount=None, quarters=(), units=None) for f in problem.funds))
    if what == "unit_away":
        return replace(problem, units=tuple(replace(u, away_cap=None, away_caps=()) for u in problem.units))
    if what == "n_max":
        return replace(problem, n_max=8, people=tuple(replace(x, n_max=None) for x in problem.people))
    if what == "jp_max":
        return replace(problem, people=tuple(replace(x, jp_max=None) for x in problem.people))
    if what == "class_minimum":
        return replace(problem, offerings=tuple(replace(o, min_seats=0) for o in problem.offerings))
    if what == "rooms":
        return replace(problem, offerings=tuple(replace(o, uses=()) for o in problem.offerings))
    if what == "unit_money":
        return replace(problem, units=tuple(replace(u, money=None) for u in problem.units))
    if what == "months":
        people = tuple(replace(x, unavailable=()) for x in problem.people)
        return replace(problem, closed_months=(), people=people)
    raise ValueError(f"{what!r} is not one of {', '.join(RELAXATIONS)}")


def unmet(problem: Problem, plan: Solution) -> int:
    """Return how many duties, locks and (with a hard floor) people below the floor the plan leaves unmet."""
    short = int(str(plan.figures["people_short"])) if problem.floor.mode == "hard" else 0
    locks = sum(line.startswith("locks_are_kept") for line in plan.conflicts)
    return int(str(plan.figures["duties_missed"])) + short + locks


def conflicts(problem: Problem, plan: Solution, *, passes: int = 60) -> Conflict:
    """Return the wishes a plan could not meet and, for each family of rules, how many its relaxation would repair.

    Empty when everything wished for is met.
    """
    missing = unmet(problem, plan)
    if missing == 0:
        return Conflict((), ())
    helped = []
    for what in RELAXATIONS:
        changed = relaxed(problem, what)
        if changed.digest == problem.digest:
            continue
        met = missing - unmet(changed, solve(changed, passes=passes, rounds=0))
        if met > 0:
            helped.append((what, met))
    lines = tuple(plan.conflicts) or (f"{missing} duties missed",)
    return Conflict(lines, tuple(sorted(helped, key=lambda x: (-x[1], x[0]))))


def smallest_conflict(problem: Problem, *, passes: int = 40) -> tuple[str, ...]:
    """Return a smallest set of rule families that cannot hold together with the wishes (deletion filter).

    Every family is dropped in turn; it stays dropped while wishes are still unmet. What remains is irreducible:
    relaxing any one of them (or changing the wishes) removes the conflict.
    """
    if unmet(problem, solve(problem, passes=passes, rounds=0)) == 0:
        return ()
    current, kept = problem, []
    for what in RELAXATIONS:
        trial = relaxed(current, what)
        if trial.digest == current.digest:
            continue
        if unmet(trial, solve(trial, passes=passes, rounds=0)) > 0:
            current = trial
        else:
            kept.append(what)
    return tuple(kept)


def broken_names(broken: Sequence[Broken]) -> tuple[str, ...]:
    """Return the distinct names of broken rules, in order of appearance."""
    return tuple(dict.fromkeys(b.rule for b in broken))
