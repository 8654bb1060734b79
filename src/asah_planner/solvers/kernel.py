"""Exact search for one person's best bundle, compiled with numba.

A bundle is a set of offerings that keeps the person's own rules. Its worth at given prices is the sum of worths of
its columns, plus the floor penalty it saves, plus the steps it reaches. Columns are tried in order of what they can
add at most, so that a prefix sum bounds everything that follows and most branches die at once.

First only the best offering of each programme is tried, months ignored: when the answer has no clash of months it is
the answer. Otherwise all offerings are searched.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit, prange

from asah_planner.solvers.compiled import Compiled, Floats, Ints

BLOCKS = 256  # people are cut into this many parts for any number of threads
WIDEST = 12  # most seats of one person; n_max above it is refused
EPS = 1e-12


class Town(NamedTuple):
    """What never changes during a solve. See `Compiled` for the meaning of the arrays."""

    ptr: Ints
    prog: np.ndarray
    value: Floats
    mask: np.ndarray
    extra: Ints
    seats: np.ndarray
    duty: Floats
    optr: Ints
    oprog: np.ndarray
    month: np.ndarray
    away: np.ndarray
    seat_cost: Ints
    tariff: Ints
    fund: np.ndarray
    jp: Ints
    competency: np.ndarray
    pre_ptr: Ints
    pre: np.ndarray
    unit: np.ndarray
    zone: np.ndarray
    n_max: Ints
    room: Ints
    need: Ints
    rate: float
    step_counts: np.ndarray
    step_left: Ints
    step_value: Floats
    lock_ptr: Ints
    lock: np.ndarray
    fav_ptr: Ints
    fav: np.ndarray
    fav_value: Floats
    limit_part: Floats
    width: int  # most columns of one person


class Market(NamedTuple):
    """Prices as one person meets them: points a seat by offering and zone, a rupiah, an absence, a unit's rupiah."""

    seat: Floats  # O x Z, travel and seat cost included
    rupiah: Floats  # O
    away: Floats  # U x 12
    unit: Floats  # U
    factor: Floats  # N, on the person's values
    open: np.ndarray  # O, bool


class Stock(NamedTuple):
    """What is left for sale; `seats` and the others are whole numbers, `limit` are policy limits."""

    seats: Ints  # O
    away: Ints  # U x 12
    budget: Ints  # 1
    fund: Ints
    quarter: Ints  # F x 4
    unit: Ints
    limit: Floats


class Desk(NamedTuple):
    """Scratch space of one thread."""

    o: np.ndarray
    k: np.ndarray
    r: Floats
    h: Floats
    top: Floats
    pos: Ints
    chosen: Ints
    best: Ints


