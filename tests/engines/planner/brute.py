"""Exhaustive enumeration, straight from the words of the model; shares nothing with the library's searches."""

from __future__ import annotations

import itertools
from collections import defaultdict

from asah_planner.certificate import People
from asah_planner.problem import Offering, Person, Problem
from asah_planner.scoring import step_applies, weight_of

Whole = tuple[int, ...]
State = tuple[Whole, Whole, tuple[tuple[str, int], ...], tuple[tuple[tuple[str, int], int], ...]]


def bundles(problem: Problem, at: int, people: People) -> list[tuple[Offering, ...]]:
    """Return every set of offerings that one person's own rules allow."""
    who: Person = problem.people[at]
    programmes = {x.id: x for x in problem.programmes}
    mine = {problem.programmes[int(problem.pairs.programme[k])].id for k in people.rows[at]}
    open_to_me = [
        o
        for os in people.open.values()
        for o in os
        if o.programme in mine and o.programme not in who.done and people.allowed(who, o)
    ]
    locked = {x.offering for x in problem.locks if x.person == who.id and x.kind == "in"}
    room = 10**9 if who.jp_max is None else max(0, who.jp_max - who.jp_done)
    found = []
    for n in range(problem.n_max_of(who) + 1):
        for chosen in itertools.combinations(open_to_me, n):
            names = [o.programme for o in chosen]
            subjects = [programmes[q].competency for q in names if programmes[q].competency]
            away = [o.month for o in chosen if o.days_away > 0]
            month = {o.programme: o.month for o in chosen}
            if len(set(names)) < n or len(set(subjects)) < len(subjects) or len(set(away)) < len(away):
                continue
            if sum(programmes[q].jp for q in names) > room or not locked <= {o.id for o in chosen}:
                continue
            needs = ((q, o.month) for o in chosen for q in programmes[o.programme].prerequisites if q not in who.done)
            if all(month.get(q, 99) < t for q, t in needs):
                found.append(chosen)
    return found


def best_value(problem: Problem) -> float:
    """Return the greatest objective over all plans (problems without group floors)."""
    p, people = problem, People(problem)
    programmes = {x.id: x for x in p.programmes}
    states: dict[State, float] = {((0,) * len(p.offerings), (0,) * len(p.offerings), (), ()): 0.0}
    place = {o.id: k for k, o in enumerate(p.offerings)}
    facts = {
        (int(i), p.programmes[int(q)].id): k
        for k, (i, q) in enumerate(zip(p.pairs.person, p.pairs.programme, strict=True))
    }
    money = {u.id: 10**18 if u.money is None else u.money for u in p.units}
    caps = {u.id: 10**9 if u.away_cap is None else u.away_cap for u in p.units}
    for i, who in enumerate(p.people):
        options = []
        duties = {q for (j, q), k in facts.items() if j == i and p.pairs.duty[k] and q not in who.done}
        for chosen in bundles(p, i, people):
            jp = sum(programmes[o.programme].jp for o in chosen)
            value = -p.floor.penalty * max(0, p.floor_of(who) - who.jp_done - jp)
            value -= p.duty_penalty * len(duties - {o.programme for o in chosen})
            value += sum(f.value for f in p.favours if f.person == who.id and any(o.id == f.offering for o in chosen))
            for s in p.steps:
                counted = sum(
                    programmes[o.programme].jp for o in chosen if not s.tag or s.tag in programmes[o.programme].tags
                )
                value += s.value if step_applies(s, who) and counted + who.jp_done >= s.jp else 0.0
            seats, cost = [0] * len(p.offerings), [0] * len(p.offerings)
            charge, away = 0, []
            for o in chosen:
                k = facts[i, o.programme]
                w = int(p.pairs.seats[k])
                value += float(p.pairs.value[k]) * weight_of(p, who)
                seats[place[o.id]] = w
                cost[place[o.id]] = w * (o.seat_cost + dict(o.travel).get(who.district, 0)) + int(p.pairs.cost[k])
                charge += cost[place[o.id]] + w * -(-o.class_cost // o.max_seats)
                away += [(who.unit, o.month)] if o.days_away else []
            options.append((value, seats, cost, charge, away))
        after: dict[State, float] = {}
        for (taken, spent, charged, absent), worth in states.items():
            for value, seats, cost, charge, away in options:
                charges: defaultdict[str, int] = defaultdict(int, dict(charged))
                charges[who.unit] += charge
                if charges[who.unit] > money[who.unit]:
                    continue
                gone: defaultdict[tuple[str, int], int] = defaultdict(int, dict(absent))
                for a in away:
                    gone[a] += 1
                if any(n > caps[u] for (u, _), n in gone.items()):
                    continue
                key: State = (
                    tuple(a + b for a, b in zip(taken, seats, strict=True)),
                    tuple(a + b for a, b in zip(spent, cost, strict=True)),
                    tuple(sorted(charges.items())),
                    tuple(sorted(gone.items())),
                )
                if any(t > o.max_classes * o.max_seats for t, o in zip(key[0], p.offerings, strict=True)):
                    continue
                if worth + value > after.get(key, float("-inf")):
                    after[key] = worth + value
        states = after
    best = float("-inf")
    for (taken, spent, _, _), worth in states.items():
        if worth > best and affordable(p, taken, spent):
            best = worth
    return best


def affordable(p: Problem, taken: tuple[int, ...], spent: tuple[int, ...]) -> bool:
    """Return whether the fewest classes for these seats keep money, rooms, class sizes and limits."""
    classes = [max(o.min_classes, -(-n // o.max_seats)) for n, o in zip(taken, p.offerings, strict=True)]
    cost = [n * o.class_cost + s for n, o, s in zip(classes, p.offerings, spent, strict=True)]
    if p.budget is not None and sum(cost) > p.budget:
        return False
    programmes = {x.id: x for x in p.programmes}
    for n, k, o in zip(taken, classes, p.offerings, strict=True):
        if k > o.max_classes or n < o.min_seats * max(0, k - o.min_classes):
            return False
    for f in p.funds:
        mine = [c for c, o in zip(cost, p.offerings, strict=True) if o.fund == f.id]
        if f.amount is not None and sum(mine) > f.amount:
            return False
        for q, most in enumerate(f.quarters):
            quarter = [c for c, o in zip(cost, p.offerings, strict=True) if o.fund == f.id and (o.month - 1) // 3 == q]
            if sum(quarter) > most:
                return False
    for r in p.resources:
        for t in range(1, 13):
            used = sum(dict(o.uses).get(r.id, 0) * k for k, o in zip(classes, p.offerings, strict=True) if o.month == t)
            if used > r.capacity:
                return False
    for x in p.limits:
        amount = [
            n * (programmes[o.programme].jp if x.measure == "jp" else 1)
            for n, o in zip(taken, p.offerings, strict=True)
        ]
        part = sum(a for a, o in zip(amount, p.offerings, strict=True) if x.tag in programmes[o.programme].tags)
        if part > (x.at_most if x.at_most is not None else (x.share or 0) * sum(amount)) + 1e-9:
            return False
    return True
