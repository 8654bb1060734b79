"""From prices and class counts to a seating that keeps every rule, and its improvement."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from asah_planner.solvers.compiled import Ints
from asah_planner.solvers.kernel import Market
from asah_planner.solvers.moves import Mover, unseat
from asah_planner.solvers.prices import Descent, World, market_of, respond
from asah_planner.solvers.repair import Repair, chunks_of
from asah_planner.solvers.seating import Seating, empty_seating, scaled, seat_pass, spare_seats, value_of

FILLING = (1.0, 0.95, 0.9, 0.8, 0.6, 0.4, 0.2, 0.0)
NO_FLOOR = np.int64(2**60)


def free_market(m: Market) -> Market:
    """Return the market in which nothing has a price."""
    zero = np.zeros_like(m.seat)
    return m._replace(seat=zero, rupiah=np.zeros_like(m.rupiah), away=np.zeros_like(m.away), unit=np.zeros_like(m.unit))


def first_seating(w: World, classes: Ints, fixed: Descent) -> tuple[Seating, Market]:
    """Return everybody seated in order of what they gain, at sinking prices; thin classes are closed."""
    c = w.c
    x = empty_seating(w, classes)
    market = market_of(w, fixed.prices, classes)
    respond(w, fixed.prices, classes)
    order = np.lexsort((-w.worth, np.diff(c.lock_ptr) == 0))
    no_floor = np.full(c.offerings, NO_FLOOR)
    for share in FILLING:
        seat_pass(order, w.town, scaled(market, c.seat_cost, share), x.stock, no_floor, x.held_o, x.held_k)
    close_thin(w, x, market)
    return x, market


def close_thin(w: World, x: Seating, market: Market) -> None:
    """Close classes until none is too thin; who loses a seat may take another."""
    c = w.c
    plain = scaled(market, c.seat_cost, 0.0)
    for _ in range(c.offerings + 1):
        taken = c.seat_max * x.classes - x.stock.seats
        least = c.seat_min * np.maximum(0, x.classes - c.class_min)
        thin = np.flatnonzero(taken < least)
        if len(thin) == 0:
            return
        lost = []
        for o in thin:
            keep = max(c.class_need[o], c.class_min[o] + taken[o] // c.seat_min[o])
            inside = np.flatnonzero((x.held_o == o).any(axis=1))
            room = int(min(keep, x.classes[o]) * c.seat_max[o])
            lost.append(inside)
            unseat(o, room, w.town, plain, x.stock, x.held_o, x.held_k, inside)
            drop_classes(w, x, int(o), int(min(keep, x.classes[o])))
        drop_orphans(w, x)
        spare = spare_seats(c, x.classes)
        seat_pass(np.unique(np.concatenate(lost)), w.town, plain, x.stock, spare, x.held_o, x.held_k)


def drop_classes(w: World, x: Seating, o: int, classes: int) -> None:
    """Leave so many classes of an offering; the cost of the others is given back."""
    c = w.c
    gone = int(x.classes[o]) - classes
    x.classes[o] = classes
    x.stock.seats[o] -= gone * c.seat_max[o]
    x.stock.budget[0] += gone * c.class_cost[o]
    x.stock.fund[c.fund[o]] += gone * c.class_cost[o]
    x.stock.quarter[c.fund[o], c.month[o] // 3] += gone * c.class_cost[o]


def drop_orphans(w: World, x: Seating) -> None:
    """Give back the bundles of people whose prerequisite is no longer held before its follower."""
    from asah_planner.solvers.seating import release

    c = w.c
    if not len(c.pre):
        return
    for i in np.flatnonzero((x.held_o >= 0).any(axis=1)):
        held = [(int(o), int(k)) for o, k in zip(x.held_o[i], x.held_k[i], strict=True) if o >= 0]
        earlier = {(int(c.oprog[o]), int(c.month[o])) for o, _ in held}
        for o, k in held:
            for q in c.pre[c.pre_ptr[k] : c.pre_ptr[k + 1]]:
                if not any(p == q and m < c.month[o] for p, m in earlier):
                    release(i, w.town, x.stock, x.held_o, x.held_k)
                    break


def spend(w: World, x: Seating, market: Market, order: Ints) -> None:
    """Use what is left: open classes that are worth more than ever less of the price of money, then fill seats."""
    c = w.c
    for share in (1.0, 0.8, 0.6, 0.3, 0.05):
        cheaper = market._replace(
            rupiah=market.rupiah * share,
            seat=market.seat - (1 - share) * market.rupiah[:, None] * c.seat_cost,
        )
        mover = Mover(w, cheaper, x)
        for o in range(c.offerings):
            while c.class_cost[o] <= x.stock.budget[0] and mover.attempt([(o, 1)]) > 0:
                pass
        spare = spare_seats(c, x.classes)
        for scarce in (0.5, 0.0):
            seat_pass(order, w.town, scaled(cheaper, c.seat_cost, scarce), x.stock, spare, x.held_o, x.held_k)
    spare = spare_seats(c, x.classes)
    for _ in range(2):
        seat_pass(order, w.town, free_market(market), x.stock, spare, x.held_o, x.held_k)


def build_plan(
    w: World,
    classes: Ints,
    fixed: Descent,
    *,
    seed: int,
    rounds: int,
    threads: int = 2,
    chunk: int = 450,
    reach: float = 0.2,
    target: float = np.inf,
    tell: Callable[[str, float], None],
) -> Seating:
    """Return the best seating found: filled, money spent, repaired `rounds` times or until `target` is reached."""
    rng = np.random.default_rng(seed)
    x, market = first_seating(w, classes, fixed)
    order = rng.permutation(w.c.people)
    spend(w, x, market, order)
    best = value_of(w, x)
    tell("seats", best)
    repair = Repair(w, market, reach=reach)
    for _ in range(rounds):
        if best >= target:
            break
        x = repair.round(x, chunks_of(w, chunk, rng), threads=threads)
        y = x.copy()
        spend(w, y, market, order)
        x = y if value_of(w, y) > value_of(w, x) else x
        best = value_of(w, x)
        tell("repair", best)
    return x
