"""Moves on a seating: open a class, close one, exchange two; judged by the value they really bring.

A move touches few people: who sits in what is closed, who would gain most from what is opened, and who could take the
seats these leave behind. Money left over counts at its price, so that a move that saves money for a better one is seen.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit

from asah_planner.solvers.compiled import Ints
from asah_planner.solvers.kernel import Market, column_worth, is_locked, make_desk
from asah_planner.solvers.prices import World
from asah_planner.solvers.seating import Seating, copy_stock, move, scaled, seat_pass, spare_seats, worth_of

SHARES = (0.8, 0.3, 0.0)  # of the scarcity prices, in the passes after a move


@njit(cache=True)
def worth_sum(people, t, m, held_o, held_k):  # type: ignore[no-untyped-def]
    """Return the worth of what these people hold at the market's prices."""
    d = make_desk(t.width)
    total = 0.0
    for i in people:
        total += worth_of(i, held_o[i], held_k[i], t, m, d)
    return total


@njit(cache=True)
def unseat(o, room, t, m, s, held_o, held_k, people):  # type: ignore[no-untyped-def]
    """Take people out of offering `o`, those who lose least first, until at most `room` seats are taken there."""
    inside = np.zeros(len(people), np.bool_)
    worth = np.full(len(people), np.inf)
    taken = 0
    for a in range(len(people)):
        i = people[a]
        for x in range(held_o.shape[1]):
            if held_o[i, x] == o:
                inside[a] = True
                worth[a] = np.inf if is_locked(i, o, t) else column_worth(i, o, held_k[i, x], t, m)
                taken += t.seats[held_k[i, x]]
    for a in np.argsort(worth, kind="mergesort"):
        if taken <= room or not inside[a]:
            break
        i = people[a]
        for x in range(held_o.shape[1]):
            if held_o[i, x] == o:
                taken -= t.seats[held_k[i, x]]
                move(i, o, held_k[i, x], t, s, 1)
                last = x
                while last + 1 < held_o.shape[1] and held_o[i, last + 1] >= 0:
                    last += 1
                held_o[i, x], held_k[i, x] = held_o[i, last], held_k[i, last]
                held_o[i, last], held_k[i, last] = -1, -1
                break


@njit(cache=True)
def wishes(people, pairs, first, last, t, m):  # type: ignore[no-untyped-def]
    """Return the greatest worth of a seat in offerings first..last-1 for each of these people (pairs aligned)."""
    out = np.full(len(people), -np.inf)
    for a in range(len(people)):
        k = pairs[a]
        for o in range(first, last):
            if (t.mask[k] >> np.uint64(o - t.optr[t.prog[k]])) & np.uint64(1):
                r = column_worth(people[a], o, k, t, m)
                r += t.rate * min(t.jp[t.prog[k]], t.need[people[a]])
                if r > out[a]:
                    out[a] = r
    return out