def town_of(c: Compiled) -> Town:
    """Return the kernel's view of a compiled problem."""
    if int(c.n_max.max(initial=0)) > WIDEST:
        raise ValueError(f"n_max: at most {WIDEST} trainings a person can be planned")
    counts = np.bitwise_count(c.mask).astype(np.int64)
    per_person = np.add.reduceat(np.append(counts, 0), c.ptr[:-1]) if c.people else np.zeros(1, np.int64)
    per_person[np.diff(c.ptr) == 0] = 0
    return Town(
        c.ptr, c.prog, c.value, c.mask, c.extra, c.seats, c.duty, c.optr, c.oprog, c.month, c.away,
        c.seat_cost, -(-c.class_cost // c.seat_max), c.fund, c.jp, c.competency, c.pre_ptr, c.pre, c.unit, c.zone,
        c.n_max, c.room, c.need, float(c.rate), c.step_counts, c.step_left, c.step_value, c.lock_ptr, c.lock,
        c.fav_ptr, c.fav, c.fav_value, c.limit_part, int(per_person.max(initial=0)) + WIDEST + 2,
    )  # fmt: skip


def empty_stock(c: Compiled) -> Stock:
    """Return a stock of the right shapes, used where no stock is looked at."""
    zero = np.zeros(0, dtype=np.int64)
    return Stock(zero, np.zeros((0, 12), np.int64), zero, zero, np.zeros((0, 4), np.int64), zero, np.zeros(0))


@njit(cache=True)
def make_desk(width):  # type: ignore[no-untyped-def]
    """Return scratch space for people with at most `width` columns."""
    return Desk(
        np.zeros(width, np.int32), np.zeros(width, np.int64), np.zeros(width), np.zeros(width),
        np.zeros(width + 1), np.zeros(WIDEST + 2, np.int64), np.zeros(WIDEST + 2, np.int64),
        np.zeros(WIDEST + 2, np.int64),
    )  # fmt: skip


@njit(cache=True)
def favour_of(i, o, t):  # type: ignore[no-untyped-def]
    """Return the additional value of this seat for this person."""
    total = 0.0
    for f in range(t.fav_ptr[i], t.fav_ptr[i + 1]):
        if t.fav[f] == o:
            total += t.fav_value[f]
    return total


@njit(cache=True)
def column_worth(i, o, k, t, m):  # type: ignore[no-untyped-def]
    """Return the worth of one seat at the market's prices, floor and steps apart."""
    u = t.unit[i]
    cost = t.seats[k] * t.seat_cost[o, t.zone[i]] + t.extra[k]
    r = t.value[k] * m.factor[i] + t.duty[k] - t.seats[k] * m.seat[o, t.zone[i]] - t.extra[k] * m.rupiah[o]
    if m.unit[u] > 0.0:
        r -= m.unit[u] * (cost + t.seats[k] * t.tariff[o])
    if t.away[o]:
        r -= m.away[u, t.month[o]]
    if t.fav_ptr[i + 1] > t.fav_ptr[i]:
        r += favour_of(i, o, t)
    return r


@njit(cache=True)
def in_stock(i, o, k, t, s):  # type: ignore[no-untyped-def]
    """Return whether this one seat is still for sale."""
    u, f, month, w = t.unit[i], t.fund[o], t.month[o], t.seats[k]
    if s.seats[o] < w:
        return False
    if t.away[o] and s.away[u, month] < 1:
        return False
    cost = w * t.seat_cost[o, t.zone[i]] + t.extra[k]
    if cost > s.budget[0] or cost > s.fund[f] or cost > s.quarter[f, month // 3]:
        return False
    if cost + w * t.tariff[o] > s.unit[u]:
        return False
    for x in range(len(s.limit)):
        part = t.limit_part[x, o] * w
        if part > 0.0 and part > s.limit[x] + 1e-9:
            return False
    return True


@njit(cache=True)
def is_locked(i, o, t):  # type: ignore[no-untyped-def]
    """Return whether the person is locked into the offering."""
    found = False
    for x in range(t.lock_ptr[i], t.lock_ptr[i + 1]):
        found = found or t.lock[x] == o
    return found


@njit(cache=True)
def steps_open(i, t):  # type: ignore[no-untyped-def]
    """Return the value of all steps not yet reached."""
    total = 0.0
    for x in range(t.step_left.shape[1]):
        if t.step_left[i, x] > 0:
            total += t.step_value[i, x]
    return total


@njit(cache=True)
def is_needed(i, q, t):  # type: ignore[no-untyped-def]
    """Return whether some programme of the person still needs programme `q` first."""
    found = False
    for x in range(t.pre_ptr[t.ptr[i]], t.pre_ptr[t.ptr[i + 1]]):
        found = found or t.pre[x] == q
    return found


@njit(cache=True)
def collect(i, t, m, s, use_stock, relaxed, d):  # type: ignore[no-untyped-def]
    """Fill the desk with the person's columns worth looking at; locked ones first. Return (columns, locked)."""
    n, forced = 0, 0
    if t.lock_ptr[i + 1] > t.lock_ptr[i]:
        for k in range(t.ptr[i], t.ptr[i + 1]):
            p = t.prog[k]
            for o in range(t.optr[p], t.optr[p + 1]):
                if (t.mask[k] >> np.uint64(o - t.optr[p])) & np.uint64(1) and is_locked(i, o, t) and forced < WIDEST:
                    d.o[n], d.k[n] = o, k
                    d.r[n] = column_worth(i, o, k, t, m)
                    n += 1
                    forced += 1
    spread = steps_open(i, t)
    for k in range(t.ptr[i], t.ptr[i + 1]):
        p = t.prog[k]
        bits = t.mask[k]
        if bits == 0:
            continue
        save = t.rate * min(t.jp[p], t.need[i])
        keep_all = t.pre_ptr[t.ptr[i + 1]] > t.pre_ptr[t.ptr[i]] and is_needed(i, p, t)
        at = -1
        for o in range(t.optr[p], t.optr[p + 1]):
            if not (bits >> np.uint64(o - t.optr[p])) & np.uint64(1) or not m.open[o]:
                continue
            r = column_worth(i, o, k, t, m)
            if r + save + spread <= EPS and not keep_all:
                continue
            if use_stock and not in_stock(i, o, k, t, s):
                continue
            if forced > 0 and is_locked(i, o, t):
                continue
            if (relaxed or not t.away[o]) and at >= 0 and not keep_all and t.pre_ptr[k + 1] == t.pre_ptr[k]:
                if r > d.r[at]:
                    d.o[at], d.r[at], d.h[at] = o, r, r + save
                continue
            d.o[n], d.k[n], d.r[n], d.h[n] = o, k, r, r + save
            if relaxed or not t.away[o]:
                at = n
            n += 1
    return n, forced


@njit(cache=True)
def sort_columns(n, forced, d):  # type: ignore[no-untyped-def]
    """Sort the desk's free columns by hope, then by offering, and fill the prefix sums of what can still be added."""
    for a in range(forced + 1, n):
        o, k, r, h = d.o[a], d.k[a], d.r[a], d.h[a]
        b = a - 1
        while b >= forced and (d.h[b] < h or (d.h[b] == h and d.o[b] > o)):
            d.o[b + 1], d.k[b + 1], d.r[b + 1], d.h[b + 1] = d.o[b], d.k[b], d.r[b], d.h[b]
            b -= 1
        d.o[b + 1], d.k[b + 1], d.r[b + 1], d.h[b + 1] = o, k, r, h
    d.top[forced] = 0.0
    for a in range(forced, n):
        d.top[a + 1] = d.top[a] + max(0.0, d.h[a])


@njit(cache=True)
def fits(i, a, depth, t, d, months):  # type: ignore[no-untyped-def]
    """Return whether column `a` may join the chosen ones under the person's rules; `months` looks at clashes too."""
    o = d.o[a]
    p = t.oprog[o]
    jp = t.jp[p]
    for x in range(depth):
        b = d.chosen[x]
        ob = d.o[b]
        q = t.oprog[ob]
        if q == p or (t.competency[p] >= 0 and t.competency[q] == t.competency[p]):
            return False
        if months and t.away[o] and t.away[ob] and t.month[o] == t.month[ob]:
            return False
        jp += t.jp[q]
    return jp <= t.room[i]


@njit(cache=True)
def affordable(i, depth, t, s, d):  # type: ignore[no-untyped-def]
    """Return whether what is left pays for all chosen columns together."""
    total = np.int64(0)
    charge = np.int64(0)
    for x in range(depth):
        o, k = d.o[d.chosen[x]], d.k[d.chosen[x]]
        cost = t.seats[k] * t.seat_cost[o, t.zone[i]] + t.extra[k]
        total += cost
        charge += cost + t.seats[k] * t.tariff[o]
        fund = cost
        quarter = cost
        for y in range(x):
            ob, kb = d.o[d.chosen[y]], d.k[d.chosen[y]]
            if t.fund[ob] == t.fund[o]:
                more = t.seats[kb] * t.seat_cost[ob, t.zone[i]] + t.extra[kb]
                fund += more
                if t.month[ob] // 3 == t.month[o] // 3:
                    quarter += more
        if fund > s.fund[t.fund[o]] or quarter > s.quarter[t.fund[o], t.month[o] // 3]:
            return False
    for x in range(len(s.limit)):
        part = 0.0
        for y in range(depth):
            part += t.limit_part[x, d.o[d.chosen[y]]] * t.seats[d.k[d.chosen[y]]]
        if part > 0.0 and part > s.limit[x] + 1e-9:
            return False
    return total <= s.budget[0] and charge <= s.unit[t.unit[i]]


@njit(cache=True)
def is_complete(depth, t, d):  # type: ignore[no-untyped-def]
    """Return whether every prerequisite of the chosen columns is chosen in an earlier month."""
    for x in range(depth):
        k = d.k[d.chosen[x]]
        for y in range(t.pre_ptr[k], t.pre_ptr[k + 1]):
            met = False
            for z in range(depth):
                o = d.o[d.chosen[z]]
                if t.oprog[o] == t.pre[y] and t.month[o] < t.month[d.o[d.chosen[x]]]:
                    met = True
            if not met:
                return False
    return True


@njit(cache=True)
def bundle_worth(i, depth, t, d):  # type: ignore[no-untyped-def]
    """Return the worth of the chosen columns, floor penalty and steps included."""
    total, jp = 0.0, 0
    for x in range(depth):
        total += d.r[d.chosen[x]]
        jp += t.jp[t.oprog[d.o[d.chosen[x]]]]
    total -= t.rate * max(0, t.need[i] - jp)
    for x in range(t.step_left.shape[1]):
        counted = 0
        for y in range(depth):
            p = t.oprog[d.o[d.chosen[y]]]
            if t.step_counts[x, p]:
                counted += t.jp[p]
        if counted >= t.step_left[i, x]:
            total += t.step_value[i, x]
    return total


@njit(cache=True)
def dive(i, n, forced, t, s, use_stock, months, d):  # type: ignore[no-untyped-def]
    """Search all bundles of the desk's columns; leave the best in `d.best`. Return (worth, seats)."""
    n_max = max(t.n_max[i], forced)
    bonus = steps_open(i, t) - t.rate * t.need[i]
    for x in range(t.step_left.shape[1]):
        if t.step_left[i, x] <= 0:
            bonus += t.step_value[i, x]
    hope = 0.0
    for x in range(forced):
        d.chosen[x] = x
        hope += d.r[x] + t.rate * min(t.jp[t.oprog[d.o[x]]], t.need[i])
    best, size = bundle_worth(i, forced, t, d), forced
    for x in range(forced):
        d.best[x] = x
    depth = forced
    d.pos[depth] = forced - 1
    while depth >= forced:
        d.pos[depth] += 1
        a = d.pos[depth]
        over = depth >= n_max or a >= n
        if not over:
            last = min(n, a + n_max - depth)
            over = hope + d.top[last] - d.top[a] + bonus <= best + EPS
        if over:
            depth -= 1
            if depth >= forced:
                hope -= d.h[d.chosen[depth]]
            continue
        if not fits(i, a, depth, t, d, months):
            continue
        d.chosen[depth] = a
        if use_stock and not affordable(i, depth + 1, t, s, d):
            continue
        if is_complete(depth + 1, t, d):
            worth = bundle_worth(i, depth + 1, t, d)
            if worth > best + EPS:
                best, size = worth, depth + 1
                for x in range(size):
                    d.best[x] = d.chosen[x]
        hope += d.h[a]
        depth += 1
        d.pos[depth] = a
    return best, size


@njit(cache=True)
def has_clash(size, t, d):  # type: ignore[no-untyped-def]
    """Return whether the best bundle found has two absences in one month."""
    for x in range(size):
        for y in range(x):
            a, b = d.o[d.best[x]], d.o[d.best[y]]
            if t.away[a] and t.away[b] and t.month[a] == t.month[b]:
                return True
    return False


@njit(cache=True)
def best_bundle(i, t, m, s, use_stock, d):  # type: ignore[no-untyped-def]
    """Leave the person's best bundle in `d.best` (positions in `d.o`, `d.k`). Return (worth, seats)."""
    if t.pre_ptr[t.ptr[i + 1]] == t.pre_ptr[t.ptr[i]]:
        n, forced = collect(i, t, m, s, use_stock, True, d)
        sort_columns(n, forced, d)
        best, size = dive(i, n, forced, t, s, use_stock, False, d)
        if not has_clash(size, t, d):
            return best, size
    n, forced = collect(i, t, m, s, use_stock, False, d)
    sort_columns(n, forced, d)
    return dive(i, n, forced, t, s, use_stock, True, d)


@njit(cache=True, parallel=True)
def price_pass(t, m, s, out_o, out_k, worth):  # type: ignore[no-untyped-def]
    """Let everybody choose at the market's prices; fill offerings, pairs (-1 beyond the last) and worths."""
    people = len(worth)
    for block in prange(BLOCKS):
        d = make_desk(t.width)
        for i in range(block * people // BLOCKS, (block + 1) * people // BLOCKS):
            best, size = best_bundle(i, t, m, s, False, d)
            worth[i] = best
            for x in range(out_o.shape[1]):
                if x < size:
                    out_o[i, x] = d.o[d.best[x]]
                    out_k[i, x] = d.k[d.best[x]]
                else:
                    out_o[i, x] = -1
                    out_k[i, x] = -1


@njit(cache=True)
def add_demand(t, out_o, out_k, seats, money, away, charge, gain):  # type: ignore[no-untyped-def]
    """Add up what was chosen: seats by offering, rupiah by fund and quarter, absences, unit charges, gain by person."""
    for i in range(out_o.shape[0]):
        gain[i] = 0.0
        u = t.unit[i]
        for x in range(out_o.shape[1]):
            o = out_o[i, x]
            if o < 0:
                break
            k = out_k[i, x]
            w = t.seats[k]
            cost = w * t.seat_cost[o, t.zone[i]] + t.extra[k]
            seats[o] += w
            money[t.fund[o], t.month[o] // 3] += cost
            charge[u] += cost + w * t.tariff[o]
            if t.away[o]:
                away[u, t.month[o]] += 1
            gain[i] += t.value[k]
