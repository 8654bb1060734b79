"""Exact repair: some units at a time get the best seats there are, everybody else frozen.

Two groups of units are solved side by side; each may use half of what is left for sale, so that the outcome does not
depend on how many run at once. Units stay whole, because absences compete inside a unit.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from asah_planner.solvers.columns import Market, Stock
from asah_planner.solvers.compiled import Floats, Ints
from asah_planner.solvers.greedy import expand
from asah_planner.solvers.milp import Model, build, start_from, to_highs, with_solution, without
from asah_planner.solvers.prices import World
from asah_planner.solvers.seating import Seating, spare_seats, value_of


def chunks_of(w: World, size: int, rng: np.random.Generator) -> list[Ints]:
    """Return groups of about `size` people, units whole unless they are larger than `size`."""
    c = w.c
    units = rng.permutation(len(c.unit_money))
    members = np.argsort(units[c.unit], kind="stable")
    bounds = np.flatnonzero(np.diff(units[c.unit][members], prepend=-1))
    groups: list[Ints] = []
    current: list[Ints] = []
    count = 0
    for part in np.split(members, bounds[1:]):
        for piece in np.array_split(part, max(1, -(-len(part) // size))):
            if count and count + len(piece) > size * 1.3:
                groups.append(np.concatenate(current))
                current, count = [], 0
            current.append(piece)
            count += len(piece)
    return [*groups, np.concatenate(current)] if current else groups


class Repair:
    """Repairs a seating chunk by chunk. `reach` is how much worse than break-even a column may be to be looked at."""

    def __init__(self, w: World, market: Market, *, reach: float, gap: float = 3e-4, nodes: int = 1) -> None:
        """List all columns with their worth at the market's prices."""
        self.w, self.gap, self.nodes, self.reach = w, gap, nodes, reach
        c = w.c
        self.pair, self.offering = expand(c)
        self.person = c.pair_person[self.pair].astype(np.int64)
        i, k, o = self.person, self.pair, self.offering
        worth = c.value[k] * market.factor[i] + c.duty[k] - c.seats[k] * market.seat[o, c.zone[i]]
        worth -= c.extra[k] * market.rupiah[o] + np.where(c.away[o], market.away[c.unit[i], c.month[o]], 0.0)
        self.worth = worth + c.rate * np.minimum(c.jp[c.prog[k]], c.need[i])
        self.start = np.searchsorted(self.person, np.arange(c.people + 1))

    def columns(self, group: Ints, x: Seating, frozen: Seating) -> tuple[Ints, Ints]:
        """Return the columns of a group worth looking at: near break-even or held."""
        c = self.w.c
        rows = np.concatenate([np.arange(self.start[i], self.start[i + 1]) for i in np.sort(group)])
        person, offering = x.rows()
        held = np.isin(self.person[rows] * c.offerings + self.offering[rows], person * c.offerings + offering)
        there = frozen.stock.seats[self.offering[rows]] > 0
        needed = np.diff(c.pre_ptr)[self.pair[rows]] > 0 if len(c.pre) else np.zeros(len(rows), bool)
        keep = held | (((self.worth[rows] > -self.reach) | needed) & there)
        return self.pair[rows[keep]], self.offering[rows[keep]]

    def solve(self, group: Ints, x: Seating, share: int) -> tuple[np.ndarray, Model, Floats] | None:
        """Return who, model and answer of one group that may use 1/share of what is left; None without an answer."""
        w = self.w
        who = np.zeros(w.c.people, bool)
        who[group] = True
        start = x.copy()
        if share > 1:
            start = Seating(start.held_o, start.held_k, start.classes, _part(start.stock, share))
        frozen = without(w, start, who)
        pair, offering = self.columns(group, x, frozen)
        model = build(w, who, pair, offering, frozen, fixed_classes=True)
        h = to_highs(model)
        h.setOptionValue("mip_rel_gap", self.gap)
        h.setOptionValue("mip_max_nodes", self.nodes)
        h.setOptionValue("mip_heuristic_effort", 0.02)
        start_from(h, w, model, x)
        h.run()
        found = np.array(h.getSolution().col_value)
        return (who, model, found) if len(found) == len(model.cost) else None

    def better(self, x: Seating, who: np.ndarray, model: Model, found: Floats) -> Seating:
        """Return the seating with the solver's answer when that is allowed and better, else `x`."""
        y = with_solution(self.w, without(self.w, x, who), model, found)
        gains = value_of(self.w, y) > value_of(self.w, x) + 1e-9
        return y if gains and is_allowed(self.w, y) else x

    def round(self, x: Seating, groups: list[Ints], *, together: int = 2, threads: int = 2) -> Seating:
        """Return the seating after each group was solved once; a worse answer is never taken."""
        with ThreadPoolExecutor(max(1, min(together, threads))) as pool:
            for at in range(0, len(groups), together):
                batch = groups[at : at + together]
                share = [len(batch)] * len(batch)
                for found in list(pool.map(self.solve, batch, [x] * len(batch), share)):
                    if found is not None:
                        x = self.better(x, *found)
        return x


def _part(s: Stock, share: int) -> Stock:
    """Return 1/share of what is left for sale."""
    return Stock(
        s.seats // share, s.away // share, s.budget // share, s.fund // share, s.quarter // share, s.unit // share,
        s.limit / share,
    )  # fmt: skip


def is_allowed(w: World, x: Seating) -> bool:
    """Return whether nothing is sold twice and no class is too thin."""
    s = x.stock
    used = np.zeros_like(w.c.resource_cap)
    np.add.at(used.T, w.c.month, w.c.uses * x.classes[:, None])
    if (s.seats > spare_seats(w.c, x.classes)).any() or (used > w.c.resource_cap).any():
        return False
    whole = (s.seats, s.away, s.budget, s.fund, s.quarter, s.unit)
    return all(bool((v >= 0).all()) for v in whole) and bool((s.limit >= -1e-6).all())
