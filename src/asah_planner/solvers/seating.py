"""Seats for everybody, one person after the other, within what is really left.

A person gives back what is held, looks for the best bundle at the market's prices among what is still for sale, and
takes it when it is better. Going through the people again and again with ever lower prices fills what is left.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit

from asah_planner.solvers.columns import Market, Stock, make_desk
from asah_planner.solvers.compiled import Compiled, Floats, Ints
from asah_planner.solvers.kernel import best_bundle, worth_of
from asah_planner.solvers.prices import World


@njit(cache=True)
def move(i, o, k, t, s, sign):  # type: ignore[no-untyped-def]
    """Put one seat back into the stock (sign 1) or take it out (sign -1)."""
    w, u, f, month = t.seats[k], t.unit[i], t.fund[o], t.month[o]
    cost = w * t.seat_cost[o, t.zone[i]] + t.extra[k]
    s.seats[o] += sign * w
    if t.away[o]:
        s.away[u, month] += sign
    s.budget[0] += sign * cost
    s.fund[f] += sign * cost
    s.quarter[f, month // 3] += sign * cost
    s.unit[u] += sign * (cost + w * t.tariff[o])
    for x in range(len(s.limit)):
        s.limit[x] += sign * t.limit_part[x, o] * w


@njit(cache=True)
def seat_pass(order, t, m, s, spare, held_o, held_k):  # type: ignore[no-untyped-def]
    """Let each person of `order` exchange the bundle held for a better one that is for sale; return the gain.

    Nobody leaves a class that would fall below its least number: at most `spare` seats of an offering may be free.
    """
    d = make_desk(t.width)
    width = held_o.shape[1]
    gained = 0.0
    for i in order:
        now = worth_of(i, held_o[i], held_k[i], t, m, d)
        tied = False
        for x in range(width):
            if held_o[i, x] < 0:
                break
            tied = tied or s.seats[held_o[i, x]] + t.seats[held_k[i, x]] > spare[held_o[i, x]]
        if tied:
            continue
        for x in range(width):
            if held_o[i, x] < 0:
                break
            move(i, held_o[i, x], held_k[i, x], t, s, 1)
        best, size = best_bundle(i, t, m, s, True, -np.inf, d)
        if best > now + 1e-9:
            gained += best - now
            for x in range(width):
                held_o[i, x] = d.o[d.best[x]] if x < size else -1
                held_k[i, x] = d.k[d.best[x]] if x < size else -1
        for x in range(width):
            if held_o[i, x] < 0:
                break
            move(i, held_o[i, x], held_k[i, x], t, s, -1)
    return gained


def copy_stock(s: Stock) -> Stock:
    """Return an independent copy of what is for sale."""
    return Stock(
        s.seats.copy(), s.away.copy(), s.budget.copy(), s.fund.copy(), s.quarter.copy(), s.unit.copy(), s.limit.copy()
    )  # fmt: skip


def full_stock(c: Compiled, classes: Ints) -> Stock:
    """Return what is for sale when `classes` are opened and nobody is seated."""
    cost = c.class_cost * classes
    fund = c.fund_amount.copy()
    np.subtract.at(fund, c.fund, cost)
    quarter = c.fund_quarter.copy()
    np.subtract.at(quarter, (c.fund, c.month // 3), cost)
    return Stock(
        seats=c.seat_max * classes,
        away=c.away_cap.copy(),
        budget=np.array([c.budget - int(cost.sum())], np.int64),
        fund=fund,
        quarter=quarter,
        unit=c.unit_money.copy(),
        limit=c.limit_cap.astype(np.float64).copy(),
    )


@dataclass
class Seating:
    """Who sits where: offerings and pairs by person (-1 beyond the last), classes opened, what is left."""

    held_o: np.ndarray
    held_k: np.ndarray
    classes: Ints
    stock: Stock

    def rows(self) -> tuple[Ints, Ints]:
        """Return people and offerings of all seats."""
        person, slot = np.nonzero(self.held_o >= 0)
        return person.astype(np.int64), self.held_o[person, slot].astype(np.int64)

    def taken(self, w: World) -> Ints:
        """Return seats taken by offering."""
        person, slot = np.nonzero(self.held_o >= 0)
        out = np.zeros(w.c.offerings, np.int64)
        np.add.at(out, self.held_o[person, slot], w.c.seats[self.held_k[person, slot]])
        return out

    def copy(self) -> Seating:
        """Return an independent copy."""
        stock = copy_stock(self.stock)
        return Seating(self.held_o.copy(), self.held_k.copy(), self.classes.copy(), stock)


def spare_seats(c: Compiled, classes: Ints) -> Ints:
    """Return how many seats of each offering may stay free without a class being too thin."""
    spare: Ints = c.seat_max * classes - c.seat_min * np.maximum(0, classes - c.class_min)
    return spare


@njit(cache=True)
def release(i, t, s, held_o, held_k):  # type: ignore[no-untyped-def]
    """Give back all seats of one person."""
    for x in range(held_o.shape[1]):
        if held_o[i, x] >= 0:
            move(i, held_o[i, x], held_k[i, x], t, s, 1)
            held_o[i, x], held_k[i, x] = -1, -1


@njit(cache=True)
def release_all(people, t, s, held_o, held_k):  # type: ignore[no-untyped-def]
    """Give back all seats of these people."""
    for i in people:
        release(i, t, s, held_o, held_k)


@njit(cache=True)
def seat_all(person, offering, pair, t, s, held_o, held_k):  # type: ignore[no-untyped-def]
    """Give these seats (parallel arrays) without asking whether they are for sale."""
    for a in range(len(person)):
        i = person[a]
        x = 0
        while held_o[i, x] >= 0:
            x += 1
        held_o[i, x], held_k[i, x] = offering[a], pair[a]
        move(i, offering[a], pair[a], t, s, -1)


def empty_seating(w: World, classes: Ints) -> Seating:
    """Return classes opened and nobody seated."""
    width = w.out_o.shape[1]
    people = w.c.people
    return Seating(
        np.full((people, width), -1, np.int32), np.full((people, width), -1, np.int64), classes.copy(),
        full_stock(w.c, classes),
    )  # fmt: skip


def scaled(m: Market, t_seat_cost: Floats, share: float) -> Market:
    """Return the market with scarcity prices at a share of their size; the price of money stays."""
    money = m.rupiah[:, None] * t_seat_cost
    return m._replace(seat=money + share * (m.seat - money), away=share * m.away)


def value_of(w: World, x: Seating) -> float:
    """Return the objective of a seating, class costs weighed in (group floors apart)."""
    person, offering = x.rows()
    slot_k = x.held_k[x.held_o >= 0]
    c = w.c
    from asah_planner.solvers.answer import extras

    more, short = extras(c, person, offering, slot_k)
    total = float(c.value[slot_k].sum()) + more - c.rate * int(short.sum())
    if c.problem.money_weight:
        cost = c.seats[slot_k] * c.seat_cost[offering, c.zone[person]] + c.extra[slot_k]
        total -= c.problem.money_weight * float(cost.sum() + (c.class_cost * x.classes).sum())
    if len(w.target):
        gain = np.bincount(person, weights=c.value[slot_k], minlength=c.people)
        total -= c.problem.fairness.floor_penalty * float(np.maximum(0.0, w.target - w.members @ gain).sum())
    return total
