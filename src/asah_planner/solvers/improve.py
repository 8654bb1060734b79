"""Improvement of a seating by chains and by class moves: open a class, close one, exchange two.

What a move would bring is first estimated from bids (what one more seat is worth to whoever wants it) and regrets
(what holders would lose); the promising ones are then really made, with chains settling who goes where, and undone
when the plan as a whole has not gained. Money left over counts at its price.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from asah_planner.solvers.bids import bid_pass
from asah_planner.solvers.chains import NEVER, chain_pass, evict, refresh_asks, refresh_regrets
from asah_planner.solvers.columns import Market
from asah_planner.solvers.compiled import Compiled, Floats, Ints
from asah_planner.solvers.hall import hall_of
from asah_planner.solvers.prices import World
from asah_planner.solvers.seating import Seating, scaled, spare_seats


def own_market(m: Market, c: Compiled, share: float = 1.0) -> Market:
    """Return the market in which only money (at `share` of its price) has a price; arrays are its own."""
    plain = scaled(m, c.seat_cost, 0.0)
    extra = c.problem.money_weight
    rupiah = extra + share * (m.rupiah - extra)
    return plain._replace(
        seat=np.ascontiguousarray(rupiah[:, None] * c.seat_cost),
        rupiah=rupiah,
        away=np.zeros_like(m.away),
        unit=share * m.unit,
        open=m.open.copy(),
    )


@dataclass
class Improver:
    """Improves one seating in place. `share` is the part of the price of money that is charged."""

    w: World
    base: Market
    x: Seating
    share: float = 1.0
    interest: Floats | None = None  # by offering: which months of a programme are asked for most
    plain: Market = field(init=False)
    market: Market = field(init=False)

    def __post_init__(self) -> None:
        """Lay out the hall and work out regrets and asking prices, starting from the market's prices."""
        c = self.w.c
        order = np.argsort(c.prog, kind="stable")
        self.by_programme = order
        self.start = np.searchsorted(c.prog[order], np.arange(len(c.optr)))
        wanted = np.diff(self.start)[c.oprog]
        self.hall = hall_of(c, self.x, spare_seats(c, self.x.classes), wanted)
        self.charge(self.share)
        money = self.base.rupiah[:, None] * c.seat_cost
        full = (self.x.stock.seats <= 0) & (self.x.classes > 0)
        hint = np.maximum(0.0, (self.base.seat - money).mean(axis=1)) * full
        self.hall.ask[:] = np.where(self.x.classes > 0, hint, NEVER)
        self.market.seat[:] = self.plain.seat + self.hall.ask[:, None]
        tight = self.x.stock.away <= 0
        self.hall.ask_away[:] = np.where(tight, self.base.away, 0.0)
        self.market.away[:] = self.hall.ask_away
        self.refresh()

    def charge(self, share: float) -> None:
        """Charge this part of the price of money from now on."""
        self.share = share
        self.plain = own_market(self.base, self.w.c, share)
        self.plain.open[:] = self.x.classes > 0
        self.market = self.plain._replace(
            seat=self.plain.seat + self.hall.ask[:, None], away=self.hall.ask_away.copy(), open=self.plain.open.copy()
        )

    def refresh(self, times: int = 2) -> None:
        """Work out regrets and asking prices anew."""
        everybody = np.arange(self.w.c.people)
        for _ in range(times):
            refresh_regrets(everybody, self.w.town, self.plain, self.market, self.x.stock, self.hall)
            refresh_asks(self.w.town, self.plain, self.market, self.x.stock, self.hall)

    def chains(self, order: Ints) -> float:
        """Let these people start chains; return the worth gained."""
        return float(chain_pass(order, self.w.town, self.plain, self.market, self.x.stock, self.hall))

    def sweep(self, order: Ints, *, most: int = 6, least: float = 1e-4) -> float:
        """Repeat chains over all people until a round gains less than `least` of the town's worth."""
        total = 0.0
        for _ in range(most):
            gain = self.chains(order)
            total += gain
            if gain < least * self.w.c.people * 0.1:
                break
            self.refresh(1)
        return total

    def snapshot(self) -> list[np.ndarray]:
        """Return copies of everything a move may change."""
        return [v.copy() for v in self._state()]

    def restore(self, saved: list[np.ndarray]) -> None:
        """Put everything back."""
        for mine, old in zip(self._state(), saved, strict=True):
            mine[...] = old

    def _state(self) -> list[np.ndarray]:
        h = self.hall
        return [
            self.x.held_o, self.x.held_k, self.x.classes, *self.x.stock, h.regret, h.roster, h.seated, h.ask,
            h.ask_away, h.spare, self.market.seat, self.market.away, self.market.open, self.plain.open,
        ]  # fmt: skip

    def change(self, o: int, step: int) -> bool:
        """Open or close a class of one offering; False when money or rooms do not suffice."""
        c, s = self.w.c, self.x.stock
        new = int(self.x.classes[o]) + step
        if not c.class_need[o] <= new <= c.class_max[o]:
            return False
        month = c.month[o]
        if step > 0 and c.uses.shape[1]:
            used = (c.uses * self.x.classes[:, None])[c.month == month].sum(axis=0)
            if (used + step * c.uses[o] > c.resource_cap[:, month]).any():
                return False
        cost = int(step * c.class_cost[o])
        f, q = int(c.fund[o]), int(month) // 3
        if step > 0 and (cost > s.budget[0] or cost > s.fund[f] or cost > s.quarter[f, q]):
            return False
        self.x.classes[o] = new
        s.budget[0] -= cost
        s.fund[f] -= cost
        s.quarter[f, q] -= cost
        s.seats[o] += step * c.seat_max[o]
        self.hall.spare[:] = spare_seats(c, self.x.classes)
        is_open = new > 0
        self.plain.open[o] = self.market.open[o] = is_open
        self.hall.ask[o] = 0.0 if is_open and s.seats[o] > 0 else NEVER if not is_open else self.hall.ask[o]
        self.market.seat[o] = self.plain.seat[o] + self.hall.ask[o]
        return True

    def bidders(self, o: int) -> tuple[Ints, Floats]:
        """Return people and bids for one seat in an offering, highest first, only those above 0."""
        c = self.w.c
        p = int(c.oprog[o])
        pairs = self.by_programme[self.start[p] : self.start[p + 1]].astype(np.int64)
        people = c.pair_person[pairs].astype(np.int64)
        bids = np.zeros(len(people))
        bid_pass(o, people, pairs, self.w.town, self.plain, self.hall, bids)
        order = np.lexsort((people, -bids))
        order = order[bids[order] > 1e-9]
        return people[order], bids[order]

    def class_worth(self, o: int) -> float:
        """Return the worth of one class's fixed cost."""
        return float(self.w.c.class_cost[o] * self.plain.rupiah[o])

    def loss_of_closing(self, o: int) -> float:
        """Return an estimate of what people would lose were one class closed."""
        c, h = self.w.c, self.hall
        taken = int(c.seat_max[o] * self.x.classes[o] - self.x.stock.seats[o])
        gone = taken - int(c.seat_max[o]) * (int(self.x.classes[o]) - 1)
        if gone <= 0:
            return 0.0
        inside = h.roster[h.first[o] : h.first[o] + h.seated[o]]
        regret = np.where(self.x.held_o[inside] == o, h.regret[inside], np.inf).min(axis=1)
        return float(np.sort(regret)[:gone].sum())

    def attempt(self, closes: list[int], opens: list[int]) -> float:
        """Close and open classes, settle who goes where; return the gain, 0 when it was none and all is put back."""
        saved = self.snapshot()
        w, gain = self.w, 0.0
        before = self.x.stock.seats.copy()
        for o in closes:
            gain += self.class_worth(o)
            if not self.change(o, -1):
                self.restore(saved)
                return 0.0
            gain -= float(evict(o, w.town, self.plain, self.market, self.x.stock, self.hall))
            if not np.isfinite(gain):
                self.restore(saved)
                return 0.0
        touched = []
        for o in opens:
            who, _ = self.bidders(o)
            gain -= self.class_worth(o)
            if not self.change(o, 1):
                self.restore(saved)
                return 0.0
            who = who[: int(2 * self.w.c.seat_max[o])]
            touched.append(who)
            gain += self.chains(who)
        for o in np.flatnonzero((before <= 0) & (self.x.stock.seats > 0) & (self.x.classes > 0))[:8]:
            who, _ = self.bidders(int(o))
            gain += self.chains(who[: int(10 + 2 * self.x.stock.seats[o])])
        if gain > 1e-6 and all(self.is_thick(o) for o in (*opens, *closes)):
            return gain
        self.restore(saved)
        return 0.0

    def is_thick(self, o: int) -> bool:
        """Return whether an offering's classes have their least number of people."""
        return bool(self.x.stock.seats[o] <= self.hall.spare[o])

    def openings(self) -> list[tuple[float, int]]:
        """Return (estimated gain, offering) of opening one class more, two months a programme at most, best first."""
        c, found = self.w.c, []
        interest = self.interest if self.interest is not None else np.zeros(c.offerings)
        for p in range(len(c.optr) - 1):
            offers = np.arange(c.optr[p], c.optr[p + 1])
            offers = offers[self.x.classes[offers] < c.class_max[offers]]
            rest = (interest - self.x.classes)[offers]
            for o in offers[np.argsort(-rest, kind="stable")][:2].tolist():
                _, bids = self.bidders(o)
                if len(bids) >= max(1, c.seat_min[o] - max(0, self.x.stock.seats[o])):
                    found.append((float(bids[: c.seat_max[o]].sum()) - self.class_worth(o), o))
        return sorted(found, reverse=True)

    def closings(self) -> list[tuple[float, int]]:
        """Return (estimated gain, offering) of closing one class, best first."""
        c = self.w.c
        open_now = np.flatnonzero(self.x.classes > c.class_need)
        return sorted(((self.class_worth(o) - self.loss_of_closing(o), o) for o in open_now.tolist()), reverse=True)

    def class_round(self, *, tries: int, hope: float = -0.5) -> tuple[int, float]:
        """Try the most promising openings, closings and exchanges; return how many were kept and the gain."""
        c = self.w.c
        opens, closes = self.openings(), self.closings()
        cash = int(self.x.stock.budget[0])
        moves: list[tuple[float, list[int], list[int]]] = []
        moves += [(g, [], [o]) for g, o in opens if g > hope and c.class_cost[o] <= cash]
        moves += [(g, [o], []) for g, o in closes if g > hope]
        for a, b in closes[:40]:
            for g, o in opens[:40]:
                if (a + g > hope and c.oprog[o] != c.oprog[b]) or (o != b and a + g > 0):
                    moves.append((a + g, [b], [o]))
        moves.sort(key=lambda m: (-m[0], m[1], m[2]))
        kept, gain = 0, 0.0
        done: set[int] = set()
        for _, shut, opened in moves:
            if tries <= 0:
                break
            if done.intersection(shut) or done.intersection(opened):
                continue
            tries -= 1
            won = self.attempt(shut, opened)
            if won > 0:
                kept += 1
                gain += won
                done.update(shut, opened)
        return kept, gain
