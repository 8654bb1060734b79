"""The quick plan: seats in order of value per rupiah, classes opened when the money and rooms suffice.

It keeps every rule and serves as the rival of the benchmark, as the start of other solvers and as the answer of
last resort. Plain Python over the compiled arrays.
"""

from __future__ import annotations

import numpy as np

from asah_planner.solvers.compiled import Compiled


class Desk:
    """Seats given so far, with everything that is used up. Knows whether one more seat would break a rule."""

    def __init__(self, c: Compiled) -> None:
        """Start from nobody seated and only the classes decided beforehand."""
        self.c = c
        self.bundle: list[list[tuple[int, int]]] = [[] for _ in range(c.people)]  # (offering, pair)
        self.taken = np.zeros(c.offerings, dtype=np.int64)
        self.classes = c.class_min.copy()
        self.spent = 0
        self.fund_spent = np.zeros(len(c.fund_amount), dtype=np.int64)
        self.quarter_spent = np.zeros_like(c.fund_quarter)
        self.unit_spent = np.zeros(len(c.unit_money), dtype=np.int64)
        self.away = np.zeros_like(c.away_cap)
        self.used = np.zeros_like(c.resource_cap)
        self.part = np.zeros(len(c.limit_cap))
        for o in np.flatnonzero(self.classes):
            self._pay(int(o), int(c.class_cost[o] * self.classes[o]))
            self.used[:, c.month[o]] += c.uses[o] * self.classes[o]

    def _pay(self, o: int, cost: int) -> None:
        self.spent += cost
        self.fund_spent[self.c.fund[o]] += cost
        self.quarter_spent[self.c.fund[o], self.c.month[o] // 3] += cost

    def seat_cost(self, i: int, o: int, k: int) -> int:
        """Return the rupiah of one person's participation."""
        return int(self.c.seats[k] * self.c.seat_cost[o, self.c.zone[i]] + self.c.extra[k])

    def unit_charge(self, i: int, o: int, k: int) -> int:
        """Return what the person's unit is charged."""
        share = -(-self.c.class_cost[o] // self.c.seat_max[o])
        return self.seat_cost(i, o, k) + int(self.c.seats[k] * share)

    def new_classes(self, o: int, k: int) -> int:
        """Return how many more classes one more seat would need."""
        full = self.taken[o] + self.c.seats[k]
        return max(0, int(-(-full // self.c.seat_max[o])) - int(self.classes[o]))

    def fits_person(self, i: int, o: int, k: int) -> bool:
        """Return whether the person's own rules allow the seat beside those held."""
        c, held = self.c, self.bundle[i]
        p = int(c.prog[k])
        if len(held) >= c.n_max[i] or sum(int(c.jp[c.oprog[h]]) for h, _ in held) + c.jp[p] > c.room[i]:
            return False
        for h, _ in held:
            q = int(c.oprog[h])
            if q == p or (c.competency[p] >= 0 and c.competency[q] == c.competency[p]):
                return False
            if c.away[h] and c.away[o] and c.month[h] == c.month[o]:
                return False
        earlier = {int(c.oprog[h]) for h, _ in held if c.month[h] < c.month[o]}
        return all(int(q) in earlier for q in c.pre[c.pre_ptr[k] : c.pre_ptr[k + 1]])

    def fits_world(self, i: int, o: int, k: int) -> bool:
        """Return whether money, classes, rooms, units and policies allow the seat."""
        c, more = self.c, self.new_classes(o, k)
        if self.classes[o] + more > c.class_max[o]:
            return False
        cost = self.seat_cost(i, o, k) + more * int(c.class_cost[o])
        f, t, u = int(c.fund[o]), int(c.month[o]), int(c.unit[i])
        if self.spent + cost > c.budget or self.fund_spent[f] + cost > c.fund_amount[f]:
            return False
        if self.quarter_spent[f, t // 3] + cost > c.fund_quarter[f, t // 3]:
            return False
        if self.unit_spent[u] + self.unit_charge(i, o, k) > c.unit_money[u]:
            return False
        if c.away[o] and self.away[u, t] >= c.away_cap[u, t]:
            return False
        if more and (self.used[:, t] + more * c.uses[o] > c.resource_cap[:, t]).any():
            return False
        after = self.part + c.limit_part[:, o] * c.seats[k]
        return not ((after > c.limit_cap + 1e-9) & (c.limit_part[:, o] > 0)).any()

    def seat(self, i: int, o: int, k: int, sign: int = 1) -> None:
        """Give (or with sign -1 take back) one seat; classes are opened when needed, never closed here."""
        c = self.c
        if sign > 0:
            more = self.new_classes(o, k)
            self.open(o, more)
            self.bundle[i].append((o, k))
        else:
            self.bundle[i].remove((o, k))
        self.taken[o] += sign * c.seats[k]
        self._pay(o, sign * self.seat_cost(i, o, k))
        self.unit_spent[c.unit[i]] += sign * self.unit_charge(i, o, k)
        if c.away[o]:
            self.away[c.unit[i], c.month[o]] += sign
        self.part += sign * c.limit_part[:, o] * c.seats[k]

    def open(self, o: int, more: int) -> None:
        """Open (or with a negative number close) classes."""
        self.classes[o] += more
        self._pay(o, more * int(self.c.class_cost[o]))
        self.used[:, self.c.month[o]] += more * self.c.uses[o]


def expand(c: Compiled) -> tuple[np.ndarray, np.ndarray]:
    """Return all columns as pair and offering, in order of pairs."""
    counts = np.bitwise_count(c.mask).astype(np.int64)
    pair = np.repeat(np.arange(len(c.mask)), counts)
    widest = int(np.diff(c.optr).max(initial=0))
    bits = (c.mask[:, None] >> np.arange(widest, dtype=np.uint64)) & np.uint64(1)
    which = np.nonzero(bits)[1]
    return pair, c.optr[c.prog[pair]] + which


def gain_of(c: Compiled, pair: np.ndarray, offering: np.ndarray) -> np.ndarray:
    """Return what one seat is worth on its own: value, duty met, hours below the floor filled, favour."""
    i = c.pair_person[pair]
    hours = c.rate * np.minimum(c.jp[c.prog[pair]], c.need[i])
    gain: np.ndarray = c.value[pair] + c.duty[pair] + hours
    for person in np.flatnonzero(np.diff(c.fav_ptr)):
        for f in range(c.fav_ptr[person], c.fav_ptr[person + 1]):
            gain[(i == person) & (offering == c.fav[f])] += c.fav_value[f]
    return gain


def seat_locked(desk: Desk) -> list[str]:
    """Seat everybody who is locked in; return a line for each lock that the rules do not allow."""
    c, broken = desk.c, []
    for i in np.flatnonzero(np.diff(c.lock_ptr)):
        locked = c.lock[c.lock_ptr[i] : c.lock_ptr[i + 1]]
        for o in sorted(locked.tolist(), key=lambda o: int(c.month[o])):
            rows = range(int(c.ptr[i]), int(c.ptr[i + 1]))
            k = next(
                (k for k in rows if c.prog[k] == c.oprog[o] and (int(c.mask[k]) >> int(o - c.optr[c.prog[k]])) & 1), -1
            )
            if k >= 0 and desk.fits_person(int(i), o, k) and desk.fits_world(int(i), o, k):
                desk.seat(int(i), o, k)
            else:
                broken.append(f"locks_are_kept: {c.problem.people[i].id} / {c.offering_ids[o]}: no room for this lock")
    return broken


def close_thin_classes(desk: Desk) -> int:
    """Empty classes that stay under their least number of people; return how many seats were taken back."""
    c, back = desk.c, 0
    members: list[list[tuple[float, int, int]]] = [[] for _ in range(c.offerings)]
    locked = {(int(i), int(o)) for i in range(c.people) for o in c.lock[c.lock_ptr[i] : c.lock_ptr[i + 1]]}
    for i, held in enumerate(desk.bundle):
        for o, k in held:
            members[o].append((float("inf") if (i, o) in locked else float(c.value[k]), i, k))
    for o in range(c.offerings):
        left = sorted(members[o])
        while desk.classes[o] > c.class_min[o]:
            own = int(desk.classes[o] - c.class_min[o])
            if desk.taken[o] >= c.seat_min[o] * own and desk.taken[o] > (desk.classes[o] - 1) * c.seat_max[o]:
                break
            while left and desk.taken[o] > (desk.classes[o] - 1) * c.seat_max[o]:
                _, i, k = left.pop(0)
                desk.seat(i, o, k, -1)
                back += 1
            desk.open(o, -1)
    return back


def greedy(c: Compiled, *, rounds: int = 3) -> tuple[Desk, list[str]]:
    """Return a plan by value per rupiah and the locks it could not keep."""
    desk = Desk(c)
    broken = seat_locked(desk)
    pair, offering = expand(c)
    gain = gain_of(c, pair, offering)
    person = c.pair_person[pair]
    cost = c.seats[pair] * (c.seat_cost[offering, c.zone[person]] + c.class_cost[offering] / c.seat_max[offering])
    ratio = gain / np.maximum(cost + c.extra[pair], 1.0)
    order = np.lexsort((offering, pair, -ratio))
    order = order[gain[order] > 1e-12]
    shut: set[int] = set()
    for _ in range(rounds):
        for at in order.tolist():
            i, o, k = int(person[at]), int(offering[at]), int(pair[at])
            if o not in shut and desk.fits_person(i, o, k) and desk.fits_world(i, o, k):
                desk.seat(i, o, k)
        before = desk.classes.copy()
        if not close_thin_classes(desk):
            break
        shut |= set(np.flatnonzero(desk.classes < before).tolist())
    drop_orphans(desk)
    while keep_limits(desk):
        close_thin_classes(desk)
        drop_orphans(desk)
    return desk, broken


def keep_limits(desk: Desk) -> int:
    """Take back the least valuable seats that count against a broken policy limit; return how many."""
    c, back = desk.c, 0
    for x in np.flatnonzero(desk.part > c.limit_cap + 1e-9):
        held = [(float(c.value[k]), i, o, k) for i, row in enumerate(desk.bundle) for o, k in row]
        for _, i, o, k in sorted(held):
            if desk.part[x] <= c.limit_cap[x] + 1e-9:
                break
            if c.limit_part[x, o] > 0:
                desk.seat(i, o, k, -1)
                back += 1
    return back


def drop_orphans(desk: Desk) -> None:
    """Take back seats whose prerequisite was closed, and the classes that become too thin, until none is left."""
    c = desk.c
    while True:
        found = [
            (i, o, k)
            for i, held in enumerate(desk.bundle)
            for o, k in held
            for q in c.pre[c.pre_ptr[k] : c.pre_ptr[k + 1]]
            if not any(c.oprog[h] == q and c.month[h] < c.month[o] for h, _ in held)
        ]
        for i, o, k in found:
            if (o, k) in desk.bundle[i]:
                desk.seat(i, o, k, -1)
        if not close_thin_classes(desk) and not found:
            return
