"""From prices and class counts to a seating that keeps every rule, and its improvement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from asah_planner.solvers.columns import Market
from asah_planner.solvers.compiled import Floats, Ints
from asah_planner.solvers.improve import Improver
from asah_planner.solvers.moves import unseat
from asah_planner.solvers.prices import Descent, World, market_of, respond
from asah_planner.solvers.repair import is_allowed
from asah_planner.solvers.seating import Seating, empty_seating, scaled, seat_pass, spare_seats, value_of

FILLING = (1.0, 0.95, 0.9, 0.8, 0.6, 0.4, 0.2, 0.0)
NO_FLOOR = np.int64(2**60)
Tell = Callable[[str, float], None]


def first_seating(w: World, classes: Ints, fixed: Descent) -> tuple[Seating, Market]:
    """Return everybody seated in order of what they gain, at sinking prices; thin classes are closed."""
    c = w.c
    x = empty_seating(w, classes)
    market = market_of(w, fixed.prices, classes)
    respond(w, fixed.prices, classes)
    fill(w, x, market, np.lexsort((-w.worth, np.diff(c.lock_ptr) == 0)))
    return x, market


def fill(w: World, x: Seating, market: Market, order: Ints) -> None:
    """Let everybody exchange bundles in this order at sinking prices; then close thin classes."""
    no_floor = np.full(w.c.offerings, NO_FLOOR)
    for share in FILLING:
        seat_pass(order, w.town, scaled(market, w.c.seat_cost, share), x.stock, no_floor, x.held_o, x.held_k)
    close_thin(w, x, market)


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


@dataclass(frozen=True)
class Effort:
    """How hard a plan is worked on: rounds of class moves, tries a round, sweeps of chains."""

    rounds: int = 6
    tries: int = 80
    sweeps: int = 6


# Parts of the price of money charged one after the other. Above 1 money poorly used is given back; as it sinks again
# what yields most for a rupiah is bought first, and in the end whatever is left is spent.
TIDE = (1.25, 1.1, 1.0, 0.9, 0.75, 0.5, 0.2, 0.0)
CLASS_TIDE = (1.1, 1.0, 0.75, 0.2)  # where classes are moved too
LEAST_PROGRESS = 1e-4  # of the value, a tide


class Builder:
    """Improves a seating until the target, an end of progress or of its rounds; keeps the best seen."""

    def __init__(
        self, w: World, x: Seating, market: Market, interest: Floats, *, effort: Effort, target: float, tell: Tell
    ) -> None:
        """Start from a seating that keeps every rule."""
        self.w, self.effort, self.target, self.tell = w, effort, target, tell
        self.improver = Improver(w, market, x, interest=interest)
        self.best = x.copy()
        self.value = value_of(w, x)

    def note(self, stage: str) -> bool:
        """Remember the seating when it is the best; return whether the target is reached."""
        x = self.improver.x
        value = value_of(self.w, x)
        if value > self.value + 1e-9 and is_allowed(self.w, x):
            self.best, self.value = x.copy(), value
        self.tell(stage, self.value)
        return self.value >= self.target

    def improve(self, order: Ints) -> Seating:
        """Return the best seating found."""
        self.tide(order, tries=0)
        if self.note("chains"):
            return self.best
        for _ in range(self.effort.rounds):
            before = self.value
            self.tide(order, tries=self.effort.tries)
            if self.note("classes") or self.value < before + LEAST_PROGRESS * abs(before):
                return self.best
        return self.best

    def tide(self, order: Ints, *, tries: int) -> None:
        """Let money become dear and cheap again; with `tries` classes are moved as well."""
        for share in TIDE:
            self.improver.charge(share)
            self.improver.refresh(1)
            self.improver.chains(order)
            if tries and share in CLASS_TIDE:
                self.improver.class_round(tries=tries if share == 1.0 else tries // 2)
            self.improver.chains(order)


def build_plan(
    w: World,
    x: Seating,
    market: Market,
    *,
    seed: int,
    interest: Floats,
    effort: Effort,
    target: float = np.inf,
    tell: Tell,
) -> Seating:
    """Return the best seating found from `x` by chains, class moves and spending."""
    order = np.random.default_rng(seed).permutation(w.c.people)
    tell("seats", value_of(w, x))
    return Builder(w, x, market, interest, effort=effort, target=target, tell=tell).improve(order)