@dataclass
class Mover:
    """Tries class moves on one seating and keeps those that raise value plus worth of the money left."""

    w: World
    market: Market
    x: Seating
    reach: float = 2.0  # how many people are asked, in seats of a class

    def __post_init__(self) -> None:
        """Index people by programme."""
        c = self.w.c
        order = np.argsort(c.prog, kind="stable")
        self.by_programme = order
        self.start = np.searchsorted(c.prog[order], np.arange(len(c.optr)))
        self.plain = scaled(self.market, c.seat_cost, 0.0)
        self.true = self.plain._replace(
            seat=np.zeros_like(self.plain.seat), rupiah=np.zeros_like(self.plain.rupiah), unit=0.0 * self.plain.unit
        )

    def eligible(self, p: int) -> tuple[Ints, Ints]:
        """Return the people who have a pair with programme `p`, and the pairs."""
        pairs = self.by_programme[self.start[p] : self.start[p + 1]]
        return self.w.c.pair_person[pairs].astype(np.int64), pairs.astype(np.int64)

    def interested(self, o: int, count: int) -> Ints:
        """Return the people to whom a seat in offering `o` is worth most beside what things cost now."""
        people, pairs = self.eligible(int(self.w.c.oprog[o]))
        worth = wishes(people, pairs, o, o + 1, self.w.town, scaled(self.market, self.w.c.seat_cost, 0.9))
        best = np.argsort(-worth, kind="stable")[:count]
        found: Ints = people[best[worth[best] > -0.5]]
        return found

    def change(self, o: int, step: int) -> bool:
        """Open or close classes of one offering in the stock; False when money or rooms do not suffice."""
        c, s = self.w.c, self.x.stock
        new = self.x.classes[o] + step
        if not c.class_need[o] <= new <= c.class_max[o]:
            return False
        if step > 0 and c.uses.shape[1]:
            used = (c.uses * self.x.classes[:, None])[c.month == c.month[o]].sum(axis=0)
            if (used + step * c.uses[o] > c.resource_cap[:, c.month[o]]).any():
                return False
        cost = int(step * c.class_cost[o])
        f, q = int(c.fund[o]), int(c.month[o]) // 3
        if step > 0 and (cost > s.budget[0] or cost > s.fund[f] or cost > s.quarter[f, q]):
            return False
        self.x.classes[o] = new
        s.budget[0] -= cost
        s.fund[f] -= cost
        s.quarter[f, q] -= cost
        s.seats[o] += step * c.seat_max[o]
        return True

    def score(self, people: Ints) -> float:
        """Return the worth of what these people hold, money at its price (what is spent is taken off)."""
        return float(worth_sum(people, self.w.town, self.plain, self.x.held_o, self.x.held_k))

    def attempt(self, steps: list[tuple[int, int]]) -> float:
        """Make the class changes (offering, step) when they raise the plan's worth; return the gain, 0 if undone."""
        c, t, x = self.w.c, self.w.town, self.x
        saved_classes, saved_stock = x.classes.copy(), copy_stock(x.stock)
        touched: list[Ints] = []
        log: list[tuple[Ints, np.ndarray, np.ndarray]] = []
        gain = 0.0

        def touch(people: Ints) -> Ints:
            nonlocal gain
            seen = np.concatenate(touched) if touched else people[:0]
            new = np.setdiff1d(people, seen)
            log.append((new, x.held_o[new].copy(), x.held_k[new].copy()))
            gain -= self.score(new)
            touched.append(new)
            return people

        ok = True
        for o, step in sorted(steps, key=lambda s: s[1]):
            ok = ok and self.change(o, step)
            if not ok:
                break
            gain -= float(step * c.class_cost[o] * self.market.rupiah[o])
            if step < 0:
                inside = touch(np.flatnonzero((x.held_o == o).any(axis=1)))
                room = int(x.classes[o] * c.seat_max[o])
                unseat(o, room, t, self.plain, x.stock, x.held_o, x.held_k, inside)
        if ok:
            full = x.stock.seats <= 0
            for o, step in steps:
                if step > 0:
                    touch(self.interested(o, int(self.reach * c.seat_max[o])))
            group = np.concatenate(touched)
            self.settle(group)
            freed = np.flatnonzero(full & (x.stock.seats > 0))
            for o in freed[:6]:
                touch(self.interested(int(o), int(20 + 4 * x.stock.seats[o])))
            self.settle(np.concatenate(touched))
            gain += sum(self.score(g) for g in touched)
            ok = all(self.thick(o) for o, _ in steps)
        if ok and gain > 1e-7:
            return gain
        x.classes[:] = saved_classes
        for new, held_o, held_k in log:
            x.held_o[new], x.held_k[new] = held_o, held_k
        for mine, old in zip(x.stock, saved_stock, strict=True):
            mine[...] = old
        return 0.0

    def thick(self, o: int) -> bool:
        """Return whether the offering's classes have their least number of people."""
        c, x = self.w.c, self.x
        taken = c.seat_max[o] * x.classes[o] - x.stock.seats[o]
        return bool(taken >= c.seat_min[o] * max(0, x.classes[o] - c.class_min[o]))

    def settle(self, people: Ints) -> None:
        """Let these people exchange bundles at sinking scarcity prices."""
        spare = spare_seats(self.w.c, self.x.classes)
        for share in SHARES:
            market = scaled(self.market, self.w.c.seat_cost, share)
            seat_pass(people, self.w.town, market, self.x.stock, spare, self.x.held_o, self.x.held_k)
