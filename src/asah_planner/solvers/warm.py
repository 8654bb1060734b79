"""A seating from an earlier plan of a similar problem: what still holds is kept, what no longer fits is left out."""

from __future__ import annotations

import numpy as np

from asah_planner.solution import Solution
from asah_planner.solvers.compiled import Compiled, Ints
from asah_planner.solvers.prices import World
from asah_planner.solvers.seating import Seating, empty_seating, seat_all

Row = list[tuple[int, int]]  # (offering, pair) of one person


def rows_of_plan(c: Compiled, plan: Solution) -> list[Row]:
    """Return by person the seats of a plan that this problem knows and allows at all."""
    place = {name: o for o, name in enumerate(c.offering_ids)}
    rows: list[Row] = [[] for _ in range(c.people)]
    for g in plan.given:
        i, o = c.problem.person_index.get(g.person), place.get(g.offering)
        if i is None or o is None:
            continue
        a, b = int(c.ptr[i]), int(c.ptr[i + 1])
        k = a + int(np.searchsorted(c.prog[a:b], c.oprog[o]))
        if k < b and c.prog[k] == c.oprog[o] and (int(c.mask[k]) >> int(o - c.optr[c.oprog[o]])) & 1:
            rows[i].append((int(o), k))
    return rows


def keeps_rules(c: Compiled, i: int, row: Row) -> bool:
    """Return whether a bundle keeps the person's own rules and holds the seats decided beforehand."""
    offers = [o for o, _ in row]
    programmes = [int(c.oprog[o]) for o in offers]
    subjects = [int(c.competency[p]) for p in programmes if c.competency[p] >= 0]
    months = [int(c.month[o]) for o in offers if c.away[o]]
    if any(len(set(x)) < len(x) for x in (programmes, subjects, months)):
        return False
    locked = set(c.lock[c.lock_ptr[i] : c.lock_ptr[i + 1]].tolist())
    if len(row) > max(int(c.n_max[i]), len(locked)) or not locked.issubset(offers):
        return False
    if sum(int(c.jp[p]) for p in programmes) > c.room[i]:
        return False
    earlier = {(int(c.oprog[o]), int(c.month[o])) for o in offers}
    return all(
        any(p == q and m < c.month[o] for p, m in earlier)
        for o, k in row
        for q in c.pre[c.pre_ptr[k] : c.pre_ptr[k + 1]].tolist()
    )


class Purse:
    """What is left for sale, as plain numbers, while old seats are taken over one by one."""

    def __init__(self, c: Compiled, x: Seating) -> None:
        """Start from an empty seating."""
        self.c = c
        self.seats, self.away = x.stock.seats.copy(), x.stock.away.copy()
        self.budget, self.fund, self.quarter = int(x.stock.budget[0]), x.stock.fund.copy(), x.stock.quarter.copy()
        self.unit, self.limit = x.stock.unit.copy(), x.stock.limit.copy()

    def take(self, i: int, row: Row) -> bool:
        """Take a whole bundle off what is left, if it is there."""
        c, u = self.c, int(self.c.unit[i])
        total, charge = 0, 0
        fund, quarter, limit = self.fund.copy(), self.quarter.copy(), self.limit.copy()
        for o, k in row:
            n = int(c.seats[k])
            cost = n * int(c.seat_cost[o, c.zone[i]]) + int(c.extra[k])
            total += cost
            charge += cost + n * int(-(-c.class_cost[o] // c.seat_max[o]))
            fund[c.fund[o]] -= cost
            quarter[c.fund[o], c.month[o] // 3] -= cost
            limit = limit - c.limit_part[:, o] * n
            if self.seats[o] < n or (c.away[o] and self.away[u, c.month[o]] < 1):
                return False
        if total > self.budget or charge > self.unit[u] or (fund < 0).any() or (quarter < 0).any():
            return False
        if (limit < -1e-9).any():
            return False
        self.budget -= total
        self.unit[u] -= charge
        self.fund, self.quarter, self.limit = fund, quarter, limit
        for o, k in row:
            self.seats[o] -= int(c.seats[k])
            self.away[u, c.month[o]] -= bool(c.away[o])
        return True


def seating_of_plan(w: World, plan: Solution, classes: Ints) -> Seating:
    """Return the plan's seats in `classes`, people with most to lose first; bundles that no longer fit are left out."""
    c = w.c
    x = empty_seating(w, classes)
    rows = rows_of_plan(c, plan)
    gain = np.array([sum(float(c.value[k] + c.duty[k]) for _, k in row) for row in rows])
    locked = np.diff(c.lock_ptr) > 0
    purse = Purse(c, x)
    people: list[int] = []
    offers: list[int] = []
    pairs: list[int] = []
    for i in np.lexsort((np.arange(c.people), -gain, ~locked)).tolist():
        row = rows[i]
        if row and keeps_rules(c, i, row) and purse.take(i, row):
            for o, k in row:
                people.append(i)
                offers.append(o)
                pairs.append(k)
    table = np.array([people, offers, pairs], dtype=np.int64).reshape(3, -1)
    seat_all(table[0], table[1], table[2], w.town, x.stock, x.held_o, x.held_k)
    return x


def classes_of_plan(c: Compiled, plan: Solution) -> Ints:
    """Return the classes a plan opened, within what this problem allows."""
    opened = [int(str(plan.classes.get(name, 0))) for name in c.offering_ids]
    return np.clip(np.array(opened, dtype=np.int64).reshape(-1), c.class_need, c.class_max)
